"""Where in a message a feeling would be said: after the words it can be about."""

from collections.abc import Sequence
import re

from ..detecting.polarity import heat_of
from ..learnt.single import grievance
from .asking import asks
from .planning import CREDIT, DEFENDS, REFUSES, THEIR_ACT, WRONG, Plan, sentence_ends, tells, words
from .units import Unit

_OFFER = re.compile(r"^(?:(?:do )?(?:u|you) )?(?:want|wanna|wana|can|could|would|will|let'?s|lets|shall|how about|pls|please)\b", re.I)
_EASES = re.compile(r"(?:i['’]?m |i am )?(?:not|ain['’]?t) (?:try\w*|tryna|mad|angry|blaming|saying)\b|(?:i )?(?:don['’]?t|do not) (?:want|wanna|mean) to\b", re.I)
_NO_EVENT = re.compile(r"(?:you['’]?re|youre|ur|u r|you are|u are) (?:\d+|(?:twenty|thirty|forty|fifty|sixty)\b)|(?:hi|hello|hey|just a quick)\b|(?:i|we)(?:['’]?ve| have) (?:been )?(?:very |so |really |more than )?(?:patient|kind|nice|fair|good|generous|quiet)\b", re.I)
"""An age, a greeting, one's own patience."""
_ASKS_FACT = re.compile(r"(?:how (?:much|many|long|come|do|did)|where|why|who|can|could|do (?:you|u)|did (?:you|u)) \w+", re.I)
"""Words that calm, and questions without their mark: no feeling hangs on them."""
_NOT_GLAD = frozenset("fair like well pretty play party present number gift share matter ok okay good help please safe save saved trust dear ready agreed promise promised".split())
"""Words of VADER's that say nothing of a message's mood."""
_AHEAD = re.compile(r"\b(?:(?:i|we)(?:['’]?ve| have) got|i'?ll|ill|will|gonna|going to|imma|i'?m (?:going|coming|heading|at)|im (?:going|goin|coming|at|gettin|getting|on)|be (?:home|there|back)|shall|tomorrow|tmrw|see you|next (?:one|week|time))\b", re.I)
_OF_US = re.compile(r"\b(?:you|u|your|ur|me|us)\b", re.I)
_TIMED = re.compile(r"\b(?:\d|at (?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|noon)|mon|tue|wed|thu|fri|sat|sun)", re.I)
_PERFECT = re.compile(r"^(?:and |but |so )*(?:i|we)(?:['’]?ve| have) (?!got\b|to\b|no\b|a\b|an\b|the\b|never\b)", re.I)
_WAITED = re.compile(r"\b\d+ ?(?:mins?|minutes?|hours?|hrs?|h|days?|weeks?|wks?|months?|years?|times?|quid|euros?|dollars?)\b|[£€$]\d", re.I)
_RELIEF = re.compile(r"\b(?:came|come|comes) back (?:all )?(?:clear|fine|ok|okay|normal|negative|clean)\b|\ball clear\b|\bi (?:passed|won|got (?:the|in)|made it)\b", re.I)
_WH = re.compile(r"(?:how|what|when|where|who|why|which|is|are|do|did|can|could|should)\b", re.I)
_TRAILING = re.compile(r"(?:not (?:one|once|a \w+)|for|in|on|at|since|with|without|again|twice|\d+|two|three|four|five|six|ten|half|all|every|in front)\b", re.I)


_NEWS = -1.4
"""The log-odds below which a kept unit tells plans and news, and nothing that went wrong."""


def hurts(unit: Unit, plan: Plan) -> int:
    """How much a kept unit is something a feeling can be about; 0 and less: it is not.

    What the other did counts most, what happened next, what the writer went through least; plans, thanks, questions and good
    news are nothing to be hurt about.
    """
    text = plan.reading.draft.raw[unit.start:unit.end]
    clause = unit.clause
    if not tells(unit, plan.reading) or _OFFER.match(text) or _EASES.match(text) or _NO_EVENT.match(text) or _ASKS_FACT.match(text) or (clause is not None and clause.mood != "statement") or CREDIT.search(text) or (REFUSES.search(text) and (clause is None or clause.subject != "you")):
        return 0
    said = [plan.reading.line.sequence[at] for at in plan.reading.words(unit.start, unit.end)]
    if (clause is None or clause.subject != "you") and heat_of(" ".join(word for word in said if word not in _NOT_GLAD)) > 1.2:
        return 0
    if _AHEAD.search(text) and not (clause is not None and clause.subject == "you" and clause.tense == "past"):
        return 0
    if re.match(r"(?:if|unless)\b", text, re.I) or (clause is not None and (clause.modal in ("should", "must", "ought") or (clause.tense == "future" and clause.subject == "you"))):
        return 0
    subject = clause.subject if clause is not None else "none"
    if _RELIEF.search(text):
        return 0
    if subject == "none" and _WAITED.search(text):
        return 2
    if subject in ("you", "yours"):
        return 4
    if not WRONG.search(text) and grievance([word for word in said if word not in ".,!?;:-"]) < _NEWS:
        return 0
    if subject in ("i", "we"):
        if (clause.tense != "past" and not _PERFECT.search(text)) or clause.negated or " never " in text or DEFENDS.search(text):
            return 0
        return 2 if THEIR_ACT.search(text) or not plan.kind.say.startswith("I get") else 1
    if clause is not None and clause.verb == "be" and clause.tense != "past" and not clause.negated and any(
        child.dep_ == "attr" and child.pos_ in ("NOUN", "PROPN") for child in plan.reading.doc[clause.head].children
    ):
        return 1
    told = clause is None or clause.tense == "past" or clause.negated or _OF_US.search(text) is not None
    return 3 if told else 0 if _TIMED.search(text) else 2 if WRONG.search(text) or heat_of(" ".join(said)) < 0 else 1


def anchor(plan: Plan, flagged: Sequence[int]) -> int:
    """The kept unit after which the feeling is said: where most of what hurts is told, near the flagged words, or -1."""
    weights = {at: hurts(unit, plan) for at, unit in enumerate(plan.units) if not unit.findings and at not in plan.soft}
    telling = {at: weight for at, weight in weights.items() if weight > 1} or {at: weight for at, weight in weights.items() if weight}
    if not telling:
        return -1
    first = flagged[0] if flagged else 0
    at = max(telling, key=lambda one: (telling[one], one >= first - 1, -abs(one - first)))
    raw, steps = plan.reading.draft.raw, 0
    while (at + 1 in telling and steps < 3 and telling[at + 1] > 2) or (at + 1 < len(plan.units) and not sentence_ends(raw, plan.units[at]) and not plan.units[at + 1].findings and at + 1 not in plan.soft and not asks(plan.units[at + 1], plan.reading) and not _WH.match(raw, plan.units[at + 1].start)) or (at + 1 < len(plan.units) and steps < 3 and _trails(plan, at + 1)):
        at, steps = at + 1, steps + 1
    return at


def _trails(plan: Plan, at: int) -> bool:
    """Whether a kept unit is a few words that only belong to the sentence before them ("for 4 months", "Not one.")."""
    unit = plan.units[at]
    text = plan.reading.draft.raw[unit.start:unit.end]
    return not unit.findings and at not in plan.soft and words(text) <= 5 and _TRAILING.match(text) is not None and not any(token.tag_ in ("VBD", "VBP", "VBZ", "MD") for token in plan.reading.tokens(unit.start, unit.end))
