"""What the coach knows, what it keeps to itself, what it cannot do, and people to talk to."""

import os

import streamlit as st

from coach.english import model
from coach.rulebook import RuleError
from coach.ui import handbook, session, support
from coach.ui.drawing import dress, say
from coach.ui.launch import HARDENED_VARIABLE

PRIVACY = (
    "Your words are read on this computer and nowhere else. There is no account, and no message is saved: close the page, or press Clear everything, and it is gone.",
    "Pages are served to this computer only. They load nothing from the internet.",
)
HOSTED = (
    "This coach is hosted for the people who sign in to it. Your words are read on the computer that hosts it and nowhere else, and no message is saved there: "
    "close the page, or press Clear everything, and it is gone. Whoever runs that computer could change this, so ask them.",
    "What you practise is kept there, apart from everyone else's. The pages load nothing from elsewhere. “Sign out” at the foot of each page ends your visit in every window.",
)
PLAIN = (
    "It was started with “streamlit run”, which keeps to this computer too. What it lacks: other programs' pages are not turned away at every door, the browser is not told to load "
    "nothing from elsewhere, and a mistake may show its words on the terminal. “make run” does all three."
)
LIMITS = (
    "It reads words, not people. It cannot know your history, your tone of voice, or what you meant.",
    "It misses things, and it sometimes marks what is fine between the two of you. “Not in this case” is always a good answer.",
    "It knows English only, and best the way people write in messages.",
    "It is no therapist, and no help in an emergency.",
)
HEAT = "The heat bar adds up sharp words said about the other person (from VADER, a public word list), shouting capitals, exclamation marks and the phrases marked. What you say of your own feelings never adds to it."


def people() -> None:
    st.header("People to talk to")
    say("If someone is in danger now, call your local emergency number.", "text")
    st.html(handbook.people(support.contacts()))


def model_in_use() -> str:
    """The language model, by name; whether its files are those the coach was measured with."""
    found = model()
    seal = "its files are those the coach was measured with" if found.sealed else "it was asked for by name, and the coach was not measured with it"
    return f"Grammar is read by the language model {found.name} {found.version}, on this same computer; {seal}."


BACK = {"together": "Back to Together", "samples": "Back to Samples", "practise": "Back to Practise"}

dress()
# Where “More support” led here, the people come first, and the way back is the way that was come.
first = st.query_params.get("to") == "support"

if first:
    st.title("More support")
    came = st.query_params.get("from")
    if came in BACK:
        st.page_link(f"coach/ui/{came}.py", label=BACK[came])
    people()
st.title("About the coach")

st.header("Privacy")
for line in HOSTED if session.person() else PRIVACY:
    say(line, "text")
if HARDENED_VARIABLE not in os.environ:
    say(PLAIN, "text")

st.header("What it cannot do")
for line in LIMITS:
    say(line, "text")

st.header("Where the advice comes from")
try:
    book = session.the_coach().book
    say(
        f"Every mark rests on one article: “{book.article.get('title', '')}” by {book.article.get('publisher', '')}. A card shows which line. "
        "Where the article does not name a thing itself, the handbook says “in the spirit of”.", "text",
    )
    say(HEAT, "text")
    say(model_in_use(), "text")

    st.header("Handbook")
    say("Made from the rules themselves, so it says exactly what the coach looks for. Open what you want to know about.", "text")
    for title, kinds in handbook.GROUPS:
        st.subheader(title)
        st.html(handbook.group(kinds, book, session.kind_names()))
except RuleError as mistake:
    say("A rule file has a mistake, so the handbook cannot be shown:", "text")
    st.text(str(mistake))

if not first:
    people()

st.page_link("coach/ui/check.py", label="Back to your message")
