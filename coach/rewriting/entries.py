"""How the rewriter's tables under rules/ are read: TOML into checked, frozen entries; a mistake names file, entry and mend."""

from pathlib import Path
import tomllib
from typing import TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError

from ..rulebook import RuleError


class Entry(BaseModel):
    """One table of a file; a field it does not know is a mistake."""

    model_config = ConfigDict(extra="forbid", frozen=True)


E = TypeVar("E", bound=Entry)


def read_toml(path: Path) -> dict:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except tomllib.TOMLDecodeError as error:
        raise RuleError(f"{path}: not readable as TOML: {error}. Mend that line, or check the quotes around it.") from None


def entries(path: Path, name: str, model: type[E]) -> tuple[E, ...]:
    """The [[name]] tables of one file."""
    made = []
    for number, entry in enumerate(read_toml(path).get(name, ()), 1):
        try:
            made.append(model.model_validate(entry))
        except ValidationError as error:
            first = error.errors()[0]
            where = ".".join(map(str, first["loc"]))
            raise RuleError(f"{path}: {name} {entry.get('id', number)!r}: {where}: {first['msg']}.") from None
    return tuple(made)
