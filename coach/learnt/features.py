"""What the second reader sees of words: themselves, what stands beside them, and the class of each, as numbers.

A feature is one 64-bit key: its sort in the top bits, then up to three codes. So a table of weights is two arrays, and all
messages of a batch are looked up at once.
"""

from collections.abc import Sequence

import numpy as np

WORDS, PAIRS, TRIPLES, GAPS = 1, 2, 3, 4
CLASSES, CLASS_WORD, WORD_CLASS, PAIR_CLASS, CLASS_GAP = 5, 6, 7, 8, 9
BEFORE, BEHIND, LENGTH = 10, 11, 12
"""The sorts of features; a pair or triple may begin or end with an edge of the window."""
START = 65_000
MARKS = {"": 65_001, ",": 65_002, ".": 65_003, "!": 65_004, "?": 65_005, ";": 65_006, ":": 65_007}
"""Codes of a window's edges; words have codes below START, and 0 is a word nobody taught."""
APART = 66_000
"""The code between two messages of a batch, of which no feature was ever learnt."""
REACH = 14
"""So many words on each side of a window are looked at."""
LONG = 12
"""Longer windows count as this long."""

Ints = np.ndarray
_SECOND, _THIRD = np.int64(1 << 38), np.int64(1 << 19)


def key(sort: int, first: Ints | int, second: Ints | int = 0, third: Ints | int = 0) -> Ints:
    """The key of a feature: its sort and the codes that make it up."""
    return np.int64(sort << 56) + first * _SECOND + second * _THIRD + third


def inner(words: Ints, classes: Ints) -> tuple[Ints, Ints]:
    """(keys, reach) of the features inside a text that begin at each word, one row a sort: a feature of reach r needs r words from its start.

    Rows are as long as the text; where a feature would run over the end, its key is 0.
    """
    length = len(words)
    rows = np.zeros((9, length), np.int64)
    rows[0] = key(WORDS, words)
    rows[4] = np.where(classes > 0, key(CLASSES, classes), 0)
    if length > 1:
        one, two, kin, kin2 = words[:-1], words[1:], classes[:-1], classes[1:]
        rows[1, :-1] = key(PAIRS, one, two)
        rows[5, :-1] = np.where(kin > 0, key(CLASS_WORD, kin, two), 0)
        rows[6, :-1] = np.where(kin2 > 0, key(WORD_CLASS, one, kin2), 0)
    if length > 2:
        one, two, three, kin3 = words[:-2], words[1:-1], words[2:], classes[2:]
        rows[2, :-2] = key(TRIPLES, one, two, three)
        rows[3, :-2] = key(GAPS, one, three)
        rows[7, :-2] = np.where(kin3 > 0, key(PAIR_CLASS, one, two, kin3), 0)
        rows[8, :-2] = np.where(kin3 > 0, key(CLASS_GAP, one, kin3), 0)
    return rows, SPAN


SPAN = np.array([1, 2, 3, 3, 1, 2, 2, 3, 3])
"""How many words a feature of each row of `inner` covers."""


def edges(words: Ints, low: int, high: int, mark: str) -> list[Ints]:
    """The keys of a window's edges and its length."""
    end = MARKS.get(mark, MARKS["."])
    found = [key(PAIRS, START, words[low]), key(PAIRS, words[high - 1], end), key(LENGTH, min(high - low, LONG))]
    if high - low > 1:
        found += [key(TRIPLES, START, words[low], words[low + 1]), key(TRIPLES, words[high - 2], words[high - 1], end)]
    return found


def window(words: Ints, rows: Ints, low: int, high: int, mark: str) -> Ints:
    """All keys of the words [low, high) of a text whose inner keys are rows."""
    parts = [row[low:max(low, high - span + 1)] for row, span in zip(rows, SPAN, strict=True)]
    found = np.concatenate([*parts, np.array(edges(words, low, high, mark), np.int64)])
    return found[found > 0]


def around(words: Ints, low: int, high: int) -> Ints:
    """The keys of the words before and behind a window."""
    return np.concatenate([key(BEFORE, words[max(0, low - REACH):low]), key(BEHIND, words[high:high + REACH])])


class Vocabulary:
    """Words and classes as codes. words: word -> its code; kin: word -> the code of its class, of a word nobody taught too."""

    def __init__(self, words: Sequence[str], kin: dict[str, int]):
        self.words = {word: at + 1 for at, word in enumerate(words)}
        self.kin = kin

    def codes(self, said: Sequence[str]) -> tuple[Ints, Ints]:
        """(codes, classes) of canonical words; 0 for what is not known."""
        words, kin = self.words, self.kin
        return np.array([words.get(word, 0) for word in said], np.int64), np.array([kin.get(word, 0) for word in said], np.int64)
