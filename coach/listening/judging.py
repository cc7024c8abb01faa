"""Good, mixed or poor. A reply is good unless a poor move says otherwise; it is mixed when it was heard first all the same."""

import re

from ..rulebook import Rulebook
from .moves import Found, Heard
from .stance import accepts
from .structure import WARM
from .turns import FELT, Turn, asks_little, is_plain

TOLERATED = {
    "question": frozenset(["advice_too_soon", "one_upping", "flat", "topic_change", "minimising", "interrogating", "defending", "yes_but", "correcting_facts", "parroting"]),
    "asks_help": frozenset(["advice_too_soon", "one_upping", "flat", "topic_change", "interrogating", "defending", "yes_but", "correcting_facts", "parroting"]),
    "asks_advice": frozenset(["advice_too_soon", "correcting_facts", "yes_but", "parroting", "flat"]),
    "good_news": frozenset(["advice_too_soon"]),
    "bid": frozenset(["advice_too_soon", "correcting_facts", "parroting", "yes_but"]),
}
"""Moves that do no harm in a turn: a plain question wants a plain answer, advice that was asked for is welcome."""


_SHORT = 14
"""Letters up to which a poor move is slight where little was said; a change of topic is measured by its sentence."""
_BARE = 8
"""The same for making it smaller, which takes few words ("it's only rice")."""
_NEAR = 8
"""Letters between a kind word and the mock that follows it in one breath ("well done, you want a sticker?")."""
_SMALL = frozenset(["flat", "topic_change", "interrogating", "parroting", "one_upping"])
"""Moves that do no harm where little was said."""


def counts(one: Found, turn: Turn) -> bool:
    """Whether a poor move does harm in this turn."""
    if turn.kind == "bid" and one.move == "advice_too_soon" and one.rule and not one.rule.startswith("listening/"):
        return True
    if not one.poor or one.move in TOLERATED.get(turn.kind, ()):
        return False
    if turn.kind == "good_news":
        return not (asks_little(turn) and one.move in ("flat", "topic_change") and one.end - one.start <= _SHORT)
    if turn.kind == "complaint_about_you" and asks_little(turn) and one.move in ("flat", "dismissing", "defending") and not one.rule:
        return False
    weights = dict(turn.weights)
    slight = (one.move == "advice_too_soon" or not one.rule.startswith("listening/against.")) and (not one.rule or weights.get("plain", 0.0) >= 1.5 or weights.get("length", 9.0) < 6)
    if turn.kind == "vent" and asks_little(turn) and slight and one.end - one.start <= (_SHORT if one.move != "minimising" else _BARE) and one.move not in ("sarcasm", "refuses_help", "counter_blame"):
        return False
    if one.move == "topic_change" and one.end - one.start > _SHORT and weights.get("plain", 0.0) < 1.5 and not weights.get("laughs", 0.0) and not is_plain(turn):
        return True
    return not (asks_little(turn) and (one.move in _SMALL or (not one.rule and one.move in ("advice_too_soon", "sarcasm"))) and turn.kind == "vent")


_CURIOUS = frozenset(["open_question", "support_offer", "asks_what_is_needed"])


def _doubtful(one: Found, heard: Heard) -> bool:
    """Whether the only poor move is one that structure guessed, beside a question or an offer or in a long reply."""
    if one.move == "dismissing":
        return sum(len(piece.text.split()) for piece in heard.pieces) >= 20
    return one.move not in ("flat", "sarcasm", "parroting", "interrogating") and any(other.good and other.rule and other.move in _CURIOUS for other in heard.moves)


def label(heard: Heard, book: Rulebook) -> str:
    """The label of a reply."""
    poor = [one for one in heard.moves if counts(one, heard.turn)]
    if not poor:
        return "good"
    first = min(one.start for one in poor)
    if heard.turn.kind in ("bid", "asks_help") and heard.pieces and heard.pieces[0].start < first and accepts(heard.pieces[0].text):
        return "mixed"
    warm = [one for one in heard.moves if one.good and one.move in WARM]
    if heard.turn.kind in FELT or heard.turn.kind == "bid":
        if any(one.move in ("counter_blame", "sarcasm", "refuses_help") for one in poor):
            warm = [one for one in warm if one.rule or not any("?" in piece.text and piece.start <= one.start < piece.end for piece in heard.pieces)]
        warm = [one for one in warm if not any(other.move == "sarcasm" and other.rule and -1 <= other.start - one.end <= _NEAR for other in poor)]
        if heard.turn.kind == "good_news":
            warm = [one for one in warm if one.move in ("celebrates", "reflection", "validation")]
        if not warm and len(poor) == 1 and not poor[0].rule and _doubtful(poor[0], heard):
            return "mixed"
        if not warm or (all(one.move == "yes_but" for one in poor[:1]) and not any(one.start < first for one in warm)):
            return "poor"
        last = max(one.start for one in poor)
        heard_twice = len({one.move for one in warm if one.rule and one.start < last}) >= 2
        taken_on = {one.move for one in warm if one.rule} >= {"owns_part", "empathy"} and len(poor) == 1 and poor[0].move == "defending"
        return "mixed" if heard_twice or taken_on or min(one.start for one in warm) <= first or not any(one.rule for one in poor) else "poor"
    answered = [
        piece for piece in heard.pieces
        if not piece.poor and not piece.asks and len(piece.text.split()) >= 2 and not re.search(r" (?:i do not know|how should i|no idea) ", piece.text)
    ]
    if heard.turn.kind == "asks_advice" and answered and answered[0].start < first and sum(len(piece.text.split()) for piece in answered) >= 7 and all(one.move in ("dismissing", "minimising") for one in poor):
        return "good"
    return "mixed" if answered and answered[0].start < first else "poor"
