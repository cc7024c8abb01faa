"""A flagged draft read for rewriting: what it tells, what it feels and asks, and where a feeling would be said."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
import re

from ..clauses import Clause
from ..reading import Reading
from ..results import Finding, Part, Strength
from ..rulebook import Rulebook
from .asking import asks, missed
from .barbs import barbed
from .ceasing import ceased
from .frames import Frame, Kind, faux, fitting, kinds, named, traits
from .operations import OR_GO, Turned
from .units import Unit, goes_on, orphans, units
from .voice import Voice, dress
from .voice import voice as voice_of

_WARM_END = re.compile(r"^(?:i )?(?:love|luv|miss|ily|ilysm|xo+|x+|thanks|thank you|thx|ty|pls|please|night|gn|goodnight|bye|your|yours|sincerely|regards|best|love you|take care)\b", re.I)
_SOFT = frozenset("appreciation perspective request boundary shared us reassurance celebration encouragement validation soft_start pause both_needs owning".split())
_NAMING = ("label", "contempt")
_CUT = frozenset(["generalisation", "blame", "pseudo_i", "mind_reading", "label", "comparison", "triangulation"])
_ANSWERING = ("invalidation", "defensiveness")
"""Kinds of a draft that answers a complaint: its topic is the other's, and a frame's ask would turn it round."""
_CONTENT = frozenset(["NOUN", "PROPN", "NUM"])
ENDS_TALK = re.compile(
    r"\bnothing (?:(?:more|left|else) )?to (?:say|discuss|talk about)\b|\b(?:through|done|finished) (?:ask|talk|explain|argu|discuss)in(?:g|\b)|\bsaid (?:all|everything) (?:i|we)(?:['’]m| am|m| want| have| had| need)\b"
    r"|\b(?:conversation|discussion)(?:['’]?s| is)? (?:over|closed|done|finished)\b",
    re.I,
)
"""The writer is done with talking about it: an ask to talk would take that back."""
REFUSES = re.compile(
    ENDS_TALK.pattern + "|"
    r"\b(?:i|we)(?: will| am|['’]?m|['’]?re| are)? (?:won'?t|wont|not (?:going to|gonna|doing|coming|putting up|asking|paying|having|moving|lending|giving|signing|selling|hosting|covering|driving|staying|cooking|babysitting|taking)|shan'?t|refuse)\b|\b(?:my|the) answer(?:['’]s| is)(?: still)? no\b|\bit['’]?s (?:still )?a no\b|\b(?:i|we)(?: will|['’]ll| shall) not be \w+ing\b|\bor not at all\b|\bor (?:i['’]?m|im|i am|i['’]?ll be) (?:gone|out|done|leaving)\b|^no more \w+ (?:near|in|at|with|until|for|on)\b|\beither you\b.*\bor\b|\bout by (?:mon|tues|wednes|thurs|fri|satur|sun)day\b|\bfrom now on\b|\bany further\b|\bi'?d (?:rather|prefer) you (?:didn'?t|did not)\b|\bi don'?t want (?:you|u) (?:to|at|near)\b",
    re.I,
)
"""A limit or a refusal that stands: an ask behind it would take it back."""
_NAMED = re.compile(
    r"\bso much (?:shame|pain|anger|sadness|hurt)\b|\b(?:i|we|im|i'm)\b(?: (?:am|was|been|got|get|just|so|really|rly|still|really|also|'?m|'?ve|always|already|have|just))*? (?:feel|felt|feelin|feeling) (?!like (?:you|u|your|ur|it|this|we|i'm|im|i am)|(?:that )?(?:you|u|your|ur)\b|as )"
    r"|\b(?:that|it|this|which) (?:really |rly |so |still |just )*(?:hurts?|stung|stings|sucked|pained|broke my heart|breaks my heart|got to me|made me (?:sad|cry|feel))\b|\bmy feelings\b|\bi(?:'m|m| am| was)? (?:so |really |just )?(?:cried|crying|bawled|wept)\b"
    r"|\bi (?:really |rly |just |so )*miss (?:u|you|us|him|her|my)\b|\b(?:eating|killing) (?:at )?me\b",
    re.I,
)
"""A feeling of one's own named in other words than the strengths know."""
_DEPENDS = re.compile(r"\b(?:if|unless|next time|again|or|till?|until)\b(?! you (?:really |even )?(?:cared|loved))", re.I)
_TOLD_TO = re.compile(r"\bi (?:have |'?ve |even |already |literally )*(?:asked|told|begged|reminded|asked for) (?:(?:you|u)(?: (?!not\b|never\b)[\w']+){0,3}? to|(?:(?:you|u) )?(?:\w+ \w+ )?if (?:you|u) (?:could|can|would)) (?!be\b|stop\b|not\b|shut\b)(\w+ [^.!?,;\n]+)", re.I)
_COUNTED = re.compile(r"(?:,? (?:at (?:breakfast|lunch|dinner|work|bedtime)|again|twice|already|before|nicely|yesterday|(?:on|last|this|by) (?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:last|this) (?:night|week|month|morning)|(?:\w+ )?times)\b)+(?:, \w+['’]?s \w+.*)?\s*$", re.I)
"""How often and when it was asked, which is no part of what was asked."""
WRONG = re.compile(r"\b(?:still|again|only|just|nothing|no|none|empty|broken|everywhere|all over|dirty|full|late|cold|gone|missing|dead|mess|stuck|leaking|dripping|locked|off|out)\b", re.I)
_NEXT_SENTENCE = re.compile(r"(?<=[.!?])\s+(?:you|u|ur|your|you['’]re|i|i['’]m|it|it['’]s|we|he|she|they|that|this|the|my|and|so|but|now)(?:\s+[\w'’]+)?$", re.I)
_ASKED_ONCE = re.compile(r"\bi(?:['’]ve| have)? (?:only |just |even |already )?(?:asked|begged|told|messaged|texted)\b", re.I)
"""What was asked before is told, and not asked now."""
_MEANT_TO = re.compile(r"how (?:the hell |the fuck |on earth )?(?:am i (?:ever )?(?:meant|supposed|expected|going) to|(?:can|could) i (?:ever |even |possibly )?(?:trust|believe|rely)) ", re.I)
_MOCK_PRAISE = re.compile(r"(?:nice|great|good|lovely|top|fine|brilliant) (?:work|job|going|move),? \w+ing\b", re.I)
_TELLING_QUESTION = re.compile(r"(?:did (?:you|u) (?:seriously|really|actually|honestly|just|genuinely)|who (?:the hell |the fuck )?(?:told|said)(?: (?:you|u))?(?: that)? (?:you|u) could|(?:why|what made)(?: on earth| the hell| the fuck)?(?: did)? (?:you|u)) (?!not\b|want\b|think\b|mean\b|say\b|feel\b)\w+ ", re.I)
DEFENDS = re.compile(r"\b(?:only|just|already|said i|told (?:you|u) i|promised|apologi[sz]ed|tried)\b", re.I)
_PROMISES = re.compile(r"\b(?:i|we)(?:['’]?ll| will|['’]?m (?:going to|gonna)| am going to|mma) (?!not\b|never\b|no\b|be (?:late|out|away)\b)\w+|\b(?:ill|imma) (?!not\b|never\b)\w+|\bi will\b(?! not| never)", re.I)
CREDIT = re.compile(r"\b(?:thank\w*|thx|ty|appreciate|i (?:know|get that|get it|understand)|sorry|my (?:fault|bad)|love (?:you|u|how)|proud|beautiful|gorgeous|brilliant|good (?:at|with|w)|great)\b", re.I)
THEIR_ACT = re.compile(r"\b(?:you|u|ya|your|ur|y'?all)\b", re.I)
_THREATENS = re.compile(r"(?:i['’]?ll|i will|i['’]?m|im|i am|we['’]?ll|we['’]?re)(?: \w+){0,2}? (?:tell|telling|bin|binning|burn|burning|dump|dumping|smash|smashing|chuck|chucking|sell|selling|show|showing|post|posting|report|reporting|having|getting|throw|throwing|call|calling|ring|ringing|take|taking|keep|keeping|make|making)\b(?! (?:a|the) (?:taxi|cab|plumber|landlord|council|bus|train))", re.I)
"""What would be done to the other or their things, after "or"."""
_SOMEBODY = re.compile(r"(?:who(?:so)?ever|some(?:one|body))\b", re.I)
"""A third person who is the reader of the note all the same."""
_BREACH = re.compile(r"(?<= )(?:lied|lying|cheated|cheating|slept with|hit|pushed|stole|read my|went through my|hid|spent|broke your promise|kissed|affair) ")


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the versions of one draft share. flagged: indices of units that cannot stay as they are."""

    reading: Reading
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    voice: Voice
    frame: Frame | None
    kind: Kind
    feelings: tuple[str, ...]
    needs: tuple[str, ...]
    has_feeling: bool
    has_request: bool
    felt: frozenset[int]
    """Units that name a feeling."""
    soft: frozenset[int]
    """Units that are warm, ask or plan: no feeling is put in among them."""
    book: Rulebook
    dropped: frozenset[int] = frozenset()
    """Flagged units that are cut and not turned, since turned they were flagged still."""
    plain: bool = False
    """Whether to ask for no end of a habit, since asked so it was flagged itself ("could you stop correcting me")."""


def words(text: str) -> int:
    return len(re.findall(r"[\w']+", text))


def tells(unit: Unit, plan_reading: Reading) -> bool:
    """Whether a kept unit says something that happened: enough words, no question, not only warmth."""
    text = plan_reading.draft.raw[unit.start:unit.end]
    acts = unit.clause is not None and unit.clause.mood == "statement" and ((unit.clause.subject == "you" and unit.clause.verb != "be") or (unit.clause.subject == "third" and unit.clause.tense == "past") or re.search(r"\d", text) is not None)
    return words(text) >= (3 if acts else 4) and not text.rstrip().endswith("?") and not _WARM_END.match(text)


def carries(unit: Unit, reading: Reading, kept: str, book: Rulebook) -> bool:
    """Whether a flagged unit holds a fact that nothing kept says: a number, a name, a thing."""
    bad = book.words([name for name in ("@neg_noun", "@neg_adj") if name[1:] in book.lexicons])
    doc = reading.doc
    for at in range(bisect_left(range(len(doc)), unit.start, key=lambda place: doc[place].idx), len(doc)):
        token = doc[at]
        if token.idx >= unit.end:
            break
        if token.pos_ in _CONTENT and len(token) > 1:
            lemma = token.lemma_.lower()
            if lemma in bad or lemma in _EMPTY or token.norm_.lower() in bad:
                continue
            if lemma not in kept and token.lower_ not in kept:
                return True
    return False


def _complains(unit: Unit, reading: Reading) -> bool:
    """Whether a kept unit tells what the other did, so that the message is no mere answer."""
    clause, text = unit.clause, reading.draft.raw[unit.start:unit.end]
    if clause is None or not tells(unit, reading) or CREDIT.search(text):
        return False
    if clause.subject == "you" and clause.modal in ("can", "could", "may") and not clause.negated:
        return False
    if clause.mood == "imperative":
        return re.match(r"(?:\w+,? )?(?:please |pls |just )?(?:stop|quit)\b", text, re.I) is not None
    if clause.subject == "third" and clause.mood == "statement" and not _person(clause, reading) and WRONG.search(text):
        return True
    return clause.mood == "statement" and (clause.subject == "you" or (clause.subject in ("it", "third", "yours") and THEIR_ACT.search(text) is not None))


def _person(clause: Clause, reading: Reading) -> bool:
    """Whether a third subject is somebody, or a body of people."""
    subject = next(iter(reading.tokens(clause.subject_start, clause.subject_start + 1)), None)
    return subject is not None and (subject.pos_ in ("PRON", "PROPN") or subject.lemma_.lower() in _PEOPLE)


def complained(plan: "Plan") -> str:
    """Whether a kept unit tells of an act of the other: "past", "present", or "" where none does."""
    found = [unit.clause for unit in plan.units if not unit.findings and _complains(unit, plan.reading)]
    return "" if not found else "past" if any(clause is not None and clause.tense == "past" for clause in found) else "present"


def told_beside(unit: Unit, plan: "Plan") -> bool:
    """Whether what a flagged unit complains of is told by a kept one too: they share a verb or a thing."""
    reading, starts = plan.reading, [one.start for one in plan.units]
    here = {token.lemma_.lower() for token in reading.tokens(unit.start, unit.end) if token.pos_ in _TELLING and len(token) > 2} - _EMPTY

    def kept(place: int) -> bool:
        other = plan.units[max(0, bisect_right(starts, place) - 1)]
        return other.start <= place < other.end and not other.findings and other is not unit

    return any(kept(place) for lemma in here for place in reading.lemmas[lemma])


_TELLING = frozenset(["VERB", "NOUN", "PROPN", "ADJ"])
_PEOPLE = frozenset(
    "mom mum mother dad father husband wife son daughter kid child sister brother friend boss parent people man "
    "woman girl guy boy baby family ex mama papa aunt uncle cousin grandma god tonight today tomorrow yesterday "
    "morning year week month night weekend minute hour school nursery daycare office landlord teacher doctor neighbour neighbor colleague mate".split()
)
_EMPTY = frozenset(
    (
        "time thing way one person man woman guy girl people life everything nothing something anything lot day god "
        "shit fuck hell way kind sort problem fault reason joke excuse attitude drama bullshit crap ass lol babe baby "
        "bro dude mom dad hon honey point mind"
    ).split()
)


def _clipped(finding: Finding) -> Finding:
    """A finding without the first word or two of the next sentence, which only showed where its own ends ("Typical. | You")."""
    found = _NEXT_SENTENCE.search(finding.span)
    return finding if found is None else replace(finding, end=finding.start + found.start(), span=finding.span[:found.start()])


def _guessed(finding: Finding) -> Finding:
    """A finding of the second reader as a barb, to be cut and not turned: what nobody wrote a rule for, no operation was made for."""
    cut = finding.rule.startswith("learnt/") and finding.kind in _CUT
    return replace(finding, rule="barb", kind="contempt") if cut else finding


def _breach_kept(unit: Unit, reading: Reading) -> Unit:
    """A breach told as a fact ("you lied about the loan") stays, though a verdict that runs on past it is cut."""
    said = " ".join(reading.line.sequence[at] for at in reading.words(unit.start, unit.end))
    runs_on = all(finding.kind in ("label", "contempt") and finding.end > unit.end for finding in unit.findings)
    return replace(unit, findings=()) if unit.findings and runs_on and _BREACH.search(f" {said} ") else unit


def _asked(unit: Unit, reading: Reading, lone: bool) -> Unit:
    """A question that asks nothing, flagged so that it is told; where the draft tells nothing else (lone), one that only says
    what the other did too ("Why did you tell Priya what I earn?")."""
    text = reading.draft.raw[unit.start:unit.end]
    if unit.findings or not (_MEANT_TO.match(text) or _MOCK_PRAISE.match(text) or (lone and _TELLING_QUESTION.match(text))):
        return unit
    return replace(unit, findings=(Finding("asked", "accusing_question", 2, unit.start, unit.end, text, "", ""),))


def _dared(cut: tuple[Unit, ...], reading: Reading) -> tuple[tuple[Unit, ...], frozenset[int]]:
    """The units, an order that only leads up to a threat flagged with it, and which those are: "go to that party and your stuff is
    on the lawn" asks nobody to go."""
    out, dared = [replace(unit, findings=(Finding("or_go", "ultimatum", 2, unit.start, unit.end, reading.draft.raw[unit.start:unit.end], "", ""),)) if not unit.findings and OR_GO.match(reading.draft.raw[unit.start:unit.end]) else unit for unit in cut], set()
    for at, (unit, behind) in enumerate(pairwise(cut)):
        threat = tuple(finding for finding in behind.findings if finding.kind == "ultimatum")
        orders = unit.clause is None or unit.clause.mood == "imperative" or (unit.clause.subject == "none" and len(reading.words(unit.start, unit.end)) < 7)
        if sentence_ends(reading.draft.raw, unit) or not orders:
            continue
        if threat and all(finding in threat for finding in unit.findings) and behind.joint.lower() in ("and", "n", "nd", "an", "&"):
            out[at] = replace(unit, findings=threat)
            dared.add(at)
        elif behind.joint.lower() in ("or", "or else") and _THREATENS.match(reading.draft.raw, behind.start):
            text = reading.draft.raw[behind.start:behind.end]
            out[at + 1] = replace(behind, findings=behind.findings or (Finding("barb", "ultimatum", 2, behind.start, behind.end, text, "", ""),))
            dared.add(at + 1)
    return tuple(out), frozenset(dared)


def plan(reading: Reading, findings: Sequence[Finding], strengths: Sequence[Strength], book: Rulebook) -> Plan:
    """Read a flagged draft for rewriting."""
    findings = [_clipped(finding) for finding in findings]
    cut = tuple(_breach_kept(unit, reading) for unit in units(reading, [_guessed(finding) for finding in findings]))
    good = frozenset(at for at, unit in enumerate(cut) if any(strength.start < unit.end and unit.start < strength.end for strength in strengths if strength.kind != "observation"))
    cut, dared = _dared(orphans(barbed(cut, reading, book, good, [finding for finding in findings if finding.severity < 2 and finding.kind in _NAMING]), reading), reading)
    lone = not any(not unit.findings and tells(unit, reading) and not (unit.clause is not None and unit.clause.mood == "question") for unit in cut)
    cut = tuple(_asked(unit, reading, lone) for unit in cut)
    flagged = [(finding.start, finding.end) for finding in findings if finding.severity >= 2 and finding.kind not in _NAMING]
    fair = [(finding.start, finding.end) for finding in findings if finding.kind == "complaint"]
    labels = [(finding.start, finding.end) for finding in findings if finding.severity >= 2 and finding.kind in _NAMING]
    worst = max((finding for finding in findings if finding.severity >= 2), key=lambda one: (one.severity, not one.rule.startswith("learnt/"), one.start - one.end), default=None)
    kind = kinds().get(worst.kind if worst else "complaint", kinds()["complaint"])
    if kind.say.startswith("I get") and any(_complains(unit, reading) and unit.clause is not None and unit.clause.subject not in ("it", "third") for unit in cut if not unit.findings):
        kind = kinds()["complaint"]
    if kind is kinds()["defensiveness"] and not any(own(unit) and unit.clause is not None and (unit.clause.negated or unit.clause.tense == "past" or DEFENDS.search(reading.draft.raw[unit.start:unit.end])) for unit in cut):
        kind = kinds()["complaint"]
    aside = [
        (unit.start, unit.end) for unit in cut if not unit.findings and (
            (unit.clause is not None and (unit.clause.subject in ("i", "we", "they", "everyone") or unit.clause.mood != "statement"))
            or CREDIT.search(reading.draft.raw[unit.start:unit.end]) or asks(unit, reading)
        )
    ]
    acts = [(unit.start, unit.end) for unit in cut if all(one.kind in _NAMING for one in unit.findings) and (_complains(unit, reading) or unit.clause is None or unit.clause.subject == "none" or (unit.clause.subject == "third" and not _person(unit.clause, reading)))]
    beyond = [(unit.start, unit.end) for unit in cut if not unit.findings and unit.clause is not None and unit.clause.subject == "third" and _person(unit.clause, reading) and not THEIR_ACT.search(reading.draft.raw[unit.start:unit.end]) and not _SOMEBODY.match(reading.draft.raw, unit.start)]
    told = [unit for unit in cut if not unit.findings and tells(unit, reading)]
    answering = worst is not None and (all(finding.kind in _ANSWERING for finding in findings if finding.severity >= 2) or (bool(told) and all(map(own, told)) and any(finding.kind in _ANSWERING for finding in findings)))
    frame = None if answering else fitting(reading.line, book, flagged, labels, aside, fair, acts=acts, beyond=beyond)
    trait = named(traits(), reading.line, [*labels, *flagged]) if frame is None else None
    guess = named(faux(), reading.line, [(finding.start, finding.end) for finding in findings if finding.kind == "faux_feeling"])
    going = [(clause.start, clause.end) for clause in reading.clauses if goes_on(clause, reading)]
    going += [(strength.start, strength.end) for strength in strengths if strength.kind == "observation" and re.match(r"(?:you|u|ya)\b", reading.draft.raw[strength.start:strength.end], re.I)]
    going += [(strength.start, strength.start + 1) for strength in strengths if strength.kind == "observation" or _ASKED_ONCE.search(reading.draft.raw, max(0, strength.start - 24), strength.start + 10)]
    strengths = [strength for strength in strengths if strength.kind != "request" or not any(low <= strength.start < high for low, high in going)]
    free = [strength for strength in strengths if not any(unit.findings and unit.start <= strength.start < unit.end for unit in cut)]
    known = next((each.feelings for each in (guess, frame, trait) if each), [])
    feelings = tuple(dict.fromkeys((*known, *kind.feelings)))[:3]
    needs = tuple(next((each.needs for each in (frame, trait) if each), kind.needs))[:3]
    return Plan(
        reading, cut, tuple(findings), voice_of(reading.draft.raw), frame, kind, feelings, needs,
        any(strength.kind == "feeling" for strength in free) or any(_NAMED.search(reading.draft.raw[unit.start:unit.end]) for unit in cut if not unit.findings),
        any(strength.kind == "request" for strength in free) or any(asks(unit, reading) or REFUSES.search(reading.draft.raw[unit.start:unit.end]) for unit in cut if not unit.findings),
        frozenset(at for at, unit in enumerate(cut) if any(strength.kind == "feeling" and strength.start < unit.end and unit.start < strength.end for strength in free)),
        frozenset(at for at, unit in enumerate(cut) if any(strength.kind in _SOFT and strength.start < unit.end and unit.start < strength.end for strength in strengths)),
        book, dared,
    )


def offers(plan: Plan) -> bool:
    """Whether a kept unit says what the writer will do."""
    return any(own(unit) and not unit.findings and _PROMISES.search(plan.reading.draft.raw[unit.start:unit.end]) for unit in plan.units)


def own(unit: Unit) -> bool:
    """Whether a unit tells of the writer's own acts, which are nothing to be hurt about."""
    return unit.clause is not None and unit.clause.subject in ("i", "we")


def named_at(plan: Plan) -> int:
    """The last kept unit that names a feeling of the writer's, or -1."""
    raw = plan.reading.draft.raw
    return max((at for at, unit in enumerate(plan.units) if not unit.findings and (at in plan.felt or _NAMED.search(raw[unit.start:unit.end]))), default=-1)


def ceased_in(plan: Plan) -> Turned | None:
    """What a kept or sweeping unit says the other does again and again, as a request to stop."""
    for unit in plan.units:
        if any(one.kind in _NAMING for one in unit.findings):
            continue
        for clause in plan.reading.clauses:
            if unit.start - 1 <= clause.start and clause.end <= unit.end + 1 and (made := ceased(clause, plan.reading, plan.voice, end=unit.end)):
                return made
    return None


def missed_in(plan: Plan) -> Turned | None:
    """What the draft says was missed, as a request: of the flagged clauses first, then of the kept ones."""
    raw = plan.reading.draft.raw
    for unit in plan.units:
        told = _TOLD_TO.search(raw[unit.start:unit.end]) if not unit.findings else None
        if told and words(told.group(1)) <= 9:
            return Turned((Part(text=dress("could you ", plan.voice)), Part(text=_COUNTED.sub("", told.group(1)).rstrip(" ,"), source="draft")), request=True)
    for unit in sorted(plan.units, key=lambda one: not one.findings):
        for clause in plan.reading.clauses:
            if unit.start - 1 <= clause.start and clause.end <= unit.end + 1 and (made := missed(clause, plan.reading, plan.voice, end=unit.end)):
                return made
    return None


def topics(plan: Plan) -> tuple[str, ...]:
    """What the flagged words are about, in the draft's own words: up to three things named in them, insults and people aside.

    The person picks which of them the feeling is about, so that nothing is guessed.
    """
    bad = plan.book.words([name for name in ("@neg_noun", "@neg_adj", "@insult") if name[1:] in plan.book.lexicons])
    raw, found = plan.reading.draft.raw, []
    for token in plan.reading.doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ not in ("dobj", "pobj", "nsubjpass", "conj") or len(token) < 3:
            continue
        unit = next((each for each in plan.units if each.findings and each.start <= token.idx < each.end), None)
        lemma = token.lemma_.lower()
        if unit is None or any(finding.kind in ("comparison", "triangulation") for finding in unit.findings) or any(finding.kind == "label" and finding.start <= token.idx < finding.end for finding in unit.findings) or token.head.lower_ in ("like", "as", "than", "to"):
            continue
        if lemma in _EMPTY or lemma in _PEOPLE or lemma in bad or token.norm_.lower() in bad or token.ent_type_ == "PERSON":
            continue
        words_here = [each for each in token.subtree if each.i <= token.i and token.i - each.i <= 4]
        if words_here[0].dep_ not in ("det", "poss", "compound", "nummod", "amod") and words_here[0].i != token.i:
            words_here = [token]
        if any(each.lemma_.lower() in bad or each.norm_.lower() in bad or (each.pos_ == "PRON" and each.dep_ != "poss") for each in words_here):
            words_here = [token]
        first = words_here[0]
        if first.dep_ == "det" and first.lower_ in ("a", "an", "no", "any", "every", "some", "what", "which"):
            continue
        if first.i == token.i and (token.tag_ == "NN" or token.pos_ == "PROPN"):
            continue
        phrase = raw[first.idx:token.idx + len(token)]
        phrase = phrase.lower() if phrase.isupper() and len(phrase) > 4 else phrase
        if phrase.lower() not in (other.lower() for other in found) and "\n" not in phrase and len(phrase) < 40:
            found.append(phrase[:1].lower() + phrase[1:] if first.pos_ in ("DET", "PRON") else phrase)
    return tuple(found[:3]) if len(found) > 1 or re.match(r"(?:my|our|the|that|this)\b", "".join(found), re.I) else ()


def sign_off(plan: Plan) -> str:
    """The last words of a letter, which stay last: a name, "love, Mum", "x"; or ""."""
    if len(plan.units) < 3 or plan.units[-1].findings:
        return ""
    raw, unit = plan.reading.draft.raw, plan.units[-1]
    text = raw[unit.start:unit.end]
    name = words(text) <= 3 and not re.search(r"[?!]", text) and (raw[plan.units[-2].end:unit.start].count("\n") > 0 or sentence_ends(raw, plan.units[-2]))
    return text if name and (re.fullmatch(r"(?:[A-Z][\w'’.-]*\s*){1,2}x*|x+", text) or _WARM_END.match(text)) else ""


def sentence_ends(raw: str, unit: Unit) -> bool:
    return raw[unit.end - 1] in ".!?…" or raw[unit.end:unit.end + 1] == "\n"


def firm_is_due(plan: Plan) -> bool:
    """A breach (a lie, money hidden, messages read) or an ultimatum: a limit belongs there."""
    return bool(_BREACH.search(plan.reading.line.text)) or any(finding.kind == "ultimatum" and _DEPENDS.search(finding.span) for finding in plan.findings)
