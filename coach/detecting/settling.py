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
_LIGHT = frozenset(["generalisation", "accusing_question", "contempt", "label", "should", "invalidation", "withdrawal", "blame"])
_LOVING = re.compile(
    r"(?<= )(?:i (?:[a-z]+ )?(?:love|adore|miss) (?:you|your|that about you|this about you)|love you|miss you|still laughing|laughing so hard|cracking up|"
    r"made me laugh|make me laugh|made my day|proud of you|marry me|marry you|can not wait to see you|best (?:husband|wife|friend|dad|mom|brother|sister|day)|"
    r"crying laughing|you legend|just kidding|kidding|i am joking|so funny|hilarious|you win|thank you for|bless you|come here and kiss|kiss me|hug) "
)
_LAUGHTER = re.compile(r"(?<!\w)(?:lo+l+|lmf?ao+|ha(?:ha)+h?|he(?:he)+)(?!\w)", re.I)
_GLAD = re.compile(r"(?<= )(?:thank you|thanks|congratulations|congrats|happy anniversary|happy birthday|god bless|bless you|proud|so happy|i am the luckiest|obsessed|never change) ")
_LOVING_EMOJI = frozenset("❤💕💖💗💘💙💚💛💜🥰😍😘😂🤣😭💞💓🫶😻😹🧡🤍")


def is_banter(reading: Reading) -> bool:
    """A clearly loving clause beside laughter, a loving emoji or thanks; "lol" alone is none, a laughing emoji alone is none either."""
    if not _LOVING.search(reading.line.text):
        return False
    emoji = any(reading.draft.raw[start:end].strip("\ufe0f")[:1] in _LOVING_EMOJI for start, end in reading.draft.emoji)
    return emoji or _LAUGHTER.search(reading.draft.raw) is not None or _GLAD.search(reading.line.text) is not None


def settle(found: Iterable[Finding], reading: Reading, book: Rulebook) -> tuple[Finding, ...]:
    """Of overlapping findings the most useful one stays; banter lowers what insults nobody.

    Most useful: the graver, then the kind that says more, then the longer. Order: by place.
    """
    findings = list(found)
    grave = [one for one in findings if one.severity >= 2]
    if grave and all(one.severity == 2 and one.kind in _LIGHT for one in grave) and len({(one.start, one.end) for one in grave}) <= 2 and is_banter(reading):
        findings = [one for one in findings if one.severity < 2]
    ranked = sorted(findings, key=lambda one: (-one.severity, _PRIORITY.get(one.kind, 99), one.start - one.end, one.start, one.rule))
    kept: list[Finding] = []
    for one in ranked:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))
