"""The rules' own examples: exactly this finding at exactly this span, and no look-alike flagged by any rule."""

from collections.abc import Iterator
import re

from .patterns import PatternError
from .rulebook import Rule, Rulebook

_MARK = re.compile(r"\[([^\]]*)\]")


def unmarked(example: str) -> tuple[str, int, int]:
    """An example without its brackets, and the (start, end) of what they marked."""
    found = _MARK.search(example)
    if not found:
        return example, 0, len(example)
    return example[:found.start()] + found.group(1) + example[found.end():], found.start(), found.end() - 2


def failures(rule: Rule, coach) -> Iterator[str]:
    """What is wrong with a rule's examples: its own matches before overlaps are settled, and every rule's on look-alikes."""
    for example in rule.flags:
        text, start, end = unmarked(example)
        found = coach.unsettled(text)
        mine = [one for one in found if one.rule == rule.id]
        if not mine:
            others = ", ".join(f"{one.rule} at {one.span!r}" for one in found) or "nothing"
            yield f"{rule.id}: is silent on {example!r} (found: {others})"
        elif _MARK.search(example) and not any((one.start, one.end) == (start, end) for one in mine):
            yield f"{rule.id}: marks {mine[0].span!r} in {example!r}"
    for example in rule.allows:
        for one in coach.unsettled(example):
            if one.rule == rule.id or (one.severity >= 2 and rule.severity >= 1):
                yield f"{rule.id}: its look-alike {example!r} is flagged by {one.rule} at {one.span!r}"


__all__ = ["PatternError", "Rulebook", "failures", "unmarked"]
