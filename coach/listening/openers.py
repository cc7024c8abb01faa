"""The openers of rules/listening/topics.toml and openers.toml: what a better reply says after their own words, by topic."""

from collections.abc import Sequence
from functools import lru_cache
import re

from pydantic import BaseModel, ConfigDict, ValidationError

from ..reading import Reading
from ..rulebook import RULES, Rulebook, RuleError
from ..tables import table

_ASIDE = frozenset(["since", "because", "cuz"])
"""Words that begin a reason: a topic named only there is seldom what a message is about."""
_STOPS = frozenset([".", "!", "?", ",", ";", "…"])
_ONE, _BOTH = 1.6, 2.3
"""What a cue of the narrow topics weighs, and one of two parts that are both there."""


class Opener(BaseModel):
    """A topic of a message: the same in other words, how it sounds, open questions. Without cues it fits any message of its turns.

    human: the plain word a friend begins with. nouns: what {what} may be, with bars between. loose: its cues show only what
    kind of thing it is (a loss, a fear); any topic of its own comes before it. narrow: it is one of topics.toml.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    turns: tuple[str, ...]
    cues: tuple[str, ...]
    feelings: tuple[str, ...]
    said: tuple[str, ...]
    ideas: bool = True
    loose: bool = False
    narrow: bool = False
    human: tuple[str, ...] = ()
    nouns: str = ""
    questions: tuple[str, ...]


@lru_cache(maxsize=1)
def openers() -> tuple[Opener, ...]:
    """In the files' order, the narrow topics first: of topics that fit equally the earlier one is taken."""
    out: list[Opener] = []
    for name in ("topics.toml", "openers.toml"):
        path = RULES / "listening" / name
        try:
            out += [Opener.model_validate({**entry, "narrow": name == "topics.toml"}) for entry in table(path)["opener"]]
        except ValidationError as error:
            raise RuleError(f"{path}: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from None
    return tuple(out)


_NEAR = 14
"""Words: parts of one cue that stand further apart speak of two things."""


def _stands(cue: str, reading: Reading, book: Rulebook) -> list[int]:
    line = reading.line
    return [found.start for found in book.pattern(_spread(cue)).find(line.sequence, line.where)]


def _weight(cue: str, partner: Reading, reply: Reading | None, book: Rulebook, asides: frozenset[int]) -> float:
    """What a cue of the narrow topics weighs: "a & b" needs both in their message, "a << b" the second in the draft's."""
    theirs, _, drafted = cue.partition(" << ")
    if drafted and (reply is None or not _stands(drafted, reply, book)):
        return 0.0
    found = [_stands(part, partner, book) for part in theirs.split(" & ")]
    if not all(found) or not any(all(any(abs(start - first) <= _NEAR for start in other) for other in found) for first in found[0]):
        return 0.0
    whole = _BOTH if len(found) > 1 or drafted else _ONE
    return whole if any(not asides.issuperset(starts) for starts in found) else 0.4 * whole


def fitting(partner: Reading, turn: str, book: Rulebook, reply: Reading | None = None) -> Opener:
    """The opener whose cues their message shows most of; one shown only in a reason ("… since the divorce") counts less."""
    asides = _asides(partner.line.sequence)
    best, most = None, -1.0
    for opener in openers():
        if turn not in opener.turns:
            continue
        if opener.narrow:
            weights = sorted((_weight(cue, partner, reply, book, asides) for cue in opener.cues), reverse=True)
            weight = weights[0] + 0.3 * sum(weights[1:])
        else:
            weight = 0.0 if opener.cues else 0.5
            for cue in opener.cues:
                starts = _stands(cue, partner, book)
                weight += 0.0 if not starts else 0.6 if asides.issuperset(starts) else 1.0
        if opener.narrow and opener.loose:
            weight = 0.7 if weight else 0.0
        elif opener.loose and weight and turn == "vent":
            weight = 0.5 + min(0.09, 0.02 * weight) - (0.0 if opener.id.startswith("any_") else 0.015)
        elif opener.loose and weight < 2.0:
            weight *= 0.4
        if weight > most:
            best, most = opener, weight
    assert best is not None, f"rules/listening/openers.toml has nothing for {turn}"
    return best


def _asides(words: Sequence[str]) -> frozenset[int]:
    """Places of the words that stand in a reason, up to its next stop."""
    inside, out = False, []
    for at, word in enumerate(words):
        inside = word in _ASIDE or (inside and word not in _STOPS)
        if inside:
            out.append(at)
    return frozenset(out)


def _spread(cue: str) -> str:
    """A cue that is only words with bars between them is one set of alternatives."""
    return f"[{cue}]" if " " in cue and "|" in cue and not re.search(r"[\[(]", cue) else cue
