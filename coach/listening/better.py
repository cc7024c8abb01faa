"""A better reply, made from their own words and what is good in the draft; tried in order, shown only when it reviews as good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import re

from ..reading import Reading
from ..results import LeftOut, Part, Rewrite
from ..rewriting.frames import parts
from ..rewriting.voice import Voice, voice
from ..rulebook import Rulebook
from .judging import counts, label
from .moves import Found, Heard
from .openers import Opener, fitting
from .person import other_side
from .saying import of_complaint, of_news, of_vent, pick, turned
from .structure import WARM, Piece
from .telling import Told, tellings
from .turns import is_plain

_REQUEST = re.compile(r"^ (?:(?:hey|babe|hi|mom|dad) ,? ?)?(?:can|could|would|will) you ")
_TIMED = re.compile(r" (?:\d+|tonight|today|tomorrow|now|monday|tuesday|wednesday|thursday|friday|saturday|sunday|sat|sun|fri|thurs|thu|wed|tues|tue|mon|noon|morning|afternoon|on your way|this week|this weekend) ")
_SENTENCE_LEAD = re.compile(r"(?:^|(?<=[.!?…\n]))\s*((?:[^\W\d_]+[ ,]+){1,2})$")
_TASK = re.compile(r"\b(?:can|could|would|will|cld|can't|cant)\s+(?:you|u|ya)\s+(?:please |pls |plz |maybe |possibly |just |also |mind )*([^?.!\n]{4,90})", re.I)
_TASK_END = re.compile(r",? (?:and|because|cuz|bc|so|since|i|when|while|thanks|thx|please|pls)\b.*$| ?,.*$|\s+(?:pls|please|thx|thanks)$", re.I)
_URGENT = re.compile(r" (?:sick|throwing up|hurt|bleeding|scared|unsafe|not feel (?:ok|okay|safe|good|well)|stuck|stranded|hospital|emergency|fever|alone|funeral|obituary|eulogy|court|cannot (?:stop|walk|drive|move)|can not (?:stop|walk|drive|move)) ")
"""Words of a need that will not wait: a yes comes first there."""
_ASKS_LAST = re.compile(r"\b(what (?:would|should) (?:you|u|i) do(?: in my (?:place|shoes))?|(?:would|will|could|can) (?:you|u) come\b[^.!?\n]*)\?\W*$|^\W*((?:would|will|could|can) (?:you|u) come\b[^.!?\n]*)\?", re.I)
"""A vent that asks for an answer: what the reader would do, or whether they come along."""
_SIDE = frozenset(["defending", "correcting_facts", "counter_blame", "yes_but"])
"""Poor moves that hold a side of the writer's own."""
EAR_OR_IDEAS = ("Do you want ideas, or just an ear?", "Do you want me to just listen, or think it through with you?", "Would ideas help right now, or is it better if I just listen?", "Should I just listen, or do you want to figure it out together?")
"""Ways to ask what is wanted."""
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
    turn = heard.turn.kind if heard.turn.kind in ("complaint_about_you", "good_news", "bid") else "vent"
    return Request(reply, partner, heard, book, sounds, fitting(partner, turn, book), tellings(partner, heard.turn.kind, book, sounds), label(heard, book))


def _poor(heard: Heard) -> list[Found]:
    return [one for one in heard.moves if counts(one, heard.turn)]


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
    return [piece for piece in out if not re.search(r" though [.!,]? ?$", piece.text)]


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
    own = turned(ask.partner, ask.opener.questions, "question")
    if "advice_too_soon" in poor and ask.heard.turn.kind == "vent" and ask.opener.ideas:
        return [pick(ask.partner, EAR_OR_IDEAS, "ear"), *own]
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


def _mine_first(ask: Request, lead: Sequence, kept: Sequence[Piece]) -> list:
    """What is kept of a mixed reply comes before the coach's words, what is kept of a poor one after them."""
    own = _own_words(ask, kept)
    return [*own, *lead] if ask.label == "mixed" else [*lead, *own]


def _answer(ask: Request) -> str:
    """What a vent asks for at its end, answered: what the reader would do is turned back, whether they come is theirs to pick."""
    asked = _ASKS_LAST.search(ask.partner.draft.raw)
    if asked is None:
        return ""
    if re.match(r"what", asked.group(1) or "", re.I):
        return "What are you leaning toward?"
    return "[I'm sorry, I can't that time / Yes, I'll come]" if _declines(ask) else "[Yes, I'll come / I'm sorry, I can't that time]"


def _vents(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    kept = tuple(_kept(ask, ask.label))
    warm = any(one.move in WARM and one.start < piece.end and not re.search(r"[.!?\n]", ask.reply.draft.raw[one.end:piece.start]) and piece.start <= one.end + 12 for one in ask.heard.moves for piece in kept)
    answer = _answer(ask)
    questions = (answer,) if answer else _questions(ask, kept)
    for question in questions if warm else ():
        yield [*_own_words(ask, kept), _text(question, ask) if question else ()], kept
    for lead in of_vent(ask.partner, ask.opener, ask.told, ask.voice, unsure=is_plain(ask.heard.turn)):
        for question in questions[:2]:
            yield [*_mine_first(ask, lead, kept), _text(question, ask) if question else ()], kept
    yield [_text("That sounds {feelings}.", ask), _text(ask.opener.questions[0], ask)], ()


def _complaints(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    kept = tuple(_kept(ask, ask.label))
    owned = any(one.move == "owns_part" for one in ask.heard.moves) and bool(kept)
    questions = _questions(ask, kept)
    for question in questions if owned or len(kept) > 1 else ():
        yield [*_own_words(ask, kept), _text(question, ask) if question else ()], kept
    for lead in of_complaint(ask.partner, ask.opener, ask.told, ask.voice):
        for question in questions[:2]:
            yield [*_mine_first(ask, lead, kept), _text(question, ask) if question else ()], kept


def _news(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    kept = tuple(_kept(ask, ask.label))
    cheers = any(one.move == "celebrates" for one in ask.heard.moves) and bool(kept)
    questions = _questions(ask, kept)
    for question in questions if cheers else ():
        yield [*_own_words(ask, kept), _text(question, ask) if question else ()], kept
    for lead in of_news(ask.partner, ask.opener, ask.told, ask.voice):
        for question in questions[:2]:
            yield [*lead, _text(question or ask.opener.questions[0], ask)], ()


def _task(ask: Request) -> str:
    """What they ask to have done, from the reader's side ("watch Leo for an hour"), or ""."""
    raw = ask.partner.draft.raw
    found = _TASK.search(raw)
    if found is None:
        return ""
    text = _TASK_END.sub("", found.group(1))
    said = other_side(ask.partner, found.start(1), found.start(1) + len(text), we=False, chat=ask.voice.short or ask.voice.lower)
    return said if said and 2 <= len(said.split()) <= 9 else ""


_DECLINES = re.compile(
    r"\bi(?:['’]?m| am)?(?: \w+)? ?(?:can['’]?t|cannot|won['’]?t|busy|not (?:free|able|going to|gonna|coming|around))\b|^\W*(?:sorry,? )?(?:can['’]?t|cannot|busy|won['’]?t)\b(?! (?:you|u|he|she|they|it|someone))"
    r"|(?:^|[.,!]\s*)(?:no|nope|nah|no way|no chance)(?=\s*(?:[.,!]|$|sorry|thanks|i\b))|\bnot (?:tonight|today|this time|happening)\b|\b(?:got|have) (?:plans|stuff on|other plans)\b", re.I,
)
"""Words of a draft that says no, which is the writer's to keep."""
_AGREES = re.compile(r"\b(?:yes|yeah|yep|sure|ok|okay|fine|i['’]?ll|i will|i can)\b(?! (?:never|not)\b)(?!['’]?t)", re.I)


def _declines(ask: Request) -> bool:
    """Whether the draft says no to what was asked, and no yes beside it ("busy till 5 but i'll do it after")."""
    said = ask.reply.draft.raw
    return any(one.move == "refuses_help" for one in ask.heard.moves) or (_DECLINES.search(said) is not None and not _AGREES.search(said))


def _helps(ask: Request, kept: Sequence[Piece], timed: bool) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    """A yes, or a kind no with another offer; where the draft says no it stays one."""
    task, urgent = _task(ask), _URGENT.search(ask.partner.line.text) is not None
    does = f"Yes, I can {task}." if task else "Yes, I can."
    cannot = f"I can't {task}, I'm sorry." if task else "I can't this time, I'm sorry."
    yes = [_text(does, ask), _text("Where are you?" if urgent and re.search(r"\b(?:come get|get|pick)\b.*\b(?:u|you)\b", task) else "Anything else you need?" if timed or urgent else "When do you need it?", ask)], ()
    no = [_text(cannot, ask), _text(pick(ask.partner, ("Could I help some other way, [another day / another way]?", "Is there another time that works, or someone we could ask?", "What I could do is [what you could do instead]. Would that help?"), "no"), ask)], ()
    if _declines(ask):
        yield no
        yield [_text("[I'm sorry, I can't this time / I can after all]. What would help most?", ask)], ()
    else:
        yield from (yes, no)


def _bids(ask: Request, timed: bool) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    """A bid for time is met first, then given a time or another one."""
    text = ask.partner.line.text
    if re.search(r" miss ", text):
        yield [_text(pick(ask.partner, ("I'm so glad you said that.", "Thank you for telling me that.", "That means a lot to hear."), "glad"), ask), _text("[I miss it too / I'd love that too]. Could we pick a time, [tonight / tomorrow / this weekend]?", ask)], ()
    question = pick(ask.partner, ask.opener.questions, "question")
    if any(one.move == "refuses_help" for one in _poor(ask.heard)):
        yield [_text("Not this time for me, but I'm glad you asked. How about [tomorrow / this weekend / another night]?", ask), _text(question, ask) if ask.opener.id == "bid_need" else ()], ()
    yield [_text(f"{ask.opener.said[0]} {question}", ask)], ()
    yield [_text("[I'd like that / I'd love to]. [What time / Where / Should I bring anything]?" if timed else "[I'd like that / I'd love to]. [Tonight / Tomorrow / This weekend]?", ask)], ()
    yield [_text("I can't then, but I'd like to. How about [another time]?", ask)], ()


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
        opens = ("That's a tricky one.", "I can see why you're torn.", "That's a real decision.", "That's not an easy call.")
        asks = ("What's your gut telling you?", "What are you leaning toward?", "Which way do you lean?", "What matters most to you in it?")
        for first, question in zip(turned(ask.partner, opens, "open"), turned(ask.partner, asks, "gut"), strict=True):
            yield [_text(f"{first} If it were me, I'd [what you would do]. {question}", ask)], ()
    elif kind == "asks_help" or (kind == "question" and _REQUEST.search(text)):
        yield from _helps(ask, kept, timed)
    elif kind == "bid":
        yield from _bids(ask, timed)
    elif re.search(r"^ (?:(?:hey|babe|hi|mom|dad|so) ,? ?)?(?:do|did|does|is|are|was|were|have|has) ", text):
        yield [_text("[Yes / No], [your answer].", ask)], ()
    else:
        if not re.search(r" (?:how (?:do|does|did|can|should)|why) ", text):
            yield [_text("It's [your answer].", ask)], ()
        yield [_text("[Your answer]. Anything else you need?", ask)], ()


_YOURS = "When you've said all of it, I'd like to tell you how it was for me too."


def _sided(ask: Request) -> bool:
    return ask.heard.turn.kind == "complaint_about_you" and any(one.move in _SIDE for one in _poor(ask.heard))


def wanted(ask: Request) -> int:
    """How many better replies to show."""
    return 2 if ask.heard.turn.kind in ("asks_help", "bid") or _sided(ask) else 1


def attempts(ask: Request) -> Iterator[Rewrite]:
    """Better replies, the best first; for help and bids, a yes and a kind no are both wanted; for a complaint that the draft
    answers with a side of its own, a second one leaves room for it."""
    makers = {"complaint_about_you": _complaints, "good_news": _news, "vent": _vents}
    maker = makers.get(ask.heard.turn.kind, _wants)
    sided = _sided(ask)
    seen = set()
    for pieces, kept in maker(ask):
        for tail in ((), _text(_YOURS, ask)) if sided else ((),):
            made = Rewrite("close" if kept else "open", _joined([*pieces, tail]), _left(ask, kept))
            if made.text and made.text not in seen:
                seen.add(made.text)
                yield made
