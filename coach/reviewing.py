"""Coach.review(text, partner=None): the one path everything takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
import gc
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from .clauses import Clause
from .detecting import clause as clause_check
from .detecting import gate, phrase
from .detecting import message as message_check
from .detecting.exemptions import exempt, quoted
from .detecting.likely import likely
from .detecting.notices import notice
from .detecting.safety import support
from .detecting.settling import settle, weighed
from .draft import Draft, read
from .english import lock, zone
from .reading import Reading, outline, readings, with_clauses, with_signs, with_tags
from .results import Finding, Review, Strength
from .rewriting.composing import attempts, stricter
from .rewriting.planning import plan
from .rewriting.selfcheck import filled, passes, sound
from .rulebook import STRENGTHS, Rule, Rulebook, load

if TYPE_CHECKING:
    from .listening.better import Request
    from .listening.moves import Found
    from .listening.turns import Turn

_T = TypeVar("_T")
BATCH = 64
"""So many messages are parsed together; more gain nothing."""
GRAVE = 2
"""The severity from which a finding calls for a rewrite."""


def batched(items: Iterable[_T], size: int) -> Iterator[list[_T]]:
    """Lists of up to size items, in order."""
    rest = iter(items)
    while batch := list(islice(rest, size)):
        yield batch


def findings(reading: Reading, book: Rulebook, hits: Sequence[phrase.Hit], told: Sequence[tuple[Rule, Clause]], *, every: bool = False) -> list[Finding]:
    """Every finding of a read draft, exemptions looked at, overlaps not settled. hits, told: what phrase and clause rules match.

    every: the second reader speaks of what rules found too.
    """
    found: list[Finding] = []

    def add(rule: Rule, start: int, end: int) -> None:
        if not (quoted(rule, start, end, None, reading) if rule.type == "learnt" else exempt(rule, start, end, reading)):
            why = rule.why
            if "{" in why:
                clause = reading.clause_at(start, end)
                why = why.replace("{frequency}", next(iter(clause.frequency if clause else ()), "always"))
            found.append(Finding(rule.id, rule.kind, rule.severity, start, end, reading.draft.raw[start:end], why, rule.advice))

    for hit in hits:
        if hit.rule.problem:
            add(hit.rule, hit.start, hit.end)
    for rule, clause in told:
        if rule.problem:
            add(rule, clause.start, clause.end)
    for rule in book.of_type["message"]:
        for start, end in message_check.CHECKS[rule.test](reading, book):
            add(rule, start, end)
    taught = {rule.kind: rule for rule in book.of_type["learnt"]}
    grave = [] if every else [(one.start, one.end) for one in found if one.severity >= GRAVE]
    for kind, start, end in likely(reading, grave) if taught else ():
        if kind in taught:
            add(taught[kind], start, end)
    return found


def strengths(reading: Reading, hits: Sequence[phrase.Hit], told: Sequence[tuple[Rule, Clause]], problems: Sequence[Finding]) -> tuple[Strength, ...]:
    """What is already good; words inside a finding of severity 2 earn nothing. Of one kind, overlaps count once."""
    found = [(hit.rule.kind, hit.start, hit.end) for hit in hits if hit.rule.kind in STRENGTHS]
    found += [(rule.kind, clause.start, clause.end) for rule, clause in told if rule.kind in STRENGTHS]
    grave = [finding for finding in problems if finding.severity >= 2]
    reach: dict[str, int] = {}
    kept: list[Strength] = []
    for kind, start, end in sorted(found, key=lambda one: (one[0], one[1], -one[2])):
        if start < reach.get(kind, -1) or any(start < finding.end and finding.start < end for finding in grave):
            continue
        if not any(low <= start and end <= high for low, high in reading.quotes):
            kept.append(Strength(kind, start, end, reading.draft.raw[start:end]))
            reach[kind] = max(end, reach.get(kind, -1))
    return tuple(sorted(kept, key=lambda one: (one.start, one.kind)))


def aside(rule: str, span: str) -> str:
    """The key by which a finding is set aside: its rule and its words, letter case and blanks folded."""
    return f"{rule}\n{' '.join(span.casefold().split())}"


def verdict_of(problems: Sequence[Finding]) -> str:
    worst = max((finding.severity for finding in problems), default=0)
    return "rewrite" if worst >= 2 else "note" if worst == 1 else "clear"


def calls_for_rewrite(review: Review) -> bool:
    """A flagged draft does; so does a fair complaint that asks for nothing yet."""
    if review.verdict == "note":
        return any(one.kind == "complaint" for one in review.findings) and not any(one.kind in ("request", "open_question", "boundary") for one in review.strengths)
    return review.verdict == "rewrite"


@lru_cache(maxsize=4)
def rulebook(*folders: Path) -> Rulebook:
    """The rulebook of these folders, read once. What it holds never goes away, so the garbage collector need not walk it."""
    gc.disable()
    try:
        book = load(*folders)
    finally:
        gc.enable()
    gc.freeze()
    return book


class Coach:
    """The coach, with this project's rules and any further folders of rules.

    >>> Coach().review("You never listen to me.").verdict
    'rewrite'
    """

    def __init__(self, *, rules: Iterable[Path | str] = (), quiet: Iterable[str] = ()):
        """rules: further folders of rules. quiet: keys of findings (`aside`) to leave out; verdict and rewrites follow."""
        with lock():
            self.book = rulebook(*map(Path, rules))
        self.quiet = frozenset(quiet)

    def review(self, text: str, partner: str | None = None, *, rewrites: bool = True, strengths: bool = True) -> Review:
        """Review one draft, as a reply when the other person's message is given.

        Never raises on any text; nothing of it is kept.
        """
        return next(self.reviews([(text, partner)], rewrites=rewrites, strengths=strengths))

    def reviews(self, messages: Iterable[tuple[str, str | None]], *, rewrites: bool = True, strengths: bool = True) -> Iterator[Review]:
        """Review (text, partner) pairs, in order, in batches. Without strengths what is good is not looked for, and no rewrites are made."""
        for batch in batched(messages, BATCH):
            yield from self._batch(batch, rewrites and strengths, strengths)

    def _batch(self, messages: Sequence[tuple[str, str | None]], rewrites: bool, good: bool) -> list[Review]:
        drafts = [read(text) for text, _ in messages]
        notices = [notice(draft) for draft in drafts]
        with zone():
            seen = iter(self._seen(
                [draft for draft, found in zip(drafts, notices, strict=True) if found is None],
                [partner is not None for (_, partner), found in zip(messages, notices, strict=True) if found is None], good=good,
            ))
            pairs = [(Review("unread", notice=found), None) if found else next(seen) for found in notices]
            reviews = [review for review, _ in pairs]
            answering = any(partner for _, partner in messages)
            asked = self._listen(reviews, [reading for _, reading in pairs], [partner for _, partner in messages]) if answering else {}
            if rewrites:
                self._rewrite(reviews, [reading for _, reading in pairs])
            return self._answered(reviews, asked, rewrites) if answering else reviews

    def _seen(self, drafts: Sequence[Draft], whole: Sequence[bool], *, good: bool = True, least: int = 0) -> list[tuple[Review, Reading]]:
        """Each draft's review and reading. No more is parsed than the rules need, or whole asks for; what was not has no clauses.

        good, least: see `gate.depth`; with a least severity only findings of that severity, and support, are sure to be told.
        """
        ones = with_signs([outline(draft) for draft in drafts])
        hits = [list(phrase.hits(one.line, self.book, good=good)) for one in ones]
        deep = [
            gate.PARSE if all_of_it else gate.depth(one, found, self.book, strengths=good, least=least)
            for one, found, all_of_it in zip(ones, hits, whole, strict=True)
        ]
        places = [at for at, level in enumerate(deep) if level > gate.NOTHING]
        for at, one in zip(places, with_tags([ones[at] for at in places]), strict=True):
            ones[at] = one
        places = [at for at in places if deep[at] == gate.PARSE or gate.may_be_past(ones[at], much=deep[at] == gate.MANY)]
        for at, one in zip(places, with_clauses([ones[at] for at in places]), strict=True):
            ones[at] = one
        parsed = frozenset(places)
        return [
            (self._one(one, found, good=good) if at in parsed else Review("clear", strengths=strengths(one, found, (), ()) if good else ()), one)
            for at, (one, found) in enumerate(zip(ones, hits, strict=True))
        ]

    def _listen(self, reviews: list[Review], read_ones: Sequence[Reading | None], partners: Sequence[str | None]) -> "dict[int, Request]":
        """Look at each reply beside the message it answers; what a better one is made from, where one is called for."""
        from .listening.replying import answer, wordless  # here, since a draft that answers nothing need not wait for it

        theirs = {at: read(partner) for at, partner in enumerate(partners) if partner and reviews[at].notice in (None, "no_words")}
        theirs = {at: draft for at, draft in theirs.items() if notice(draft) is None}
        asked = {}
        for at, partner in zip(theirs, readings(theirs.values()), strict=True):
            mine = read_ones[at]
            reviews[at], request = (wordless(reviews[at], partner, self.book), None) if mine is None else answer(reviews[at], mine, partner, self.book)
            if request is not None:
                asked[at] = request
        return asked

    def _answered(self, reviews: list[Review], asked: "dict[int, Request]", rewrites: bool) -> list[Review]:
        """The reviews with better replies, where they are asked for, and with verdicts that weigh the reply."""
        from .listening.replying import better, raised

        for at, found in better(asked, lambda reading: self._one(reading, list(phrase.hits(reading.line, self.book))), self.book).items() if rewrites else ():
            kept = () if found else reviews[at].rewrites
            reviews[at] = replace(reviews[at], rewrites=kept, reply=replace(reviews[at].reply, better=found))
        return [raised(review) for review in reviews]

    def listened(self, text: str, partner: str) -> "tuple[Turn, list[Found]]":
        """The turn of a message, and every match of every move rule in a reply to it, unsettled: for the rules' examples."""
        from .listening.moves import by_rules
        from .listening.turns import turn_of

        with zone():
            mine, theirs = readings([read(text), read(partner)])
            turn = turn_of(theirs, self.book)
            return turn, by_rules(mine, turn, self.book)

    def _rewrite(self, reviews: list[Review], read_ones: Sequence[Reading | None]) -> None:
        """Put the rewrites into the reviews that call for them; each is reviewed itself first, all in one batch a round.

        Rounds: as planned; with every flagged unit cut, and what its own review flagged too; the missing piece asked for.
        What is flagged is never shown.
        """
        plans = {
            at: plan(reading, review.findings, review.strengths, self.book)
            for at, (review, reading) in enumerate(zip(reviews, read_ones, strict=True)) if reading is not None and calls_for_rewrite(review)
        }
        waiting, known = dict(plans), dict[str, Review]()
        for attempt in range(4):
            if not waiting:
                return
            made = [(at, one) for at, each in waiting.items() for one in attempts(each, attempt) if sound(one, each.reading.draft.raw)]
            texts = [filled(one.parts) for _, one in made]
            fresh = [text for text in dict.fromkeys(texts) if text not in known]
            seen = self._seen([read(text) for text in fresh], [False] * len(fresh), good=False, least=GRAVE)
            known.update((text, review) for text, (review, _) in zip(fresh, seen, strict=True))
            checked = [known[text] for text in texts]
            for at in list(waiting):
                good = tuple(one for (owner, one), review in zip(made, checked, strict=True) if owner == at and passes(review))
                if any(one.version == "close" for one in good) or (good and attempt == 3):
                    reviews[at] = replace(reviews[at], rewrites=good)
                    del waiting[at]
                else:
                    again = [finding for (owner, _), review in zip(made, checked, strict=True) if owner == at for finding in review.findings]
                    waiting[at] = stricter(waiting[at], again)

    def unsettled(self, text: str) -> list[Finding]:
        """Every match of every rule, support tiers and strengths too, before overlaps are settled: what a rule's examples are tried on."""
        draft = read(text)
        with zone():
            one = next(readings([draft]))
            hits, told = list(phrase.hits(one.line, self.book)), list(clause_check.hits(one, self.book))
            others = [(hit.rule, hit.start, hit.end) for hit in hits if not hit.rule.problem]
            others += [(rule, clause.start, clause.end) for rule, clause in told if not rule.problem]
            return weighed(findings(one, self.book, hits, told, every=True), one, self.book) + [
                Finding(rule.id, rule.kind, rule.severity, start, end, draft.raw[start:end], rule.why, rule.advice)
                for rule, start, end in others if not exempt(rule, start, end, one)
            ]

    def _one(self, reading: Reading, hits: Sequence[phrase.Hit], *, good: bool = True) -> Review:
        """The review of a parsed reading whose phrase hits are known."""
        tier = support([hit for hit in hits if hit.rule.tier and not exempt(hit.rule, hit.start, hit.end, reading)], reading, self.book)
        if tier is not None:
            return Review("support", support=tier)
        told = list(clause_check.hits(reading, self.book))
        problems = settle(findings(reading, self.book, hits, told), reading, self.book)
        if self.quiet:
            problems = tuple(one for one in problems if aside(one.rule, one.span) not in self.quiet)
        return Review(verdict_of(problems), findings=problems, strengths=strengths(reading, hits, told, problems) if good else ())
