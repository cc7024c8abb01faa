"""The rules' own examples: exactly this finding at exactly this span, and no look-alike flagged by any rule; and what is left
of a support rule's pattern when all that is optional is left out."""

from collections import Counter
from collections.abc import Iterator
from functools import lru_cache
import re
from typing import Any

from .matching import Nodes
from .patterns import PatternError
from .rulebook import Rule, Rulebook

_MARK = re.compile(r"\[([^\]]*)\]")
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")
_ORDINARY = 8
"""A word is ordinary that stands in so many examples of rules that look for no danger."""
_FEW, _SPARE = 2, 3
"""A match of so few ordinary words is no sign of danger, and is an error where so many parts of its pattern are optional."""


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


@lru_cache(maxsize=2)
def _ordinary(book: Rulebook) -> Counter[str]:
    """The ordinary words, and how often each stands in an example."""
    examples = [example for rule in book.rules if not rule.tier for example in (*rule.flags, *rule.allows)]
    counted = Counter(word for example in examples for word in {found.lower() for found in _WORD.findall(example)})
    return Counter({word: count for word, count in counted.items() if count >= _ORDINARY})


def _plainest(nodes: Nodes, known: Counter[str]) -> list[str] | None:
    """The fewest words a pattern can match that are all ordinary, "_" for any word; None where there are none."""
    out: list[str] = []
    for node in nodes:
        found: list[str] | None = []
        if node[0] == "w":
            found = [max(able, key=known.__getitem__)] if (able := [word for word in sorted(node[1]) if word in known]) else None
        elif node[0] == "t":
            found = _entry(node[1], known)
        elif node[0] == "g":
            found = min((each for each in (_plainest(alternative, known) for alternative in node[3]) if each is not None), key=len, default=None)
        elif node[0] == "_":
            found = ["_"]
        if found is None:
            return None
        out += found
    return out


def _entry(trie: dict[str, Any], known: Counter[str]) -> list[str] | None:
    """The shortest entry of a lexicon whose words are all ordinary."""
    if "" in trie:
        return []
    rest = [[word, *after] for word, child in sorted(trie.items()) if word in known and (after := _entry(child, known)) is not None]
    return min(rest, key=len, default=None)


def too_little(rule: Rule, book: Rulebook) -> Iterator[str]:
    """The patterns of a support rule that a few ordinary words are enough for, since nearly all of them is optional.

    Rules that ask for more than their pattern (`near`, `whole`, `beside`) may ask little of it; and so may one that is short and all
    required ("off myself"), for who wrote it saw what it says.
    """
    for source in rule.patterns if rule.tier and not (rule.near or rule.whole or rule.beside) else ():
        parts = book.pattern(source, rule.id).parts
        nodes = parts[0] + parts[1] + parts[2]
        least = _plainest(nodes, _ordinary(book))
        spare = sum(node[0] in ("o", "?", "...") for node in nodes)
        if least is not None and len(least) <= _FEW and spare >= _SPARE:
            yield f"{rule.id}: “{' '.join(least)}” is enough for {source!r}: {spare} of its parts are optional; ( ) is optional, [ ] is required"


__all__ = ["PatternError", "Rulebook", "failures", "too_little", "two_turns", "unmarked"]
