"""A few of their own words to begin a reply with ("From Instagram?" "Three weeks." "Not one person?"): what stands out, said back."""

from collections.abc import Iterator
import re

from ..reading import Reading
from .person import other_side
from .wording import INSULTS_SELF

_NUMBER = (
    r"(?:a |an )?(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|a hundred|twenty[- ]\w+|thirty[- ]\w+|forty[- ]\w+)"
)
_LENGTH = re.compile(
    rf"(?<![\w$-])(?:after )?((?:{_NUMBER}) (?:straight |whole |long )?(?:years|yrs|months|weeks|nights|hours|hrs|shifts|times)(?: straight| in a row| running)?)(?=[ .,!?]|$)(?! (?:old|ago|late|away|early|from|before|later|of pto|until|till|a |each|per|tops))", re.I,
)
_COUNT = re.compile(r"(?<![\w$:.])((?:[2-9]\d|\d{3,}|twenty|thirty|forty|fifty|sixty|a hundred) (?:jobs|applications|people|kids|emails|calls|texts|miles|patients|students|interviews|guests|pages))\b", re.I)
_ALL = re.compile(r"\b(all (?:night|day|week|weekend|morning)(?: long)?|every (?:single )?(?:night|morning|meal|weekend|friday))(?=[ .,!?]|$)", re.I)
_HOW = re.compile(
    r"(?<=\s)((?:in front of (?:everyone|everybody|(?:the|my|his|her) whole \w+|my \w+|all my \w+|the \w+|people|clients|customers)|the whole (?:team|class|family|office|table|room|group|school|weekend|house|night|day|time|trip|party)|over (?:text|email|the phone|eggs|facetime)|(?:from|through|on) (?:instagram|facebook|a text|an email|a post|a group chat|the group chat|twitter|linkedin|a stranger)|"
    r"by (?:one|1|two|2|a single) (?:mark|marks|point|points|vote|votes|minute|minutes|second|seconds|percent)|at my (?:own )?(?:wedding|shower|graduation|birthday|party)|on my (?:own )?(?:birthday|anniversary|wedding day|day off|only day off|one day off|first day|last day)|at (?:two|three|four|1|2|3|4|5)(?:am| am| in the morning)|without (?:telling|asking|even telling|even asking) (?:me|any of us|us|anyone)|"
    r"without (?:a word|saying goodbye|warning|any warning|me)|behind my back|by text|for no reason|out of nowhere|like it was nothing|like i (?:was not|wasn't|wasnt|weren't|am not|isn't) (?:even )?(?:there|in the room|here)|away from everyone i know|while i was (?:asleep|sleeping|working|at work|in the shower|away)|in the middle of the night|at midnight|with no (?:note|warning|notice|pto left|heads up)))(?=[ .,!?]|$)", re.I,
)
_EVEN = re.compile(r"\b((?:didn'?t|did not|never|won'?t|wouldn'?t|doesn'?t) even [^,.!?\n]{3,38}?)(?= (?:and|but|when|after|because|so|until|bc|n)\b|[,.!?\n]|$)", re.I)
CALLED = re.compile(
    r"\b(?:says?|said|told me|thinks|tells me|called me|call me|calling me) (?:that )?(?:i'?m |i am |i was |i've been )?((?:too|so|being too|being|a|an|the|not) (?!lot\b|bit\b|few\b)[\w'-]+(?: [\w'-]+){0,3}?)(?=[,.!?\n]| about\b| and\b| but\b| because\b| for\b| in\b| at\b|$)", re.I,
)
_LIKE = re.compile(r"\b(?:feels?|felt|feeling) (like (?:an?|the) [^,.!?\n]{3,36}?)(?= (?:since|when|because|and|but|every|again|now|after|n|bc|cuz)\b|[,.!?\n]|$)", re.I)
_NONE = re.compile(r"\b(not one (?:call|text|card|person|message|word|of them|visit)|not a single (?:call|text|card|person|word|one|message)|not even a (?:call|text|note|card|goodbye|thank you|sorry)|no note|no warning|no apology)\b", re.I)
_NOBODY = re.compile(r"^\W*(?:and |so |omg |ugh |lol )?(?:nobody|no one|noone)\b", re.I)
_AGAIN = re.compile(r"\b(?:again|for the (?:second|third|fourth|fifth|tenth) time)\b", re.I)
_THIRD = re.compile(r"\b(?:for the )?((?:second|third|fourth|fifth) (?:time|night|day|shift|week|weekend)(?: in a row| this (?:week|month|year))?)\b", re.I)
_TAKEN = frozenset("forget lose take give sell cut eat break steal ruin cancel read rearrange deny wreck miss leave mock insult call ignore erase throw borrow waste tear".split())
_PERSONAL = re.compile(r"\b(?:name|birthday|project|idea|wedding|graduation|grad|room|cake|kitchen)\b", re.I)
_HELD = frozenset("job house home apartment lease visa birthday name project idea desk shift shifts hours room cake degree reports report art dress hair lunchbox accent weight work kitchen wedding graduation grad recital pension lunch ring".split())


def _own(partner: Reading) -> Iterator[tuple[int, int]]:
    """Short things of theirs that something was done to: "my project", "my name"."""
    for token in partner.doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ not in ("dobj", "nsubjpass", "nsubj", "pobj", "attr") or token.norm_.lower() not in _HELD:
            continue
        left = [child for child in token.lefts if child.dep_ in ("poss", "amod", "compound", "det")]
        if not any(child.lower_ == "my" for child in left) or token.i - left[0].i > 3:
            continue
        if token.dep_ in ("dobj", "nsubjpass") and (token.head.lemma_.lower() in _TAKEN or token.dep_ == "nsubjpass"):
            yield left[0].idx, token.idx + len(token)


def echoes(partner: Reading) -> tuple[str, ...]:
    """What stands out in a message, turned to the other side, without an end mark; the most telling first.

    >>> from coach.reading import reading
    >>> echoes(reading("they gave my project to the new guy over text"))
    ('over text', 'your own project')
    """
    raw, found = partner.draft.raw, []

    def add(start: int, end: int) -> None:
        said = other_side(partner, start, end, we=False, chat=True)
        if said and not INSULTS_SELF.search(said) and not any(said.lower() in other.lower() or other.lower() in said.lower() for other in found):
            found.append(said.strip(" ,.!?"))

    for pattern in (_NONE, _EVEN, CALLED, _LIKE, _HOW, _THIRD):
        for match in pattern.finditer(raw):
            add(*match.span(1))
    if _NOBODY.match(raw):
        found.append("not one person")
    for match in _COUNT.finditer(raw):
        add(*match.span(1))
    for match in _LENGTH.finditer(raw):
        add(*match.span(1))
    if found and _AGAIN.search(raw):
        found.append("again")
    for start, end in _own(partner):
        said = other_side(partner, start, end, we=False, chat=True)
        if said:
            found.append(re.sub(r"^(your|ur) (?!own )", r"\1 own ", said, flags=re.I) if _PERSONAL.search(said) and "whole" not in said else said)
    for match in _ALL.finditer(raw):
        add(*match.span(1))
    return tuple(dict.fromkeys(found))
