"""What a review is made of: plain frozen data, no Doc or Token in it. Offsets count code points of the raw text."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Finding:
    """Words that may land badly, or a note (severity 1).

    severity: 3 stop and rewrite, 2 rewrite advised, 1 a note, 0 information. why: a kind reason of at most 25 words.
    advice: an id in rules/article.toml.
    """

    rule: str
    kind: str
    severity: int
    start: int
    end: int
    span: str
    why: str
    advice: str


@dataclass(frozen=True, slots=True)
class Strength:
    """Words that are already good."""

    kind: str
    start: int
    end: int
    span: str


@dataclass(frozen=True, slots=True)
class Part:
    """A piece of a rewrite. One of text, choice (with its slot) or blank is given.

    source: "draft" (letter for letter), "coach" (joining words and asks), "pick" or "blank". fact: says that the text
    stands for a fact of the draft.
    """

    text: str = ""
    choice: tuple[str, ...] = ()
    slot: str = ""
    blank: str = ""
    source: str = "coach"

    def __str__(self) -> str:
        if self.choice:
            return f"[{' / '.join(self.choice)}]"
        return f"[{self.blank}]" if self.blank else self.text


@dataclass(frozen=True, slots=True)
class LeftOut:
    """Words of the draft a rewrite does not say, and why."""

    span: str
    reason: str


@dataclass(frozen=True, slots=True)
class Rewrite:
    """One version: close, full, open or firm (or a better reply); parts in reading order."""

    version: str
    parts: tuple[Part, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def text(self) -> str:
        return "".join(map(str, self.parts))


@dataclass(frozen=True, slots=True)
class Support:
    """A safety tier, before all else. role: sent, received or witness; turn: draft or partner."""

    tier: str
    role: str
    turn: str
    start: int
    end: int
    span: str


@dataclass(frozen=True, slots=True)
class Move:
    """What a reply does: a good or a poor move."""

    move: str
    start: int
    end: int
    span: str
    why: str = ""
    advice: str = ""


@dataclass(frozen=True, slots=True)
class PickedUp:
    """Words of the partner's message (partner_start, partner_end) that the reply takes up (start, end)."""

    start: int
    end: int
    partner_start: int
    partner_end: int


@dataclass(frozen=True, slots=True)
class Reply:
    """How a reply listens. label: good, mixed or poor; turn: what the other person's message is."""

    label: str
    turn: str
    moves: tuple[Move, ...] = ()
    picked_up: tuple[PickedUp, ...] = ()
    better: tuple[Rewrite, ...] = ()


@dataclass(frozen=True, slots=True)
class Review:
    """What the coach says of one draft.

    verdict: clear, note, rewrite, support or unread. notice: None, or why it was not read: empty, no_words, too_long,
    not_english.
    """

    verdict: str
    notice: str | None = None
    findings: tuple[Finding, ...] = ()
    strengths: tuple[Strength, ...] = ()
    rewrites: tuple[Rewrite, ...] = ()
    reply: Reply | None = None
    support: Support | None = None
