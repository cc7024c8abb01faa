"""Phrase rules: patterns over the line of canonical words, looked up by their rarest word."""

from collections.abc import Iterator
from dataclasses import dataclass
import re

from ..rulebook import Rule, Rulebook
from ..wording import Line

_SENTENCE_END = re.compile(r"[.!?;] ")


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched: raw offsets [start, end), and where in Line.text."""

    rule: Rule
    start: int
    end: int
    line_start: int
    line_end: int


def sentence(text: str, start: int, end: int) -> tuple[int, int]:
    """The bounds, in Line.text, of the sentence around [start, end)."""
    first = 0
    for found in _SENTENCE_END.finditer(text, 0, start):
        first = found.end()
    after = _SENTENCE_END.search(text, max(start, end - 2))
    return first, after.end() if after else len(text)


def _is_whole(line: Line, start: int, end: int) -> bool:
    """Whether nothing but marks, a greeting, a name or a sign-off stands outside [start, end)."""
    rest = (line.text[:start] + " " + line.text[end:]).split()
    return len([word for word in rest if word[0].isalnum() and word not in _ASIDE]) <= 1


_ASIDE = frozenset(["ok", "okay", "hey", "hi", "babe", "baby", "hon", "honey", "love", "dear", "mom", "dad", "man", "bro", "yeah", "well", "oh", "then", "and", "so", "x", "xx", "xo", "xoxo", "please", "just", "no"])


def hits(line: Line, book: Rulebook) -> Iterator[Hit]:
    """Every match of every phrase rule, in no order; exemptions are not looked at here."""
    for position, pattern in book.phrases.candidates(line.words):
        rule = book.rules[position]
        for found in pattern.regex.finditer(line.text):
            start, end = found.span("mark") if "mark" in pattern.regex.groupindex and found.group("mark") else found.span()
            if end <= start or (rule.whole and not _is_whole(line, *found.span())):
                continue
            if rule.unless:
                bounds = sentence(line.text, *found.span())
                within = line.text[max(0, bounds[0] - 1):bounds[1]]
                if any(book.pattern(source).regex.search(within) for source in rule.unless):
                    continue
            yield Hit(rule, *line.span(start, end), *found.span())
