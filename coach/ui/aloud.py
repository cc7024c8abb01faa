"""A drill talked through by two: which of its examples, what is shown of one, and what an answer may be. Pure; nothing is scored."""

from collections.abc import Sequence
from dataclasses import dataclass
import random

from ..practice.drills import LEAVE, Drill, Item
from ..practice.scoring import solution
from .drill_item import LADDER_LINES, SIDES_LINES, options
from .floor import ITEMS


@dataclass(frozen=True)
class Shown:
    """An example as it stands on the card. pieces: (what it is, words), in reading order; options: to choose from."""

    ask: str
    pieces: tuple[tuple[str, str], ...]
    options: tuple[str, ...]


def chosen(drill: Drill, seed: int, most: int = ITEMS) -> tuple[Item, ...]:
    """Some of a drill's examples, mixed, of those with nothing wrong about half; an even number, so that both have as many turns."""
    mixed = random.Random(seed).sample(drill.items, len(drill.items))
    fine, other = [one for one in mixed if one.fine], [one for one in mixed if not one.fine]
    few = min(len(fine), max(most // 2, most - len(other)))
    kept = sorted([*fine[:few], *other[:most - few]], key=mixed.index)
    return tuple(kept[:len(kept) - len(kept) % 2] or kept)


def shown(item: Item, drill: Drill, seed: int) -> Shown:
    """What the card shows before an answer. seed: mixes options whose order would tell."""
    pieces = (("", item.scene), ("They say", item.partner), ("You were about to answer" if item.partner else "", item.text))
    mixed = tuple(options(item, drill, seed)) if item.options else ()
    return Shown(item.ask, tuple(piece for piece in pieces if piece[1]), (*mixed, LEAVE) if mixed and item.leaves and LEAVE not in mixed else mixed)


def answer(item: Item) -> tuple[str, ...]:
    """An answer that is right, a line each; others may be right too."""
    right = solution(item)
    lines = tuple(line for line in right.split("\n") if line.strip())
    names = {"ladder": LADDER_LINES, "sides": SIDES_LINES}.get(item.type, ()) if item.written else ()
    return tuple(f"{name}: {line}" for name, line in zip(names, lines, strict=False)) if names and len(lines) == len(names) else lines


def suited(drills: Sequence[Drill]) -> tuple[Drill, ...]:
    """Drills that can be talked through: all that have an answer to show for each example."""
    return tuple(drill for drill in drills if drill.items and all(answer(item) for item in drill.items))
