"""The start page: a message is pasted, checked, and put in other words."""

import streamlit as st

from coach.rulebook import RuleError
from coach.ui import session
from coach.ui.answer import answer
from coach.ui.drawing import dress, report, say
from coach.ui.words import TROUBLE

dress()
if st.session_state.pop("clearing", False):
    session.clear()
st.title("Before you send it")
say("Paste a message. See what may land badly and why, what is already good, and other ways to say it.")

st.text_area(
    "Your message", key=session.DRAFT, height=150, persist_state="session",
    placeholder="The text, e-mail or reply you are about to send, just as you typed it",
)
with st.expander("Replying to something? Paste what they said", expanded=bool(st.session_state.get(session.THEIRS))):
    st.text_area("What they said", key=session.THEIRS, height=100, persist_state="session", placeholder="Their message, word for word")

with st.container(horizontal=True, vertical_alignment="center"):
    # The first press after the server was started anew calls nothing back; it is only told here.
    if st.button("Check", type="primary", shortcut="Ctrl+Enter", key="check"):
        session.check()
    if st.button("Clear everything", key="clear", on_click=session.clear) and st.session_state.get(session.DRAFT):
        st.session_state["clearing"] = True
        st.rerun()
    if not st.session_state.get(session.DRAFT):
        st.button("Try an example", key="example", type="tertiary", on_click=session.example)
say(f"Stays on {session.here()}.")

try:
    found = session.checked()
    if found is not None:
        answer(*found)
except RuleError as mistake:
    say("A rule file has a mistake, so I cannot check anything yet:")
    st.text(str(mistake))
except Exception as trouble:
    report(trouble)
    say(TROUBLE)

st.page_link("coach/ui/about.py", label="How it works, and people to talk to")
