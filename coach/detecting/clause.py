"""Clause rules: conditions over one parsed clause."""

from collections.abc import Collection, Iterator
from functools import lru_cache

from ..clauses import Clause
from ..reading import Reading
from ..rulebook import Rule, Rulebook
from .phrase import Around
from .polarity import negative, praise


@lru_cache(maxsize=4096)
def _words(book: Rulebook, entries: tuple[str, ...]) -> frozenset[str]:
    return book.words(entries)


def _any(book: Rulebook, entries, found) -> bool:
    return not _words(book, tuple(entries)).isdisjoint(found)


def holds(rule: Rule, clause: Clause, book: Rulebook, words: tuple[str, ...]) -> bool:
    """Whether every condition of a clause rule holds of a clause. words: the clause's canonical words."""
    when = rule.when
    if when.subject is not None and clause.subject not in when.subject:
        return False
    if when.mood is not None and clause.mood not in when.mood:
        return False
    if when.negated is not None and clause.negated != when.negated:
        return False
    if when.tense is not None and clause.tense not in when.tense:
        return False
    if when.conditional is not None and clause.conditional != when.conditional:
        return False
    if when.modal is not None and clause.modal not in when.modal:
        return False
    if when.question_word is not None and clause.question_word not in when.question_word:
        return False
    if when.frequency is not None and not _any(book, when.frequency, clause.frequency):
        return False
    if when.verb is not None and not _any(book, when.verb, (clause.verb, clause.verb.split()[0])):
        return False
    if when.complement is not None and not _any(book, when.complement, clause.complement):
        return False
    if when.object is not None and not _any(book, when.object, clause.objects()):
        return False
    if when.has is not None and not book.asides.holds(words, book.has[rule.id]):
        return False
    if when.lacks is not None and book.asides.holds(words, book.lacks[rule.id]):
        return False
    if when.praise is not None and praise(clause, book) != when.praise:
        return False
    return when.negative is None or negative(clause, book) == when.negative


@lru_cache(maxsize=4096)
def _fitting(book: Rulebook, subject: str, mood: str, tense: str) -> tuple[Rule, ...]:
    """The clause rules that speak of such clauses at all."""
    def fits(allowed: Collection[str] | None, found: str) -> bool:
        return allowed is None or found in allowed

    return tuple(rule for rule in book.of_type["clause"] if fits(rule.when.subject, subject) and fits(rule.when.mood, mood) and fits(rule.when.tense, tense))


def hits(reading: Reading, book: Rulebook, rules: Collection[Rule] | None = None) -> Iterator[tuple[Rule, Clause]]:
    """Every clause rule (of those given) that holds, with its clause; exemptions are not looked at here."""
    around = Around(reading.line, book)
    for clause in reading.clauses:
        words = reading.line.sequence[clause.low:clause.high]
        for rule in _fitting(book, clause.subject, clause.mood, clause.tense) if rules is None else rules:
            if holds(rule, clause, book, words) and not around.holds(book.unless[rule.id], clause.low, clause.high):
                yield rule, clause
