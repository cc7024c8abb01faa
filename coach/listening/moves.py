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
from .turns import Turn, as_met, asks_little, is_felt, is_open, is_statement
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
    """A reply read beside the message it answers. theirs: that message as it stands."""

    turn: Turn
    moves: tuple[Found, ...]
    pieces: tuple[Piece, ...]
    theirs: str = ""


_THOUGHT = frozenset(["think", "know", "wish", "hope", "feel", "believe", "say", "tell", "ask", "want"])


_UNKIND = frozenset(["counter_blame", "sarcasm"])
"""Moves that are unkind as an answer to everyday talk too."""
_UNKIND_ANYWHERE = _UNKIND | {"dismissing", "refuses_help"}
_BRIEF = 14
"""Letters up to which unkind words are too few to tell a word in passing from a slight ("oh no", "lucky")."""
_AWAY = "listening/turned_away."


def _in_turn(hit: Hit, turn: Turn) -> bool:
    turns = hit.rule.turns
    if is_open(turn) and (hit.rule.kind in GOOD_MOVES or (hit.rule.kind in _UNKIND_ANYWHERE and hit.end - hit.start > _BRIEF)):
        return True
    return not turns or turn.kind in turns or ((hit.rule.kind in _UNKIND or hit.rule.id.startswith(_AWAY)) and "vent" in turns and is_statement(turn))


_YOU_DID = re.compile(r"\W*(?:(?:yes|yeah|yep|god|ugh)\W+)?(?:you|u) (?:did|have|were|do|are|had)(?=[,.!] )", re.I)
"""How an answer begins that grants what they said of themselves ("you did, back in March")."""
_GIVES_BACK = re.compile(r" (?:ok ,? |oh ,? )?(?:(?:it |so it )?sounds like|so (?:i|you|it|my)|when i|you wish|so it feels) ")
"""How a sentence begins that says back what the other holds against one."""


def _first_stop(reply: Reading) -> int:
    found = re.search(r"[.!?\n]", reply.draft.raw)
    return found.start() if found else len(reply.draft.raw)


def _weighed(hit: Hit, reply: Reading, turn: Turn) -> bool:
    """Whether a rule's words count: in its turns, not in quotation marks, and no poor move in what others said or "you" thought."""
    if not _in_turn(hit, turn) or any(low <= hit.start and hit.end <= high for low, high in reply.quotes):
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


_WHAT_NEXT = re.compile(r"(?:are|r) (?:you|u) (?:going to|gonna) (?:say|do|tell|ask|fight|appeal|go|ring|report|take|stay)\b", re.I)
"""A question what they mean to do about somebody else, which accuses nobody."""
_BARE = frozenset(["withdrawal", "contempt"])


def _theirs_again(span: str, theirs: str) -> bool:
    """Whether words only say back what the other told, of somebody who is not "you" ("they've stopped asking")."""
    own, told = re.findall(r"[a-z'’]+", span.lower()), frozenset(re.findall(r"[a-z'’]+", theirs.lower()))
    return len(own) >= 2 and not _YOU.intersection(own) and all(word in told for word in own)


_YOU = frozenset("you u ur your yours you're you've you'll you'd youre you’re you’ve you’ll you’d".split())


def _beside(one: Finding, turn: Turn, said: Sequence[Found], words: int, theirs: str) -> bool:
    """Whether a finding still stands beside the other turn: a "should" where advice was asked for does not, nor words that a
    good move knows better ("you're the one who has to smile through it"), nor a bare "nice" or "k" where little was asked.
    words: how many words the reply has. theirs: the message it answers."""
    if (one.kind == "should" and turn.kind in _ADVICE) or _theirs_again(one.span, theirs):
        return False
    if one.kind == "accusing_question" and turn.kind in ("vent", "good_news") and " you" not in f" {one.span.lower()} ".replace(" u ", " you ").replace(" ur ", " your "):
        return False
    if one.kind == "accusing_question" and re.match(r"do (?:you|u) (?:even )?know how (?:hard|rare|big|huge|brave|good|proud|much)\b", one.span, re.I) and turn.kind == "good_news":
        return False
    if turn.kind == "vent" and one.kind in ("label", "blame", "generalisation") and not _YOU.intersection(re.findall(r"[a-z'\u2019]+", one.span.lower())):
        return False
    if one.kind == "withdrawal" and turn.kind == "vent" and "nothing" in one.span.lower() and any(move.good for move in said):
        return False
    if one.kind == "should" and re.match(r"(?:you|u) must have\b", one.span, re.I):
        return False
    if turn.kind in ("vent", "good_news") and (one.kind == "kitchen_sinking" or (one.kind == "accusing_question" and _WHAT_NEXT.match(one.span)) or (one.kind == "generalisation" and " of your" in one.span.lower())):
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
    return not _beside(one, heard.turn, heard.moves, sum(len(piece.text.split()) for piece in heard.pieces), heard.theirs)


def _by_findings(findings: Sequence[Finding], turn: Turn, said: Sequence[Found], words: int, theirs: str) -> list[Found]:
    """Blame in a reply is a poor move."""
    return [
        Found(_OF_KIND.get(one.kind, "counter_blame"), one.start, one.end, one.rule, one.why, one.advice)
        for one in findings if one.severity >= 2 and _beside(one, turn, said, words, theirs)
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
    """A short line of one's own beside something warm and before an open question is company, not one-upping."""
    def company(one: Found) -> bool:
        return one.move == "one_upping" and one.end - one.start <= 30 and any(
            other.good and other.move in WARM for other in found
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


_RIDICULOUS = re.compile(r"\W*(?:oh |ugh |god )?that(?:['’]?s| is| was) (?:just |so |absolutely |actually )?(?:ridiculous|crazy|mad|nuts|insane|absurd|mental|stupid|nonsense)\W*$", re.I)
_OH_JOY = re.compile(r"\W*and\W*|\W*oh (?:brilliant|great|wonderful|fantastic|lovely|perfect)\W*", re.I)
_BESIDE = 4
"""Letters between a word that could be meant either way and the kind one beside it ("that's ridiculous, I'm so sorry")."""
_THIS_TIME = re.compile(r"\W*what is it (?:now|this time)\W*|\W*what['\u2019]?s it (?:now|this time)\W*", re.I)
_OF_COURSE = re.compile(r"\W*of course you (?:are|do|did|would)\W*", re.I)


def _kindly_meant(found: Sequence[Found], raw: str) -> tuple[Found, ...]:
    """"Poor you" beside plain empathy is meant as it is said, and so is "of course you are" where nothing unkind is said beside it."""
    unkind = sum(one.poor for one in found)

    def meant(one: Found) -> bool:
        said = raw[one.start:one.end]
        if not one.poor:
            return False
        if _RIDICULOUS.match(said) or _OH_JOY.fullmatch(said):
            return any(other.good and other.move in WARM and abs(other.start - one.end) <= _BESIDE for other in found)
        if _THIS_TIME.fullmatch(said):
            return unkind == 1 and any(other.good and other.move in WARM for other in found)
        if _OF_COURSE.fullmatch(said):
            return unkind == 1 and any(other.good and other.start >= one.end for other in found)
        return _POOR_YOU.fullmatch(said) is not None and any(
            other.move in ("empathy", "validation") and (0 <= other.start - one.end <= 4 or 0 <= one.start - other.end <= 4) for other in found
        )

    return tuple(one for one in found if not meant(one))


_READY = re.compile(r" (?:by|on|in|under|beside) (?:the|your) | (?:ready|waiting|done|made|sorted|warm|hot) ")
_CLEVER = re.compile(r"\b(?:good job|well done|good on|bravo|clever) (?!you\b|then\b)\w+", re.I)
_LITTLE = 4.5
_BUT_KNOWS = re.compile(r"\W*(?:and )?still (?:you|they|he|she|it|nobody)\b|\W*(?:but |though )?i (?:know|can see|get that|hear|understand|believe|wish|want|love)\b|\W*(?:but |and )?you (?:still|even) (?:went|did|got|made|stayed|turned|showed|tried|came|kept|had|managed|held|told|asked|said)\b", re.I)
_LIKE = re.compile(r"\b(?:how|who|what) (?:did|does|do|was|were|would|has|have)(?!n) (?!(?:you|u) (?:eat|have for))|\bremember (?:the|when|that|how|our)|\b(?:look|feel|be|looks|sound) like\b|\b(?:first|next)\b", re.I)
_VOWS = re.compile(r"\bi (?:mean it|promise|swear|really mean)\b", re.I)
_FINE_BY_ME = re.compile(r"\W*(?:that['’]?s |it['’]?s )?(?:fine|ok|okay|good|works|suits|happy|cool|grand|no problem|saved|noted|done|sent|got|booked|sorted|paid|found|fixed|ordered|added)(?: (?:by|for|with))? ?(?:me|us|it|that|them)?\W*", re.I)
_CLEAR = 3.3
_SAYS_AGAIN = re.compile(r"\W*(?:nobody|no one|not|even|only|again|still|really|seriously|in|on|at|after|before|over|without|by|from|for|all|every)\b", re.I)
"""How a question begins that only says again what was told ("nobody even emailed?")."""
_ASKS_AFTER_IT = re.compile(r"\b(?:can|could|will) (?:they|he|she|anyone|anybody)\b[^.!?]*\?", re.I)
_OH = re.compile(r"\W*(?:oh|ah|what|god|no)\b", re.I)
_INVERTED = re.compile(r"\W*(?:(?:oh|so|and|ok|but|well|wait) ,? ?)*(?:did|do|does|is|are|was|were|have|has|had|can|could|will|would|should|what|when|where|who|which|how|why|any|you|u|want|wanna)\b", re.I)
_INVITES = re.compile(r"\b(?:let['\u2019]?s (?!face|be|not|hope|see|say)|shall we|come with|come and|ooh+)\b", re.I)
_COMING = re.compile(r"\b(?:coming|on my way|omw|yes|yeah|ok|done|go on)\b", re.I)
_DRAWN = re.compile(r"\W*(?:o+h+|wo+w+|woah|whoa|aw+|a+h+|mm+|thanks|thank you|ta|cheers)\W*", re.I)
_PLAIN = re.compile(
    r"\d|!|\b(?:jk|coming|on my way|sorted|done|(?:i|we)(?! (?:\w+n['’]?t|never|not|cannot|cant) )|i['’]?m|i['’]?ll|i['’]?ve|us|me|let['’]?s|today|tonight|tomorrow|later|now|yesterday|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|afternoon|evening|o['’]?clock|half|quid|pounds|dollars"
    r"|(?:in|on|at|under|behind|by|next to|round) (?:the|my|your|our|a|it)|ok|okay|thanks|ta|cheers|great|perfect|brilliant|lovely|nice|sure|yes|yeah|yep|no worries|same|too|thanks)\b", re.I,
)
"""Marks of a plain answer to a plain word: a time, a place, a price, a thanks, what the writer will do."""
_HOW_ARE_YOU = re.compile(r"(?:are|r) (?:you|u) (?:happy|sad|ok|okay|alright|all right|relieved|excited|wobbly|scared|nervous|gutted|upset|pleased|proud|both|safe|warm|sore|home|in bed)\b", re.I)


def _says_again(said: str) -> bool:
    """Whether a question only says again what was told ("nobody even emailed?", "oh, Jan's gone?")."""
    return _SAYS_AGAIN.match(said) is not None or (_OH.match(said) is not None and _INVERTED.match(said) is None)


def _looked_at_again(found: Sequence[Found], turn: Turn, raw: str) -> tuple[Found, ...]:
    """Without guesses of structure that the rest of the reply belies: a question after something kind is no other topic, things
    got ready for them ("slippers are by the radiator") no commonplace, an offer no refusal; two questions about a heron are interest,
    and where little was said a plan, a place or a time is all there is to say."""
    strong = dict(turn.weights).get("vent", 9.0) >= _CLEAR
    everyday = dict(turn.weights).get("plain", 0.0) >= 1.5 or dict(turn.weights).get("laughs", 0.0) > 0.0

    def belied(one: Found) -> bool:
        said = raw[one.start:one.end]
        before = any((other.good or (other.move == "topic_change" and not other.rule and _says_again(raw[other.start:other.end]))) and other.start < one.start for other in found)
        return not one.rule and (
            (one.move == "topic_change" and (before or _HOW_ARE_YOU.search(said) is not None or _LIKE.search(said) is not None))
            or (one.move == "yes_but" and _BUT_KNOWS.match(said) is not None)
            or (one.move == "dismissing" and _INVITES.search(said) is not None)
            or (one.move == "dismissing" and _ASKS_AFTER_IT.search(said) is not None)
            or (one.move == "defending" and _VOWS.search(said) is not None)
            or (one.move == "flat" and not strong and _FINE_BY_ME.fullmatch(said) is not None)
            or (one.move == "minimising" and _READY.search(f" {said.lower()} ") is not None)
            or (one.move == "refuses_help" and any(other.move in ("support_offer", "asks_what_is_needed") for other in found))
            or (one.move == "sarcasm" and turn.kind in ("bid", "asks_help") and _COMING.search(said) is not None)
            or (one.move == "flat" and turn.kind == "bid" and _DRAWN.fullmatch(said) is not None)
            or (one.move == "flat" and dict(turn.weights).get("good_news", 9.0) < _LITTLE and _CLEVER.search(said) is not None)
            or (one.move == "dismissing" and turn.kind == "vent" and asks_little(turn) and (everyday or _PLAIN.search(said) is not None))
            or (one.move == "interrogating" and ((turn.kind == "bid" and raw.count("?") < 3) or _HOW_ARE_YOU.search(said) is not None or any(other.move in ("support_offer", "asks_what_is_needed") for other in found)))
        )

    asked = [replace(one, move="open_question") if one.move == "topic_change" and not one.rule and _says_again(raw[one.start:one.end]) else one for one in found]
    return tuple(one for one in asked if not belied(one))


_THEIRS = frozenset(["you", "yours", "it", "third", "they", "everyone"])
_OWN_WORLD = re.compile(r" (?:i|me|my|we|us|our|mine) ")
_WHEN = re.compile(r"\d|\b(?:today|tonight|tomorrow|later|(?:mon|tues|wednes|thurs|fri|satur|sun)day|morning|afternoon|evening|half|quarter|noon|at (?:one|two|three|four|five|six|seven|eight|nine|ten))\b", re.I)
_PASSES_BY = re.compile(r" (?:'s|live|lives|get|gets|think|thinks|want|wants|will|should|needs?|always|never|just|only|is|are|was|were|has|have|had|do|does|did) ")


def _talks_past(heard: Heard, found: Sequence[Found], reply: Reading, partner: Reading) -> bool:
    """Whether a reply to a quiet word of their own ("my cactus has a flower") only says how things, or they themselves, are
    ("it needs repotting", "you do look stern"), with nothing of a plan, a time or a kind word in it."""
    raw, text = reply.draft.raw, partner.line.text
    weights = dict(heard.turn.weights)
    if heard.turn.kind != "vent" or not asks_little(heard.turn) or any(one.good for one in found) or not heard.pieces:
        return False
    if weights.get("plain", 0.0) >= 1.5 or weights.get("laughs", 0.0) or _PLAIN.search(raw) or len(raw.split()) < 3 or _WHEN.search(partner.draft.raw):
        return False
    clauses = [piece.clause for piece in heard.pieces if not piece.asks]
    if len(clauses) < len(heard.pieces) or any(one is None or one.subject not in _THEIRS or one.mood != "statement" for one in clauses):
        return False
    yours = any(one is not None and one.subject in ("you", "yours") for one in clauses)
    return _OWN_WORLD.search(text) is not None and (yours or _PASSES_BY.search(reply.line.text) is not None)


def listen(reply: Reading, partner: Reading, turn: Turn, findings: Sequence[Finding], book: Rulebook) -> Heard:
    """The moves of a reply to a turn, in order."""
    turn = as_met(turn, partner, reply)
    found = by_rules(reply, turn, book)
    found += _by_findings(findings, turn, found, len(reply.line.text.split()), partner.draft.raw)
    if turn.kind == "complaint_about_you" and admits(reply.line.text, partner.line.text):
        said = _first_stop(reply)
        found = [one for one in found if one.good or one.start >= said]
        found.append(Found("owns_part", 0, said, "", *told("owns_part")))
    agreed = _YOU_DID.match(reply.draft.raw)
    if turn.kind == "complaint_about_you" and agreed is not None and " i " in partner.line.text:
        found.append(Found("owns_part", 0, agreed.end(), "", *told("owns_part")))
    mine = content(reply)
    cut = pieces(reply, partner, turn, [(one.move, one.start, one.end) for one in found], shared(mine, content(partner)))
    for move, start, end in structural(cut, reply, partner, turn):
        why, advice = told(move)
        found.append(Found(move, start, end, "", why, advice))
    raw = reply.draft.raw
    kept = _kindly_meant(_left_to_them(_settled(_looked_at_again(found, turn, raw)), raw), raw)
    moves = _whole_turns(_taken_on(_handed_back(_outweighed(kept))), raw)
    if _talks_past(Heard(turn, moves, cut), moves, reply, partner):
        moves += (Found("minimising", cut[0].start, cut[-1].end, "", *told("minimising")),)
    return Heard(turn, moves, cut, partner.draft.raw)
