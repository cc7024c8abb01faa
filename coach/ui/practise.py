"""Practise alone: choose a level or what would help most, then one item at a time."""

import streamlit as st

from coach.practice.schedule import HELP
from coach.rulebook import RuleError
from coach.ui import drill_item, practising, session, skills
from coach.ui.components import draw
from coach.ui.drawing import dress, report, say

TROUBLE = "Something went wrong on my side with this one. Nothing you did is lost: try again, or choose something else."


def choice() -> None:
    """Where a set begins."""
    drills = practising.all_drills()
    st.title("Practise")
    say("Short sets of six to eight, one thing at a time. No points and no clock: stop whenever you like.")
    st.button("What would help me most", type="primary", key="practise_help", shortcut="Ctrl+Enter", on_click=practising.start, args=(HELP,))
    say("A mix: what took some thought before, and what you have not met yet. It goes by your practice here, never by your messages.")
    say("Or a level", "head", "h2")
    for level, (name, about) in skills.LEVELS.items():
        if any(one.level == level for one in drills):
            with st.container(horizontal=True, vertical_alignment="center"):
                st.button(f"{level} · {name}", key=f"practise_level_{level}", on_click=practising.start, args=(level,), width=190)
                say(about)
    with st.expander("Or one drill"), st.container(horizontal=True):
        for one in drills:
            st.button(drill_item.plain(f"{one.name} · {one.source}" if one.source else one.name), key=f"practise_drill_{one.id}", on_click=practising.start, args=(one.id,))
    say(f"Kept on {session.here()}: which items you did, when, and how they went. Your words are not kept unless you tick “Keep my answer”.")


def item(one) -> None:
    """The item that stands."""
    article = session.the_coach().book.article
    data = drill_item.data(
        one, practising.drill_of(one.item), example=practising.example(one), source=f"{article.get('title', '')}, {article.get('publisher', '')}", draft=practising.draft(one), kept_on=session.here(),
    )
    draw("drill", data, key=practising.CARD, on_act_change=practising.pressed, on_draft_change=practising.drafted)
    if one.turn.back and one.turn.back.support:
        st.page_link("coach/ui/about.py", label="More support", query_params={"to": "support", "from": "practise"})


def finished(one) -> None:
    """The end of a set."""
    say("That was the set." if one.ratings else "Stopped here.", "head", "h1")
    for line in practising.summary(one):
        say(line)
    with st.container(horizontal=True):
        if one.chosen is not None:
            st.button("Another set", type="primary", key="practise_again", shortcut="Ctrl+Enter", on_click=practising.start, args=(one.chosen,))
        st.button("Choose something else", key="practise_choose", on_click=practising.leave)
    if one.chosen is None:
        st.page_link("coach/ui/samples.py", label="Back to the samples")
    st.page_link("coach/ui/progress.py", label="See what you practised")


def standing() -> None:
    """What the store has to say: one calm line."""
    store = practising.the_store()
    for line in (store.notice, store.trouble):
        if line:
            say(line)


dress()
try:
    practising.enter()
    practising.catch_up()
    one = practising.current()
    if one is None:
        choice()
    elif one.over:
        finished(one)
    else:
        item(one)
    standing()
except RuleError as mistake:
    say("A file of rules or drills has a mistake, so there is nothing to practise yet:")
    st.text(str(mistake))
except Exception as trouble:
    report(trouble)
    say(TROUBLE)
    st.button("Choose something else", key="practise_choose", on_click=practising.leave)
