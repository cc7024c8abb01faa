"""What a reply does, move by move: the rules' words, and what only the two turns together show. One list, in order."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
import re

from ..detecting.phrase import Hit, hits
from ..reading import Reading
from ..results import Finding
from ..rulebook import GOOD_MOVES, POOR_MOVES, Rulebook
from .overlap import content, shared
from .stance import admits
from .structure import WARM, Piece, pieces, structural
from .turns import Turn, as_met, asks_little, is_felt
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
    if who == "you" and not re.search(r"\b(?:you|u|ya)\b", re.split(r"[.!?\n]", reply.draft.raw[:hit.start])[-1], re.I):
        return True
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
    if one.kind == "accusing_question" and re.match(r"do (?:you|u) (?:even )?know how (?:hard|rare|big|huge|brave|good|proud|much)\b", one.span, re.I) and turn.kind == "good_news":
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
    owned = min((one.start for one in found if one.move == "owns_part"), default=None)
    after = max((one.start for one in found if one.move in ("reflection", "empathy", "open_question", "asks_what_is_needed", "owns_part")), default=-1)
    twice = [one.start for one in found if one.move == "owns_part" and one.rule][-2:-1]
    return tuple(one for one in found if not (one.move == "defending" and owned is not None and (owned < one.start < after or (twice and one.start < twice[0]))))


def _handed_back(found: Sequence[Found]) -> tuple[Found, ...]:
    """A short line of one's own between something warm and an open question is company, not one-upping."""
    def company(one: Found) -> bool:
        return one.move == "one_upping" and one.end - one.start <= 30 and any(
            other.good and other.move in WARM and other.end <= one.start for other in found
        ) and any(other.move in ("open_question", "asks_what_is_needed") and other.start >= one.end for other in found)

    return tuple(one for one in found if not company(one))


def _sentence_end(raw: str, start: int) -> int:
    """Where the sentence that holds a place ends, its mark left out."""
    found = re.search(r"[.!?\n]", raw[start:])
    return start + found.start() if found else len(raw.rstrip())


def _whole_turns(found: Sequence[Found], raw: str) -> tuple[Found, ...]:
    """A change of topic is as long as its sentence: "can you get" is little, "can you get milk on the way home" is not."""
    return tuple(replace(one, end=max(one.end, _sentence_end(raw, one.end - 1))) if one.move == "topic_change" else one for one in found if one.move != "topic_change" or _CARE.search(raw, one.start, _sentence_end(raw, one.start)) is None)


_TAG = re.compile(r"\W*(?:do|did|have|was|am|are|is|were)n['’]?t (?:i|we|it|they|he|she|you)\b", re.I)
_CARE = re.compile(r"(?:did|have) (?:you|u) (?:even |manage to |managed to |got to |get to |get )?(?:eat|eaten|sleep|slept|rest|rested|any (?:sleep|rest|lunch|food)|had (?:anything|something|any|your|a bite|lunch|dinner|tea|breakfast|a break))\b", re.I)
"""A question that looks after them ("did you eat?"), which is no other topic."""


def _left_to_them(found: Sequence[Found], raw: str) -> tuple[Found, ...]:
    """Without advice that is one half of a choice: "do you want to talk, or just be quiet together?"."""
    def offered(one: Found) -> bool:
        end = _sentence_end(raw, one.start)
        return one.move == "advice_too_soon" and raw[end:end + 1] == "?" and any(
            other.move in ("asks_what_is_needed", "support_offer") and other.end <= one.start and _sentence_end(raw, other.end - 1) == end for other in found
        )

    return tuple(one for one in found if not offered(one) and not (one.move == "advice_too_soon" and re.search(r"\bor\s*$", raw[:one.start])) and not (one.move == "advice_too_soon" and not one.rule and _TAG.match(raw, one.start)))


_POOR_YOU = re.compile(r"\W*(?:oh |aw+ |ah )?(?:you )?poor (?:you|thing|love|baby|lamb|darling|sausage)\W*", re.I)


_OF_COURSE = re.compile(r"\W*of course you (?:are|do|did|would)\W*", re.I)


def _kindly_meant(found: Sequence[Found], raw: str) -> tuple[Found, ...]:
    """"Poor you" beside plain empathy is meant as it is said, and so is "of course you are" where nothing unkind is said beside it."""
    unkind = sum(one.poor for one in found)

    def meant(one: Found) -> bool:
        said = raw[one.start:one.end]
        if not one.poor:
            return False
        if _OF_COURSE.fullmatch(said):
            return unkind == 1 and any(other.good and other.start >= one.end for other in found)
        return _POOR_YOU.fullmatch(said) is not None and any(
            other.move in ("empathy", "validation") and (0 <= other.start - one.end <= 4 or 0 <= one.start - other.end <= 4) for other in found
        )

    return tuple(one for one in found if not meant(one))


def listen(reply: Reading, partner: Reading, turn: Turn, findings: Sequence[Finding], book: Rulebook) -> Heard:
    """The moves of a reply to a turn, in order."""
    turn = as_met(turn, partner, reply)
    found = by_rules(reply, turn, book)
    found += _by_findings(findings, turn, found, len(reply.line.text.split()))
    if turn.kind == "complaint_about_you" and admits(reply.line.text, partner.line.text):
        said = _first_stop(reply)
        found = [one for one in found if one.good or one.start >= said]
        found.append(Found("owns_part", 0, said, "", *told("owns_part")))
    mine = content(reply)
    cut = pieces(reply, partner, turn, [(one.move, one.start, one.end) for one in found], shared(mine, content(partner)))
    for move, start, end in structural(cut, reply, partner, turn):
        why, advice = told(move)
        found.append(Found(move, start, end, "", why, advice))
    raw = reply.draft.raw
    kept = _kindly_meant(_left_to_them(_settled(found), raw), raw)
    return Heard(turn, _whole_turns(_taken_on(_handed_back(_outweighed(kept))), raw), cut)
