"""The whole message planned: what stays, what is cut or turned, one feeling to choose, one thing to ask."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
import re

from ..results import LeftOut, Part, Rewrite
from .frames import kinds, parts
from .operations import Turned
from .planning import Plan, anchor, carries, firm_is_due, own, sentence_ends, sign_off, tells, topics
from .turning import trimmed, turn
from .units import Unit
from .voice import Voice, dress

_STATES = frozenset("lonely alone tired exhausted drained numb distant small lost insecure overwhelmed stretched invisible unsafe tense empty".split()) | {"worn out", "left out"}
"""Feelings one has, not about a thing: "I'm lonely about it" is not said."""
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


def compose(plan: Plan, version: str, *, bold: bool = False) -> Rewrite | None:
    """One version of the whole message. bold: flagged units are dropped whatever they carry, since turned they were still flagged."""
    raw, voice = plan.reading.draft.raw, plan.voice
    states: dict[int, str | Turned | None] = {}
    flagged = [index for index, unit in enumerate(plan.units) if unit.findings]
    kept_text = " ".join(raw[unit.start:unit.end].lower() for unit in plan.units if not unit.findings)
    facts = any(not unit.findings and tells(unit, plan.reading) for unit in plan.units)
    left: list[LeftOut] = []
    need_feeling, need_request = not plan.has_feeling, not plan.has_request
    for index in flagged:
        unit = plan.units[index]
        reason = kinds()[max(unit.findings, key=lambda finding: finding.severity).kind].left_out
        shorter = None if bold else trimmed(unit, plan)
        if shorter:
            states[index] = shorter
            left.extend(LeftOut(finding.span, kinds()[finding.kind].left_out) for finding in unit.findings)
            continue
        holds = carries(unit, plan.reading, kept_text, plan.book)
        turned = None if bold else turn(unit, plan, facts, holds, need_feeling, need_request)
        states[index] = turned
        if turned is not None:
            need_feeling, need_request = need_feeling and not turned.feeling, need_request and not turned.request
        left.append(LeftOut(raw[unit.start:unit.end], reason))
    said = facts or any(states.get(index) for index in flagged)
    out = _Out(voice, [], left)
    feeling_due = need_feeling and said
    place = anchor(plan, flagged) if feeling_due else -1
    signed = sign_off(plan)
    asks_last: list[Turned] = []
    index = 0
    while index < (len(plan.units) - 1 if signed else len(plan.units)):
        unit = plan.units[index]
        if not unit.findings:
            last = index
            while last + 1 < (len(plan.units) - 1 if signed else len(plan.units)) and not plan.units[last + 1].findings and last != place:
                last += 1
            joined = index > 0 and not plan.units[index - 1].findings
            start = unit.start if not joined else _from(raw, plan.units[index - 1], unit)
            out.add([Part(text=raw[start:plan.units[last].end], source="draft")], sentence=not joined or sentence_ends(raw, plan.units[index - 1]))
            if last == place:
                _say_feeling(out, plan, version, own=own(plan.units[last]))
                feeling_due = False
            index = last + 1
            continue
        state = states[index]
        if isinstance(state, str):
            if state.endswith(","):
                if index == 0:
                    out.add([Part(text=state[:-1], source="draft"), Part(text=",")], sentence=True)
            else:
                out.add([Part(text=state, source="draft")], sentence=True)
        elif state is not None and state.request:
            asks_last.append(state)
        elif state is not None:
            out.add(state.parts, sentence=True)
            out.mark("." if voice.stops or index + 1 < len(plan.units) else "")
        index += 1
    about = topics(plan) if not said or feeling_due else ()
    if not said and not about:
        out.add(parts(plan.kind.blank, voice, feelings=plan.feelings), sentence=True)
        out.mark(".")
        feeling_due = False
    elif not said or feeling_due:
        thing = Part(choice=about, slot="topic", source="pick") if len(about) > 1 else Part(text=about[0], source="draft") if about else Part(blank="what it is", source="blank")
        out.add([Part(text=dress("I'm ", voice)), Part(choice=plan.feelings, slot="feeling", source="pick"), Part(text=dress(" about ", voice)), thing], sentence=True)
        out.mark(".")
    _close(out, plan, version, asks_last, need_request, said)
    if signed:
        out.parts.append(Part(text=raw[plan.units[-2].end:plan.units[-1].start] or " "))
        out.parts.append(Part(text=signed, source="draft"))
    rewrite = Rewrite(version, _merged(out.parts), tuple(left))
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


def _say_feeling(out: _Out, plan: Plan, version: str, *, own: bool) -> None:
    """"…, and I'm [a / b / c] about it": in the sentence it belongs to where that is short, else by itself.

    own: what was told are the writer's own acts, so that the feeling is about the talk and not about them.
    """
    choice = Part(choice=plan.feelings, slot="feeling", source="pick")
    defending = any(finding.kind in ("invalidation", "defensiveness") for finding in plan.findings)
    say = "I get {feelings} when this comes up" if own and defending else "I'm {feelings} about it" if not own and not defending else plan.kind.say
    if say == "I'm {feelings} about it" and not _STATES.isdisjoint(plan.feelings):
        say = "I feel {feelings}"
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
    if (asked and need_request is False) or asked:
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


def versions(plan: Plan, *, bold: bool = False) -> Iterator[Rewrite]:
    """Every version that is due, none the same as another."""
    seen: set[str] = set()
    for version in VERSIONS:
        if version == "firm" and not firm_is_due(plan):
            continue
        if version != "close" and not any(unit.findings for unit in plan.units):
            continue
        one = compose(plan, version, bold=bold)
        if one is not None and one.text not in seen:
            seen.add(one.text)
            yield one


def attempts(plan: Plan, attempt: int) -> Iterator[Rewrite]:
    """The versions of one round: 0 as planned, 1 and 2 with every flagged unit cut, 3 only the missing piece asked for."""
    if attempt < 3:
        yield from versions(plan, bold=attempt > 0)
    else:
        out = _Out(plan.voice, [], [])
        out.add(parts(plan.kind.blank or "When [what happened], I felt {feelings}", plan.voice, feelings=plan.feelings), sentence=True)
        out.mark(".")
        out.add(parts((plan.frame.asks if plan.frame else plan.kind.asks)[0], plan.voice), sentence=True)
        _settle_end(out, plan)
        yield Rewrite("close", _merged(out.parts), (LeftOut(plan.reading.draft.raw.strip(), plan.kind.left_out),))
