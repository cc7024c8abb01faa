"""What the rewriter knows beside the draft: frames by topic, and the wording of each kind; read from rules/."""

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
import re
import tomllib

from pydantic import BaseModel, ConfigDict, ValidationError

from ..results import Part
from ..rulebook import RULES, Rulebook, RuleError
from ..wording import Line
from .voice import Voice, dress

_SLOT = re.compile(r"\[([^\]]+)\]|\{feelings\}|\{needs\}")


class Frame(BaseModel):
    """A topic: how a draft shows it (cues), feelings and needs that go with it, and asks of one sentence each."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    id: str
    cues: list[str]
    feelings: list[str]
    needs: list[str]
    asks: list[str]


class Kind(BaseModel):
    """The rewriter's wording for one kind of finding."""

    model_config = ConfigDict(extra="forbid", frozen=True)
    name: str
    left_out: str
    say: str
    feelings: list[str]
    needs: list[str]
    asks: list[str]
    blank: str


def _read(path: Path) -> dict:
    return tomllib.loads(path.read_text(encoding="utf-8"))


@lru_cache(maxsize=1)
def kinds() -> dict[str, Kind]:
    """Kind -> its wording, from rules/kinds.toml."""
    try:
        return {name: Kind.model_validate(entry) for name, entry in _read(RULES / "kinds.toml").items()}
    except ValidationError as error:
        raise RuleError(f"rules/kinds.toml: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from None


@lru_cache(maxsize=1)
def frames() -> tuple[Frame, ...]:
    """The frames of rules/frames.toml, in order: the earlier wins where two fit equally."""
    try:
        return tuple(Frame.model_validate(entry) for entry in _read(RULES / "frames.toml")["frame"])
    except ValidationError as error:
        raise RuleError(f"rules/frames.toml: {error.errors()[0]['loc']}: {error.errors()[0]['msg']}") from None


@dataclass(frozen=True, slots=True)
class Fit:
    """A frame and how well it fits: matches of its cues, those in flagged words counting double."""

    frame: Frame
    weight: float


def fitting(line: Line, book: Rulebook, flagged: list[tuple[int, int]], aside: list[tuple[int, int]]) -> Frame | None:
    """The frame that fits a draft best, or None.

    flagged: raw spans of what is complained of, where a cue counts double. aside: raw spans where a cue says nothing of
    the complaint (warm words, requests, the writer's own acts).
    """
    best: Fit | None = None
    for frame in frames():
        weight = 0.0
        for cue in frame.cues:
            for found in book.pattern(cue).regex.finditer(line.text):
                start, end = line.span(*found.span())
                inside = any(start < high and low < end for low, high in flagged)
                off = any(start < high and low < end for low, high in aside)
                weight += (2.0 if inside else 0.2 if off else 1.0) + 0.2 * len(found.group().split())
        if weight >= 1 and (best is None or weight > best.weight):
            best = Fit(frame, weight)
    return best.frame if best else None


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
