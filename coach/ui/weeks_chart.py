"""Practice over the weeks: the small lines, one a kind, as plain data for their component, and the same as a table, HTML with everything escaped."""

from collections.abc import Callable, Iterable, Mapping
from datetime import date, timedelta
from html import escape
from typing import Any

from ..practice.progress import Week

SPAN = 12
"""Weeks a line runs over, the present one last."""

MOST = 10
"""Lines that are drawn; the table has them all."""

Name = Callable[[str], str]


def day(at: date) -> str:
    """A date as it is said: 3 Nov."""
    return f"{at.day} {at:%b}"


def mondays(today: date) -> tuple[date, ...]:
    """The first days of the last weeks, oldest first."""
    last = today - timedelta(days=today.weekday())
    return tuple(last - timedelta(weeks=back) for back in reversed(range(SPAN)))


def times(count: int) -> str:
    """A count in words.

    >>> times(1), times(2), times(5)
    ('once', 'twice', '5 times')
    """
    return {1: "once", 2: "twice"}.get(count, f"{count} times")


def _said(counts: Mapping[date, int]) -> str:
    """A line in words, the latest week first."""
    return "; ".join(f"{times(count)} in the week of {day(start)}" for start, count in reversed(counts.items()) if count)


def lines(weeks: Iterable[Week], today: date, name: Name) -> dict[str, Any]:
    """A line a kind, those most practised first, all on one scale: {"rows": [{name, counts, last, said}], "most", "note"}."""
    shown = mondays(today)
    by_kind: dict[str, dict[date, int]] = {}
    for week in weeks:
        if week.start in shown:
            by_kind.setdefault(week.kind, dict.fromkeys(shown, 0))[week.start] += week.tried
    rows = []
    for kind, counts in sorted(by_kind.items(), key=lambda one: (-sum(one[1].values()), name(one[0]))):
        last = max(start for start, count in counts.items() if count)
        when = "last this week" if last == shown[-1] else f"last in the week of {day(last)}"
        rows.append({"name": name(kind), "counts": list(counts.values()), "last": f"{times(sum(counts.values())).capitalize()}, {when}", "said": _said(counts)})
    rest = " The table has the rest." if len(rows) > MOST else ""
    return {
        "rows": rows[:MOST], "most": max((max(row["counts"]) for row in rows), default=0),
        "note": f"Each line runs from the week of {day(shown[0])} to this one, and rises with how often you practised it.{rest}",
    }


def table(weeks: Iterable[Week], name: Name) -> str:
    """Every week, the latest first; a year is named where it is not the latest one."""
    ordered = sorted(weeks, key=lambda one: (-one.start.toordinal(), -one.tried, name(one.kind)))
    rows = "".join(
        f'<tr><th scope="row">{day(one.start)}{"" if one.start.year == ordered[0].start.year else f" {one.start.year}"}</th>'
        f"<td>{escape(name(one.kind))}</td><td>{one.tried}</td><td>{one.well}</td></tr>"
        for one in ordered
    )
    return (
        '<div class="coach-table" role="region" aria-label="Practice by week and kind" tabindex="0"><table><thead><tr><th scope="col">Week of</th><th scope="col">What</th>'
        f'<th scope="col">Practised</th><th scope="col">Went well</th></tr></thead><tbody>{rows}</tbody></table></div>'
    )
