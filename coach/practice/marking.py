"""Answers that are picked, not written: an option, marked words, finer words, pieces in order. Nothing here reads a text."""

from collections.abc import Sequence
from dataclasses import dataclass
import re

from .drills import LEAVE, Item
from .saying import quoted

_SMALL = frozenset("i you he she it we they me him her us them my your the a an to of in on at is are was be and that this it's you're i'm he's she's we're they're".split())
_PIECE = {"observation": "what happened", "feeling": "how it feels", "need": "what is needed", "request": "what you ask for"}


@dataclass(frozen=True, slots=True)
class Marked:
    """right, what is good in it, one change (None where there is none), and the pieces found: (name, span in the answer)."""

    right: bool
    good: str
    change: str | None = None
    found: tuple[tuple[str, tuple[int, int]], ...] = ()


def folded(answer: str) -> str:
    return " ".join(answer.casefold().split())


def left(answer: Sequence[str]) -> bool:
    """Whether the answer is “Leave it as it is”, picked or typed."""
    return len(answer) == 1 and re.sub(r"[\s.!]+", " ", answer[0]).strip().casefold() == LEAVE.casefold()


def picked(item: Item, answer: Sequence[str]) -> Marked:
    """An option, of one or several that are right."""
    given = folded(answer[0]) if answer else ""
    if given in map(folded, item.answers):
        return Marked(True, f"{quoted(answer[0])} fits here.")
    if not given:
        return Marked(False, "Take all the time you like.", "Pick the one that comes nearest.")
    if len(item.options) == 2:
        return Marked(False, "These two can sit close together.", f"{quoted(item.answers[0])} comes nearer here.")
    return Marked(False, "It is worth weighing them like this.", "Another one comes nearer here. Look once more at the words.")


def finer(item: Item, answer: Sequence[str]) -> Marked:
    """Feeling words that are finer: every one picked has to fit."""
    right = frozenset(map(folded, item.answers))
    fits = [one for one in answer if folded(one) in right]
    if left(answer):
        good = item.fine or folded(LEAVE) in right
        return Marked(True, "You left it, and it says enough as it is.") if good else Marked(
            False, "What is there is true.", "One of the others says more.")
    odd = next((one for one in answer if folded(one) not in right), None)
    if not answer:
        return Marked(False, "Take all the time you like.", "Pick the one that says most.")
    if odd is None:
        return Marked(True, f"{' and '.join(map(quoted, fits))} {'fits' if len(fits) == 1 else 'fit'} here.")
    if fits:
        return Marked(False, f"{quoted(fits[0])} fits here.", f"{quoted(odd)} says something else here.")
    return Marked(False, "You looked for something finer.", "What is there is exact already." if item.fine and not right else f"{quoted(odd)} says something else here.")


def spots(text: str) -> list[tuple[int, int]]:
    """(start, end) of each word of a text, as they can be marked."""
    return [found.span() for found in re.finditer(r"[^\W_]+(?:['’][^\W_]+)?", text)]


def _placed(text: str, answer: Sequence[str], spans: Sequence[tuple[int, int]]) -> list[tuple[int, int]]:
    """Where each marked piece stands: of several places one inside a span that is still free, else the first that is free."""
    placed: list[tuple[int, int]] = []
    for one in answer:
        bare = one.strip(" .,!?;:\"“”")
        places = [found.span() for found in re.finditer(rf"(?<!\w){re.escape(bare)}(?!\w)", text, re.I)] if bare else []
        places = [place for place in places if place not in placed] or places
        inside = [place for place in places if any(place[0] < end and start < place[1] for start, end in spans)]
        placed += (inside or places)[:1] or [(-1, -1)]
    return placed


def spotted(item: Item, answer: Sequence[str]) -> Marked:
    """Words marked in a text. A span counts as found when a telling word of it is marked; marks beside the spans may not outweigh."""
    marks = [] if left(answer) or not any(one.strip() for one in answer) else [one for one in answer if one.strip()]
    if not item.spans:
        if not marks:
            return Marked(True, "There was nothing to mark, and you left it alone.")
        return Marked(False, "You read it word by word.", f"{quoted(marks[0])} can stay: there is nothing to mark in this one.")
    if not marks:
        return Marked(False, "Leaving things alone is often right.", "In this one there is something to mark.")
    placed = _placed(item.text, marks, item.spans)
    all_words = spots(item.text)

    def touched(word: tuple[int, int]) -> bool:
        return any(start < word[1] and word[0] < end for start, end in placed)

    missed, hit = [], []
    for start, end in item.spans:
        inside = [word for word in all_words if start <= word[0] and word[1] <= end]
        telling = [word for word in inside if item.text[slice(*word)].casefold().replace("’", "'") not in _SMALL] or inside
        (hit if any(map(touched, telling)) else missed).append((start, end))
    beside = [word for word in all_words if touched(word) and not any(start <= word[0] and word[1] <= end for start, end in item.spans)]
    within = [word for word in all_words if touched(word) and word not in beside]
    stray = next((mark for mark, place in zip(marks, placed, strict=True) if not any(place[0] < end and start < place[1] for start, end in item.spans)), None)
    good = f"{quoted(item.text[slice(*hit[0])])} is the place to look." if hit else "You read it word by word."
    if missed:
        return Marked(False, good, "There is one more to find." if hit else "The words that may land hard stand elsewhere in it.")
    if stray is not None:
        return Marked(False, good, f"{quoted(stray)} can stay.")
    if len(beside) > len(within):
        return Marked(False, good, "Fewer words: only those that may land hard.")
    return Marked(True, good)


def built(item: Item, answer: Sequence[str], joined: str) -> Marked:
    """Pieces in an order of one's own: every part, and nothing that does not belong."""
    if left(answer):
        return Marked(True, "You left it, and it says all it needs to.") if item.fine else Marked(
            False, "Keeping a message is often right.", "This one can say a little more, from the pieces below.")
    wanted = {folded(words): name for name, words in item.parts}
    found = []
    at = 0
    for one in answer:
        start = joined.find(one.strip(), at)
        at = start + len(one.strip())
        if folded(one) in wanted:
            found.append((wanted[folded(one)], (start, at)))
    names = {name for name, _ in found}
    good = f"It says {' and '.join(_PIECE[name] for name, _ in item.parts if name in names)}." if names else "You made a start."
    odd = next((one for one in answer if one.strip() and folded(one) not in wanted), None)
    missing = next((name for name, _ in item.parts if name not in names), None)
    if not item.parts:
        return Marked(False, "You looked for something to add.", "The message said all it needs to already.", ())
    if odd is not None:
        return Marked(False, good, f"Leave out {quoted(odd)}.", tuple(found))
    if missing is not None:
        return Marked(False, good, f"Add {_PIECE[missing]}.", tuple(found))
    return Marked(True, good, None, tuple(found))
