"""What a reply does, move by move: the rules' words, and what only the two turns together show. One list, in order."""

from collections.abc import Sequence
from dataclasses import dataclass
import re

from ..detecting.phrase import Hit, hits
from ..reading import Reading
from ..results import Finding
from ..rulebook import GOOD_MOVES, POOR_MOVES, Rulebook
from .overlap import content, shared
from .structure import WARM, Piece, pieces, structural
from .turns import Turn, asks_little, is_felt
from .wording import told

_OF_KIND = {
    "contempt": "sarcasm", "label": "counter_blame", "blame": "counter_blame", "generalisation": "counter_blame", "invalidation": "dismissing",
    "defensiveness": "defending", "accusing_question": "counter_blame", "mind_reading": "counter_blame", "comparison": "counter_blame",
    "ultimatum": "dismissing", "withdrawal": "flat", "pseudo_i": "counter_blame", "triangulation": "counter_blame", "kitchen_sinking": "counter_blame",
    "essentialising": "dismissing", "should": "advice_too_soon", "shouting": "dismissing",
}
_ADVICE = frozenset(["asks_advice", "question", "asks_help", "good_news"])


@dataclass(frozen=True, slots=True)
class Found:
    """A move at raw [start, end). rule: the id that spoke, or "" where structure did."""

    move: str
    start: int
    end: int
    rule: str = ""
    why: str = ""
    advice: str = ""

    @property
    def good(self) -> bool:
        return self.move in GOOD_MOVES

    @property
    def poor(self) -> bool:
        return self.move in POOR_MOVES


@dataclass(frozen=True, slots=True)
class Heard:
    """A reply read beside the message it answers."""

    turn: Turn
    moves: tuple[Found, ...]
    pieces: tuple[Piece, ...]


_THOUGHT = frozenset(["think", "know", "wish", "hope", "feel", "believe", "say", "tell", "ask", "want"])


_GIVES_BACK = re.compile(r" (?:ok ,? |oh ,? )?(?:(?:it |so it )?sounds like|so (?:i|you|it|my)|when i|you wish|so it feels) ")
"""How a sentence begins that says back what the other holds against one."""


def _first_stop(reply: Reading) -> int:
    found = re.search(r"[.!?\n]", reply.draft.raw)
    return found.start() if found else len(reply.draft.raw)


def _weighed(hit: Hit, reply: Reading, turn: Turn) -> bool:
    """Whether a rule's words count: in its turns, not in quotation marks, and no poor move in what others said or "you" thought."""
    if (hit.rule.turns and turn.kind not in hit.rule.turns) or any(low <= hit.start and hit.end <= high for low, high in reply.quotes):
        return False
    if hit.rule.kind == "flat" and asks_little(turn):
        return False
    if turn.kind == "complaint_about_you" and hit.rule.kind in ("one_upping", "counter_blame", "correcting_facts", "topic_change", "defending", "dismissing") and _GIVES_BACK.match(reply.line.text) and hit.start < _first_stop(reply):
        return False
    clause = reply.clause_at(hit.start, hit.end) if hit.rule.kind in POOR_MOVES else None
    if clause is None or not clause.matrix[0] or clause.relation not in ("ccomp", "xcomp"):
        return True
    verb, who = clause.matrix
    return not (verb in _THOUGHT and (who == "you" or (who in ("third", "they", "yours") and verb in ("say", "tell", "think"))))


def by_rules(reply: Reading, turn: Turn, book: Rulebook) -> list[Found]:
    """Every match of every move rule, unsettled."""
    return [
        Found(hit.rule.kind, hit.start, hit.end, hit.rule.id, hit.rule.why, hit.rule.advice)
        for hit in hits(reply.line, book, book.moves)
        if _weighed(hit, reply, turn)
    ]


_BARE = frozenset(["withdrawal", "contempt"])


def _beside(one: Finding, turn: Turn, said: Sequence[Found], words: int) -> bool:
    """Whether a finding still stands beside the other turn: a "should" where advice was asked for does not, nor words that a
    good move knows better ("you're the one who has to smile through it"), nor a bare "nice" or "k" where little was asked.
    words: how many words the reply has."""
    if one.kind == "should" and turn.kind in _ADVICE:
        return False
    if one.kind == "accusing_question" and turn.kind in ("vent", "good_news") and " you" not in f" {one.span.lower()} ".replace(" u ", " you ").replace(" ur ", " your "):
        return False
    if (one.kind == "invalidation" and re.match(r"(?:it|i) was\b", one.span, re.I)) or (one.kind == "blame" and one.span.lower() == "through you"):
        return False
    if one.kind == "contempt" and turn.kind == "good_news" and re.search(r"\b(?:parade|medal|crown|trophy|award|raise)\b", one.span, re.I):
        return False
    if one.kind in _BARE and (one.severity == 1 or words <= 3) and (not is_felt(turn) or asks_little(turn)):
        return False
    return not any(move.good and move.rule and (move.start == one.start or (one.severity == 2 and move.start < one.end and one.start < move.end)) for move in said)


def idle(one: Finding, heard: Heard) -> bool:
    """Whether a finding of the reply says nothing beside the message it answers."""
    return not _beside(one, heard.turn, heard.moves, sum(len(piece.text.split()) for piece in heard.pieces))


def _by_findings(findings: Sequence[Finding], turn: Turn, said: Sequence[Found], words: int) -> list[Found]:
    """Blame in a reply is a poor move."""
    return [
        Found(_OF_KIND.get(one.kind, "counter_blame"), one.start, one.end, one.rule, one.why, one.advice)
        for one in findings if one.severity >= 2 and _beside(one, turn, said, words)
    ]


def _settled(found: Sequence[Found]) -> tuple[Found, ...]:
    """Of one move, overlapping marks count once, the longer; words in a poor move earn no good one, and the other way round
    where the good one holds the poor one whole ("it's not just a report to you")."""
    kept: list[Found] = []
    for one in sorted(found, key=lambda one: (one.start - one.end, one.start, one.good)):
        if not any(other.start < one.end and one.start < other.end and (other.move == one.move or other.good != one.good) for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end, one.move)))


_GUESSED = frozenset(["topic_change", "counter_blame", "defending"])


def _outweighed(found: Sequence[Found]) -> tuple[Found, ...]:
    """Without poor moves that structure only guessed before the rules heard something warm."""
    last = max((one.start for one in found if one.good and one.rule and one.move in WARM), default=-1)
    return tuple(one for one in found if one.rule or one.move not in _GUESSED or one.start > last)


def _taken_on(found: Sequence[Found]) -> tuple[Found, ...]:
    """A reason between a part owned and a "sorry" or a question is part of owning it, not a defence."""
    owned = min((one.start for one in found if one.move == "owns_part" and one.rule), default=None)
    after = max((one.start for one in found if one.rule and one.move in ("empathy", "open_question", "asks_what_is_needed", "owns_part")), default=-1)
    return tuple(one for one in found if not (one.move == "defending" and owned is not None and owned < one.start < after))


def _handed_back(found: Sequence[Found]) -> tuple[Found, ...]:
    """A short line of one's own between something warm and an open question is company, not one-upping."""
    def company(one: Found) -> bool:
        return one.move == "one_upping" and one.end - one.start <= 30 and any(
            other.good and other.move in WARM and other.end <= one.start for other in found
        ) and any(other.move in ("open_question", "asks_what_is_needed") and other.start >= one.end for other in found)

    return tuple(one for one in found if not company(one))


def listen(reply: Reading, partner: Reading, turn: Turn, findings: Sequence[Finding], book: Rulebook) -> Heard:
    """The moves of a reply to a turn, in order."""
    found = by_rules(reply, turn, book)
    found += _by_findings(findings, turn, found, len(reply.line.text.split()))
    mine = content(reply)
    cut = pieces(reply, partner, turn, [(one.move, one.start, one.end) for one in found], shared(mine, content(partner)))
    for move, start, end in structural(cut, reply, partner, turn):
        why, advice = told(move)
        found.append(Found(move, start, end, "", why, advice))
    return Heard(turn, _taken_on(_handed_back(_outweighed(_settled(found)))), cut)
