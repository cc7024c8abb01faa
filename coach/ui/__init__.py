"""The pages: Streamlit scripts (check.py, about.py), the components they draw with, and the hardened launch."""
