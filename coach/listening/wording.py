"""The words for moves found by structure, and their names: rules/listening/moves.toml; and what no reply says back."""

from functools import lru_cache
import re

from ..rulebook import RULES
from ..tables import table

INSULTS_SELF = re.compile(
    r"\b(?:idiot|stupid|dumb|useless|losing it|fool|failure|fraud|mug|loser|joke|moron|burden|clown|(?:bad|terrible|awful|rubbish|crap|worst) (?:mom|mum|dad|mother|father|parent|person|wife|husband|friend|daughter|son))\b", re.I,
)
"""What somebody calls themselves is not said back to them."""


@lru_cache(maxsize=1)
def _moves() -> dict[str, dict[str, str]]:
    return table(RULES / "listening" / "moves.toml")


def told(move: str) -> tuple[str, str]:
    """(why, advice) of a move."""
    entry = _moves()[move]
    return entry["why"], entry["advice"]


def name(move: str) -> str:
    """A move in plain words."""
    return _moves()[move]["name"]
