"""One stretch of words looked up in a table of its own: its kind, its tier, or whether it tells of something that went wrong."""

from collections.abc import Sequence

import numpy as np

from .features import around, inner, window
from .signs import CONTEXT
from .table import table, vocabulary


def scores(name: str, words: Sequence[str], low: int, high: int, *, beside: bool = False) -> dict[str, float]:
    """Output -> the log-odds of words [low, high) of canonical words, by the table of that name. beside: the words around them count too."""
    known = table(name)
    codes, classes = vocabulary().codes(words)
    own = window(codes, inner(codes, classes)[0], low, high, words[high] if beside and high < len(words) else "")
    found = known.look(own).sum(0) / np.sqrt(len(own)) + known.bias
    if beside:
        near = around(codes, low, high)
        found = found + CONTEXT * known.look(near).sum(0) / np.sqrt(max(1, len(near)))
    return dict(zip(known.outputs, map(float, found), strict=True))


def likeliest(name: str, words: Sequence[str], low: int, high: int, *, beside: bool = False) -> str:
    """The output that words [low, high) look most like."""
    found = scores(name, words, low, high, beside=beside)
    return max(found, key=found.__getitem__)


def grievance(words: Sequence[str]) -> float:
    """The log-odds that words tell of something that went wrong, rather than of plans and news."""
    return scores("grievances", words, 0, len(words))["grievance"] if words else -9.0
