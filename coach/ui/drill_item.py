"""What one practice item shows: plain data for its component. No Streamlit here."""

from collections.abc import Sequence
import random
import re
from typing import Any

from ..practice.drills import LADDER, LEAVE, PARTS, Drill, Item
from ..practice.marking import spots
from ..practice.scoring import Feedback, joined, solution
from . import words
from .sitting import Sitting

SAMPLE = "From the samples"
"""The name of an item that belongs to no drill."""

LADDER_LINES = ("The smallest thing I could ask", "A little more", "About half of it", "Nearly all of it", "All I wish for")
SIDES_LINES = ("What I need", "What they need, in their words", "One way that fits both", "Another way")


def plain(label: str) -> str:
    """A name for a button, where Streamlit would read Markdown: someone's own drill may be called anything.

    >>> plain("*Own* [x]")
    '\\\\*Own\\\\* \\\\[x\\\\]'
    """
    return re.sub(r"([!-/:-@\[-`{-~])", r"\\\1", label)


def way(item: Item) -> str:
    """How it is answered: pick, finer, spot, build, lines or write."""
    if item.written:
        return "lines" if item.type in ("ladder", "sides") else "write"
    return item.type if item.type in ("finer", "spot", "build") else "pick"


def options(item: Item, drill: Drill | None, seed: int) -> list[str]:
    """The options in an order that gives nothing away; those that all items share keep theirs, and leaving it stands last."""
    shared = drill is not None and item.type in ("sort", "choose") and len({one.options for one in drill.items}) == 1
    if shared:
        return list(item.options)
    mixed = random.Random(f"{seed} {item.id}").sample(item.options, len(item.options))
    return sorted(mixed, key=lambda one: one == LEAVE)


def tokens(text: str) -> list[tuple[str, bool]]:
    """A text cut into words to mark (True) and what stands between them (False).

    >>> tokens("So late, again!")
    [('So', True), (' ', False), ('late', True), (', ', False), ('again', True), ('!', False)]
    """
    out, at = [], 0
    for start, end in spots(text):
        out += [(text[at:start], False), (text[start:end], True)]
        at = end
    return [(piece, word) for piece, word in (*out, (text[at:], False)) if piece]


def lamps(item: Item, answer: Sequence[str], back: Feedback) -> list[dict[str, Any]]:
    """The parts of a message, each with the words of the answer that show it; of a reply, none: listening is another thing."""
    names = dict(words.LAMPS)
    wanted = {part for want in item.wants for part in want.split("|")} & set(PARTS)
    if not back.parts or back.support or item.type in ("turn", "sides") or list(answer) == [LEAVE]:
        return []
    text = joined(item, answer)
    shown = [one for one in back.parts if one.name in names and (one.found or one.name in wanted or item.type == "build")]
    return [{"name": names[one.name], "words": list(dict.fromkeys(text[start:end] for start, end in one.spans))} for one in shown]


def data(sitting: Sitting, drill: Drill | None, *, example: str, source: str, draft: Sequence[str] = (), kept_on: str = "this computer") -> dict[str, Any]:
    """All that the component draws. example: "open", "folded" or "" (no worked example). source: what the article is called."""
    item, turn = sitting.item, sitting.turn
    how = way(item)
    labels = (LADDER_LINES if item.type == "ladder" else SIDES_LINES) if how == "lines" else ()
    back = turn.back
    return {
        "id": sitting.id, "at": sitting.at, "of": len(sitting.items), "last": sitting.at + 1 == len(sitting.items),
        "name": (drill.name if drill else SAMPLE) + (f" · {item.source}" if item.source else ""), "ask": item.ask, "about": drill.about if drill and example == "open" else "",
        "worked": {"text": drill.worked.text, "answer": drill.worked.answer, "because": drill.worked.because, "open": example == "open"} if drill and example else None,
        "scene": item.scene, "partner": item.partner, "text": item.text, "way": how, "leave": LEAVE if item.leaves else "",
        "start": how == "write" and bool(item.text) and item.type != "repair",
        "options": options(item, drill, sitting.number) if how in ("pick", "finer", "build") else [], "tokens": tokens(item.text) if how == "spot" else [],
        "labels": list(labels[:LADDER]), "draft": list(draft), "hints": list(item.hints[:turn.hints]), "more": turn.hints < len(item.hints), "tries": turn.tries,
        "answer": list(turn.answer), "shown": solution(item) if turn.shown else "", "can_keep": item.written and back is not None and not back.support,
        "kept_on": kept_on, "back": None if back is None else {
            "right": back.right, "support": back.support, "good": back.good, "change": back.change, "why": back.why, "lamps": lamps(item, turn.answer, back),
            "quote": "" if back.support else back.quote, "source": f"{source}, “{back.heading}”" if back.heading else source,
        },
    }
