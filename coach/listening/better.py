"""A better reply, made from their own words and what is good in the draft; tried in order, shown only when it reviews as good."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import chain, islice
import re

from ..detecting.polarity import heat_of
from ..reading import Reading
from ..results import LeftOut, Part, Rewrite
from ..rewriting.frames import parts
from ..rewriting.voice import Voice, voice
from ..rulebook import Rulebook
from .gist import filled_in, gists, what, when, who
from .judging import counts, label
from .moves import Found, Heard
from .openers import Opener, fitting
from .saying import act, given_act, given_back, makes_sense, of_complaint, of_news, of_vent, pick, stated, turned, weave
from .structure import WARM, Piece
from .telling import Told, tellings
from .turns import is_plain
from .wanting import EITHER, GUT, bids, helps, says_no, views

_REQUEST = re.compile(r"^ (?:(?:hey|babe|hi|mom|dad) ,? ?)?(?:can|could|would|will) you ")
_TIMED = re.compile(r" (?:\d+|tonight|today|tomorrow|now|monday|tuesday|wednesday|thursday|friday|saturday|sunday|sat|sun|fri|thurs|thu|wed|tues|tue|mon|noon|morning|afternoon|on your way|this week|this weekend) ")
_SENTENCE_LEAD = re.compile(r"(?:^|(?<=[.!?…\n]))\s*((?:[^\W\d_]+[ ,]+){1,2})$")
_ASKS_LAST = re.compile(r"\b(what (?:would|should) (?:you|u|i) (?:do|say)(?: in my (?:place|shoes))?|(?:would|will|could|can) (?:you|u) come\b[^.!?\n]*)\?\W*$|^\W*((?:would|will|could|can) (?:you|u) come\b[^.!?\n]*)\?", re.I)
"""A vent that asks for an answer: what the reader would do, or whether they come along."""
_SIDE = frozenset(["defending", "correcting_facts", "counter_blame", "yes_but"])
"""Poor moves that hold a side of the writer's own."""
EAR_OR_IDEAS = ("Do you want ideas, or just an ear?", "Do you want me to just listen, or help you think?", "Do you want to vent, or would ideas help?")
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
    return Request(reply, partner, heard, book, sounds, fitting(partner, turn, book, reply), tellings(partner, heard.turn.kind, book, sounds), label(heard, book))


def _poor(heard: Heard) -> list[Found]:
    return [one for one in heard.moves if counts(one, heard.turn)]


_TELLS_OFF = re.compile(r"^ (?:(?:just|so|please|maybe|now) )*(?:do not|never|try|stop|make sure|be careful|you (?:should(?!n['’]?t have to)|need|have to|must(?! have| be| feel)|could(?! (?:feel|tell|see))))\b|^ (?:he|she|they|it) (?:is|are|was|'s) (?:your|just|only|still your|always) | am i (?:supposed|meant) | what about me ")
"""A piece that is no part of a warm beginning: an order, a worry of one's own."""
_JABS = re.compile(r"^ (?:(?:well|but|oh|honestly|look) ,? ?)*(?:you (?:feel everything|always|never|(?:are|were) (?:always|so|too|just|being)|make everything|said nothing)|i (?:was not|did not|have not|am not|do not|never) |i (?:was|am|had) (?:(?:so|just|really) )?(?:tired|busy|working|at work|exhausted|stressed|knackered|shattered) |that (?:is|was) not |not true |i (?:already )?said (?:i was |i am |i )?sorry )")
"""What denies or charges in a reply to a complaint: no part of what is kept of it."""
_DAMPS = re.compile(r" (?:made it easier|must have been easy|anyone (?:can|could)|everyone (?:gets|passes)|easy these days|give (?:it|them) to anyone|not that (?:hard|big|good)|no big deal|about time|only \w+|do not get used to it|beginner['’]?s luck|got lucky) ")
"""What takes the shine off good news."""
_BLAMES = re.compile(r" (?:what (?:did you (?:do|say|expect)|have you done|were you thinking)|how (?:could|can) you|why) ")
"""A question that lays it at their door."""
_TOLD = {
    "How did they tell": re.compile(r"\b(?:by|over|in an|via|through) (?:email|text|e-mail|letter|whatsapp|phone|zoom|teams|message)|called me in|rang me|\btold me", re.I),
    "How did you find out": re.compile(r"\b(?:found out|saw (?:it|the|that|them|on|my|her|him)|told me|heard (?:it )?from|from the bank|walked in on|read it|on (?:facebook|instagram|insta))\b", re.I),
    "What did you say": re.compile(r"\bi (?:said|told|just said|asked|couldn['’]?t say|didn['’]?t say|said nothing)\b", re.I),
    "What did you do": re.compile(r"\bi (?:just )?(?:left|walked|went home|said|cried|sat|stood|ran|hung up|laughed)\b", re.I),
    "Did they say why": re.compile(r"\b(?:because|said (?:i|it|they|the)|reason|apparently)\b", re.I),
    "What did they say": re.compile(r"\b(?:they|he|she|it|agent|boss|manager|doctor|landlord|landlady) (?:just )?(?:said|says|told)\b", re.I),
    "Who's with you": re.compile(r"\b(?:on my own|alone|by myself|with my (?:mum|mom|sister|wife|husband|partner))\b", re.I),
    "When did you find out": re.compile(r"\b(?:today|this morning|just|yesterday|tonight|last night)\b", re.I),
    "How long": re.compile(r"\b(?:for|since|after) (?:\w+ )?(?:years?|months?|weeks?|days?|monday|tuesday|wednesday|thursday|friday|saturday|sunday|january|february|march|april|may|june|july|august|september|october|november|december|\d)", re.I),
}
"""Questions that their message has answered already."""
_AMENDS = re.compile(r" make (?:it )?up | try that ")
"""A question that offers to make good what the draft has not owned."""
_FROM_POOR = frozenset(["asks_what_is_needed", "owns_part"])


def _kept(ask: Request, label: str) -> list[Piece]:
    """The pieces that stay: good by a move, untouched by a poor one, and a sentence by themselves or the start of one.

    A mixed reply keeps all its good pieces; of a poor one only questions, offers, a part owned and a cheer are kept.
    """
    poor, raw, out = _poor(ask.heard), ask.reply.draft.raw, []
    first = min((one.start for one in poor), default=0)
    complaint = ask.heard.turn.kind == "complaint_about_you"
    for number, piece in enumerate(ask.heard.pieces):
        if (complaint and _JABS.search(piece.text)) or (ask.heard.turn.kind == "good_news" and _DAMPS.search(piece.text)) or (label == "poor" and piece.asks and _BLAMES.search(piece.text)):
            continue
        if any(one.start < piece.end and piece.start < one.end for one in poor) or len(piece.text.split()) < 2 or (_TELLS_OFF.search(piece.text) and not piece.asks):
            continue
        moves = {one.move for one in ask.heard.moves if one.good and one.start < piece.end and piece.start < one.end and (label == "mixed" or one.rule)}
        if label == "poor":
            glad = {"celebrates"} if ask.heard.turn.kind == "good_news" else set()
            moves &= _FROM_POOR | glad | ({"open_question"} if piece.asks == "open" else set())
        begins = number == 0 or re.search(r"[.!?…\n]\s*$|[^\w\s,;'’-]\s*$", raw[:piece.start]) is not None or _SENTENCE_LEAD.search(raw[:piece.start]) is not None
        joined = bool(out) and out[-1] is ask.heard.pieces[number - 1]
        neutral = label == "mixed" and begins and piece.start < first and len(piece.text.split()) >= 4 and not re.match(r" (?:i|my|we) ", piece.text) and not _TELLS_OFF.search(piece.text)
        goes_on = label == "mixed" and joined and not piece.asks and not _TELLS_OFF.search(piece.text) and piece.joint not in ("but", "though", "yet", "still") and (
            piece.joint in ("and", "n", "&", "nd") or (ask.heard.turn.kind == "complaint_about_you" and piece.start < first)
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


def _open_ones(ask: Request) -> list[str]:
    """The open questions of the topic, those that speak of whom or when first."""
    slots = {"who": who(ask.partner, ask.reply), "when": when(ask.partner), "what": what(ask.partner, ask.opener.nouns)}
    owned = ask.heard.turn.kind != "complaint_about_you" or any(one.move == "owns_part" for one in ask.heard.moves)
    raw = ask.partner.draft.raw
    told = {known for known, answer in _TOLD.items() if answer.search(raw)}
    all_of = [one for one in turned(ask.partner, ask.opener.questions, "question") if owned or not _AMENDS.search(one)]
    new = filled_in([one for one in all_of if not any(known in one for known in told)], slots)
    return new or filled_in(all_of, slots) or ["Do you want to talk about it?" if ask.heard.turn.kind == "vent" else "What would help now?"]


def _questions(ask: Request, kept: Sequence[Piece]) -> list[str]:
    """The question to end on, first choice first; none where the draft's own stays."""
    asking = ("open_question", "asks_what_is_needed", "support_offer")
    if any(piece.asks == "open" or any(one.move in asking and one.start < piece.end and piece.start < one.end for one in ask.heard.moves) for piece in kept):
        return [""]
    poor = {one.move for one in _poor(ask.heard)}
    own = _open_ones(ask)
    if "advice_too_soon" in poor and ask.heard.turn.kind == "vent" and ask.opener.ideas and pick(ask.partner, (True, False, False), "ideas"):
        return [pick(ask.partner, EAR_OR_IDEAS, "ear"), *own]
    return own


def _text(template: str, ask: Request, slot: str = "ask") -> tuple[Part, ...]:
    made = parts(template, ask.voice, feelings=ask.opener.feelings, slot=slot)
    return tuple(replace(one, choice=tuple(each.lower() for each in one.choice)) if one.choice and ask.voice.lower else one for one in made)


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
    return "[I'm sorry, I can't that time / Yes, I'll come]" if says_no(ask.reply.draft.raw, refused=any(one.move == "refuses_help" for one in ask.heard.moves)) else "[Yes, I'll come / I'm sorry, I can't that time]"


def _vents(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    kept = tuple(_kept(ask, ask.label))
    warm = any(one.move in WARM and one.start < piece.end and not re.search(r"[.!?\n]", ask.reply.draft.raw[one.end:piece.start]) and piece.start <= one.end + 12 for one in ask.heard.moves for piece in kept)
    answer = _answer(ask)
    questions = (answer,) if answer else _questions(ask, kept)
    reflects = any(one.move == "reflection" and one.start < piece.end and piece.start < one.end for one in ask.heard.moves for piece in kept)
    for given in [] if not warm or reflects or ask.told == () else gists(ask.partner, ask.told, ask.voice)[:1]:
        yield [*_own_words(ask, kept), given_back(given, ask.voice), _text(questions[0], ask) if questions[0] else ()], kept
    for question in questions if warm else ():
        yield [*_own_words(ask, kept), _text(question, ask) if question else ()], kept
    leads = list(of_vent(ask.partner, ask.reply, ask.opener, ask.told, ask.voice, unsure=is_plain(ask.heard.turn)))
    for question, some in [(one, leads if number == 0 else leads[:3]) for number, one in enumerate(questions[:3])]:
        for lead in some:
            yield [*_mine_first(ask, lead[1:] if warm and kept and ask.label == "mixed" and len(lead) > 1 else lead, kept), _text(question, ask) if question else ()], kept
    yield [_text("That sounds {feelings}.", ask), _text(_open_ones(ask)[0], ask)], ()


def _complaints(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    kept = tuple(_kept(ask, ask.label))
    owned = any(one.move == "owns_part" for one in ask.heard.moves) and bool(kept)
    questions = _questions(ask, kept)
    validates = any(one.move in ("validation", "reflection") and one.rule and one.start < piece.end and piece.start < one.end for one in ask.heard.moves for piece in kept)
    done = given_act(ask.partner, ask.voice)
    for question in questions if done and ask.label == "mixed" and kept and not owned and not any(piece.taken for piece in kept) else ():
        yield [*_own_words(ask, kept), given_back(done, ask.voice, ""), _text(makes_sense(ask.partner, ask.told), ask), _text(question, ask) if question else ()], kept
    named = stated(ask.partner, past=True)
    validates = validates or bool(named and any(named in piece.text for piece in kept))
    for question in questions if (owned or len(kept) > 1) and not validates else ():
        yield [*_own_words(ask, kept), _text(makes_sense(ask.partner, ask.told), ask), _text(question, ask) if question else ()], kept
    for question in questions if owned or len(kept) > 1 else ():
        yield [*_own_words(ask, kept), _text(question, ask) if question else ()], kept
    for question in questions[:2]:
        for lead in of_complaint(ask.partner, ask.opener, ask.told, ask.voice):
            yield [*_mine_first(ask, lead, kept), _text(question, ask) if question else ()], kept


def _news(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    kept = tuple(_kept(ask, ask.label))
    cheers = any(one.move == "celebrates" for one in ask.heard.moves) and bool(kept)
    questions = _questions(ask, kept)
    short = [one for one in ask.told if not one.tail and 2 <= one.words <= 11]
    news = next((one for one in short if one.cue), short[0] if short and all(len(piece.text.split()) <= 4 for piece in kept) else None)
    for question in questions if cheers and news and not any(piece.taken for piece in kept) else ():
        yield [*_own_words(ask, kept), given_back(news.text, ask.voice, "!!" if ask.voice.lower else "!"), _text(question, ask) if question else ()], kept
    for question in questions if cheers else ():
        yield [*_own_words(ask, kept), _text(question, ask) if question else ()], kept
    for lead in of_news(ask.partner, ask.opener, ask.told, ask.voice):
        for question in questions[:2]:
            yield [*lead, _text(question or ask.opener.questions[0], ask)], ()


def _wants(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    """Questions, requests, bids: an answer, a yes with a question, or a kind no with another offer, for the writer to fill."""
    kind, kept = ask.heard.turn.kind, tuple(piece for piece in ask.heard.pieces if not piece.poor and not piece.asks and len(piece.text.split()) >= 2)
    kept = tuple(piece for piece in kept if not re.search(r" (?:i do not know|how should i|no idea|wow|lol) ", piece.text))
    own = _own_words(ask, kept) if len(kept) < len(ask.heard.pieces) else []
    text, at = ask.partner.line.text, pick(ask.partner, range(12), "wants")
    timed = _TIMED.search(text) is not None
    no = says_no(ask.reply.draft.raw, refused=any(one.move == "refuses_help" for one in ask.heard.moves))
    if own and ask.label == "mixed" and kind == "asks_advice" and not any(piece.asks for piece in kept):
        yield [*own, _text(pick(ask.partner, GUT, "gut"), ask)], kept
    if own and ask.label == "mixed" and kind in ("question", "asks_help", "asks_advice"):
        yield own, kept
    ways: Iterator[tuple[str, ...]]
    if kind == "asks_advice":
        ways = views(ask.partner, ask.reply, ask.heard.pieces, ask.told, ask.voice, at=at)
    elif kind == "asks_help" or (kind == "question" and _REQUEST.search(text)) or (kind == "bid" and no and re.match(r" (?:can|could|would|will) you (?!come|go|join)", text)):
        ways = helps(ask.partner, ask.heard.pieces, ask.told, ask.voice, no=no, timed=timed, at=at)
    elif kind == "bid":
        ways = bids(
            ask.partner, ask.reply, ask.heard.pieces, ask.voice, no=no or any(one.move == "refuses_help" for one in _poor(ask.heard)), timed=timed, at=at,
            opening=ask.opener.said[0], question=pick(ask.partner, ask.opener.questions, "question"), need=ask.opener.id in ("bid_need", "bid_talk"),
        )
    elif re.search(r" can we (?:please )?talk ", text):
        ways = iter([("[Yes, let's / I'd like that].", "[Tonight / After dinner / Tomorrow]?", "I want to hear how it was for you."), ("I'd like that.", "[Tonight / Tomorrow]?")])
    elif re.search(r"^ (?:(?:hey|babe|hi|mom|dad|so) ,? ?)?(?:do|did|does|is|are|was|were|have|has) ", text):
        ways = iter([("[Yes / No], [your answer].",)])
    elif re.match(r" (?:(?:so|and|hey) ,? ?)?when ", text):
        ways = iter([("[Tonight / Tomorrow / This weekend].",), ("[Your answer].", "Does that work for you?")])
    else:
        plain = [] if re.search(r" (?:how (?:do|does|did|can|should)|why) ", text) else [("It's [your answer].",)]
        ways = iter([*plain, ("[Your answer].", "Anything else you need?")])
    for way in ways:
        yield [_text(one, ask) for one in way if one], ()


_YOURS = "And when you're ready, I'd like to tell you how it was for me too."


def _sided(ask: Request) -> bool:
    return ask.heard.turn.kind == "complaint_about_you" and any(one.move in _SIDE for one in _poor(ask.heard))


def wanted(ask: Request) -> int:
    """How many better replies to show."""
    return 2 if ask.heard.turn.kind in ("asks_help", "bid") or _sided(ask) else 1


_TO_YOU = re.compile(r"^\W*(?:and |so |honestly,? )?(?:you(?:'ve| have|'re| are)?|u|ur|youve|youre|your|you were|when you)\b(?! (?:know|mean|see|think|guess|should|would|wouldn|wont|won't|can|could|might|want|remember|ok\b|okay|free|around|up for|won|got)\b)|^\W*i (?:had to find|rang|called|phoned|texted|messaged|waited|asked|told|needed|cooked|cleaned|sat|stood|drove|wanted)\b[^.!?\n]*(?<!thank)(?<!love)(?<!thanks to) (?:you|your|u|ur)\b|^(?![^.!?]*\b(?:she|he|they)\b)(?:[^.!?]*[.!] )?i(?:['’]?d| had)? (?:thought|hoped|expected|wished|wish) (?:you|u)\b|^\W*i(?:['’]?ve| have)? (?:barely|hardly|never) (?:even )?(?:see|seen|spoken to|talked to|had time with) (?:you|u)\b|^\W*i miss (?:you|u|us)\b", re.I)
_FANCY = re.compile(r"^\W*(?:hey,? |so,? )?(?:(?:do|would) (?:you|u) (?:fancy|want to|wanna|like to)|fancy|wanna|shall we|let'?s|i'?d (?:really )?(?:love|like) it if we)\b", re.I)


_WHICH = re.compile(r"^\W*(?:which|what) [^.!?]*?\b(the [\w-]+|[\w-]+) or (the [\w-]+|[\w-]+)\?", re.I)
_SOUR = re.compile(r"\b(?:again|no|not|never|don'?t|can'?t|won'?t|didn'?t|but|ugh|late|lost|broke|broken|sick|hurt|stop|you|your)\b", re.I)
_HEAVY = re.compile(r"\b(?:had to|missed|failed|lost|died|dying|biopsy|cancer|breast|lump|needle|cried|crying|apologis|ended|divorce|cancelled|broke|hurt|sorry|found out|without me|not invited|houseplant|asked me who|did not know me|alone|respect|worst|wrong)", re.I)
"""Words that no good news holds."""
_COME = re.compile(r"\b(?:come with me|join me|fancy it|fancy coming|you in|up for it|(?:wanna|want to) come)\W*\?\W*$", re.I)
_RELIEF = re.compile(r"\b(?:came back (?:fine|clear|negative|normal|ok|okay)|all[- ]clear|not cancer|no sign of|in remission|(?:scan|results?|tests?) (?:was|were|is|are) (?:clear|fine|normal|negative)|out of (?:hospital|intensive care))\b", re.I)
"""A fear that has passed."""
_AND_YOU = re.compile(r"\b(?:and|but|while|n) (?:you|u) (?:just |only |still )?(?:sat|were|was|went|left|did(?:n['’]?t| not)|never|ignored|walked|looked|forgot|laughed|stayed|carried on|barely|couldn['’]?t even)\b", re.I)
_IN_MY_PLACE = re.compile(r"\bif (?:you|u) were me\b|\bin my (?:place|shoes|position)\b|^\W*would (?:you|u) (?!like|mind|please|be able|help|check|look|take|come|give|lend|do me)[^.?!]* (?:if|or not)\b", re.I)
_GLAD = re.compile(
    r"\b(?:(?:passed|aced|smashed) (?:his|her|their|my|the|our)\b|said (?:my|our|his|her|their) [\w ]{3,25} (?:was|is|were) (?:the best|brilliant|amazing|great|lovely|wonderful|excellent|perfect)\b|booked (?:my|our|a) (?:flight|tickets?|trip|holiday|train)|first time (?:seeing|holding|meeting|hugging)\b|exchanged contracts|wrote (?:his|her|their) (?:own )?name|(?:husband|wife|boyfriend|girlfriend|partner|son|daughter|kids|class|he|she|they) (?:all |just |both )?(?:planted|surprised me|bought me|made me (?:a|breakfast|dinner|tea|lunch)|brought me|booked me|wrote me|sang (?:to|for) me|drew me)\b|(?:can|could) (?:finally |now )?(?:come off|stop taking|go home|drive again|run again|walk again|eat again|go back to)\b|(?:was|were|been) born\b|arrived safely|knocked .{3,20} off (?:the|our|my)\b|said (?:we|i)(?:['’]?re| are|['’]?m| am) (?:good|great|the best|brilliant|amazing|lovely|a natural)\b|(?:rang|called|told|texted) me first|on my own two feet|without (?:my|the|a) (?:stick|crutches|frame|walker|inhaler|wheelchair|stabilisers|help)|(?:walked|drove|swam|went|slept|cooked|climbed|ran) [^.!?]{2,40} (?:on my own|by myself|for the first time|all the way)|"
    r"(?:all clear|in remission|cancer[- ]free|\d+ (?:days|weeks|months|years) (?:sober|clean)|paid off|debt[- ]free|final(?:ly)? (?:paid|finished|passed|got|did|told|asked|moved|sold|learned|learnt)|slept through|said (?:mama|dada|mummy|daddy)|(?:his|her|their) first (?:ever )?(?:text|email|letter|word|drawing|painting|phone call)|first (?:steps|tooth|goal|order|sale|client|garden|home|pay)|he'?s coming home|she'?s coming home|they'?re coming home)\b)", re.I,
)
"""News that is glad wherever nothing sad stands beside it."""
_SAD_TOO = re.compile(r"\b(?:not|never|no|but|failed|died|lost|cancelled|without me|cried|sad|hurt|nobody|can['’]?t|cannot|didn['’]?t|don['’]?t|won['’]?t|wasn['’]?t|left)\b", re.I)
_JOY = re.compile(r"\b(?:(?:the )?best (?:one|thing|piece|story) (?:he|she|they)|read (?:my|our) (?:story|poem|essay|piece|work) out|wants? (?:two|three|four|all|both|one) of (?:the|my|our) |proud of me|my first solo|first (?:word|words|sentence|steps|laugh|smile)|i (?:did|finished|made) my first|named after me|picked (?:me|mine|my)|chose (?:me|mine|my))\b(?![^.]*\bnever\b)|\b(?:got (?:the|in|into|a)|won|passed|scholarship|promoted|offered me)\b[^.?]*!", re.I)
"""Good news told so quietly that it is weighed as a vent."""


def _as(ask: Request, kind: str) -> Request:
    """A request as if their message were of another kind: its topic, its pieces, its questions."""
    turn = replace(ask.heard.turn, kind=kind)
    felt = kind if kind in ("complaint_about_you", "good_news", "bid") else "vent"
    return replace(ask, heard=replace(ask.heard, turn=turn), opener=fitting(ask.partner, felt, ask.book, ask.reply), told=tellings(ask.partner, kind, ask.book, ask.voice))


def _aside(ask: Request) -> Iterator[tuple[list, tuple[Piece, ...]]]:
    """Ways for a message that was weighed as a vent but begins with what the reader did, or with something to do together."""
    raw = ask.partner.draft.raw
    kind = ask.heard.turn.kind
    if kind in ("vent", "question", "complaint_about_you") and re.search(r" can we (?:please )?talk ", ask.partner.line.text) and not says_no(ask.reply.draft.raw, refused=any(one.move == "refuses_help" for one in ask.heard.moves)):
        back = next((given_back(given, ask.voice) for given in weave(ask.partner, ask.told)), ()) if ask.told else ()
        for given in (back, ()):
            yield [_text("Yes, let's talk, [tonight / after dinner / tomorrow].", ask), given, _text("I want to hear what's on your mind.", ask)], ()
    if (kind == "complaint_about_you" and not re.search(r"\b(?:you|u|your|ur|youre)\b", raw, re.I)) or (kind == "good_news" and "!" not in raw and _HEAVY.search(raw) and not _RELIEF.search(raw) and not _TO_YOU.match(raw)):
        yield from islice(_vents(_as(ask, "vent")), 8)
    if kind == "question" and "?" not in raw and len(raw.split()) > 9 and not re.match(r"\W*(?:what|when|where|who|which|how|why|is|are|do|does|did|has|have|can|could|will|would)\b", raw, re.I):
        yield from islice(_vents(_as(ask, "vent")), 8)
    if kind == "good_news" and "!" not in raw and _TO_YOU.match(raw) and act(ask.partner, ask.voice.lower)[0]:
        yield from islice(_complaints(_as(ask, "complaint_about_you")), 8)
    if kind == "good_news" and "!" not in raw and _AND_YOU.search(raw):
        yield from islice(_complaints(_as(ask, "complaint_about_you")), 8)
    if kind in ("asks_help", "question") and _IN_MY_PLACE.search(raw):
        yield from islice(_wants(_as(ask, "asks_advice")), 4)
    if kind not in ("vent", "question"):
        return
    if EITHER.search(raw):
        yield from islice(_wants(_as(ask, "asks_advice")), 4)
    picks = _WHICH.match(raw)
    if picks:
        yield [_text(f"[{picks.group(1)} / {picks.group(2)}].", ask), _text("And I'm sorry it's such a hard day." if ask.opener.id == "grief" else "What do you think?", ask)], ()
    if _COME.search(raw) or (_FANCY.match(raw) and ("?" in raw or " it if we" in raw.lower())):
        yield from islice(_wants(_as(ask, "bid")), 6)
    elif re.match(r" (?:(?:hey|babe|hi|mum|mom|dad|please) ,? ?)?(?:can|could|would|will) (?:you|u) ", ask.partner.line.text) and "?" in raw:
        yield from islice(_wants(_as(ask, "asks_help")), 6)
    elif kind == "vent" and (_JOY.search(raw) or (_GLAD.search(raw) and not _SAD_TOO.search(raw)) or (is_plain(ask.heard.turn) and not _SOUR.search(raw) and heat_of(ask.partner.line.text) >= 0.0 and ("!" in raw or any(one.move == "celebrates" for one in ask.heard.moves)))):
        yield from islice(_news(_as(ask, "good_news")), 6)
    elif kind == "vent" and _TO_YOU.match(raw) and (act(ask.partner, ask.voice.lower)[0] or any(not one.tail for one in _as(ask, "complaint_about_you").told)):
        yield from islice(_complaints(_as(ask, "complaint_about_you")), 6)


def attempts(ask: Request) -> Iterator[Rewrite]:
    """Better replies, the best first; for help and bids, a yes and a kind no are both wanted; for a complaint that the draft
    answers with a side of its own, a second one leaves room for it."""
    makers = {"complaint_about_you": _complaints, "good_news": _news, "vent": _vents}
    maker = makers.get(ask.heard.turn.kind, _wants)
    sided = _sided(ask)
    seen = set()
    for pieces, kept in chain(_aside(ask), maker(ask)):
        for tail in ((), _text(_YOURS, ask)) if sided else ((),):
            made = Rewrite("close" if kept else "open", _joined([*pieces, tail]), _left(ask, kept))
            if made.text and made.text not in seen:
                seen.add(made.text)
                yield made
