"""Progress: what was practised, week by week, and what comes next; to take away, or to erase. Never a score of anyone."""

from datetime import date
from html import escape
from pathlib import Path

import streamlit as st

from coach.practice.drills import items
from coach.practice.exporting import as_csv, as_json
from coach.practice.progress import coming, weeks
from coach.practice.store import Store
from coach.rulebook import RuleError
from coach.ui import drill_item, practising, session, skills, weeks_chart
from coach.ui.components import draw
from coach.ui.drawing import dress, report, say

STYLE = (Path(__file__).parent / "progress.css").read_text(encoding="utf-8")
WHEN = {"now": "Ready now", "today": "Later today", "tomorrow": "Tomorrow", "this week": "In the next days", "later": "Later"}
MOST = 5
TROUBLE = "Something went wrong on my side, so I cannot show this right now. Nothing is lost."
# Set while the one question before erasing stands. (A bare string here would be shown: this file is a page.)
ASKING = "erasing"


def name(kind: str) -> str:
    return skills.skill(kind, session.kind_names())


def next_up(store: Store) -> None:
    """What comes back, in plain words."""
    known = items(practising.all_drills())
    lines = []
    for one in coming(store.cards(), practising.now()):
        drills = [practising.drill_of(known[item]) if item in known else None for item in one.items]
        names = list(dict.fromkeys(drill.name if drill else drill_item.SAMPLE for drill in drills))
        more = f" and {len(names) - MOST} more" if len(names) > MOST else ""
        lines.append(f"<li><strong>{WHEN[one.when]}</strong>: {escape(', '.join(names[:MOST]))}{more}</li>")
    if lines:
        say("What comes back", "head", "h2")
        st.html(f'<ul class="coach-coming">{"".join(lines)}</ul>')
        st.page_link("coach/ui/practise.py", label="Practise")


def kept(store: Store) -> None:
    """The answers someone chose to keep."""
    answers = store.kept()
    if not answers:
        return
    known = items(practising.all_drills())
    with st.expander("Answers you kept"):
        for one in reversed(answers):
            drill = practising.drill_of(known[one.item]) if one.item in known else None
            say(f"{weeks_chart.day(one.at.astimezone().date())} · {drill.name if drill else drill_item.SAMPLE}")
            st.text(one.answer)


def yours(store: Store) -> None:
    """Take it away, or erase it."""
    say("Yours", "head", "h2")
    say((f"All of it lies in one file on {session.here()}, apart from everyone else's." if session.person() else "All of it lies in one file on this computer, which only your account on it can read.") if store.path and not store.trouble else "It is held for this visit only.")
    with st.container(horizontal=True):
        st.download_button("Save as CSV", as_csv(store).encode("utf-8-sig"), "practice.csv", "text/csv", key="export_csv", on_click="ignore")
        st.download_button("Save as JSON", as_json(store), "practice.json", "application/json", key="export_json", on_click="ignore")
        if not st.session_state.get(ASKING):
            st.button("Erase everything", key="erase", on_click=lambda: st.session_state.update({ASKING: True}))
    if st.session_state.get(ASKING):
        with st.container(border=True):
            say(f"Erase all practice on {session.here()}, kept answers too? It cannot be brought back.", "text")
            with st.container(horizontal=True):
                st.button("Yes, erase it", key="erase_yes", type="primary", on_click=_erase, args=(store,))
                st.button("Keep it", key="erase_no", on_click=lambda: st.session_state.pop(ASKING, None))


def _erase(store: Store) -> None:
    st.session_state.pop(ASKING, None)
    practising.leave()
    st.session_state["erased"] = store.erase()


def shown(store: Store) -> None:
    st.title("Progress")
    erased = st.session_state.pop("erased", None)
    if erased is not None:
        say("It is all erased." if erased else "It could not be erased.", "text")
    for line in (store.notice, store.trouble):
        if line:
            say(line)
    found = weeks(store.results())
    if not found:
        say("Nothing here yet. After a set you see here what you practised, week by week, and what comes back when.", "text")
        st.page_link("coach/ui/practise.py", label="Practise something small")
        if store.kept() or store.cards():
            yours(store)
        return
    say("What you practised. It says nothing about you or anyone else, only what you have been at.")
    next_up(store)
    yours(store)
    say("Week by week", "head", "h2")
    draw("weeks", weeks_chart.lines(found, date.today(), name), key="weeks")
    with st.expander("The same as a table"):
        st.html(weeks_chart.table(found, name))
    kept(store)


dress()
st.html(f"<style>{STYLE}</style>")
try:
    shown(practising.the_store())
except RuleError as mistake:
    say("A file of rules or drills has a mistake, so this cannot be shown yet:")
    st.text(str(mistake))
except Exception as trouble:
    report(trouble)
    say(TROUBLE)
