"""Barbs: what a rewrite leaves out beside flagged words, though it is marked nowhere by itself (rules/barbs.toml)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
import re
from typing import Annotated, Literal

from pydantic import Field

from ..patterns import Pattern
from ..reading import Reading
from ..results import Finding
from ..rulebook import PROBLEMS, RULES, Rulebook
from .entries import Entry, entries
from .units import Unit

_TELLS = re.compile(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:january|february|march|april|june|july|august|september|october|november|december|yesterday|last (?:night|nite|week))\b", re.I)
_MILD = ("insult_boost", "neg_adj_soft", "neg_quality_soft", "neg_quality")
"""Lexicons whose words may say what someone feels, or only strengthen another."""
_CALLED = re.compile(r",\s*(?:you|u|ya)\s+(?:\w+\s+){0,2}(\w+)\W*$", re.I)
LONGEST = 16
"""Words: a longer stretch has more in it than a barb."""


class Barb(Entry):
    """Patterns of one kind."""

    kind: Literal[PROBLEMS]
    patterns: Annotated[tuple[str, ...], Field(min_length=1)]


@lru_cache(maxsize=1)
def barbs() -> tuple[Barb, ...]:
    """The barbs of rules/barbs.toml."""
    return entries(RULES / "barbs.toml", "barb", Barb)


@lru_cache(maxsize=2)
def _compiled(book: Rulebook) -> tuple[tuple[str, Pattern], ...]:
    return tuple((barb.kind, book.pattern(source, f"barb {barb.kind}")) for barb in barbs() for source in barb.patterns)


@lru_cache(maxsize=2)
def _bad(book: Rulebook) -> frozenset[str]:
    """Words for a person that are no compliment."""
    feelings = book.words([f"@{name}" for name in book.lexicons if name.startswith("feel")])
    return frozenset(book.words([f"@{name}" for name in book.lexicons if name.startswith(("insult_", "neg_")) and name not in _MILD])) - feelings


def barbed(cut: Sequence[Unit], reading: Reading, book: Rulebook, kept: frozenset[int]) -> tuple[Unit, ...]:
    """The units of a flagged draft, those flagged too that are a barb; kept: indices of units that are good and stay."""
    line, out = reading.line, list(cut)
    if not any(unit.findings for unit in cut):
        return tuple(out)
    bad = _bad(book)
    for at, unit in enumerate(cut):
        text = reading.draft.raw[unit.start:unit.end]
        inside = reading.words(unit.start, unit.end)
        if unit.findings or at in kept or not inside or len(inside) > LONGEST or _TELLS.search(text) or any(low < unit.end and unit.start < high for low, high in reading.quotes):
            continue
        said = line.sequence[inside[0]:inside[-1] + 1]
        here = frozenset(said)
        called = _CALLED.search(text)
        if called and called.group(1).lower() in bad:
            out[at] = replace(unit, findings=(Finding("barb", "label", 2, unit.start + called.start(), unit.end, text[called.start():], "", ""),))
            continue
        if len(inside) <= 4 and not here.isdisjoint(bad) and not any(token.tag_ in ("VBD", "VBP", "VBZ", "MD") for token in reading.doc if unit.start <= token.idx < unit.end):
            out[at] = replace(unit, findings=(Finding("barb", "label", 2, unit.start, unit.end, text, "", ""),))
            continue
        kind = next((kind for kind, pattern in _compiled(book) if pattern.may(here) and pattern.holds(said)), None)
        if kind is not None:
            out[at] = replace(unit, findings=(Finding("barb", kind, 2, unit.start, unit.end, text, "", ""),))
    return tuple(out)
