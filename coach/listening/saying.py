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
from .gist import filled_in, gists, is_counted, what, when, who
from .openers import Opener
from .person import other_side
from .telling import Told, sentence
from .wording import INSULTS_SELF

_FEELS = re.compile(
    r"\b(?:i(?:'|’)?m|i am|im|i feel|i felt|i was|feeling|felt|i've been|ive been|makes me|made me)(?: (?:so|really|just|kinda|kind of|very|pretty|super|honestly|all|still|feel|such))* "
    r"(scared|terrified|nervous|anxious|worried|stressed|overwhelmed|exhausted|tired|drained|worn out|burnt out|burned out|lonely|alone|sad|hurt|heartbroken|crushed|gutted|disappointed|angry|furious|mad|frustrated|fed up|embarrassed|humiliated|mortified|homesick|invisible|lost|devastated|abandoned|ignored|unwanted|unimportant|left out|betrayed|rejected|judged|let down|numb|small|useless|sick(?= (?:about|over|with|to my stomach)\b))\b", re.I,
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
_WHEN_THEN = re.compile(r"^\W*(?:honestly |and |ngl )?(when|every time|whenever) (?=(?:you|u|your|ur)\b)", re.I)
_THEIR_PART = re.compile(r",? (?=(?:you|it|your|my|the kids)(?: [\w'’]+)? (?:can['’]?t|cannot|couldn['’]?t|don['’]?t|feel|felt|end up|ended up|get|got|just|go|went|lie|lay|sit|sat|cry|cried|want|wanted|wait|waited|start|started|freeze|froze|stop|stopped|fall|fell|eat|ate|sleep|stay|stand|have|hear|need|lose|think|worry|wonder|know|am|are|makes|hurts|hurt)\b)", re.I)
"""Where, behind "when I …", what it does to them begins."""
_THEN_YOU = re.compile(r"(?<=\w)(?<! while)(?<! when)(?<! that)(?<! as)(?<! because)(?<! after)(?<! before)(?<! what)(?<! how)(?<! if),? (?:and )?you (?=(?:[a-z]+ed|felt|went|cried|sat|had|got|left|froze)\b).*$")
"""What they did then, behind "when you …" without a comma."""
_LEAD_IN = re.compile(r"(?:^|[.!?\n]\s*)(i (?!feel|felt|hate|wish|know|think|guess|hope|just want|am |'m)[^.!?\n,]{4,40} (?:and|but|while|n) )$", re.I)
_WISH = re.compile(r"\bi (?:just |really |kinda |do )?wish ((?:you|u)(?:'|’)?(?:d| had| would| could| were)?\b)", re.I)
_CLAUSE_END = re.compile(r"[.!?\n]|,? (?:and|so|but|n) (?:i(?! (?:found|saw|sat|ate|waited|had|ended|paid|got|stood|came|was left|cried|kept|looked|stayed|never|still))|it|that)\b|,? (?:i|it|that) (?:feel|felt|feels|just|really|hurt|hurts|makes|made|stung|stings|bothers|bothered|was so|gets|got to|kills|sucks|stays)\b|, ", re.I)
_SWEEPING = re.compile(r"\b(?:always|never|only|constantly|every|barely|hardly|all the time|keep|keeps)\b", re.I)
_CHEERS = ("Yes!", "No way!", "Oh wow!", "Congratulations!", "Amazing!", "Look at you!")
_CHAT_CHEERS = ("yesss!!", "no way!!", "omg!!", "congrats!!", "ahh amazing!!", "look at you!!")
_PLAIN = ("I'm glad you told me.", "I'd like to hear more about that.", "Thanks for telling me.")
_SIGHS = ("oh no.", "oof.", "ugh.", "oh man.")
_LEADS = ("Oh no.", "Oh, that's hard.", "Oof.", "Ugh, I'm sorry.")


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


def given_back(text: str, voice: Voice, end: str = ".") -> tuple[Part, ...]:
    """A piece of theirs as a sentence."""
    return _line(text + end, voice)


def said(template: str, opener: Opener, voice: Voice) -> tuple[Part, ...]:
    return parts(template, voice, feelings=opener.feelings, slot="ask")


_PLAINLY_SORRY = frozenset(
    "grief baby_loss ending diagnosis loved_one_ill moved_to_care keepsake kid_left_out memory betrayed hate laid_off trying missed_moment".split()
)
"""Topics in which something sad happened: the plain word is "I'm so sorry"."""
_SOFTER = ("I'm so sorry.", "Oh no. I'm so sorry.", "Oh, I'm so sorry.")
_ROUGH = ("Ugh, what a day.", "Oh no.", "Oh, I'm sorry.", "Ugh, I'm sorry.")
_TENDER = ("Oh, that's hard.", "Oh no.", "Oh, I'm sorry.")


def human(partner: Reading, opener: Opener) -> str:
    """The plain word a friend begins with, by topic and by weight."""
    if opener.human:
        return pick(partner, opener.human, "human")
    if opener.id in _PLAINLY_SORRY:
        return pick(partner, _SOFTER, "human")
    if opener.id in _NO_SIGH:
        return ""
    return pick(partner, _TENDER if opener.id in _CALM or stated(partner) else [one for one in _ROUGH if "day" not in one or _BAD_DAY.search(partner.draft.raw)], "human")


_NO_SIGH = frozenset(["torn", "stood_up", "coming_clean", "any_secret", "therapy", "self_doubt"])
"""Topics in which no sigh comes first."""
_BAD_DAY = re.compile(r"\b(?:today|day|shift|hours|morning)\b", re.I)
_REPEATED = re.compile(r"\b(?:scared|scary|lonely|alone|exhaust|tired|nervous|nerve|frighten|heartbr|sad|worr|hurt|gutted|gutting|unfair|humiliat|stress|rough|so sorry|sorry)\w*", re.I)


def _said_twice(one: str, other: str) -> bool:
    """Whether two lines use the same word of feeling."""
    found = [{word.lower()[:5] for word in _REPEATED.findall(text)} for text in (one, other)]
    return bool(found[0] & found[1])


def of_vent(partner: Reading, reply: Reading, opener: Opener, told: Sequence[Told], voice: Voice, *, unsure: bool) -> Iterator[tuple[tuple[Part, ...], ...]]:
    """Ways to begin a reply to a vent, the best first: a plain word, a short piece said back, what it is like. unsure: nothing
    says how it feels, so that no feeling may be offered."""
    heavy = opener.id in _SELDOM or opener.id in _PLAINLY_SORRY
    unsure = unsure and opener.id == "any_vent" and not told
    slots = {"who": who(partner, reply), "when": when(partner)} | {"what": what(partner, opener.nouns)}
    options = [*opener.said, *(["That sounds so {feelings}."] if not heavy and not any("{feelings}" in line for line in opener.said) else [])]
    lines = filled_in(turned(partner, _PLAIN if unsure else options, "said"), slots)
    slotted = any(name in line for line in opener.said for name in ("{who}", "{when}", "{what}")) and bool(lines) and lines[0] not in opener.said and not unsure and lines[0] != "That sounds so {feelings}."
    feeling, first = stated(partner), human(partner, opener)
    if feeling and not heavy and not opener.narrow:
        near = f"That sounds so {_SOUNDS[feeling]}." if feeling in _SOUNDS else f"{pick(partner, ('No wonder you are', 'Of course you are', 'It makes sense that you are'), 'wonder')} {feeling}."
        lines = [near, *lines]
    wonder = next((one for one in told if one.words <= 7 and _HUMAN.match(one.text)), None)
    if wonder and not heavy and not opener.narrow:
        lines = [f"No wonder {lowered(wonder.text)}.", *lines]
    lines = [line.replace("you are", "you're") for line in lines] or ["That sounds so {feelings}."]
    short = tuple(one for one in gists(partner, told, voice) if not (wonder and wonder.text.lower() in one.lower()) and not (heavy and re.match(r"(?:at|in|on|all|every|from|over)\b", one, re.I)))
    if slotted:
        name = slots["who"].removeprefix("your ").lower()
        short = tuple(one for one in short if is_counted(one) and not (name and name in one.lower()))
    for given in short[:4]:
        asked = not heavy and _ASTONISHES.match(given) is not None and opener.id not in _CALM and len(given.split()) <= 6
        named = bool(feeling) and re.search(rf"\b{feeling}\b", given, re.I) is not None
        after = [line for line in lines if not (named and feeling in line) and not any(_said_twice(line.replace("{feelings}", " ".join(opener.feelings)), other) for other in (first, given))] or lines
        begin = "" if asked or _said_twice(first, given) or (_SORRY.match(first) and _SORRY.match(after[0])) or (_SPOKEN.match(after[0]) and not _SORRY.match(first)) else first
        yield (said(begin, opener, voice) if begin else ()), _line(given + ("?" if asked else "."), voice), said(after[0], opener, voice)
        if len(after) > 1:
            yield (said(begin, opener, voice) if begin else ()), _line(given + ".", voice), said(after[1], opener, voice)
    for line in lines[:3]:
        begin = "" if _said_twice(first, line) or (_SORRY.match(first) and _SORRY.match(line)) else first
        yield (said(begin, opener, voice) if begin else ()), said(line, opener, voice)
    for line in lines[:2]:
        yield (said(line, opener, voice),)


_SORRY = re.compile(r"(?:oh,? (?:no[,.] )?)?i'm so,? (?:so )?sorry", re.I)
_HUMAN = re.compile(r"you(?:'re|re|'ve been| are| were| felt| feel| got|'d been) (?:so |really |just |too |still |feeling |getting )*(?:hurt|forgotten|tired|exhausted|knackered|shattered|drained|worn out|scared|afraid|terrified|frightened|anxious|nervous|worried|lonely|gutted|upset|angry|furious|frustrated|sad|panicking|panicky|fed up|overwhelmed|dreading|heartbroken|invisible|left out|let down|disappointed|jealous|stressed|shaking)\b", re.I)
"""A feeling that what happened explains ("No wonder you felt so forgotten")."""
_CALM = frozenset(["waiting", "any_fear", "any_loss", "grief", "loved_one_ill", "diagnosis"])
"""Topics in which nothing is said back in wonder."""
_WEAK = re.compile(r"(?:you (?:guess|know|mean|think|just sat|said|told|went on|went to|had to|just went|'d love|would love|'d like)|it (?:is|was|'s) (?:fine|ok|okay|just)|he said|she said|they said|should you|you(?:'re| are) (?:in year|\d)|your (?:god|goodness)|yours)\b|(?:the|your|my) [\w-]+(?: [\w-]+)? (?:rang|called|phoned|texted|emailed)$", re.I)
"""Pieces that say little when they stand alone."""
_ASTONISHES = re.compile(r"(?:nobody|no one|not one|(?:he|she|they|someone|everyone|the [a-z]+(?: [a-z]+)?|your (?!own)(?:[a-z]+ ){1,4}?|(?!You)[A-Z][a-z]+ )(?: ?(?:just|even|actually) )? ?(?:[a-z]+ed|told|took|gave|said|stole|went|left|put|made|got|did|let|sold|bought|sent|wrote|forgot|lost|broke|brought|kept|threw|ate|won['’]?t|didn['’]?t|doesn['’]?t|never|hadn['’]?t))\b(?!.*\byou(?:['’]?re| are| were| feel| felt)\b)")
"""Something others did, which may be said back in wonder."""
_NOUN_ONLY = re.compile(r"^(?:it|that|this) (?:was|is|'s) (?=(?:the|your|my|a) (?:only|last|first|one|best|worst)\b)|^(?:it's|that's|its) (?=(?:the|your|my|a) (?:only|last|first|one)\b)", re.I)
_LONG = 19
"""Words of a message from which two pieces are given back."""
_BOTH = 17
"""Words that two pieces may have together."""
_OPENS_LOW = re.compile(r"(?:You|Your|They|He|She|It|The|A|An|Everyone|Nobody|No|Not|My|This|That|There|His|Her|Their|Last|Every|Even|Now|At|In|On|When|For|All|Some|Someone|Everybody|Three|Two|One)\b")


def lowered(text: str) -> str:
    """A sentence as it stands inside another: small unless it begins with a name or "I"."""
    return text[:1].lower() + text[1:] if _OPENS_LOW.match(text) else text


def weave(partner: Reading, told: Sequence[Told]) -> Iterator[str]:
    """What they told, given back in one breath: the weightiest piece, of a long message two in their order ("…, and …")."""
    fit = [one for one in told if not one.tail and 3 <= one.words <= 16]
    strong = [one for one in fit if not _WEAK.match(one.text)] or [one for one in fit if one.words >= 5]
    if not strong:
        return
    best = strong[0]
    others = [one for one in strong[1:] if abs(one.at - best.at) > 2 and not (best.whole and best.at <= one.at < best.at + len(best.text)) and not (one.whole and one.at <= best.at < one.at + len(one.text)) and one.words + best.words <= _BOTH]
    bare = re.match(r"(?:it|that|this|(?:he|she|they) (?:said|told|says))\b|.* (?:that|this)$", best.text, re.I) is not None and not _NOUN_ONLY.match(best.text)
    whole = len(re.findall(r"\w+", partner.draft.raw))
    if others and ((whole >= _LONG and others[0].words + best.words <= 0.75 * whole) or bare):
        first, second = sorted((best, others[0]), key=lambda one: one.at)
        yield f"{first.text}, and {lowered(second.text)}"
    single = _NOUN_ONLY.sub("", best.text)
    yield single[:1].upper() + single[1:]
    for one in strong[:3]:
        told_them = re.match(r"(?:your [\w-]+(?: [\w-]+)?|he|she|they|[A-Z][a-z]+) (?:just )?(?:told you|said|says)(?: that)? ((?:he|she|they) .{8,})$", one.text, re.I)
        if told_them:
            yield told_them.group(1)[:1].upper() + told_them.group(1)[1:]
    for one in [one for one in strong[1:] if not one.whole][:2]:
        yield one.text


def act(partner: Reading, chat: bool) -> tuple[str, int]:
    """(what they say the reader did, from the reader's side, as "I laughed when you tripped"; where it starts), or ("", 0)."""
    raw = partner.draft.raw
    spans = [found.end() for found in (_ACT.search(raw), _WHEN.match(raw)) if found]
    spans += [clause.start for clause in partner.clauses if clause.subject == "you" and clause.mood == "statement" and not (clause.modal and (clause.matrix[1] == "i" or re.search(r"\bi(?:['’]?d| had)? (?:thought|hoped|expected|wish(?:ed)?) (?:that )?$", raw[:clause.start], re.I))) and (clause.tense == "past" or re.search(r" (?:just|only|still) ", clause.text) or clause.negated or clause.frequency or clause.verb.split()[0] in ("keep", "make", "treat", "talk", "act", "answer", "bring", "leave", "check", "come", "spend", "joke", "take", "put", "let", "correct", "interrupt", "compare", "read", "cut", "hit", "shut", "quit", "go", "finish", "ask", "say"))]
    for start in spans:
        end = _CLAUSE_END.search(raw, start + 8)
        stop = end.start() if end else len(raw)
        lead = _LEAD_IN.search(raw[:start])
        text = other_side(partner, lead.start(1) if lead else start, stop, we=True, chat=chat)
        if lead and text and len(text.split()) > 16:
            lead, text = None, other_side(partner, start, stop, we=True, chat=chat)
        text = re.sub(r"^(?:and|but|so|because|that|when|how|honestly|n)\s+", "", text or "", flags=re.I).strip(" ,.!?")
        text = re.sub(r"^(i)(?=['’ ])", "I", text)
        text = _THEN_YOU.sub("", text) if _WHEN.match(raw[:start]) or _WHEN.match(raw) else text
        if not lead and len(text.split()) > 11 and len(text.split(" and ")[0].split()) >= 4:
            text = text.split(" and ")[0]
        if (re.match(r"(?:I|my)\b", text) or lead) and 3 <= len(text.split()) <= 16:
            return text, lead.start(1) if lead else start
    return "", 0


_FELT_LIKE = re.compile(r"\bi (?:just |really |honestly )?(feel|felt) (?:like|as if|as though|that) ([^.!?\n]{8,90})(?=[.!?\n]|$)", re.I)
_THANKS = ("I'm glad you told me.", "Thank you for telling me.", "I'm listening.", "Okay, I hear that.")
"""Ways to begin before a charge is given back."""
_THANKS_CHAT = ("im glad you told me.", "ok. im listening.", "thank you for saying it.")
_UNNAMED = ("I can see why that upset you.", "I can see why you're upset.", "No wonder you're upset.")
_WITH_FEELING = ("I'm sorry that left you feeling {feelings}.", "I can see why you'd feel {feelings}.", "I'm sorry it left you feeling {feelings}.", "No wonder you felt {feelings}.")


def makes_sense(partner: Reading, told: Sequence[Told]) -> str:
    """A line that says the feeling makes sense, as a template: the feeling they name, or a choice."""
    feeling = stated(partner, past=True)
    wonder = next((one for one in told if one.words <= 9 and _HUMAN.match(one.text)), None)
    if wonder:
        return f"No wonder {re.split(r' (?:that|when|because|how|by|if) ', lowered(wonder.text))[0]}."
    if not feeling and not re.search(r"\b(?:i|me|my|im|ive|i'm|us|we|our)\b", partner.draft.raw, re.I):
        return pick(partner, _UNNAMED, "sense")
    return f"No wonder you felt {feeling}." if feeling and feeling not in ("small", "useless", "sick", "numb", "lost") else pick(partner, _WITH_FEELING, "sense")


def given_act(partner: Reading, voice: Voice) -> str:
    """What they say the reader did, as a sentence of its own, or ""."""
    done, _ = act(partner, voice.short or voice.lower)
    return f"{done[:1].upper() + done[1:]}." if done and not _SWEEPING.search(done) else ""


def of_complaint(partner: Reading, opener: Opener, told: Sequence[Told], voice: Voice) -> Iterator[tuple[tuple[Part, ...], ...]]:
    """Ways to give a complaint back, heard and not yet answered: what was done, what it did to them, that this makes sense."""
    chat, lines = voice.short or voice.lower, turned(partner, opener.said, "said")
    done, at = act(partner, chat)
    accused = [one for one in told if re.match(r"(?:I|I'm|I've|[Mm]y)\b", one.text) and not one.tail]
    if not done and accused and accused[0].words >= 4:
        done, at = accused[0].text, accused[0].at
    feeling = stated(partner, past=True)
    wonder = next((one for one in told if one.words <= 9 and _HUMAN.match(one.text)), None)
    sense = makes_sense(partner, told)
    thanks = pick(partner, _THANKS_CHAT if voice.lower else _THANKS, "thanks")
    like = _FELT_LIKE.search(partner.draft.raw)
    if like:
        text = other_side(partner, like.start(2), like.end(2), we=True, chat=chat)
        if text and 3 <= len(text.split()) <= 16 and not INSULTS_SELF.search(text) and re.match(r"(?:I|you|u|my|your|ur|it|there|nobody|no one|everything|everyone)\b", text, re.I):
            text = re.sub(r" n (?=I\b)", " and ", lowered(text)) if not chat else lowered(text)
            mine = f"{done[:1].upper() + done[1:]}, and it felt like {text}." if done and like.start() > at and done.lower() not in text.lower() and len(done.split()) + len(text.split()) <= 20 else (f"It sounds like {text}." if like.group(1).lower() == "feel" else f"So it felt like {text}.")
            yield _parted(mine, opener, voice), said(sense if not wonder else pick(partner, _WITH_FEELING, "sense"), opener, voice)
            yield _parted(f"So it felt like {text}." if like.group(1).lower() == "felt" else f"It sounds like {text}.", opener, voice), said(pick(partner, _WITH_FEELING, "sense"), opener, voice)
    whenever = _WHEN_THEN.match(partner.draft.raw)
    if whenever:
        stop = re.search(r"[.!?\n]|$", partner.draft.raw[whenever.start(1):])
        text = other_side(partner, whenever.start(1), whenever.start(1) + (stop.start() if stop else 0), we=True, chat=chat) or ""
        cut = _THEIR_PART.search(text, 12)
        if cut and 5 <= len(text.split()) <= 18 and not INSULTS_SELF.search(text):
            back = f"{text[:cut.start()]}, {text[cut.end():]}."
            named = stated(partner)
            yield _parted(back, opener, voice), said(pick(partner, ("I can see why.", "I didn't want you to be left with that.", "That makes sense to me.")[::2], "why") if named and named in text else sense, opener, voice)
    wish = _WISH.search(partner.draft.raw)
    if wish:
        end = _CLAUSE_END.search(partner.draft.raw, wish.end() + 6)
        text = other_side(partner, wish.start(1), end.start() if end else len(partner.draft.raw), we=True, chat=chat)
        if text and 3 <= len(text.split()) <= 16:
            yield _parted(f"You wish {text.strip(' .,!?')}.", opener, voice), said(lines[0], opener, voice)
    low = (done if re.match(r"I\b", done) else done[:1].lower() + done[1:]) if done else ""
    effect = next((
        one for one in told if not one.tail and one is not wonder and one.words >= 3 and _EFFECT.match(one.text) and not _WEAK_EFFECT.match(one.text)
        and one.text.lower() not in done.lower() and done.lower() not in one.text.lower() and one.words + len(done.split()) <= 22 and abs(one.at - at) > 2 and not set(one.text.lower().split()) <= set(done.lower().split())
    ), None)
    effect = effect or next((one for one in accused if one.words <= 9 and abs(one.at - at) > 2 and not set(one.text.lower().split()) <= set(done.lower().split()) and one.text.lower() not in done.lower() and one.words + len(done.split()) <= 18), None)
    if effect and feeling and re.search(rf"\b{feeling}\b", effect.text, re.I):
        sense = pick(partner, ("I can see why.", "That makes sense to me.", "Of course it hurt."), "why")
    if done and effect:
        mine = done[:1].upper() + done[1:]
        first, second = (mine, lowered(effect.text)) if at < effect.at else (effect.text[:1].upper() + effect.text[1:], low)
        back = f"It sounds like {lowered(first)}, and {second}." if _SWEEPING.search(done) else f"{first}, and {second}."
        if pick(partner, (True, False), "thanks first"):
            yield _parted(thanks, opener, voice), _parted(back, opener, voice), said(sense, opener, voice)
        yield _parted(back, opener, voice), said(sense, opener, voice)
        yield _parted(back, opener, voice), said(_WITH_FEELING[1], opener, voice)
    if done:
        left = f"you felt {feeling}" if feeling else "it leaves you feeling {feelings}" if re.match(r"I(?:'m|m| am)? ?(?:don'?t|do not|doesn'?t|am|keep|call|joke|compare|answer|make|act|treat|talk|spend|always|never)\b", done) else "it left you feeling {feelings}"
        if re.search(r"\b(?:felt|feels|feel) like (?:you|u|ur|your)\b", partner.draft.raw, re.I):
            yield _parted(f"So it felt like {low}.", opener, voice), said(sense, opener, voice)
        elif _SWEEPING.search(low):
            yield _parted(f"Sounds like {low}, and {left.replace('you felt', 'you feel').replace('it left', 'that leaves')}.", opener, voice),
            yield _parted(f"Sounds like {low}.", opener, voice), said(lines[0], opener, voice)
        else:
            mine = done[:1].upper() + done[1:]
            ways: list[tuple[str, ...]] = [(f"So {low}.", sense), (thanks, f"{mine}. {sense}"), (f"{mine}. {sense}",)]
            for way in turned(partner, ways, "way")[:2]:
                yield tuple(part for one in way for text in re.split(r"(?<=\.) ", one) for part in (_parted(text, opener, voice),))
            yield _parted(f"So {low}.", opener, voice), said(lines[0], opener, voice)
    for one in [one for one in told if 3 <= one.words <= 14 and not one.tail and one is not wonder][:1]:
        plain = re.sub(r"^(?:it feels like|you feel like|it felt like) (?=(?:you|u|I|everyone|nobody|my|your)\b)", "", one.text, flags=re.I)
        low = lowered(plain[:1].upper() + plain[1:]) if not voice.lower else plain
        if one.feels or re.match(r"(?:it feels|you feel|you're tired|youre tired)", low):
            yield _parted(f"Sounds like {low}.", opener, voice), said(lines[0], opener, voice)
        elif not re.match(r"(?:it|that|this)\b", low):
            yield _parted(f"So {low}.", opener, voice), said(sense, opener, voice)
    yield said(lines[0], opener, voice), said("I can see how that could leave you feeling {feelings}.", opener, voice)
    yield (said("I can see how that could leave you feeling {feelings}.", opener, voice),)


_EFFECT = re.compile(r"(?!(?:I|I'm|I've|My|Exactly|How|What|All|Just|Not|Like|With|Without|And|So)\b)(?:[Yy]ou|[Yy]our|ur?|[Hh]e|[Ss]he|[Tt]hey|[Ii]t|[Tt]he|[Nn]obody|[Nn]o one|[Ee]veryone|[Ee]verybody|[Nn]ow|[A-Z][a-z]+)(?:['’][a-z]+)?\b")
_WEAK_EFFECT = re.compile(r"(?:you (?:think|know|guess|mean|said|told|don't want|do not want)|it(?:'s| is)? (?:fine|ok|okay|just)|(?:(?:last night|yesterday|today|this morning),? )?(?:when|if|because|since|that)\b)", re.I)


def _parted(text: str, opener: Opener, voice: Voice) -> tuple[Part, ...]:
    """A line that holds their words and perhaps a choice: their words dressed as a sentence, the choice a part."""
    before, brace, after = text.partition("{feelings}")
    out = [Part(text=sentence(before.rstrip(), voice, " " if brace else ""))]
    if brace:
        out += [Part(choice=opener.feelings, slot="feeling", source="pick"), Part(text=dress(after, voice))]
    return tuple(out)


_DIM = re.compile(r"\b(?:but|scared|nervous|tired|cried|crying|afraid|worried|can't believe|cannot believe|could(?:n['’]?t| not)|used to|don't|didn't|never|not|wasn't|no one|nobody|without)\b", re.I)
"""What is left out when joy is given back."""
_FINALLY = re.compile(r"\b(?:finally|after|first|years?|months|weeks|ever|been|since|own|actual)\b", re.I)


def of_news(partner: Reading, opener: Opener, told: Sequence[Told], voice: Voice) -> Iterator[tuple[tuple[Part, ...], ...]]:
    """Ways to meet good news: joy first, in their words where they are short, with what makes it big."""
    lines = turned(partner, opener.said, "said")
    mark = "!!" if voice.lower else "!"
    cheer = pick(partner, opener.human or (_CHAT_CHEERS if voice.lower else _CHEERS), "cheer")
    must = "You must be so {feelings}!" if opener.feelings[0] in ("proud", "happy", "relieved", "excited", "thrilled") else "You must be {feelings}!"
    second = [re.sub(r"\.$", "!", line) for line in lines] if voice.lower else lines
    closes = turned(partner, [second[0], must], "close")
    fit = [one for one in told if not one.tail and 2 <= one.words <= 14 and " back and " not in one.text]
    news = [one for one in fit if one.cue and not _DIM.search(one.text)] or [one for one in fit if one.cue and len(fit) == 1] or [one for one in fit if one.words >= 4 and not _DIM.search(one.text)][:1]
    for one in news[:2]:
        more = next((other for other in fit if other is not one and abs(other.at - one.at) > 2 and other.words >= 3 and not (one.whole and one.at <= other.at < one.at + len(one.text)) and not (other.whole and other.at <= one.at < other.at + len(other.text)) and other.words + one.words <= 17 and not _DIM.search(other.text) and _FINALLY.search(other.text)), None)
        glad = (Part(text=cheer.lower() if voice.lower else cheer),) if one.words <= 5 or not one.cue else ()
        if opener.human:
            yield glad or (Part(text=cheer),), said(closes[0], opener, voice)
        back = (Part(text=sentence(one.text, voice, mark)),)
        if more is not None:
            yield glad, back, (Part(text=sentence(more.text, voice, mark)),), said(must, opener, voice)
            yield back, (Part(text=sentence(more.text, voice, mark)),), said(closes[0], opener, voice)
        yield glad, back, said(closes[0], opener, voice)
        yield back, said(closes[0], opener, voice)
        yield back, said(closes[1], opener, voice)
    yield (Part(text=cheer),), said(closes[0], opener, voice)
    yield (Part(text=cheer),), said(must, opener, voice)
