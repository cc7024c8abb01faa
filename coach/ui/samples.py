"""Study alone: samples to find by what they practise; the other way stays hidden until asked for; try one's own; take some along on paper."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import streamlit as st

from coach.practice import library
from coach.practice.drills import LEAVE
from coach.practice.library import Sample
from coach.practice.saying import cited
from coach.practice.scoring import score
from coach.practice.worksheet import worksheet
from coach.rulebook import RuleError
from coach.ui import handbook, pairs, session
from coach.ui.drawing import dress, report, say
from coach.ui.words import TROUBLE

STYLE = (Path(__file__).parent / "samples.css").read_text(encoding="utf-8")
# How many stand on the wall at first; how many are found at most where all can be put on the worksheet at once.
PAGE, SHEET = 12, 30
# Keys of this visit: the sample opened alone; those whose other way is shown; those for the worksheet; how far the wall goes; what was tried.
OPEN, SHOWN, CHOSEN, MORE, MINE = "samples_open", "samples_shown", "samples_chosen", "samples_more", "samples_mine"
ANY = "Any"
state = st.session_state


@dataclass(frozen=True)
class Filter:
    """One of the boxes to choose by. of: what of a sample it looks at, in plain words."""

    key: str
    label: str
    of: Callable[[Sample], tuple[str, ...]]


def filters() -> tuple[Filter, ...]:
    coach, names = session.the_coach(), session.kind_names()
    return (
        Filter("samples_kind", "What it practises", lambda one: tuple(pairs.TURNS.get(kind) or capital(handbook.name_of(kind, names)) for kind in one.kinds) or ("Nothing to change",)),
        Filter("samples_heading", "Part of the article", lambda one: (cited(one.advice, coach.book.article)[1],)),
        Filter("samples_who", "Between", lambda one: (pairs.plain(one.relationship, pairs.RELATIONSHIPS),) if one.relationship else ()),
        Filter("samples_how", "Written as", lambda one: ("A reply",) if one.partner else (pairs.plain(one.register, pairs.REGISTERS),) if one.register else ()),
    )


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def turned(of: str, held: set[str]) -> None:
    """Put one into a set of this visit, or take it out."""
    held.symmetric_difference_update([of])


def found(there: tuple[Sample, ...]) -> tuple[Sample, ...]:
    """The boxes to choose by, and the samples that pass them all."""
    kept = there
    with st.container(horizontal=True):
        for one in filters():
            values = sorted({value for sample in there for value in one.of(sample)})
            if state.get(one.key) not in (ANY, *values):
                state.pop(one.key, None)
            picked = st.selectbox(one.label, (ANY, *values), key=one.key, persist_state="session", on_change=lambda: state.pop(MORE, None), width=250)
            if picked != ANY:
                kept = tuple(sample for sample in kept if picked in one.of(sample))
        words = st.text_input("A word in it", key="samples_words", persist_state="session", autocomplete="off", on_change=lambda: state.pop(MORE, None), width=250)
    return library.find(kept, words=words or "")


def revealed(sample: Sample) -> None:
    changes = library.changes(sample, session.the_coach())
    st.html(pairs.after(sample) + pairs.reasons(sample, changes, session.kind_names()))


def original(sample: Sample) -> None:
    numbered = library.changes(sample, session.the_coach()) if sample.id in state[SHOWN] else ()
    st.html(pairs.before(sample, numbered))


def reveal_button(sample: Sample) -> None:
    label = "Hide the other way" if sample.id in state[SHOWN] else "Show the other way"
    st.button(label, key=f"samples-show-{sample.id}", on_click=turned, args=(sample.id, state[SHOWN]))


def sheet_box(sample: Sample) -> None:
    key = f"samples-sheet-{sample.id}"
    state[key] = sample.id in state[CHOSEN]
    st.checkbox("On the worksheet", key=key, on_change=turned, args=(sample.id, state[CHOSEN]))


def tile(sample: Sample) -> None:
    """A sample on the wall."""
    with st.container(border=True, height="stretch"):
        say(pairs.about(sample))
        original(sample)
        if sample.id in state[SHOWN]:
            revealed(sample)
        with st.container(horizontal=True, vertical_alignment="center"):
            st.button("Try your own", key=f"samples-try-{sample.id}", on_click=opened, args=(sample.id,))
            reveal_button(sample)
            sheet_box(sample)


def opened(sample: str | None) -> None:
    """Go to one sample with its other way hidden, or back to all."""
    state[OPEN] = sample
    state[SHOWN].discard(sample)
    state.pop(MINE, None)
    state.pop("samples_box", None)


def wall(there: tuple[Sample, ...]) -> None:
    kept = found(there)
    papers(there, kept)
    more = state.get(MORE, PAGE)
    say(f"{len(kept)} of {len(there)} samples" if kept else "None of the samples is like that. Try fewer choices, or another word.")
    for at in range(0, min(more, len(kept)), 2):
        for column, sample in zip(st.columns(2), kept[at:min(at + 2, more)], strict=False):
            with column:
                tile(sample)
    if len(kept) > more:
        st.button("More samples", key="samples_next", on_click=lambda: state.update({MORE: more + PAGE}))


def papers(there: tuple[Sample, ...], kept: tuple[Sample, ...]) -> None:
    """The worksheet: the samples that were chosen, with and without answers."""
    chosen = tuple(one for one in there if one.id in state[CHOSEN])
    with st.container(horizontal=True, vertical_alignment="center", key="samples-paper"):
        say(f"Worksheet: {len(chosen)} {'sample' if len(chosen) == 1 else 'samples'}." if chosen else "Worksheet: tick the samples you want on paper.")
        if chosen:
            for answers, label in ((False, "Download to fill in"), (True, "Download with answers")):
                st.download_button(
                    label, lambda answers=answers: page(chosen, answers=answers), file_name=f"worksheet{'-with-answers' if answers else ''}.html", mime="text/html",
                    key=f"samples_paper_{answers}", on_click="ignore",
                )
            st.button("Take all off", key="samples_none", on_click=lambda: state[CHOSEN].clear())
        if 0 < len(kept) <= SHEET and not {one.id for one in kept} <= state[CHOSEN]:
            st.button("Tick all found" if len(kept) > 1 else "Tick the one found", key="samples_all", on_click=lambda: state[CHOSEN].update(one.id for one in kept))


def page(chosen: tuple[Sample, ...], *, answers: bool) -> str:
    return worksheet(chosen, answers=answers, title="Say it another way", coach=session.the_coach())


def try_it(sample: Sample) -> None:
    """One sample alone: one's own way first, then the other way."""
    st.button("Back to all samples", key="samples_back", on_click=opened, args=(None,))
    say(pairs.about(sample))
    original(sample)
    st.text_area("Your own way to say it", key="samples_box", height=120, persist_state="session", placeholder="Keep what happened; say it so that it can be heard")
    with st.container(horizontal=True, vertical_alignment="center"):
        st.button("Look at mine", type="primary", shortcut="Ctrl+Enter", key="samples_look", on_click=lambda: state.update({MINE: state.get("samples_box") or ""}))
        st.button(LEAVE, key="samples_leave", on_click=lambda: state.update({MINE: LEAVE}))
        reveal_button(sample)
        st.button("Practise this", key="samples_practise", on_click=lambda: state.update(practise_item=library.as_item(sample), samples_go=True))
        sheet_box(sample)
    if state.get(MINE):
        mine(sample, state[MINE])
    if sample.id in state[SHOWN]:
        with st.container(border=True):
            revealed(sample)


def mine(sample: Sample, text: str) -> None:
    """What the coach says of one's own way: the good, one change, why."""
    said = score(library.as_item(sample), text, session.the_coach())
    with st.container(border=True):
        say(said.good, "text" if said.support else "good")
        if said.support:
            st.page_link("coach/ui/about.py", label="More support", query_params={"to": "support", "from": "samples"})
            return
        if said.change:
            say(said.change, "head", "p")
            say(said.why, "text")
            if said.quote:
                say(f"“{said.quote}” {said.heading}")


dress()
st.html(f"<style>{STYLE}</style>")
st.title("Samples")
if state.pop("samples_go", False):
    st.switch_page("coach/ui/practise.py")
state.setdefault(SHOWN, set())
state.setdefault(CHOSEN, set())
try:
    there = library.samples(*session.folders())
    one = next((sample for sample in there if sample.id == state.get(OPEN)), None)
    if one is not None:
        try_it(one)
    else:
        say("Messages to study. Read one, say it your own way, then look at another way and at what each change is for.")
        wall(there)
except RuleError as mistake:
    say("A file of rules or samples has a mistake, so the samples cannot be shown:")
    st.text(str(mistake))
except Exception as trouble:
    report(trouble)
    say(TROUBLE)
