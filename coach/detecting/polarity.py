"""Whether what is said of the other person is good or bad: our lexicons first, VADER's to support them."""

from functools import lru_cache
import re

from ..clauses import Clause
from ..inflection import forms
from ..patterns import trie
from ..rulebook import Rulebook

_GOOD = ("praise_verb", "praise_adj", "thanks_word", "love_word")
_BAD = ("bad_verb", "neg_adj", "neg_noun")


def _inflected(entries: tuple[str, ...], verbs: bool) -> list[str]:
    if not verbs:
        return list(entries)
    return [f"{form} {rest}".strip() for entry in entries for first, _, rest in (entry.partition(" "),) for form in forms(first)]


@lru_cache(maxsize=8)
def _expressions(book: Rulebook) -> tuple[re.Pattern, re.Pattern]:
    def one(names):
        entries = [entry for name in names if name in book.lexicons for entry in _inflected(book.lexicons[name], name.endswith("_verb"))]
        return re.compile("(?<= )" + (trie(entries) if entries else r"(?!)"))

    return one(_GOOD), one(_BAD)


@lru_cache(maxsize=1)
def valences() -> dict[str, float]:
    """VADER's lexicon: word -> mean valence, about -4 to 4."""
    from vaderSentiment.vaderSentiment import SentimentIntensityAnalyzer

    return SentimentIntensityAnalyzer().lexicon


def heat_of(text: str) -> float:
    """The sum of VADER's valences of a canonical text's words; below 0 is unfriendly."""
    known = valences()
    return sum(known.get(word, 0.0) for word in text.split())


def praise(clause: Clause, book: Rulebook) -> bool:
    """A good thing said of the other: a good predicate not negated, or a bad one negated ("you never let me down")."""
    good, bad = _expressions(book)
    is_good, is_bad = good.search(clause.text) is not None, bad.search(clause.text) is not None
    if clause.negated:
        return is_bad and not is_good
    return is_good and not is_bad


def negative(clause: Clause, book: Rulebook) -> bool:
    """A bad thing said of the other; where no list knows the predicate, VADER's word valence may say so."""
    good, bad = _expressions(book)
    is_good, is_bad = good.search(clause.text) is not None, bad.search(clause.text) is not None
    if clause.negated:
        return is_good and not is_bad
    return is_bad or (not is_good and heat_of(clause.text) <= -1.5)
