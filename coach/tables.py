"""The project's own tables, the rules aside: TOML that is read once and kept as JSON, which is read twenty times as fast."""

from functools import lru_cache
from pathlib import Path
from typing import Any

from .bounds import toml
from .storing import fetch, keep, key

RULES = Path(__file__).resolve().parent.parent / "rules"
_ELSEWHERE = ("listening/moves.toml", "listening/openers.toml", "listening/topics.toml", "words/spellings.toml")
"""Tables that lie beside files of another sort."""


@lru_cache(maxsize=1)
def _tables() -> dict[str, dict[str, Any]]:
    paths = sorted([*RULES.glob("*.toml"), *(RULES / "frames").glob("*.toml"), *(RULES / place for place in _ELSEWHERE)])
    name = key([part for path in paths for part in (str(path).encode(), path.read_bytes())])
    kept = fetch(name)
    if kept is None:
        kept = {str(path): toml(path) for path in paths}
        keep(name, kept)
    return kept


def table(path: Path) -> dict[str, Any]:
    """What a file of this project's rules/ holds, as plain data that nobody changes. Raises RuleError where it cannot be read."""
    found = _tables().get(str(path))
    return toml(path) if found is None else found
