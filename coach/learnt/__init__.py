"""The second reader: what was learnt from labelled messages of our own, beside the rules and never before them."""
