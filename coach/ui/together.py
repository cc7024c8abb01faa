"""Two people, one device: each writes alone, then they speak and listen in turn, and take one ask and one thank-you home.

No screen differs by what was typed: what elements stand on it follows from the step alone (coach/ui/floor.py).
"""

from datetime import datetime
from html import escape
from pathlib import Path
import random
from zoneinfo import ZoneInfo

import streamlit as st

from coach.practice.drills import Drill, Item, drills
from coach.practice.worksheet import take_home
from coach.rulebook import RuleError
from coach.ui import alone, aloud, floor, session
from coach.ui.components import draw
from coach.ui.drawing import dress, report

STYLE = (Path(__file__).parent / "together.css").read_text(encoding="utf-8")
# Keys of this visit: where the session stands; what one person wrote alone; the words each chose to say; each one's ask and thank-you.
MEETING, HIDDEN, SAID, HOME = "together", "together_hidden", "together_said", "together_home"
# The card seen last, and the key of a button that every card for one pair of eyes has: it leaves the state while another page is looked at.
SEEN, PULSE = "together_seen", "together_leave"

OWN, DRILL = "Something of our own: write it alone, then speak and listen in turn", "A drill first: a few short examples, aloud"
NOTHING = "(nothing written down)"
# Cards that Ctrl+Enter does not leave: it is also how a box is told that one has typed.
SLOW = frozenset(["look", "last", "leave"])

state = st.session_state


def line(text: str, how: str = "floor-line", tag: str = "p") -> None:
    st.html(f'<{tag} class="{how}">{escape(text)}</{tag}>')


def clock() -> datetime:
    """Now, by the clock of the person's browser."""
    zone = st.context.timezone
    return datetime.now(ZoneInfo(zone) if zone else None)


def spoken_time(time: datetime) -> str:
    return f"{time:%I:%M} {'am' if time.hour < 12 else 'pm'}".lstrip("0")


def known() -> tuple[Drill, ...]:
    """The drills there are to talk through; none where a file of them has a mistake, which the Practise page names."""
    try:
        return aloud.suited(drills(*session.folders()))
    except RuleError:
        return ()


def drill_of(now: floor.Meeting) -> Drill | None:
    return next((one for one in known() if one.id == now.drill), None)


def examples(now: floor.Meeting) -> tuple[Item, ...]:
    drill = drill_of(now)
    return aloud.chosen(drill, state["together_seed"]) if drill else ()


def begin() -> None:
    drill = state.get("together_drill") if state.get("together_what") == DRILL else None
    names = floor.named(state.get("together_first") or "", state.get("together_second") or "")
    topic = " ".join((state.get("together_topic") or "").split())[:80]
    state["together_seed"] = random.randrange(1 << 30)
    state[MEETING] = floor.Meeting(names, topic, drill.id if drill else "")
    state[SAID], state[HOME] = ["", ""], [("", ""), ("", "")]


def take_in(now: floor.Meeting, action: str) -> None:
    """Keep what a card's boxes hold for as long as it is needed, and not a card longer."""
    if now.step == "write" and action == "done":
        state[HIDDEN] = state.get("together_box") or ""
    elif now.step == "look" and action == "away":
        state[SAID][now.turn] = (state.get("together_words") or "").strip()
    elif now.step == "last":
        state[HOME][now.turn] = ((state.get("together_ask") or "").strip(), (state.get("together_thanks") or "").strip())
    if (now.step, action) not in (("write", "done"), ("shut", "look")):
        state.pop(HIDDEN, None)
    for key in ("together_box", "together_words", "together_ask", "together_thanks", "together_open"):
        state.pop(key, None)


def press(action: str) -> None:
    now = state.get(MEETING)
    if now is None:
        return
    take_in(now, action)
    after = floor.after(now, action, time=clock(), items=len(examples(now)) if now.drill else 0)
    if after is not None and after.step == "last" and now.step != "last":
        state[SAID] = ["", ""]
    state[MEETING] = after
    if after is None:
        for key in (MEETING, SAID, HOME, SEEN, "together_seed", "together_what", "together_drill"):
            state.pop(key, None)
        state["together_first"] = state["together_second"] = state["together_topic"] = ""


def setting_up() -> None:
    line("Together", "floor-title", "h1")
    line("For two people with one device, at home or with a therapist. You speak in turn; the coach keeps the order and says nothing about who does better.")
    line("Do this only if both of you feel free to say no. Ctrl+Enter presses the first button of a card.")
    with st.container(horizontal=True):
        st.text_input("One name", key="together_first", placeholder="any name you like", autocomplete="off", persist_state="session")
        st.text_input("The other name", key="together_second", placeholder="any name you like", autocomplete="off", persist_state="session")
    st.text_input("What it is about", key="together_topic", placeholder="something small: dishes, the weekend, phones at dinner", autocomplete="off", persist_state="session")
    there = known()
    if there:
        st.radio("What you do", (OWN, DRILL), key="together_what")
        if state.get("together_what") == DRILL:
            st.selectbox("Which drill", there, format_func=lambda drill: drill.name + (f" ({drill.source})" if drill.source else ""), key="together_drill")
    st.button("Begin", type="primary", key="together_begin", on_click=begin)


def turns(now: floor.Meeting) -> None:
    """Both names, always in the same place, and what each is doing."""
    cells = []
    for at, name in enumerate(now.names):
        mine = at == now.turn and now.step not in floor.NEITHER
        doing = now.card.me if at == now.turn else now.card.other
        cells.append(f'<li{" class=now aria-current=true" if mine else ""}><b>{escape(name)}</b><span>{"▸ " if mine else ""}{escape(doing)}</span></li>')
    st.html(f'<ul class="floor-turns" aria-label="Whose turn it is">{"".join(cells)}</ul>')


def pausing(now: floor.Meeting) -> None:
    line(f"A pause, until {spoken_time(now.until)}" if now.until else "A pause", "floor-title", "h1")
    line("Twenty minutes let a body settle. A walk, some water, something else to look at; not going over it in your head.")
    line("Whoever asked for the pause comes back first.")


def looking(now: floor.Meeting) -> None:
    """One's own words, a good word, one thing, the stems: always these, and nothing else."""
    text = state.get(HIDDEN) or ""
    try:
        found = alone.look(session.the_coach().review(text, rewrites=False))
    except Exception as trouble:
        report(trouble)
        found = alone.look(None)
    with st.container(key="together-words"):
        st.text(text or NOTHING)
    line("Good already", "floor-label")
    line(found.good)
    line("One thing to look at, if you like", "floor-label")
    line(found.one)
    line(alone.FREE)
    line("   ".join(alone.STEMS), "floor-line soft")
    st.text_area("What I want to say aloud, in up to three sentences", key="together_words", height=190, placeholder=f"This may be shown on your card, where {now.other} can read it. You can leave it empty.")


def example(now: floor.Meeting) -> None:
    items = examples(now)
    item = items[min(now.at, len(items) - 1)]
    seen = aloud.shown(item, drill_of(now), state["together_seed"])
    line(seen.ask, "floor-title", "h1")
    for what, words in seen.pieces:
        if what:
            line(what, "floor-label")
        line(words, "floor-quote")
    if seen.options:
        st.html(f'<ul class="floor-options">{"".join(f"<li>{escape(one)}</li>" for one in seen.options)}</ul>')
    if now.step == "item":
        return
    line("One answer that works", "floor-label")
    for words in aloud.answer(item):
        line(words, "floor-quote")
    line(item.why)


def going_home(now: floor.Meeting) -> None:
    for key, kept in zip(("together_ask", "together_thanks"), state[HOME][now.turn], strict=True):
        if key not in state:
            state[key] = kept
    st.text_area("One small thing I ask of you", key="together_ask", height=130, placeholder="this week, something you can do and say yes or no to")
    st.text_area("One thing I thank you for", key="together_thanks", height=130, placeholder="something you did or said, however small")


def sheet(now: floor.Meeting) -> None:
    home = [(name, *kept) for name, kept in zip(now.names, state[HOME], strict=True)]
    cells = (f"<section><h2>{escape(name)}</h2><h3>Asks</h3><p>{escape(ask) or '…'}</p><h3>Says thank you for</h3><p>{escape(thanks) or '…'}</p></section>" for name, ask, thanks in home)
    st.html(f'<div class="floor-home">{"".join(cells)}</div>')
    day = clock()
    title = f"{now.topic or 'What we take home'}, {day:%B} {day.day}"
    st.download_button(
        "Download the sheet", take_home(home, title=title), file_name="to-take-home.html", mime="text/html", key="together_sheet", on_click="ignore", type="primary",
    )


INSIDE = {"pause": pausing, "look": looking, "item": example, "answer": example, "last": going_home, "sheet": sheet}


def card(now: floor.Meeting) -> None:
    turns(now)
    shows = now.card
    line(" · ".join(filter(None, (shows.part, now.topic))) or "Together", "floor-part")
    if shows.title:
        line(now.told(shows.title), "floor-title", "h1")
    for one in shows.lines:
        line(now.told(one))
    if now.step == "write":
        st.text_area("Only for you", key="together_box", height=260, placeholder="…")
    if now.step in INSIDE:
        INSIDE[now.step](now)
    if now.step == "speak":
        said = state[SAID][now.turn]
        if state.get("together_open"):
            with st.container(key="together-words"):
                st.text(said or NOTHING)
    if shows.minutes:
        draw("timer", {"minutes": shows.minutes, "card": now.count}, key=f"timer-{now.count}")
    buttons(now)


def buttons(now: floor.Meeting) -> None:
    if now.step == "first":
        for at, name in enumerate(now.names):
            line(name, "floor-label")
            st.button("I speak first", key=f"together_first_{at}", on_click=press, args=(f"first {at}",))
        return
    with st.container(horizontal=True):
        for at, (action, label) in enumerate(now.card.buttons):
            first = not at and now.step != "sheet"
            st.button(
                label, type="primary" if first else "secondary", shortcut="Ctrl+Enter" if first and now.step not in SLOW else None, key=f"together_do_{action}",
                on_click=press, args=(action,), wrap=True,
            )
        if now.step == "speak":
            opened = state.get("together_open", False)
            st.button("Hide my words" if opened else "Show my words", key="together_toggle", on_click=lambda: state.update(together_open=not opened))


def foot(now: floor.Meeting | None) -> None:
    """The same on every card."""
    with st.container(horizontal=True, vertical_alignment="center", key="together-foot"):
        if now is not None and now.step not in ("pause", "leave", "sheet"):
            st.button("Pause", key="together_pause", on_click=press, args=("pause",))
            st.button("Stop here", key=PULSE, type="tertiary", on_click=press, args=("leave",))
        st.page_link("coach/ui/about.py", label="More support", query_params={"to": "support", "from": "together"})


def come_back() -> None:
    """Put away what was for one pair of eyes, where another page was looked at since: its widgets are gone then, and the card was seen before."""
    now = state.get(MEETING)
    if now is not None and state.get(SEEN) == now.count and PULSE not in state:
        state.pop(HIDDEN, None)
        state[MEETING] = floor.away(now)


dress()
st.html(f"<style>{STYLE}</style>")
come_back()
with st.container(key="together"):
    here = state.get(MEETING)
    if here is None:
        setting_up()
    else:
        card(here)
        state[SEEN] = here.count
    foot(here)
