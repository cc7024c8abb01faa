"""Before a rewrite is shown: the same review over it, its first choices in place and its blanks filled."""

from collections.abc import Callable, Sequence
import re

from ..results import Part, Review, Rewrite

STAND_IN = "that"
_DOUBLED = re.compile(r"\b(when|and|but|so|i'm|im|about|the|to|you|u)\s+\1\b", re.I)
_DANGLING = re.compile(r"(?:^|[.!?]\s)(?:and|but|so|because|n)[.!?]|(?:\b(?:and|but|because|so|to|with)\s*[.!?])", re.I)


def filled(parts: Sequence[Part], pick: int = 0) -> str:
    """A rewrite as it would be sent: the pick-th of each choice, stand-ins in the blanks."""
    return "".join(part.choice[pick % len(part.choice)] if part.choice else (STAND_IN if part.blank else part.text) for part in parts)


def sound(rewrite: Rewrite, raw: str) -> bool:
    """Whether a rewrite is well made as a text: no doubled or dangling word that the draft has not, quotes balanced, not empty."""
    text = filled(rewrite.parts)
    broken = [found.group().strip() for check in (_DOUBLED, _DANGLING) for found in check.finditer(text) if found.group().strip() not in raw]
    return bool(text.strip()) and not broken and (text.count('"') % 2 == 0 or raw.count('"') % 2 == 1)


def passes(review: Review) -> bool:
    """Whether the review of a filled rewrite lets it be shown."""
    return review.support is None and all(finding.severity < 2 for finding in review.findings)


Check = Callable[[Sequence[str]], Sequence[Review]]
