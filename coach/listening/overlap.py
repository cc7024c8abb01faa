"""Which words of the other's message a reply takes up: lemmas, with a small map of synonyms. No WordNet."""

from collections.abc import Iterable
from dataclasses import dataclass

from ..reading import Reading
from ..results import PickedUp

_FAMILIES = (
    "mom mother mum mama", "dad father papa", "grandma grandmother gran granny nana abuela nan", "grandpa grandfather gramps",
    "kid child", "boss manager supervisor", "job work", "angry mad furious livid pissed", "scared afraid frightened terrified",
    "sad down blue", "tired exhausted worn drained", "happy glad", "alone lonely", "hurt sting", "big huge", "house home place",
    "awful terrible horrible", "cry weep sob", "yell shout scream", "joke laugh", "start begin", "photo picture pic", "car truck",
    "test exam", "embarrass humiliate mortify", "buy purchase", "quit leave", "ignore overlook", "show display", "phone cell",
)
_SAME = {word: family.split()[0] for family in _FAMILIES for word in family.split()}
_NUMBERS = {
    word: str(number) for number, word in enumerate(
        "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty".split()
    )
} | {"twice": "2", "hundred": "100", "thirty": "30", "forty": "40", "fifty": "50", "sixty": "60", "dozen": "12"}
_EMPTY = frozenset(
    """be have do get go say know think want like really just thing make take come see look let can will would could should may might must
    not no yes so very too also even still again now then here there well ok okay oh ah hey lol time way lot bit much many more most some
    any all every one other good great nice sure right maybe actually honestly literally today tonight tomorrow yesterday tell ask feel
    mean keep give put need try use find happen seem sound guy man people everyone everybody someone somebody nobody anyone something
    anything nothing everything what how who when where why which this that these those it i you he she we they me my your his her our
    us them about ever never always back up out off over down in on at to of for with from by as if or and but because than
    first last new old own same such only ll ve re d s m u ur n w im ive dont cant wont didnt ain call talk hear sorry god wow yeah
    day week month year minute hour kind sort stuff part whole next start end stop pretty quite rn abt bc tho though stay live leave""".split()
)
_COUNTED = frozenset(["day", "week", "month", "year", "minute", "hour", "time"])


@dataclass(frozen=True, slots=True)
class Word:
    """A content word: key is what it is compared by, [start, end) where it stands in the raw text."""

    key: str
    start: int
    end: int


def _key(token) -> str:
    norm = token.norm_.lower()
    if norm.isdigit():
        return norm
    if norm in _NUMBERS:
        return _NUMBERS[norm]
    lemma = token.lemma_.lower() if token.norm_.lower() == token.lower_ else norm
    if norm in _EMPTY or lemma in _EMPTY or len(lemma) < 3 or not lemma[:1].isalpha():
        return ""
    if lemma == norm and len(norm) > 5:
        for tail, put in (("ies", "y"), ("ing", ""), ("ed", ""), ("es", "e"), ("s", "")):
            if norm.endswith(tail) and not norm.endswith("ss"):
                lemma = norm[: -len(tail)] + put
                break
    return _SAME.get(lemma, lemma.rstrip("e"))


def content(reading: Reading) -> tuple[Word, ...]:
    """The words of a text that say what it is about; a count with its unit ("three years") is one."""
    found = []
    for token in reading.doc:
        if token.is_punct or token.is_space or token.pos_ in ("PRON", "DET", "AUX", "CCONJ", "SCONJ", "PART"):
            continue
        key = _key(token)
        if key and (not key.isdigit() or len(key) < 7):
            found.append(Word(key, token.idx, token.idx + len(token)))
    return tuple(found)


def shared(mine: Iterable[Word], theirs: Iterable[Word]) -> tuple[PickedUp, ...]:
    """Words of theirs that mine takes up, each at its first place there."""
    first: dict[str, Word] = {}
    for word in theirs:
        first.setdefault(word.key, word)
    return tuple(
        PickedUp(word.start, word.end, first[word.key].start, first[word.key].end) for word in mine if word.key in first
    )


def copied(mine: Reading, theirs: Reading) -> float:
    """The share of a reply that only says the other's words again: of all its words, pronouns aside, those said there."""
    aside = frozenset("i you he she we they me my your it is are was were am be been so that this the a an and to of do not at there here like sounds sound hear hearing what saying".split())

    def words(reading: Reading) -> list[str]:
        return [(_key(token) or token.norm_.lower()) for token in reading.doc if token.is_alpha or token.like_num]

    said = frozenset(words(theirs))
    own = [word for word in words(mine) if word not in aside]
    return sum(word in said for word in own) / len(own) if len(own) >= 2 else 0.0


def covered(mine: Reading, theirs: Reading) -> float:
    """The share of their content words that a reply says again."""
    keys = {word.key for word in content(theirs)}
    return len(keys & {word.key for word in content(mine)}) / len(keys) if keys else 0.0


__all__ = ["Word", "content", "copied", "covered", "shared"]
