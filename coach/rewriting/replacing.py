"""What every flagged unit of a draft becomes: turned in the writer's own words, trimmed, or nothing; and what is then still due."""

from collections.abc import Sequence
from dataclasses import dataclass

from ..results import LeftOut
from .constructions import constructed
from .frames import kinds
from .operations import Turned
from .planning import Plan, carries, tells
from .turning import salvaged, sorry_for, told_on, trimmed, turn, uncaused, unlikened, unmotived, unquoted, vocative


@dataclass(slots=True)
class Draftwork:
    """What each flagged unit became, and what is still due."""

    states: dict[int, str | Turned | None]
    left: list[LeftOut]
    need_feeling: bool
    need_request: bool


def turned(plan: Plan, flagged: Sequence[int], *, bold: bool) -> Draftwork:
    """What becomes of each flagged unit. bold: all of them are dropped; a barb is never turned into anything."""
    raw = plan.reading.draft.raw
    kept_text = " ".join(raw[unit.start:unit.end].lower() for unit in plan.units if not unit.findings)
    facts = any(not unit.findings and tells(unit, plan.reading) for unit in plan.units)
    work = Draftwork({}, [], not plan.has_feeling, not plan.has_request)
    for index in flagged:
        unit = plan.units[index]
        if vocative(unit, plan):
            work.states[index] = raw[unit.start:unit.end].rstrip(" ,.!") + ","
            continue
        reason = kinds()[max(unit.findings, key=lambda finding: finding.severity).kind].left_out
        drop = bold or index in plan.dropped
        cut = drop or all(finding.rule == "barb" and finding.kind != "generalisation" for finding in unit.findings)
        mocked = not drop and any(finding.kind == "contempt" for finding in unit.findings)
        made = None if cut and not mocked else constructed(unit, plan, work.need_feeling, work.need_request)
        made = made or sorry_for(unit, plan) or unlikened(unit, plan) or (None if cut else unquoted(unit, plan) or unmotived(unit, plan) or told_on(unit, plan, work.need_feeling) or uncaused(unit, plan))
        shorter = None if drop or made else trimmed(unit, plan)
        if shorter:
            work.states[index] = shorter
            work.left.extend(LeftOut(finding.span, kinds()[finding.kind].left_out) for finding in unit.findings)
            continue
        holds = carries(unit, plan.reading, kept_text, plan.book)
        became = None if cut else made or turn(unit, plan, facts, holds, work.need_feeling, work.need_request)
        became = became or (None if cut else salvaged(unit, plan))
        work.states[index] = became
        if became is not None:
            work.need_feeling, work.need_request = work.need_feeling and not became.feeling, work.need_request and not became.request
        work.left.append(LeftOut(raw[unit.start:unit.end], reason))
    return work
