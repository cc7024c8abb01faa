"""Plain names: how the pages speak of what the coach finds. No Streamlit here, and nothing of anyone's draft."""

from collections.abc import Sequence

from ..results import Finding, Move, Review, Strength

FAMILIES = {
    "blame": "may land as blame",
    "criticism": "may land as criticism",
    "shutting_down": "may close the talk",
    "pressure": "may land as pressure",
    "notes": "worth a look",
}
"""The first folder of a rule's id, and what is said of it; any other folder counts as notes."""

_LANDS = {"blame": "blame", "criticism": "criticism", "shutting_down": "shutting the door", "pressure": "pressure"}

STRENGTHS = {
    "feeling": "You said how you feel.",
    "observation": "You said what happened.",
    "need": "You said what you need.",
    "request": "You asked for something they can do.",
    "reflection": "You gave back what you heard.",
    "validation": "You said it makes sense that they feel so.",
    "open_question": "You asked something open.",
    "perspective": "You looked at it from their side.",
    "us": "You made it the two of you against the problem.",
    "appreciation": "You said what you appreciate.",
    "owning": "You owned your part.",
    "pause": "You asked for a pause, and meant to come back.",
    "boundary": "You said where your own limit is.",
    "both_needs": "You counted both of you in.",
    "outside_support": "You thought of others who can help.",
    "shared": "You suggested something to do together.",
    "celebration": "You were glad with them.",
    "encouragement": "You took an interest in what they care about.",
    "reassurance": "You told them where you stand.",
    "soft_start": "You started gently.",
}

MOVES = {
    "reflection": "You gave back what you heard.",
    "validation": "You said that what they feel makes sense.",
    "open_question": "You asked something open.",
    "empathy": "You felt with them.",
    "asks_what_is_needed": "You asked what they need.",
    "support_offer": "You offered to help.",
    "owns_part": "You owned your part.",
    "celebrates": "You were glad with them.",
    "refuses_help": "A no without warmth",
    "advice_too_soon": "Advice before they feel heard",
    "dismissing": "Waving it away",
    "minimising": "Making it smaller",
    "defending": "Defending first",
    "counter_blame": "A charge in return",
    "one_upping": "Turning it to yourself",
    "interrogating": "Many questions at once",
    "topic_change": "Changing the subject",
    "yes_but": "“Yes, but …”",
    "flat": "A flat answer",
    "sarcasm": "Sarcasm",
    "correcting_facts": "Correcting the facts",
    "parroting": "Their own words handed back",
}
GOOD_MOVES = frozenset(list(MOVES)[:8])

TURNS = {
    "vent": ("To be heard", "They are letting something out. Being understood may help more than a solution."),
    "complaint_about_you": ("To be heard", "Something between you is bothering them. They may want to know it arrived before anything else."),
    "good_news": ("Good news to share", "They may want you to be glad with them, and to ask for more of it."),
    "asks_advice": ("Advice", "They are asking what you think. A word on how it must be for them can come first."),
    "asks_help": ("Help", "They are asking for a hand. A clear yes, or a kind no, is what they can use."),
    "question": ("An answer", "A plain question. A plain answer is fine."),
    "bid": ("Time together", "They are reaching out for some closeness."),
    "crisis": ("Someone there with them", "Stay with them, and get help for both of you if there is danger."),
}

LAMPS = (("observation", "What happened"), ("feeling", "How I feel"), ("need", "What I need"), ("request", "What I ask"))

VERSIONS = {
    "close": ("Close to your words", "The least change."),
    "full": ("Full", "What happened, how you feel, what you need, what you ask."),
    "open": ("Open", "Curious, and the two of you on one side."),
    "firm": ("Firm", "A limit, said without a threat."),
    "better": ("A better reply", "Listening first."),
}

NOTICES = {
    "empty": "There is nothing here yet. Paste or type a message, then press Check.",
    "no_words": "I can see no words to read here, so there is nothing to say about it. Your text is still in the box.",
    "too_long": "This is longer than I can read well at once (20,000 characters). Try the part that matters most; your text is still in the box.",
    "not_english": "I only know English, so I have not read this. Your text is still in the box.",
}

TROUBLE = "Something went wrong on my side, so I have nothing to say about this one. Your text is still in the box."

OTHERWISE = "Other ways to say it"
ADD = "If you like, add how you feel or what would help"

CLEAR = "Nothing to change. Send it if you want to."
FAIR = "This is a fair thing to raise."
LOOK = "Fine to send. There is one thing to look at, if you like."


def family(rule: str) -> str:
    """The family of a rule, by its first folder.

    >>> family("blame/generalisation.always_bad"), family("mine/own.words")
    ('blame', 'notes')
    """
    first = rule.split("/", 1)[0]
    return first if first in FAMILIES else "notes"


def headline(review: Review) -> str:
    """The one thing said of a whole message: never a count, a grade or a percentage."""
    heavy = sorted((one for one in review.findings if one.severity >= 2), key=lambda one: -one.severity)
    if heavy:
        names = list(dict.fromkeys(_LANDS.get(family(one.rule), "criticism") for one in heavy))[:2]
        return f"{'One phrase' if len(heavy) == 1 else 'Some of this'} may land as {' and '.join(names)}."
    if any(one.kind == "complaint" for one in review.findings):
        return FAIR
    if review.reply and review.reply.label != "good":
        return "There is one thing to change in how this listens."
    return LOOK if review.findings else CLEAR


def praised(strengths: Sequence[Strength], moves: Sequence[Move] = ()) -> list[str]:
    """What is already good, by name, in the order of the message; at most four sentences."""
    said = [STRENGTHS[one.kind] for one in strengths if one.kind in STRENGTHS]
    said += [MOVES[one.move] for one in moves if one.move in GOOD_MOVES]
    return list(dict.fromkeys(said))[:4]


def kind_name(finding: Finding, names: dict[str, str]) -> str:
    """A kind's plain name: rules/kinds.toml's where it has one."""
    return names.get(finding.kind) or finding.kind.replace("_", " ")


def warmth(value: float) -> str:
    """A heat in a word."""
    return next(word for limit, word in ((0.03, "cool"), (0.3, "warm"), (0.6, "hot"), (2, "very hot")) if value < limit)
