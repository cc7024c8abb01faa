"""A draft cut into units: the smallest stretches that can be kept, cut or turned whole."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
import re

from ..clauses import Clause
from ..reading import Reading
from ..results import Finding

_SENTENCE = re.compile(r"(?<!\bMr)(?<!\bMs)(?<!\bDr)(?<!\bSt)(?<!\bMrs)(?<!\b[ap]\.m)(?<!\b[A-Z])[.!?…]+[\"'”’)\]]*(?:\s+|$)|\n+|[;]\s+|\s+[–—-]{1,2}\s+|—")
_CONJUNCTION = re.compile(r"(?:(?:and|but|so|n|nd|an|&|because|bc|cuz|coz|cos|plus|also|then|or|yet|though|though i|well|like|cause)\s+)+", re.I)
_EDGE = re.compile(r"[,;:–—-]\s*$|(?:^|\s)(?:and|but|so|n|an|because|bc|cuz)\s+$", re.I)
_LEADING = re.compile(r"(?:^|(?<=\s))(?:(?:and|but|so|n|nd|an|&|bc|cuz|because|plus|also|then|or)\s+)+$", re.I)
_OPENER = re.compile(r"(?:honestly|seriously|wow|oh|look|listen|ok|okay|so|anyway|really|like|well|great|cool|lol|period|sure|yeah|nice|fine|clearly|apparently)[ .,!?]*", re.I)
_TAG = re.compile(r"(?:will|would|wont|won't|can|cant|can't|could|are|arent|aren't|do|dont|don't|did|didnt|is|isnt|isn't|huh|right|eh|innit|abi|no|yeah)(?: (?:you|u|it|they|he|she|we|i))?[ .?!]*|(?:(?:we both|and|you|u|everyone|everybody|i) )+know(?:s)? (?:it|that|this)[ .?!]*|(?:so )?(?:did|does|do|is|are|was|were|has|have|can) (?:my|the|your|ur|his|her|our|he|she|they|everyone|everybody)(?: \w+){0,2}[ .]*|(?:i|I) (?:suppose|guess|think|mean|swear|hope|see|bet|know|take it|must say)[ .,]*", re.I)
_GREETING = re.compile(r"\s*(?:(?:my )?dear(?:est)?|hi|hello|hey|good (?:morning|evening|afternoon))\s+(?:[A-Z][\w'’.-]*|love|mom|mum|dad|both|all)(?: [A-Z][\w'’-]*)?\s*[,:!.\n-]+\s*|\s*[A-Z][\w'’-]+,\s+(?=(?:I|you|You|this|the|that|your|we|it|what|how|why|when|if|my|is|are|do|don|so|can|could|please|thanks|thank|as|on|there)\b)")
_TELLING = frozenset("say tell think know feel believe see hear wish hope mean guess swear promise want remember realize bet notice find ask wonder".split())


@dataclass(frozen=True, slots=True)
class Unit:
    """raw[start:end], conjunction and outer blanks left out, its own end mark inside. joint: the conjunction before it."""

    start: int
    end: int
    joint: str
    clause: Clause | None
    findings: tuple[Finding, ...] = ()

    def overlap(self, finding: Finding) -> int:
        return max(0, min(self.end, finding.end) - max(self.start, finding.start))


def _finite(clause: Clause, reading: Reading) -> bool:
    head = reading.doc[clause.head]
    if head.tag_ in ("VBD", "VBP", "VBZ", "MD") or head.pos_ == "AUX" or head.tag_[:1] != "V":
        return True
    return any(child.dep_ in ("aux", "auxpass") and child.tag_ != "TO" for child in head.children)


def _independent(clause: Clause, reading: Reading) -> bool:
    if clause.mood == "imperative":
        before = reading.draft.masked[:clause.start].rstrip()
        return not before or before[-1] in ".!?,;:\n" or re.search(r"\b(?:and|but|so|n|then|just|please|pls)$", before) is not None
    if clause.subject == "none" or clause.subject_start < clause.start or not _finite(clause, reading):
        return False
    if clause.question_word and clause.relation in ("ccomp", "advcl") and reading.doc[clause.first].norm_ in ("what", "who", "how", "why", "where", "which"):
        return False
    if clause.relation in ("ROOT", "conj", "parataxis", "dep"):
        return not clause.mark and not clause.conditional
    if clause.relation in ("ccomp", "advcl", "appos"):
        head = reading.doc[clause.head]
        if clause.mark:
            return False
        if head.i < head.head.i:
            return clause.relation == "ccomp" and clause.subject_start >= 0
        verb = clause.matrix[0]
        return verb not in _TELLING and not any(child.dep_ == "mark" for child in head.children)
    return False


def _inside(position: int, spans: Sequence[tuple[int, int]]) -> bool:
    return any(low < position < high for low, high in spans)


def _heads(unit: Unit, finding: Finding, reading: Reading) -> bool:
    """Whether a finding takes the verb a unit hangs on."""
    return unit.clause is not None and finding.start <= reading.doc[unit.clause.head].idx < finding.end


def _follows_threat(cut: Sequence[Unit], at: int) -> bool:
    """Whether a unit goes on with a threat ("…, and you will explain to your people")."""
    before = cut[at - 1] if at else None
    return (
        before is not None and any(finding.kind == "ultimatum" for finding in before.findings) and cut[at].joint.lower() in ("and", "n", "then", "and then", "or")
        and cut[at].clause is not None and (cut[at].clause.tense == "future" or cut[at].clause.subject == "none")
    )


def orphans(cut: Sequence[Unit], reading: Reading) -> tuple[Unit, ...]:
    """The units with those flagged too that cannot stand without a flagged neighbour in their sentence: a tag, a tail
    without its verb, an "if" whose other half is gone."""
    raw = reading.draft.raw

    def apart(before: Unit, after: Unit) -> bool:
        return raw[before.end - 1] in ".!?…" or "\n" in raw[before.end:after.start]

    def stands(unit: Unit) -> bool:
        clause = unit.clause
        if clause is None:
            return False
        head = reading.doc[clause.head]
        if clause.mood == "imperative":
            return unit.start <= head.idx < unit.end
        above = head.head
        if clause.relation in ("ccomp", "xcomp", "relcl", "acl", "pcomp") and above.i < head.i and any(
            other.findings and other.start <= above.idx < other.end for other in cut
        ):
            return False
        inside = unit.start <= head.idx < unit.end and (unit.start <= clause.subject_start < unit.end or (clause.relation == "ROOT" and clause.subject == "none"))
        return inside and clause.mark not in ("if", "unless", "when", "whenever", "because", "until") and not clause.conditional

    out = list(cut)
    for at in [*range(len(out)), *reversed(range(len(out)))]:
        text = raw[out[at].start:out[at].end]
        if out[at].findings or (stands(out[at]) and not _TAG.fullmatch(text) and not _follows_threat(out, at)):
            continue
        near = [out[place] for place in (at - 1, at + 1) if 0 <= place < len(out)]
        flagged = next((other for other in near if other.findings and not apart(*sorted((other, out[at]), key=lambda unit: unit.start))), None)
        if flagged is not None and len(raw[out[at].start:out[at].end].split()) <= 8 and not re.search(r"\d", raw[out[at].start:out[at].end]):
            out[at] = replace(out[at], findings=flagged.findings)
    return tuple(out)


def units(reading: Reading, findings: Sequence[Finding]) -> tuple[Unit, ...]:
    """The units of a draft in order, each with the findings of severity 2 and more that take most of it."""
    raw = reading.draft.raw
    cuts = {0, len(raw)}
    for found in _SENTENCE.finditer(reading.draft.masked):
        if not _inside(found.start(), reading.quotes):
            cuts.add(found.end())
    greeting = _GREETING.match(raw)
    if greeting:
        cuts.add(greeting.end())
    for start, end in reading.draft.emoji:
        if re.match(r"\s*(?:\S|$)", raw[end:]) and reading.draft.masked[start] == ".":
            cuts.add(end)
    for clause in reading.clauses:
        if _independent(clause, reading):
            at = clause.start
            before = _LEADING.search(raw[:at])
            at = before.start() if before else at
            if not _inside(at, reading.quotes):
                cuts.add(at)
    for finding in findings:
        if finding.severity < 2:
            continue
        if _EDGE.search(raw[max(0, finding.start - 12):finding.start]) and not _inside(finding.start, reading.quotes):
            before = _LEADING.search(raw[:finding.start])
            cuts.add(before.start() if before else finding.start)
        if re.match(r"\s*(?:[,;:–—]|(?:and|but|so|n|an|because|bc|cuz)\s)", raw[finding.end:finding.end + 10]) and not _inside(finding.end, reading.quotes):
            comma = re.match(r"\s*[,;:–—]\s*", raw[finding.end:])
            cuts.add(finding.end + (comma.end() if comma else 0))
    ordered = sorted(cuts)
    out: list[Unit] = []
    for low, high in pairwise(ordered):
        piece = raw[low:high]
        joint = _CONJUNCTION.match(piece.lstrip(" \n,"))
        start = low + len(piece) - len(piece.lstrip(" \n,"))
        word = joint.group() if joint and start + joint.end() < high else ""
        if re.fullmatch(_CONJUNCTION.pattern.replace(r"\s+", r"\s*"), piece.strip(" \n,.") + " ", re.I):
            continue
        start += len(word)
        end = low + len(piece.rstrip(" \n,;:–—"))
        if end <= start or not re.search(r"\w", raw[start:end]):
            if out and end > start:
                last = out.pop()
                out.append(Unit(last.start, end, last.joint, last.clause))
            continue
        out.append(Unit(start, end, word.strip(), reading.clause_at(start, end)))
    flagged = [finding for finding in findings if finding.severity >= 2]
    out = [unit for unit in out if not _OPENER.fullmatch(raw[unit.start:unit.end]) or not flagged]
    return tuple(
        Unit(unit.start, unit.end, unit.joint, unit.clause, tuple(
            finding for finding in flagged
            if unit.overlap(finding) > 0
            and (unit.overlap(finding) >= 0.34 * min(unit.end - unit.start, finding.end - finding.start) or _heads(unit, finding, reading))
        ))
        for unit in out
    )
