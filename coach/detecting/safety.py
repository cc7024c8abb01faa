"""Support before all else: which tier a text calls for, and whose. What a rule finds goes before what the second reader suspects."""

from ..learnt.signs import Signs
from ..learnt.single import likeliest
from ..reading import Reading
from ..results import Support
from ..rulebook import TIERS, Rulebook
from .phrase import Hit

_SURE = 0.85
"""The log-odds from which a message is taken for one about danger though no rule speaks."""
_FIRST = frozenset(["i", "my", "me", "we"])
_ACTORS = _FIRST | frozenset("you your he she they his her their him them".split())


def suspected(signs: Signs) -> bool:
    """Whether a message with these signs is taken for one about danger without a rule."""
    return signs.danger >= _SURE


def support(hits: list[Hit], reading: Reading, book: Rulebook, *, turn: str = "draft") -> Support | None:
    """The gravest tier among a text's phrase hits, by the order of TIERS, then the earliest, then the longest; else the second reader's."""
    risky = sorted((hit for hit in hits if hit.rule.kind in TIERS), key=lambda hit: (TIERS.index(hit.rule.kind), hit.start, -hit.end, hit.rule.id))
    if risky:
        first = risky[0]
        return Support(first.rule.kind, first.rule.role or "sent", turn, first.start, first.end, reading.draft.raw[first.start:first.end])
    return _by_signs(reading, book, turn) if suspected(reading.signs) else None


def _by_signs(reading: Reading, book: Rulebook, turn: str) -> Support | None:
    """The support that the second reader's suspicion calls for; none for a tier whose rules are all switched off."""
    words = reading.line.sequence
    low, high = reading.signs.peril if reading.signs.peril[1] else (0, len(words))
    start, end = reading.line.raw(low, high)
    tier = likeliest("tiers", words, 0, len(words))
    if not any(rule.kind == tier for rule in book.rules):
        return None
    return Support(tier, _role(tier, words[low:high]), turn, start, end, reading.draft.raw[start:end])


def _role(tier: str, words: tuple[str, ...]) -> str:
    """Whose danger it is, by who is named first in the words that tell it: "I shook him" is sent, "he shook him" witnessed."""
    first = next((word for word in words if word in _ACTORS), "")
    if tier == "fear_or_harm_received":
        return "received"
    if tier == "child_or_third_party":
        return "sent" if first == "i" else "witness"
    if tier == "self_harm":
        return "sent" if first in _FIRST or not first else "witness"
    return "sent" if first in _FIRST or not first else "received"
