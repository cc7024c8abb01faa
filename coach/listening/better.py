"""A better reply, made from their own words and what is good in the draft; tried in order, shown only when it reviews as good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import re

from ..reading import Reading
from ..results import LeftOut, Part, Rewrite
from ..rewriting.frames import parts
from ..rewriting.voice import Voice, voice
from ..rulebook import Rulebook
from .judging import TOLERATED, label
from .moves import Found, Heard
from .openers import Opener, fitting
from .structure import WARM, Piece
from .telling import Told, sentence, tellings
from .turns import is_plain

_REQUEST = re.compile(r"^ (?:(?:hey|babe|hi|mom|dad) ,? ?)?(?:can|could|would|will) you ")
_TIMED = re.compile(r" (?:\d+|tonight|today|tomorrow|now|monday|tuesday|wednesday|thursday|friday|saturday|sunday|sat|sun|fri|thurs|thu|wed|tues|tue|mon|noon|morning|afternoon|on your way|this week|this weekend) ")
_NEW = re.compile(r" (?:finally|first|growing|started|new|asked me|back) ")
_SENTENCE_LEAD = re.compile(r"(?:^|(?<=[.!?…\n]))\s*((?:[^\W\d_]+[ ,]+){1,2})$")
EAR_OR_IDEAS = "Do you want ideas, or just an ear?"
_LEFT = {
    "refuses_help": "a no can come with what you could do instead", "advice_too_soon": "it can wait until they say that they want ideas",
    "dismissing": "it tells them the feeling is wrong", "minimising": "it makes smaller what is big to them",
    "defending": "your side can come once they feel heard", "counter_blame": "it answers their hurt with a charge",
    "one_upping": "your own story can come later, when it hands back to them", "interrogating": "one question at a time is easier to answer",
    "topic_change": "it leaves what they told you", "yes_but": "the “but” takes back what came before it", "flat": "it could read as a shrug",
    "sarcasm": "a joke here could read as laughing at them", "correcting_facts": "who is right about the detail can wait",
    "parroting": "the same words back do not yet show that you understood",
}


@dataclass(frozen=True, slots=True)
class Request:
    """What a better reply is made from."""

    reply: Reading
    partner: Reading
    heard: Heard
    book: Rulebook
    voice: Voice
    opener: Opener
    told: tuple[Told, ...]
    label: str


def request(reply: Reading, partner: Reading, heard: Heard, book: Rulebook) -> Request:
    own = reply.draft.raw
    sounds = voice(own if len(re.findall(r"\w+", own)) >= 4 else partner.draft.raw)
    turn = heard.turn.kind if heard.turn.kind in ("complaint_about_you", "good_news") else "vent"
    return Request(reply, partner, heard, book, sounds, fitting(partner, turn, book), tellings(partner, heard.turn.kind, book, sounds), label(heard, book))


def _poor(heard: Heard) -> list[Found]:
    return [one for one in heard.moves if one.poor and one.move not in TOLERATED.get(heard.turn.kind, ())]


_FROM_POOR = frozenset(["asks_what_is_needed", "owns_part"])


def _kept(ask: Request, label: str) -> list[Piece]:
    """The pieces that stay: good by a move, untouched by a poor one, and a sentence by themselves or the start of one.

    A mixed reply keeps all its good pieces; of a poor one only questions, offers, a part owned and a cheer are kept.
    """
    poor, raw, out = _poor(ask.heard), ask.reply.draft.raw, []
    first = min((one.start for one in poor), default=0)
    for number, piece in enumerate(ask.heard.pieces):
        if any(one.start < piece.end and piece.start < one.end for one in poor) or len(piece.text.split()) < 2:
            continue
        moves = {one.move for one in ask.heard.moves if one.good and one.start < piece.end and piece.start < one.end and (label == "mixed" or one.rule)}
        if label == "poor":
            glad = {"celebrates"} if ask.heard.turn.kind == "good_news" else set()
            moves &= _FROM_POOR | glad | ({"open_question"} if piece.asks == "open" else set())
        begins = number == 0 or re.search(r"[.!?…\n]\s*$|[^\w\s,;'’-]\s*$", raw[:piece.start]) is not None or _SENTENCE_LEAD.search(raw[:piece.start]) is not None
        joined = bool(out) and out[-1] is ask.heard.pieces[number - 1]
        neutral = label == "mixed" and begins and piece.start < first and len(piece.text.split()) >= 4 and not re.match(r" (?:i|my|we) ", piece.text)
        goes_on = label == "mixed" and joined and not piece.asks and (
            piece.joint in ("and", "n", "&", "nd") or (ask.heard.turn.kind == "complaint_about_you" and not begins and piece.text.startswith(" i "))
        )
        if (moves and (begins or joined)) or neutral or goes_on:
            out.append(piece)
    return out


def _left(ask: Request, kept: Sequence[Piece]) -> tuple[LeftOut, ...]:
    raw, out = ask.reply.draft.raw, []
    poor = _poor(ask.heard)
    for piece in ask.heard.pieces:
        if piece not in kept:
            move = next((one.move for one in poor if one.start < piece.end and piece.start < one.end), poor[0].move if poor else "flat")
            out.append(LeftOut(raw[piece.start:piece.end], _LEFT[move]))
    return tuple(out)


def _questions(ask: Request, kept: Sequence[Piece]) -> list[str]:
    """The question to end on, first choice first; none where the draft's own stays."""
    asking = ("open_question", "asks_what_is_needed", "support_offer")
    if any(piece.asks == "open" or any(one.move in asking and one.start < piece.end and piece.start < one.end for one in ask.heard.moves) for piece in kept):
        return [""]
    poor = {one.move for one in _poor(ask.heard)}
    own = list(ask.opener.questions) if not _is_unsure(ask) else ["What was that like for you?", *ask.opener.questions]
    if "advice_too_soon" in poor and ask.heard.turn.kind == "vent" and ask.opener.ideas:
        return [EAR_OR_IDEAS, *own]
    return own


def _text(template: str, ask: Request, slot: str = "ask") -> tuple[Part, ...]:
    return parts(template, ask.voice, feelings=ask.opener.feelings, slot=slot)


def _joined(pieces: Sequence[Sequence[Part]]) -> tuple[Part, ...]:
    """Sentences one after the other, a blank between, a stop where the draft's own words have none."""
    out: list[Part] = []
    for one in pieces:
        if not one:
            continue
        if out:
            before = str(out[-1])
            gap = " " if re.search(r"[.!?…,]\s*$", before) or not re.search(r"[\w\])]\s*$", before) else ". "
            out.append(Part(text=gap))
        out.extend(one)
    return tuple(out)


def _own_words(ask: Request, kept: Sequence[Piece]) -> list[tuple[Part, ...]]:
    """The kept pieces, letter for letter, neighbours in one stretch."""
    raw, runs, last = ask.reply.draft.raw, [], None
    for piece in kept:
        at = ask.heard.pieces.index(piece)
        if runs and last == at - 1:
            runs[-1] = (runs[-1][0], piece.end)
        else:
            lead = _SENTENCE_LEAD.search(raw[:piece.start])
            runs.append((lead.start(1) if lead and not (runs and lead.start(1) < runs[-1][1]) else piece.start, piece.end))
        last = at
    out = []
    for start, end in runs:
        more = re.match(r"[^\w\s]+", raw[end:])
        out.append((Part(text=raw[start:end + (more.end() if more else 0)].rstrip(" ,;"), source="draft"),))
    return out


def _is_unsure(ask: Request) -> bool:
    """Whether neither a cue nor a topic says how it feels, so that no feeling may be offered."""
    return is_plain(ask.heard.turn) and (not ask.opener.cues or _NEW.search(ask.partner.line.text) is not None)


def _reflection(told: Told, ask: Request, end: str = ".") -> tuple[Part, ...]:
    """Their words, turned; in a chat with the sigh one would give there."""
    text = sentence(told.text, ask.voice, end)
    if ask.voice.lower and ask.heard.turn.kind == "vent" and not text.isupper() and not _is_unsure(ask):
        text = ("oh no, " if ask.opener.id in ("loss", "health", "loved_one_ill") else "ugh, ") + text
    return (Part(text=text),)


def _felt(ask: Request, told: Told | None) -> tuple[Part, ...]:
    """What follows their words: that it makes sense where they named the feeling, else how it sounds, to choose."""
    if ask.heard.turn.kind == "complaint_about_you":
        return _text("That makes sense." if told and told.feels and not told.tail else "I can see how that could feel {feelings}.", ask)
    if _is_unsure(ask):
        return _text("That sounds like a lot.", ask)
    if told and told.feels and not told.tail:
        return _text(ask.opener.line if ask.opener.line and "sorry" in ask.opener.line else "That makes so much sense.", ask)
    return _text(ask.opener.line or "That sounds {feelings}.", ask)


def _vents(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    kept = tuple(_kept(ask, ask.label))
    warm = any(any(one.move in WARM and one.start < piece.end and piece.start < one.end for one in ask.heard.moves) for piece in kept)
    for question in _questions(ask, kept):
        asked = _text(question, ask) if question else ()
        if warm:
            yield [*_own_words(ask, kept), asked], kept
        for told in ask.told[:3]:
            yield [_reflection(told, ask), _felt(ask, told), *_own_words(ask, kept), asked], kept
    heard = _felt(ask, None)
    yield [heard, *_own_words(ask, kept), _text(ask.opener.questions[0], ask)], kept
    yield [heard, _text(ask.opener.questions[0], ask)], ()


def _complaints(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    kept = tuple(_kept(ask, ask.label))
    owned = any(one.move == "owns_part" for one in ask.heard.moves) and bool(kept)
    for question in _questions(ask, kept):
        asked = _text(question, ask) if question else ()
        if owned or len(kept) > 1:
            yield [*_own_words(ask, kept), asked], kept
        for told in ask.told[:3]:
            yield [_reflection(told, ask), _felt(ask, told), *_own_words(ask, kept), asked], kept
    yield [_text("I hear you, and I can see how that could feel {feelings}.", ask), _text(ask.opener.questions[0], ask)], ()


def _news(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    kept = tuple(_kept(ask, ask.label))
    cheers = any(one.move == "celebrates" for one in ask.heard.moves) and bool(kept)
    for question in _questions(ask, kept):
        asked = _text(question, ask) if question else ()
        if cheers:
            yield [*_own_words(ask, kept), asked], kept
        for told in ask.told[:3]:
            yield [_reflection(told, ask, "!!" if ask.voice.lower else "!"), _text("Congratulations!" if not ask.voice.lower else "congrats!!", ask), _text("You must be {feelings}.", ask), asked], ()
        yield [_text("Congratulations! What wonderful news." if not ask.voice.lower else "congrats!! thats amazing", ask), _text("You must be {feelings}.", ask), asked], ()


def _wants(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    """Questions, requests, bids: an answer, a yes with a question, or a kind no with another offer, for the writer to fill."""
    kind, kept = ask.heard.turn.kind, tuple(piece for piece in ask.heard.pieces if not piece.poor and not piece.asks and len(piece.text.split()) >= 2)
    kept = tuple(piece for piece in kept if not re.search(r" (?:i do not know|how should i|no idea|wow|lol) ", piece.text))
    own = _own_words(ask, kept) if len(kept) < len(ask.heard.pieces) else []
    text = ask.partner.line.text
    timed = _TIMED.search(text) is not None
    if own and ask.label == "mixed" and kind in ("question", "asks_help", "asks_advice"):
        yield own, kept
    if kind == "asks_advice":
        yield [_text("If it were me, I'd [what you would do]. What's your gut telling you?", ask)], ()
    elif kind == "asks_help" or (kind == "question" and _REQUEST.search(text)):
        yield [_text("Yes, I can. Anything else you need?" if timed or kind == "question" else "Yes, I can. [When / What time / Where] do you need it?", ask)], ()
        yield [_text("I can't this time, but I could [what you could do instead].", ask)], ()
    elif kind == "bid":
        if re.search(r" miss (?:you|us|this|our) ", text):
            yield [_text("I hear that you miss us. Could we find a time, [tonight / tomorrow / this weekend]?", ask)], ()
        else:
            yield [_text("I'd like that. [What time / Where / Should I bring anything]?" if timed else "I'd like that. [Tonight / Tomorrow / This weekend]?", ask)], ()
        yield [_text("I can't then, but how about [another time]?", ask)], ()
    elif re.search(r"^ (?:(?:hey|babe|hi|mom|dad|so) ,? ?)?(?:do|did|does|is|are|was|were|have|has) ", text):
        yield [_text("[Yes / No], [your answer].", ask)], ()
    else:
        yield [_text("It's [your answer].", ask)], ()


def attempts(ask: Request) -> Iterator[Rewrite]:
    """Better replies, the best first; for help and bids, a yes and a kind no are both wanted."""
    makers = {"complaint_about_you": _complaints, "good_news": _news, "vent": _vents}
    maker = makers.get(ask.heard.turn.kind, _wants)
    seen = set()
    for pieces, kept in maker(ask):
        made = Rewrite("close" if kept else "open", _joined(pieces), _left(ask, kept))
        if made.text and made.text not in seen:
            seen.add(made.text)
            yield made
