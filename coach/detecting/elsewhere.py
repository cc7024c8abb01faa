"""Words about somebody who does not read them: a third person, or the writer. One function a trap, as in exemptions.py."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from ..clauses import Clause
from ..reading import Reading
from ..rulebook import Rule

_YOU = frozenset("you your yours yourself yourselves ye yous".split())
_THEM = frozenset(["him", "them"])
_SUBJECTS = frozenset("he she they".split())
_MINE = frozenset("my our his her their the that this".split())
_PEOPLE = frozenset(
    "mum mom mam ma mother dad father da papa brother sister uncle aunt auntie aunty cousin nan gran grandma grandad grandpa granny nephew niece son daughter "
    "boss manager colleague coworker supervisor teacher headteacher landlord landlady neighbour neighbor neighbours neighbors roommate flatmate housemate ex exes "
    "husband wife boyfriend girlfriend partner bloke guy man woman lad lady girl boy kid kids toddler baby cat dog puppy kitten horse hamster doctor nurse dentist "
    "driver waiter ref referee keeper goalkeeper manager coach captain team striker president minister politician council government company landlords client customer "
    "author character hero villain detective actor actress singer host judge printer kettle car boiler washer phone laptop computer weather rain wind train bus".split()
)
_LINKS = frozenset("is are was were 's has have had been be can could will would does did do looks acts sounds seems being got gets".split())
_ADVERBS = frozenset("so such a an the just really always never still only absolutely total complete utter proper bit bloody very right too as about like being not even of".split())
_MARKS = frozenset(".!?;")
_COMMAS = frozenset([",", "-", ":"])
_ALWAYS_TOLD = frozenset(["comparison", "ultimatum", "kitchen_sinking", "shouting", "essentialising"])
"""Kinds that are always said to the other, whoever stands in them."""
_OFTEN_TOLD = frozenset(["should", "withdrawal", "triangulation"])
"""Kinds that speak to the other unless somebody else is their subject."""
_OF_ONESELF = frozenset(["label", "contempt", "should", "invalidation", "comparison"])
_BEING = frozenset("am was feel felt look looked must can could should have need got be been to sound like just stop start learn being getting".split())
"""What may stand between the writer and what is said of them."""
_TITLES = frozenset("sir mr mrs ms miss madam master princess queen king lady lord your his her my god lord".split())
_BESIDE = frozenset(["to", "with", "by"])
"""What makes it of somebody beside the writer ("I'm married to a doormat")."""
_GOES_ON = frozenset("just like and same so but because as exactly".split())
_REACH = 6
"""So many words before a finding its subject may stand."""


def _at(reading: Reading, start: int, end: int) -> tuple[int, int, int, int]:
    """The words [low, high) of a raw stretch, and the [first, last) of the sentence around them."""
    (starts, ends), words = reading.edges, reading.line.sequence
    low = bisect_right(ends, start)
    high = max(low + 1, bisect_left(starts, end))
    first = next((at + 1 for at in range(low - 1, -1, -1) if words[at] in _MARKS), 0)
    last = next((at for at in range(max(low, high - 1), len(words)) if words[at] in _MARKS), len(words))
    return low, high, first, last


def _person(words: Sequence[str], at: int) -> bool:
    """Whether a third person, or a thing, is named at a place, as the one who does something."""
    return words[at] in _SUBJECTS or (words[at] in _PEOPLE and at > 0 and words[at - 1] in _MINE) or (
        words[at] in _PEOPLE and at > 1 and words[at - 2] in _MINE)


def _called(reading: Reading, at: int) -> bool:
    """Whether a name stands at a place of the line ("Karen")."""
    token = reading.doc[reading.line.tokens[at]]
    return token.pos_ == "PROPN" and token.text.istitle() and reading.line.sequence[at] not in _TITLES and reading.line.sequence[at + 1] in _LINKS


def _subject_before(reading: Reading, low: int, first: int, across: bool) -> int:
    """The place of the nearest third person before a finding in its own clause (across: in its sentence), or -1."""
    words, crossed = reading.line.sequence, False
    for at in range(low - 1, max(first, low - _REACH) - 1, -1):
        if words[at] in _COMMAS:
            if not across:
                return -1
            crossed = True
        elif (_person(words, at) or _called(reading, at)) and (not crossed or words[at + 1] in _LINKS):
            return at
    return -1


def _to_the_other(words: Sequence[str], low: int, high: int, first: int, last: int) -> bool:
    """Whether the other is spoken of in the part of a sentence around a finding, or at once after it ("such a liar, like you")."""
    begin = next((at + 1 for at in range(low - 1, first - 1, -1) if words[at] in _COMMAS), first)
    end = next((at for at in range(high, last) if words[at] in _COMMAS), last)
    goes_on = end + 5 if end + 1 < last and words[end + 1] in _GOES_ON else end
    return not _YOU.isdisjoint(words[begin:min(last, goes_on)])


def third_person(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """Said of somebody else ("my boss is such a hypocrite", "living with him is like living with a teenager")."""
    if not rule.problem or rule.severity < 2 or rule.kind in _ALWAYS_TOLD:
        return False
    words = reading.line.sequence
    low, high, first, last = _at(reading, start, end)
    if _to_the_other(words, low, high, first, last):
        return False
    alone, told = _YOU.isdisjoint(words), rule.kind in _OFTEN_TOLD
    subject = _subject_before(reading, low, first, alone)
    if subject >= 0 and all(word in _LINKS or word in _ADVERBS for word in words[subject + 1:low]) and (alone or not told):
        return True
    if not alone:
        return False
    if rule.kind == "accusing_question" and words[low] == "who" and not _SUBJECTS.isdisjoint(words[:low]):
        return True
    if told:
        return "i" in words[low:high] and not _THEM.isdisjoint(words[high - 1:min(last, high + 1)])
    return subject >= 0 or not _THEM.isdisjoint(words[max(first, low - 3):low]) or not _THEM.isdisjoint(words[high - 1:min(last, high + 3)])


def oneself(rule: Rule, start: int, end: int, clause: Clause | None, reading: Reading) -> bool:
    """Said of the writer ("I was such a coward", "I'm about as much use as a chocolate teapot")."""
    if not rule.problem or rule.severity < 2 or rule.kind not in _OF_ONESELF:
        return False
    words = reading.line.sequence
    low, high, first, last = _at(reading, start, end)
    if _to_the_other(words, low, high, first, last) or not _BESIDE.isdisjoint(words[low:high]):
        return False
    before = words[max(first, low - _REACH):low]
    at = max((place for place, word in enumerate(before) if word == "i"), default=-1)
    return at >= 0 and len(before) > at + 1 and before[at + 1] in _BEING and all(word in _ADVERBS or word in _BEING for word in before[at + 1:])
