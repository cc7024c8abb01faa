"""A Doc as a line of canonical words: what the phrase rules are matched on, parse or no parse."""

from bisect import bisect_right
from dataclasses import dataclass
import re

_WORD = re.compile(r"[^\W_]|[$€£%'’]")
_FORMS = {
    "n't": ("not",), "'re": ("are",), "'m": ("am",), "'ve": ("have",), "'ll": ("will",), "ca": ("can",), "wo": ("will",),
    "cannot": ("can", "not"), "gonna": ("going", "to"), "gotta": ("got", "to"), "y'": ("you",),
    "nt": ("not",), "ai": ("is",),
}
_GLUED = {"m": "am", "ve": "have", "re": "are", "s": "'s", "ll": "will", "d": "'d", "nt": "not"}
_KEPT = frozenset(["did", "does", "had", "has", "was", "were"])
_BREAK = {"!": "!", "?": "?", ",": ",", ";": ";", ":": ":", ".": ".", "-": "-", '"': '"'}


@dataclass(frozen=True, slots=True)
class Line:
    """Canonical words of a text.

    text: " word word . " with one blank between words, so that a pattern is anchored by blanks. starts: where each word
    begins in text. spans: the (start, end) code-point offsets of each word in the raw draft. tokens: the Doc index of
    each word. sequence: the words; where: word -> its places in sequence.
    """

    text: str
    starts: tuple[int, ...]
    spans: tuple[tuple[int, int], ...]
    tokens: tuple[int, ...]
    sequence: tuple[str, ...]
    where: dict[str, list[int]]

    def at(self, position: int) -> int:
        """The index of the word that covers a position in text."""
        return max(0, bisect_right(self.starts, position) - 1)

    def raw(self, low: int, high: int) -> tuple[int, int]:
        """Raw code-point offsets of the words [low, high)."""
        return self.spans[low][0], self.spans[high - 1][1]

    def span(self, start: int, end: int) -> tuple[int, int]:
        """Raw code-point offsets of text[start:end]; the edges' blanks are left out."""
        first, last = self.at(start if self.text[start:start + 1] != " " else start + 1), self.at(max(start, end - 2))
        return self.spans[first][0], max(self.spans[first][1], self.spans[last][1])


def words_of(token) -> tuple[str, ...]:
    """The canonical words of one token; punctuation is one of . , ! ? ; : - " """
    text = token.text
    if token.is_space:
        return (".",) if "\n" in text else ()
    norm = token.norm_.lower()
    if not _WORD.search(text):
        if norm in ("&", "and", "@", "+"):
            return (norm,)
        kind = next((mark for mark in "?!" if mark in text), text[0])
        return (_BREAK[kind],) if kind in _BREAK else (("-",) if kind in "–—" else ((".",) if kind == "…" else ()))
    if " " in norm:
        return tuple(norm.split())
    low = token.lower_
    if low in _KEPT:
        return (low,)
    if low in _GLUED and token.i and not token.nbor(-1).whitespace_:
        return (_GLUED[low],)
    return _FORMS.get(low) or _FORMS.get(norm, (norm,))


def line(doc) -> Line:
    """The line of a Doc, parsed or only tokenised."""
    text, starts, spans, tokens = [" "], [], [], []
    at = 1
    for token in doc:
        for word in words_of(token):
            starts.append(at)
            spans.append((token.idx, token.idx + len(token)))
            tokens.append(token.i)
            text.append(word + " ")
            at += len(word) + 1
    if not starts:
        starts, spans, tokens = [0], [(0, 0)], [0]
    sequence = tuple(word[:-1] for word in text[1:])
    where: dict[str, list[int]] = {}
    for place, word in enumerate(sequence):
        where.setdefault(word, []).append(place)
    return Line("".join(text), tuple(starts), tuple(spans), tuple(tokens), sequence, where)
