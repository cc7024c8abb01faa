"""A table of learnt weights: keys in order, a column of small whole numbers an output. Read once, looked up for a whole batch."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

import numpy as np

from ..tables import RULES
from .features import Vocabulary

HOME = RULES / "learnt"


@dataclass(frozen=True, slots=True, eq=False)
class Table:
    """keys: int64, ascending. weights: int8, one row a key, one column an output; a weight is scale times that. outputs: names of the columns."""

    keys: np.ndarray
    weights: np.ndarray
    scale: np.ndarray
    bias: np.ndarray
    outputs: tuple[str, ...]

    def look(self, keys: np.ndarray) -> np.ndarray:
        """The weights of keys of any shape, one more axis for the outputs; 0 where a key was never learnt."""
        flat = keys.ravel()
        order = np.argsort(flat)  # in order they are looked up along the table, which the processor's cache likes
        asked = flat[order]
        at = np.minimum(np.searchsorted(self.keys, asked), len(self.keys) - 1)
        known = self.keys[at] == asked
        found = np.zeros((len(flat), len(self.outputs)), np.float32)
        found[order[known]] = self.weights[at[known]] * self.scale
        return found.reshape(*keys.shape, len(self.outputs))


def packed(keys: np.ndarray, weights: np.ndarray, bias: np.ndarray) -> dict[str, np.ndarray]:
    """Fitted weights as a table's arrays, rounded to 127 steps an output."""
    scale = np.maximum(np.abs(weights).max(0), 1e-9).astype(np.float32) / 127
    return {"keys": keys, "weights": np.round(weights / scale).astype(np.int8), "scale": scale, "bias": bias.astype(np.float32)}


@lru_cache(maxsize=8)
def table(name: str) -> Table:
    """The table rules/learnt/NAME.npz."""
    with np.load(HOME / f"{name}.npz", allow_pickle=False) as kept:
        return Table(kept["keys"], kept["weights"], kept["scale"], kept["bias"], tuple(map(str, kept["outputs"])))


def classes(path: Path) -> dict[str, int]:
    """Word -> the number of its class, from 1. path: a file of lines "name: word word …"; of two classes the first has a word."""
    kin: dict[str, int] = {}
    for number, one in enumerate(path.read_text(encoding="utf-8").splitlines(), start=1):
        for word in one.partition(": ")[2].split():
            kin.setdefault(word, number)
    return kin


@lru_cache(maxsize=1)
def vocabulary() -> Vocabulary:
    """The words and classes that the tables' codes stand for."""
    return Vocabulary((HOME / "words.txt").read_text(encoding="utf-8").split("\n"), classes(HOME / "classes.txt"))
