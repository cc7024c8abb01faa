"""Practice over time: by kind and week, and what comes when. Counts of what was practised, never a score of a person."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from .schedule import due_at
from .store import Result

WHEN = ("now", "today", "tomorrow", "this week", "later")


@dataclass(frozen=True, slots=True)
class Week:
    """A kind in a week. start: its Monday, on this computer's calendar. tried: answers; well: those that went right."""

    start: date
    kind: str
    tried: int
    well: int


@dataclass(frozen=True, slots=True)
class Coming:
    """Items that come again at a time in plain words."""

    when: str
    items: tuple[str, ...]


def weeks(results: Sequence[Result]) -> tuple[Week, ...]:
    """By week, then kind."""
    found: dict[tuple[date, str], tuple[int, int]] = {}
    for result in results:
        day = result.at.astimezone().date()
        for kind in result.kinds:
            key = (day - timedelta(days=day.weekday()), kind)
            tried, well = found.get(key, (0, 0))
            found[key] = (tried + 1, well + result.right)
    return tuple(Week(start, kind, *found[start, kind]) for start, kind in sorted(found))


def coming(cards: Mapping[str, str], now: datetime) -> tuple[Coming, ...]:
    """What comes again, soonest first; empty times are left out."""
    today = now.astimezone().date()
    found: dict[str, list[str]] = {}
    for at, item in sorted((due_at(card), item) for item, card in cards.items()):
        days = (at.astimezone().date() - today).days
        when = "now" if at <= now else "today" if days == 0 else "tomorrow" if days == 1 else "this week" if days < 7 else "later"
        found.setdefault(when, []).append(item)
    return tuple(Coming(when, tuple(found[when])) for when in WHEN if when in found)
