"""What an answer's words are, beside an item's: the same again, too few, what it keeps, whether it speaks of the matter at all."""

from collections.abc import Iterable
from difflib import SequenceMatcher
import re

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")
_NUMBERS = {
    word: str(number) for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "seventy": "70", "eighty": "80", "ninety": "90", "hundred": "100"}
_COMMON = frozenset(
    """a an the and or but so if of to in on at for with from by as is are was were be been being am do does did have has had i me my mine we us our you
    your it its he him his she her they them their this that these those not no yes can could will would should may might must what when why how who which
    there here then than just really very too also about up down out off over into i'm i've i'd i'll you're you've it's that's don't didn't can't feel felt
    get got go going like want need""".split()
)
"""Words that say nothing of what a text is about."""


def words(text: str) -> list[str]:
    """The words of a text, folded; a number is written in digits."""
    return [_NUMBERS.get(word, word) for word in _WORD.findall(text.replace("’", "'").casefold())]


def stem(word: str) -> str:
    """A word without its ending, crudely: enough to see that "plates" is "plate"."""
    word = word.removesuffix("'s")
    for tail in ("ies", "ing", "ed", "es", "s", "e", "y"):
        if word.endswith(tail) and len(word) - len(tail) >= 3 and not word.endswith("ss"):
            return word.removesuffix(tail)
    return word


def same(answer: str, given: str) -> bool:
    """Whether an answer is the given words again, whatever the case, the marks or a slip of the fingers.

    >>> same("you nevr listen to me", "You never listen to me!"), same("You seldom listen to me", "You never listen to me!")
    (True, False)
    """
    mine, theirs = words(answer), words(given)
    return bool(theirs) and len(mine) == len(theirs) and all(
        one == other or (len(other) >= 4 and SequenceMatcher(None, one, other, autojunk=False).ratio() >= 0.8) for one, other in zip(mine, theirs, strict=True)
    )


def lost(answer: str, keep: Iterable[str]) -> str:
    """The first fact that an answer no longer says, or "". "nine|9": either will do.

    >>> lost("The soup was cold at 9", ["soup", "nine", "Sunday"])
    'Sunday'
    """
    said = {stem(word) for word in words(answer)}
    for fact in keep:
        if not any({stem(word) for word in words(one)} <= said for one in fact.split("|")):
            return fact.split("|")[0]
    return ""


def about(answer: str, given: Iterable[str]) -> bool:
    """Whether an answer shares a telling word with anything of an item (or the item has none)."""
    def telling(text: str) -> set[str]:
        return {stem(word) for word in words(text) if word not in _COMMON}

    pool = set().union(*map(telling, given))
    return not pool or bool(pool & telling(answer))
