"""score(item, answer, coach) -> Feedback. What is written is scored by the same coach that reviews every draft, never by a second engine."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ..results import Finding, Move, Review, Strength
from ..reviewing import Coach
from ..rulebook import NOTES, POOR_MOVES
from .answering import about, lost, same, words
from .drills import LADDER, LEAVE, SIDES, Item
from .marking import Marked, built, finer, folded, left, picked, spotted
from .saying import EMPTY, LEFT, LONG, MISSING, OFF, SAYS, SUPPORT, UNREAD, cited, quoted

SHOWN = ("observation", "feeling", "need", "request")
_FAIR = frozenset(["complaint", "no_request"])
"""Notes that are none: a fair complaint is praise."""


@dataclass(frozen=True, slots=True)
class Part:
    """One of observation, feeling, need, request, blame_left, faux_feeling: whether it was found, and where in the answer."""

    name: str
    found: bool
    spans: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Feedback:
    """What is said of an answer: the good, at most one change, why (12 words at most), the article's line.

    kinds: what the result speaks of in practice: of an answer that is right all that its item practises, else what was
    missed. unsure: nothing is amiss but a kind the rules did not find, which they may have missed: the person can say that
    it is there. support: the words may be about someone's safety; then nothing is scored, and nothing of it is to be recorded.
    """

    right: bool
    good: str
    change: str | None
    why: str
    advice: str
    quote: str
    heading: str
    parts: tuple[Part, ...] = ()
    kinds: tuple[str, ...] = ()
    unsure: bool = False
    support: bool = False


@dataclass(frozen=True, slots=True)
class _Miss:
    """What to change, why, under which advice ("" for the item's own), and the kinds it is of."""

    change: str
    why: str
    kinds: tuple[str, ...] = ()
    advice: str = ""
    good: str = ""
    unsure: bool = False


def parts(review: Review) -> tuple[Part, ...]:
    """The six parts of a written answer, from the review of it."""
    found = {name: [(one.start, one.end) for one in review.strengths if one.kind == name] for name in SHOWN}
    found["blame_left"] = [(one.start, one.end) for one in review.findings if one.severity >= 2]
    found["faux_feeling"] = [(one.start, one.end) for one in review.findings if one.kind == "faux_feeling"]
    return tuple(Part(name, bool(spans), tuple(spans)) for name, spans in found.items())


def lines(item: Item, answer: str | Sequence[str]) -> tuple[str, ...]:
    """An answer as the pieces its type is made of, empty ones left out; ladder and sides may come as one text of several lines."""
    several = item.written and item.type in ("ladder", "sides")
    pieces = answer.splitlines() if several and isinstance(answer, str) else [answer] if isinstance(answer, str) else map(str, answer)
    found = tuple(piece for piece in pieces if piece.strip())
    return found[:LADDER] if item.type == "ladder" else found


def joined(item: Item, answer: str | Sequence[str]) -> str:
    """An answer as one text: what the spans of `parts` point into."""
    return (" " if item.type in ("build", "spot", "finer") else "\n").join(lines(item, answer))


def solution(item: Item) -> str:
    """A right answer, to be shown or printed."""
    if item.type == "spot":
        return " · ".join(f"“{item.text[start:end]}”" for start, end in item.spans) or "Nothing to mark"
    if item.answers and not item.written and item.type != "build":
        return " · ".join(item.answers)
    if item.fine and item.leaves:
        return LEAVE
    return " ".join(words for _, words in item.parts) if item.type == "build" else item.model


def _strengths(review: Review) -> list[Strength | Move]:
    moves = [one for one in review.reply.moves if one.move not in POOR_MOVES] if review.reply else []
    return [*review.strengths, *moves]


def _kind(one: Strength | Move) -> str:
    return one.kind if isinstance(one, Strength) else one.move


def _good(item: Item, text: str, review: Review) -> str:
    """The best of an answer, in its own words."""
    shown = [one for one in _strengths(review) if _kind(one) in SAYS]
    wanted = [one for want in item.wants for one in shown if _kind(one) in want.split("|")]
    best = next(iter([*wanted, *shown]), None)
    if best is not None:
        return f"{quoted(best.span)} {SAYS[_kind(best)]}."
    kept = [fact.split("|")[0] for fact in item.keep if not lost(text, [fact])]
    if kept:
        return f"You kept {' and '.join(map(quoted, kept[:2]))}: what happened stays in it."
    return "Nothing in it points a finger." if review.verdict in ("clear", "note") else "You put it in your own words."


def _noted(item: Item, review: Review) -> Finding | None:
    """A note that the item practises to do without."""
    return next((one for one in review.findings if one.severity == 1 and one.kind in item.kinds and one.kind in NOTES and one.kind not in _FAIR), None)


def _of_the_words(item: Item, text: str, review: Review) -> _Miss | None:
    """What is amiss before anything is weighed: the words given again, hardly any, or none that can be read."""
    given = [one for one in (item.text, item.partner) if one]
    if any(same(text, one) for one in given):
        return _Miss("These are still the words that were given. Say it your own way.", "The same words land the same way.", good="You started from what is there.")
    if not text.strip():
        return _Miss(EMPTY[1], EMPTY[2], good=EMPTY[0])
    if review.notice:
        good, change, why = LONG if review.notice == "too_long" else UNREAD
        return _Miss(change, why, good=good)
    if len(words(text)) < (2 if item.type == "turn" and item.fine else 3):
        return _Miss("A little more: a sentence they can answer.", "One word leaves the rest to guesswork.", good="Short can be good.")
    return None


def _of_a_reply(item: Item, review: Review) -> _Miss | None:
    """A poor move, where the answer is to listen; beside a repair only a reply that is poor throughout."""
    if review.reply is None or review.reply.label == "good" or (item.type != "turn" and review.reply.label == "mixed"):
        return None
    poor = next((one for one in review.reply.moves if one.move in POOR_MOVES), None)
    if poor is None:
        return _Miss("Show first that you heard them.", "Being heard comes before anything else.", ("reflection",))
    change = f"{quoted(poor.span)} can wait, or go." if poor.move != "flat" else "Say a little more, so that they know you heard."
    return _Miss(change, LEFT[poor.move], (poor.move,), poor.advice)


def _of_the_review(item: Item, text: str, review: Review) -> _Miss | None:
    """The one thing most worth changing, or None."""
    heavy = max((one for one in review.findings if one.severity >= 2), key=lambda one: one.severity, default=None)
    if heavy is not None:
        return _Miss(f"{quoted(heavy.span)} could still land hard. Try it without.", LEFT.get(heavy.kind, heavy.why), (heavy.kind,), heavy.advice)
    if (miss := _of_a_reply(item, review)) is not None:
        return miss
    if (note := _noted(item, review)) is not None:
        return _Miss(f"{quoted(note.span)} can go one step deeper.", LEFT[note.kind], (note.kind,), note.advice)
    shown = {_kind(one) for one in _strengths(review)}
    for want in item.wants:
        either = want.split("|")
        if not shown & set(either):
            faux = "feeling" in either and any(one.kind == "faux_feeling" for one in review.findings)
            change, why = MISSING[either[0]] if not faux else ("Say the feeling underneath: hurt, sad, lonely?", LEFT["faux_feeling"])
            return _Miss(change, why, ("faux_feeling",) if faux else tuple(either[:1]), unsure=not faux)
    return None


def _of_the_matter(item: Item, text: str) -> _Miss | None:
    """Whether the facts are still in it, and it speaks of the matter at all."""
    if fact := lost(text, item.keep):
        return _Miss(f"Keep {quoted(fact)} in it.", "What happened carries the message.", ("observation",))
    if item.type != "turn" and not about(text, (item.text, item.scene, item.partner, item.model, *item.hints, *item.keep)):
        return _Miss(OFF[1], OFF[2], ("observation",), good=OFF[0])
    return None


def _of_the_lines(item: Item, given: Sequence[str], reviews: Sequence[Review]) -> _Miss | None:
    """What a ladder of asks or two sides need beside what every answer does."""
    folded_ones = [folded(one) for one in given]
    if len(set(folded_ones)) < len(folded_ones):
        return _Miss("Two of the lines say the same. Make each its own.", "Different sizes give them something to choose from.")
    if item.type == "ladder":
        if any(one.kind in ("request", "open_question", "pause") for one in reviews[0].strengths):
            return None
        return _Miss("Make the smallest one an ask: “could you …?”", "One small ask can be answered with yes.", ("request",), unsure=True)
    if len(given) < SIDES:
        return _Miss("Four lines: your need, theirs, and two ways that fit both.", "Two ways leave a choice.", ("both_needs",))
    return None


def _feedback(item: Item, coach: Coach, *, right: bool, good: str, miss: _Miss | None = None, found: tuple[Part, ...] = ()) -> Feedback:
    advice = (miss.advice if miss else "") or item.advice
    return Feedback(
        right, good, miss.change if miss else None, miss.why if miss else item.why, advice, *cited(advice, coach.book.article), found,
        (miss.kinds if miss else ()) or item.kinds, unsure=bool(miss and miss.unsure),
    )


def _marked(item: Item, given: Sequence[str], coach: Coach) -> Feedback:
    """An answer that was picked."""
    if item.type == "build":
        seen: Marked = built(item, given, joined(item, given))
    else:
        seen = {"spot": spotted, "finer": finer}.get(item.type, picked)(item, given)
    places = {name: tuple(span for other, span in seen.found if other == name) for name in SHOWN} if item.type == "build" else {}
    found = tuple(Part(name, bool(spans), spans) for name, spans in places.items())
    return _feedback(item, coach, right=seen.right, good=seen.good, miss=None if seen.right else _Miss(seen.change or "", item.why), found=found)


def _kept(item: Item, coach: Coach) -> Feedback:
    """“Leave it as it is” to a message of a written type."""
    if item.fine:
        return _feedback(item, coach, right=True, good="You left it, and that is right: nothing in it needs to change.")
    review = coach.review(item.text, item.partner or None, rewrites=False)
    miss = _of_the_review(item, item.text, review) or _Miss("This one can say a little more.", item.why)
    return _feedback(item, coach, right=False, good="Keeping what works is often right.", miss=replace(miss, unsure=False))


def score(item: Item, answer: str | Sequence[str], coach: Coach) -> Feedback:
    """What to say of an answer. answer: a text, an option, or several of them; marked words, or pieces in their order.

    Never raises on any answer; nothing of it is kept.
    """
    given = lines(item, answer)
    if not item.written:
        return _marked(item, given, coach)
    if item.leaves and left(given):
        return _kept(item, coach)
    text = "\n".join(given)
    several = item.type in ("ladder", "sides")
    review, *each = coach.reviews([(text, item.partner or None), *((one, None) for one in given if several)], rewrites=False)
    if review.support is not None or any(one.support for one in each):
        return Feedback(False, SUPPORT, None, "", item.advice, *cited(item.advice, coach.book.article), kinds=(), support=True)
    found = parts(review)
    if item.fine and item.text and same(text, item.text) and not any(one.severity >= 2 for one in review.findings):
        return _feedback(item, coach, right=True, good="You kept it, and that is right: nothing in it needs to change.", found=found)
    miss = _of_the_words(item, text, review) or (_of_the_lines(item, given, each) if several else None) or _of_the_review(item, text, review)
    other = _of_the_matter(item, text)
    miss = other if other and (miss is None or miss.unsure) else miss
    good = (miss.good if miss else "") or _good(item, text, review)
    return _feedback(item, coach, right=miss is None, good=good, miss=miss, found=found)
