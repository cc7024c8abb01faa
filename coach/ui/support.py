"""The fixed, calm words of rules/support.toml for what concerns someone's safety."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
import tomllib
from typing import Any

from ..results import Support
from ..rulebook import RULES


@dataclass(frozen=True)
class Words:
    """What is said for one tier and role."""

    heading: str
    words: tuple[str, ...]
    starters: tuple[str, ...] = ()
    contacts: tuple[dict[str, Any], ...] = field(default=())


_FALLBACK = Words("Let's slow down here", ("This may be about someone being safe, so there is nothing to rephrase. You do not have to sort this out alone, or right now.",))


def _lines(value: Any) -> tuple[str, ...]:
    return tuple(value) if isinstance(value, list) else (value,) if value else ()


@lru_cache(maxsize=2)
def _read(path: Path, changed: float) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def table() -> dict[str, Any]:
    """The whole file; empty where it cannot be read, since a support page must come up whatever else is broken."""
    path = RULES / "support.toml"
    try:
        return _read(path, path.stat().st_mtime)
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError):
        return {}


def contacts() -> list[dict[str, Any]]:
    return [entry for entry in table().get("contact", []) if isinstance(entry, dict) and entry.get("name")]


def words_for(support: Support) -> Words:
    """The words for a tier and role: of several entries that of the role, else the tier's first."""
    entries = [entry for entry in table().get("starter", []) if entry.get("tier") == support.tier]
    entry = next((entry for entry in entries if entry.get("role") == support.role), entries[0] if entries else None)
    if entry is None:
        return _FALLBACK
    wanted = entry.get("contacts", [])
    known = {one.get("id"): one for one in contacts()}
    return Words(
        entry.get("heading") or _FALLBACK.heading, _lines(entry.get("words")) or _FALLBACK.words, _lines(entry.get("starters")),
        tuple(known[name] for name in wanted if name in known),
    )
