"""Matching a compiled pattern on a line of canonical words, from its rarest word outwards.

A pattern is a tuple of nodes, plain data:
    ("w", words)         one word of a set
    ("o", words)         one word of a set, or none
    ("t", trie, fewest, most)  an entry of a lexicon, which may be several words
    ("g", by word, else, alternatives)  one of several sequences, looked up by the word they may begin with; ("?", …): or none
    ("_",) any word · ("...",) up to four words, the fewest first · (",",) marks, if any · ("^",) a start · ("$",) an end · ("$$",) a mark or the end of all

Where several ways match, the first alternative wins and the optional is taken, as in a regular expression.
"""

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

MARKS = frozenset('. , ! ? ; : - "'.split())
GAP = 4
_STARTS = MARKS | frozenset(
    "and but so because or then well like ok yeah no oh if when cause plus also still now anyway honestly really actually wow babe baby "
    "hon honey love dear please just maybe look listen sorry yes sure right fine man mate bro girl dude though that think guess mean "
    "know swear".split()
)
_CALLED = frozenset("babe baby honey hon love dear man mate bro dude girl ok please now then and but so because though".split())
_RUNS_ON = frozenset("and but so because then if when i you he she we they it your my".split())
CLOSERS = MARKS | _CALLED | _RUNS_ON
"""The words of which one stands after `$`, unless the text is over."""

Nodes = tuple[tuple[Any, ...], ...]


class Found(NamedTuple):
    """Word indices: [start, end) of the match, [low, high) of the part that is marked."""

    start: int
    end: int
    low: int
    high: int


def trie(entries: Sequence[str]) -> dict[str, Any]:
    """Entries of several words as nested dicts; the key "" ends one."""
    root: dict[str, Any] = {}
    for entry in entries:
        node = root
        for word in entry.split():
            node = node.setdefault(word, {})
        node[""] = True
    return root


def _ends(words: Sequence[str], at: int) -> bool:
    return at >= len(words) or words[at] in MARKS or words[at] in _RUNS_ON


def _closes(words: Sequence[str], at: int) -> bool:
    return _ends(words, at) or (words[at] in _CALLED and _ends(words, at + 1))


def begins_clause(words: Sequence[str], at: int) -> bool:
    """What `^` asks for."""
    return at == 0 or words[at - 1] in _STARTS


def _entries(node: dict[str, Any], words: Sequence[str], at: int) -> list[int]:
    """Where the lexicon's entries that begin at `at` end, the longest first."""
    out = []
    while True:
        if "" in node:
            out.append(at)
        if at >= len(words) or (node := node.get(words[at])) is None:
            out.reverse()
            return out
        at += 1


def step(node: tuple[Any, ...], words: Sequence[str], at: int) -> Sequence[int]:
    """Every place a node that begins at `at` may end, the preferred first."""
    kind = node[0]
    if kind == "w":
        return (at + 1,) if at < len(words) and words[at] in node[1] else ()
    if kind == "o":
        return (at + 1, at) if at < len(words) and words[at] in node[1] else (at,)
    if kind == "t":
        return _entries(node[1], words, at)
    if kind in ("g", "?"):
        able = node[1].get(words[at], node[2]) if at < len(words) else node[2]
        out = [end for alternative in able for end in run(alternative, words, at)]
        return [*out, at] if kind == "?" else out
    if kind == "_":
        return (at + 1,) if at < len(words) and words[at] not in MARKS else ()
    if kind == "...":
        last = at
        while last < len(words) and last - at < GAP and words[last] not in MARKS:
            last += 1
        return range(at, last + 1)
    if kind == ",":
        last = at
        while last < len(words) and last - at < 3 and words[last] in MARKS:
            last += 1
        return range(last, at - 1, -1)
    if kind == "$$":
        return (at,) if at >= len(words) or words[at] in MARKS else ()
    if kind == "^":
        return (at,) if begins_clause(words, at) else ()
    return (at,) if _closes(words, at) else ()


def run(nodes: Nodes, words: Sequence[str], at: int) -> list[int]:
    """Every place a sequence of nodes that begins at `at` may end, the preferred first."""
    count = len(words)
    for number, node in enumerate(nodes):
        kind = node[0]
        if kind == "w":
            if at >= count or words[at] not in node[1]:
                return []
            at += 1
        elif kind == "o":
            if at < count and words[at] in node[1]:
                return _fork((at + 1, at), nodes, number + 1, words)
        else:
            ends = step(node, words, at)
            if len(ends) != 1:
                return _fork(ends, nodes, number + 1, words) if ends else []
            at = ends[0]
    return [at]


def _fork(ends: Sequence[int], nodes: Nodes, number: int, words: Sequence[str]) -> list[int]:
    """Every place the nodes from number on may end that begin at one of several places."""
    count = len(words)
    for node in nodes[number:]:
        kind = node[0]
        if kind == "w":
            able = node[1]
            ends = [end + 1 for end in ends if end < count and words[end] in able]
        else:
            ends = [place for end in ends for place in step(node, words, end)]
            if len(ends) > 1:
                ends = list(dict.fromkeys(ends))
        if not ends:
            return []
    return list(dict.fromkeys(ends))


def _preferred(nodes: Nodes, number: int, words: Sequence[str], at: int, failed: set[tuple[int, int]]) -> int:
    """Where the preferred way through the nodes from number on ends that begins at `at`, or -1. failed: (node, place) that lead nowhere."""
    count = len(words)
    for later in range(number + 1, len(nodes) + 1):
        node = nodes[later - 1]
        kind = node[0]
        if kind == "w":
            if at >= count or words[at] not in node[1]:
                return -1
            at += 1
            continue
        if kind == "o":
            if at >= count or words[at] not in node[1]:
                continue
            ends: Sequence[int] = (at + 1, at)
        elif kind == "?" or kind == "g":
            able = node[1].get(words[at], node[2]) if at < count else node[2]
            if not able:
                if kind == "?":
                    continue
                return -1
            ends = [end for alternative in able for end in run(alternative, words, at)]
            if kind == "?":
                if not ends:
                    continue
                ends.append(at)
        else:
            ends = step(node, words, at)
        if len(ends) == 1:
            at = ends[0]
            continue
        for end in ends:
            if (later, end) not in failed:
                found = _preferred(nodes, later, words, end, failed)
                if found >= 0:
                    return found
                failed.add((later, end))
        return -1
    return at


def match(parts: tuple[Nodes, Nodes, Nodes], words: Sequence[str], at: int) -> Found | None:
    """The preferred match that begins at `at`; parts are what stands before the mark, in it, and after it."""
    before, marked, after = parts
    if not marked:
        end = _preferred(before, 0, words, at, set())
        return Found(at, end, at, end) if end > at else None
    if not before and not after:
        end = _preferred(marked, 0, words, at, set())
        if end != at:
            return Found(at, end, at, end) if end > at else None
    for low in run(before, words, at):
        for high in run(marked, words, low):
            if high > low and (end := _preferred(after, 0, words, high, set())) >= 0:
                return Found(at, end, low, high)
    return None


def first(nodes: Nodes) -> frozenset[str] | None:
    """The words a sequence may begin with, or None where it may begin with any, or be empty."""
    out: frozenset[str] = frozenset()
    for node in nodes:
        kind = node[0]
        if kind in ("^", "$", "$$"):
            continue
        if kind in ("w", "o"):
            out |= node[1]
        elif kind == "t":
            out |= frozenset(node[1])
        elif kind == ",":
            out |= MARKS
        elif kind in ("g", "?"):
            inner = [first(alternative) for alternative in node[3]]
            if any(words is None for words in inner):
                return None
            out = out.union(*inner)
        else:
            return None
        if kind in ("w", "t", "g"):
            return out
    return None


def group(kind: str, alternatives: tuple[Nodes, ...]) -> tuple[Any, ...]:
    """A "g" or "?" node: its alternatives by the words they may begin with, in their order."""
    begins = [first(alternative) for alternative in alternatives]
    places: dict[str, list[int]] = {}
    for place, words in enumerate(begins):
        for word in words or ():
            places.setdefault(word, []).append(place)
    anyhow = [place for place, words in enumerate(begins) if words is None]
    by_word = {word: tuple(alternatives[place] for place in sorted((*able, *anyhow))) for word, able in places.items()}
    return kind, by_word, tuple(alternatives[place] for place in anyhow), alternatives


def width(nodes: Nodes) -> tuple[int, int]:
    """The fewest and the most words a sequence of nodes takes."""
    least = most = 0
    for node in nodes:
        kind = node[0]
        if kind in ("w", "_"):
            low, high = 1, 1
        elif kind == "o":
            low, high = 0, 1
        elif kind == "t":
            low, high = node[2], node[3]
        elif kind in ("g", "?"):
            widths = [width(alternative) for alternative in node[3]]
            low = 0 if kind == "?" else min(pair[0] for pair in widths)
            high = max(pair[1] for pair in widths)
        else:
            low, high = 0, {"...": GAP, ",": 3}.get(kind, 0)
        least, most = least + low, most + high
    return least, most


def search(parts: tuple[Nodes, Nodes, Nodes], words: Sequence[str], starts: Iterator[int] | Sequence[int]) -> Iterator[Found]:
    """Matches that begin at the given places (ascending), none overlapping the one before."""
    free = 0
    for at in starts:
        if at < free:
            continue
        found = match(parts, words, at)
        if found is not None:
            yield found
            free = found.end
