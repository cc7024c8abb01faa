"""A set of practice as it goes on: which item stands, how it went. Pure; nothing here reads an answer or keeps one longer than its item."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from ..practice.drills import Item
from ..practice.schedule import rating
from ..practice.scoring import Feedback


@dataclass(frozen=True)
class Turn:
    """How far one item has come.

    hints: how many were asked for. tries: answers given so far. shown: an answer was shown. rated: the rating it was recorded with and
    when; None while it is not. answer: the last one given, and what came back.
    """

    hints: int = 0
    tries: int = 0
    shown: bool = False
    rated: tuple[int, datetime] | None = None
    answer: tuple[str, ...] = ()
    back: Feedback | None = None


@dataclass(frozen=True)
class Sitting:
    """A set: its items in order, the one that stands, and the ratings of those before it (None: not rated).

    chosen: what it was drawn from (a level, "help", a drill id; None for a single thing). number: tells one set from the next.
    """

    items: tuple[Item, ...]
    chosen: int | str | None = None
    number: int = 0
    at: int = 0
    turn: Turn = field(default_factory=Turn)
    ratings: tuple[int | None, ...] = ()

    @property
    def over(self) -> bool:
        return self.at >= len(self.items)

    @property
    def item(self) -> Item:
        return self.items[self.at]

    @property
    def id(self) -> str:
        """Tells one item of one set from any other: what is sent for another one came too late."""
        return f"{self.number}.{self.at}"


def hinted(sitting: Sitting) -> Sitting:
    """One more hint, as long as there is one."""
    return replace(sitting, turn=replace(sitting.turn, hints=min(sitting.turn.hints + 1, len(sitting.item.hints))))


def answered(sitting: Sitting, answer: Sequence[str], back: Feedback, now: datetime) -> Sitting:
    """With an answer and what came back. The first right one rates the item; what may be about someone's safety never does."""
    turn = replace(sitting.turn, answer=tuple(answer), back=back, tries=sitting.turn.tries + (not back.support))
    if back.right and turn.rated is None:
        turn = replace(turn, rated=(rating(True, hints=turn.hints, tries=turn.tries, shown=turn.shown), now))
    return replace(sitting, turn=turn)


def showed(sitting: Sitting, now: datetime) -> Sitting:
    """With one answer shown: it comes back sooner."""
    turn = replace(sitting.turn, shown=True)
    return replace(sitting, turn=turn if turn.rated else replace(turn, rated=(rating(False, tries=turn.tries, shown=True), now)))


def settled(sitting: Sitting, now: datetime) -> Sitting:
    """Before going on: an item that was tried and is not rated yet is rated as not there yet."""
    turn = sitting.turn
    if turn.rated or not turn.tries or (turn.back and turn.back.support):
        return sitting
    return replace(sitting, turn=replace(turn, rated=(rating(False, hints=turn.hints, tries=turn.tries), now)))


def onward(sitting: Sitting) -> Sitting:
    """The next item, or the end."""
    rated = sitting.turn.rated
    return replace(sitting, at=sitting.at + 1, turn=Turn(), ratings=(*sitting.ratings, rated[0] if rated else None))


def stopped(sitting: Sitting) -> Sitting:
    """Ended before its end."""
    return replace(sitting, items=sitting.items[:sitting.at], turn=Turn())
