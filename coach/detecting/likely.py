"""The second reader's findings: stretches that look like the digs it has learnt, where no rule speaks. It has the last word in nothing."""

from collections.abc import Iterator, Sequence

from ..learnt.signs import Signs
from ..learnt.single import likeliest
from ..reading import Reading

SURE = 1.8
"""The log-odds from which a stretch and its message, added up, are taken for a dig."""
_OF_ITSELF, _OF_ALL = 0.0, -0.3
"""So much like a dig a stretch has to look by itself, however harsh the rest may be, and the whole, however much the stretch does."""
_BESIDE = 0.5
"""What is enough for a stretch of a message where a dig is found already."""
_TOLD = 2.5
"""So sure it has to be (half of the message's log-odds with it, where nothing else is found) of a stretch that tells what the other did: that is what a message is for."""


def is_likely(signs: Signs) -> bool:
    """Whether a message with these signs holds a stretch that is taken for a dig."""
    return bool(signs.digs) and signs.harsh >= _OF_ALL and signs.digs[0][2] >= max(_OF_ITSELF, SURE - signs.harsh)


def stretches(signs: Signs, *, known: bool) -> Iterator[tuple[int, int, float]]:
    """([low, high) words, log-odds) of the stretches taken for digs, none over another, the likeliest first. known: whether a rule found one already."""
    if not known and not is_likely(signs):
        return
    taken: list[tuple[int, int]] = []
    for low, high, score in signs.digs:
        if score < _BESIDE:
            return
        if not any(low < end and start < high for start, end in taken):
            taken.append((low, high))
            yield low, high, score


def told(reading: Reading, start: int, end: int) -> bool:
    """Whether raw [start, end) tells something that the other did."""
    return any(
        clause.subject == "you" and clause.tense == "past" and clause.mood == "statement" and clause.verb != "be" and not clause.conditional
        for clause in reading.headed(start, end)
    )


def likely(reading: Reading, found: Sequence[tuple[int, int]]) -> list[tuple[str, int, int]]:
    """(kind, start, end) of each stretch taken for a dig, raw code-point offsets, where no rule found anything. found: raw spans of what rules found."""
    out, known = [], bool(found)
    for low, high, score in stretches(reading.signs, known=known):
        start, end = reading.line.raw(low, high)
        if any(start < reach and begin < end for begin, reach in found):
            continue
        if score + (0 if known else reading.signs.harsh / 2) >= _TOLD or not told(reading, start, end):
            out.append((likeliest("kinds", reading.line.sequence, low, high, beside=True), start, end))
    return out
