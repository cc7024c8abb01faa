"""The words for moves found by structure, and their names: rules/listening/moves.toml."""

from functools import lru_cache
import tomllib

from ..rulebook import RULES


@lru_cache(maxsize=1)
def _moves() -> dict[str, dict[str, str]]:
    return tomllib.loads((RULES / "listening" / "moves.toml").read_text(encoding="utf-8"))


def told(move: str) -> tuple[str, str]:
    """(why, advice) of a move."""
    entry = _moves()[move]
    return entry["why"], entry["advice"]


def name(move: str) -> str:
    """A move in plain words."""
    return _moves()[move]["name"]
