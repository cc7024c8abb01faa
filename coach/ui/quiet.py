"""“Not in this case”: a coach that leaves out what a person has set aside for this visit; verdict and rewrites follow."""

from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from ..results import Review
from ..reviewing import Coach, verdict_of


def key(rule: str, span: str) -> str:
    return f"{rule}\n{' '.join(span.casefold().split())}"


class QuietCoach(Coach):
    """The same coach, silent on findings whose rule and words were set aside.

    quiet: keys of (rule, span). The filter stands where each text is reviewed, so that a rewrite may keep those words.
    """

    def __init__(self, *, rules: Iterable[Path | str] = (), quiet: Iterable[str] = ()):
        super().__init__(rules=rules)
        self._quiet = frozenset(quiet)

    def _one(self, *args, **kwargs):
        review, *rest = super()._one(*args, **kwargs)
        return (self._without(review), *rest)

    def _without(self, review: Review) -> Review:
        kept = tuple(one for one in review.findings if key(one.rule, one.span) not in self._quiet)
        if len(kept) == len(review.findings) or review.verdict in ("support", "unread"):
            return review
        verdict = verdict_of(kept)
        if review.reply is not None and verdict == "clear":
            verdict = {"good": "clear", "mixed": "note", "poor": "rewrite"}[review.reply.label]
        return replace(review, findings=kept, verdict=verdict)
