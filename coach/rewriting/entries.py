"""How the rewriter's tables under rules/ are read: TOML into checked, frozen entries; a mistake names file, entry and mend."""

from pathlib import Path
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ..rulebook import RuleError
from ..tables import table


class Entry(BaseModel):
    """One table of a file; a field it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


E = TypeVar("E", bound=Entry)


def entries(path: Path, name: str, model: type[E]) -> tuple[E, ...]:
    """The [[name]] tables of one file."""
    made = []
    for number, entry in enumerate(table(path).get(name, ()), 1):
        try:
            made.append(model.model_validate(entry))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise RuleError(f"{path}: {name} {entry.get('id', number)!r}: {where}: {first['msg']}.") from None
    return tuple(made)
