"""Dark-sounding words that are no danger: an idiom, a rescue, a thing. Data: rules/harmless*.toml, a file for each sort of reason."""

from functools import lru_cache

from pydantic import BaseModel, ConfigDict, Field

from ..indexing import PhraseIndex
from ..rulebook import RULES, Rulebook
from ..tables import table as table_of
from ..wording import Line


class Harmless(BaseModel):
    """What silences a support rule whose match it overlaps, so that a danger said beside it still counts.

    tiers: of which tiers; none means every one. unless: patterns; where one matches anywhere in the text, it silences
    nothing. quiets: examples that call for no support; keeps: examples that still do.
    """

    model_config = ConfigDict(extra="forbid", frozen=True)

    id: str
    tiers: tuple[str, ...] = ()
    patterns: tuple[str, ...] = Field(min_length=1)
    unless: tuple[str, ...] = ()
    quiets: tuple[str, ...] = Field(min_length=2)
    keeps: tuple[str, ...] = Field(min_length=1)


@lru_cache(maxsize=1)
def table() -> tuple[Harmless, ...]:
    """The entries of every rules/harmless*.toml, by the files' names."""
    return tuple(Harmless.model_validate(entry) for path in sorted(RULES.glob("harmless*.toml")) for entry in table_of(path)["harmless"])


@lru_cache(maxsize=4)
def _patterns(book: Rulebook) -> PhraseIndex:
    return book.indexed([(at, source) for at, entry in enumerate(table()) for source in entry.patterns], lambda at: f"harmless {table()[at].id}")


def spans(line: Line, book: Rulebook) -> list[tuple[int, int, tuple[str, ...]]]:
    """Where a text only sounds dark: words [low, high), and the tiers that are silent there."""
    index, found = _patterns(book), []
    for number, match in index.matches(line.sequence):
        entry = table()[index.entries[number][0]]
        if not any(book.pattern(source).holds(line.sequence) for source in entry.unless):
            found.append((match.start, match.end, entry.tiers))
    return found
