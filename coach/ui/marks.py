"""What the marked draft shows: spans that do not overlap, each with its card. Plain data for the component."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..results import Finding, Review, Strength
from ..reviewing import aside
from . import words

_LEAST = 2
"""A remainder of a strength shorter than this is not marked."""


def _bare(text: str, start: int, end: int) -> tuple[int, int]:
    """A span without the blanks and punctuation at its edges."""
    while start < end and not text[start].isalnum():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return start, end


def _apart(findings: Sequence[Finding]) -> list[Finding]:
    """Findings without those that overlap a graver or earlier one."""
    kept: list[Finding] = []
    for one in sorted(findings, key=lambda one: (-one.severity, one.start)):
        if one.start < one.end and not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda one: one.start)


def _free(text: str, strength: Strength, taken: Sequence[tuple[int, int]]) -> tuple[int, int] | None:
    """The longest stretch of a strength that no other mark covers."""
    edges, at = [], strength.start
    for start, end in sorted(taken):
        if end > strength.start and start < strength.end:
            edges.append((at, start))
            at = max(at, end)
    edges.append((at, strength.end))
    start, end = _bare(text, *max(edges, key=lambda edge: edge[1] - edge[0]))
    return (start, end) if end - start >= _LEAST else None


def marks(text: str, review: Review, book_article: Mapping[str, Any], names: dict[str, str]) -> dict[str, Any]:
    """The text and its spans, in reading order, offsets in code points.

    A card: {family, family_name, name, weight, lines, quote, source, folded, quiet}; `folded` where its quote came before.
    """
    spans: list[dict[str, Any]] = []
    quoted: set[str] = set()
    findings = _apart(review.findings)
    for one in findings:
        advice = book_article.get("advice", {}).get(one.advice, {})
        group = words.family(one.rule)
        also = [words.STRENGTHS[good.kind] for good in review.strengths if good.kind in words.STRENGTHS and one.start <= good.start and good.end <= one.end]
        spans.append({
            "start": one.start, "end": one.end, "family": group, "family_name": words.FAMILIES[group], "name": words.kind_name(one, names), "weight": one.severity,
            "lines": [one.why, *dict.fromkeys(also)], "quote": advice.get("quote", ""), "source": f"{book_article.get('title', '')}, {book_article.get('publisher', '')}",
            "folded": one.advice in quoted, "quiet": aside(one.rule, one.span),
        })
        quoted.add(one.advice)
    goods: dict[tuple[int, int], list[str]] = {}
    for good in sorted(review.strengths, key=lambda good: (good.start - good.end, good.start)):
        if good.kind not in words.STRENGTHS:
            continue
        inside = next((span for span in goods if span[0] <= good.start and good.end <= span[1]), None)
        span = inside or _free(text, good, [(one.start, one.end) for one in findings] + list(goods))
        if span:
            goods.setdefault(span, []).append(words.STRENGTHS[good.kind])
    for (start, end), said in goods.items():
        spans.append({
            "start": start, "end": end, "family": "good", "family_name": "already good", "name": "", "weight": 0,
            "lines": [*dict.fromkeys(said), "Keep that."], "quote": "", "source": "", "folded": True, "quiet": "",
        })
    return {"text": text, "spans": sorted(spans, key=lambda span: span["start"])}
