"""How hot a message is towards the other person: sharp words said of them, capitals, exclamation marks.

The words' valences are VADER's. Owned feelings ("I'm so angry") never heat, however strong.
"""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
import math
import re

from .clauses import Clause
from .draft import read
from .english import lock, pipeline
from .reading import Reading, readings
from .rulebook import Rulebook

Span = tuple[int, int]
_WORD = re.compile(r"\S+")
_BANGS = re.compile(r"[!?]*![!?]*")
_YOU = re.compile(r"(?<![\w'])(?:you|u|ur|your|yours|yourself|youre|ya|yall)(?![\w])", re.I)
_ABSOLUTE = re.compile(r"(?<![\w'])(?:always|never|ever|constantly|forever|everything|nothing|every (?:single )?time)(?!\w)", re.I)
_OTHERS = re.compile(r"(?:boss|manager|supervisor|coworker|co-worker|colleague|landlord|teacher|job|work|day|week|commute|flight)(?!\w)", re.I)
"""Whom or what "your …" may speak of without a word about the other person."""
_LOATHING = frozenset(["hate", "despise", "loathe", "detest"])
_PLAIN = frozenset("no miss missed missing sorry pay leave left problem problems hard cut alone lost worry worries worried fear fears pain stress".split())
"""Words VADER counts as unfriendly that say nothing sharp of anyone."""
_STRAIGHT = str.maketrans("‘’“”", "''\"\"")
_FULL = 6.0
"""The sum of valences at which the bar stands at 63 %; it never quite fills."""


@dataclass(frozen=True, slots=True)
class Heat:
    """value: 0 (calm) to 1. lit: raw code-point spans of the words that heat it, in order."""

    value: float
    lit: tuple[Span, ...] = ()


@lru_cache(maxsize=1)
def _vader():
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer()


def _valences(raw: str) -> list[tuple[Span, float]]:
    """Each blank-separated word's span, bare of punctuation, and VADER's valence of it in its place."""
    from vaderSentiment.vaderSentiment import BOOSTER_DICT, SentiText

    text = raw.translate(_STRAIGHT)
    words, valences = SentiText(text), []
    for at, word in enumerate(words.words_and_emoticons):
        if word.lower() in BOOSTER_DICT:
            valences.append(0.0)
        else:
            _vader().sentiment_valence(0, words, word, at, valences)
    found = []
    for place, valence in zip(_WORD.finditer(text), valences, strict=True):
        bare = place.group().strip(".,!?;:\"'()[]…-") or place.group()
        start = place.start() + place.group().index(bare)
        found.append(((start, start + len(bare)), valence))
    return found


def owned(book: Rulebook) -> frozenset[str]:
    """The words people say of their own state, which never heat where it is theirs."""
    return frozenset(word for name, entries in book.lexicons.items() if name.startswith("feeling") for entry in entries for word in entry.split())


def _aimed(clause: Clause | None, raw: str, start: int, word: str, feelings: frozenset[str]) -> bool:
    """Whether a word is said of the other person."""
    if clause is None:
        return word not in feelings
    inside = raw[clause.start:clause.end]
    if clause.mood == "question" and clause.modal in ("could", "can", "would", "will"):
        return False
    if clause.subject == "you":
        return True
    if clause.subject == "yours":
        return _OTHERS.match(raw, clause.subject_start) is None
    if clause.subject == "none":
        return word not in feelings
    if clause.subject == "i":
        turned = _YOU.search(raw[clause.start:max(start, clause.start)])
        return (word not in feelings and turned is not None) or (clause.verb in _LOATHING and word.startswith(clause.verb) and _YOU.search(inside) is not None)
    return _YOU.search(inside) is not None and word not in feelings


def unlit(text: str, heat: Heat) -> frozenset[str]:
    """The words of a draft that do not heat it."""
    words = {text[start:end].lower() for (start, end), _ in _valences(text)}
    return frozenset(words - {word.lower() for start, end in heat.lit for word in (text[start:end], *text[start:end].split())})


def measure(reading: Reading, feelings: frozenset[str], marked: Iterable[tuple[int, int, int]] = (), calm: frozenset[str] = frozenset()) -> Heat:
    """The heat of a read draft. marked: (start, end, severity) of what the review found, 2 and above; it warms a little.

    calm: words that stood in the draft a rewrite was made from and did not heat it; they do not heat the rewrite either.

    >>> from coach.reading import reading
    >>> measure(reading("I'm so angry and sad."), frozenset(["angry", "sad"])).value
    0.0
    """
    raw = reading.draft.raw
    marked = [(start, end, severity) for start, end, severity in marked if severity >= 2]
    total, lit, balance, hot = 0.0, [], {}, set()
    for (start, end), valence in _valences(raw):
        clause = reading.clause_at(start, end)
        key = clause and clause.head
        balance[key] = balance.get(key, 0.0) + valence
        word = raw[start:end].lower()
        if valence < 0 and word not in _PLAIN and word not in calm and _aimed(clause, raw, start, word, feelings):
            total -= valence
            lit.append((start, end))
            hot.add(key)
    for start, end, severity in marked:
        total += 0.6 * (severity - 1)
        hot.update(clause.head for clause in reading.clauses if clause.start < end and start < clause.end)
        for word in _ABSOLUTE.finditer(raw, start, end):
            total += 0.5
            lit.append(word.span())
        if not any(start < high and low < end for low, high in lit):
            lit.append((start, end))
    for start, end in reading.draft.shouts:
        clause = reading.clause_at(start, end)
        if clause is None or clause.subject in ("i", "we", "it") or balance.get(clause.head, 0) > 0:
            continue
        total += 0.3 + 0.3 * len(raw[start:end].split())
        hot.add(clause.head)
        lit.append((start, end))
    for bangs in _BANGS.finditer(raw):
        before = max((clause for clause in reading.clauses if clause.start < bangs.start()), key=lambda clause: (min(clause.end, bangs.start()), clause.start), default=None)
        if before is not None and before.head in hot:
            total += 0.3 * min(4, bangs.group().count("!"))
            lit.append(bangs.span())
    return Heat(round(1 - math.exp(-total / _FULL), 3), _joined(lit))


def _joined(spans: Iterable[Span]) -> tuple[Span, ...]:
    """Spans in order, those inside another left out."""
    kept: list[Span] = []
    for start, end in sorted(set(spans), key=lambda span: (span[0], -span[1])):
        if not kept or end > kept[-1][1]:
            kept.append((start, end))
    return tuple(kept)


def heats(texts: Sequence[tuple[str, Iterable[tuple[int, int, int]]]], book: Rulebook, calm: frozenset[str] = frozenset()) -> Iterator[Heat]:
    """The heat of each (text, marked), parsed in one batch under the pipeline's lock."""
    feelings = owned(book)
    with lock(), pipeline().memory_zone():
        read_ones = list(readings(read(text) for text, _ in texts))
        found = [measure(one, feelings, marked, calm) for one, (_, marked) in zip(read_ones, texts, strict=True)]
    yield from found
