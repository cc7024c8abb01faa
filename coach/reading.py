"""A draft read once: mask, parse, line, clauses and quotations, for every check to share."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
import re
from typing import Any

from .clauses import Clause, clauses
from .draft import Draft, read
from .english import parse
from .wording import Line, line

_QUOTED = re.compile(r'"([^"\n]{2,600})"|(?<![\w])\'([^\'\n]{8,300})\'(?!\w)|(?m:^>.*$)')


@dataclass(frozen=True, slots=True)
class Reading:
    """Everything the checks look at. quotes: (start, end) raw offsets of quoted words, marks included.

    doc is the parsed spaCy Doc; it must not outlive the review.
    """

    draft: Draft
    doc: Any
    line: Line
    clauses: tuple[Clause, ...]
    quotes: tuple[tuple[int, int], ...]

    def clause_at(self, start: int, end: int) -> Clause | None:
        """The clause that shares most with raw [start, end); of equals the shorter."""
        best, most = None, 0.0
        for clause in self.clauses:
            shared = min(end, clause.end) - max(start, clause.start)
            if shared <= 0:
                continue
            weight = shared - 0.001 * (clause.end - clause.start)
            if best is None or weight > most:
                best, most = clause, weight
        return best

    def by_head(self, token_index: int) -> Clause | None:
        return next((clause for clause in self.clauses if clause.head == token_index), None)


def readings(drafts: Iterable[Draft]) -> Iterator[Reading]:
    """Readings of drafts, in order, parsed in one batch."""
    drafts = list(drafts)
    for draft, doc in zip(drafts, parse(drafts), strict=True):
        words = line(doc)
        quotes = tuple(found.span() for found in _QUOTED.finditer(draft.masked))
        yield Reading(draft, doc, words, clauses(doc, words), quotes)


def reading(text: str) -> Reading:
    """One text, read."""
    return next(readings([read(text)]))
