"""What feedback says: the good by name first, one change, and why in a few words about the words."""

from collections.abc import Mapping
from typing import Any

SUPPORT = (
    "Some of these words may be about someone's safety, so there is nothing to score or rephrase here. "
    "More support is there whenever you want it."
)

SAYS = {
    "feeling": "says how you feel",
    "observation": "says what happened",
    "need": "says what you need",
    "request": "asks for something they can do",
    "reflection": "gives back what you heard",
    "validation": "lets their feeling make sense",
    "open_question": "leaves them room to answer",
    "perspective": "looks at it from their side",
    "us": "puts the two of you on one side",
    "appreciation": "says what you are glad of",
    "owning": "takes your part of it",
    "pause": "asks for a pause and means to come back",
    "boundary": "says where your own limit is",
    "both_needs": "counts both of you in",
    "outside_support": "thinks of others who can help",
    "shared": "is something to do together",
    "celebration": "is glad with them",
    "encouragement": "takes an interest in what they care about",
    "reassurance": "tells them where you stand",
    "soft_start": "starts gently",
    "empathy": "feels with them",
    "asks_what_is_needed": "asks what they need",
    "support_offer": "offers a hand",
    "owns_part": "takes your part of it",
    "celebrates": "is glad with them",
}
"""What words that show a strength or a good move do: “…” says how you feel."""

MISSING = {
    "feeling": ("I could not find how you feel. One plain word would do.", "A feeling tells them what it was like for you."),
    "observation": ("I could not find what happened. Say what a camera would show.", "What happened can be agreed on."),
    "need": ("I could not find what you need. Try “I need” or “it matters to me”.", "A need is easier to meet once it is said."),
    "request": ("I could not find an ask. Add one thing they can do.", "One clear ask can be answered with yes."),
    "reflection": ("I could not find what you heard. Say it back in your own words.", "Hearing it said back shows that it arrived."),
    "validation": ("I could not find that it makes sense to feel so.", "A feeling that makes sense need not be defended."),
    "open_question": ("I could not find an open question. Try one with “what” or “how”.", "A question they can answer freely opens the talk."),
    "perspective": ("I could not find how it may look from their side.", "Both sides can be true at once."),
    "us": ("I could not find the two of you on one side. Try “we”, and a name for the problem.", "Two against the problem is lighter than one against one."),
    "appreciation": ("I could not find what you are glad of. Add one thing.", "Thanks for one thing is easily believed."),
    "owning": ("I could not find your own part of it. Try “I …, and I'm sorry”.", "A part that is owned need not be proved."),
    "pause": ("I could not find a break with a time to come back.", "A time to come back makes a break safe."),
    "boundary": ("I could not find your limit. Say what you will or will not do yourself.", "A limit on your own conduct needs no agreement."),
    "both_needs": ("I could not find what each of you needs.", "A plan that counts both of you lasts longer."),
    "outside_support": ("I could not find anyone else who can help.", "One person need not carry it all."),
    "shared": ("I could not find something to do together.", "A shared plan brings you closer."),
    "celebration": ("I could not find that you are glad for them.", "Good news grows when someone is glad too."),
    "encouragement": ("I could not find a question about what they care about.", "Interest says that it matters to you too."),
    "reassurance": ("I could not find where you stand with them.", "It is easier to listen once that is clear."),
    "soft_start": ("I could not find a gentle start: “can I bring something up?”", "A gentle start sets the tone of the rest."),
    "empathy": ("I could not find a word on how it must be for them.", "Feeling with them comes before any idea."),
    "asks_what_is_needed": ("I could not find a question about what would help.", "Asking spares you both the guessing."),
    "support_offer": ("I could not find an offer of something you can do.", "A small offer is easy to accept."),
    "owns_part": ("I could not find your own part of it.", "A part that is owned need not be proved."),
    "celebrates": ("I could not find that you are glad for them.", "Good news grows when someone is glad too."),
}
"""What to add where a wanted kind was not found, and why. The rules may miss one that is there, so they speak of finding."""

LEFT = {
    "generalisation": "“Always” and “never” can be argued with; one time cannot.",
    "label": "A verdict on who they are hides what happened.",
    "contempt": "Mockery is all that will be heard.",
    "blame": "It puts the whole of it on one side.",
    "mind_reading": "Only they know what they think or want.",
    "should": "A “should” can only be defended; a request can be answered.",
    "accusing_question": "It can only be answered by defending.",
    "comparison": "Being measured against others stings.",
    "invalidation": "It tells them that what they feel is wrong.",
    "defensiveness": "A charge in return keeps both from being heard.",
    "withdrawal": "It leaves them with nothing to answer.",
    "ultimatum": "It is heard as a threat.",
    "pseudo_i": "After “I feel” comes a judgement, not a feeling.",
    "triangulation": "Others' opinions feel like being outnumbered.",
    "kitchen_sinking": "One thing can be answered; many cannot.",
    "shouting": "Capitals are heard as shouting.",
    "faux_feeling": "It tells what they did; the feeling is underneath.",
    "self_erasing": "What you want counts as well.",
    "refusing_help": "Leaning on each other is fine where it is mutual.",
    "essentialising": "It speaks of a whole group instead of one thing.",
    "self_criticism": "It is hard on you, and they must answer that first.",
    "refuses_help": "A no can be kind.",
    "advice_too_soon": "Advice lands better once they feel heard.",
    "dismissing": "It waves away what matters to them.",
    "minimising": "It makes what they feel smaller.",
    "defending": "Defending comes before they feel heard.",
    "counter_blame": "A charge in return leaves theirs unheard.",
    "one_upping": "It turns the talk to you.",
    "interrogating": "Many questions at once are hard to answer.",
    "topic_change": "It leaves their subject behind.",
    "yes_but": "The “but” takes the “yes” back.",
    "flat": "It gives them little to hold on to.",
    "sarcasm": "It could read as sarcasm.",
    "correcting_facts": "A detail is put right while the feeling waits.",
    "parroting": "It hands their words back without yours.",
}
"""Why a problem, a note or a poor move may land badly: at most twelve words, about the words."""

EMPTY = ("Take all the time you like.", "Write a sentence or two, as you would send it.", "Even a rough try shows something.")
UNREAD = ("You made a start.", "I could not read this. Try a sentence or two of plain English.", "The coach knows only English.")
LONG = ("There is a lot in it.", "This is longer than I can read. Try the part that matters most.", "One thing at a time is easier to answer.")
OFF = ("You put it in your own words.", "Say what it is about, so that they know.", "I found nothing in it of what happened here.")


def quoted(span: str) -> str:
    """Words in quotation marks, clipped where they are long."""
    words = " ".join(span.split())
    return f"“{words if len(words) <= 60 else words[:58].rsplit(' ', 1)[0] + ' …'}”"


def cited(advice: str, article: Mapping[str, Any]) -> tuple[str, str]:
    """(quote, heading) of an advice of the article; empty where there is none."""
    one = article["advice"].get(advice, {})
    return one.get("quote", ""), one.get("heading", "")
