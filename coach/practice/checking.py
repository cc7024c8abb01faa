"""Whether a drill can be solved as it is written: every right answer scores right, every wrong one does not, every model passes."""

from collections.abc import Iterator

from ..reviewing import Coach
from .drills import LEAVE, Drill, Item
from .scoring import Feedback, score

LEAST, FINE = 12, 0.4
"""How many items a drill of ours has at least, and which share of them has nothing wrong."""


def _said(feedback: Feedback) -> str:
    return f"{feedback.good} / {feedback.change} / {feedback.why}"


def _picked(item: Item, coach: Coach) -> Iterator[str]:
    right = tuple((one,) for one in item.answers)
    for answer in (*right, *([item.answers] if item.type == "finer" and item.answers else [])):
        if not score(item, answer, coach).right:
            yield f"its answer {answer!r} scores not right"
    for option in item.options:
        if option not in item.answers and score(item, (option,), coach).right and option != LEAVE:
            yield f"the wrong option {option!r} scores right"
    if item.type == "finer" and item.fine and not item.answers and not score(item, LEAVE, coach).right:
        yield f"{LEAVE!r} scores not right"
    if score(item, "", coach).right:
        yield "an empty answer scores right"


def _spotted(item: Item, coach: Coach) -> Iterator[str]:
    marked = tuple(item.text[start:end] for start, end in item.spans)
    if not score(item, marked, coach).right:
        yield f"its marks {marked!r} score not right"
    wrong = score(item, () if marked else (item.text.split()[0],), coach)
    if wrong.right:
        yield "nothing marked scores right" if marked else "a mark where there is nothing scores right"


def _built(item: Item, coach: Coach) -> Iterator[str]:
    pieces = tuple(words for _, words in item.parts)
    if pieces:
        if not score(item, pieces, coach).right:
            yield "its own parts score not right"
        review = coach.review(" ".join(pieces), rewrites=False)
        if review.support or any(one.severity >= 2 for one in review.findings):
            yield f"the message of its parts is flagged: {review.support or [(one.kind, one.span) for one in review.findings]}"
        for odd in item.distractors:
            if score(item, (*pieces, odd), coach).right:
                yield f"the distractor {odd!r} scores right"
        if any(score(item, pieces[:at] + pieces[at + 1:], coach).right for at in range(len(pieces))):
            yield "a missing part scores right"
    if item.fine is not score(item, LEAVE, coach).right:
        yield f"{LEAVE!r} scores {'not right' if item.fine else 'right'}"


def _written(item: Item, coach: Coach) -> Iterator[str]:
    if item.model:
        feedback = score(item, item.model, coach)
        if not feedback.right:
            yield f"its model {item.model!r} does not pass: {_said(feedback) if not feedback.support else 'it is taken for a safety tier'}"
    if item.leaves and score(item, LEAVE, coach).right is not item.fine:
        yield f"{LEAVE!r} scores {'not right' if item.fine else 'right'}"
    if item.text:
        again = score(item, item.text, coach)
        if again.support:
            yield f"its text {item.text!r} is taken for a safety tier"
        elif again.right is not item.fine:
            yield f"its text given back scores {'right' if again.right else 'not right: ' + _said(again)}"
        if item.fine:
            review = coach.review(item.text, item.partner or None, rewrites=False)
            flagged = [(one.kind, one.span) for one in review.findings if one.severity >= 2]
            poor = review.reply is not None and (review.reply.label == "poor" or (item.type == "turn" and review.reply.label != "good"))
            if flagged or poor:
                yield f"its text is to be fine, yet {flagged or [(one.move, one.span) for one in review.reply.moves]} in it"
    if item.partner and (score(item, item.partner, coach).right or score(item, "I hear you about this one", coach).support):
        yield "the other person's words given back score right, or are taken for a safety tier"
    for short in ("", "ok"):
        if score(item, short, coach).right:
            yield f"{short!r} scores right"


def failures(drill: Drill, coach: Coach) -> Iterator[str]:
    """What does not hold of a drill, item by item; of ours also its number of items and its share of look-alikes."""
    if not drill.source:
        fine = sum(item.fine for item in drill.items)
        if len(drill.items) < LEAST:
            yield f"{drill.id}: it has {len(drill.items)} items, {LEAST} are the least"
        if fine < FINE * len(drill.items):
            yield f"{drill.id}: in {fine} of {len(drill.items)} items nothing is wrong; {FINE:.0%} are the least"
        if fine == len(drill.items):
            yield f"{drill.id}: nothing is wrong in any of its items"
    for item in drill.items:
        check = _written if item.written else {"spot": _spotted, "build": _built}.get(item.type, _picked)
        for failure in check(item, coach):
            yield f"{item.id}: {failure}"
