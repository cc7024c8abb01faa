"""What one person sees of their own words, alone, during a session together: always a good word and one thing, whatever was written.

A partner may look over a shoulder. So a text about someone's safety is met with the very words that meet any text the coach has nothing to say on:
nothing is praised, nothing is softened, and nothing on the screen tells the two apart. Support for it is shown on the Check page, to one person alone.
"""

from dataclasses import dataclass

from ..results import Review
from . import words

GOOD = "You put it into words."
ONE = "Which part of it matters most to you today? Begin there, or leave it for another day."
FREE = "You need not say any of this. Say as much of it as you like, or something else."
STEMS = ("When …", "I felt …", "I need …", "Would you …?")


@dataclass(frozen=True)
class Look:
    """good: what to keep. one: the one thing to look at."""

    good: str = GOOD
    one: str = ONE


def look(review: Review | None) -> Look:
    """What is said of a review; the same of None, of a text that was not read, and of one about someone's safety.

    >>> look(None) == look(Review("support")) == look(Review("clear")) == look(Review("unread", notice="empty"))
    True
    """
    if review is None or review.support is not None or review.notice:
        return Look()
    good = " ".join(words.praised(review.strengths)[:2]) or GOOD
    heavy = sorted((one for one in review.findings if one.severity >= 2), key=lambda one: (-one.severity, one.start))
    if heavy:
        return Look(good, f"“{' '.join(heavy[0].span.split())}”: {heavy[0].why}")
    return Look(good, ONE)
