"""What a flagged unit becomes: turned in the writer's own words, trimmed, or nothing."""

import re

from ..results import Part
from .operations import Turned, owned_feeling, request, spoiled, when_clause, wish
from .planning import Plan, words
from .units import Unit
from .voice import dress

_CAUSE = re.compile(r"^(?:(?:it'?s|its|it is|and|all) )?(?:because|bc|bcz|bcoz|cuz|coz|cos|thanks|thx) (?:of |to )?(?:you|u)(?: that)?,? |,? (?:(?:and |n |& )?(?:thats|that's|that is|its|it's|all) )?(?:all )?(?:because|bc|bcz|cuz|coz|cos) of (?:you|u)[.!]*$", re.I)
_DONE = re.compile(r" (?:done|finished|through|out) ")
_PET_NAMES = frozenset("babe baby love hon honey dear sweetie darling bro sis man dude mate mom mum dad mama".split())


def _inner(unit: Unit, plan: Plan):
    """The clause with "you" as its subject inside a flagged unit: what there is to turn."""
    found = [clause for clause in plan.reading.clauses if clause.start >= unit.start - 1 and clause.end <= unit.end + 1 and clause.subject == "you"]
    return max(found, key=lambda clause: clause.end - clause.start, default=unit.clause)


def turn(unit: Unit, plan: Plan, facts: bool, carries: bool, need_feeling: bool, need_request: bool) -> Turned | None:
    """The best thing to say in place of a flagged unit, or None to drop it."""
    kind = max(unit.findings, key=lambda finding: finding.severity).kind
    kinds_here = {finding.kind for finding in unit.findings}
    clause, reading, voice = _inner(unit, plan), plan.reading, plan.voice
    if clause is None:
        return None
    feel = Part(choice=plan.feelings, slot="feeling", source="pick")

    def when() -> Turned | None:
        named = [finding for finding in plan.findings if finding.kind in ("label", "contempt") and clause.start < finding.start < unit.end and finding.severity >= 2]
        clause_words = when_clause(clause, reading, voice, end=min((finding.start for finding in named), default=unit.end))
        if clause_words is None or words(clause_words) < 4:
            return None
        past = clause.tense == "past" and "never" not in clause.frequency
        if need_feeling:
            return Turned((Part(text=dress("when ", voice)), Part(text=clause_words[5:], source="draft"), Part(text=dress(", I felt " if past else ", I feel ", voice)), feel), feeling=True)
        return Turned((Part(text=dress("it was hard for me when " if past else "it's hard for me when ", voice)), Part(text=clause_words[5:], source="draft")), feeling=True)

    if kind in ("withdrawal", "ultimatum") and clause.subject == "i" and (clause.negated or (clause.verb in ("be", "finish", "quit", "stop") and _DONE.search(clause.text))) and not clause.conditional:
        return Turned((Part(text=dress("I'm not going to ", voice)), Part(blank="what you will not do", source="blank")))
    if kinds_here == {"shouting"}:
        quiet = re.sub(r"[!?.]{2,}", ".", plan.reading.draft.raw[unit.start:unit.end].lower()).rstrip(".! ")
        return Turned((Part(text=quiet, source="draft"),))
    if kind == "blame" and (kept := _CAUSE.sub("", raw := plan.reading.draft.raw[unit.start:unit.end])) != raw and words(kept) >= 3 and "you" not in kept.lower().split()[:1]:
        return Turned((Part(text=kept.strip(" ,.!"), source="draft"),))
    if kind == "blame" and (hoped := spoiled(clause, reading, voice, end=unit.end)):
        return hoped
    if kind == "blame" and (made := owned_feeling(clause, reading, voice, plan.feelings, end=unit.end)):
        return made
    if kinds_here & {"should", "accusing_question"}:
        hoped = wish(clause, reading, voice, end=unit.end)
        if hoped is not None:
            return hoped
        if need_request and (asked := request(clause, reading, voice, end=unit.end)):
            return asked
    if kind in ("generalisation", "pseudo_i", "blame", "accusing_question", "should") and (carries or not facts):
        return when()
    if kind == "ultimatum" and clause.conditional and need_feeling and (carries or not facts) and (told := when_clause(clause, reading, voice, end=unit.end)):
        return Turned((Part(text=dress("if ", voice)), Part(text=told[5:], source="draft"), Part(text=dress(", I'll feel ", voice)), feel), feeling=True)
    return None


def trimmed(unit: Unit, plan: Plan) -> str | None:
    """A unit without the flagged words at one end of it, where what stays is still a clause."""
    raw = plan.reading.draft.raw
    here = [finding for finding in unit.findings if unit.overlap(finding)]
    if not here:
        return None
    low, high = min(finding.start for finding in here), max(finding.end for finding in here)
    clause = unit.clause
    if clause is None or clause.head >= len(plan.reading.doc):
        return None
    head = plan.reading.doc[clause.head].idx
    if low <= unit.start and high >= unit.end:
        return None
    name = raw[high:unit.end].strip(" ,.!?") if low <= unit.start + 1 else ""
    if name and words(name) == 1 and ((name[0].isupper() and not raw[high:unit.end].strip().startswith(("I", "?"))) or name.lower() in _PET_NAMES) and raw[high:high + 1] in (",", " "):
        return name + ","
    token = plan.reading.doc[clause.head]
    needed = [token, *(child for child in token.children if child.dep_ in ("aux", "auxpass", "neg", "nsubj", "nsubjpass", "acomp", "attr"))]
    if low <= head < high or clause.subject_start < 0 or any(low <= each.idx < high for each in needed):
        return None
    before, after = raw[unit.start:max(unit.start, low)], raw[min(unit.end, high):unit.end]
    if before.strip() and after.strip(" .!?,"):
        return None
    kept = re.sub(r"[\s,;:–—-]+(?:and|but|so|n|like|as|with|because)?\s*$", "", before, flags=re.I) + after if before.strip() else after.lstrip(" ,;:–—-")
    return kept.strip() if words(kept) >= 4 else None
