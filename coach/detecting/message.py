"""Checks over a whole message: shouting, many complaints at once, a complaint without a request."""

from collections.abc import Callable, Iterator
import re

from ..clauses import SUBJECT_WORDS
from ..reading import Reading
from ..rulebook import Rulebook
from .polarity import negative

_ANGRY_MARKS = re.compile(r"(?:[!?]{3,}|!{2,}\?+)")
_GLAD = re.compile(
    r"(?<= )(?:yes|yay|woo|woohoo|congrats|congratulations|happy|love|miss|proud|won|win|passed|got the job|thank|thanks|omg|wow|great|amazing|"
    r"awesome|best|birthday|excited|finally|funny|hilarious|cute|beautiful|go|goal|sleep|good|merry|welcome|baby|born|please call|hurry|help|come) "
)


def shouting(reading: Reading, book: Rulebook) -> Iterator[tuple[int, int]]:
    """Capitals or rows of marks in a clause to the other person that is not glad."""
    raw, text = reading.draft.raw, reading.line.text
    for start, end in reading.draft.shouts:
        run = raw[start:end]
        words = re.findall(r"[A-Z']{2,}", run)
        clause = reading.clause_at(start, end)
        near = clause.text if clause is not None else text
        if len(words) >= 3 and not _GLAD.search(text) and (re.search(r" (?:you|your|i|me|my) ", near) or (clause is not None and clause.mood == "imperative")):
            yield start, end
    for found in _ANGRY_MARKS.finditer(raw):
        clause = reading.clause_at(max(0, found.start() - 12), found.start())
        if clause is None or _GLAD.search(clause.text):
            continue
        if clause.subject == "you" and (negative(clause, book) or ("?" in found.group() and clause.question_word == "" and " serious" in clause.text)):
            yield clause.start, found.end()


def kitchen_sinking(reading: Reading, book: Rulebook) -> Iterator[tuple[int, int]]:
    """Four and more complaints about the other's acts in one breath, over several things."""
    told = [
        clause for clause in reading.clauses
        if clause.subject == "you" and clause.tense == "past" and clause.mood == "statement" and not clause.conditional
        and clause.mark in ("", "and") and (clause.negated or negative(clause, book))
    ]
    if len(told) >= 4 and len({clause.verb for clause in told}) >= 4 and told[-1].end - told[0].start < 420:
        yield told[0].start, told[-1].end


def _may_shout(outline: Reading, norms: frozenset[str]) -> bool:
    return bool(outline.draft.shouts) or _ANGRY_MARKS.search(outline.draft.raw) is not None


def _may_sink(outline: Reading, norms: frozenset[str]) -> bool:
    return len(outline.line.sequence) >= 5 and not SUBJECT_WORDS["you"].isdisjoint(norms)


POSSIBLE: dict[str, tuple[Callable[[Reading, frozenset[str]], bool], bool]] = {"shouting": (_may_shout, False), "kitchen_sinking": (_may_sink, True)}
"""For each check: whether an outlined message, whose tokens have these norms, could call for it at all; whether only in the past."""

CHECKS: dict[str, Callable[[Reading, Rulebook], Iterator[tuple[int, int]]]] = {
    "shouting": shouting, "kitchen_sinking": kitchen_sinking,
}
