"""A Doc as a line of canonical words: what the phrase rules are matched on, parse or no parse."""

from bisect import bisect_right
from dataclasses import dataclass
from functools import lru_cache
import re

from .draft import FILLERS, read
from .english import pipeline, tokens
from .spelling import spellings

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


def words_of(token, text: str, low: str, norm: str, glued: bool) -> tuple[str, ...]:
    """The canonical words of one token; punctuation is one of . , ! ? ; : - ". norm: in small letters. glued: no blank stands before it."""
    if not text[:1].isalpha() and not _WORD.search(text):
        if token.is_space:
            return (".",) if "\n" in text else ()
        if norm in ("&", "and", "@", "+"):
            return (norm,)
        kind = next((mark for mark in "?!" if mark in text), text[0])
        return (_BREAK[kind],) if kind in _BREAK else (("-",) if kind in "–—" else ((".",) if kind == "…" else ()))
    if " " in norm:
        return tuple(norm.split())
    if low in _KEPT:
        return (low,)
    if glued and low in _GLUED:
        return (_GLUED[low],)
    return _FORMS.get(low) or _FORMS.get(norm) or (norm,)


def line(doc) -> Line:
    """The line of a Doc, parsed or only tokenised."""
    sequence, starts, spans, tokens = [], [], [], []
    at, glued = 1, False
    where: dict[str, list[int]] = {}
    for number, token in enumerate(doc):
        text, start = token.text, token.idx
        for word in words_of(token, text, token.lower_, token.norm_.lower(), glued):
            where.setdefault(word, []).append(len(sequence))
            sequence.append(word)
            starts.append(at)
            spans.append((start, start + len(text)))
            tokens.append(number)
            at += len(word) + 1
        glued = not token.whitespace_
    if not starts:
        starts, spans, tokens = [0], [(0, 0)], [0]
    return Line(f" {' '.join(sequence)} " if sequence else " ", tuple(starts), tuple(spans), tuple(tokens), tuple(sequence), where)


@lru_cache(maxsize=65536)
def _canonical(text: str) -> tuple[str, ...]:
    if _PLAIN.fullmatch(text) and text not in _odd_words():
        return (text,)
    return tuple(line(tokens(read(text))).text.split())


_PLAIN = re.compile(r"(?:([a-z])(?!\1\1)){2,}")


@lru_cache(maxsize=1)
def _odd_words() -> frozenset[str]:
    """Words the tokenizer, the spellings or the mask read otherwise than as they stand."""
    return frozenset(pipeline().tokenizer.rules) | frozenset(spellings()) | FILLERS | {"ur", "your", "yur", "yer", "its", "were", "well", "lets", "did", "does", "had"}


def canonical(text: str) -> list[str]:
    """The canonical words of a piece of English, as `line` writes them."""
    return list(_canonical(text))
