"""What comes next: spaced repetition by FSRS, and short mixed sets led by what went worst in practice. Never looks at drafts."""

from collections.abc import Mapping, Sequence
from datetime import datetime, timedelta
import json
from random import Random

from fsrs import Card, Rating, Scheduler

from .drills import Drill, Item
from .store import Result

AGAIN, HARD, GOOD = 1, 2, 3
HELP = "help"
"""What would help me most: led by the kinds that went worst."""

SIZE = 7
_SPACED = Scheduler(learning_steps=(timedelta(minutes=10),), relearning_steps=(timedelta(minutes=10),), enable_fuzzing=False)
_HALF_LIFE = 14.0
"""Days after which a result counts half."""

_DUE_SHARE = 0.6
"""How much of a set repeats at most, so that something new comes too."""

_FADES = 3


def rating(right: bool, *, hints: int = 0, tries: int = 1, shown: bool = False) -> int:
    """How well an item went: 1 again, 2 with help or at a later try, 3 at once. shown: the model answer was looked at first."""
    if not right or shown:
        return AGAIN
    return HARD if hints or tries > 1 else GOOD


def reviewed(card: str | None, rated: int, now: datetime) -> str:
    """The next state of an item's card, as JSON; card None for an item not seen before. now: aware, UTC."""
    before = Card.from_json(card) if card else Card(card_id=0, due=now)
    return _SPACED.review_card(before, Rating(rated), now)[0].to_json()


def due_at(card: str) -> datetime:
    return datetime.fromisoformat(json.loads(card)["due"])


def due(cards: Mapping[str, str], now: datetime) -> tuple[str, ...]:
    """Items that are due, the longest due first."""
    when = sorted((due_at(card), item) for item, card in cards.items())
    return tuple(item for at, item in when if at <= now)


def weakness(results: Sequence[Result], now: datetime) -> dict[str, float]:
    """How each kind went in practice, from 0 (well, or hardly tried) towards 1; older results count less."""
    lost: dict[str, float] = {}
    tried: dict[str, float] = {}
    for result in results:
        weight = 0.5 ** (max(0.0, (now - result.at).total_seconds()) / 86400 / _HALF_LIFE)
        for kind in result.kinds:
            tried[kind] = tried.get(kind, 0.0) + weight
            lost[kind] = lost.get(kind, 0.0) + weight * {AGAIN: 1.0, HARD: 0.5}.get(result.rating, 0.0)
    return {kind: lost[kind] / (tried[kind] + 1) for kind in tried}


def weakest(results: Sequence[Result], now: datetime, *, most: int = 3) -> tuple[str, ...]:
    """The kinds that went worst, worst first; none before any practice."""
    found = weakness(results, now)
    return tuple(sorted((kind for kind in found if found[kind] > 0.15), key=lambda kind: (-found[kind], kind))[:most])


def worked_first(drill: str, results: Sequence[Result]) -> bool:
    """Whether a drill's worked example is shown first: it fades once the drill went right three times."""
    return sum(result.drill == drill and result.right for result in results) < _FADES


def _pool(drills: Sequence[Drill], level: int | str | None) -> list[Item]:
    everything = [item for drill in drills for item in drill.items]
    if level in (None, HELP):
        return everything
    return [item for item in everything if level in (item.level, item.drill)]


def _spread(chosen: list[Item]) -> list[Item]:
    """The same items, those of one drill apart where that can be: the drill with most left goes first, else the order stays."""
    left, out = list(chosen), []
    while left:
        apart = [item for item in left if not out or item.drill != out[-1].drill] or left
        one = max(apart, key=lambda item: sum(other.drill == item.drill for other in left))
        out.append(one)
        left.remove(one)
    return out


def next_set(
    drills: Sequence[Drill], level: int | str | None, *, results: Sequence[Result], cards: Mapping[str, str], now: datetime, seed: int, size: int = SIZE,
) -> tuple[Item, ...]:
    """A short mixed set. level: 1 to 5, "help", a drill's id, or None for all.

    What is due comes first (most of the set at most), then items not seen yet, then those due soonest. "help": items whose
    kinds went worst first, what is due among them. About two in five have nothing wrong. The same for the same seed and now.
    """
    pool = _pool(drills, level)
    luck = Random(seed)
    chance = {item.id: luck.random() for item in pool}
    weak = weakness(results, now)
    waiting = {name: at for at, name in enumerate(due(cards, now))}
    practised = {result.drill for result in results}

    def need(item: Item) -> float:
        return max((weak.get(kind, 0.0) for kind in item.kinds), default=0.0)

    def rank(item: Item) -> tuple[float, ...]:
        stage = 0 if item.id in waiting else 1 if item.id not in cards else 2
        soon = waiting.get(item.id, 0) if stage == 0 else due_at(cards[item.id]).timestamp() if stage == 2 else 0
        if level == HELP:
            return (stage == 2, -round(need(item), 1), stage, item.drill in practised, item.level, soon, chance[item.id])
        return (stage, soon, chance[item.id])

    ranked = sorted(pool, key=rank)
    sorts = len({item.drill for item in pool})
    most_of_one = size if sorts <= 1 else 3 if level == HELP else max(2, -(-size // min(sorts, 4)))
    most_fine, most_wrong = max(1, round(size * 0.5)), max(1, round(size * 0.7))
    chosen: list[Item] = []
    for strict in (True, False):
        for item in ranked:
            if len(chosen) == size:
                break
            crowded = sum(other.drill == item.drill for other in chosen) >= most_of_one
            lopsided = sum(other.fine == item.fine for other in chosen) >= (most_fine if item.fine else most_wrong)
            repeats = level != HELP and item.id in waiting and sum(other.id in waiting for other in chosen) >= round(size * _DUE_SHARE)
            if item not in chosen and not (strict and (crowded or lopsided or repeats)):
                chosen.append(item)
    luck.shuffle(chosen)
    return tuple(_spread(sorted(chosen, key=lambda item: item.level) if level in (None, HELP) else chosen))
