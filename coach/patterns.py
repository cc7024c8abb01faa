"""The small pattern language of the rules, compiled to bounded regular expressions over a Line.

    word            that word, in any spelling the coach knows ("don't", "dont" and "do not" are one)
    a|b|c           one of these words
    ~word           that verb or noun in any of its forms (~listen: listen, listens, listened, listening)
    @name           any entry of the lexicon rules/words/*.toml called name
    ( … | … )       optional, with alternatives of several words
    [ … | … ]       required, with alternatives of several words
    _               any one word; ... up to four words, none of them a punctuation mark
    ,               a punctuation mark, if there is one
    ^  $            where a clause may begin, where one may end
    { … }           what is marked, where that is less than the whole match

A pattern cannot hold a raw regular expression, and nothing in it repeats without a bound, so that a folder of rules
from elsewhere cannot stall a review.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import lru_cache
import re

from .inflection import forms

_TOKEN = re.compile(r"\.\.\.|[()\[\]{}|^$,]|[^\s()\[\]{}|^$,]+")
_START_WORDS = (
    [".", ",", "!", "?", ";", ":", "-", '"', "and", "but", "so", "because", "or", "then", "well", "like", "ok", "yeah", "no", "oh", "if", "when", "i.e.", "cause", "plus", "also", "still", "now", "anyway", "honestly", "really", "actually", "wow", "babe", "baby", "hon", "honey", "love", "dear", "please", "just", "maybe", "look", "listen", "sorry", "yes", "sure", "right", "fine", "man", "mate", "bro", "girl", "dude", "though", "that", "think", "guess", "mean", "know", "swear"]
)
_END = r"(?=(?:babe |baby |honey |hon |love |dear |man |mate |bro |dude |girl |ok |please |now |then |and |but |so |because |though )?(?:[.,!?;:\"-]|$|(?:and|but|so|because|then|if|when|i|you|he|she|we|they|it|your|my) )|$)"
_ANY = r"[^ .,!?;:\"]+ "
_BREAK = r"[.,!?;:\"-] "


_SAME = {"is": "(?:is|'s)", "'s": "(?:'s|is|has)", "would": "(?:would|'d)", "'d": "(?:'d|would|had)", "has": "(?:has|'s)"}


class PatternError(ValueError):
    """A pattern that cannot be read; the message says which part and how to mend it."""


@dataclass(frozen=True, slots=True)
class Pattern:
    """A compiled pattern: its source, the words of which one must be present, and the expression over Line.text."""

    source: str
    anchors: frozenset[str]
    regex: re.Pattern


def trie(entries: Iterable[str]) -> str:
    """A regular expression for any of the entries (each "word word "), longest first, shared beginnings once."""
    root: dict = {}
    for entry in entries:
        node = root
        for word in entry.split():
            node = node.setdefault(word, {})
        node[""] = {}

    def write(node: dict) -> str:
        leaves = [re.escape(word) for word in node if word and set(node[word]) == {""}]
        branches = [f"{re.escape(word)} {write(child)}" for word, child in node.items() if word and set(child) != {""}]
        parts = branches + ([f"(?:{'|'.join(sorted(leaves, key=len, reverse=True))}) "] if leaves else [])
        text = f"(?:{'|'.join(parts)})" if len(parts) != 1 else parts[0]
        return f"(?:{text})?" if "" in node and parts else text

    return write(root)


@lru_cache(maxsize=1)
def _starts() -> str:
    behind = "|".join(f"(?<= {re.escape(word)} )" for word in _START_WORDS)
    return f"(?:(?<=^ )|{behind})"


@dataclass(slots=True)
class _Part:
    regex: str
    words: frozenset[str] | None
    """The words of which at least one is in every match, or None when nothing must be there."""
    bare: str = ""
    """A common word that alone may be all of a match."""


class _Reader:
    """Reads one pattern left to right. lexicon: name -> canonical entries; canonical: text -> its canonical words."""

    def __init__(self, source: str, lexicon: Callable[[str], tuple[str, ...]], canonical: Callable[[str], list[str]]):
        self.source, self.lexicon, self.canonical = source, lexicon, canonical
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
            inner = self.sequence({"(": ")", "[": "]", "{": "}"}[token])
            self.at += 1
            joined = [self.join(parts) for parts in inner]
            body = "|".join(part.regex for part in joined)
            if token == "{":
                return _Part(f"(?P<mark>{body})", joined[0].words)
            words = frozenset().union(*(part.words or () for part in joined)) if all(part.words for part in joined) else None
            return _Part(f"(?:{body})?", None) if token == "(" else _Part(f"(?:{body})", words, next((part.bare for part in joined if part.bare), ""))
        if token == "^":
            return _Part(_starts(), None)
        if token == "$":
            return _Part(_END, None)
        if token == ",":
            return _Part(f"(?:{_BREAK}){{0,3}}", None)
        if token == "...":
            return _Part(f"(?:{_ANY}){{0,4}}?", None)
        if token == "_":
            return _Part(_ANY, None)
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
        return _Part(f"(?:{'|'.join(part.regex for part in parts)})", frozenset().union(*(part.words for part in parts)), next((part.bare for part in parts if part.bare), ""))

    def word(self, token: str) -> _Part:
        if token.startswith("@"):
            entries = self.lexicon(token[1:])
            return _Part(trie(entries), frozenset(entry.split()[0] for entry in entries))
        if token.startswith("~"):
            found = forms(token[1:].lower())
            return _Part(trie(found), frozenset(found))
        words = self.canonical(token)
        if not words:
            self.fail(f"“{token}” is not a word")
        return _Part("".join(_SAME.get(word, re.escape(word)) + " " for word in words), frozenset(words[-1:] if words[-1] not in ("not", "'s") else words[:1]), words[0] if len(words) == 1 and words[0] in _BARE else "")

    def join(self, parts: list[_Part]) -> _Part:
        required = [part for part in parts if part.words]
        rarest = min((part.words for part in required), key=_commonness) if required else None
        return _Part("".join(part.regex for part in parts), rarest, required[0].bare if len(required) == 1 else "")


COMMON = {word: rank for rank, word in enumerate(reversed(
    ["you", "i", "the", "a", "to", "it", "and", "not", "is", "do", "are", "that", "of", "in", "me", "my", "your", "have", "for", "be", "what", "so", "this", "on", "'s", "he", "with", "she", "we", "just", "all", "but", "they", "know", "at", "like", "was", "if", "can", "will", "did", "when", "how", "no", "up", "out", "go", "get", "no", "want", "would", "there", "about", "one", "never", "always", "why", "now", "time", "make", "think", "even", "here", "ever", "am", "really", "because", "too", "who", "as", "or", "been", "has", "had", "could", "should", "only", "say", "need", "them", "him", "her", "us", "by", "from", "more", "then", "some", "any", "than", "his", "their", "our", "by", "were", "does", "an", "off", "over", "into", "again", "got", "good"]), 1)}


_BARE = frozenset(
    ["you", "i", "the", "a", "to", "it", "and", "not", "is", "do", "are", "that", "of", "in", "me", "my", "your", "have", "for", "be", "what", "so", "this", "on", "he", "with", "she", "we", "just", "all", "but", "they", "know", "at", "like", "was", "if", "can", "will", "did", "when", "how", "no", "up", "out", "go", "get", "want", "there", "about", "one", "now", "time", "make", "think", "here", "am", "really", "because", "too", "who", "as", "or", "been", "has", "had", "could", "need", "them", "him", "her", "us", "by", "from", "our", "were", "does", "im", "your"]
)


def _commonness(words: frozenset[str]) -> float:
    return sum(COMMON.get(word, 0) ** 2 + 1 for word in words)


def compile_pattern(source: str, *, lexicon: Callable[[str], tuple[str, ...]], canonical: Callable[[str], list[str]], finds: bool = True) -> Pattern:
    """Compile one pattern. finds: it finds something by itself, and so has to ask for more than one common word.

    Raises PatternError when it cannot be read, or when no word must be there (every pattern needs one, since patterns
    are indexed by their rarest word).
    """
    reader = _Reader(source, lexicon, canonical)
    parts = reader.sequence()[0]
    whole = reader.join(parts)
    if not whole.words:
        reader.fail("it needs at least one word outside (optional) brackets")
    if finds and whole.bare:
        reader.fail(f"all but “{whole.bare}” is optional, so it would match nearly everything; ( ) is optional, [ ] is required")
    return Pattern(source, whole.words, re.compile("(?<= )" + whole.regex))
