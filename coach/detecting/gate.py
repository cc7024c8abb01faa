"""What a message needs before its review is known: nothing more than its words, its tags too, or a whole parse.

Everything is taken from the rules themselves: a clause rule speaks only of clauses with certain words, and where none of
them is there, no parse could make it speak. Nothing here decides a finding; it only says when looking further is idle.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache

from ..clauses import MODAL_SPELLINGS, PAST_SPELLINGS, SUBJECT_WORDS, VERB_SPELLINGS
from ..english import lemmas
from ..reading import Reading
from ..rulebook import Rule, Rulebook
from . import message
from .phrase import Hit

NOTHING, TAGS, PARSE = 0, 1, 2
"""How much has to be known: the words are enough; whether anything may be in the past; everything."""

@dataclass(frozen=True, slots=True)
class _Need:
    """What a clause rule cannot speak without. norms: of each of these sets a token's norm; verbs, complements: of these a
    token's lemma (or norm); rule: whose `has` one pattern must match; past: only in the past."""

    rule: Rule
    norms: tuple[frozenset[str], ...]
    verbs: frozenset[str] | None
    complements: frozenset[str] | None
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
    return _Need(rule, tuple(norms), verbs and frozenset(verb.split()[0] for verb in verbs), _spread(book, when.complement), when.tense == ["past"])


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
    def asides(self) -> int:
        """The patterns of conditions whose needs are met."""
        return self.book.asides.could(self.sequence)

    @cached_property
    def lemmas(self) -> frozenset[str] | None:
        """Every lemma and every norm that one of the tokens may have, or None where that cannot be told."""
        found = [lemmas(low) for low in self.lows]
        if any(one is None for one in found):
            return None
        return self.norms.union(*found, [VERB_SPELLINGS[low] for low in self.lows if low in VERB_SPELLINGS])

    def met(self, need: _Need) -> bool:
        """Whether a clause rule could hold somewhere in the message."""
        for wanted in need.norms:
            if wanted.isdisjoint(self.norms):
                return False
        if need.rule.when.has is not None and not self.book.has[need.rule.id] & self.asides:
            return False
        for wanted in (need.verbs, need.complements):
            if wanted is not None and self.lemmas is not None and wanted.isdisjoint(self.lemmas):
                return False
        return True


def depth(outline: Reading, hits: Sequence[Hit], book: Rulebook, *, strengths: bool = True, least: int = 0) -> int:
    """NOTHING, TAGS or PARSE: what has to be known of an outlined message whose phrase hits are these.

    strengths: whether what is good is asked for. least: the severity below which findings are not asked for.
    """
    if any(hit.rule.tier or (hit.rule.problem and hit.rule.severity >= least) for hit in hits):
        return PARSE
    words, deep = _Words(outline, book), NOTHING
    for rule in book.of_type["message"]:
        possible, past = message.POSSIBLE[rule.test]
        if rule.severity >= least and possible(outline, words.norms):
            deep = max(deep, TAGS if past else PARSE)
    for need in _needs(book):
        asked = need.rule.severity >= least if need.rule.problem else strengths
        level = TAGS if need.past else PARSE
        if asked and level > deep and words.met(need):
            deep = level
        if deep == PARSE:
            break
    return deep


def may_be_past(outline: Reading) -> bool:
    """Whether any clause of a message with tags could be in the past: by a verb's tag, by its word, or by "have" beside a participle."""
    tags = {token.tag_ for token in outline.doc}
    lows = [token.lower_ for token in outline.doc]
    return "VBD" in tags or not PAST_SPELLINGS.isdisjoint(lows) or ("VBN" in tags and any(found is None or "have" in found for found in map(lemmas, lows)))
