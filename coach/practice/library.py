"""The samples: messages and replies with a way to say them better, to be filtered, searched, tried and practised."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..bounds import RuleError, looked_at, toml
from ..reviewing import Coach
from ..rulebook import POOR_MOVES, RULES, TURNS
from .drill_file import KINDS, explain, read_article
from .drills import Item
from .saying import cited

RELATIONSHIPS = ("couple", "ex", "parent", "child", "sibling", "friend", "roommate")
REGISTERS = ("text", "letter", "formal", "second_language")
REPLIES_ADVICE = "communication.listening"

Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class DraftEntry(_Strict):
    """A message as it was drafted. rewrite: "" where it is clear as it is; choices in it as [a / b], blanks as [what happened]."""

    id: Text
    text: Text
    kinds: list[str]
    advice: str
    relationship: Literal[RELATIONSHIPS]
    register_: Annotated[Literal[REGISTERS], Field(alias="register")]
    verdict: Literal["rewrite", "note", "clear"]
    rewrite: str = ""


class DraftFile(_Strict):
    sample: list[DraftEntry] = []


class ReplyEntry(_Strict):
    """A message, a reply that does not listen yet, why, and one that does."""

    id: str = ""
    turn: Literal[TURNS]
    partner: Text
    reply: Text
    move: Literal[POOR_MOVES]
    why: Text
    better: Text
    advice: str = REPLIES_ADVICE
    relationship: Literal[RELATIONSHIPS] | Literal[""] = ""


class ReplyFile(_Strict):
    reply: list[ReplyEntry] = []


@dataclass(frozen=True, slots=True)
class Sample:
    """A message (or, with partner, a reply to one) and after, a way to say it better; "" where nothing is to change.

    kinds: what it shows. verdict: rewrite, note or clear. why: of a reply, what the better one does otherwise. source: "" for ours.
    """

    id: str
    text: str
    partner: str
    kinds: tuple[str, ...]
    advice: str
    relationship: str
    register: str
    verdict: str
    after: str
    why: str
    source: str = ""


@dataclass(frozen=True, slots=True)
class Change:
    """One place of a sample's text that its better version changes, numbered from 1, with the rule behind it and its reason."""

    number: int
    start: int
    end: int
    span: str
    rule: str
    kind: str
    why: str
    advice: str
    quote: str
    heading: str


def _read(path: Path, model: type[BaseModel], table: str) -> list[Any]:
    if not path.exists():
        return []
    data = toml(path)
    try:
        return getattr(model.model_validate(data), table)
    except ValidationError as error:
        raise RuleError(explain(path, data, error, table=table)) from None


def _register(*texts: str) -> str:
    """How two turns are written: a text where one has no capital to begin with, else a letter's full sentences."""
    return "text" if any(text[:1].islower() for text in texts) else "letter"


def _checked(sample: Sample, path: Path, advice: dict[str, Any]) -> Sample:
    odd = next((kind for kind in sample.kinds if kind not in KINDS), None)
    wrong = (
        f"there is no kind {odd!r}; known are {', '.join(sorted(KINDS))}" if odd is not None
        else f"there is no advice {sample.advice!r} in article.toml; known are {', '.join(advice)}" if sample.advice not in advice
        else "it has to be rewritten, so it needs `rewrite`" if sample.verdict == "rewrite" and not sample.after else ""
    )
    if wrong:
        raise RuleError(f"{path}: sample {sample.id!r}: {wrong}.")
    return sample


@lru_cache(maxsize=4)
def samples(*folders: Path) -> tuple[Sample, ...]:
    """This project's samples and those of further folders (their samples/drafts.toml and replies.toml), in the order of the files.

    Raises RuleError naming file, sample and mend.
    """
    places = [(RULES, ""), *((Path(folder), Path(folder).name) for folder in folders)]
    for folder, _ in places[1:]:
        looked_at(folder)
    advice = read_article(place for place, _ in places)["advice"]
    found: dict[str, Sample] = {}
    for place, source in places:
        drafts, replies = place / "samples" / "drafts.toml", place / "samples" / "replies.toml"
        some = [
            (drafts, Sample(one.id, one.text, "", tuple(one.kinds), one.advice, one.relationship, one.register_, one.verdict, one.rewrite, "", source))
            for one in _read(drafts, DraftFile, "sample")
        ] + [
            (replies, Sample(
                one.id or f"{f'{source}.' if source else ''}reply.{number:02d}", one.reply, one.partner, (one.move, one.turn), one.advice, one.relationship,
                _register(one.partner, one.reply), "rewrite", one.better, one.why, source,
            ))
            for number, one in enumerate(_read(replies, ReplyFile, "reply"), 1)
        ]
        for path, sample in some:
            if sample.id in found:
                raise RuleError(f"{path}: sample {sample.id!r}: there are two samples of this id; rename one.")
            found[sample.id] = _checked(sample, path, advice)
    return tuple(found.values())


def changes(sample: Sample, coach: Coach) -> tuple[Change, ...]:
    """Each place that changes, with its reason, from the coach's own review; of a reply its poor move, with the sample's reason."""
    review = coach.review(sample.text, sample.partner or None, rewrites=False)
    places = [(one.start, one.end, one.span, one.rule, one.kind, one.why, one.advice) for one in review.findings if sample.verdict != "clear"]
    if sample.partner:
        poor = next((one for one in review.reply.moves if one.move in sample.kinds), None) if review.reply else None
        span = (poor.start, poor.end, poor.span) if poor else (0, len(sample.text), sample.text)
        places = [(*span, "", sample.kinds[0], sample.why, sample.advice)]
    return tuple(Change(number, *place, *cited(place[-1], coach.book.article)) for number, place in enumerate(sorted(places), 1))


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+(?:'[^\W_]+)?", text.replace("’", "'").casefold())


def find(
    all_samples: Iterable[Sample], *, kinds: Sequence[str] = (), advice: Sequence[str] = (), relationship: Sequence[str] = (), register: Sequence[str] = (),
    words: str = "", replies: bool | None = None,
) -> tuple[Sample, ...]:
    """The samples that fit: in each filter any of its values (none given: all), and every word, from its beginning on.

    replies: only replies (True), only messages (False), or both.
    """
    sought = _words(words)

    def fits(sample: Sample) -> bool:
        if (kinds and not set(kinds) & set(sample.kinds)) or (advice and sample.advice not in advice):
            return False
        if (relationship and sample.relationship not in relationship) or (register and sample.register not in register):
            return False
        if replies is not None and replies is not bool(sample.partner):
            return False
        said = _words(f"{sample.text} {sample.partner} {sample.after}") if sought else []
        return all(any(word.startswith(one) for word in said) for one in sought)

    return tuple(filter(fits, all_samples))


def choices(all_samples: Iterable[Sample], field: Literal["kinds", "advice", "relationship", "register"]) -> tuple[str, ...]:
    """What there is to filter by, the most frequent first."""
    values = Counter(value for sample in all_samples for value in (sample.kinds if field == "kinds" else (getattr(sample, field),)) if value)
    return tuple(sorted(values, key=lambda value: (-values[value], value)))


def chosen(text: str) -> str:
    """A rewrite as it could be sent: the first of each choice. A blank stays a blank.

    >>> chosen("I'm [sad / hurt] about [what happened].")
    "I'm sad about [what happened]."
    """
    return re.sub(r"\[([^\]/]+?) / [^\]]*\]", r"\1", text)


def as_item(sample: Sample) -> Item:
    """A sample as something to practise: rewrite the message, or answer the other person; scored as any item."""
    model = chosen(sample.after)
    return Item(
        id=f"sample.{sample.id}", drill="sample", type="turn" if sample.partner else "write", level=4 if sample.partner else 2,
        ask="How could the reply listen first?" if sample.partner else "Say it so that it can be heard, or leave it.", text=sample.text,
        partner=sample.partner, fine=sample.verdict == "clear", advice=sample.advice, kinds=sample.kinds,
        why="Nothing in it needs to change." if sample.verdict == "clear" else "What happened stays; what may land hard goes.",
        model="" if "[" in model else model, source=sample.source,
    )
