"""Which stretches of a message could be a dig: runs of cells, where a cell ends at a mark or where a clause may begin."""

from collections.abc import Iterator, Sequence

LONGEST = 18
"""No run of several cells has more words."""
MOST_CELLS = 5
_STRONG = frozenset('.!?;:-"')
_JOINTS = frozenset("and but so because cause cos then when while if or n though although since unless until yet except plus anyway".split())
_OPENERS = frozenset(
    "i you he she we they it my your that this there why what how who where maybe just do does did not no never even oh lol please stop get go all is are "
    "could would should can will thanks honestly at like well imagine".split()
)
_HOLDERS = frozenset(
    "to for with of at than like do did does are is was were am can could will would should why what how where who when if because and but so or that thank love "
    "tell told give gave make made let see hear ask asked call called all as on in from about by after before get got the a an your my his her our their not never "
    "have has had be been i you he she we they it just even ever always still really actually know think hope wish said say mean believe n then while no more thinks says feels knows hopes wishes means believes thought knew felt sure glad sorry guess reckon bet swear".split()
)
"""Words after which an opener goes on with what they began: "thank you", "what you"."""


def cells(words: Sequence[str]) -> Iterator[tuple[list[tuple[int, int]], str]]:
    """The cells of each sentence as [low, high) words, and the mark that closes it ("" at the end of the text).

    words: the canonical words of a Line, marks among them.
    """
    sentence: list[tuple[int, int]] = []
    low = 0
    for at, word in enumerate(words):
        strong = word in _STRONG
        if strong or word == ",":
            if at > low:
                sentence.append((low, at))
            low = at + 1
            if strong and sentence:
                yield sentence, "." if word in '"-' else word
                sentence = []
        elif at > low and (
            (word in _JOINTS and words[at - 1] not in _JOINTS) or (word in _OPENERS and words[at - 1] not in _HOLDERS and at - low >= 2)
        ):
            sentence.append((low, at))
            low = at
    if len(words) > low:
        sentence.append((low, len(words)))
    if sentence:
        yield sentence, ""


def windows(words: Sequence[str]) -> list[tuple[int, int, str]]:
    """Every run of up to MOST_CELLS neighbouring cells of a sentence: (low, high, the mark behind it, "," inside a sentence)."""
    out = []
    for sentence, mark in cells(words):
        last = len(sentence) - 1
        for first, (low, _) in enumerate(sentence):
            for at in range(first, min(last + 1, first + MOST_CELLS)):
                high = sentence[at][1]
                if at > first and high - low > LONGEST:
                    break
                out.append((low, high, mark if at == last else ","))
    return out
