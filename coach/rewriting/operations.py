"""Clause operations: a flagged clause turned into an observation, a wish or a request in the writer's own words.

Each takes a clause and its reading and gives the turned words, or None where it does not fit. Nothing is added to what
the clause says but closed wording; always, never and boosters go, and so does the verdict.
"""

from dataclasses import dataclass
import re

from ..clauses import Clause
from ..inflection import inflect
from ..reading import Reading
from ..results import Part
from .units import ONE_FORM
from .voice import Voice, dress

_BOOSTERS = frozenset(
    (
        "always never constantly literally just even ever once honestly seriously forever continually perpetually "
        "freaking fucking damn bloody goddamn fuckin effing simply really actually clearly obviously totally absolutely "
        "completely again? so apparently legit like invariably endlessly repeatedly"
    ).split()
)
COARSE = re.compile(r"\b(?:ass|arse|butt|fuck\w*|shit\w*|damn|hell|bloody|goddamn|bullshit|crap|face|mouth)\b", re.I)
MOTIVE = re.compile(r"\b(?:better than|every(?:one|body|thing)?|on purpose|purposely|deliberately|intentionally|(?:just|only) (?:to|so|because)|to (?:hurt|annoy|spite|punish|get back|wind|make me|embarrass)|punish\w*|sabotag\w*|manipulat\w*|love[- ]?bomb\w*|us(?:e|ing) (?:me|us|people|ppl)|play(?:ing)? (?:me|games)|compet\w+|control\w*|made me|make me|lie|lying|lied|cheat\w*|enjoy\w*|get off on|steal\w*|undermin\w*|turn\w* (?:the|my|our) \w+ against)\b", re.I)
"""A guess at a bad intent, which asked politely is an accusation still."""
OR_GO = re.compile(r"((?!be\b|stop\b|shut\b|get out\b|grow\b|leave\b|you\b|u\b)\w+(?: [\w']+){1,7}?),? or (?:move out|get out|leave|go|find somewhere else|pack your bags|piss off|fuck off|you['’]?re out|ur out|don['’]?t (?:bother )?com(?:e|ing) (?:back|home))\W*$", re.I)
"""An order with the door for its other half."""
_FORBIDS = re.compile(r"(?:do n['’]t|don['’]?t|do not|never) (?:you|u)\b", re.I)
"""Forbids, though it looks like a question ("don't you ever talk to me like that")."""
PRAISED = re.compile(r",(?: [A-Z]\w+,)? (?:you['’]?re|you are|ur|youre) .*$")
"""Mock praise behind what was done."""
_DENIES = frozenset("not never hardly rarely barely seldom scarcely no neither nor nobody nothing".split())
_OBJECTIVE = {"i": "me", "we": "us", "he": "him", "she": "her", "they": "them"}


@dataclass(frozen=True, slots=True)
class Turned:
    """parts: a sentence without its end mark, first letter small. feeling: it says one. request: it asks. guess: it says what
    the writer fears of the other, so that the ask is whether it is so. inline: it stays where it stands, whether it asks or owns."""

    parts: tuple[Part, ...]
    feeling: bool = False
    request: bool = False
    guess: bool = False
    inline: bool = False


def _draft(text: str) -> Part:
    return Part(text=text, source="draft")


def _raw(reading: Reading, tokens) -> str:
    """The raw text of tokens, blanks where tokens were left out."""
    out = []
    for token in tokens:
        if out and (token.i != out[-1].i + 1):
            out.append(None)
        out.append(token)
    text, raw = "", reading.draft.raw
    previous = None
    for token in out:
        if token is None:
            continue
        if previous is not None:
            joined = token.i == previous.i + 1
            text += raw[previous.idx + len(previous):token.idx] if joined else " "
        text += raw[token.idx:token.idx + len(token)]
        previous = token
    return re.sub(r"\s+", " ", text).strip(" ,")


def _lowered(text: str) -> str:
    """Small first letter, unless it is I or a name-like word in the middle of capitals."""
    if re.match(r"I\b|[A-Z]{2}", text):
        return text
    return text[:1].lower() + text[1:]


def _scope(reading: Reading, clause: Clause, end: int | None = None) -> list:
    tokens = [token for token in reading.doc[clause.first:clause.last + 1] if not token.is_space]
    return [token for token in tokens if end is None or token.idx < end]


def _split(reading: Reading, clause: Clause, end: int | None = None):
    """(subject tokens, predicate tokens) of a clause; boosters and the blame's frequency left out."""
    tokens = _scope(reading, clause, end)
    subject = [token for token in tokens if token.idx == clause.subject_start]
    if not subject:
        return [], tokens
    whole = [token for token in subject[0].subtree if token.i < clause.head] or subject
    return whole, [token for token in tokens if token.i > whole[-1].i]


def _without_boosters(tokens) -> list:
    out = []
    for token in tokens:
        norm = token.norm_.lower()
        if norm in _BOOSTERS and not (norm == "seriously" and token.head.lemma_ == "take") and not (norm in ("like", "so", "really", "just") and token.dep_ in ("prep", "mark", "ROOT", "cc", "conj")) and token.pos_ != "VERB":
            continue
        if norm == "all" and token.nbor(1).norm_ == "the" and token.i + 2 < len(token.doc) and token.nbor(2).norm_ == "time" if token.i + 2 < len(token.doc) else False:
            continue
        out.append(token)
    text = [token.norm_.lower() for token in out]
    for phrase in (["on", "purpose"], ["the", "time"], ["at", "all"], ["every", "time"], ["every", "single", "time"], ["for", "in", "your", "life"], ["for", "in", "ur", "life"], ["for"]):
        if text[-len(phrase):] == phrase and (phrase != ["for"] or tokens[-1].norm_.lower() == "once"):
            out = out[:-len(phrase)]
            text = text[:-len(phrase)]
    return out


_LONG_AGO = re.compile(r"\b(?:yesterday|last (?:night|week|month|year|time|monday|tuesday|wednesday|thursday|friday|saturday|sunday)|ago|that (?:night|day|time))\b", re.I)
"""Verbs that say nothing of when, and what does: "you never put it down" is a habit unless the draft says which day."""


def when_clause(clause: Clause, reading: Reading, voice: Voice, *, end: int | None = None) -> str | None:
    """"you never V C" -> "when you don't V C"; "you always V C" -> "when you V C"; "you did V" stays as told.

    Source: the clause operations 1 to 6 of the coach's rewriting grammar.
    """
    if clause.subject not in ("you",) or clause.subject_start < 0:
        return None
    doc, head = reading.doc, reading.doc[clause.head]
    subject, predicate = _split(reading, clause, end)
    if not subject or not predicate:
        return None
    you = _raw(reading, subject)
    nevers = [token for token in predicate if token.norm_.lower() == "never"]
    never = bool(nevers)
    if any(up.dep_ in ("ccomp", "relcl", "advcl", "acl") and up.i > head.i for token in nevers for up in token.ancestors):
        return None
    if any(token.norm_.lower() in _DENIES for token in doc[clause.first:subject[0].i] if token.i < subject[0].i):
        return None
    rest = _without_boosters(predicate)
    if not rest or (head not in rest and head.i > subject[-1].i):
        return None
    if head.i < subject[0].i and head.pos_ == "AUX" and not never:
        return f"when {_lowered(you)} {head.text.lower()} {_raw(reading, rest)}"
    auxiliaries = [token for token in rest if token.dep_ in ("aux", "auxpass") and token.head.i == head.i]
    lead = ""
    if never:
        have = next((token for token in auxiliaries if token.lemma_ == "have" or token.lower_ in ("ve", "'ve")), None)
        if have is None and (head.pos_ == "AUX" or head.lower_ in ("r", "re", "'re")):
            rest = [token for token in rest if token.i != head.i]
            was = "were" if clause.tense == "past" else "are"
            return f"when {_lowered(_plain_you(you))} {dress(was + 'n' + chr(39) + 't', voice)} {_raw(reading, rest)}".strip()
        if have is not None:
            lead, rest = dress("haven't", voice), [token for token in rest if token.i != have.i]
        elif any(token.tag_ == "MD" for token in auxiliaries):
            modal = next(token for token in auxiliaries if token.tag_ == "MD")
            lead = dress({"will": "won't", "can": "can't", "could": "couldn't", "would": "wouldn't"}.get(modal.norm_.lower(), "don't"), voice)
            rest = [token for token in rest if token.i != modal.i]
        elif head.tag_ == "VBG":
            lead = dress("aren't", voice)
            rest = [token for token in rest if token.dep_ != "aux"]
        else:
            past = (head.tag_ == "VBD" or clause.tense == "past") and (head.lower_ not in ONE_FORM or _LONG_AGO.search(clause.text) is not None)
            base = inflect(head.lemma_.lower(), "VB") or head.lower_
            before = [token for token in rest if token.i < head.i and token.dep_ not in ("aux", "neg")]
            after = [token for token in rest if token.i > head.i]
            tail = _raw(reading, after)
            return " ".join(filter(None, ["when", _lowered(_plain_you(you)), _raw(reading, before), dress("didn't" if past else "don't", voice), base, tail]))
        return " ".join(filter(None, ["when", _lowered(_plain_you(you)), lead, _raw(reading, rest)]))
    text = reading.draft.raw
    glued = subject[-1].i + 1 == rest[0].i and not text[subject[-1].idx + len(subject[-1]):rest[0].idx].strip()
    gap = text[subject[-1].idx + len(subject[-1]):rest[0].idx] if glued and rest[0].i == predicate[0].i else " "
    del doc
    return f"when {_lowered(you)}{gap or ''}{_raw(reading, rest)}"


def _plain_you(you: str) -> str:
    return you


def predicate_base(clause: Clause, reading: Reading, *, end: int | None = None) -> str | None:
    """The predicate from its verb on, the verb in its base form: "to have told me first" -> "tell me first"."""
    head = reading.doc[clause.head]
    tokens = _without_boosters([token for token in _scope(reading, clause, end) if token.i > head.i])
    lemma = head.lemma_.lower()
    if clause.modal in ("have to", "need to", "supposed to", "ought to"):
        inner = next((child for child in head.children if child.dep_ == "xcomp"), None)
        if inner is None:
            return None
        tokens = _without_boosters([token for token in _scope(reading, clause, end) if token.i > inner.i])
        lemma = inner.lemma_.lower()
        head = inner
    if head.pos_ not in ("VERB", "AUX") and head.tag_[:1] != "V":
        return None
    base = "be" if lemma in ("r", "re", "m", "'re", "s") else (inflect(lemma, "VB") or head.lower_)
    if any(child.dep_ in ("auxpass",) for child in head.children):
        return None
    return " ".join(filter(None, [base, _raw(reading, tokens)]))


_HAD_TO = re.compile(
    r"\b(?:you|u|ya)\s+(?:really |just |at least )?(?:(?P<not>shouldn'?t|shudnt|couldn'?t)|should|shud|shld|could|would|shoulda|coulda|woulda)\s*(?:have|of|a|'ve|ve|n't have)?\s+(?:(?P<no>not|never)\s+)?(?:have\s+)?(?:at least |just |really )?(?P<verb>\w+)",
    re.I,
)


def wish(clause: Clause, reading: Reading, voice: Voice, *, start: int = 0, end: int | None = None) -> Turned | None:
    """"you should have V-pp C" -> "I wish you had V-pp C"."""
    low = min(start, clause.start) if end is not None else clause.start
    text = reading.draft.raw[low:end]
    found = _HAD_TO.search(text)
    if found is None or not re.search(r"\b(?:have|of|a)\b|'?ve\b|oulda", found.group(), re.I):
        return None
    at = low + found.start("verb")
    token = next((each for each in reading.doc if each.idx == at), None)
    if token is None:
        return None
    lemma = token.lemma_.lower()
    participle = inflect(lemma, "VBN")
    if participle is None or token.lower_ not in (participle, inflect(lemma, "VBD"), lemma):
        return None
    tail = re.split(r"[.!?\n;]", reading.draft.raw[at + len(token):end])[0].rstrip(" ,")
    if re.search(r"\bif (?:it|that|this|they|he|she|i)(?: was| were|['’]?d)\b", tail, re.I):
        return None
    no = found.group("not") or found.group("no")
    return Turned((Part(text=dress("I wish you hadn't " if no else "I wish you'd ", voice)), _draft(participle + tail)))


def request(clause: Clause, reading: Reading, voice: Voice, *, end: int | None = None) -> Turned | None:
    """"you need to V", "why can't you V", "V!" -> "could you V"; "can you not V" -> "please don't V"; None where there is nothing to do in it."""
    if clause.mood == "statement" and not clause.modal and not re.search(r"\b(?:better|need|have to|got to|gotta|must|should|ought|hafta)\b", clause.text):
        return None
    if clause.mood == "question" and any(child.lower_ in ("did", "didnt", "were", "was") for child in reading.doc[clause.head].children if child.dep_ in ("aux", "auxpass")):
        return None
    if _FORBIDS.match(clause.text) or clause.negated != (clause.mood == "question") or clause.subject not in ("you", "none") or (clause.subject == "none" and clause.mood != "imperative"):
        return None
    words = predicate_base(clause, reading, end=end)
    head = reading.doc[clause.head]
    after_you = clause.mood == "question" and any(child.dep_ == "neg" and child.lower_ == "not" and child.idx > clause.subject_start >= 0 for child in head.children)
    if words and COARSE.search(words):
        return None
    if not words or len(words.split()) < 2 or re.match(r"(?:be|dare|bother|stop|quit|grow|get over|try|act|learn|start|know|see|understand|realize|listen up|let|remember|like|care|want|feel|think|have|need|beg|grovel|crawl|pray|bow|kiss|thank|worship)\b", words):
        return None
    return Turned((Part(text=dress("please don't " if after_you else "could you ", voice)), _draft(words)), request=True)


def owned_feeling(clause: Clause, reading: Reading, voice: Voice, feelings: tuple[str, ...], *, end: int | None = None) -> Turned | None:
    """"you make me (feel) ADJ" -> "I feel ADJ", the writer's own word kept; "you made me look stupid" -> a choice."""
    if clause.verb != "make" or clause.subject != "you":
        return None
    inner = next((child for child in reading.doc[clause.head].children if child.dep_ in ("ccomp", "xcomp", "acomp", "oprd", "dobj") and child.i > clause.head), None)
    if inner is None:
        return None
    me = next((token for token in _scope(reading, clause, end) if token.norm_.lower() in ("me", "us") and token.i > clause.head), None)
    if me is None:
        return None
    past = clause.tense == "past"
    after = _without_boosters([token for token in _scope(reading, clause, end) if token.i > me.i])
    if not after:
        return None
    if after[0].lemma_.lower() == "feel":
        rest = _raw(reading, after[1:])
        return Turned((Part(text=dress("I felt " if past else "I feel ", voice)), _draft(rest)), feeling=True) if rest else None
    if after[0].lemma_.lower() in ("look", "sound", "seem"):
        place = _raw(reading, [token for token in after if token.lower_ != "like" and not any(up.lower_ == "like" for up in token.ancestors if up.i > me.i) if token.dep_ in ("prep", "npadvmod", "advmod") or any(up.dep_ == "prep" and up.lower_ in ("in", "at", "with") for up in token.ancestors if up.i > me.i)])
        return Turned((
            Part(text=dress("I felt " if past else "I feel ", voice)), Part(choice=("embarrassed", "hurt", "small"), slot="feeling", source="pick"),
            *((Part(text=" "), _draft(place)) if place else ()),
        ), feeling=True)
    if after[0].lower_ in ("sick", "laugh", "puke", "vomit"):
        return None
    if after[0].pos_ == "ADJ" or after[0].tag_ in ("JJ", "JJR", "VBN"):
        return Turned((Part(text=dress("I felt " if past else "I feel ", voice)), _draft(_raw(reading, after))), feeling=True)
    return None


_SHAMES = frozenset(["embarrass", "humiliate", "belittle", "mock", "ridicule", "demean", "degrade"])
SPOILS = frozenset(["ruin", "wreck", "spoil", "destroy", "kill"])


def spoiled(clause: Clause, reading: Reading, voice: Voice, feelings: tuple[str, ...], *, end: int | None = None) -> Turned | None:
    """"you embarrassed me in front of X" -> "I felt [..] in front of X"; "you ruined NP" -> "NP didn't go the way I'd hoped"."""
    head = reading.doc[clause.head]
    lemma = head.lemma_.lower()
    if clause.subject != "you" or lemma not in _SHAMES | SPOILS or clause.tense != "past" or clause.negated:
        return None
    thing = next((child for child in head.children if child.dep_ in ("dobj", "nsubj", "ccomp") and child.i > head.i), None)
    if thing is None:
        return None
    if lemma in _SHAMES:
        if thing.norm_.lower() not in ("me", "us"):
            return None
        by = next((child for child in head.children if child.lower_ == "by" and child.i > thing.i and any(one.tag_ == "VBG" for one in child.children)), None)
        after = [token for token in _scope(reading, clause, end) if token.i > thing.i and (by is None or token.i < by.i)]
        after = after if after and after[0].lower_ in ("in", "at", "before", "with", "during", "on", "over", "yesterday", "today", "last", "again", "twice") else []
        place = _raw(reading, after)
        if by is not None and (verb := next(one for one in by.children if one.tag_ == "VBG")).i == by.i + 1 and (past := inflect(verb.lemma_.lower(), "VBD")):
            told = _raw(reading, [token for token in _scope(reading, clause, end) if token.i > verb.i])
            return Turned((
                Part(text=dress("when you ", voice)), _draft(" ".join(filter(None, [past, told, place]))), Part(text=dress(", I felt ", voice)),
                Part(choice=("embarrassed", "hurt", "small"), slot="feeling", source="pick"),
            ), feeling=True)
        return Turned((
            Part(text=dress("I felt ", voice)), Part(choice=("embarrassed", "hurt", "small"), slot="feeling", source="pick"),
            *((Part(text=" "), _draft(place)) if place else ()),
        ), feeling=True)
    by = next((child for child in head.children if child.lower_ == "by" and child.i > head.i), None)
    acts = next((one for one in by.children if one.tag_ == "VBG"), None) if by is not None else None
    past = inflect(acts.lemma_.lower(), "VBD") if acts is not None and acts.i <= by.i + 2 else None
    told = _raw(reading, [token for token in _scope(reading, clause, end) if token.i > acts.i]) if past else ""
    if told and acts.lemma_ not in ("be", "act", "have", "make"):
        return Turned((
            Part(text=dress("when you ", voice)), _draft(f"{past} {told}"), Part(text=dress(", I felt ", voice)),
            Part(choice=feelings, slot="feeling", source="pick"),
        ), feeling=True)
    words = [token for token in thing.subtree if token.i > head.i and (end is None or token.idx < end) and not any(up.dep_ in ("acl", "relcl", "advcl", "prep") and up.i > thing.i for up in (token, *token.ancestors))]
    named = _raw(reading, words)
    if not named or named.lower() in ("me", "us", "it", "everything", "this", "that", "my life", "our life", "us all"):
        return None
    return Turned((_draft(named), Part(text=dress(" didn't go the way I'd hoped", voice))))
