"""Support before all else: which tier a text calls for, and whose."""

from ..reading import Reading
from ..results import Support
from ..rulebook import TIERS
from .phrase import Hit


def support(hits: list[Hit], reading: Reading, *, turn: str = "draft") -> Support | None:
    """The gravest tier among a text's phrase hits, by the order of TIERS, then the earliest, then the longest."""
    risky = sorted((hit for hit in hits if hit.rule.kind in TIERS), key=lambda hit: (TIERS.index(hit.rule.kind), hit.start, -hit.end, hit.rule.id))
    if not risky:
        return None
    first = risky[0]
    return Support(first.rule.kind, first.rule.role or "sent", turn, first.start, first.end, reading.draft.raw[first.start:first.end])
