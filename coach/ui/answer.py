"""What stands on the page after Check: the good first, one headline, the shape, the marks, the rewrites."""

from collections.abc import Callable
import hashlib

import streamlit as st

from ..heat import Heat
from ..results import Reply, Review, Rewrite
from . import handbook, sentence, session, support, words
from .components import draw
from .drawing import say
from .marks import marks
from .shape import heat_only, of_draft, of_rewrites


def answer(text: str, theirs: str | None, review: Review) -> None:
    if review.notice:
        say(words.NOTICES[review.notice])
        return
    if review.support is not None:
        _support(review)
        return
    good = words.praised(review.strengths, review.reply.moves if review.reply else ())
    if good:
        say(" ".join(good) + ("" if review.verdict == "clear" else " Keep that."), "good")
    say(words.headline(review), "head", "h2")
    if review.reply is not None and theirs:
        _listening(text, theirs, review.reply)
    if review.verdict == "clear" and not review.strengths:
        return
    picture, heat = of_draft(text, review, session.the_coach())
    draw("shape", heat_only(picture) if review.reply else picture, key="shape")
    if review.findings or review.strengths:
        data = marks(text, review, session.the_coach().book.article, session.kind_names())
        draw("marks", data, key="marks", on_quiet_change=_on("marks", "quiet", session.set_aside))
    better = review.reply.better if review.reply else ()
    versions = [*review.rewrites, *better]
    if versions:
        _rewrites(text, versions, heat, len(review.rewrites), words.ADD if review.verdict == "note" and not better else words.OTHERWISE)


def _on(key: str, trigger: str, act: Callable) -> Callable[[], None]:
    """A callback that hands a component's value to act, when there is one."""
    def call() -> None:
        value = st.session_state.get(key, {}).get(trigger)
        if value:
            act(value)
    return call


def _rewrites(text: str, versions: list[Rewrite], heat: Heat, own: int, title: str) -> None:
    if st.session_state.get("kept"):
        say("Your words stay as they are.")
        st.button("Show the other ways again", key="unkeep", on_click=lambda: st.session_state.update(kept=False))
        return
    say(title, "head", "h2")
    names = [hashlib.sha256(f"{at}{one.text}".encode("utf-8", "replace")).hexdigest()[:10] for at, one in enumerate(versions)]
    pictures = of_rewrites(text, [sentence.stood_in(one, session.picks(name)) for one, name in zip(versions, names, strict=True)], session.the_coach(), heat)
    for at, (one, name, picture) in enumerate(zip(versions, names, pictures, strict=True)):
        key = f"rewrite-{name}"
        name_, note = words.VERSIONS.get(one.version if at < own else "better", (one.version.capitalize(), ""))
        data = {
            "id": name, "name": name_, "note": note, "pieces": sentence.pieces(one), "picks": session.picks(name), "shape": picture if at < own else heat_only(picture),
            "left": [{"span": left.span, "reason": left.reason} for left in one.left_out],
            "diff": sentence.difference(text, sentence.resolved(one, session.picks(name))),
        }
        draw(
            "rewrite", data, key=key,
            on_picks_change=_on(key, "picks", lambda value, name=name: session.pick(name, value)),
            on_use_change=_on(key, "use", session.use),
            on_keep_change=_on(key, "keep", lambda _: st.session_state.update(kept=True)),
        )


def _listening(text: str, theirs: str, reply: Reply) -> None:
    order = sorted(reply.picked_up, key=lambda one: one.start)
    draw("listening", {
        "theirs": theirs, "mine": text,
        "mine_spans": [{"start": one.start, "end": one.end, "letter": at} for at, one in enumerate(order)],
        "theirs_spans": sorted(
            ({"start": one.partner_start, "end": one.partner_end, "letter": at} for at, one in enumerate(order)), key=lambda span: span["start"]
        ),
    }, key="listening")
    title, note = words.TURNS.get(reply.turn, ("To be heard", ""))
    with st.container(border=True):
        say("What they may need")
        say(title, "head", "p")
        say(note)
    poor = next((move for move in reply.moves if move.move not in words.GOOD_MOVES), None)
    if poor is not None:
        with st.container(border=True):
            say(f"One change: {words.MOVES.get(poor.move, poor.move.replace('_', ' ')).lower()}")
            if poor.span.strip():
                st.text(f"“{poor.span}”")
            if poor.why:
                say(poor.why)


def _support(review: Review) -> None:
    found = support.words_for(review.support)
    with st.container(border=True):
        say(found.heading, "head", "h2")
        for line in found.words:
            say(line, "text")
        for line in found.starters:
            st.code(line, language=None, wrap_lines=True)
        st.html(handbook.people(found.contacts, sources=False))
    say("More people to talk to are on the About page.")
