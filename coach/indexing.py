"""Which patterns could match where: found with a few ands of bit masks a word, so that almost only those that do match are tried.

Every pattern of an index is one bit. A word knows, as masks, the patterns of which it may be the first, the second and
the third word of a match, and those that need it anywhere in one.
"""

from array import array
from base64 import b64decode, b64encode
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Any

from .matching import CLOSERS, MARKS, Found, Nodes, begins_clause, group, match, width
from .patterns import Pattern

PLACES = 3
"""How many places from the start of a match are looked at."""
NEEDS = 3
"""How many of the sets of words a pattern needs are looked at, the rarest first."""
_BLOCK = 64
"""So many starts are looked at together; a needed word has to stand near, not somewhere in a long letter."""

_COMPILED, _WORDS = 3000, 2000
"""So many compiled patterns and words' masks an index keeps at most; then the older patterns go, and all the masks."""


@dataclass(slots=True)
class Place:
    """What may stand at one place of a match: a word of one of sets, any word, any mark, or nothing (the text may be over)."""

    sets: list[frozenset[str]]
    word: bool = False
    mark: bool = False
    end: bool = False


def _levels(node: dict[str, Any]) -> tuple[list[frozenset[str]], list[int]]:
    """The words of a trie by depth, and how long its entries are, up to PLACES."""
    levels, ends, here = [], [], [node]
    for depth in range(PLACES + 1):
        if any("" in each for each in here):
            ends.append(depth)
        levels.append(frozenset(word for each in here for word in each if word))
        here = [child for each in here for word, child in each.items() if word]
    return levels[:PLACES], ends


class _Walk:
    """Walks a pattern's nodes and notes what may stand where. levels: what tries came to, by identity, shared by all walks."""

    def __init__(self, levels: dict[int, tuple[dict[str, Any], list[frozenset[str]], list[int]]]):
        self.places = [Place([]) for _ in range(PLACES)]
        self.levels = levels

    def walk(self, nodes: Nodes, starts: frozenset[int]) -> frozenset[int]:
        """Where a sequence that begins at one of starts may end; what is past the last place is not told."""
        for node in nodes:
            starts = frozenset(end for at in starts if at < PLACES for end in self.step(node, at)) | frozenset(at for at in starts if at >= PLACES)
        return starts

    def step(self, node: tuple[Any, ...], at: int) -> Iterable[int]:
        kind = node[0]
        if kind in ("w", "o"):
            self.places[at].sets.append(node[1])
            return (at + 1,) if kind == "w" else (at, at + 1)
        if kind == "t":
            if id(node[1]) not in self.levels:
                self.levels[id(node[1])] = (node[1], *_levels(node[1]))
            _, levels, ends = self.levels[id(node[1])]
            for depth, words in enumerate(levels):
                if at + depth < PLACES and words:
                    self.places[at + depth].sets.append(words)
            return [at + end for end in ends]
        if kind in ("g", "?"):
            ends = [end for alternative in node[3] for end in self.walk(alternative, frozenset([at]))]
            return [*ends, at] if kind == "?" else ends
        if kind == "_":
            self.places[at].word = True
            return (at + 1,)
        if kind in ("...", ","):
            for place in self.places[at:]:
                place.word |= kind == "..."
                place.mark |= kind == ","
            return range(at, PLACES + 1)
        return (at,)


def places(pattern: Pattern, levels: dict[int, Any] | None = None) -> list[Place]:
    """What may stand at the first PLACES places of a pattern's matches; past a match's end, anything, or what `$` asks for."""
    nodes = pattern.parts[0] + pattern.parts[1] + pattern.parts[2]
    walk = _Walk({} if levels is None else levels)
    closing = nodes[-1][0] if nodes[-1][0] in ("$", "$$") else ""
    for end in walk.walk(nodes, frozenset([0])):
        for place in walk.places[end:]:
            place.end = True
            if closing and place is walk.places[end]:
                place.mark = True
                place.sets.extend([CLOSERS] if closing == "$" else [])
            else:
                place.word = place.mark = True
    return walk.places


def _bits(numbers: Iterable[int], size: int) -> int:
    out = bytearray(size // 8 + 1)
    for number in numbers:
        out[number >> 3] |= 1 << (number & 7)
    return int.from_bytes(out, "little")


def numbers(mask: int) -> Iterator[int]:
    """The bits that are set in a mask, ascending."""
    while mask:
        low = mask & -mask
        yield low.bit_length() - 1
        mask ^= low


def edged(nodes: Nodes) -> bool:
    """Whether a pattern asks where the text begins or ends, so that it may match in a piece of a text and not in all of it."""
    return any(node[0] in ("^", "$", "$$") or (node[0] in ("g", "?") and any(map(edged, node[3]))) for node in nodes)


def unedged(nodes: Nodes) -> Nodes:
    """A pattern that matches wherever this one matches in some piece of a text: beginnings and ends are not asked for."""
    return tuple(
        group(node[0], tuple(map(unedged, node[3]))) if node[0] in ("g", "?") else node for node in nodes if node[0] not in ("^", "$", "$$")
    )


def build(patterns: Sequence[Pattern]) -> dict[str, Any]:
    """What an index knows of its patterns, as plain data.

    words, sets: of each word the numbers of the sets it is in. where: for each place, then each need, of each set the patterns. word, mark,
    end: for each place the patterns any word, any mark, no word may stand there for. free: for each need the patterns
    without it. caret: patterns that begin where a clause does. edged: patterns that ask for a beginning or an end anywhere.
    width: the most words a match takes.
    """
    seen: dict[frozenset[str], int] = {}
    where: list[dict[int, list[int]]] = [{} for _ in range(PLACES + NEEDS)]
    data: dict[str, Any] = {"word": [[] for _ in range(PLACES)], "mark": [[] for _ in range(PLACES)], "end": [[] for _ in range(PLACES)],
                            "free": [[] for _ in range(NEEDS)], "caret": [], "edged": [], "width": 1}

    def post(column: int, words: frozenset[str], number: int) -> None:
        found = where[column].setdefault(seen.setdefault(words, len(seen)), [])
        if not found or found[-1] != number:
            found.append(number)

    levels: dict[int, Any] = {}
    for number, pattern in enumerate(patterns):
        nodes = pattern.parts[0] + pattern.parts[1] + pattern.parts[2]
        data["width"] = max(data["width"], width(nodes)[1])
        if nodes[0][0] == "^":
            data["caret"].append(number)
        if edged(nodes):
            data["edged"].append(number)
        for at, place in enumerate(places(pattern, levels)):
            for words in place.sets:
                post(at, words, number)
            for name in ("word", "mark", "end"):
                if getattr(place, name):
                    data[name][at].append(number)
        needs = (pattern.anchors, *pattern.needs)
        for need in range(NEEDS):
            if need < len(needs):
                post(PLACES + need, needs[need], number)
            else:
                data["free"][need].append(number)
    sets: dict[str, list[int]] = {}
    for words, number in seen.items():
        for word in words:
            sets.setdefault(word, []).append(number)
    return {**data, "words": list(sets), "sets": _packed(sets.values()), "where": [
        _packed(column.get(number, ()) for number in range(len(seen))) for column in where
    ]}


def _packed(lists: Iterable[Iterable[int]]) -> list[str]:
    """Lists of numbers as two strings: where each ends, and all of them in a row."""
    ends, row = array("I"), array("I")
    for each in lists:
        row.extend(each)
        ends.append(len(row))
    return [b64encode(part.tobytes()).decode() for part in (ends, row)]


class _Lists:
    """What `_packed` made of lists of numbers; each is taken out when it is asked for."""

    def __init__(self, packed: list[str]):
        self.ends, self.row = (array("I", b64decode(part)) for part in packed)

    def __getitem__(self, number: int) -> array:
        return self.row[self.ends[number - 1] if number else 0:self.ends[number]]


class PhraseIndex:
    """An index of patterns.

    entries: what each pattern belongs to, and its source. compiled: source -> Pattern, asked for those that are tried.
    data: what `build` made of them.
    """

    def __init__(self, entries: Sequence[tuple[int, str]], compiled: Callable[[str], Pattern], data: dict[str, Any]):
        self.entries, self.compiled = entries, compiled
        self._width = data["width"]
        self._known = {word: number for number, word in enumerate(data["words"])}
        self._sets, self._where = _Lists(data["sets"]), [_Lists(column) for column in data["where"]]
        self._size = len(entries)
        self._all = (1 << self._size) - 1
        self._plain = self._all & ~_bits(data["caret"], self._size)
        self._edged = _bits(data["edged"], self._size)
        words, marks, ends = ([_bits(each, self._size) for each in data[name]] for name in ("word", "mark", "end"))
        none = [0] * NEEDS
        self._word, self._mark, self._end = (*words, *none), (*marks, *none), (*ends, *none)
        self._free = [_bits(each, self._size) for each in data["free"]]
        self._masks: dict[str, tuple[int, ...]] = {}
        self._patterns: dict[int, tuple[Pattern, int]] = {}
        self._unedged: dict[int, Nodes] = {}

    def pattern(self, number: int) -> Pattern:
        """The number-th pattern, compiled."""
        return (self._patterns.get(number) or self._compile(number))[0]

    def _compile(self, number: int) -> tuple[Pattern, int]:
        if len(self._patterns) >= _COMPILED:
            for old in list(islice(self._patterns, _COMPILED // 2)):
                del self._patterns[old]
        pattern = self.compiled(self.entries[number][1])
        self._patterns[number] = pattern, width(pattern.parts[0] + pattern.parts[1] + pattern.parts[2])[1]
        return self._patterns[number]

    def _match(self, number: int, words: Sequence[str], at: int) -> Found | None:
        """The number-th pattern's match that begins at a place; it is looked for only where its rarest words are near."""
        pattern, most = self._patterns.get(number) or self._compile(number)
        near = words[at:at + most]
        if pattern.anchors.isdisjoint(near):
            return None
        for need in pattern.needs:
            if need.isdisjoint(near):
                return None
        return match(pattern.parts, words, at)

    def _row(self, word: str) -> tuple[int, ...]:
        """A word's masks, place by place and need by need; kept for words of the patterns only, never for others."""
        found = self._masks.get(word)
        if found is None:
            base = self._mark if word in MARKS else self._word
            number = self._known.get(word)
            if number is None:
                return base
            sets = self._sets[number]
            if len(self._masks) >= _WORDS:
                self._masks.clear()
            size = self._size
            found = self._masks[word] = tuple(
                base[column] | _bits((number for each in sets for number in posted[each]), size) for column, posted in enumerate(self._where)
            )
        return found

    def _needed(self, words: Iterable[str]) -> int:
        """The patterns whose needs are met by these words."""
        first, second, third = self._free
        word, mark = self._word, self._mark
        for row in map(self._row, set(words)):
            if row is not word and row is not mark:
                first |= row[PLACES]
                second |= row[PLACES + 1]
                third |= row[PLACES + 2]
        return first & second & third

    def able(self, words: Sequence[str], among: int = -1) -> Iterator[tuple[int, int]]:
        """(place, pattern number) of what could match, in reading order. among: a mask of the patterns that are asked for."""
        rows = [self._row(word) for word in words]
        count = len(rows)
        rows += [self._end] * (PLACES - 1)
        plain = self._plain
        for low in range(0, count, _BLOCK):
            high = min(count, low + _BLOCK)
            near = among & self._needed(words[low:high + self._width])
            if not near:
                continue
            for at in range(low, high):
                here = near & rows[at][0]
                if here and (here := here & rows[at + 1][1]) and (here := here & rows[at + 2][2]) and (begins_clause(words, at) or (here := here & plain)):
                    while here:
                        bit = here & -here
                        yield at, bit.bit_length() - 1
                        here ^= bit

    def matches(self, words: Sequence[str], among: int = -1) -> Iterator[tuple[int, Found]]:
        """(pattern number, match) of every match of the patterns of a mask, in reading order; of one pattern none overlaps another."""
        free: dict[int, int] = {}
        for at, number in self.able(words, among):
            if at >= free.get(number, 0):
                found = self._match(number, words, at)
                if found is not None:
                    free[number] = found.end
                    yield number, found

    def holds(self, words: Sequence[str], among: int) -> bool:
        """Whether one of the patterns of a mask matches."""
        return any(self._match(number, words, at) is not None for at, number in self.able(words, among))

    def may_hold(self, words: Sequence[str], among: int) -> int:
        """The patterns of a mask that could match in some piece of a text, as a mask."""
        met = among & self._needed(words)
        found = 0
        for number in numbers(met & self._edged):
            found |= self._fits(number, words) << number
        for at, number in self.able(words, met & ~self._edged) if met & ~self._edged else ():
            if not found >> number & 1 and self._match(number, words, at) is not None:
                found |= 1 << number
        return found

    def _fits(self, number: int, words: Sequence[str]) -> bool:
        """Whether the number-th pattern would match somewhere if it asked for no beginning and no end."""
        if number not in self._unedged:
            parts = self.pattern(number).parts
            self._unedged[number] = unedged(parts[0] + parts[1] + parts[2])
        nodes = self._unedged[number]
        return any(match((nodes, (), ()), words, at) is not None for at in range(len(words)))

    def of(self, owners: Callable[[int], bool]) -> int:
        """A mask of the patterns that belong to what is asked for."""
        return _bits([number for number, (owner, _) in enumerate(self.entries) if owners(owner)], self._size)

    def could(self, words: Sequence[str]) -> int:
        """A mask of the patterns whose needs are met by these words, in whatever order they stand."""
        return self._needed(words)

    def candidates(self, words: Iterable[str]) -> list[tuple[int, Pattern]]:
        """(what it belongs to, pattern) of the patterns whose needs are among these words."""
        return [(self.entries[number][0], self.pattern(number)) for number in numbers(self._needed(words))]


def index(patterns: Iterable[tuple[int, Pattern]]) -> PhraseIndex:
    """An index of (what it belongs to, pattern)."""
    found = list(patterns)
    by_source = {pattern.source: pattern for _, pattern in found}
    return PhraseIndex([(owner, pattern.source) for owner, pattern in found], by_source.__getitem__, build([pattern for _, pattern in found]))
