"""The whole message planned: what stays, what is cut or turned, one feeling to choose, one thing to ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
import re

from ..reading import Reading
from ..results import Finding, LeftOut, Part, Rewrite, Strength
from ..rulebook import Rulebook
from .frames import Frame, Kind, fitting, kinds, parts
from .operations import Turned, owned_feeling, request, when_clause, wish
from .units import Unit, units
from .voice import Voice, dress, voice as voice_of

VERSIONS = ("close", "full", "open", "firm")
_WARM_END = re.compile(r"^(?:i )?(?:love|luv|miss|ily|ilysm|xo+|x+|thanks|thank you|thx|ty|pls|please|night|gn|goodnight|bye|your|yours|sincerely|regards|best|love you|take care)\b", re.I)
_SOFT = frozenset("appreciation perspective request boundary shared us reassurance celebration encouragement validation soft_start pause both_needs owning".split())
_CONTENT = frozenset(["NOUN", "PROPN", "NUM"])
_BREACH = re.compile(r"(?<= )(?:lied|lying|cheated|cheating|slept with|hit|pushed|stole|read my|went through my|hid|spent|broke your promise|kissed|affair) ")
_PET_NAMES = frozenset("babe baby love hon honey dear sweetie darling bro sis man dude mate mom mum dad mama".split())


@dataclass(frozen=True, slots=True)
class Plan:
    """Everything the versions of one draft share. flagged: indices of units that cannot stay as they are."""

    reading: Reading
    units: tuple[Unit, ...]
    findings: tuple[Finding, ...]
    voice: Voice
    frame: Frame | None
    kind: Kind
    feelings: tuple[str, ...]
    needs: tuple[str, ...]
    has_feeling: bool
    has_request: bool
    soft: frozenset[int]
    """Units that are warm, ask or plan: no feeling is put in among them."""
    book: Rulebook


@dataclass(slots=True)
class _Out:
    """A message being written: parts in order, and what is left out."""

    voice: Voice
    parts: list[Part]
    left: list[LeftOut]
    capital: bool = True

    @property
    def text(self) -> str:
        return "".join(map(str, self.parts))

    def ended(self) -> bool:
        text = self.text.rstrip()
        return not text or text[-1] in ".!?…" or bool(re.search(r"[.!?…][\"'”’)]*$", text)) or _ends_in_emoji(text)

    def add(self, pieces: Sequence[Part], *, sentence: bool) -> None:
        """Append pieces, as a sentence of its own or running on."""
        if not pieces:
            return
        if self.parts:
            gap = " "
            hanging = self.text.rstrip().endswith((",", ":", ";", "-"))
            if sentence and not self.ended():
                gap = " " if hanging else ". "
            if self.text.endswith((" ", "\n")):
                gap = gap.strip()
            if gap:
                self.parts.append(Part(text=gap))
        pieces = list(pieces)
        if sentence and pieces[0].text:
            first = pieces[0].text
            if not self.voice.lower and (not self.parts or self.ended()):
                first = first[:1].upper() + first[1:]
            elif self.voice.lower and pieces[0].source == "coach":
                first = first[:1].lower() + first[1:]
            pieces[0] = replace(pieces[0], text=first)
        self.parts.extend(pieces)

    def mark(self, sign: str) -> None:
        """End the sentence that was just added."""
        if not self.ended():
            self.parts.append(Part(text=sign))


def _ends_in_emoji(text: str) -> bool:
    return bool(text) and ord(text[-1]) >= 0x2190


def _words(text: str) -> int:
    return len(re.findall(r"[\w']+", text))


def _tells(unit: Unit, plan_reading: Reading) -> bool:
    """Whether a kept unit says something that happened: enough words, no question, not only warmth."""
    text = plan_reading.draft.raw[unit.start:unit.end]
    return _words(text) >= 4 and not text.rstrip().endswith("?") and not _WARM_END.match(text)


def _carries(unit: Unit, reading: Reading, kept: str, book: Rulebook) -> bool:
    """Whether a flagged unit holds a fact that nothing kept says: a number, a name, a thing."""
    bad = book.words([name for name in ("@neg_noun", "@neg_adj") if name[1:] in book.lexicons])
    for token in reading.doc:
        if unit.start <= token.idx < unit.end and token.pos_ in _CONTENT and len(token) > 1:
            lemma = token.lemma_.lower()
            if lemma in bad or lemma in _EMPTY or token.norm_.lower() in bad:
                continue
            if lemma not in kept and token.lower_ not in kept:
                return True
    return False


_EMPTY = frozenset(
    "time thing way one person man woman guy girl people life everything nothing something anything lot day god shit fuck hell "
    "way kind sort problem fault reason joke excuse attitude drama bullshit crap ass lol babe baby bro dude mom dad hon honey point mind".split()
)


def plan(reading: Reading, findings: Sequence[Finding], strengths: Sequence[Strength], book: Rulebook) -> Plan:
    """Read a flagged draft for rewriting."""
    cut = units(reading, findings)
    flagged = [(finding.start, finding.end) for finding in findings if finding.severity >= 2]
    worst = max((finding for finding in findings if finding.severity >= 2), key=lambda one: (one.severity, one.start - one.end), default=None)
    kind = kinds().get(worst.kind if worst else "complaint", kinds()["complaint"])
    aside = [(unit.start, unit.end) for unit in cut if unit.clause is not None and not unit.findings and (unit.clause.subject in ("i", "we") or unit.clause.mood != "statement")]
    frame = fitting(reading.line, book, flagged, aside)
    free = [strength for strength in strengths if not any(unit.findings and unit.start <= strength.start < unit.end for unit in cut)]
    feelings = tuple(dict.fromkeys((*(frame.feelings if frame else ()), *kind.feelings)))[:3]
    needs = tuple(dict.fromkeys(frame.needs if frame else kind.needs))[:3]
    return Plan(
        reading, cut, tuple(findings), voice_of(reading.draft.raw), frame, kind, feelings, needs,
        any(strength.kind == "feeling" for strength in free), any(strength.kind == "request" for strength in free),
        frozenset(at for at, unit in enumerate(cut) if any(strength.kind in _SOFT and strength.start < unit.end and unit.start < strength.end for strength in strengths)),
        book,
    )


def _inner(unit: Unit, plan: Plan):
    """The clause with "you" as its subject inside a flagged unit: what there is to turn."""
    found = [clause for clause in plan.reading.clauses if clause.start >= unit.start - 1 and clause.end <= unit.end + 1 and clause.subject == "you"]
    return max(found, key=lambda clause: clause.end - clause.start, default=unit.clause)


def _turn(unit: Unit, plan: Plan, facts: bool, carries: bool, need_feeling: bool, need_request: bool) -> Turned | None:
    """The best thing to say in place of a flagged unit, or None to drop it."""
    kind = max(unit.findings, key=lambda finding: finding.severity).kind
    kinds_here = {finding.kind for finding in unit.findings}
    clause, reading, voice = _inner(unit, plan), plan.reading, plan.voice
    if clause is None:
        return None
    feel = Part(choice=plan.feelings, slot="feeling", source="pick")

    def when() -> Turned | None:
        words = when_clause(clause, reading, voice, end=unit.end)
        if words is None or _words(words) < 4:
            return None
        past = clause.tense == "past" and "never" not in clause.frequency
        if need_feeling:
            return Turned((Part(text=dress("when ", voice)), Part(text=words[5:], source="draft"), Part(text=dress(", I felt " if past else ", I feel ", voice)), feel), feeling=True)
        return Turned((Part(text=dress("it was hard for me when " if past else "it's hard for me when ", voice)), Part(text=words[5:], source="draft")), feeling=True)

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
    if kind == "ultimatum" and clause.conditional and (carries or not facts):
        return when()
    return None


def _trimmed(unit: Unit, plan: Plan) -> str | None:
    """A unit without the flagged words at one end of it, where what stays is still a clause."""
    raw = plan.reading.draft.raw
    low = min(finding.start for finding in unit.findings)
    high = max(finding.end for finding in unit.findings)
    clause = unit.clause
    if clause is None or clause.head >= len(plan.reading.doc):
        return None
    head = plan.reading.doc[clause.head].idx
    if low <= unit.start and high >= unit.end:
        return None
    name = raw[high:unit.end].strip(" ,.!?") if low <= unit.start + 1 else ""
    if name and _words(name) == 1 and (name[0].isupper() and not raw[high:unit.end].strip().startswith(("I", "?")) or name.lower() in _PET_NAMES) and raw[high:high + 1] in (",", " "):
        return name + ","
    if low <= head < high or low <= clause.subject_start < high or clause.subject_start < 0:
        return None
    before, after = raw[unit.start:max(unit.start, low)], raw[min(unit.end, high):unit.end]
    if before.strip() and after.strip(" .!?,"):
        return None
    kept = re.sub(r"[\s,;:–—-]+(?:and|but|so|n|like|as|with|because)?\s*$", "", before, flags=re.I) + after if before.strip() else after.lstrip(" ,;:–—-")
    return kept.strip() if _words(kept) >= 3 else None


def compose(plan: Plan, version: str, *, bold: frozenset[int] = frozenset()) -> Rewrite | None:
    """One version of the whole message. bold: units that are dropped whatever they carry, since turned they were still flagged."""
    raw, voice = plan.reading.draft.raw, plan.voice
    states: dict[int, str | Turned | None] = {}
    flagged = [index for index, unit in enumerate(plan.units) if unit.findings]
    kept_text = " ".join(raw[unit.start:unit.end].lower() for unit in plan.units if not unit.findings)
    facts = any(not unit.findings and _tells(unit, plan.reading) for unit in plan.units)
    left: list[LeftOut] = []
    need_feeling, need_request = not plan.has_feeling, not plan.has_request
    for index in flagged:
        unit = plan.units[index]
        reason = kinds()[max(unit.findings, key=lambda finding: finding.severity).kind].left_out
        trimmed = None if index in bold else _trimmed(unit, plan)
        if trimmed:
            states[index] = trimmed
            left.extend(LeftOut(finding.span, kinds()[finding.kind].left_out) for finding in unit.findings)
            continue
        carries = _carries(unit, plan.reading, kept_text, plan.book)
        turned = None if index in bold else _turn(unit, plan, facts, carries, need_feeling, need_request)
        states[index] = turned
        if turned is not None:
            need_feeling, need_request = need_feeling and not turned.feeling, need_request and not turned.request
        left.append(LeftOut(raw[unit.start:unit.end], reason))
    said = facts or any(states.get(index) for index in flagged)
    out = _Out(voice, [], left)
    feeling_due = need_feeling and said
    anchor = _anchor(plan, flagged) if feeling_due else -1
    asks_last: list[Turned] = []
    index = 0
    while index < len(plan.units):
        unit = plan.units[index]
        if not unit.findings:
            last = index
            while last + 1 < len(plan.units) and not plan.units[last + 1].findings and last != anchor:
                last += 1
            joined = index > 0 and not plan.units[index - 1].findings
            start = unit.start if not joined else _from(raw, plan.units[index - 1], unit)
            out.add([Part(text=raw[start:plan.units[last].end], source="draft")], sentence=not joined or _sentence_ends(raw, plan.units[index - 1]))
            if last == anchor:
                _say_feeling(out, plan, version, own=_own(plan.units[last]))
                feeling_due = False
            index = last + 1
            continue
        state = states[index]
        if isinstance(state, str):
            if state.endswith(","):
                out.add([Part(text=state[:-1], source="draft"), Part(text=",")], sentence=True)
            else:
                out.add([Part(text=state, source="draft")], sentence=True)
        elif state is not None and state.request:
            asks_last.append(state)
        elif state is not None:
            out.add(state.parts, sentence=True)
            out.mark("." if voice.stops or index + 1 < len(plan.units) else "")
        index += 1
    if not said:
        out.add(parts(plan.kind.blank, voice, feelings=plan.feelings), sentence=True)
        out.mark(".")
        need_feeling = feeling_due = False
    if feeling_due:
        _say_feeling(out, plan, version, own=False)
    _close(out, plan, version, asks_last, need_request, said)
    rewrite = Rewrite(version, _merged(out.parts), tuple(left))
    return rewrite if rewrite.text.strip() and rewrite.text.strip() != raw.strip() else None


def _sentence_ends(raw: str, unit: Unit) -> bool:
    return raw[unit.end - 1] in ".!?…" or raw[unit.end:unit.end + 1] == "\n"


def _from(raw: str, before: Unit, unit: Unit) -> int:
    """Where a kept unit starts when it runs on from the kept one before it: its conjunction included."""
    at = before.end
    while at < unit.start and raw[at] in " ":
        at += 1
    return at


def _and(plan: Plan) -> str:
    line = plan.reading.draft.masked.lower()
    return "n" if re.search(r"(?<!\w)n(?!\w)", line) else ("an" if re.search(r"\ban (?:i|you|he|she|we|the)\b", line) else "and")


def _anchor(plan: Plan, flagged: Sequence[int]) -> int:
    """The kept unit after which the feeling is said: the end of what is told beside the first flagged words, or -1."""
    tells = [
        at for at, unit in enumerate(plan.units)
        if not unit.findings and at not in plan.soft and _tells(unit, plan.reading)
    ]
    theirs = [at for at in tells if not _own(plan.units[at])] or tells
    if not theirs:
        return -1
    first = flagged[0] if flagged else 0
    at = next((one for one in theirs if one >= first - 1), theirs[-1])
    raw, steps = plan.reading.draft.raw, 0
    while at + 1 in theirs and steps < 3 or (at + 1 < len(plan.units) and not _sentence_ends(raw, plan.units[at]) and not plan.units[at + 1].findings and at + 1 not in plan.soft):
        at, steps = at + 1, steps + 1
    return at


def _own(unit: Unit) -> bool:
    """Whether a unit tells of the writer's own acts, which are nothing to be hurt about."""
    return unit.clause is not None and unit.clause.subject in ("i", "we")


def _say_feeling(out: _Out, plan: Plan, version: str, *, own: bool) -> None:
    """"…, and I'm [a / b / c] about it": in the sentence it belongs to where that is short, else by itself.

    own: what was told are the writer's own acts, so that the feeling is about the talk and not about them.
    """
    choice = Part(choice=plan.feelings, slot="feeling", source="pick")
    say = "I get {feelings} when this comes up" if own else plan.kind.say
    lead, tail_words = say.split("{feelings}")
    text = out.text
    tail = re.split(r"[.!?]\s", text)[-1]
    mark = text[-1:] if text[-1:] in ".!" else ""
    if version == "close" and len(tail) < 80 and " and " not in tail[-50:] and " n " not in tail[-50:] and (mark or not out.ended()) and out.parts and out.parts[-1].text:
        last = out.parts.pop()
        out.parts.append(replace(last, text=last.text.rstrip(" .!")))
        comma = "," if plan.voice.stops and not plan.voice.lower else ""
        out.parts.append(Part(text=dress(f"{comma} {_and(plan)} {lead}", plan.voice)))
        out.parts.append(choice)
        out.parts.append(Part(text=dress(tail_words, plan.voice) + mark))
        return
    out.add([Part(text=dress(lead.replace("I'm", "I feel") if version == "full" else lead, plan.voice)), choice, Part(text=dress(tail_words, plan.voice))], sentence=True)
    out.mark(".")
    if version in ("full", "firm"):
        _say_need(out, plan)


def _say_need(out: _Out, plan: Plan) -> None:
    if plan.needs:
        out.add([Part(text=dress("I need ", plan.voice)), Part(choice=plan.needs, slot="need", source="pick")], sentence=True)
        out.mark(".")


def _close(out: _Out, plan: Plan, version: str, asked: list[Turned], need_request: bool, said: bool) -> None:
    """The end of a message: the need in full, the question in open, the limit in firm, and one ask."""
    voice = plan.voice
    if version in ("full", "firm") and not any(part.slot == "need" for part in out.parts):
        _say_need(out, plan)
    if version == "firm":
        out.add(parts("If it happens again, I'll [what you yourself will do]", voice), sentence=True)
        out.mark(".")
    if version == "open":
        out.add(parts("I want us to figure this out together", voice), sentence=True)
        out.mark(".")
        if need_request:
            out.add(parts("How do you see it?" if said else "What was it like for you?", voice), sentence=True)
        _settle_end(out, plan)
        return
    if asked and need_request is False or asked:
        out.add(asked[0].parts, sentence=True)
        out.mark("?")
    elif need_request:
        template = (plan.frame.asks if plan.frame else plan.kind.asks)[0]
        out.add(parts(template, voice), sentence=True)
        out.mark("?")
    _settle_end(out, plan)


def _settle_end(out: _Out, plan: Plan) -> None:
    """No closing mark where the draft has none at all."""
    if not plan.voice.stops and out.parts and out.parts[-1].text.endswith((".", "?")) and out.parts[-1].source == "coach":
        last = out.parts.pop()
        if trimmed := last.text[:-1]:
            out.parts.append(replace(last, text=trimmed))


def _merged(pieces: list[Part]) -> tuple[Part, ...]:
    """Parts with neighbours of one source joined and empty ones gone."""
    out: list[Part] = []
    for piece in pieces:
        if not str(piece):
            continue
        if out and piece.text and out[-1].text and out[-1].source == piece.source and not piece.choice and not out[-1].choice:
            out[-1] = replace(out[-1], text=out[-1].text + piece.text)
        else:
            out.append(piece)
    return tuple(out)


def firm_is_due(plan: Plan) -> bool:
    """A breach (a lie, money hidden, messages read) or an ultimatum: a limit belongs there."""
    return bool(_BREACH.search(plan.reading.line.text)) or any(finding.kind == "ultimatum" for finding in plan.findings)


def versions(plan: Plan, *, bold: frozenset[int] = frozenset()) -> Iterator[Rewrite]:
    """Every version that is due, none the same as another."""
    seen: set[str] = set()
    for version in VERSIONS:
        if version == "firm" and not firm_is_due(plan):
            continue
        one = compose(plan, version, bold=bold)
        if one is not None and one.text not in seen:
            seen.add(one.text)
            yield one


def attempts(plan: Plan, attempt: int) -> Iterator[Rewrite]:
    """The versions of one round: 0 as planned, 1 every flagged unit cut, 2 only the missing piece asked for."""
    if attempt == 0:
        yield from versions(plan)
    elif attempt == 1:
        yield from versions(plan, bold=frozenset(range(len(plan.units))))
    else:
        out = _Out(plan.voice, [], [])
        out.add(parts(plan.kind.blank or "When [what happened], I felt {feelings}", plan.voice, feelings=plan.feelings), sentence=True)
        out.mark(".")
        out.add(parts(plan.kind.asks[0], plan.voice), sentence=True)
        _settle_end(out, plan)
        yield Rewrite("close", _merged(out.parts), (LeftOut(plan.reading.draft.raw.strip(), plan.kind.left_out),))
