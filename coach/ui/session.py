"""What the pages share: the coach (one a process) and one person's visit (never cached, never stored)."""

import os
from pathlib import Path
from typing import Any

import streamlit as st

from ..results import Review
from ..reviewing import Coach
from ..rewriting.frames import kinds
from .launch import HOSTED_VARIABLE, RULES_VARIABLE
from .signin import COOKIE

DRAFT, THEIRS = "draft", "theirs"
"""The keys of the two boxes."""

EXAMPLE = "You never listen to me. Last night at dinner you were on your phone the whole time and I felt invisible. You're so selfish!!"


def folders() -> tuple[Path, ...]:
    return tuple(Path(folder) for folder in os.environ.get(RULES_VARIABLE, "").split(os.pathsep) if folder)


def person() -> str:
    """Whose visit it is, where the coach is hosted for people who sign in; "" on one's own computer."""
    return st.context.headers.get("x-coach-person", "") if os.environ.get(HOSTED_VARIABLE) else ""


def here() -> str:
    """Where what is kept lies, in words."""
    return "the computer that hosts this coach" if person() else "this computer"


def signed_in() -> bool:
    """Whether this visit began with the coach's own sign-in, so that it can be ended here."""
    return bool(person()) and COOKIE in st.context.cookies


@st.cache_resource(show_spinner="Getting ready …")
def the_coach() -> Coach:
    return Coach(rules=folders())


def coach() -> Coach:
    """The coach of this visit: it leaves out what was set aside."""
    plain = the_coach()
    aside = st.session_state.get("aside", frozenset())
    return Coach(rules=folders(), quiet=aside) if aside else plain


def kind_names() -> dict[str, str]:
    return {name: kind.name for name, kind in kinds().items()}


def check() -> None:
    """What the boxes hold is to be reviewed."""
    state = st.session_state
    state["due"] = (state.get(DRAFT) or "", (state.get(THEIRS) or "").strip() or None)


def checked() -> tuple[str, str | None, Review] | None:
    """What was checked last and its review, kept for this visit; what is due is reviewed first."""
    state = st.session_state
    due = state.get("due")
    if due is not None:
        state["checked"] = (*due, coach().review(*due))
        state["picks"], state["kept"] = {}, False
        del state["due"]
    return state.get("checked")


def clear() -> None:
    """Forget this visit: what was typed and what came of it, on every page. What was kept by choice is for the Progress page to erase."""
    state = st.session_state
    for key in list(state):
        del state[key]
    state[DRAFT] = state[THEIRS] = ""


def example() -> None:
    st.session_state[DRAFT], st.session_state[THEIRS] = EXAMPLE, ""
    check()


def use(text: str) -> None:
    """Put a rewrite into the box and check it."""
    st.session_state[DRAFT] = text
    check()


def set_aside(key: str) -> None:
    """Quiet one finding for this visit, and look again at what was checked."""
    state = st.session_state
    state["aside"] = state.get("aside", frozenset()) | {key}
    state["due"] = state["checked"][:2]


def picks(name: str) -> dict[str, str]:
    return st.session_state.get("picks", {}).get(name, {})


def pick(name: str, chosen: dict[str, Any] | None) -> None:
    st.session_state.setdefault("picks", {})[name] = {str(key): str(value) for key, value in (chosen or {}).items()}
