"""The shape of a message as a picture: four lamps and a heat bar. Plain data for the component."""

from collections.abc import Sequence
from typing import Any

from ..heat import Heat, heats, unlit
from ..results import Review, Strength
from ..reviewing import Coach
from . import words


def lamps(strengths: Sequence[Strength]) -> list[dict[str, Any]]:
    """Each lamp's name and the words that light it."""
    return [
        {"name": name, "words": list(dict.fromkeys(one.span for one in strengths if one.kind == kind))}
        for kind, name in words.LAMPS
    ]


def picture(text: str, strengths: Sequence[Strength], heat: Heat, before: Heat | None = None) -> dict[str, Any]:
    """What the component draws. before: the draft's heat, drawn as a mark beside a rewrite's."""
    return {
        "lamps": lamps(strengths), "heat": heat.value, "word": words.warmth(heat.value),
        "hot": list(dict.fromkeys(text[start:end] for start, end in heat.lit)), "before": before.value if before else None,
    }


def heat_only(drawn: dict[str, Any]) -> dict[str, Any]:
    """Without the lamps, which are for what one brings up oneself; a reply listens first."""
    return {**drawn, "lamps": []}


def of_draft(text: str, review: Review, coach: Coach) -> tuple[dict[str, Any], Heat]:
    marked = [(one.start, one.end, one.severity) for one in review.findings]
    heat = next(heats([(text, marked)], coach.book))
    return picture(text, review.strengths, heat), heat


def of_rewrites(draft: str, texts: Sequence[str], coach: Coach, before: Heat) -> list[dict[str, Any]]:
    reviews = list(coach.reviews([(text, None) for text in texts], rewrites=False))
    marked = [(text, [(one.start, one.end, one.severity) for one in review.findings]) for text, review in zip(texts, reviews, strict=True)]
    measured = heats(marked, coach.book, unlit(draft, before))
    return [picture(text, review.strengths, heat, before) for text, review, heat in zip(texts, reviews, measured, strict=True)]
