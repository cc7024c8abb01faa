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


def two_turns(example: str) -> tuple[str, str]:
    """(theirs, reply) of a move's example."""
    theirs, _, reply = example.partition(" => ")
    return theirs, reply


def _of_a_move(rule: Rule, coach) -> Iterator[str]:
    for example in rule.flags:
        theirs, marked = two_turns(example)
        reply, start, end = unmarked(marked)
        turn, found = coach.listened(reply, theirs)
        mine = [one for one in found if one.rule == rule.id]
        if not mine:
            yield f"{rule.id}: is silent on {example!r} (their turn: {turn.kind}; found: {', '.join(one.rule for one in found) or 'nothing'})"
        elif not any((one.start, one.end) == (start, end) for one in mine):
            yield f"{rule.id}: marks {', '.join(repr(reply[one.start:one.end]) for one in mine)} in {example!r}"
    for example in rule.allows:
        theirs, reply = two_turns(example)
        for one in coach.listened(reply, theirs)[1]:
            if one.rule == rule.id:
                yield f"{rule.id}: its look-alike {example!r} is flagged at {reply[one.start:one.end]!r}"


def _of_a_turn(rule: Rule, coach) -> Iterator[str]:
    for example in rule.flags:
        turn, _ = coach.listened("ok", example)
        if turn.kind != rule.kind or rule.id not in turn.rules:
            yield f"{rule.id}: {example!r} is read as {turn.kind} (cues: {', '.join(turn.rules) or 'none'})"
    for example in rule.allows:
        if coach.listened("ok", example)[0].kind == rule.kind:
            yield f"{rule.id}: its look-alike {example!r} is read as {rule.kind}"


def failures(rule: Rule, coach) -> Iterator[str]:
    """What is wrong with a rule's examples: its own matches before overlaps are settled, and every rule's on look-alikes."""
    if rule.type in ("move", "turn"):
        yield from (_of_a_move if rule.type == "move" else _of_a_turn)(rule, coach)
        return
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


__all__ = ["PatternError", "Rulebook", "failures", "two_turns", "unmarked"]
