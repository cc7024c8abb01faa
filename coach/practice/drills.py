"""Drills: what they are, and those of this project and of further folders, read once."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from ..bounds import looked_at
from ..rulebook import RULES, RuleError
from .drill_file import Entry, read, read_article, switched_off, unmarked

LEAVE = "Leave it as it is"
"""The answer to a message that is already all right."""

WRITTEN = frozenset(["write", "turn", "repair", "apology", "ladder", "sides"])
"""Types answered in one's own words, scored by the engine."""

PARTS = ("observation", "feeling", "need", "request")
"""The four parts of a message, in the order they are said face to face."""

LADDER, SIDES = 5, 4
"""How many lines these two types are answered in: asks from small to big; my need, theirs, an option, another."""


@dataclass(frozen=True, slots=True)
class Item:
    """One thing to answer, complete in itself: what its drill says for all of its items stands here too.

    text: without brackets; spans: in type spot, (start, end) of each marked piece. options: of the item, else of its drill;
    in type build, its parts and distractors. parts: in type build, (name, words). wants: kinds a written answer must show,
    "a|b" where either will do. keep: words it must still say, "nine|9" likewise. source: "" for ours, else whose folder.
    """

    id: str
    drill: str
    type: str
    level: int
    ask: str
    text: str
    fine: bool
    advice: str
    kinds: tuple[str, ...]
    why: str
    partner: str = ""
    scene: str = ""
    spans: tuple[tuple[int, int], ...] = ()
    options: tuple[str, ...] = ()
    answers: tuple[str, ...] = ()
    parts: tuple[tuple[str, str], ...] = ()
    distractors: tuple[str, ...] = ()
    hints: tuple[str, ...] = ()
    model: str = ""
    wants: tuple[str, ...] = ()
    keep: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    source: str = ""

    @property
    def written(self) -> bool:
        """Whether it is answered in one's own words."""
        return self.type in WRITTEN and not self.options

    @property
    def leaves(self) -> bool:
        """Whether “Leave it as it is” is to be offered (whether or not it is right)."""
        return bool(self.text) and (self.written or self.type in ("finer", "build"))


@dataclass(frozen=True, slots=True)
class Worked:
    """The worked example shown before the first items."""

    text: str
    answer: str
    because: str


@dataclass(frozen=True, slots=True)
class Drill:
    """A drill of one skill. level: 1 (recognise) to 5 (with the other person). source: "" for ours, else whose folder."""

    id: str
    level: int
    name: str
    type: str
    ask: str
    about: str
    advice: str
    kinds: tuple[str, ...]
    worked: Worked
    items: tuple[Item, ...]
    source: str = ""


def _item(entry: Entry, file, source: str) -> Item:
    drill = file.drill
    text, spans = unmarked(entry.text) if drill.type == "spot" else (entry.text, ())
    parts = tuple((name, entry.parts[name]) for name in PARTS if name in entry.parts)
    options = tuple(entry.options) or (tuple(drill.options) if drill.type in ("sort", "choose", "finer", "ladder") else ())
    return Item(
        id=entry.id, drill=drill.id, type=drill.type, level=drill.level, ask=entry.ask or drill.ask, text=text, fine=entry.fine,
        advice=entry.advice or drill.advice, kinds=tuple(entry.kinds or drill.kinds), why=entry.why, partner=entry.partner, scene=entry.scene,
        spans=spans, options=options or tuple(words for _, words in parts) + tuple(entry.distractors), answers=tuple(entry.answers), parts=parts,
        distractors=tuple(entry.distractors), hints=tuple(entry.hints), model=entry.model if isinstance(entry.model, str) else "\n".join(entry.model),
        wants=tuple(entry.wants), keep=tuple(entry.keep), tags=tuple(entry.tags), source=source,
    )


@lru_cache(maxsize=4)
def drills(*folders: Path) -> tuple[Drill, ...]:
    """This project's drills and those of further folders (their drills/), by level and name; what an `off.toml` names is left out.

    Raises RuleError naming file, item and mend.
    """
    places = [(RULES, ""), *((Path(folder), Path(folder).name) for folder in folders)]
    for folder, _ in places[1:]:
        looked_at(folder)
    advice = read_article(place for place, _ in places)["advice"]
    found: dict[str, Drill] = {}
    for place, source in places:
        for path in sorted((place / "drills").glob("*.toml")):
            file = read(path, advice=advice)
            if file.drill.id in found:
                raise RuleError(f"{path}: drill {file.drill.id!r}: there are two drills of this id; rename one.")
            one = file.drill
            found[one.id] = Drill(
                one.id, one.level, one.name, one.type, one.ask, one.about, one.advice, tuple(one.kinds), Worked(**one.worked.model_dump()),
                tuple(_item(entry, file, source) for entry in file.item), source,
            )
    off = {name for place, _ in places for name in switched_off(place)}
    return tuple(sorted((one for name, one in found.items() if name not in off), key=lambda one: (one.level, one.name)))


def items(all_drills: tuple[Drill, ...]) -> dict[str, Item]:
    """Every item by its id."""
    return {item.id: item for drill in all_drills for item in drill.items}
