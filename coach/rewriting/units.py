"""A draft cut into units: the smallest stretches that can be kept, cut or turned whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
import re

from ..clauses import Clause
from ..reading import Reading
from ..results import Finding

_SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\b[ap]\.m)(?<!\b[A-Z])[.!?…]+[\"'”’)\]]*(?:\s+|$)|\n+|[;]\s+|\s+[–—-]{1,2}\s+|—")
_CONJUNCTION = re.compile(r"(?:(?:and|but|so|n|nd|an|&|because|bc|cuz|coz|cos|plus|also|then|or|yet|though|though i|well|like|cause)\s+)+", re.I)
_EDGE = re.compile(r"[,;:–—-]\s*$|(?:^|\s)(?:and|but|so|n|an|because|bc|cuz)\s+$", re.I)
_LEADING = re.compile(r"(?:^|(?<=\s))(?:(?:and|but|so|n|nd|an|&|bc|cuz|because|plus|also|then|or)\s+)+$", re.I)
_OPENER = re.compile(r"(?:honestly|seriously|wow|oh|look|listen|ok|okay|so|anyway|really|like|well(?! done)|great|cool|lol|period|done|enough|sure|yeah|nice|fine|clearly|apparently)[ .,!?]*", re.I)
_TAG = re.compile(r"(?:will|would|wont|won't|can|cant|can't|could|are|arent|aren't|do|dont|don't|did|didnt|is|isnt|isn't|huh|right|eh|innit|abi|no|yeah)(?: (?:you|u|it|they|he|she|we|i))?[ .?!]*|(?:(?:we both|and|you|u|everyone|everybody|every1|i) )+know(?:s)? (?:it|that|this)[ .?!]*|(?:so )?(?:did|does|do|is|are|was|were|has|have|can) (?:my|the|your|ur|his|her|our|he|she|they|everyone|everybody)(?: \w+){0,2}[ .]*|(?:just )?(?:say it|admit it|own it|face it|be honest|be real|dont lie|don't lie|say so)[ .!?]*|(?:i|I) (?:suppose|guess|think|mean|swear|hope|see|bet|know|take it|must say)[ .,]*", re.I)
_GREETING = re.compile(r"\s*(?:(?:my )?dear(?:est)?|hi|hello|hey|good (?:morning|evening|afternoon))\s+(?:[A-Z][\w'’.-]*|love|mom|mum|dad|both|all)(?: [A-Z][\w'’-]*)?\s*[,:!.\n-]+\s*|\s*[A-Z][\w'’-]+,\s+(?=(?:I|you|You|this|the|that|your|we|it|what|how|why|when|if|my|is|are|do|don|so|can|could|please|thanks|thank|as|on|there)\b)")
_ONE_THING = re.compile(r"\b(?:asked|ask|wanted|want)(?: (?:you|u))?(?: (?:for|to do))?(?: just| only)? (?:one|a|1)(?: (?:single|simple|little|small))? thing\W*$", re.I)
_VERB_PHRASE = re.compile(r"\b(?:and|n|then|and then)$", re.I)
ONE_FORM = frozenset("put let read hit cut shut set hurt cost quit split bet spread burst".split())
"""Verbs that look the same now and then."""
_WHOLE = ("label", "invalidation", "contempt", "accusing_question", "withdrawal", "defensiveness")
"""Kinds whose words are a thought of their own, so that what starts right behind them does too ("ur overreacting its one beer")."""
_SETTING = re.compile(r"(?:when|whenever|every ?time|each time|any ?time)\b", re.I)
_FINITE = frozenset("is are was were am 's 're 'm do does did has have had wont cant dont didnt isnt aint r".split())
_OWN_START = re.compile(r"(?:i|i['’]?m|i['’]?ve|i['’]?ll|it['’]?s|we|we['’]re|he|he['’]?s|she|she['’]?s|they|there['’]?s) \w+", re.I)
_IF = re.compile(r"(?:if|unless|until|til|till|when|whenever|since|because|after|before|so|or else)\b", re.I)
_ECHO = re.compile(r"(?:not (?:one|once|even once|a (?:word|thing|single one))|never|ever|nothing|none|zero|again|every time|(?:it'?s|its) that simple|simple as that|end of|full stop|fact)\W*", re.I)
"""What only underlines the words before it."""
_LEANING = re.compile(r"(?:(?:thats|that['’]?s|that is|this is|which is) (?:why|how|what|because|when|where|who)\b|which (?:is|was|means|makes)\b)", re.I)
"""What says why or how of the words before it, and means nothing once they are gone."""
_PRETENCE = re.compile(r"\b(?:pretend(?:ing|in|ed|s)?|claim(?:ing|in|ed|s)?|as (?:if|though)|act(?:ing|in|ed|s)? like|lying|lied|swearing|swore|insist(?:ing|ed|s)?|den(?:ying|ied|y)|thinking|making out)(?: that)?$", re.I)
"""Before what is only pretended: alone it would be told as a fact ("pretending | you were at work")."""
_NOD = re.compile(r"(?:(?:acting|actin|pretending|pretendin|thinking|expecting|treating) \w+|(?:it (?:really |so )?shows|(?:you|u) know)\b(?! (?:i|we|it|that|the|how|what|why|when|who|where)\b))", re.I)
"""A nod, or what is only said of their show, which no fact is told by."""
_UNDONE = re.compile(r"\b(?:to|would|will|can|could|not|never)\s+$", re.I)
"""Before a verb that looks like an order and goes on with what was cut ("you've done nothing to | make me want it")."""
_OPEN_END = re.compile(r"\b(?:know|think|idea|said|says|say|asked|fault|because of you|because of u|bc of u|time|way|one|ones|thing|things|reason|place|moment|person|everything|anything|nothing|something|what|how|why|where|who|if|when|whether|that|than|like|as|because|until|while|before|after|since|would|rather)\s*$|['’]d\s*$|\bi?d rather\s*$", re.I)
"""What comes before a clause that is part of it ("the last time | u asked", "the one place | i felt ok")."""
_THREE_WORDS = re.compile(r"\w+\W+\w+\W+\w+ $")
_LABELLING = re.compile(r"(?<=\s)(?:it['’]?s|this is|that['’]?s|you['’]?re|you are|ur|u r|youre) (?:(?:so|such|just|literally|like|being|a|an|basically|actually) )*$", re.I)
"""What leads up to a label and falls with it ("its like | living with a teenager")."""
_NEAR, _SURE = 160, 8
"""How far back a tail is looked for, and how many words have to stand there for it to be sure that all of it does."""
_SUBJECT = re.compile(r"(?:you|u|ya|ur|your|i|im|we|it|its|that|this|he|she|they|everyone|everybody)\b", re.I)
LIKENED = re.compile(r",?\s+like (?:(?:a|an|some|the) |(?:you|u)(?:['’]?re|r| are) (?:a|an|the|some) )(?:[\w'’-]+ ){0,3}?[\w'’-]+(?=,? (?:and|n|while|when|before|in|at|on|for|with|instead)\b|,|$)(?: in your own life)?", re.I)
"""What somebody is likened to."""
LIKE_TO = re.compile(r"\b(?:feel|feels|felt|feeling|look|looks|looked|sound|sounds|seem|seems|be|being|is|are|was|were|['’]re|ur|am|acting|act|behave|behaving|smell|smells|(?:treat|talk|talking|speak|speaking)\w*(?: to)?(?: \w+)?|(?:see|saw|use|used|make|made) \w+)$", re.I)
"""Where what it is likened to is all that is said."""
PLAIN_STATES = frozenset(
    (
        "late early home out away here there asleep awake busy tired ill off on back gone ready right wrong welcome sorry sure free able due next first last upset angry hurt stressed "
        "worried scared sad happy pregnant married single quiet silent distant drunk hungover present absent offline online poorly unwell exhausted sober alone abroad up down in over done "
        "supposed allowed meant going better near far close cold warm hungry dressed old young well fine ok okay alright aware behind unhappy anxious nervous"
    ).split()
)
"""What one can be seen to be for a while: "you're late again" is told, "you're addicted" is a verdict."""
_WH = re.compile(r"(?:who|what|why|how|either)\b", re.I)
_SORRY = re.compile(r"(?:i'?m|i am|im)?\s*(?:so |really )?sorry(?: (?:ok|okay|alright))?\W*", re.I)
_TELLING = frozenset("say tell think know feel believe see hear wish hope mean guess swear promise want remember realize bet notice find ask wonder".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """raw[start:end], conjunction and outer blanks left out, its own end mark inside. joint: the conjunction before it."""

    start: int
    end: int
    joint: str
    clause: Clause | None
    findings: tuple[Finding, ...] = ()

    def overlap(self, finding: Finding) -> int:
        return max(0, min(self.end, finding.end) - max(self.start, finding.start))


def _finite(clause: Clause, reading: Reading) -> bool:
    head = reading.doc[clause.head]
    if head.tag_ in ("VBD", "VBP", "VBZ", "MD") or head.pos_ == "AUX" or head.tag_[:1] != "V":
        return True
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" for child in head.children)


def goes_on(clause: Clause, reading: Reading) -> bool:
    """Whether what looks like an order only goes on with what somebody does ("you sat there and let her shred it")."""
    before = reading.draft.masked[:clause.start].rstrip()
    if clause.mood != "imperative" or not _VERB_PHRASE.search(before):
        return False
    parent = reading.doc[clause.head].head
    if reading.doc[clause.head].dep_ == "conj" and any(child.tag_ == "TO" for child in parent.children):
        return True
    first = max((one for one in reading.clauses if one.head < clause.head and one.subject_start >= 0 and not one.mark), key=lambda one: one.head, default=None)
    if first is None or first.subject not in ("you", "third", "they") or first.mood == "imperative" or re.search(r"[.!?\n]", reading.draft.masked[first.start:len(before)]) or first.modal:
        return False
    verb = reading.doc[clause.head]
    if clause.negated:
        return first.tense == "present"
    return first.tense == "present" or verb.lower_ in ONE_FORM


def _independent(clause: Clause, reading: Reading) -> bool:
    if clause.mood == "imperative":
        before = reading.draft.masked[:clause.start].rstrip()
        if goes_on(clause, reading):
            return False
        return not before or before[-1] in ".!?,;:\n" or re.search(r"\b(?:and|but|so|n|then|just|please|pls)$", before) is not None
    if clause.subject == "none" or clause.subject_start < clause.start or not _finite(clause, reading):
        return False
    if clause.question_word and clause.relation in ("ccomp", "advcl") and reading.doc[clause.first].norm_ in ("what", "who", "how", "why", "where", "which"):
        return False
    if clause.relation in ("ROOT", "conj", "parataxis", "dep"):
        return not clause.mark and not clause.conditional
    if clause.relation in ("ccomp", "advcl", "appos"):
        head = reading.doc[clause.head]
        if clause.mark or head.head.i == clause.first - 1:
            return False
        if head.i < head.head.i:
            return clause.relation == "ccomp" and clause.subject_start >= 0
        verb = clause.matrix[0]
        return verb not in _TELLING and not any(child.dep_ == "mark" for child in head.children)
    return False


def _clause(reading: Reading, start: int, end: int) -> Clause | None:
    """The clause a stretch of raw text hangs on: the longest whose verb stands in it, one of its own before a subordinate one."""
    inside = reading.headed(start, end)
    return max(inside, key=lambda one: (not one.mark and one.relation not in ("advcl", "relcl", "acl", "xcomp"), one.end - one.start), default=None) or reading.clause_at(start, end)


def _tail(pattern: re.Pattern[str], raw: str, end: int) -> re.Match[str] | None:
    """`pattern.search(raw[:end])` for a pattern of a few words that ends in `$`, without a walk through a long letter.

    Where so few words stand near, or the match takes so many of them, that it might begin further back, everything is looked at.
    """
    low = max(0, end - _NEAR)
    if low and len(raw[low:end].split()) >= _SURE:
        found = pattern.search(raw, low, end)
        if found is None or len(raw[low:found.start()].split()) > 1:
            return found
    return pattern.search(raw, 0, end)


def _inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low < position < high for low, high in spans)


def _is_object(reading: Reading, start: int) -> bool:
    """Whether the "you" at raw[start] is what a verb before it takes ("I've stopped telling | you good news")."""
    token = next(iter(reading.tokens(start, start + 1)), None)
    return token is not None and token.dep_ in ("dobj", "dative", "iobj", "pobj")


def _mid_phrase(reading: Reading, end: int) -> bool:
    """Whether the words that end at raw[end] only begin a noun's phrase ("you want a trophy | girlfriend")."""
    last = next(iter(reversed(reading.tokens(max(0, end - 20), end))), None)
    return last is not None and last.head.i > last.i and last.dep_ in ("compound", "amod", "det", "poss", "nummod")


def _shared(reading: Reading, end: int) -> bool:
    """Whether the words that end at raw[end] are one of two that share a verb ("since when do you | and Ade plan …")."""
    last = next(iter(reversed(reading.tokens(max(0, end - 20), end))), None)
    return last is not None and last.dep_ in ("nsubj", "nsubjpass") and any(child.dep_ == "conj" and child.i > last.i for child in last.children)


def _heads(unit: Unit, finding: Finding, reading: Reading) -> bool:
    """Whether a finding takes the verb a unit hangs on."""
    return unit.clause is not None and finding.start <= reading.doc[unit.clause.head].idx < finding.end


def _follows_threat(cut: Sequence[Unit], at: int) -> bool:
    """Whether a unit goes on with a threat ("…, and you will explain to your people")."""
    before = cut[at - 1] if at else None
    if before is not None and cut[at].clause is not None and cut[at].clause.subject in ("i", "you", "yours") and cut[at].clause.tense != "future" and not (
        before.clause is not None and (before.clause.mood == "imperative" or before.clause.conditional)
    ):
        return False
    return (
        before is not None and any(finding.kind == "ultimatum" for finding in before.findings) and cut[at].joint.lower() in ("and", "n", "then", "and then", "or")
        and cut[at].clause is not None and (cut[at].clause.tense == "future" or cut[at].clause.subject in ("none", "you", "i", "yours"))
    )


def _hangs(before: Unit, after: Unit, raw: str) -> bool:
    """Whether a unit only goes on with the flagged one before it: its object or its reason ("you've decided | my job is a hobby",
    "you'd rather laugh | because you enjoy it")."""
    gap = raw[before.end:after.start].strip()
    if re.match(r"(?:that|who|which|whose)\b", raw[after.start:], re.I) and not gap:
        return True
    if re.fullmatch(r"(?:because|bc|bcz|cuz|coz|cos|cause|since)", after.joint.lower()) and after.clause is not None and (after.clause.subject in ("you", "it", "yours") or re.match(r"(?:you|u|ur|your|it)\b", raw[after.start:after.end], re.I)):
        return True
    if not gap and not after.joint and re.match(r"(?:i|we|anyone|anybody)(?:['’]?ve|['’]?d| have| had|['’]?s| has)? ever\b", raw[after.start:], re.I):
        return True
    if not gap and not after.joint and re.search(r"\b(?:how|so|too|what a)\s+[\w'’-]+$", raw[before.start:before.end], re.I):
        return True
    starts = _SUBJECT.match(raw, after.start) or _OWN_START.match(raw, after.start)
    whole = starts and before.findings and max(finding.end for finding in before.findings) >= before.end - 1 and any(finding.kind in _WHOLE for finding in before.findings)
    return not gap and not after.joint and not whole and raw[before.end - 1].isalnum()


def _trails(unit: Unit, reading: Reading) -> bool:
    """Whether a unit is a participle that hangs on the words before it ("typical you, | volunteering my time")."""
    tokens = reading.tokens(unit.start, unit.end)
    return not unit.joint and bool(tokens) and tokens[0].tag_ == "VBG" and not any(token.tag_ in ("VBD", "VBZ", "VBP", "MD") for token in tokens)


def _second_half(before: Unit, after: Unit, reading: Reading) -> bool:
    """Whether a unit goes on with a subordinate clause of the one before it ("when I'm gone | and there's nobody left")."""
    if after.clause is None or after.clause.relation != "conj":
        return False
    first = reading.doc[after.clause.head].head
    return before.start <= first.idx < before.end and first.dep_ in ("advcl", "relcl", "acl", "pcomp") and any(child.dep_ in ("mark", "advmod") and child.i < first.i for child in first.children)


def _leans(before: Unit, after: Unit, reading: Reading) -> bool:
    """Whether a unit is the weaker half of a flagged one's sentence: the other choice, what it is said to be for, a nod."""
    raw = reading.draft.raw
    joint = f"{raw[before.start:before.end]} {after.joint}".rstrip().lower().split()[-1]
    clause = after.clause
    text = raw[after.start:after.end]
    if not after.joint and _PRETENCE.search(raw[before.start:before.end].rstrip()):
        return True
    if clause is not None and clause.modal in ("would", "could", "might") and re.match(r"(?:well |maybe )*if (?:you|u)\b", raw[before.start:before.end], re.I) and not after.joint:
        return True
    if joint == "or" and clause is not None and clause.mood == "question":
        return True
    if not after.joint and clause is not None and clause.subject == "you" and clause.tense == "present" and any(finding.kind == "accusing_question" for finding in before.findings) and before.clause is not None and before.clause.mood == "question":
        return True
    if joint == "so" and clause is not None and (clause.modal == "would" or re.match(r"(?:i|you|u|it|he|she|they|we)['’]?d\b|id\b", text, re.I) is not None):
        return True
    if not after.joint and before.clause is not None and (before.clause.subject == "yours" or (before.clause.subject in ("third", "it") and before.clause.verb == "be")) and raw[before.start:before.end].lower()[:3] != "ur " and re.match(r"(?:it|that|this|they|these|those)(?:['’]?(?:s|re)| (?:is|are|was|were|r))\b", text, re.I):
        return True
    if joint in ("and", "n") and clause is not None and (_second_half(before, after, reading) or (clause.subject == "it" and re.search(r"\bwhen (?:i['’]?m|im|i am|we['’]?re)\b", raw[before.start:before.end], re.I))):
        return True
    if joint in ("and", "n") and clause is not None and clause.mood == "imperative" and before.clause is not None and before.clause.subject == "third":
        return True
    return _NOD.match(text) is not None


_IF_YOU = re.compile(r"if (?:you|u|ya)\b", re.I)
WOULD = re.compile(r"\b(?:would|might|could|wouldn['’]?t)\b|\b(?:i|we|he|she|they)['’]d\b|\bid (?:be|have|come|go|visit|do|help|call|stay|like)\b", re.I)
"""What would be, and for which the other is to blame that it is not."""


def orphans(cut: Sequence[Unit], reading: Reading) -> tuple[Unit, ...]:
    """The units with those flagged too that cannot stand without a flagged neighbour in their sentence: a tag, a tail
    without its verb, an "if" whose other half is gone."""
    raw = reading.draft.raw

    def apart(before: Unit, after: Unit) -> bool:
        return raw[before.end - 1] in ".!?…" or "\n" in raw[before.end:after.start]

    def stands(unit: Unit) -> bool:
        """Whether a unit can stand: a finite verb with something before it, or an order, and no "if" without its other half."""
        text = raw[unit.start:unit.end]
        if _IF.match(text) and "," not in text:
            return False
        clause = unit.clause
        inside = reading.tokens(unit.start, unit.end)
        if clause is not None and clause.subject == "none" and clause.mood != "imperative" and unit.joint and inside and (inside[0].tag_ in ("MD", "RB") or inside[0].pos_ == "AUX") and any(token.lower_ in ("have", "has", "had", "was", "were", "is", "are", "will", "would", "do", "did") for token in inside):
            return False
        if clause is not None and (clause.mood == "imperative" or clause.subject == "none") and unit.start <= reading.doc[clause.head].idx < unit.end:
            return True
        named = False
        for token in inside:
            if named and (token.tag_ in ("VBD", "VBZ", "VBP", "MD") or token.lower_ in _FINITE):
                return True
            named = named or token.pos_ in ("PRON", "NOUN", "PROPN") or token.lower_ in ("i", "u", "its", "im", "thats", "ill", "ive")
        return bool(inside) and inside[0].lower_ in ("im", "its", "thats", "ur", "ill", "ive", "theres")

    out = list(cut)
    for at in reversed(range(1, len(out))):
        if out[at].findings and (out[at].joint.lower() in ("but", "though") or re.match(r"(?:i'?m |im )?sorry\b", raw[out[at].start:], re.I)) and _SORRY.fullmatch(raw[out[at - 1].start:out[at - 1].end]):
            out[at - 1:at + 1] = [replace(out[at - 1], end=out[at].end, findings=out[at].findings)]
    at = 1
    while at < len(out):
        threatens = out[at].joint.lower() == "or" and any(finding.kind == "ultimatum" for finding in out[at - 1].findings)
        either = (out[at - 1].findings or out[at].findings) and re.match(r"(?:if|either(?=.*?\bor\b))\b" if out[at - 1].findings else r"either(?=.*?\bor\b)", raw[out[at - 1].start:], re.I | re.S)
        hangs = out[at].findings and not out[at - 1].findings and _IF_YOU.match(raw, out[at].start) and WOULD.search(raw[out[at - 1].start:out[at - 1].end])
        one_thing = out[at - 1].findings and re.match(r"to \w", raw[out[at].start:], re.I) and _ONE_THING.search(raw[out[at - 1].start:out[at - 1].end])
        if (threatens or either or hangs or one_thing) and not apart(out[at - 1], out[at]):
            out[at - 1:at + 1] = [replace(out[at - 1], end=out[at].end, findings=(*out[at - 1].findings, *out[at].findings))]
        else:
            at += 1
    for at in range(1, len(out)):
        if out[at - 1].findings and not out[at].findings and (_ECHO.fullmatch(text := raw[out[at].start:out[at].end]) or (text.isupper() and text.strip(" .!?").casefold() in raw[out[at - 1].start:out[at - 1].end].casefold().split())):
            out[at] = replace(out[at], findings=out[at - 1].findings)
    for at in [*range(len(out)), *reversed(range(len(out)))]:
        text = raw[out[at].start:out[at].end]
        if at and out[at - 1].findings and not out[at].findings and not apart(out[at - 1], out[at]) and _leans(out[at - 1], out[at], reading):
            out[at] = replace(out[at], findings=(Finding("barb", "label", 2, out[at].start, out[at].end, text, "", ""),))
        if at and out[at - 1].findings and not out[at].findings and (_LEANING.match(text) or _trails(out[at], reading) or (not apart(out[at - 1], out[at]) and (_UNDONE.search(raw[:out[at].start]) or (any(finding.kind == "comparison" for finding in out[at - 1].findings) and re.match(r"(?:he|she|they)\b", text, re.I))))):
            out[at] = replace(out[at], findings=out[at - 1].findings)
        hangs = at > 0 and out[at - 1].findings and not apart(out[at - 1], out[at]) and _hangs(out[at - 1], out[at], raw)
        if out[at].findings or (stands(out[at]) and not hangs and not _TAG.fullmatch(text) and not _follows_threat(out, at)):
            continue
        near = [out[place] for place in (at - 1, at + 1) if 0 <= place < len(out)]
        flagged = next((other for other in near if other.findings and not apart(*sorted((other, out[at]), key=lambda unit: unit.start))), None)
        if flagged is not None and flagged is out[at - 1] and _SETTING.match(text) and not apart(flagged, out[at]):
            out[at - 1:at + 1] = [replace(flagged, end=out[at].end)]
            return orphans(out, reading)
        if (hangs and flagged is out[at - 1]) or (flagged is not None and len(text.split()) <= 8 and (_IF.match(text) or not re.search(r"\d", text))):
            out[at] = replace(out[at], findings=flagged.findings)
    return tuple(out)


def units(reading: Reading, findings: Sequence[Finding]) -> tuple[Unit, ...]:
    """The units of a draft in order, each with the findings of severity 2 and more that take most of it."""
    raw = reading.draft.raw
    cuts = {0, len(raw)}
    for found in _SENTENCE.finditer(reading.draft.masked):
        if not _inside(found.start(), reading.quotes):
            cuts.add(found.end())
    greeting = _GREETING.match(raw)
    if greeting:
        cuts.add(greeting.end())
    for start, end in reading.draft.emoji:
        if re.match(r"\s*(?:\S|$)", raw[end:]) and reading.draft.masked[start] == ".":
            cuts.add(end)
    said = [(finding.start, finding.end) for finding in findings if finding.severity >= 2 and finding.kind != "ultimatum"]
    for clause in reading.clauses:
        if _independent(clause, reading):
            at = clause.start
            before = _tail(_LEADING, raw, at)
            at = before.start() if before else at
            if not _inside(at, reading.quotes) and not _inside(at, said) and not _tail(_OPEN_END, raw, at):
                cuts.add(at)
    orders = {clause.start for clause in reading.clauses if clause.mood == "imperative"}
    heads = {clause.start for clause in reading.clauses if clause.subject_start == clause.start and not clause.mark and clause.relation not in ("relcl", "acl", "pcomp")}
    for finding in findings:
        if finding.severity < 2:
            continue
        begins = (None if _is_object(reading, finding.start) else _SUBJECT.match(raw, finding.start)) or _WH.match(raw, finding.start)
        if begins and _tail(_THREE_WORDS, raw, finding.start) and not _inside(finding.start, reading.quotes) and not _tail(_OPEN_END, raw, finding.start) and not _CONJUNCTION.search(raw[max(0, finding.start - 5):finding.start]):
            cuts.add(finding.start)
        leads = _LABELLING.search(raw, max(0, finding.start - 40), finding.start) if finding.kind == "label" else None
        if leads and not _inside(leads.start(), reading.quotes) and not _tail(_OPEN_END, raw, leads.start()) and not re.search(r"\b(?:think|say|said|know|and|but|so|feel|like|wish)\s$", raw[:leads.start()], re.I):
            cuts.add(leads.start())
        spoken = None if _mid_phrase(reading, finding.end) else re.match(r"[ ]", raw[finding.end:])
        if spoken and finding.end + 1 in orders and not re.search(r"\b(?:and|to|or|but|you|u|i)$", raw[:finding.end], re.I):
            cuts.add(finding.end + 1)
        if spoken and finding.kind in _WHOLE and (finding.end + 1 in heads or _OWN_START.match(raw, finding.end + 1)) and not re.search(r"\b(?:that|when|if|how|why|what|like|than|as|because|so)$", raw[:finding.end], re.I):
            cuts.add(finding.end + 1)
        joined = _EDGE.search(raw[max(0, finding.start - 12):finding.start])
        if joined and (not re.search(r"so\s+$", joined.group(), re.I) or re.match(_SUBJECT, raw[finding.start:])) and not _inside(finding.start, reading.quotes):
            before = _tail(_LEADING, raw, finding.start)
            cuts.add(before.start() if before else finding.start)
        if not _shared(reading, finding.end) and re.match(r"\s*(?:[,;:–—]|(?:and|but|so|n|an|because|bc|cuz)\s)", raw[finding.end:finding.end + 10]) and not _inside(finding.end, reading.quotes):
            comma = re.match(r"\s*[,;:–—]\s*", raw[finding.end:])
            cuts.add(finding.end + (comma.end() if comma else 0))
    for clause in reading.clauses:
        if goes_on(clause, reading):
            cuts = {at for at in cuts if not (clause.start - 12 <= at <= clause.start and re.fullmatch(r"[\s,]*(?:(?:and|n|then)\s+)*", raw[at:clause.start], re.I))}
    ordered = sorted(cuts)
    out: list[Unit] = []
    for low, high in pairwise(ordered):
        piece = raw[low:high]
        joint = _CONJUNCTION.match(piece.lstrip(" \n,"))
        start = low + len(piece) - len(piece.lstrip(" \n,"))
        word = joint.group() if joint and start + joint.end() < high else ""
        if re.fullmatch(_CONJUNCTION.pattern.replace(r"\s+", r"\s*"), piece.strip(" \n,.") + " ", re.I):
            continue
        start += len(word)
        end = low + len(piece.rstrip(" \n,;:–—"))
        if end <= start or not re.search(r"\w", raw[start:end]):
            if out and end > start:
                last = out.pop()
                out.append(Unit(last.start, end, last.joint, last.clause))
            continue
        out.append(Unit(start, end, word.strip(), _clause(reading, start, end)))
    for at in reversed(range(1, len(out))):
        before, tag = out[at - 1], out[at]
        if raw[before.end - 1] not in ".!?\n" and not tag.joint and re.fullmatch(r"(?:can|could|will|would|do|did|are|is|have|has)(?:n'?t)? (?:you|u|it|they|he|she|we|i)\W*", raw[tag.start:tag.end], re.I):
            out[at - 1:at + 1] = [replace(before, end=tag.end)]
    flagged = [finding for finding in findings if finding.severity >= 2]
    out = [unit for unit in out if not _OPENER.fullmatch(raw[unit.start:unit.end]) or not flagged]
    return tuple(
        Unit(unit.start, unit.end, unit.joint, unit.clause, tuple(
            finding for finding in flagged
            if unit.overlap(finding) > 0
            and (unit.overlap(finding) >= 0.34 * min(unit.end - unit.start, finding.end - finding.start) or _heads(unit, finding, reading))
        ))
        for unit in out
    )
