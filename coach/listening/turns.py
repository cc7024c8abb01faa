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
_CHOICE = re.compile(r"^ (?:(?:so|ok|right) ,? ?)?(?:who|where)'s \w+|^ [a-z]+ or [a-z]+ ?$")
_LAUGHS = re.compile(r"\b(?:lo+l|ha(?:ha)+|lmf?ao+)\b|😂|🤣", re.I)
_FEARED = re.compile(r"(?<= )what if (?:i|he|she|it|they|we|you|the|my|our|this|that|something|nobody|no one) ")
"""How a fear is put as a question that wants no answer; what is feared has to be a cue of its own (_FEAR)."""
_STATED = re.compile(r"(?<= )(?:i (?:feel|felt|hate|cried|can not|could not)|i am (?:so|not) |hurt|scared|crying|alone|ashamed|embarrassed) ")


@dataclass(frozen=True, slots=True)
class Turn:
    """kind: one of TURNS. rules: ids of the cues that spoke. weights: what was weighed, kind -> sum; and "plain", how much
    of it is everyday talk, "length", its words, a further sentence counted as five."""

    kind: str
    rules: tuple[str, ...] = ()
    weights: tuple[tuple[str, float], ...] = ()


def is_plain(turn: Turn) -> bool:
    """Whether a message read as a vent shows nothing that says so: what it feels like is not known."""
    return turn.kind == "vent" and dict(turn.weights).get("vent", 0.0) <= 1.3


_ENOUGH = {"vent": 1.31, "good_news": 1.9, "complaint_about_you": 2.5}
_BASE = 1.2
"""What a message weighs as a vent before anything in it speaks for one."""
_QUIET = "listening/turns_quiet."
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
    if turn.kind == "vent" and not any((rule.startswith(_QUIET) or rule == "listening/turns.vent") and rule not in _LEANS and rule != _QUIET + "load" for rule in turn.rules):
        return weights.get("vent", 9.0) < (3.3 if _QUIET + "load" in turn.rules else 2.6 if weights["length"] < 8 else 2.1) and (weights["plain"] >= 1.5 or (weights["length"] < 10 and _QUIET + "weighs" not in turn.rules))
    return weights.get(turn.kind, 9.0) < least


_SORRY_FOR = re.compile(r" (?:ouch|sorry|sting|stings|hurts?|awful|horrible|gutting|sucks|rough|unfair|infuriating|lonely|cruel|brutal|devastating|heartbreaking|poor you|oh no|ah no) ")
_GLAD_FOR = re.compile(r" (?:congrats|congratulations|so proud|proud of you|well done|how (?:wonderful|lovely|exciting|brilliant|fantastic)|(?:wonderful|brilliant|fantastic|amazing|great|good|lovely) news|made up for you|happy for you|chuffed|yay+|woo+hoo+|way to go) ")
_DOUBTFUL = 4.5
"""Below this a message read as good news is not surely so."""


def as_met(turn: Turn, partner: Reading, reply: Reading) -> Turn:
    """The turn, where the message leaves it open, as the reply takes it: who answers "ouch, that stings" heard no good news,
    and who answers "congratulations" heard no trouble."""
    weights, text = dict(turn.weights), reply.line.text
    if turn.kind == "good_news" and weights.get("good_news", 9.0) < _DOUBTFUL and "!" not in partner.draft.raw and _SORRY_FOR.search(text) and not _GLAD_FOR.search(text):
        return replace(turn, kind="vent")
    if turn.kind == "vent" and is_plain(turn) and _GLAD_FOR.search(text) and not _SORRY_FOR.search(text):
        return replace(turn, kind="good_news")
    return turn


def is_felt(turn: Turn) -> bool:
    return turn.kind in FELT


def _emoji(reading: Reading) -> str:
    return "".join(reading.draft.raw[start:end] for start, end in reading.draft.emoji)


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
        if clause.tense == "past" or clause.negated or clause.frequency or clause.mark in ("when", "whenever", "that", "because", "how"):
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
    weights["vent"] += _BASE + 1.0 * sum(char in _SORE for char in emoji[:4]) + max(-1.0, min(2.0, (-0.2 if bright >= 2 else -0.5) * heat)) + (1.0 if _STATED.search(text) else 0.0)
    if re.search(r"\b(?:smh|ugh+|fml|ffs|wtf|kms|lmao)\b", raw, re.I):
        weights["vent"] += 1.0
    if 1.0 < weights["complaint_about_you"] < 2.5 and weights["vent"] - _BASE > 1.0:
        weights["complaint_about_you"] += 1.0
    feared = _FEAR in weights_rules and max(weights["asks_advice"], weights["asks_help"]) < 2 and _FEARED.search(text) is not None
    asked = 0.0 if feared else _asks(reading)
    strong_feeling = max(weights["complaint_about_you"], weights["good_news"], weights["vent"] - _BASE)
    heavy = min(3, len({hit.start for hit in found if hit.rule.id == _QUIET + "weighs"}))
    weights["vent"] += 0.45 * heavy
    plain = sum(2.0 for rule in {hit.rule.id for hit in found} & _EVERYDAY) - 0.7 * heavy + (1.0 if _LAUGHS.search(raw) else 0.0)
    told = len(re.findall(r"[.!?]\s+\w", raw))
    plain = max(0.0, plain)
    weights["plain"], weights["length"] = plain, words + 5.0 * told
    if strong_feeling >= 2.0 or max(weights[kind] for kind in ("asks_advice", "asks_help", "bid")) >= 2:
        plain = 0.0
    if weights["complaint_about_you"] >= 2.5:
        weights["vent"] = min(weights["vent"], weights["complaint_about_you"])
        weights["question"] -= 3.0 if asked < 1.0 else 0.0
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
    if weights["asks_help"] >= 2 and re.match(r" (?:(?:hey|babe|mom|dad|hi|ok|so) ,? ?)?(?:can|could|would|will) you ", text):
        weights["asks_help"] += 2.5
    if weights["asks_help"] >= 2 and asked and weights["asks_advice"] < 2:
        weights["asks_help"] += 1.5
    if weights["asks_help"] and asked < 0.5 and not re.search(r"(?<= )(?:need|please|pls) ", text):
        weights["asks_help"] -= 1.5
    weights["question"] += plain * (0.5 if told else 1.0)
    weights["vent"] -= 0.5 if plain and not told else 0.0
    order = ("asks_advice", "complaint_about_you", "asks_help", "bid", "good_news", "question", "vent")
    kind = max(order, key=lambda one: (weights[one], -order.index(one)))
    if weights[kind] <= 0:
        kind = "vent"
    return Turn(kind, weights_rules, tuple(weights.items()))
