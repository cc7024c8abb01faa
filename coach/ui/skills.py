"""Plain names of what is practised: the levels, and each kind as a thing to do or to do without."""

from collections.abc import Mapping

from . import handbook

LEVELS = {
    1: ("Notice", "Fact or judgement, complaint or criticism, feeling or verdict."),
    2: ("Find other words", "When instead of always, finer feelings, the need under a complaint."),
    3: ("Say it", "Build a message, ask for something small, be firm, apologise."),
    4: ("Listen", "Give back what you heard, be glad with them, see both sides."),
    5: ("When it is hard", "The two of you against the problem, repairs in a quarrel, fewer hints."),
}
"""Name and what it holds, by number."""

SKILLS = {
    "feeling": "Saying how I feel",
    "observation": "Saying what happened",
    "need": "Saying what I need",
    "request": "Asking for one thing",
    "reflection": "Giving back what I heard",
    "validation": "Letting a feeling make sense",
    "open_question": "Asking something open",
    "perspective": "Seeing their side",
    "us": "The two of us against the problem",
    "appreciation": "Saying what I am glad of",
    "owning": "Owning my part",
    "pause": "Taking a pause and coming back",
    "boundary": "Saying where my limit is",
    "both_needs": "Counting both of us in",
    "outside_support": "Thinking of others who can help",
    "shared": "Something to do together",
    "celebration": "Being glad with them",
    "encouragement": "Interest in what they care about",
    "reassurance": "Saying where I stand",
    "soft_start": "Starting gently",
    "empathy": "Feeling with them",
    "asks_what_is_needed": "Asking what they need",
    "support_offer": "Offering a hand",
    "owns_part": "Owning my part in a reply",
    "celebrates": "Being glad in a reply",
}
"""Strengths and good moves, as something one does."""


def skill(kind: str, names: Mapping[str, str]) -> str:
    """A kind's name on the Progress page. names: those of rules/kinds.toml."""
    plain = SKILLS.get(kind) or handbook.name_of(kind, names)
    return plain[:1].upper() + plain[1:]
