"""How a better reply begins: a few of their words, the same in others, how it may feel. Several ways, so that no two sound alike.

Which way is taken hangs on their message alone, so the same message always gets the same reply.
"""

from collections.abc import Iterator, Sequence
import re
import zlib

from ..reading import Reading
from ..results import Part
from ..rewriting.frames import parts
from ..rewriting.voice import Voice, dress
from .echo import echoes
from .openers import Opener
from .person import other_side
from .telling import Told, sentence

_FEELS = re.compile(
    r"\b(?:i(?:'|’)?m|i am|im|i feel|i felt|i was|feeling|felt|i've been|ive been|makes me|made me)(?: (?:so|really|just|kinda|kind of|very|pretty|super|honestly|all|still|feel|such))* "
    r"(scared|terrified|nervous|anxious|worried|stressed|overwhelmed|exhausted|tired|drained|worn out|burnt out|burned out|lonely|alone|sad|hurt|heartbroken|crushed|gutted|disappointed|angry|furious|mad|frustrated|fed up|embarrassed|humiliated|mortified|homesick|invisible|lost|devastated|numb|small|useless|sick(?= (?:about|over|with|to my stomach)\b))\b", re.I,
)
_SOUNDS = {
    "scared": "scary", "terrified": "frightening", "nervous": "nerve-wracking", "anxious": "unsettling", "worried": "worrying", "lonely": "lonely", "alone": "lonely", "sad": "sad",
    "embarrassed": "embarrassing", "humiliated": "humiliating", "mortified": "embarrassing", "homesick": "lonely", "invisible": "lonely", "lost": "disorienting", "devastated": "devastating", "heartbroken": "heartbreaking",
    "sick": "upsetting", "small": "hurtful", "numb": "heavy", "useless": "painful",
}
"""What they feel -> how it sounds, for feelings that "no wonder" would only deepen."""
_HEART = re.compile(r"\b(?:broke|breaks|breaking) my heart\b", re.I)
_DETAIL = re.compile(r"(?:the|an?) .*\b(?:was|were|is|are)\b|again$", re.I)
"""An echo that holds a detail of what was said to them, or nothing that happened."""
_UNSURE = re.compile(r"\b(?:can't|cant|cannot|don't|dont) (?:even )?(?:tell|know) (?:if|whether|what)\b|\b(?:not|never|isn't|nothing)\b[^.!?]{0,12}\b(?:wrong|scared|mad|sad|angry|worried)\b", re.I)
_SELDOM = frozenset("grief grief_later baby_loss ending coming_clean stood_up memory pet".split())
"""Topics too heavy for an "oof"."""
_SPOKEN = re.compile(r"^(?:i'm|i’m|im|oh|wow|thank|it took|that took|what a|no wonder|of course|as if|with everyone|and )\b", re.I)
_ACT = re.compile(
    r"\b(?:hurts?|stings?|stung|bothers?|bothered|bugs?|bugged|upsets?|hate|hated|annoys?|annoyed|embarrass(?:ed|es)|embarrassing|sucks?|sucked|mad|sad|upset|hurt|crappy|bad|weird|awful|alone|invisible|stupid|small|lonely|ignored|wheel|like it|love it|felt|feel)\b"
    r"(?: (?:me|a lot|so much|really|a bit|a little|so))*,? (?:that|when|how|because|cause|cuz|bc|like|as if|as though)? ?(?=(?:you|u|your|ur|youre|you're)\b)", re.I,
)
_WHEN = re.compile(r"^\W*(?:honestly |ngl |idk |and )?(?:when|every time|the way|how) (?=(?:you|u|your|ur)\b)", re.I)
_LEAD_IN = re.compile(r"(?:^|[.!?\n]\s*)(i (?!feel|felt|hate|wish|know|think|guess|hope|just want|am |'m)[^.!?\n,]{4,40} (?:and|but|while|n) )$", re.I)
_WISH = re.compile(r"\bi (?:just |really |kinda |do )?wish ((?:you|u)(?:'|’)?(?:d| had| would| could| were)?\b)", re.I)
_CLAUSE_END = re.compile(r"[.!?\n]|,? (?:and|so|but|n) (?:i(?! (?:found|saw|sat|ate|waited|had|ended|paid|got|stood|came|was left|cried|kept|looked|stayed|never|still))|it|that)\b|,? (?:i|it|that) (?:feel|felt|feels|just|really|hurt|hurts|makes|made|stung|stings|bothers|bothered|was so|gets|got to|kills|sucks|stays)\b|, ", re.I)
_SWEEPING = re.compile(r"\b(?:always|never|only|constantly|every|barely|hardly|all the time|keep|keeps)\b", re.I)
_CHEERS = ("Yes!", "No way!", "Oh wow!", "Congratulations!", "Amazing!", "Look at you!")
_CHAT_CHEERS = ("yesss!!", "no way!!", "omg!!", "congrats!!", "ahh amazing!!", "look at you!!")
_PLAIN = ("I'm glad you told me.", "I'd like to hear more about that.", "Thanks for telling me.")
_SIGHS = ("oh no.", "oof.", "ugh.", "oh man.")


def pick(reading: Reading, options: Sequence, salt: str = ""):
    """One of the options, always the same for the same message."""
    return options[zlib.crc32((salt + reading.draft.raw).encode("utf-8", "replace")) % len(options)]


def turned(reading: Reading, options: Sequence, salt: str = "") -> list:
    """All options, beginning with the one picked."""
    at = zlib.crc32((salt + reading.draft.raw).encode("utf-8", "replace")) % len(options)
    return [*options[at:], *options[:at]]


def stated(partner: Reading, *, past: bool = False) -> str:
    """The feeling they name as theirs, or "". past: one they had will do."""
    found = _FEELS.search(partner.draft.masked)
    if found is None and _HEART.search(partner.draft.masked):
        return "heartbroken"
    if found and not past and re.match(r"(?:i felt|i was|felt|made me)\b", found.group(), re.I):
        return ""
    return found.group(1).lower() if found and not _UNSURE.search(partner.draft.masked) else ""


def _line(text: str, voice: Voice) -> tuple[Part, ...]:
    return (Part(text=sentence(text, voice, "")),)


def said(template: str, opener: Opener, voice: Voice) -> tuple[Part, ...]:
    return parts(template, voice, feelings=opener.feelings, slot="ask")


def of_vent(partner: Reading, opener: Opener, told: Sequence[Told], voice: Voice, *, unsure: bool) -> Iterator[tuple[tuple[Part, ...], ...]]:
    """Ways to begin a reply to a vent, the best first. unsure: nothing says how it feels, so that no feeling may be offered."""
    heavy = opener.id in _SELDOM
    unsure = unsure and opener.id == "any_vent" and not told
    lines = turned(partner, _PLAIN if unsure else opener.said, "said")
    feeling = stated(partner)
    if feeling and not heavy:
        near = f"That sounds so {_SOUNDS[feeling]}." if feeling in _SOUNDS else f"{pick(partner, ('No wonder you are', 'Of course you are', 'It makes sense that you are'), 'wonder')} {feeling}."
        lines = [near, *lines]
    lines = [line.replace("you are", "you're") for line in lines]
    found = tuple(echo for echo in echoes(partner) if not _DETAIL.match(echo))
    if heavy:
        found = tuple(echo for echo in found if not re.match(r"(?:at|in|on|all|every|from|over)\b", echo, re.I))
    for echo in found[:2]:
        mark = "." if heavy or (echo.lower() == "again" and not voice.lower) else "?"
        yield _line(echo + mark, voice), said(lines[0], opener, voice)
    short = [one for one in told if 3 <= len(one.text.split()) <= 14 and not re.match(r"(?:mom|dad|mum|grandma|grandpa|nana|you (?:think|guess|feel|do not|don't|dont|can't|cant|just)|it|that|this|they|he said|she said)\b", one.text, re.I)]
    whole = len(re.findall(r"\w+", partner.draft.raw))
    if opener.id == "any_vent" and not found:
        for part in dict.fromkeys(part for one in short[:2] for part in _parts_of(one.text)):
            yield _line(part + ".", voice), said(lines[0], opener, voice)
    short = [one for one in short if len(one.text.split()) < 0.7 * whole]
    for line in lines[:2]:
        if voice.lower and not unsure and not _SPOKEN.match(line):
            sigh = "oh no." if heavy else pick(partner, _SIGHS, "sigh")
            yield _line(sigh, voice), said(line, opener, voice)
        else:
            yield (said(line, opener, voice),)
    for one in [one for one in short if len(one.text.split()) <= 10][:1]:
        yield _line(one.text + ".", voice), said(lines[-1], opener, voice)


def _parts_of(text: str) -> Iterator[str]:
    """A piece short enough to be said back alone: what stands before or after its "and", else all of it."""
    before, joint, after = text.partition(" and ")
    if joint and len(text.split()) > 6:
        if re.match(r"(?:he|she|they|your|the|my)\b", before, re.I) and 3 <= len(before.split()) <= 8:
            yield before
        if 3 <= len(after.split()) <= 9:
            yield after
    if len(text.split()) <= 9:
        yield text


def act(partner: Reading, chat: bool) -> str:
    """What they say the reader did, from the reader's side ("I laughed when you tripped"), or ""."""
    raw = partner.draft.raw
    spans = [found.end() for found in (_ACT.search(raw), _WHEN.match(raw)) if found]
    spans += [clause.start for clause in partner.clauses if clause.subject == "you" and clause.mood == "statement" and (clause.tense == "past" or clause.negated or clause.frequency or clause.verb.split()[0] in ("keep", "make", "treat", "talk", "act", "answer", "bring", "leave", "check", "come", "spend", "joke", "take", "put", "let", "correct", "interrupt", "compare"))]
    for start in spans:
        end = _CLAUSE_END.search(raw, start + 8)
        stop = end.start() if end else len(raw)
        lead = _LEAD_IN.search(raw[:start])
        text = other_side(partner, lead.start(1) if lead else start, stop, we=True, chat=chat)
        text = re.sub(r"^(?:and|but|so|because|that|when|how|honestly|n)\s+", "", text or "", flags=re.I).strip(" ,.!?")
        text = re.sub(r"^(i)(?=['’ ])", "I", text)
        if (re.match(r"(?:I|my)\b", text) or lead) and 3 <= len(text.split()) <= 16:
            return text
    return ""


def of_complaint(partner: Reading, opener: Opener, told: Sequence[Told], voice: Voice) -> Iterator[tuple[tuple[Part, ...], ...]]:
    """Ways to give a complaint back, heard and not yet answered."""
    chat, lines = voice.short or voice.lower, turned(partner, opener.said, "said")
    done, feeling = act(partner, chat), stated(partner, past=True)
    left = f"you felt {feeling}" if feeling else "it leaves you feeling {feelings}" if re.match(r"I(?:'m|m| am)? ?(?:don'?t|do not|doesn'?t|am|keep|call|joke|compare|answer|make|act|treat|talk|spend|always|never)\b", done) else "it left you feeling {feelings}"
    wish = _WISH.search(partner.draft.raw)
    if wish:
        end = _CLAUSE_END.search(partner.draft.raw, wish.end() + 6)
        text = other_side(partner, wish.start(1), end.start() if end else len(partner.draft.raw), we=True, chat=chat)
        if text and 3 <= len(text.split()) <= 16:
            yield _parted(f"You wish {text.strip(' .,!?')}.", opener, voice), said(lines[0], opener, voice)
    elif done:
        low = done if re.match(r"I\b", done) else done[:1].lower() + done[1:]
        if re.search(r"\b(?:felt|feels|feel) like (?:you|u|ur|your)\b", partner.draft.raw, re.I):
            yield _parted(f"So it felt like {low}.", opener, voice), said("I can see how that could leave you feeling {feelings}.", opener, voice)
        elif _SWEEPING.search(low):
            yield _parted(f"Sounds like {low}, and {left.replace('you felt', 'you feel').replace('it left', 'that leaves')}.", opener, voice),
            yield _parted(f"Sounds like {low}.", opener, voice), said(lines[0], opener, voice)
        else:
            hurt = f"I can see how you felt {feeling}." if feeling else "I can see how that left you feeling {feelings}."
            ways: list[tuple[str, ...]] = [
                (f"So {low}, and {left}.",), (f"Sounds like {low}, and {left}.",), (f"So {low}.", hurt), ("I'm glad you told me.", f"Sounds like {low}, and {left}."), ("Thank you for saying it.", f"So {low}, and {left}."),
            ]
            ways += [] if re.search(r" (?:when|and|while) ", low) else [(f"When {low}, {left}.",)]
            for way in turned(partner, ways, "way")[:2]:
                yield tuple(_parted(one, opener, voice) for one in way)
            yield _parted(f"Sounds like {low}.", opener, voice), said(lines[0], opener, voice)
    for one in [one for one in told if 3 <= len(one.text.split()) <= 14 and not one.tail][:1]:
        plain = re.sub(r"^(?:it feels like|you feel like|it felt like) ", "", one.text, flags=re.I)
        low = plain if re.match(r"I\b", plain) else plain[:1].lower() + plain[1:]
        if one.feels or re.match(r"(?:it feels|you feel|you're tired|youre tired)", low):
            yield _parted(f"Sounds like {low}.", opener, voice), said(lines[0], opener, voice)
        elif not re.match(r"(?:it|that|this)\b", low):
            yield _parted(f"Sounds like {low}, and it left you feeling {{feelings}}.", opener, voice),
    yield said(lines[0], opener, voice), said("I can see how that could leave you feeling {feelings}.", opener, voice)
    yield (said("I can see how that could leave you feeling {feelings}.", opener, voice),)


def _parted(text: str, opener: Opener, voice: Voice) -> tuple[Part, ...]:
    """A line that holds their words and perhaps a choice: their words dressed as a sentence, the choice a part."""
    before, brace, after = text.partition("{feelings}")
    out = [Part(text=sentence(before.rstrip(), voice, " " if brace else ""))]
    if brace:
        out += [Part(choice=opener.feelings, slot="feeling", source="pick"), Part(text=dress(after, voice))]
    return tuple(out)


def of_news(partner: Reading, opener: Opener, told: Sequence[Told], voice: Voice) -> Iterator[tuple[tuple[Part, ...], ...]]:
    """Ways to meet good news: joy first, in their words where they are short."""
    lines = turned(partner, opener.said, "said")
    mark = "!!" if voice.lower else "!"
    cheer = pick(partner, _CHAT_CHEERS if voice.lower else _CHEERS, "cheer")
    must = "You must be {feelings}!"
    second = [re.sub(r"\.$", "!", line) for line in lines] if voice.lower else lines
    closes = turned(partner, [second[0], must], "close")
    for one in [one for one in told if 2 <= len(one.text.split()) <= 11 and one.cue and not one.tail and " back and " not in one.text][:2]:
        yield (Part(text=sentence(one.text, voice, mark)),), said(closes[0], opener, voice)
        yield (Part(text=sentence(one.text, voice, mark)),), said(closes[1], opener, voice)
    yield (Part(text=cheer),), said(closes[0], opener, voice)
    yield (Part(text=cheer),), said(must, opener, voice)
