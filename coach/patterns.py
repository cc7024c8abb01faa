"""The small pattern language of the rules, compiled to nodes that are matched on a Line (matching.py).

    word            that word, in any spelling the coach knows ("don't", "dont" and "do not" are one)
    a|b|c           one of these words
    ~word           that verb or noun in any of its forms (~listen: listen, listens, listened, listening)
    @name           any entry of the lexicon called name in rules/words/*.toml
    ( … | … )       optional, with alternatives of several words
    [ … | … ]       required, with alternatives of several words
    _               any one word; ... up to four words, none of them a punctuation mark
    ,               a punctuation mark, if there is one
    ^  $            where a clause may begin, where one may end; $$ only at a mark or the end of the text
    { … }           what is marked, where that is less than the whole match

Nothing in it repeats without a bound and it cannot hold a regular expression, so that a folder of rules from elsewhere
cannot stall a review.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
import re

from .inflection import forms
from .matching import Found, Nodes, first, group, search, trie, width

_TOKEN = re.compile(r"\.\.\.|\$\$|[()\[\]{}|^$,]|[^\s()\[\]{}|^$,]+")
_SAME = {
    "is": frozenset(["is", "'s"]), "'s": frozenset(["'s", "is", "has"]), "would": frozenset(["would", "'d"]),
    "'d": frozenset(["'d", "would", "had"]), "has": frozenset(["has", "'s"]),
}
COMMON = {word: rank for rank, word in enumerate(reversed((
    "you i the a to it and not is do are that of in me my your have for be what so this on 's he with she we just all but they know at like was "
    "if can will did when how no up out go get want would there about one never always why now time make think even here ever am really because "
    "too who as or been has had could should only say need them him her us by from more then some any than his their our were does an off over "
    "into again got good"
).split()), 1)}
"""How common the commonest words are, the higher the commoner; what is not here is rare."""
_BARE = frozenset(COMMON) - frozenset("never always even ever should again 's".split())


class PatternError(ValueError):
    """A pattern that cannot be read; the message says which part and how to mend it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern.

    anchors: the words of which one must be present. least, most: how many words may stand before the anchor. begins: the
    words it may begin with, where that is known. needs: of each of these sets a word has to be there too.
    """

    source: str
    anchors: frozenset[str]
    least: int
    most: int
    begins: frozenset[str] | None
    needs: tuple[frozenset[str], ...]
    parts: tuple[Nodes, Nodes, Nodes]

    def may(self, words: frozenset[str]) -> bool:
        """Whether the words it needs are among the words of a text."""
        return all(not need.isdisjoint(words) for need in self.needs)

    def find(self, words: Sequence[str], where: dict[str, list[int]] | None = None) -> Iterator[Found]:
        """Matches in canonical words, left to right, none overlapping another. where: word -> its places, if known."""
        anchors, begins, most = self.anchors, self.begins, self.most
        if where is None:
            places = [at for at, word in enumerate(words) if word in anchors]
        elif len(anchors) < len(where):
            places = [at for word in anchors if word in where for at in where[word]]
        else:
            places = [at for word, found in where.items() if word in anchors for at in found]
        if not places:
            return iter(())
        if most == 0:
            starts = sorted(places) if len(places) > 1 else places
        else:
            starts = sorted({at - before for at in places for before in range(self.least, most + 1) if at >= before})
        if begins is not None:
            starts = [start for start in starts if words[start] in begins]
        return search(self.parts, words, starts)

    def holds(self, words: Sequence[str], where: dict[str, list[int]] | None = None) -> bool:
        """Whether it matches anywhere."""
        return next(self.find(words, where), None) is not None


@dataclass(frozen=True, slots=True)
class _Part:
    """nodes: what is matched. words: of which at least one is in every match, or None when nothing must be there.
    bare: a common word that alone may be all of a match."""

    nodes: Nodes
    words: frozenset[str] | None = None
    bare: str = ""


class _Reader:
    """Reads one pattern left to right. lexicon: name -> canonical entries; canonical: text -> its canonical words."""

    def __init__(
        self, source: str, lexicon: Callable[[str], tuple[str, ...]], canonical: Callable[[str], list[str]], memo: dict[str, _Part],
        forms: Callable[[str], tuple[str, ...]],
    ):
        self.source, self.lexicon, self.canonical, self.memo, self.forms = source, lexicon, canonical, memo, forms
        self.tokens = _TOKEN.findall(source)
        self.at = 0

    def fail(self, what: str):
        raise PatternError(f"in the pattern {self.source!r}: {what}")

    def sequence(self, closing: str = "") -> list[list[_Part]]:
        """Alternatives (split at |, inside brackets) of parts, up to the closing bracket."""
        alternatives: list[list[_Part]] = [[]]
        while self.at < len(self.tokens):
            token = self.tokens[self.at]
            if token == closing:
                return alternatives
            self.at += 1
            if token == "|":
                if closing in ("", "}"):
                    self.fail("“|” between words of several alternatives needs brackets: [one thing | another]")
                alternatives.append([])
                continue
            if token in ")]}":
                self.fail(f"“{token}” closes nothing")
            alternatives[-1].append(self.part(token, closing))
        if closing:
            self.fail(f"“{closing}” is missing")
        return alternatives

    def part(self, token: str, closing: str) -> _Part:
        if token in "([{":
            if token == "{" and closing:
                self.fail("{ } marks words at the top level, not inside brackets")
            inner = self.sequence({"(": ")", "[": "]", "{": "}"}[token])
            self.at += 1
            joined = [self.join(parts) for parts in inner]
            if token == "{":
                return _Part((("{", joined[0].nodes),), joined[0].words, joined[0].bare)
            words = frozenset().union(*(part.words or () for part in joined)) if all(part.words for part in joined) else None
            single = all(len(part.nodes) == 1 and part.nodes[0][0] == "w" for part in joined)
            if single:
                choice = frozenset().union(*(part.nodes[0][1] for part in joined))
                node = ("o" if token == "(" else "w", choice)
            else:
                node = group("?" if token == "(" else "g", tuple(part.nodes for part in joined))
            return _Part((node,)) if token == "(" else _Part((node,), words, next((part.bare for part in joined if part.bare), ""))
        if token in ("^", "$", "$$", ",", "...", "_"):
            return _Part(((token,),))
        choices = [token]
        while self.tokens[self.at:self.at + 1] == ["|"] and closing not in (")", "]"):
            self.at += 1
            if self.at >= len(self.tokens):
                self.fail("“|” at the end")
            choices.append(self.tokens[self.at])
            self.at += 1
        parts = [self.word(choice) for choice in choices]
        if len(parts) == 1:
            return parts[0]
        words, bare = frozenset().union(*(part.words for part in parts)), next((part.bare for part in parts if part.bare), "")
        if all(len(part.nodes) == 1 and part.nodes[0][0] == "w" for part in parts):
            return _Part((("w", frozenset().union(*(part.nodes[0][1] for part in parts))),), words, bare)
        return _Part((group("g", tuple(part.nodes for part in parts)),), words, bare)

    def word(self, token: str) -> _Part:
        if token not in self.memo:
            self.memo[token] = self.read_word(token)
        return self.memo[token]

    def read_word(self, token: str) -> _Part:
        if token.startswith("@"):
            entries = self.lexicon(token[1:])
            if all(" " not in entry for entry in entries):
                return _Part((("w", frozenset(entries)),), frozenset(entries))
            lengths = [len(entry.split()) for entry in entries]
            return _Part((("t", trie(entries), min(lengths), max(lengths)),), frozenset(entry.split()[0] for entry in entries))
        if token.startswith("~"):
            found = frozenset(self.forms(token[1:].lower()))
            return _Part((("w", found),), found)
        words = self.canonical(token)
        if not words:
            self.fail(f"“{token}” is not a word")
        nodes = tuple(("w", _SAME.get(word, frozenset([word]))) for word in words)
        rarest = min(words, key=lambda word: COMMON.get(word, 0))
        return _Part(nodes, _SAME.get(rarest, frozenset([rarest])), words[0] if len(words) == 1 and words[0] in _BARE else "")

    def join(self, parts: list[_Part]) -> _Part:
        required = [part for part in parts if part.words]
        rarest = min((part.words for part in required), key=_commonness) if required else None
        return _Part(tuple(node for part in parts for node in part.nodes), rarest, required[0].bare if len(required) == 1 else "")


def _commonness(words: frozenset[str]) -> float:
    return sum(COMMON.get(word, 0) ** 2 + 1 for word in words)


def _cut(nodes: Nodes) -> tuple[Nodes, Nodes, Nodes]:
    """Nodes before the mark, in it and after it; all before it where there is none."""
    place = next((at for at, node in enumerate(nodes) if node[0] == "{"), None)
    return (nodes, (), ()) if place is None else (nodes[:place], nodes[place][1], nodes[place + 1:])


def compile_pattern(
    source: str, *, lexicon: Callable[[str], tuple[str, ...]], canonical: Callable[[str], list[str]], finds: bool = True,
    memo: dict[str, "_Part"] | None = None, forms: Callable[[str], tuple[str, ...]] = forms,
) -> Pattern:
    """Compile one pattern. finds: it finds something by itself, and so has to ask for more than one common word. memo:
    what words and lexicons came to, shared by the patterns of one rulebook. forms: a word -> its forms.

    Raises PatternError when it cannot be read, or when no word must be there (every pattern needs one, since patterns
    are indexed by their rarest word).
    """
    reader = _Reader(source, lexicon, canonical, {} if memo is None else memo, forms)
    parts = reader.sequence()[0]
    whole = reader.join(parts)
    if not whole.words:
        reader.fail("it needs at least one word outside (optional) brackets")
    if finds and whole.bare:
        reader.fail(f"all but “{whole.bare}” is optional, so it would match nearly everything; ( ) is optional, [ ] is required")
    anchor = next(at for at, part in enumerate(parts) if part.words is whole.words)
    before = [width(_flat(part.nodes)) for part in parts[:anchor]]
    inside = _inside(_flat(parts[anchor].nodes), whole.words)
    needs = tuple(sorted((part.words for part in parts if part.words and part.words is not whole.words), key=_commonness))[:3]
    return Pattern(source, whole.words, sum(pair[0] for pair in before), sum(pair[1] for pair in before) + inside, first(_flat(whole.nodes)), needs, _cut(whole.nodes))


def _flat(nodes: Nodes) -> Nodes:
    return tuple(inner for node in nodes for inner in (node[1] if node[0] == "{" else (node,)))


def _inside(nodes: Nodes, words: frozenset[str]) -> int:
    """The most words that may stand before an anchor word within its own part."""
    return max(0, width(nodes)[1] - 1)
