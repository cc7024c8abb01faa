"""The coach's pages. `python -m coach app` serves them with every door shut; `streamlit run app.py` works too."""

import streamlit as st

from coach.ui import session

st.set_page_config(page_title="The coach", layout="wide")
st.navigation(
    [
        st.Page("coach/ui/check.py", title="Check", url_path="check", default=True),
        st.Page("coach/ui/practise.py", title="Practise", url_path="practise"),
        st.Page("coach/ui/together.py", title="Together", url_path="together"),
        st.Page("coach/ui/samples.py", title="Samples", url_path="samples"),
        st.Page("coach/ui/progress.py", title="Progress", url_path="progress"),
        st.Page("coach/ui/about.py", title="About", url_path="about"),
    ],
    position="top",
).run()
if session.signed_in():
    st.html('<p><a href="/sign-out" target="_self">Sign out</a></p>')
