"""What the rewriter knows beside the draft: frames by topic, traits, faux feelings, and the wording of each kind; read from rules/."""

from collections.abc import Iterable, Sequence
from functools import lru_cache
import re
from typing import Annotated, TypeVar

from pydantic import Field, ValidationError

from ..detecting.phrase import sentence
from ..results import Part
from ..rulebook import RULES, PhraseIndex, Rulebook, RuleError, canonical
from ..tables import table
from ..wording import Line
from .entries import Entry, entries
from .voice import Voice, dress

_SLOT = re.compile(r"\[([^\]]+)\]|\{feelings\}|\{needs\}")
_ACT = re.compile(r"~|\b(?:not|never|no|you|u|i|me|us|without|all|still|again|late|behind|alone)\b")
_OWN = re.compile(r"(?<![\w'])(?:i|we|me|my|us|our)(?![\w'])")
_IN_FLAGGED, _IN_FAIR, _BESIDE, _IN_LABEL, _BEYOND, _ASIDE, _GENERAL = 2.0, 1.5, 1.0, 0.75, 0.7, 0.2, 0.6
"""What a cue counts in flagged words, in a fair complaint, elsewhere, in a name for the other, in what a third person does,
and where it says nothing of the complaint; a general frame's share of it."""
_BARE_THING = 0.55
"""The share of a cue that names a thing and no act: "vape" may be in the message for another reason than smoking."""

Spans = Sequence[tuple[int, int]]
_Some = Annotated[list[str], Field(min_length=1)]
_Three = Annotated[list[str], Field(min_length=3, max_length=3)]


class Frame(Entry):
    """A topic: how a draft shows it (cues), feelings and needs that go with it, and asks of one sentence each.

    general: it gives way to a frame that knows more. act: its cues are plain acts ("you told …"), which count only in what the
    draft complains of; it is general too. unless: patterns that silence its cues in their sentence.
    examples: drafts that it fits best, which the tests hold it to.
    """

    id: str
    general: bool = False
    act: bool = False
    cues: _Some
    unless: tuple[str, ...] = ()
    feelings: _Three
    needs: _Some
    asks: _Some
    examples: Annotated[list[str], Field(min_length=2)]


class Trait(Entry):
    """Labels of one sort, and what someone who uses them is short of."""

    words: _Some
    needs: _Some
    feelings: _Three


class Faux(Entry):
    """Guesses about the other said as feelings, and the feelings that may be under them."""

    words: _Some
    feelings: _Three


_N = TypeVar("_N", Trait, Faux)


class Kind(Entry):
    """The rewriter's wording for one kind of finding."""

    name: str
    left_out: str
    say: str
    feelings: list[str]
    needs: list[str]
    asks: list[str]
    open: str
    blank: str


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Kind -> its wording, from rules/kinds.toml."""
    try:
        return {name: Kind.model_validate(entry) for name, entry in table(RULES / "kinds.toml").items()}
    except ValidationError as error:
        raise RuleError(f"rules/kinds.toml: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from None


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """The frames of rules/frames/*.toml, in order: the earlier wins where two fit equally."""
    found = tuple(frame for path in sorted((RULES / "frames").glob("*.toml")) for frame in entries(path, "frame", Frame))
    seen: set[str] = set()
    for frame in found:
        if frame.id in seen:
            raise RuleError(f"rules/frames: there are two frames {frame.id!r}; rename one.")
        seen.add(frame.id)
    return found


@lru_cache(maxsize=1)
def traits() -> tuple[Trait, ...]:
    """The traits of rules/traits.toml."""
    return entries(RULES / "traits.toml", "trait", Trait)


@lru_cache(maxsize=1)
def faux() -> tuple[Faux, ...]:
    """The faux feelings of rules/faux.toml."""
    return entries(RULES / "faux.toml", "faux", Faux)


@lru_cache(maxsize=4096)
def _padded(word: str) -> str:
    """A word of an entry as it stands in canonical text, blanks around it."""
    return f" {' '.join(canonical(word))} "


def named(entries: Iterable[_N], line: Line, spans: Spans) -> _N | None:
    """The entry one of whose words stands in the given raw spans; of several the longest word's."""
    placed = list(zip(line.sequence, line.spans, strict=True))
    said = " . ".join(" ".join(word for word, (start, end) in placed if low <= start and end <= high) for low, high in spans)
    said, best, longest = f" {said} ", None, 0
    for entry in entries:
        for word in entry.words:
            if len(word) > longest and _padded(word) in said:
                best, longest = entry, len(word)
    return best


@lru_cache(maxsize=4)
def _cues(book: Rulebook) -> PhraseIndex:
    """Every frame's cues by the words of which one must be there."""
    return book.indexed([(at, cue) for at, frame in enumerate(frames()) for cue in frame.cues], lambda at: f"frame {frames()[at].id}")


def _apart(matches: Iterable[tuple[int, int, float]]) -> float:
    """The weight of matches, those that overlap a heavier one left out."""
    kept: list[tuple[int, int, float]] = []
    for start, end, weight in sorted(matches, key=lambda one: -one[2]):
        if not any(start < high and low < end for low, high, _ in kept):
            kept.append((start, end, weight))
    return sum(weight for *_, weight in kept)


def fitting(line: Line, book: Rulebook, flagged: Spans, labels: Spans = (), aside: Spans = (), fair: Spans = (), *, acts: Spans = (), beyond: Spans = ()) -> Frame | None:
    """The frame that fits a draft best, or None.

    flagged: raw spans of what is complained of, where a cue counts double; fair: where that is done fairly. labels: of names for the other, which tell
    less of the topic than any fact. aside: where a cue says nothing of the complaint (warm words, requests, the writer's
    own acts), unless the cue is about the writer's own acts itself. acts: of kept words that tell what the other did. beyond: of
    what a third person does.
    """

    def within(low: int, high: int, spans: Spans) -> bool:
        return any(low < end and start < high for start, end in spans)

    words = line.sequence
    matches: dict[int, list[tuple[int, int, float]]] = {}
    cues = _cues(book)
    silenced: dict[tuple[int, int, int], bool] = {}
    for number, found in sorted(cues.matches(words), key=lambda one: (one[0], one[1].start)):
        at, source = cues.entries[number]
        if frames()[at].unless:
            stretch = at, *sentence(words, found.start, found.end)
            if stretch not in silenced:
                silenced[stretch] = any(book.pattern(each).holds(words[stretch[1]:stretch[2]]) for each in frames()[at].unless)
            if silenced[stretch]:
                continue
        low, high = line.raw(found.start, found.end)
        if within(low, high, flagged):
            place = _IN_FLAGGED
        elif within(low, high, labels):
            place = _IN_LABEL
        elif within(low, high, aside) and not _OWN.search(source):
            place = _ASIDE
        else:
            place = _IN_FAIR if within(low, high, fair) else _BEYOND if within(low, high, beyond) else _BESIDE
        if frames()[at].act and not (place >= _IN_FAIR or within(low, high, acts) or _OWN.search(source)):
            continue
        bare = found.end - found.start == 1 and not _ACT.search(source)
        if bare and place < _IN_FLAGGED:
            place *= _BARE_THING
        matches.setdefault(at, []).append((found.start, found.end, place * (1 + 0.1 * min(5, found.end - found.start))))
    fits = {at: weight for at, found in matches.items() if (weight := _apart(found)) >= 1}
    best = max(sorted(fits), key=lambda at: fits[at] * (_GENERAL if frames()[at].general or frames()[at].act else 1), default=None)
    return None if best is None else frames()[best]


def parts(template: str, voice: Voice, *, feelings: tuple[str, ...] = (), slot: str = "ask") -> tuple[Part, ...]:
    """A template as parts: [a / b] a choice, [words] a blank, {feelings} the feelings to choose from."""
    out, at = [], 0
    for found in _SLOT.finditer(template):
        if found.start() > at:
            out.append(Part(text=dress(template[at:found.start()], voice)))
        inner = found.group(1)
        if inner is None:
            out.append(Part(choice=feelings, slot="feeling", source="pick"))
        elif "/" in inner:
            out.append(Part(choice=tuple(word.strip() for word in inner.split("/")), slot=slot, source="pick"))
        else:
            out.append(Part(blank=inner, source="blank"))
        at = found.end()
    if at < len(template):
        out.append(Part(text=dress(template[at:], voice)))
    return tuple(out)
