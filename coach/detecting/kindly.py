"""Words that scold in order to be kind: outrage at something lovely, a tease, a favour told. Data: rules/kindly.toml."""

from functools import lru_cache
import re

from pydantic import BaseModel, ConfigDict, Field

from ..bounds import toml
from ..clauses import Clause
from ..indexing import PhraseIndex
from ..reading import Reading
from ..rulebook import RULES, Rule, Rulebook


class Kindly(BaseModel):
    """A kind way of saying it: findings that overlap its match are none, whichever rule they are of.

    kinds: of which kinds; none means every one. quiets: examples that call for no rewrite; keeps: examples that still do.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    kinds: tuple[str, ...] = ()
    patterns: tuple[str, ...] = Field(min_length=1)
    quiets: tuple[str, ...] = Field(min_length=2)
    keeps: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def table() -> tuple[Kindly, ...]:
    """The entries of rules/kindly.toml."""
    return tuple(Kindly.model_validate(entry) for entry in toml(RULES / "kindly.toml")["kindly"])


@lru_cache(maxsize=4)
def _patterns(book: Rulebook) -> PhraseIndex:
    return book.indexed([(at, source) for at, entry in enumerate(table()) for source in entry.patterns], lambda at: f"kindly {table()[at].id}")


def spans(reading: Reading, book: Rulebook) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where a text only scolds to be kind: raw [start, end), and the kinds that are silent there."""
    index = _patterns(book)
    return [(*reading.line.raw(found.low, found.high), table()[index.entries[number][0]].kinds) for number, found in index.matches(reading.line.sequence)]


def kindly(kind: str, start: int, end: int, reading: Reading, book: Rulebook) -> bool:
    """Whether a finding of a kind at raw [start, end) overlaps what is kindly meant."""
    return any(low < end and start < high and (not kinds or kind in kinds) for low, high, kinds in reading.noted("kindly", lambda one: spans(one, book)))


_LIGHT = frozenset(["generalisation", "accusing_question", "contempt", "label", "should", "invalidation", "blame", "comparison", "defensiveness", "mind_reading"])
_GOOD = (
    r"(?:good|cute|gorgeous|handsome|pretty|fit|hot|sexy|lovely|charming|adorable|beautiful|delicious|funny|sweet|kind|thoughtful|patient|lovable|talented|wonderful|amazing|"
    r"brilliant|smooth|generous|nice|cosy|cozy|huggable|stunning|radiant|dashing|elegant|tall|brave|wise)"
)
_OUTRAGE = re.compile(
    rf" (?:to be|be|being|you are|you were|look|looks|looking|looked|smell|smells|smelling|sound|sounds|sounding|dance|dances|dancing|cook|cooking|sing|singing|bake|baking) "
    rf"(?:so|this|that|too|such a|quite so) (?:(?:bloody|damn|damned|fucking|stupidly|ridiculously|annoyingly|unfairly|effortlessly|insanely|incredibly|very|really|utterly) )?{_GOOD} (?!(?:to|with|for) (?:them|everyone|everybody|strangers|her|him|others|your) )"
)
_TURNS = re.compile(r" (?:but|yet|except|until|unless|and still|and yet you|all of a sudden|suddenly|for once|when (?:you|it|there|someone)|if (?:you|it|there)|to (?:me|us) (?:again|now)) ")


def outrage(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """Scolded for something good ("how dare you look that good", "you don't get to be this charming")."""
    if rule.kind not in _LIGHT:
        return False
    words, line = reading.words(start, end), reading.line.sequence
    first = next((at + 1 for at in range(words.start - 1, -1, -1) if line[at] in ".!?;"), 0)
    last = next((at for at in range(max(words.start, words.stop - 1), len(line)) if line[at] in ".!?;"), len(line))
    said = " ".join(["", *line[first:last], ""])
    found = _OUTRAGE.search(said)
    if found is None or _TURNS.search(said) is not None:
        return False
    return rule.type == "clause" or found.end() > len(" ".join(["", *line[first:words.stop], ""]))
