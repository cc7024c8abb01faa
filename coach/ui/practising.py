"""One person's practice: the set that stands, in this visit; the store that outlives it, one a process. An answer is kept only by choice."""

from datetime import UTC, datetime
from random import SystemRandom
from typing import Any

from platformdirs import user_data_path
import streamlit as st

from ..practice.drills import LEAVE, Drill, Item, drills, items
from ..practice.schedule import next_set, reviewed, worked_first
from ..practice.scoring import joined, score
from ..practice.store import Result, Store
from . import drill_item, session, sitting
from .sitting import Sitting

SET, ASKED, DRAFT = "practice_set", "practice_asked", "practice_draft"
"""Keys of the visit: the Sitting, what was just pressed, an answer half written."""

ENTRY = "practise_item"
"""Set by another page before it switches here: an Item, an item's id, or a drill's id. It is practised by itself."""

CARD = "drill"
"""The key of the component."""


@st.cache_resource(show_spinner=False)
def _store(person: str) -> Store:
    return Store(user_data_path("coach", appauthor=False) / "people" / person if person else None)


def the_store() -> Store:
    """The store of this computer's user; where the coach is hosted, of whoever signed in."""
    return _store(session.person())


the_store.clear = _store.clear


def all_drills() -> tuple[Drill, ...]:
    return drills(*session.folders())


def now() -> datetime:
    return datetime.now(UTC)


def current() -> Sitting | None:
    return st.session_state.get(SET)


def start(chosen: int | str) -> None:
    """Draw a set: of a level, of what would help most, or of one drill."""
    store = the_store()
    number = SystemRandom().randrange(1, 2**31)
    drawn = next_set(all_drills(), chosen, results=store.results(), cards=store.cards(), now=now(), seed=number)
    _put(Sitting(drawn, chosen, number) if drawn else None)


def leave() -> None:
    """Back to the choice of what to practise."""
    _put(None)


def _put(one: Sitting | None) -> None:
    st.session_state[SET] = one
    st.session_state.pop(DRAFT, None)


def enter() -> None:
    """What another page sent here, if anything: one item by itself, or a set of one drill."""
    sent = st.session_state.pop(ENTRY, None)
    item = sent if isinstance(sent, Item) else items(all_drills()).get(sent) if sent else None
    if item is not None:
        _put(Sitting((item,), number=SystemRandom().randrange(1, 2**31)))
    elif any(one.id == sent for one in all_drills()):
        start(sent)


def pressed() -> None:
    """Note what was pressed; it is done while the page is drawn, where a mistake of ours has one place to be met."""
    value = st.session_state.get(CARD, {}).get("act")
    if value:
        st.session_state[ASKED] = value


def drafted() -> None:
    """Hold a half-written answer for this visit, so that a look at another page does not lose it."""
    value = st.session_state.get(CARD, {}).get("draft")
    if value:
        st.session_state[DRAFT] = value


def draft(one: Sitting) -> tuple[str, ...]:
    held = st.session_state.get(DRAFT) or {}
    return tuple(map(str, held.get("answer", ()))) if held.get("id") == one.id else one.turn.answer if one.turn.answer != (LEAVE,) else ()


def drill_of(item: Item) -> Drill | None:
    return next((one for one in all_drills() if one.id == item.drill), None)


def example(one: Sitting) -> str:
    """How the worked example of the item's drill stands: open at first sight, folded once it was seen, "" once it is known."""
    results = the_store().results()
    drill = drill_of(one.item)
    if drill is None or not worked_first(drill.id, results):
        return ""
    seen = any(other.drill == drill.id for other in one.items[:one.at]) or any(result.drill == drill.id for result in results)
    return "folded" if seen else "open"


def _recorded(before: Sitting, after: Sitting) -> Sitting:
    """Save a rating that is new; nothing of the answer."""
    if after.turn.rated and not before.turn.rated:
        rated, at = after.turn.rated
        store, item = the_store(), after.item
        kinds = after.turn.back.kinds if after.turn.back and after.turn.back.kinds else item.kinds
        store.record(Result(item.id, rated, tuple(kinds), at), reviewed(store.cards().get(item.id), rated, at))
    return after


def catch_up() -> None:
    """Do what was pressed, if it was meant for the item that stands."""
    asked: dict[str, Any] = st.session_state.pop(ASKED, None) or {}
    one = current()
    if one is None or one.over or asked.get("id") != one.id:
        return
    st.session_state[SET] = _done(one, asked)
    if st.session_state[SET].id != one.id or st.session_state[SET].over:
        st.session_state.pop(DRAFT, None)


def _done(one: Sitting, asked: dict[str, Any]) -> Sitting:
    match asked.get("do"):
        case "answer":
            answer = tuple(line for line in map(str, asked.get("answer", ())) if line.strip())
            return _recorded(one, sitting.answered(one, answer, score(one.item, answer, session.the_coach()), now()))
        case "hint":
            return sitting.hinted(one)
        case "show":
            return _recorded(one, sitting.showed(one, now()))
        case "next":
            after = _recorded(one, sitting.settled(one, now()))
            if asked.get("keep") and after.item.written and after.turn.rated:
                the_store().keep(after.item.id, after.turn.rated[1], joined(after.item, after.turn.answer))
            return sitting.onward(after)
        case "stop":
            return sitting.stopped(_recorded(one, sitting.settled(one, now())))
    return one


def summary(one: Sitting) -> list[str]:
    """What a finished set was, in a few plain lines: no count of what went well or not."""
    names = list(dict.fromkeys((drill.name if (drill := drill_of(item)) else drill_item.SAMPLE) for item in one.items))
    again = [item for item, rated in zip(one.items, one.ratings, strict=True) if rated is not None and rated < 3]
    lines = [f"You practised: {', '.join(names)}."] if names else []
    if again:
        lines.append("What took some thought comes back sooner, so that it grows easier.")
    elif any(one.ratings):
        lines.append("It comes back in some days, when it has had time to settle.")
    return lines
