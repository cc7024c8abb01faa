"""What a message asks for: the request it already makes, or one made of what it misses ("you never text" -> "could you text")."""

import re

from ..clauses import Clause
from ..reading import Reading
from ..results import Part
from .operations import COARSE, Turned, predicate_base
from .units import Unit
from .voice import Voice, dress

_PLEASE = re.compile(r"(?<!said )(?<!say )(?<!a )\b(?:pls|plz|please|plss|kindly)\b", re.I)
_TO_YOU = re.compile(r"\b(?:can|could|would|will|wld|cud) (?:u|you|ya|we)\b|\b(?:let'?s|lets|let us|let me know|lmk)\b|(?:^|[.!?,;]\s*|\b(?:please|pls|just|and|so|n|but|then)\s+)(?:tell|text|txt|call|help|send|show|give|let|ask) me\b|(?<!asked )(?<!asked you )(?<!asked u )(?<!day )\bif (?:u|you) (?:could|can|would)\b|\bdo (?:u|you) mind\b|\bwanna talk\b|\bwould mean\b|\bhow about\b", re.I)
_WISH = re.compile(
    r"\b(?:i|we)(?:['’]?d| would)?(?: (?:just|only|really|rly|still|honestly|so|do|would|simply))* (?:want|wanna|wana|need|like|love|prefer|rather|hope|wish|miss|expect|appreciate)\b"
    r"(?! (?:u|you|ya|how|that|this place|ur|your)\b(?! (?:to|home|there|here|back|with)\b))(?! to (?:fight|argue|do this))",
    re.I,
)
_REFUSED = re.compile(r"\b(?:don'?t|dont|do not|didn'?t|didnt|never|not|no longer|won'?t|wont)(?: \w+)? (?:want|wanna|need|like|love|rather|hope|wish|expect)\b(?! (?:u|you) )", re.I)
_WARM_IMPERATIVE = frozenset("enjoy have thank love forget look listen guess sleep see excuse forgive imagine hope".split())
PAST = re.compile(
    r"[\s,]+(?:yet|anymore|any more|either|too|again|already|once|one time|even once|at all|ever|lately|since\b.*|(?:all|the whole|this|that|last|yesterday|the other) (?:day|night|nite|nights|week|weekend|month|year|morning|evening|afternoon|time)|yesterday|tonight|today|"
    r"in (?:(?:\d+|an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|so many|over|nearly|almost|the last|the past|years?|months?|weeks?|days?|forever)\b ?)+(?:days?|weeks?|months?|years?)?|for (?:(?:\d+|an?|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|the last|the past|over)\b ?)+(?:days?|weeks?|months?|years?|hours?|hrs?)|when .* (?:was|were|did|had|died|came|got)\b.*)$",
    re.I,
)
SPLICED = re.compile(r"(?<!\bthank)(?<!\bthat)(?<!\bif)(?<!\bwhen)(?<!\bwhat)(?<!\bhow)(?<!\bwhere)(?<!\bwhy)(?<!\bwho)(?<!\bthan)(?<!\bas)(?<!\babout)\s+(?:u|you|ya|i)\s.*$", re.I)
"""The next thought of a run-on ("ask me u just did it")."""
_TAGGED = re.compile(r",?\s(?:abi|innit|eh|right|huh|na|ba|isn['’]?t it|no|hein|di ba|yeah|haven['’]?t you|aren['’]?t you|don['’]?t you|didn['’]?t you|do you|are you|did you|have you)\s*\?$", re.I)
"""A statement with a tag asks for nothing but a nod."""
_RHETORICAL = re.compile(r"how (?:the hell |on earth |the fuck )?(?:am|are|were|was|can|could) (?:i|we) (?:ever |even )?(?:meant|supposed|expected)?\b", re.I)
"""Asked of nobody: "how am i meant to trust you"."""
_SAYS = frozenset("call text tell ask answer reply warn message write phone ring check let thank knock".split())
"""Acts that can be asked for next time, after they were missed once."""
_STATES = frozenset(
    (
        "be have fancy stand bear taste choose pick touch know want like love care think feel need mean seem see hear understand remember respect trust believe matter change try do get learn appreciate "
        "listen notice realize realise deserve stop quit support value miss hate consider bother wonder act put make find lie lift"
    ).split()
)
"""Verbs whose missing is no act that a plain "could you" names well; a frame knows better, or nothing does."""
SCORNED = re.compile(r"\b(?:serious(?:ly)?|excuses?|lies?|lectures?|attitudes?|bullshit|bs|crap|shit|nonsense|rubbish|guilt trips?|eyes at|face|drama|speech|sob story|puppy eyes|silent treatment)\b", re.I)
"""What nobody asks for: "dont text me some excuse" turned round would be asked as a favour."""
_STANDS_ALONE = frozenset("call text reply answer knock cook clean write visit apologize apologise".split())
_SOME = (("anything", "something"), ("anyone", "someone"), ("anybody", "somebody"), ("anywhere", "somewhere"), ("any", "some"))


def asks(unit: Unit, reading: Reading) -> bool:
    """Whether a kept unit asks for something, as a question, a request, a wish or a plain "call me", so that no other ask is due."""
    text = reading.draft.raw[unit.start:unit.end]
    for low, high in reading.quotes:
        if unit.start <= low and high <= unit.end:
            text = text.replace(reading.draft.raw[low:high], " ", 1)
    if _PLEASE.search(text) or (_TO_YOU.search(text) and not re.search(r"\bhow (?:can|could)\b", text, re.I)):
        return True
    if _WISH.search(text) and not _REFUSED.search(text):
        return True
    clause = unit.clause
    if clause is None or len(re.findall(r"[\w']+", text)) < 2:
        return False
    before = reading.draft.raw[:unit.start].rstrip()
    if clause.mood == "imperative" and unit.start <= reading.doc[clause.head].idx < unit.end and (not before or before[-1] in ".!?,;:\n"):
        return clause.verb.split()[0] not in _WARM_IMPERATIVE and not clause.negated
    head = reading.doc[clause.head]
    if clause.subject == "none" and clause.relation == "ROOT" and clause.mood == "statement" and head.idx == unit.start and head.tag_ in ("VB", "VBP") and head.lower_ == head.lemma_.lower() and not text.rstrip().endswith("?"):
        return clause.verb.split()[0] not in _WARM_IMPERATIVE
    if _TAGGED.search(text) or _RHETORICAL.match(text) or (clause.subject == "you" and clause.tense == "past" and 0 <= clause.subject_start - unit.start < 2):
        return False
    asked = text.rstrip().endswith("?") or clause.mood == "question"
    return asked and (clause.subject in ("you", "we") or re.search(r"\b(?:u|you|we|ours?|ur|yours?|us)\b", text, re.I) is not None)


def _object_before(clause: Clause, reading: Reading) -> bool:
    """Whether the "you" a clause seems to begin with ends the thought before it ("to show u | dont text me …": an order)."""
    you = next(iter(reading.tokens(clause.subject_start, clause.subject_start + 1)), None)
    before = you.nbor(-1) if you is not None and you.i else None
    return before is not None and before.idx + len(before) + 1 == you.idx and before.tag_ in ("VB", "VBD", "VBG", "VBN", "IN", "TO") and before.lower_ not in ("that", "if", "when", "because", "since", "how", "like", "cause", "know", "knew", "bc", "cos", "cuz", "until", "till", "whenever", "as")


_ABILITY = re.compile(r"^\w+(?: (?:a|an|any|one)\b|(?: for)? \d|$)")
"""What somebody is said to be unable to do at all ("you can't keep a houseplant", "hold a job"): asked for, it mocks."""


def missed(clause: Clause, reading: Reading, voice: Voice, *, end: int | None = None) -> Turned | None:
    """ "you never V C", "you haven't V-pp C" -> "could you V C"; once missed in the past, "could you tell me next time".

    None where the verb names no act, or where what was missed cannot be done any more.
    """
    if clause.subject != "you" or not clause.negated or clause.mood != "statement" or clause.conditional or clause.modal in ("should", "could", "would", "must", "might"):
        return None
    head = reading.doc[clause.head]
    if (clause.modal == "can" and re.search(r"\beven\b", clause.text)) or (head.tag_ == "VB" and clause.relation == "ccomp" and clause.mark and not any(child.dep_ in ("aux", "auxpass") for child in head.children)):
        return None
    lemma = clause.verb.split()[0]
    auxiliaries = {child.norm_.lower() for child in head.children if child.dep_ in ("aux", "auxpass")}
    past = "did" in auxiliaries or "was" in auxiliaries or (clause.tense == "past" and "never" not in clause.frequency and not auxiliaries & {"have", "has", "'ve", "ve", "not"})
    if _object_before(clause, reading) or lemma in _STATES or head.tag_[:1] != "V" or (past and lemma not in _SAYS):
        return None
    base = predicate_base(clause, reading, end=end)
    if not base or COARSE.search(base) or SCORNED.search(base) or re.search(r"\byour ?sel(?:f|ves)\b|\burself\b", base, re.I):
        return None
    setting = re.match(r" when (?:u|you|we|i|it'?s|ur|you're)\b[^.!?,\n]*", reading.draft.raw[clause.end:end], re.I) if end and not past else None
    trimmed = SPLICED.sub("", re.sub(r",\s*\w+$", "", base)).rstrip(" ,;")
    while (shorter := PAST.sub("", trimmed)) != trimmed:
        trimmed = shorter
    for before, behind in _SOME:
        trimmed = re.sub(rf"\b{before}\b", behind, trimmed)
    trimmed = re.sub(r"\b(?:one|a single) (?=[aeio])", "an ", re.sub(r"\b(?:one|a single) (?=[b-df-hj-np-tv-z])", "a ", trimmed))
    trimmed = re.sub(r"^ask (?:a|some) questions? about\b", "ask me about", trimmed)
    trimmed = trimmed.rstrip(" ,;")
    if clause.modal == "can" and _ABILITY.search(trimmed):
        return None
    count = len(trimmed.split())
    if not 1 <= count <= 9 or (count == 1 and lemma not in _STANDS_ALONE) or re.fullmatch(r"\w+ (?:(?:for|to|with|about|on|at|of|in) )?(?:it|this|that|them|something|someone|somebody|some)", trimmed) or re.search(r"[.!?\n]|\b(?:because|cuz|bc|so|but)\b", trimmed):
        return None
    words = (Part(text=dress("could you ", voice)), Part(text=trimmed + (setting.group().rstrip() if setting else ""), source="draft"))
    return Turned((*words, Part(text=" next time")) if past else words, request=True)
