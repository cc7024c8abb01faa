"""What a batch of messages looks like to the second reader: how harsh, how dangerous, and which stretches are most like a dig."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from .features import APART, BEFORE, BEHIND, LENGTH, LONG, MARKS, PAIRS, REACH, SPAN, START, TRIPLES, inner, key
from .table import Table, table, vocabulary
from .windows import windows

CONTEXT = 0.5
"""What the words around a window weigh beside its own."""

@dataclass(frozen=True, slots=True)
class Signs:
    """harsh, danger: log-odds for the whole message. digs: (low, high, log-odds) of the windows looked at, [low, high) words, the likeliest first.

    peril: the window that has most of the danger.
    """

    harsh: float
    danger: float
    digs: tuple[tuple[int, int, float], ...]
    peril: tuple[int, int]


NONE = Signs(-9.0, -9.0, (), (0, 0))


_ROWS = np.arange(len(SPAN))[:, None]


class _Batch:
    """The looked-up features of several texts laid end to end, as running sums, so that any window's sum is a difference."""

    def __init__(self, texts: Sequence[Sequence[str]], known: Table):
        words = vocabulary()
        parts, kin, starts, at = [], [], [], 0
        for said in texts:
            codes, classes = words.codes(said)
            parts += [codes, np.array([APART, APART])]
            kin += [classes, np.zeros(2, np.int64)]
            starts.append(at)
            at += len(said) + 2
        self.known, self.starts = known, np.array(starts)
        self.ends = self.starts + np.array([len(said) for said in texts])
        self.words = np.concatenate(parts)
        rows, _ = inner(self.words, np.concatenate(kin))
        found = self._running(known.look(np.concatenate([rows, np.stack([key(BEFORE, self.words), key(BEHIND, self.words)])])))
        self.sums, self.around = found[:len(SPAN)], found[len(SPAN):]
        self.counts = self._running((rows > 0)[..., None])[..., 0]

    @staticmethod
    def _running(values: np.ndarray) -> np.ndarray:
        total = np.cumsum(values, axis=1, dtype=np.float64)
        return np.concatenate([np.zeros_like(total[:, :1]), total], axis=1)

    def scores(self, low: np.ndarray, high: np.ndarray, mark: np.ndarray, owner: np.ndarray, beside: np.ndarray) -> np.ndarray:
        """The log-odds of windows [low, high) of the laid-out texts, a column an output. mark: codes of the marks behind them.

        owner: which text each is of. beside: what the words around each weigh, 0 to leave them out.
        """
        end = np.maximum(low, high - SPAN[:, None] + 1)
        total = (self.sums[_ROWS, end] - self.sums[_ROWS, low]).sum(0)
        count = (self.counts[_ROWS, end] - self.counts[_ROWS, low]).sum(0)
        words, wide = self.words, high - low > 1
        first, last = words[low], words[high - 1]
        second, before_last = words[np.minimum(low + 1, high - 1)], words[np.maximum(high - 2, low)]
        edges = np.stack([
            key(PAIRS, START, first), key(PAIRS, last, mark), key(LENGTH, np.minimum(high - low, LONG)),
            key(TRIPLES, START, first, second) * wide, key(TRIPLES, before_last, last, mark) * wide,
        ])
        total += self.known.look(edges).sum(0)
        left, right = np.maximum(self.starts[owner], low - REACH), np.minimum(self.ends[owner], high + REACH)
        around = self.around[0, low] - self.around[0, left] + self.around[1, right] - self.around[1, high]
        much = beside / np.sqrt(np.maximum(1, low - left + right - high))
        return total / np.sqrt(count + np.where(wide, 5, 3))[:, None] + around * much[:, None] + self.known.bias


def signs(texts: Sequence[Sequence[str]]) -> list[Signs]:
    """The signs of several texts' canonical words, in order."""
    held = [at for at, said in enumerate(texts) if said]
    out = [NONE] * len(texts)
    if not held:
        return out
    known = table("signs")
    dig, harsh, danger = (known.outputs.index(name) for name in ("dig", "harsh", "danger"))
    batch = _Batch([texts[at] for at in held], known)
    looked = [(number, 0, len(texts[at]), "") for number, at in enumerate(held)]
    looked += [(number, *one) for number, at in enumerate(held) for one in windows(texts[at])]
    owner, low, high = (np.array([one[column] for one in looked]) for column in (0, 1, 2))
    base = batch.starts[owner]
    beside = np.full(len(looked), CONTEXT)
    beside[:len(held)] = 0
    scored = batch.scores(base + low, base + high, np.array([MARKS.get(one[3], MARKS["."]) for one in looked]), owner, beside)
    whole = scored[:len(held)]
    found: dict[int, list[tuple[int, int, float, float]]] = {}
    for (number, left, right, _), score in zip(looked[len(held):], scored[len(held):].tolist(), strict=True):
        found.setdefault(number, []).append((left, right, score[dig], score[danger]))
    for number, at in enumerate(held):
        seen = found.get(number, [])
        digs = sorted(((left, right, score) for left, right, score, _ in seen), key=lambda one: -one[2])
        peril = max(seen, key=lambda one: one[3], default=(0, 0))
        out[at] = Signs(float(whole[number, harsh]), float(whole[number, danger]), tuple(digs), (peril[0], peril[1]))
    return out
