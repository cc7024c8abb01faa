"""The model's attribute ruler, the same to the last attribute: what a token calls for is looked up instead of matched.

The stock component runs a matcher over every text, which costs as much as the tagger and the parser's features together,
though nearly all its patterns speak of one token's tag, dependency and word.
"""

from collections.abc import Callable, Sequence
import re
from typing import Any

_KEYS = ("LOWER", "TAG", "DEP", "IS_SPACE")
Token = tuple[int, int, int, int]
"""The values of _KEYS for one token: string ids, and a flag."""


class _Test:
    """One token's part of a pattern. words: LOWER ids it names; expressions: what it asks of LOWER beside."""

    def __init__(self, spec: dict[str, Any], strings: Any):
        self.strings, self.words, self.expressions = strings, set(), []
        self.checks: list[Callable[[Token], bool]] = []
        for name, wanted in spec.items():
            place = _KEYS.index(name)
            for kind, value in wanted.items() if isinstance(wanted, dict) else [("IN", [wanted])]:
                self.checks.append(self.check(place, kind, value))

    def check(self, place: int, kind: str, value: Any) -> Callable[[Token], bool]:
        if kind == "REGEX":
            expression = re.compile(value)
            self.expressions.append(expression)
            return lambda token: expression.search(self.strings[token[0]]) is not None
        ids = frozenset(int(one) if isinstance(one, bool) else self.strings.add(one) if one else 0 for one in value)
        if place == 0:
            self.words |= ids
        return (lambda token: token[place] in ids) if kind == "IN" else (lambda token: token[place] not in ids)

    def __call__(self, token: Token) -> bool:
        return all(check(token) for check in self.checks)


def ruler_of(stock: Any) -> "Ruler | None":
    """Our ruler for a stock one, or None where it has patterns of a sort ours does not know."""
    from spacy.attrs import DEP, LEMMA, MORPH, POS, TAG

    specs = [(spec, len(pattern), place) for entry, place in zip(stock.patterns, stock.indices, strict=True) for pattern in entry["patterns"] for spec in pattern]
    known = all(
        (length, place) in ((1, 0), (2, 0), (2, 1)) and set(spec) <= set(_KEYS)
        and all(not isinstance(wanted, dict) or set(wanted) <= {"IN", "NOT_IN"} or (set(wanted) == {"REGEX"} and name == "LOWER") for name, wanted in spec.items())
        for spec, length, place in specs
    )
    return Ruler(stock) if known and all(set(one) <= {POS, MORPH, LEMMA, TAG, DEP} for one in stock.attrs) else None


class Ruler:
    """Does what a spaCy AttributeRuler does, for patterns of one or two tokens over LOWER, TAG, DEP and IS_SPACE.

    Later patterns have precedence; all of them look at a token as it was before. named: LOWER id -> itself where a pattern
    speaks of the word, else 0.
    """

    def __init__(self, stock: Any):
        from spacy.attrs import DEP, IS_SPACE, LEMMA, LOWER, MORPH, POS, TAG

        strings = stock.vocab.strings
        self.strings, self.reads, self.writes = strings, [LOWER, TAG, DEP, IS_SPACE], [POS, MORPH, LEMMA]
        self.others = (TAG, DEP)
        self.singles: list[tuple[int, _Test]] = []
        self.pairs: list[tuple[int, int, _Test, _Test]] = []
        self.attributes: list[dict[int, int]] = stock.attrs
        for number, (entry, place) in enumerate(zip(stock.patterns, stock.indices, strict=True)):
            for pattern in entry["patterns"]:
                tests = [_Test(spec, strings) for spec in pattern]
                if len(tests) == 1:
                    self.singles.append((number, tests[0]))
                else:
                    self.pairs.append((number, place, tests[0], tests[1]))
        tests = [test for _, test in self.singles] + [test for _, _, first, second in self.pairs for test in (first, second)]
        self.words = frozenset(word for test in tests for word in test.words)
        self.expressions = [expression for test in tests for expression in test.expressions]
        self.named: dict[int, int] = {}
        self.known: dict[Token, tuple[tuple[int, ...], tuple[Any, ...], tuple[int, ...]]] = {}

    def lemmas(self) -> tuple[dict[str, set[str]], frozenset[str]]:
        """(word in small letters -> lemmas it may be given, lemmas that any word may be given)."""
        lemma = self.writes[2]
        rules = [(number, test) for number, test in self.singles] + [(number, (first, second)[place]) for number, place, first, second in self.pairs]
        own: dict[str, set[str]] = {}
        anyhow = set()
        for number, test in rules:
            said = self.strings[self.attributes[number][lemma]] if self.attributes[number].get(lemma) else ""
            if said and test.words and not test.expressions:
                for word in test.words:
                    own.setdefault(self.strings[word], set()).add(said)
            elif said:
                anyhow.add(said)
        return own, frozenset(anyhow)

    def look(self, token: Token) -> tuple[tuple[int, ...], tuple[Any, ...], tuple[int, ...]]:
        """(patterns of one token that match, pairs it may begin, the values they come to) for a token whose word is named somewhere, or is 0."""
        found = tuple(dict.fromkeys(number for number, test in self.singles if test(token)))
        pairs = tuple(pair for pair in self.pairs if pair[2](token))
        self.known[token] = found, pairs, self.values(found)
        return self.known[token]

    def values(self, numbers: Sequence[int]) -> tuple[int, ...]:
        """What patterns come to for POS, MORPH and LEMMA, then for TAG and DEP; 0 for what none of them says."""
        said: dict[int, int] = {}
        for number in sorted(numbers):
            said.update(self.attributes[number])
        return tuple(said.get(name, 0) for name in (*self.writes, *self.others))

    def __call__(self, doc: Any) -> Any:
        import numpy

        tokens: list[Token] = [tuple(row) for row in doc.to_array(self.reads).tolist()]
        known, names = self.known, self.named
        for word in {token[0] for token in tokens}.difference(names):
            names[word] = word if word in self.words or any(one.search(self.strings[word]) for one in self.expressions) else 0
        looked = [known.get(kept) or self.look(kept) for word, tag, dep, space in tokens for kept in ((names[word], tag, dep, space),)]
        rows = [found[2] for found in looked]
        more: dict[int, list[int]] = {}
        for at, (_, pairs, _) in enumerate(looked):
            for number, place, _, second in pairs:
                if at + 1 < len(tokens) and second(tokens[at + 1]):
                    more.setdefault(at + place, []).append(number)
        for at, numbers in more.items():
            rows[at] = self.values((*looked[at][0], *numbers))
        if rows:
            doc.from_array(self.writes, numpy.array([row[:3] for row in rows], dtype="uint64"))
        for at, row in enumerate(rows):
            if row[3]:
                doc[at].tag = row[3]
            if row[4]:
                doc[at].dep = row[4]
        return doc
