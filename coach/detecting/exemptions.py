"""What looks like blame and is not: run before any finding is believed. One function a trap, each with its test bank."""

from bisect import bisect_right
from collections.abc import Callable
from operator import itemgetter
import re

from ..clauses import Clause
from ..reading import Reading
from ..rulebook import Rule
from .elsewhere import oneself, third_person
from .kindly import outrage

_DENIAL = re.compile(
    r" (?:is not|are not|was not|were not|do not|did not|never|would never|'d never|could never|will not|will never|have never|has never|had never|"
    r"am not|does not|not|nobody|no one|none of us|nobody 's|no one 's) (?:[^ .,!?;:]+ ){0,3}(?:think|thinks|says|calls|thought|believe|say|said|saying|call|called|calling|mean|meant|blame|blamed|blaming|"
    r"accuse|accused|accusing|imply|implying|consider|suggest|suggesting) "
)
_BUT = re.compile(r" (?:but|however|though|[,-] just|just that|just a|just saying) ")
_NOT_LABEL = re.compile(r" (?:you|that|it|this) (?:are|were|is|was|'s|will|would)(?: [a-z]+)? not (?:[^ .,!?;:]+ ){0,3}$")
_GENERIC = re.compile(
    r"(?<= )(?:you never know|you can not win|you can not please|you win some|you live and learn|you know how it is|you do not get to choose|"
    r"you only live once|you get what you pay|you snooze you lose|you reap|you can not have it all|you can lead|you have to laugh|"
    r"you do what you can|you make your own luck|when you (?:get|are|grow) old(?:er)?|when you lose|you can never tell|you would think|"
    r"you can not make this (?:stuff|shit) up|you have got to|you wait|you can not blame) "
)
_CARE = re.compile(
    r"(?<= )(?:why|what) (?:[a-z']+ ){0,2}(?:you )?(?:are you |is |have you been )?(?:[a-z']+ ){0,1}(?:crying|upset|sad|shaking|quiet|hurting|limping|up so late|"
    r"still up|still awake|awake|worried|nervous|scared|tired|bothering you|on your mind|going on with you|wrong (?:babe|baby|love|hon|honey|dear|sweetie))"
)
_PERMISSION = re.compile(
    r"(?<= )you (?:[a-z]+ )?(?:do not|did not|never|would not|will not|will never|need not) (?:ever |even |really )?(?:have|had|need|needed) to "
)
_CONTRASTED_OFFER = re.compile(
    r"(?<= )(?:no worries|no problem|no rush|all good|want me to|i can bring|i will bring|i can drop|should i|do you want me|it 's ok|it is ok|that 's ok|that is ok) "
)


def quoted(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """X1: inside quotation marks, and longer than a scare quote."""
    if rule.quoted:
        return False
    return any(low <= start and end <= high and high - low > 14 for low, high in reading.quotes)


def reported(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """X2: the complement of a third person's saying ("my boss said you never listen")."""
    if clause is None or rule.quoted or rule.kind == "triangulation":
        return False
    seen, at = 0, clause
    while at is not None and seen < 4:
        verb, subject = at.matrix
        if verb in _SAYING and at.mark != "because" and (subject in ("they", "third", "everyone") or (subject == "you" and rule.kind in _ANSWERS)):
            return True
        head = reading.doc[at.head]
        at, seen = (reading.by_head(head.head.i) if head.head is not head else None), seen + 1
    return False


_ANSWERS = ("invalidation", "defensiveness", "withdrawal")
"""Kinds that the other's own words may hold, told by the writer ("you said it was just a joke")."""
_SAYING = frozenset(["say", "tell", "claim", "call", "yell", "shout", "scream", "write", "text"])
_ANSWERS = ("invalidation", "defensiveness", "withdrawal")
"""Kinds that the other's own words may hold, told by the writer ("you said it was just a joke")."""


def generic_you(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """X3: "you never know", "when you get old you forget things"."""
    return any(low <= start + 2 and end <= high + 25 for low, high in reading.noted("generic", _generic))


def _generic(reading: Reading) -> list[tuple[int, int]]:
    """Where a text speaks of anyone: raw spans."""
    return [reading.line.span(*found.span()) for found in _GENERIC.finditer(reading.line.text)]


def denied(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """X4: negated blame ("I don't think you're selfish", "you're not lazy"), unless a "but" follows ("not saying …, but")."""
    if rule.kind not in ("label", "blame", "contempt", "mind_reading", "generalisation", "pseudo_i", "invalidation", "should", "defensiveness", "comparison", "triangulation"):
        return False
    text, at = reading.line.text, _line_position(reading, start)
    if text[at:at + 1] in ".!?;":
        return False
    before = " " + " ".join(text[:at].rsplit(None, 9)[-9:]) + " "
    before = re.split(r"[.!?;:] ", before)[-1]
    before = before if before.startswith(" ") else " " + before
    match = max(_DENIAL.finditer(before), key=re.Match.start, default=None)
    if match and not re.search(r" (?:why|how) ", before[:match.start() + 1]) and len(before[match.end():].split()) <= (4 if "," in before[match.end():] else 7):
        after = re.split(r"[.!?] ", text[at:], maxsplit=1)[0]
        return not _BUT.search(" " + after)
    if rule.kind in ("label", "blame", "contempt") and _NOT_LABEL.search(before):
        return True
    return bool(clause is not None and rule.type == "clause" and rule.kind in ("label", "blame") and clause.negated)


def _line_position(reading: Reading, start: int) -> int:
    """Where the word that covers a raw offset begins in the line, or the one after it."""
    index = bisect_right(reading.line.spans, start, key=itemgetter(1))
    return reading.line.starts[index] if index < len(reading.line.starts) else len(reading.line.text)


def care(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """X6: a question that cares ("why are you crying?")."""
    if rule.kind != "accusing_question":
        return False
    at = _line_position(reading, start)
    return _CARE.search(reading.line.text[max(0, at - 1):at + 90]) is not None


def permission(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """X12: permission and release ("you never have to apologise")."""
    if rule.kind not in ("generalisation", "should"):
        return False
    at = _line_position(reading, start)
    window = reading.line.text[max(0, at - 1):at + 80]
    return _PERMISSION.search(window) is not None and " until " not in window


def relative(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """A relative clause that only says which one ("the pie tin you always used")."""
    return rule.type == "clause" and rule.kind == "generalisation" and clause is not None and clause.relation == "relcl" and not clause.negated


_SOMEBODY_TELLS = re.compile(
    r" (?:if|when|whenever|in case|every time|next time|whoever|anyone who|anybody who|the next person who) (?:[a-z']+ ){0,3}(?:ever |even |so much as )?(?:tell|tells|say|says|call|calls|told|tries to tell) "
    r"(?:you |me |us )?(?:that |again that )?$"
)
_ONCE_THOUGHT = re.compile(r" i (?:have |always |honestly |really |first |actually )*(?:used to think|once thought|thought|assumed|believed|was sure|was convinced|was told|was going to say|nearly said|almost said) (?:that )?$")
_TAKEN_BACK = re.compile(
    r" (?:i was (?:so |very |totally |completely |dead )?(?:wrong|mistaken|an idiot|unfair|too harsh)|i take it (?:all )?back|i could not have been more wrong|that was (?:not fair|unfair|wrong)|how wrong i was|"
    r"it was not (?:true|fair)|then (?:i (?:met|saw|got to know|realised|realized)|you [a-z]+ (?:me|us|your|my|the|up))|till i|until i|until you|till you|turns out|i stand corrected) "
)


def supposed(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """What somebody might say ("if anyone tells you you're lazy"), or what the writer once thought and takes back."""
    if not rule.problem or rule.severity < 2:
        return False
    text, at = reading.line.text, _line_position(reading, start)
    before = re.split(r"[.!?;] ", text[:at])[-1]
    before = before if before.startswith(" ") else " " + before
    if rule.kind not in ("ultimatum", "triangulation") and _SOMEBODY_TELLS.search(before):
        return True
    return _ONCE_THOUGHT.search(before) is not None and _TAKEN_BACK.search(text[at:at + 160]) is not None


_WONDERS = re.compile(r" (?:i|we) (?:(?:have|'ve|am|was|were|been|keep|just|do|did|started|start|to|also) )*(?:wonder|wondered|wondering) (?:if|whether) (?:[^.!?;]*)$")


def wondered(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """A guess that is owned as one ("I've been wondering if you're cross with me"), which a name for the other never is."""
    if rule.kind not in ("blame", "mind_reading", "pseudo_i", "generalisation", "comparison"):
        return False
    return _WONDERS.search(reading.line.text[:_line_position(reading, start)]) is not None


EXEMPTIONS: tuple[Callable[..., bool], ...] = (quoted, reported, generic_you, denied, care, permission, relative, wondered, supposed, third_person, oneself, outrage)


def exempt(rule: Rule, start: int, end: int, reading: Reading) -> str:
    """The name of the exemption that holds for a finding at raw [start, end), or ""."""
    clause = reading.clause_at(start, end)
    return next((check.__name__ for check in EXEMPTIONS if check(rule, start, end, clause, reading)), "")
