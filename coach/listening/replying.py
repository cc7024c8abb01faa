"""A review with the other turn beside it: safety on both turns, the reply's label and moves, better replies."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from itertools import islice
import re

from ..detecting.exemptions import exempt
from ..detecting.phrase import hits
from ..detecting.safety import support
from ..draft import read
from ..reading import Reading, readings
from ..results import Move, Reply, Review, Rewrite, Support
from ..rewriting.selfcheck import filled, passes, sound
from ..rulebook import TIERS, Rulebook
from .better import Request, attempts, request, wanted
from .judging import label
from .moves import Heard, idle, listen
from .overlap import content, shared
from .turns import Turn, asks_little, turn_of

_WORST = {"clear": 0, "note": 1, "rewrite": 2}
_PICKS = 3
_TRIES = 24


def partner_tier(partner: Reading, book: Rulebook) -> Support | None:
    """The tier of the other person's message, its role turned round to the one who received it.

    What they sent was received; harm they received from "you" the reader sent, harm from others the reader witnesses.
    """
    found = support([hit for hit in hits(partner.line, book) if not exempt(hit.rule, hit.start, hit.end, partner)], partner, book, turn="partner")
    if found is None:
        return None
    near = partner.line.text if found.role != "received" else _sentence(partner, found)
    role = {"sent": "received", "witness": "witness"}.get(found.role) or ("sent" if re.search(r" (?:you|your|yours) ", near) else "witness")
    return replace(found, role=role)


def _sentence(partner: Reading, found: Support) -> str:
    words = [word for word, (start, _) in zip(partner.line.text.split(), partner.line.spans, strict=False) if found.start <= start < found.end + 1]
    return f" {' '.join(words)} "


def hear(review: Review, reply: Reading, partner: Reading, book: Rulebook) -> tuple[Heard, str]:
    """(moves, label) of a reply whose review is known."""
    heard = listen(reply, partner, turn_of(partner, book), review.findings, book)
    return heard, label(heard, book)


def _moves(heard: Heard, raw: str) -> tuple[Move, ...]:
    return tuple(Move(one.move, one.start, one.end, raw[one.start:one.end], one.why, one.advice) for one in heard.moves if one.end > one.start)


def answer(review: Review, reply: Reading, partner: Reading, book: Rulebook) -> tuple[Review, Request | None]:
    """A review with what the reply does, and the request for a better one where one is called for.

    Findings that are none beside this turn (a "should" where advice was asked for, a word that here gives back theirs)
    are taken out; the verdict speaks of the findings only, `raised` puts the label's weight on it.
    """
    tier = partner_tier(partner, book)
    if review.support is not None or tier is not None:
        first = min((one for one in (review.support, tier) if one is not None), key=lambda one: TIERS.index(one.tier))
        heard = listen(reply, partner, Turn("crisis") if tier is not None else turn_of(partner, book), review.findings, book)
        return Review("support", support=first, reply=Reply(label(heard, book), heard.turn.kind)), None
    heard, said = hear(review, reply, partner, book)
    kept = tuple(one for one in review.findings if not idle(one, heard))
    worst = max((one.severity for one in kept), default=0)
    found = Reply(said, heard.turn.kind, _moves(heard, reply.draft.raw), shared(content(reply), content(partner)))
    verdict = "rewrite" if worst >= 2 else "note" if worst == 1 else "clear"
    made = replace(review, verdict=verdict, findings=kept, reply=found)
    return made, None if said == "good" else request(reply, partner, heard, book)


def wordless(review: Review, partner: Reading, book: Rulebook) -> Review:
    """A reply without words ("12", a thumb) is a plain answer where a plain one was asked for."""
    turn = turn_of(partner, book)
    plain = (turn.kind in ("question", "asks_help", "bid", "good_news") or asks_little(turn)) and partner_tier(partner, book) is None
    return Review("clear", reply=Reply("good", turn.kind)) if plain else review


def raised(review: Review) -> Review:
    """The verdict at least rewrite beside a poor reply, at least note beside a mixed one."""
    if review.reply is None or review.verdict not in _WORST:
        return review
    least = {"poor": "rewrite", "mixed": "note"}.get(review.reply.label, "clear")
    return replace(review, verdict=max(review.verdict, least, key=_WORST.__getitem__))


def _filled(one: Rewrite) -> list[str]:
    most = max((len(part.choice) for part in one.parts), default=0)
    return list(dict.fromkeys(filled(one.parts, pick) for pick in range(max(1, min(most, _PICKS)))))


def _is_good(review: Review, reply: Reading, partner: Reading, book: Rulebook) -> bool:
    if review.support is not None:
        return False
    heard, said = hear(review, reply, partner, book)
    return said == "good" and passes(replace(review, findings=tuple(one for one in review.findings if not idle(one, heard))))


def better(asked: Mapping[int, Request], review_of: Callable[[Reading], Review], book: Rulebook) -> dict[int, tuple[Rewrite, ...]]:
    """Better replies for each request, tried in order in rounds, one batch a round; shown only when all of it reviews as good."""
    tries = {at: islice((one for one in attempts(each) if sound(one, each.reply.draft.raw + each.partner.draft.raw)), _TRIES) for at, each in asked.items()}
    found: dict[int, list[Rewrite]] = {at: [] for at in asked}
    while tries:
        made = {at: one for at, each in tries.items() if (one := next(each, None)) is not None}
        tries = {at: each for at, each in tries.items() if at in made}
        texts = [(at, text) for at, one in made.items() for text in _filled(one)]
        flawed = set()
        for (at, _), reading in zip(texts, readings(read(text) for _, text in texts), strict=True):
            if at not in flawed and not _is_good(review_of(reading), reading, asked[at].partner, book):
                flawed.add(at)
        for at, one in made.items():
            if at not in flawed:
                found[at].append(one)
            if len(found[at]) >= wanted(asked[at]):
                del tries[at]
    return {at: tuple(each) for at, each in found.items()}
