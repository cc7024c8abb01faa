"""Whether what is said of the other person is good or bad: our lexicons first, VADER's to support them."""

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from ..clauses import Clause
from ..matching import step, trie
from ..rulebook import Rulebook

_GOOD = ("praise_verb", "praise_adj", "thanks_word", "love_word")
_BAD = ("bad_verb", "neg_adj", "neg_noun")


def _inflected(entries: tuple[str, ...], verbs: bool, book: Rulebook) -> list[str]:
    if not verbs:
        return list(entries)
    return [f"{form} {rest}".strip() for entry in entries for first, _, rest in (entry.partition(" "),) for form in book.forms(first)]


@lru_cache(maxsize=8)
def _expressions(book: Rulebook) -> tuple[dict[str, Any], dict[str, Any]]:
    """The good and the bad predicates of the lexicons, verbs in every form, each as a trie."""
    return tuple(
        trie([entry for name in names if name in book.lexicons for entry in _inflected(book.lexicons[name], name.endswith("_verb"), book)])
        for names in (_GOOD, _BAD)
    )


def _said(expressions: dict[str, Any], words: Sequence[str]) -> bool:
    return any(word in expressions and step(("t", expressions), words, at) for at, word in enumerate(words))


@lru_cache(maxsize=1)
def valences() -> dict[str, float]:
    """VADER's lexicon: word -> mean valence, about -4 to 4."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer().lexicon


def heat_of(text: str) -> float:
    """The sum of VADER's valences of a canonical text's words; below 0 is unfriendly."""
    known = valences()
    return sum(known.get(word, 0.0) for word in text.split())


def bad_words(words: Sequence[str], book: Rulebook) -> int:
    """How many words of a text begin a bad predicate, or have a bad valence: where there is none, nothing bad is said of anyone."""
    bad, known = _expressions(book)[1], valences()
    return sum(known.get(word, 0.0) < 0 or (word in bad and bool(step(("t", bad), words, at))) for at, word in enumerate(words))


def praise(clause: Clause, book: Rulebook) -> bool:
    """A good thing said of the other: a good predicate not negated, or a bad one negated ("you never let me down")."""
    good, bad = _expressions(book)
    words = clause.text.split()
    is_good, is_bad = _said(good, words), _said(bad, words)
    if clause.negated:
        return is_bad and not is_good
    return is_good and not is_bad


def negative(clause: Clause, book: Rulebook) -> bool:
    """A bad thing said of the other; where no list knows the predicate, VADER's word valence may say so."""
    good, bad = _expressions(book)
    words = clause.text.split()
    is_good, is_bad = _said(good, words), _said(bad, words)
    if clause.negated:
        return is_good and not is_bad
    return is_bad or (not is_good and heat_of(clause.text) <= -1.5)
