"""Which findings stay: exemptions, banter, overlaps."""

from collections.abc import Iterable
import re

from ..reading import Reading
from ..results import Finding
from ..rulebook import Rulebook

_PRIORITY = {kind: rank for rank, kind in enumerate((
    "ultimatum", "contempt", "label", "pseudo_i", "comparison", "triangulation", "essentialising", "blame", "accusing_question",
    "defensiveness", "invalidation", "mind_reading", "generalisation", "withdrawal", "should", "kitchen_sinking", "shouting",
    "self_erasing", "refusing_help", "faux_feeling", "complaint", "self_criticism", "no_request",
))}
_HARD = frozenset(["ultimatum", "comparison", "triangulation"])
_LOVING = re.compile(
    r"(?<= )(?:i (?:[a-z]+ )?(?:love|adore|miss) (?:you|your|that about you|this about you)|love you|miss you|still laughing|laughing so hard|cracking up|"
    r"made me laugh|make me laugh|made my day|proud of you|marry me|marry you|can not wait to see you|best (?:husband|wife|friend|dad|mom|brother|sister|day)|"
    r"crying laughing|you legend|just kidding|kidding|i am joking|so funny|hilarious|you win|thank you for|bless you|come here and kiss|kiss me|hug) "
)
_LOVING_EMOJI = frozenset("❤💕💖💗💘💙💚💛💜🥰😍😘😂🤣😭💞💓🫶😻😹🧡🤍")


def is_banter(reading: Reading) -> bool:
    """A clearly loving clause; "lol" alone is none, a laughing emoji alone is none either."""
    loving = _LOVING.search(reading.line.text) is not None
    emoji = any(reading.draft.raw[start:end].strip("\ufe0f")[:1] in _LOVING_EMOJI for start, end in reading.draft.emoji)
    return loving and (emoji or len(reading.line.words) < 45)


def settle(found: Iterable[Finding], reading: Reading, book: Rulebook) -> tuple[Finding, ...]:
    """Of overlapping findings the most useful one stays; banter lowers what insults nobody.

    Most useful: the graver, then the kind that says more, then the longer. Order: by place.
    """
    findings = list(found)
    ranked = sorted(findings, key=lambda one: (-one.severity, _PRIORITY.get(one.kind, 99), one.start - one.end, one.start, one.rule))
    kept: list[Finding] = []
    for one in ranked:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))
