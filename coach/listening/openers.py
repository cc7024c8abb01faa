"""The openers of rules/listening/openers.toml: what a better reply says after their own words, by topic."""

from collections.abc import Sequence
from functools import lru_cache
import re
import tomllib

from pydantic import BaseModel, ConfigDict, ValidationError

from ..reading import Reading
from ..rulebook import RULES, Rulebook, RuleError

_ASIDE = frozenset(["since", "because", "cuz"])
"""Words that begin a reason: a topic named only there is seldom what a message is about."""
_STOPS = frozenset([".", "!", "?", ",", ";", "…"])


class Opener(BaseModel):
    """A topic of a message: the same in other words, how it sounds, open questions. Without cues it fits any message of its turns.

    loose: its cues show only what kind of thing it is (a loss, a fear); any topic of its own comes before it.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    turns: tuple[str, ...]
    cues: tuple[str, ...]
    feelings: tuple[str, ...]
    said: tuple[str, ...]
    ideas: bool = True
    loose: bool = False
    questions: tuple[str, ...]


@lru_cache(maxsize=1)
def openers() -> tuple[Opener, ...]:
    """In the file's order: of topics that fit equally the earlier one is taken."""
    path = RULES / "listening" / "openers.toml"
    try:
        return tuple(Opener.model_validate(entry) for entry in tomllib.loads(path.read_text(encoding="utf-8"))["opener"])
    except ValidationError as error:
        raise RuleError(f"{path}: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from None


def fitting(partner: Reading, turn: str, book: Rulebook) -> Opener:
    """The opener whose cues their message shows most of; one shown only in a reason ("… since the divorce") counts less."""
    asides, line = _asides(partner.line.sequence), partner.line
    best, most = None, -1.0
    for opener in openers():
        if turn not in opener.turns:
            continue
        weight = 0.0 if opener.cues else 0.5
        for cue in opener.cues:
            starts = [found.start for found in book.pattern(_spread(cue)).find(line.sequence, line.where)]
            weight += 0.0 if not starts else 0.6 if asides.issuperset(starts) else 1.0
        if opener.loose and weight and turn == "vent":
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
