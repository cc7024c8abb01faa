"""What the other person's message is: a vent, a complaint, good news … Cues of rules/listening/turns.toml, and structure."""

from dataclasses import dataclass, replace
import re

from ..detecting.phrase import hits
from ..detecting.polarity import heat_of, negative, praise
from ..reading import Reading
from ..rulebook import Rulebook

FELT = frozenset(["vent", "complaint_about_you", "good_news", "crisis"])
"""Turns that wish to be heard before anything is answered."""
_GLAD = frozenset("👀🎉🥹😭🥳😍🎊🏆🙌👏💃🕺🤩🔥✨😎💍👶🎓🥂🍾🚛🏃🇺💪😁😄❤💖🤗🎂")
_SORE = frozenset("😔💔😞😢😣😩😤😡😒🙁☹😕😟😰😥😓🤦😖😫🥺🙃")
_QUESTION_START = re.compile(
    r"^ (?!would (?:have|be|love|like|appreciate) |could have )(?:(?:hey|ok|so|and|btw|quick question|babe|hi|mom|dad|also|wait|um|honey|love|oh) [,.!]? ?){0,2}(?:(?:what|how|why)(?:'s| [a-z]+)? (?:is|are|was|were|did|do|does|will|would|can|could|should|has|have|you|we|time|i|the|that|it|they|he|she)|(?:when|where|who|which)(?:'s)? (?:is|are|was|were|did|do|does|will|would|can|could|should|you|we)|what|eta|which|how|why|did|do|does|is|are|was|were|can|could|will|would|should|have|has|any|r|you (?:coming|going|home|there|ok|want|need|free|up|bringing|still|around|good|done|ready|guys|have (?:a|any|the|time|room|some)|got (?:a|any|the|time|room|some)|think|sure|busy|around)) (?!not |a |an )"
)
_ASKS_TO_STOP = re.compile(r" why |(?: please)? (?:can|could|would|will) you (?:please |just |pls )*(?:stop|not) ")
"""A complaint put as a question."""
_CLOCK = re.compile(r"\b\d{1,2}[:.]\d\d\b|\b(?:platform|gate|terminal|row|room|floor) \d")
"""A time of the clock or a place with a number: the talk is of plans."""
_CHOICE = re.compile(r"^ (?:(?:so|ok|right) ,? ?)?(?:who|where)'s \w+|^ (?:the )?[a-z]+(?: [a-z]+)? or (?:the )?[a-z]+(?: [a-z]+)?(?: (?:for|on|with|to) [a-z ]+)? ?$")
_LAUGHS = re.compile(r"\b(?:lo+l|ha(?:ha)+|lmf?ao+)\b|😂|🤣", re.I)
_FEARED = re.compile(r"(?<= )what if (?:i|he|she|it|they|we|you|the|my|our|this|that|something|nobody|no one) ")
"""How a fear is put as a question that wants no answer; what is feared has to be a cue of its own (_FEAR)."""
_STATED = re.compile(r"(?<= )(?:i (?:feel|felt|hate|cried|can not|could not)|i am (?:so|not) |hurt|scared|crying|alone|ashamed|embarrassed) ")


@dataclass(frozen=True, slots=True)
class Turn:
    """kind: one of TURNS. rules: ids of the cues that spoke. weights: what was weighed, kind -> sum; and "plain", how much
    of it is everyday talk, "length", its words, a further sentence counted as five, "asked", how much of it is a question, "laughs", whether they laugh."""

    kind: str
    rules: tuple[str, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()


def is_plain(turn: Turn) -> bool:
    """Whether a message read as a vent shows nothing that says so: what it feels like is not known."""
    return turn.kind == "vent" and dict(turn.weights).get("vent", 0.0) <= 1.3


_ENOUGH = {"vent": 1.31, "good_news": 1.9, "complaint_about_you": 2.5}
_BASE = 1.2
"""What a message weighs as a vent before anything in it speaks for one."""
_QUIET, _TOLD = "listening/turns_quiet.", "listening/turns_told."
_LONG = 11
"""From so many words a thing of every day named in them says less: "the talk with mum about giving up the car keys"."""
_LEANS = frozenset([_QUIET + "errands", _QUIET + "small_talk", _QUIET + "weighs"])
"""Cues that are weighed by themselves: of everyday talk (they count only where nothing heavier is said), and words of weight."""
_FEAR = _QUIET + "feared"
_EVERYDAY = _LEANS - {_QUIET + "weighs"}


def asks_little(turn: Turn) -> bool:
    """Whether a message shows so little feeling that a short plain answer will do ("the bus is early")."""
    weights = dict(turn.weights)
    least = _ENOUGH.get(turn.kind, 0.0)
    if turn.kind == "good_news" and weights.get("plain", 0.0) >= 2.0:
        return weights["good_news"] < 2.7
    if turn.kind == "vent" and not any((rule.startswith((_QUIET, _TOLD)) or rule == "listening/turns.vent") and rule not in _LEANS and rule != _QUIET + "load" for rule in turn.rules):
        felt, plain = weights.get("vent", 9.0), weights["plain"]
        if (plain >= 1.5 or weights.get("laughs", 0.0)) and felt < 3.3:
            return True
        return felt < (2.1 if _QUIET + "load" in turn.rules else 2.0) and (plain >= 1.5 or (weights["length"] < 10 and _QUIET + "weighs" not in turn.rules))
    return weights.get(turn.kind, 9.0) < least


_SORRY_FOR = re.compile(r" (?:ouch|sorry|sting|stings|hurts?|awful|horrible|gutting|sucks|rough|unfair|infuriating|lonely|cruel|brutal|devastating|heartbreaking|poor you|oh no|ah no|oh love|that must|must have|livid|furious|angry for you|stab|gut punch|slap|kick in the) ")
_GLAD_FOR = re.compile(r" (?:congrats|congratulations|so proud|proud of you|well done|how (?:wonderful|lovely|exciting|brilliant|fantastic)|(?:wonderful|brilliant|fantastic|amazing|great|good|lovely) news|made up for you|happy for you|chuffed|what a relief|yay+|woo+hoo+|way to go) ")
_CHEERS = re.compile(r" (?:amazing|brilliant|fantastic|wonderful|yay+|yes+|omg|woo+|wow+|incredible|look at you|go you|get in|that is (?:so )?(?:great|amazing|brilliant|good|lovely)|so happy|so pleased|proud|love (?:this|that|it)) ")
"""Words that cheer where a mark of exclamation goes with them."""
_FEELS_FOR = re.compile(
    r" (?:i am (?:so|really|very) sorry|so sorry|poor (?:you|thing|love|lamb|lad|kid)|oh no i am|(?:that|this|it) (?:must|sounds|does sound|is so|is just so) |(?:that is|what a|how) (?:\w+ )?(?:awful|horrible|rotten|rubbish|unfair|cruel|gutting|grim|upsetting|infuriating|annoying|shame)|gutted for|heartbroken|ouch|oof) "
)
"""How a reply shows that it heard a trouble, however plainly it was told."""
_OWNS_UP = re.compile(r" (?:you are (?:so |absolutely |totally )?right|i do do that|i do do it|i should (?:not )?have|my fault|that is on me|i let you down|i have been (?:selfish|useless|unfair|distant|rubbish)|i was (?:wrong|out of order|out of line)) ")
"""How a reply owns what the message holds against its writer."""
_HEARD = 3.5
"""What a message weighs as a vent where the reply hears a trouble in it."""
_DOUBTFUL = 4.5
"""Below this a message read as good news is not surely so."""


def as_met(turn: Turn, partner: Reading, reply: Reading) -> Turn:
    """The turn, where the message leaves it open, as the reply takes it: who answers "ouch, that stings" heard no good news,
    and who answers "congratulations" heard no trouble."""
    weights, text = dict(turn.weights), reply.line.text
    if turn.kind == "good_news" and weights.get("good_news", 9.0) < _DOUBTFUL and "!" not in partner.draft.raw and _SORRY_FOR.search(text) and not _GLAD_FOR.search(text):
        return replace(turn, kind="vent")
    glad = _GLAD_FOR.search(text) or ("!" in reply.draft.raw and _CHEERS.search(text))
    if turn.kind in ("vent", "question") and _OWNS_UP.search(text) and ("you" in partner.line.text.split() or " sorry " in text):
        return replace(turn, kind="complaint_about_you", weights=(*(one for one in turn.weights if one[0] != "complaint_about_you"), ("complaint_about_you", _ENOUGH["complaint_about_you"])))
    if (is_statement(turn) or (turn.kind == "vent" and asks_little(turn))) and _FEELS_FOR.search(text) and not _GLAD_FOR.search(text):
        return replace(turn, kind="vent", weights=(*(one for one in turn.weights if one[0] not in ("vent", "plain", "laughs")), ("vent", _HEARD), ("plain", 0.0)))
    if turn.kind == "vent" and (is_plain(turn) or (asks_little(turn) and "!" in reply.draft.raw)) and glad and not _SORRY_FOR.search(text):
        return replace(turn, kind="good_news")
    return turn


def is_felt(turn: Turn) -> bool:
    return turn.kind in FELT


def is_open(turn: Turn) -> bool:
    """Whether no cue says what a message is: trouble, joy, a hurt or a word in passing. Then the reply alone tells."""
    return turn.kind in ("vent", "question") and dict(turn.weights).get("asked", 1.0) < 1.0 and not set(turn.rules) - _LEANS - {_QUIET + "load", "listening/turns.logistics"}


def is_statement(turn: Turn) -> bool:
    """Whether a message read as everyday talk asks nothing: an unkind answer to it is one all the same."""
    return turn.kind == "question" and dict(turn.weights).get("asked", 1.0) < 1.0


def _emoji(reading: Reading) -> str:
    return "".join(reading.draft.raw[start:end] for start, end in reading.draft.emoji)


_NO_ACT = frozenset("be have want need look seem know think mean deserve love like miss remember feel sound inspire rock win help hear see get own say believe owe live work mind understand suppose reckon inherit start finish".split())
"""What "you" do that no complaint begins with by itself."""
_PLANNED = re.compile(r"\d| (?:today|tonight|tomorrow|later|this (?:week|morning|afternoon|evening)|next|on (?:mon|tues|wednes|thurs|fri|satur|sun)day|then|first|if|smile|laugh|happy|proud|safe|better|so much) ")


_BLEAK = re.compile(r" (?:(?:can not|could not) (?:speak|walk|see|hear|breathe|remember|eat|swallow|move|sleep)|never (?:once )?(?:said|told|came|held|asked)|died|dying|dead|funeral|cancer|stroke|hospice|tumou?r|passed away|too late|wish (?:i|he|she|they) had) ")
"""Beside it nothing is news to cheer."""
_FINE_DAY = re.compile(r"^ (?:(?:had|it was|what|such|just) )*(?:a |an |the )?(?:most |really |so |such )?(?:lovely|gorgeous|perfect|glorious|beautiful|peaceful|wonderful) (?:evening|day|morning|afternoon|night|walk|swim|weekend|time|dinner|meal|sunset) ")
_KEPT_ON = re.compile(r" but (?:i|we) (?:kept going|kept on|finished|did it|made it|got through it|got there|carried on|managed it) ")


def _about_you(reading: Reading, book: Rulebook) -> float:
    """How much is said about the reader's acts: past, habitual or denied things, "when you …"; thanks are none."""
    weight = 0.0
    if re.search(r" (?:thank|thanks|proud of you|love you|appreciate|so sweet) ", reading.line.text):
        return 0.0
    for clause in reading.clauses:
        if clause.subject not in ("you", "yours") or clause.mood == "question" or praise(clause, book):
            continue
        if (clause.verb in ("know", "guess", "see", "imagine", "believe") and clause.tense == "present") or clause.modal in ("can", "would", "will", "could"):
            continue
        if weight == 0.0 and clause is reading.clauses[0] and clause.subject == "you" and (clause.tense == "past" or clause.negated or clause.frequency) and "!" not in reading.draft.raw:
            weight += 1.2
        if clause is reading.clauses[0] and clause.subject == "you" and clause.tense == "present" and not clause.modal and not clause.negated and "!" not in reading.draft.raw and (
            clause.verb.split()[0] == "keep" or (clause.verb.split()[0] not in _NO_ACT and re.search(r" (?:i|me|my|us|our) ", reading.line.text) and not _PLANNED.search(reading.line.text))
        ):
            weight += 2.6
        elif clause.tense == "past" or clause.negated or clause.frequency or clause.mark in ("when", "whenever", "that", "because", "how"):
            weight += 1.9 if clause.subject == "you" else 0.8
        elif negative(clause, book) or clause.matrix[0] in ("feel", "hurt", "bug", "bother", "wish", "hate"):
            weight += 1.5
    return weight


def _asks(reading: Reading) -> float:
    """How much of a message is a question: 2 when all of it is, 1 when it ends in one."""
    text = reading.line.text
    sentences = [part for part in re.split(r"(?<=[.!?]) ", text.strip()) if re.search(r"\w", part)]
    if not sentences:
        return 0.0
    asked = [part for part in sentences if part.rstrip().endswith("?") or (_QUESTION_START.match(" " + part) and not part.startswith("when you ")) or _CHOICE.match(" " + part)]
    if len(asked) == len(sentences):
        return 2.0
    return 1.0 if asked and asked[-1] == sentences[-1] else (0.5 if asked else 0.0)


def turn_of(reading: Reading, book: Rulebook) -> Turn:
    """The turn of a message, by the weight of its cues; a plain statement without feeling is logistics ("question")."""
    found = list(hits(reading.line, book, book.turns))
    weights = dict.fromkeys(("vent", "complaint_about_you", "good_news", "asks_advice", "asks_help", "question", "bid"), 0.0)
    for rule in {hit.rule.id for hit in found} - _LEANS:
        weights[book.by_id[rule].kind] += book.by_id[rule].severity + (0.8 if len({hit.start for hit in found if hit.rule.id == rule}) > 1 else 0.0)
    weights_rules = tuple(sorted({hit.rule.id for hit in found}))
    raw, text = reading.draft.raw, reading.line.text
    emoji, words = _emoji(reading), len(re.findall(r"\w+", raw))
    heat = heat_of(text)
    weights["complaint_about_you"] += min(3.0, _about_you(reading, book))
    bright = weights["good_news"] + (1.0 if weights["good_news"] >= 2 and "!!" in raw else 0.0) + 0.7 * min(3, raw.count("!")) + 1.0 * sum(char in _GLAD for char in emoji[:4])
    weights["good_news"] = bright + max(-2.0, min(1.0, 0.15 * heat)) if bright else 0.0
    if bright and "!" not in raw and _BLEAK.search(text):
        weights["good_news"] -= 3.0
    if (_FINE_DAY.search(text) and heat >= 0) or (_KEPT_ON.search(text) and "!" in raw):
        weights["good_news"] += 2.5
    weights["vent"] += _BASE + 1.0 * sum(char in _SORE for char in emoji[:4]) + max(-1.0, min(2.0, (-0.2 if bright >= 2 else -0.5) * heat)) + (1.0 if _STATED.search(text) else 0.0)
    if re.search(r"\b(?:smh|ugh+|fml|ffs|wtf|kms|lmao)\b", raw, re.I):
        weights["vent"] += 1.0
    if 1.0 < weights["complaint_about_you"] < 2.5 and weights["vent"] - _BASE > 1.0:
        weights["complaint_about_you"] += 1.0
    feared = _FEAR in weights_rules and max(weights["asks_advice"], weights["asks_help"]) < 2 and _FEARED.search(text) is not None
    asked = 0.0 if feared else 2.0 if weights["asks_advice"] >= 3 and " or " in text and not re.search(r"[.!]\s+\w", raw) else _asks(reading)
    strong_feeling = max(weights["complaint_about_you"], weights["good_news"], weights["vent"] - _BASE)
    heavy = min(3, len({hit.start for hit in found if hit.rule.id == _QUIET + "weighs"}))
    weights["vent"] += 0.45 * heavy
    plain = sum(2.0 for rule in {hit.rule.id for hit in found} & _EVERYDAY) - 0.7 * heavy + (1.0 if _LAUGHS.search(raw) else 0.0)
    plain *= 0.5 if words >= _LONG and not asked else 1.0
    told = len(re.findall(r"[.!?]\s+\w", raw))
    plain = min(3.0, max(0.0, plain + (2.0 if _CLOCK.search(raw) and not heavy and weights["vent"] <= _BASE else 0.0)))
    weights["plain"], weights["length"], weights["asked"] = plain, words + 5.0 * told, asked
    weights["laughs"] = 1.0 if _LAUGHS.search(raw) else 0.0
    if strong_feeling >= 2.0 or max(weights[kind] for kind in ("asks_advice", "asks_help", "bid")) >= 2:
        plain = 0.0
    if weights["complaint_about_you"] >= 2.5:
        weights["vent"] = min(weights["vent"], weights["complaint_about_you"])
        weights["question"] -= 3.0 if asked < 1.0 or _ASKS_TO_STOP.match(text) else 0.0
    if asked and max(weights["asks_advice"], weights["bid"], weights["asks_help"]) >= 2:
        weights["question"] -= 2.5
    if asked == 2.0:
        weights["question"] += 3.0 if words <= 25 else 2.0
        for kind in ("vent", "good_news", "complaint_about_you"):
            weights[kind] -= 1.0
    elif asked and words <= 16 and strong_feeling < 1.5:
        weights["question"] += 2.0
    elif asked == 0.0:
        weights["asks_advice"] -= 1.0
    if asked and weights["asks_advice"] >= 3:
        weights["asks_advice"] += 1.5
    if words > 12 and asked < 1.0:
        weights["question"] -= 1.5
    if weights["question"] and strong_feeling < 1.0 and words <= 16:
        weights["question"] += 1.0
    if weights["bid"] >= 2 and words <= 20 and weights["complaint_about_you"] < 2.5:
        weights["bid"] += 1.0
    if weights["asks_help"] >= 2 and weights["asks_advice"] < 2 and re.match(r" (?:(?:hey|babe|mom|dad|hi|ok|so) ,? ?)?(?:can|could|would|will) you ", text):
        weights["asks_help"] += 2.5
    if weights["asks_help"] >= 2 and asked and weights["asks_advice"] < 2:
        weights["asks_help"] += 1.5
    if weights["asks_help"] >= 2 and re.match(r" (?:i )?(?:really )?need (?:someone|somebody|you|a (?:hand|lift|favour|favor)) ", text):
        weights["asks_help"] += 1.5
    if weights["asks_help"] and asked < 0.5 and not re.search(r"(?<= )(?:need|please|pls) ", text):
        weights["asks_help"] -= 1.5
    weights["question"] += plain * (0.5 if told and (asked or words < _LONG) else 1.0)
    weights["vent"] -= 0.5 if plain and not told else 0.0
    order = ("asks_advice", "complaint_about_you", "asks_help", "bid", "good_news", "question", "vent")
    kind = max(order, key=lambda one: (weights[one], -order.index(one)))
    if weights[kind] <= 0:
        kind = "vent"
    return Turn(kind, weights_rules, tuple(weights.items()))
