"""The whole message planned: what stays, what is cut or turned, one feeling to choose, one thing to ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
import re

from ..results import Finding, LeftOut, Part, Rewrite
from .anchoring import anchor
from .ceasing import next_time
from .frames import kinds, parts
from .operations import Turned
from .planning import (
    Plan,
    ceased_in,
    complained,
    firm_is_due,
    missed_in,
    named_at,
    offers,
    own,
    sentence_ends,
    sign_off,
    tells,
    topics,
    words,
)
from .replacing import Draftwork, turned
from .selfcheck import filled
from .turning import STUMP, asked_before, ordered_on, vocative
from .units import Unit
from .voice import Voice, dress

_STATES = frozenset("lonely alone tired exhausted drained numb distant small lost insecure overwhelmed stretched invisible unsafe tense empty".split()) | {"worn out", "left out"}
"""Feelings one has, not about a thing: "I'm lonely about it" is not said."""
_SMALL = re.compile(r"(?:They|You|The|That|This|It|We|He|She|My|Your|There|When|On|In|At|Last|Yesterday|Could|Please|Every|Our|Their|After)\b")
"""Words that begin a sentence with a capital and nothing else."""
_PERFECT = re.compile(r"\b(?:have|has|haven'?t|hasn'?t|been|ive|weve|youve)\b|['’]ve\b", re.I)
_QUESTION = re.compile(r"(?:next time, could|could|can|would|will|is|are|do|does|did|how|what|when|where|which|who)\b", re.I)
_TAIL = 40
"""So many letters are enough to know how a text ends."""
VERSIONS = ("close", "full", "open", "firm")


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

    @property
    def tail(self) -> str:
        """The end of the text: its last parts, back to enough that is no blank and no closing quote."""
        least = len(self.parts)
        text = ""
        while least and len(text.strip().rstrip("\"'”’)")) < _TAIL:
            least -= 1
            text = str(self.parts[least]) + text
        return text

    def ended(self) -> bool:
        text = self.tail.rstrip()
        return not text or text[-1] in ".!?…" or text.rstrip("\"'”’)")[-1:] in (*".!?…",) or _ends_in_emoji(text)

    def add(self, pieces: Sequence[Part], *, sentence: bool) -> None:
        """Append pieces, as a sentence of its own or running on."""
        if not pieces:
            return
        if self.parts:
            gap = " "
            hanging = self.tail.rstrip().endswith((",", ":", ";", "-"))
            if sentence and not self.ended():
                gap = " " if hanging else ". "
            if self.tail.endswith((" ", "\n")) or pieces[0].text.startswith("\n"):
                gap = gap.strip()
            if gap:
                self.parts.append(Part(text=gap))
        pieces = list(pieces)
        if sentence and pieces[0].text:
            first = pieces[0].text
            if not self.voice.lower and (not self.parts or self.ended()):
                first = first[:1].upper() + first[1:]
            elif pieces[0].source == "coach" if self.voice.lower else _SMALL.match(first) and self.tail.rstrip().endswith(","):
                first = first[:1].lower() + first[1:]
            pieces[0] = replace(pieces[0], text=first)
        self.parts.extend(pieces)

    def mark(self, sign: str) -> None:
        """End the sentence that was just added."""
        if not self.ended():
            self.parts.append(Part(text=sign))


def _ends_in_emoji(text: str) -> bool:
    return bool(text) and ord(text[-1]) >= 0x2190


_HELPS_NOW = "Could we talk about how to do this from now on: [tonight / tomorrow / this weekend]?"
_SETTLES = "Would that work for you?"
"""What can be asked after something that happened once, about what goes on, and after an offer, where the draft gives nothing nearer."""


@dataclass(frozen=True, slots=True)
class _Ground:
    """What every version of a plan shares, found once: what became of its flagged units, whether anything is told, and
    where the feeling and the need are said."""

    flagged: list[int]
    work: Draftwork
    said: bool
    place: int
    signed: str
    needy: int


def _ground(plan: Plan, *, bold: bool) -> _Ground:
    flagged = [index for index, unit in enumerate(plan.units) if unit.findings]
    work = turned(plan, flagged, bold=bold)
    said = any(not unit.findings and tells(unit, plan.reading) for unit in plan.units) or any(work.states.get(index) for index in flagged)
    place = anchor(plan, flagged) if work.need_feeling and said else -1
    return _Ground(flagged, work, said, place, sign_off(plan), named_at(plan) if plan.has_feeling else -1)


def compose(plan: Plan, version: str, ground: _Ground) -> Rewrite | None:
    """One version of the whole message."""
    raw, voice = plan.reading.draft.raw, plan.voice
    flagged, work, said, place, signed = ground.flagged, ground.work, ground.said, ground.place, ground.signed
    out = _Out(voice, [], work.left)
    due = work.need_feeling and said
    last_unit = len(plan.units) - (2 if signed else 1)
    needy = ground.needy if version in ("full", "firm") else -1
    first = next((at for at in flagged if not vocative(plan.units[at], plan)), -1)
    asks_last: list[Turned] = []
    index = 0
    while index <= last_unit:
        unit = plan.units[index]
        if not unit.findings:
            last = index
            while last < last_unit and not plan.units[last + 1].findings and last not in (place, needy):
                last += 1
            joined = index > 0 and not plan.units[index - 1].findings
            start = unit.start if not joined or (index - 1 == place and unit.joint.lower() in ("and", "n", "an", "&")) else _from(raw, plan.units[index - 1], unit)
            cut_next = last < last_unit and plan.units[last + 1].findings and not isinstance(work.states.get(last + 1), Turned)
            kept = STUMP.sub("", raw[start:plan.units[last].end]) if cut_next else raw[start:plan.units[last].end]
            lead = asked_before(plan, index) if index and work.states.get(index - 1, "") is None else ""
            kept = lead + kept
            if not lead and last == index and index and work.states.get(index - 1, "") is None and ordered_on(plan, index):
                kept = dress("could you ", voice) + kept.rstrip(" .!") + ("?" if voice.stops else "")
            out.add([Part(text=kept, source="draft")] if kept.strip() else [], sentence=not joined or index - 1 == place or sentence_ends(raw, plan.units[index - 1]))
            if last == place:
                _say_feeling(out, plan, version, plan.units[last])
                due = False
            if last == needy and (out.ended() or voice.lower):
                _say_need(out, plan)
            index = last + 1
            continue
        state = work.states[index]
        if due and place < 0 and index == first and not isinstance(state, Turned) and not any(
            isinstance(work.states.get(later), Turned) and not work.states[later].request for later in flagged
        ):
            _say_feeling(out, plan, "open", None)
            due = False
        if isinstance(state, str):
            if state.endswith(","):
                if index == 0:
                    out.add([Part(text=state[:-1], source="draft"), Part(text=",")], sentence=True)
            else:
                out.add([Part(text=state, source="draft")], sentence=True)
        elif state is not None and state.request and not state.inline and not state.parts[0].choice:
            asks_last.append(state)
        elif state is not None:
            out.add(state.parts, sentence=True)
            if due and place < 0 and not any(isinstance(work.states.get(later), Turned) for later in flagged if later > index) and not state.request and not state.inline:
                _say_feeling(out, plan, version, unit)
                due = False
            else:
                out.mark("." if voice.stops or index < last_unit else "")
        index += 1
    if not said:
        about = () if any(finding.kind == "ultimatum" for finding in plan.findings) else topics(plan)
        if about:
            thing = Part(choice=about, slot="topic", source="pick") if len(about) > 1 else Part(text=about[0], source="draft")
            out.add([Part(text=dress("I'm ", voice)), Part(choice=plan.feelings, slot="feeling", source="pick"), Part(text=dress(" about ", voice)), thing], sentence=True)
        else:
            out.add(parts(plan.kind.blank, voice, feelings=plan.feelings), sentence=True)
        out.mark(".")
    elif due:
        _say_feeling(out, plan, "open", None)
    _close(out, plan, version, asks_last, work.need_request, guess=any(isinstance(state, Turned) and state.guess for state in work.states.values()))
    if signed:
        out.parts.append(Part(text=raw[plan.units[-2].end:plan.units[-1].start] or " "))
        out.parts.append(Part(text=signed, source="draft"))
    rewrite = Rewrite(version, _merged(out.parts), tuple(work.left))
    return rewrite if rewrite.text.strip() and rewrite.text.strip() != raw.strip() else None


def _from(raw: str, before: Unit, unit: Unit) -> int:
    """Where a kept unit starts when it runs on from the kept one before it: its conjunction included."""
    at = before.end
    while at < unit.start and raw[at] in " ":
        at += 1
    return at


def _and(plan: Plan) -> str:
    line = plan.reading.draft.masked.lower()
    return "n" if re.search(r"(?<!\w)n(?!\w)", line) else ("an" if re.search(r"\ban (?:i|you|he|she|we|the)\b", line) else "and")


_NOW = " right now"
"""When a feeling is, where nothing that is kept says what it is about; where no topic says it either, the writer is asked."""


def _feeling_words(plan: Plan, unit: Unit | None) -> tuple[str, str]:
    """The words on both sides of the feeling that is said after a unit (None: before all of them)."""
    if plan.kind.say.startswith("I get") and (unit is None or own(unit)):
        say = plan.kind.say
    elif unit is None:
        say = "I feel {feelings}" + _NOW if _STATES.isdisjoint(plan.feelings) else "I feel {feelings}"
    elif unit.clause is not None and unit.clause.tense == "past" and unit.clause.mood == "statement" and not _PERFECT.search(plan.reading.draft.raw[unit.start:unit.end]):
        say = "I felt {feelings}"
    else:
        say = "I'm {feelings} about it" if _STATES.isdisjoint(plan.feelings) else "I feel {feelings}"
    before, after = say.split("{feelings}")
    return before, after


def _say_feeling(out: _Out, plan: Plan, version: str, unit: Unit | None) -> None:
    """"…, and I felt [a / b / c]": in the sentence it belongs to where that is short, else by itself."""
    choice = Part(choice=plan.feelings, slot="feeling", source="pick")
    lead, tail_words = _feeling_words(plan, unit)
    text = out.text
    tail = re.split(r"[.!?]\s", text)[-1]
    mark = text[-1:] if text[-1:] in ".!" else ""
    asked = unit is not None and unit.clause is not None and unit.clause.mood == "question"
    if version == "close" and unit is not None and not asked and len(tail) < 80 and " and " not in tail[-50:] and " n " not in tail[-50:] and (mark or not out.ended()) and out.parts and out.parts[-1].text:
        last = out.parts.pop()
        out.parts.append(replace(last, text=last.text.rstrip(" .!")))
        comma = "," if plan.voice.stops and not plan.voice.lower else ""
        out.parts.append(Part(text=dress(f"{comma} {_and(plan)} {lead}", plan.voice)))
        out.parts.append(choice)
        out.parts.append(Part(text=dress(tail_words, plan.voice) + mark))
        return
    about = [Part(text=dress(tail_words, plan.voice))]
    if unit is None and plan.frame is None and tail_words == _NOW:
        about = [Part(text=dress(" about ", plan.voice)), Part(blank="what happened", source="blank")]
    out.add([Part(text=dress(lead, plan.voice)), choice, *about], sentence=True)
    out.mark(".")
    if version in ("full", "firm"):
        _say_need(out, plan)


def _say_need(out: _Out, plan: Plan) -> None:
    if plan.needs and not any(part.slot == "need" for part in out.parts):
        out.add([Part(text=dress("I need ", plan.voice)), Part(choice=plan.needs, slot="need", source="pick")], sentence=True)
        out.mark(".")


def _ask(plan: Plan, asked: Sequence[Turned], version: str, said: str) -> Sequence[Part]:
    """The one thing to ask: what the draft's own words ask once turned, what a frame knows, what was missed, or the kind's own.

    Where the draft tells what the other did and nothing more is known, only its writer knows what would help.
    """
    if asked:
        return asked[0].parts
    if plan.kind in (kinds()["ultimatum"], kinds()["kitchen_sinking"]):
        return parts(plan.kind.asks[0], plan.voice)
    own_words = missed_in(plan)
    concrete = own_words is not None and words(str(own_words.parts[1])) >= 3 and " ".join(str(own_words.parts[1]).split()[-3:][:2]) not in said
    if plan.frame is not None and not plan.frame.general and not concrete:
        return parts(plan.frame.asks[0], plan.voice)
    if own_words is not None:
        return own_words.parts
    if plan.frame is not None:
        return parts(plan.frame.asks[0], plan.voice)
    if version == "close" and plan.kind.say.startswith("I get") and offers(plan):
        return parts(_SETTLES, plan.voice)
    if version in ("close", "full") and not plan.plain and (habit := ceased_in(plan)):
        return habit.parts
    if version == "close" and complained(plan) == "past":
        told = next((unit.clause for unit in plan.units if not unit.findings and unit.clause is not None and unit.clause.subject == "you" and unit.clause.tense == "past"), None)
        return parts(next_time(told, plan.reading.draft.raw), plan.voice)
    if version == "close" and complained(plan):
        return parts(_HELPS_NOW, plan.voice)
    return parts(plan.kind.asks[0], plan.voice)


def _close(out: _Out, plan: Plan, version: str, asked: Sequence[Turned], need_request: bool, *, guess: bool) -> None:
    """The end of a message: the limit in firm, the question in open, else one ask."""
    voice = plan.voice
    if version in ("full", "firm") and (need_request or asked):
        _say_need(out, plan)
    if version == "firm":
        out.add(parts("If it happens again, I'll [what you yourself will do]", voice), sentence=True)
        out.mark(".")
    due = _ask(plan, asked, version, out.text) if need_request or asked else ()
    if due and guess and not asked:
        due = parts("Can you tell me how you see it?", voice)
    if due and version == "open":
        due = parts("What gets in the way for you?" if missed_in(plan) else plan.kind.open, voice)
    if due:
        out.add(due, sentence=True)
        out.mark("?" if _QUESTION.match(str(due[0])) else ".")
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


def versions(plan: Plan, *, bold: bool = False) -> Iterator[Rewrite]:
    """Every version that is due, none the same as another. bold: flagged units are dropped whatever they carry, since turned they were still flagged."""
    ground = _ground(plan, bold=bold)
    seen: set[str] = set()
    made: list[Rewrite] = []
    for version in VERSIONS:
        if version == "firm" and (not firm_is_due(plan) or any(part.slot == "limit" for one in made for part in one.parts)):
            continue
        if version != "close" and not any(unit.findings for unit in plan.units):
            continue
        one = compose(plan, version, ground)
        if one is not None and one.text not in seen:
            seen.add(one.text)
            made.append(one)
            yield one


def stricter(plan: Plan, again: Sequence[Finding]) -> Plan:
    """The plan for the next round, after what its versions' own review found (again): kept words that were flagged go, and
    units that were flagged still once turned are cut."""
    raw = plan.reading.draft.raw
    strong = [finding for finding in again if finding.severity >= 2]

    def hits(text: str) -> tuple[Finding, ...]:
        low = text.casefold()
        return tuple(finding for finding in strong if finding.span.casefold() in low or low in finding.span.casefold())

    flagged = [index for index, unit in enumerate(plan.units) if unit.findings]
    states = turned(plan, flagged, bold=False).states
    said = {index: state if isinstance(state, str) else filled(state.parts) for index, state in states.items() if state}
    kept = tuple(unit if unit.findings else replace(unit, findings=hits(raw[unit.start:unit.end])) for unit in plan.units)
    lower = {index for index, text in said.items() if hits(text)}
    plain = plan.plain or any(re.match(r"could (?:you|u) (?:stop|not leave)\b", finding.span, re.I) for finding in strong)
    return replace(plan, units=kept, dropped=plan.dropped | lower, plain=plain)


def attempts(plan: Plan, attempt: int) -> Iterator[Rewrite]:
    """The versions of one round: 0 as planned, 1 as planned again with less, 2 with every flagged unit cut, 3 only the
    missing piece asked for."""
    if attempt < 3:
        yield from versions(plan, bold=attempt > 1)
    elif any(unit.findings for unit in plan.units):
        out = _Out(plan.voice, [], [])
        out.add(parts(plan.kind.blank or "When [what happened], I felt {feelings}", plan.voice, feelings=plan.feelings), sentence=True)
        out.mark(".")
        out.add(parts((plan.frame.asks if plan.frame else plan.kind.asks)[0], plan.voice), sentence=True)
        _settle_end(out, plan)
        yield Rewrite("close", _merged(out.parts), (LeftOut(plan.reading.draft.raw.strip(), plan.kind.left_out),))
