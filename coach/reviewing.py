"""Coach.review(text, partner=None): the one path everything takes."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache
import gc
from pathlib import Path

from .detecting import clause as clause_check
from .detecting import message as message_check
from .detecting import phrase
from .detecting.exemptions import exempt
from .detecting.notices import notice
from .detecting.safety import support
from .detecting.settling import settle, weighed
from .draft import read
from .english import lock, pipeline
from .listening.better import Request
from .listening.moves import Found, by_rules
from .listening.replying import answer, better, raised, wordless
from .listening.turns import Turn, turn_of
from .reading import Reading, readings
from .results import Finding, Review, Strength
from .rewriting.composing import attempts, stricter
from .rewriting.planning import plan
from .rewriting.selfcheck import filled, passes, sound
from .rulebook import STRENGTHS, Rule, Rulebook, load


def findings(reading: Reading, book: Rulebook, hits: Sequence[phrase.Hit]) -> list[Finding]:
    """Every finding of a read draft, exemptions looked at, overlaps not settled. hits: the phrase rules' matches."""
    found: list[Finding] = []

    def add(rule: Rule, start: int, end: int) -> None:
        if not exempt(rule, start, end, reading):
            frequency = next((word for word in (reading.clause_at(start, end).frequency if "{" in rule.why and reading.clause_at(start, end) else ())), "always")
            why = rule.why.replace("{frequency}", frequency)
            found.append(Finding(rule.id, rule.kind, rule.severity, start, end, reading.draft.raw[start:end], why, rule.advice))

    for hit in hits:
        if hit.rule.problem:
            add(hit.rule, hit.start, hit.end)
    for rule, clause in clause_check.hits(reading, book):
        if rule.problem:
            add(rule, clause.start, clause.end)
    for rule in book.rules:
        if rule.type == "message":
            for start, end in message_check.CHECKS[rule.test](reading, book):
                add(rule, start, end)
    return found


def strengths(reading: Reading, book: Rulebook, hits: Sequence[phrase.Hit], problems: Sequence[Finding]) -> tuple[Strength, ...]:
    """What is already good; words inside a finding of severity 2 earn nothing. Of one kind, overlaps count once."""
    found = [(hit.rule.kind, hit.start, hit.end) for hit in hits if hit.rule.kind in STRENGTHS and hit.rule.type == "phrase"]
    found += [(rule.kind, clause.start, clause.end) for rule, clause in clause_check.hits(reading, book) if rule.kind in STRENGTHS]
    kept: list[Strength] = []
    for kind, start, end in sorted(found, key=lambda one: (one[0], one[1], -one[2])):
        if any(start < finding.end and finding.start < end and finding.severity >= 2 for finding in problems):
            continue
        if any(low <= start and end <= high for low, high in reading.quotes):
            continue
        if not any(other.kind == kind and start < other.end for other in kept):
            kept.append(Strength(kind, start, end, reading.draft.raw[start:end]))
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

    def review(self, text: str, partner: str | None = None, *, rewrites: bool = True) -> Review:
        """Review one draft, as a reply when the other person's message is given.

        Never raises on any text; nothing of it is kept.
        """
        return next(self.reviews([(text, partner)], rewrites=rewrites))

    def reviews(self, messages: Iterable[tuple[str, str | None]], *, rewrites: bool = True) -> Iterator[Review]:
        """Review (text, partner) pairs, in order, in batches."""
        batch: list[tuple[str, str | None]] = []
        for message in messages:
            batch.append(message)
            if len(batch) == 64:
                yield from self._batch(batch, rewrites)
                batch = []
        if batch:
            yield from self._batch(batch, rewrites)

    def _batch(self, messages: Sequence[tuple[str, str | None]], rewrites: bool) -> list[Review]:
        drafts = [read(text) for text, _ in messages]
        notices = [notice(draft) for draft in drafts]
        with lock(), pipeline().memory_zone():
            read_ones = readings(draft for draft, found in zip(drafts, notices, strict=True) if found is None)
            pairs = [(Review("unread", notice=found), None) if found else self._one(next(read_ones)) for found in notices]
            reviews = [review for review, _ in pairs]
            asked = self._listen(reviews, [reading for _, reading in pairs], [partner for _, partner in messages])
            if rewrites:
                self._rewrite(reviews, [reading for _, reading in pairs])
                for at, found in better(asked, lambda reading: self._one(reading)[0], self.book).items():
                    kept = () if found else reviews[at].rewrites
                    reviews[at] = replace(reviews[at], rewrites=kept, reply=replace(reviews[at].reply, better=found))
            return [raised(review) for review in reviews]

    def _listen(self, reviews: list[Review], read_ones: Sequence[Reading | None], partners: Sequence[str | None]) -> dict[int, Request]:
        """Look at each reply beside the message it answers; what a better one is made from, where one is called for."""
        theirs = {at: read(partner) for at, partner in enumerate(partners) if partner and reviews[at].notice in (None, "no_words")}
        theirs = {at: draft for at, draft in theirs.items() if notice(draft) is None}
        asked = {}
        for at, partner in zip(theirs, readings(theirs.values()), strict=True):
            mine = read_ones[at]
            reviews[at], request = (wordless(reviews[at], partner, self.book), None) if mine is None else answer(reviews[at], mine, partner, self.book)
            if request is not None:
                asked[at] = request
        return asked

    def listened(self, text: str, partner: str) -> tuple[Turn, list[Found]]:
        """The turn of a message, and every match of every move rule in a reply to it, unsettled: for the rules' examples."""
        with lock(), pipeline().memory_zone():
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
        waiting = dict(plans)
        for attempt in range(4):
            if not waiting:
                return
            made = [(at, one) for at, each in waiting.items() for one in attempts(each, attempt) if sound(one, each.reading.draft.raw)]
            checked = [self._one(reading)[0] for reading in readings(read(filled(one.parts)) for _, one in made)]
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
        with lock(), pipeline().memory_zone():
            one = next(readings([draft]))
            hits = list(phrase.hits(one.line, self.book))
            others = [(hit.rule, hit.start, hit.end) for hit in hits if not hit.rule.problem]
            others += [(rule, clause.start, clause.end) for rule, clause in clause_check.hits(one, self.book) if not rule.problem]
            return weighed(findings(one, self.book, hits), one, self.book) + [
                Finding(rule.id, rule.kind, rule.severity, start, end, draft.raw[start:end], rule.why, rule.advice)
                for rule, start, end in others if not exempt(rule, start, end, one)
            ]

    def _one(self, reading: Reading) -> tuple[Review, Reading]:
        hits = list(phrase.hits(reading.line, self.book))
        tier = support([hit for hit in hits if not exempt(hit.rule, hit.start, hit.end, reading)], reading)
        if tier is not None:
            return Review("support", support=tier), reading
        problems = settle(findings(reading, self.book, hits), reading, self.book)
        if self.quiet:
            problems = tuple(one for one in problems if aside(one.rule, one.span) not in self.quiet)
        good = strengths(reading, self.book, hits, problems)
        return Review(verdict_of(problems), findings=problems, strengths=good), reading


