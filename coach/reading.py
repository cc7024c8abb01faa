"""A draft read once: mask, parse, line, clauses and quotations, for every check to share."""

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate
import re
from typing import Any

from .clauses import Clause, clauses
from .draft import Draft, read
from .english import parsed, tagged, tokens
from .learnt.signs import NONE, Signs, signs
from .wording import Line, line

_QUOTED = re.compile(r'"([^"\n]{2,600})"|(?<![\w])\'([^\'\n]{8,300})\'(?!\w)|(?m:^>.*$)')


@dataclass(frozen=True)
class Reading:
    """Everything the checks look at. quotes: (start, end) raw offsets of quoted words, marks included. signs: what the second reader sees.

    doc is the parsed spaCy Doc; it must not outlive the review.
    """

    draft: Draft
    doc: Any
    line: Line
    clauses: tuple[Clause, ...]
    quotes: tuple[tuple[int, int], ...]
    signs: Signs = NONE

    @cached_property
    def _noted(self) -> dict[str, Any]:
        return {}

    def noted(self, name: str, look: Callable[["Reading"], Any]) -> Any:
        """What looking at this reading comes to, looked at once."""
        if name not in self._noted:
            self._noted[name] = look(self)
        return self._noted[name]

    @cached_property
    def _starts(self) -> list[int]:
        return [clause.start for clause in self.clauses]

    @cached_property
    def _reach(self) -> list[int]:
        """How far the clauses up to each one reach at most."""
        return list(accumulate((clause.end for clause in self.clauses), max))

    @cached_property
    def _idx(self) -> list[int]:
        return [token.idx for token in self.doc]

    def tokens(self, start: int, end: int) -> list[Any]:
        """The tokens that begin in raw [start, end), found without a walk through the others."""
        low = bisect_left(self._idx, start)
        return list(self.doc[low:max(low, bisect_left(self._idx, end))])

    @cached_property
    def edges(self) -> tuple[list[int], list[int]]:
        """Where the line's words begin and end in the raw text."""
        return [start for start, _ in self.line.spans], [end for _, end in self.line.spans]

    def words(self, start: int, end: int) -> range:
        """The places in the line of the words that lie in raw [start, end)."""
        starts, ends = self.edges
        return range(bisect_left(starts, start), bisect_right(ends, end))

    @cached_property
    def lemmas(self) -> dict[str, list[int]]:
        """Where each lemma of a verb, noun, name or adjective of three letters and more begins."""
        out: dict[str, list[int]] = {}
        for token in self.doc:
            if token.pos_ in ("VERB", "NOUN", "PROPN", "ADJ") and len(token) > 2:
                out.setdefault(token.lemma_.lower(), []).append(token.idx)
        return out

    @cached_property
    def _verbs(self) -> list[tuple[int, int]]:
        return sorted((self.doc[clause.head].idx, at) for at, clause in enumerate(self.clauses))

    def headed(self, start: int, end: int) -> list[Clause]:
        """The clauses whose verb begins in raw [start, end), in their order."""
        low, high = (bisect_left(self._verbs, (edge, -1)) for edge in (start, end))
        return [self.clauses[at] for at in sorted(at for _, at in self._verbs[low:high])]

    @cached_property
    def _heads(self) -> dict[int, Clause]:
        return {clause.head: clause for clause in reversed(self.clauses)}

    def clause_at(self, start: int, end: int) -> Clause | None:
        """The clause that shares most with raw [start, end); of equals the shorter."""
        best, most = None, 0.0
        last = first = bisect_left(self._starts, end)
        while first > 0 and self._reach[first - 1] > start:
            first -= 1
        for clause in self.clauses[first:last]:
            shared = min(end, clause.end) - max(start, clause.start)
            if shared <= 0:
                continue
            weight = shared - 0.001 * (clause.end - clause.start)
            if best is None or weight > most:
                best, most = clause, weight
        return best

    def by_head(self, token_index: int) -> Clause | None:
        return self._heads.get(token_index)


def outline(draft: Draft) -> Reading:
    """A draft without its parse: the words, and no clauses yet."""
    doc = tokens(draft)
    return Reading(draft, doc, line(doc), (), tuple(found.span() for found in _QUOTED.finditer(draft.masked)))


def with_signs(outlines: Sequence[Reading]) -> list[Reading]:
    """Outlines with what the second reader sees in them, in one batch."""
    return [replace(one, signs=found) for one, found in zip(outlines, signs([one.line.sequence for one in outlines]), strict=True)]


def with_tags(outlines: Sequence[Reading]) -> list[Reading]:
    """Outlines whose docs know their tags, in one batch."""
    return [replace(one, doc=doc) for one, doc in zip(outlines, tagged([one.doc for one in outlines]), strict=True)]


def with_clauses(outlines: Sequence[Reading]) -> list[Reading]:
    """Outlines with tags, parsed in one batch."""
    return [replace(one, doc=doc, clauses=clauses(doc, one.line)) for one, doc in zip(outlines, parsed([one.doc for one in outlines]), strict=True)]


def readings(drafts: Iterable[Draft]) -> Iterator[Reading]:
    """Readings of drafts, in order, parsed in one batch."""
    yield from with_clauses(with_tags(with_signs([outline(draft) for draft in drafts])))


def reading(text: str) -> Reading:
    """One text, read."""
    return next(readings([read(text)]))
