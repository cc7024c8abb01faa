"""Phrase rules: patterns over the line of canonical words, looked up by their rarest word."""

from bisect import bisect_left
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from ..rulebook import PhraseIndex, Rule, Rulebook
from ..wording import Line
from . import harmless

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


class Around:
    """What is looked for in the sentences of a line, each of them looked through once for each rule, however often it matches there."""

    def __init__(self, line: Line, book: Rulebook):
        self.line, self.words, self.book = line, line.sequence, book
        self.ends = sorted(at for mark in _SENTENCE_ENDS for at in line.where.get(mark, ()))
        self.buts = line.where.get("but", ())
        self.met: dict[tuple[int, int], int] = {}
        self.held: dict[tuple[int, int, int], bool] = {}

    def sentence(self, low: int, high: int) -> tuple[int, int]:
        """The words [first, last) of the sentence around the words [low, high)."""
        before, after = bisect_left(self.ends, low), bisect_left(self.ends, max(low, high - 1))
        return self.ends[before - 1] + 1 if before else 0, self.ends[after] + 1 if after < len(self.ends) else len(self.words)

    def holds(self, among: int, low: int, high: int) -> bool:
        """Whether one of the conditions' patterns of a mask matches in the sentence around the words [low, high).

        What stands before a "but" says nothing of what comes after it: "I love you but you're a liar".
        """
        if not among:
            return False
        first, last = self.sentence(low, high)
        turn = bisect_left(self.buts, low)
        at = max(first, self.buts[turn - 1] + 1 if turn else 0), last
        if at not in self.met:
            self.met[at] = self.book.asides.could(self.words[at[0]:at[1]])
        able = among & self.met[at]
        if not able:
            return False
        if (*at, able) not in self.held:
            self.held[*at, able] = self.book.asides.holds(self.words[at[0]:at[1]], able)
        return self.held[*at, able]


    def close(self, among: int, low: int, high: int) -> bool:
        """Whether one of the patterns of a mask matches in the sentence around the words [low, high) or in a neighbouring one."""
        first, last = self.sentence(low, high)
        first = self.sentence(max(0, first - 2), max(0, first - 1))[0]
        last = self.sentence(last, last + 1)[1]
        words = self.words[first:last]
        return self.book.asides.holds(words, among & self.book.asides.could(words))

    @cached_property
    def _harmless(self) -> list[tuple[int, int, tuple[str, ...]]]:
        return harmless.spans(self.line, self.book)

    def harmless(self, kind: str, low: int, high: int) -> bool:
        """Whether the words [low, high) of a support tier overlap what only sounds dark."""
        return any(start < high and low < end and (not tiers or kind in tiers) for start, end, tiers in self._harmless)


def _is_whole(words: Sequence[str], low: int, high: int) -> bool:
    """Whether nothing but marks, a greeting, a name or a sign-off stands outside [low, high)."""
    rest = [word for at, word in enumerate(words) if not low <= at < high and word[0].isalnum() and word not in _ASIDE]
    return len(rest) <= 1


def hits(line: Line, book: Rulebook, among: PhraseIndex | None = None, *, good: bool = True) -> Iterator[Hit]:
    """Every match of every phrase rule (or of another index of the book), in no order; exemptions are not looked at here.

    good: whether the rules that say what is good are asked too.
    """
    words, index, around = line.sequence, among or book.phrases, Around(line, book)
    for number, found in index.matches(words, -1 if good or among else book.warning):
        rule = book.rules[index.entries[number][0]]
        if rule.whole and not _is_whole(words, found.start, found.end):
            continue
        if rule.unless and around.holds(book.unless[rule.id], found.start, found.end):
            continue
        if rule.near and not around.close(book.near[rule.id], found.start, found.end):
            continue
        if rule.tier and around.harmless(rule.kind, found.start, found.end):
            continue
        yield Hit(rule, *line.raw(found.low, found.high), found.start, found.end)
