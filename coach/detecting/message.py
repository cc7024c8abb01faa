"""Checks over a whole message: shouting, many complaints at once, a complaint without a request."""

from collections.abc import Callable, Iterator
import re

from ..clauses import DENIALS, PAST_HELPERS, PAST_SPELLINGS, SUBJECT_WORDS
from ..english import pastlike
from ..reading import Reading
from ..rulebook import Rulebook
from ..wording import Line
from .polarity import bad_words, negative

_ANGRY_MARKS = re.compile(r"(?:[!?]{3,}|!{2,}\?+)")
MANY = 4
"""So many complaints are many."""
_AT_HEAD = 3
"""So many words from its start a sentence that goes on with the one before has its verb."""
_OF_OTHERS = frozenset("i he she we they".split())
"""Words of which one, right before a verb, is its subject."""
_PARTICLES = frozenset("up out off on in down away back over around about along through apart by aside together".split())
_OTHERS = frozenset("i we he she they it this that these those there the my his her our their a an".split())
_GLAD = re.compile(
    r"(?<= )(?:yes|yay|woo|woohoo|congrats|congratulations|happy|love|miss|proud|won|win|passed|got the job|thank|thanks|omg|wow|great|amazing|"
    r"awesome|best|birthday|excited|finally|funny|hilarious|cute|beautiful|go|goal|sleep|good|merry|welcome|baby|born|please call|hurry|help|come) "
)


def shouting(reading: Reading, book: Rulebook) -> Iterator[tuple[int, int]]:
    """Capitals or rows of marks in a clause to the other person that is not glad."""
    raw, text = reading.draft.raw, reading.line.text
    for start, end in reading.draft.shouts:
        run = raw[start:end]
        words = re.findall(r"[A-Z']{2,}", run)
        clause = reading.clause_at(start, end)
        near = clause.text if clause is not None else text
        if len(words) >= 3 and not _GLAD.search(text) and (re.search(r" (?:you|your|i|me|my) ", near) or (clause is not None and clause.mood == "imperative")):
            yield start, end
    for found in _ANGRY_MARKS.finditer(raw):
        clause = reading.clause_at(max(0, found.start() - 12), found.start())
        if clause is None or _GLAD.search(clause.text):
            continue
        if clause.subject == "you" and (negative(clause, book) or ("?" in found.group() and clause.question_word == "" and " serious" in clause.text)):
            yield clause.start, found.end()


def kitchen_sinking(reading: Reading, book: Rulebook) -> Iterator[tuple[int, int]]:
    """Four and more complaints about the other's acts in one breath, over several things."""
    if not _may_sink(reading, frozenset(token.norm_.lower() for token in reading.doc), book) or not much_past(reading, tagged=True):
        return
    told = [
        clause for clause in reading.clauses
        if clause.subject == "you" and clause.tense == "past" and clause.mood == "statement" and not clause.conditional
        and clause.mark in ("", "and") and (clause.negated or negative(clause, book))
    ]
    if len(told) >= MANY and len({clause.verb for clause in told}) >= MANY and told[-1].end - told[0].start < 420:
        yield told[0].start, told[-1].end


def _may_shout(outline: Reading, norms: frozenset[str], book: Rulebook) -> bool:
    return bool(outline.draft.shouts) or _ANGRY_MARKS.search(outline.draft.raw) is not None


def _to_the_other(line: Line) -> list[range]:
    """The words of sentences to the other, and of the heads of those that go on with one ("You lied. Cheated. …")."""
    out, low = [], 0
    for end in [*sorted(at for mark in ".!?" for at in line.where.get(mark, ())), len(line.sequence)]:
        words = line.sequence[low:end]
        if not SUBJECT_WORDS["you"].isdisjoint(words):
            out.append(range(low, end))
        elif _OTHERS.isdisjoint(words[:_AT_HEAD]):
            out.append(range(low, min(end, low + _AT_HEAD)))
        low = end + 1
    return out


def _told(outline: Reading, stretch: range, *, tagged: bool) -> list[str]:
    """The past forms in a stretch that may be of the other: "was tired" and "had left" are one, and "I was" is none.

    A form is given with the word after it where a particle may make another verb of it; a helper ("did") with its place,
    since any verb may follow. tagged: whether tags are known, so that what only looks like a past form can be left out.
    """
    line, doc, words = outline.line, outline.doc, outline.line.sequence
    out = []
    for at in stretch:
        spelt = doc[line.tokens[at]].lower_
        if spelt in PAST_SPELLINGS or pastlike(spelt):
            before = words[at - 1] if at > stretch.start else ""
            if before not in PAST_HELPERS and before not in _OF_OTHERS and (not tagged or spelt in PAST_SPELLINGS or doc[line.tokens[at]].tag_ in ("VBD", "VBN")):
                after = words[at + 1] if at + 1 < len(words) else ""
                out.append(f"{spelt} {at}" if spelt in PAST_HELPERS else f"{spelt} {after}" if after in _PARTICLES else spelt)
    return out


def much_past(outline: Reading, *, tagged: bool) -> bool:
    """Whether MANY different past forms stand in what is said to the other."""
    return len({form for stretch in _to_the_other(outline.line) for form in _told(outline, stretch, tagged=tagged)}) >= MANY


def _may_sink(outline: Reading, norms: frozenset[str], book: Rulebook) -> bool:
    """Whether there are words enough for so many complaints: in each sentence a past form for each, and a word that denies or is bad
    for every two, since one complaint may stand in another."""
    line = outline.line
    if len(line.sequence) < 5 or SUBJECT_WORDS["you"].isdisjoint(norms):
        return False
    told = [(line.sequence[stretch.start:stretch.stop], _told(outline, stretch, tagged=False)) for stretch in _to_the_other(line)]
    if len({form for _, forms in told for form in forms}) < MANY:
        return False
    return sum(min(len(forms), 2 * (sum(word in DENIALS for word in words) + bad_words(words, book))) for words, forms in told if forms) >= MANY


POSSIBLE: dict[str, tuple[Callable[[Reading, frozenset[str], Rulebook], bool], bool]] = {"shouting": (_may_shout, False), "kitchen_sinking": (_may_sink, True)}
"""For each check: whether an outlined message, whose tokens have these norms, could call for it at all; whether only where MANY clauses are in the past."""

CHECKS: dict[str, Callable[[Reading, Rulebook], Iterator[tuple[int, int]]]] = {
    "shouting": shouting, "kitchen_sinking": kitchen_sinking,
}
