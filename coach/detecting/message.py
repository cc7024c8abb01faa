"""Checks over a whole message: shouting, many complaints at once, a complaint without a request."""

from collections.abc import Callable, Iterator
import re

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
        if len(words) >= 3 and not _GLAD.search(text) and re.search(r" (?:you|your|i|me|my) ", near):
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


CHECKS: dict[str, Callable[[Reading, Rulebook], Iterator[tuple[int, int]]]] = {
    "shouting": shouting, "kitchen_sinking": kitchen_sinking,
}
