"""Phrase rules: patterns over the line of canonical words, looked up by their rarest word."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from ..rulebook import PhraseIndex, Rule, Rulebook
from ..wording import Line

_SENTENCE_ENDS = frozenset(".!?;")
_ASIDE = frozenset("ok okay hey hi babe baby hon honey love dear mom dad man bro yeah well oh then and so x xx xo xoxo please just no".split())


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched: raw offsets [start, end), and the words [low, high) of Line.sequence that matched."""

    rule: Rule
    start: int
    end: int
    low: int
    high: int


def sentence(words: Sequence[str], low: int, high: int) -> tuple[int, int]:
    """The words [first, last) of the sentence around the words [low, high)."""
    first = next((at + 1 for at in range(low - 1, -1, -1) if words[at] in _SENTENCE_ENDS), 0)
    last = next((at for at in range(max(low, high - 1), len(words)) if words[at] in _SENTENCE_ENDS), len(words))
    return first, min(len(words), last + 1)


def _is_whole(words: Sequence[str], low: int, high: int) -> bool:
    """Whether nothing but marks, a greeting, a name or a sign-off stands outside [low, high)."""
    rest = [word for at, word in enumerate(words) if not low <= at < high and word[0].isalnum() and word not in _ASIDE]
    return len(rest) <= 1


def hits(line: Line, book: Rulebook, among: PhraseIndex | None = None) -> Iterator[Hit]:
    """Every match of every phrase rule (or of another index of the book), in no order; exemptions are not looked at here."""
    words, index = line.sequence, among or book.phrases
    for number, found in index.matches(words):
        rule = book.rules[index.entries[number][0]]
        if rule.whole and not _is_whole(words, found.start, found.end):
            continue
        if rule.unless:
            first, last = sentence(words, found.start, found.end)
            if book.asides.holds(words[first:last], book.unless[rule.id]):
                continue
        yield Hit(rule, *line.raw(found.low, found.high), found.start, found.end)
