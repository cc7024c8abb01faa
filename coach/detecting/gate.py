"""What a message needs before its review is known: nothing more than its words, its tags too, or a whole parse.

Everything is taken from the rules themselves: a clause rule speaks only of clauses with certain words, and where none of
them is there, no parse could make it speak. Nothing here decides a finding; it only says when looking further is idle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..clauses import MODAL_SPELLINGS, PAST_SPELLINGS, SUBJECT_WORDS, VERB_SPELLINGS
from ..english import lemmas, pastlike
from ..reading import Reading
from ..rulebook import Rule, Rulebook
from . import message
from .likely import is_likely
from .phrase import Hit
from .safety import suspected

NOTHING, MANY, TAGS, PARSE = 0, 1, 2, 3
"""How much has to be known: the words are enough; whether much may be in the past; whether anything may be; everything."""

@dataclass(frozen=True, slots=True)
class _Need:
    """What a clause rule cannot speak without. norms: of each of these sets a token's norm; lemmas: of each of these a
    token's lemma (or norm); rule: whose `has` one pattern must match; past: only in the past."""

    rule: Rule
    norms: tuple[frozenset[str], ...]
    lemmas: tuple[frozenset[str], ...]
    past: bool


def _spread(book: Rulebook, entries: Sequence[str] | None) -> frozenset[str] | None:
    return None if entries is None else book.words(entries)


def _need(rule: Rule, book: Rulebook) -> _Need:
    when = rule.when
    norms = []
    if when.subject is not None and all(subject in SUBJECT_WORDS for subject in when.subject):
        norms.append(frozenset().union(*(SUBJECT_WORDS[subject] for subject in when.subject)))
    if when.frequency is not None:
        norms.append(book.words(when.frequency))
    if when.question_word is not None and "" not in when.question_word:
        norms.append(frozenset(when.question_word))
    if when.modal is not None and all(" " not in modal and modal for modal in when.modal):
        norms.append(frozenset(when.modal) | frozenset(low for low, modal in MODAL_SPELLINGS.items() if modal in when.modal))
    verbs = _spread(book, when.verb)
    lemmas = (verbs and frozenset(verb.split()[0] for verb in verbs), _spread(book, when.complement), _spread(book, when.object))
    return _Need(rule, tuple(norms), tuple(one for one in lemmas if one is not None), when.tense == ["past"])


@lru_cache(maxsize=8)
def _needs(book: Rulebook) -> tuple[_Need, ...]:
    return tuple(_need(rule, book) for rule in book.of_type["clause"])


class _Words:
    """The words of an outlined message, as the rules' conditions ask for them."""

    def __init__(self, outline: Reading, book: Rulebook):
        self.sequence, self.book = outline.line.sequence, book
        self.lows = frozenset([token.lower_ for token in outline.doc])
        self.norms = self.lows.union([token.norm_.lower() for token in outline.doc])

    @cached_property
    def has(self) -> int:
        """The patterns of the clause rules' `has` that could match in a clause."""
        return self.book.asides.may_hold(self.sequence, self.book.in_clauses)

    @cached_property
    def lemmas(self) -> frozenset[str] | None:
        """Every lemma and every norm that one of the tokens may have, or None where that cannot be told."""
        found = [lemmas(low) for low in self.lows]
        if any(one is None for one in found):
            return None
        return self.norms.union(*found, [VERB_SPELLINGS[low] for low in self.lows if low in VERB_SPELLINGS])

    @cached_property
    def past(self) -> bool:
        """Whether a clause could be in the past, by the spelling of its words."""
        return not PAST_SPELLINGS.isdisjoint(self.lows) or any(map(pastlike, self.lows))

    def met(self, need: _Need) -> bool:
        """Whether a clause rule could hold somewhere in the message."""
        if need.past and not self.past:
            return False
        for wanted in need.norms:
            if wanted.isdisjoint(self.norms):
                return False
        if need.rule.when.has is not None and not self.book.has[need.rule.id] & self.has:
            return False
        return not need.lemmas or self.lemmas is None or not any(wanted.isdisjoint(self.lemmas) for wanted in need.lemmas)


def depth(outline: Reading, hits: Sequence[Hit], book: Rulebook, *, strengths: bool = True, least: int = 0) -> int:
    """NOTHING, MANY, TAGS or PARSE: what has to be known of an outlined message whose phrase hits are these.

    strengths: whether what is good is asked for. least: the severity below which findings are not asked for.
    """
    if any(hit.rule.tier or (hit.rule.problem and hit.rule.severity >= least) for hit in hits):
        return PARSE
    if is_likely(outline.signs) or suspected(outline.signs):
        return PARSE
    words, deep = _Words(outline, book), NOTHING
    for need in _needs(book):
        asked = need.rule.severity >= least if need.rule.problem else strengths
        level = TAGS if need.past else PARSE
        if asked and level > deep and words.met(need):
            deep = level
        if deep == PARSE:
            return deep
    for rule in book.of_type["message"]:
        possible, past = message.POSSIBLE[rule.test]
        level = MANY if past else PARSE
        if rule.severity >= least and level > deep and possible(outline, words.norms, book):
            deep = level
    return deep


def may_be_past(outline: Reading, *, much: bool = False) -> bool:
    """Whether any clause of a message with tags could be in the past: by a verb's tag, by its word, or by "have" beside a participle.

    much: whether so many clauses could be as many complaints are made of.
    """
    if much:
        return message.much_past(outline, tagged=True)
    tokens = [(token.tag_, token.lower_) for token in outline.doc]
    tags, lows = {tag for tag, _ in tokens}, [low for _, low in tokens]
    return "VBD" in tags or not PAST_SPELLINGS.isdisjoint(lows) or ("VBN" in tags and any(found is None or "have" in found for found in map(lemmas, lows)))
