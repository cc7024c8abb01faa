"""Barbs: what a rewrite leaves out beside flagged words, though it is marked nowhere by itself (rules/barbs.toml)."""

from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
import re
from typing import Annotated, Literal

from pydantic import Field

from ..detecting.likely import told
from ..detecting.polarity import heat_of
from ..reading import Reading
from ..results import Finding
from ..rulebook import PROBLEMS, RULES, PhraseIndex, Rulebook
from .entries import Entry, entries
from .units import LIKE_TO, LIKENED, PLAIN_STATES, Unit

_TELLS = re.compile(r"\d|\b(?:mon|tues|wednes|thurs|fri|satur|sun)day|\b(?:january|february|march|april|june|july|august|september|october|november|december|yesterday|last (?:night|nite|week))\b", re.I)
_MILD = ("insult_boost", "neg_adj_soft", "neg_quality_soft", "neg_quality")
"""Lexicons whose words may say what someone feels, or only strengthen another."""
_CALLED = re.compile(r",\s*(?:you|u|ya)\s+(?:\w+\s+){0,2}(\w+)\W*$", re.I)
_MINDED = frozenset("think believe love like enjoy want expect assume reckon fancy prefer imagine".split())
"""What nobody can see: "you love being right"."""
_LIKELY = 0.5
"""The log-odds from which a unit beside flagged words is taken for a dig."""
_MOST = 0.6
"""So much of a unit and of what looks like a dig has to be the same words."""
LONGEST = 18
"""Words: a longer stretch has more in it than a barb."""


class Barb(Entry):
    """Patterns of one kind."""

    kind: Literal[PROBLEMS]
    patterns: Annotated[tuple[str, ...], Field(min_length=1)]


@lru_cache(maxsize=1)
def barbs() -> tuple[Barb, ...]:
    """The barbs of rules/barbs.toml."""
    return entries(RULES / "barbs.toml", "barb", Barb)


@lru_cache(maxsize=4)
def _patterns(book: Rulebook) -> PhraseIndex:
    """Every barb's patterns by the words of which one must be there."""
    return book.indexed([(at, source) for at, barb in enumerate(barbs()) for source in barb.patterns], lambda at: f"barb {barbs()[at].kind}")


@lru_cache(maxsize=2)
def _bad(book: Rulebook) -> frozenset[str]:
    """Words for a person that are no compliment."""
    feelings = book.words([f"@{name}" for name in book.lexicons if name.startswith("feel")])
    return frozenset(book.words([f"@{name}" for name in book.lexicons if name.startswith(("insult_", "neg_")) and name not in _MILD])) - feelings


def _verdict(unit: Unit, reading: Reading) -> str | None:
    """The kind of a unit that only says who the other is, or what they are like inside; None where it tells what can be seen."""
    clause = unit.clause
    if clause is None or clause.subject != "you" or clause.tense != "present" or clause.mood != "statement" or clause.conditional or clause.mark or clause.modal or clause.negated:
        return None
    head = reading.doc[clause.head]
    if not unit.start <= clause.subject_start < unit.start + 12:
        return None
    if clause.verb in _MINDED and not any(child.dep_ in ("aux", "mark", "dobj") and child.lower_ in ("to", "if", "what", *(("me",) if clause.verb == "want" else ())) for child in head.children):
        return "mind_reading"
    if clause.verb != "be" or head.tag_ == "VBG":
        return None
    said = next((child for child in head.children if child.dep_ in ("acomp", "attr", "oprd") and child.i > head.i), None)
    if said is None or said.tag_ == "VBG" or said.pos_ in ("NUM", "PROPN", "PRON", "ADV") or said.lemma_.lower() in PLAIN_STATES or said.ent_type_:
        return None
    if heat_of(" ".join(token.lower_ for token in said.subtree)) > 0 or any(child.dep_ == "poss" and child.lower_ in ("my", "our") for child in said.children) or any(child.dep_ == "xcomp" for child in said.children):
        return None
    return "label"


def _suspected(inside: Sequence[int], unit: Unit, reading: Reading) -> str | None:
    """The kind of a unit that the second reader finds more likely a dig than not, in a message that has one; None where it asks or tells what the other did."""
    if told(reading, unit.start, unit.end) or (unit.clause is not None and unit.clause.mood == "question"):
        return None
    for low, high, score in reading.signs.digs:
        if score < _LIKELY:
            return None
        shared = min(high, inside[-1] + 1) - max(low, inside[0])
        if shared >= _MOST * len(inside) and shared >= _MOST * (high - low):
            return "contempt"
    return None


def barbed(cut: Sequence[Unit], reading: Reading, book: Rulebook, kept: frozenset[int], mild: Sequence[Finding] = ()) -> tuple[Unit, ...]:
    """The units of a flagged draft, those flagged too that are a barb. kept: indices of units that are good and stay; mild: names called that were only noted."""
    line, out = reading.line, list(cut)
    bad = _bad(book)
    for at, unit in enumerate(cut):
        text = reading.draft.raw[unit.start:unit.end]
        inside = reading.words(unit.start, unit.end)
        if unit.findings or not inside or (at in kept and len(inside) > 2) or len(inside) > LONGEST or _TELLS.search(text) or any(low < unit.end and unit.start < high for low, high in reading.quotes):
            continue
        likened = LIKENED.search(text)
        if likened and unit.clause is not None and unit.clause.subject == "you" and not LIKE_TO.search(text[:likened.start()]):
            out[at] = replace(unit, findings=(Finding("barb", "label", 2, unit.start + likened.start(), unit.start + likened.end(), likened.group(), "", ""),))
            continue
        said = line.sequence[inside[0]:inside[-1] + 1]
        here = frozenset(said)
        noted = next((finding for finding in mild if 2 * unit.overlap(finding) > unit.end - unit.start), None)
        if noted is not None:
            out[at] = replace(unit, findings=(replace(noted, rule="barb", severity=2),))
            continue
        called = _CALLED.search(text)
        if called and called.group(1).lower() in bad:
            out[at] = replace(unit, findings=(Finding("barb", "label", 2, unit.start + called.start(), unit.end, text[called.start():], "", ""),))
            continue
        if len(inside) <= 4 and not here.isdisjoint(bad) and not any(token.tag_ in ("VBD", "VBP", "VBZ", "MD") for token in reading.doc if unit.start <= token.idx < unit.end):
            out[at] = replace(unit, findings=(Finding("barb", "label", 2, unit.start, unit.end, text, "", ""),))
            continue
        kind = next((barbs()[at].kind for at, pattern in _patterns(book).candidates(said) if pattern.may(here) and pattern.holds(said)), None) or _verdict(unit, reading) or _suspected(inside, unit, reading)
        if kind is not None:
            out[at] = replace(unit, findings=(Finding("barb", kind, 2, unit.start, unit.end, text, "", ""),))
    return tuple(out)
