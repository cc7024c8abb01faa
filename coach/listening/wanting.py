"""A better reply to what is asked for, as templates: help, time together, a view. The draft's yes or no stays its own."""

from collections.abc import Iterator, Sequence
import re

from ..reading import Reading
from ..rewriting.voice import Voice
from .person import other_side
from .structure import Piece
from .telling import Told

Ways = Iterator[tuple[str, ...]]
"""Replies, each as templates of its sentences: [a / b] a choice, [words] a blank."""
_TASK = re.compile(r"\b(?:can|could|would|will|cld|can't|cant)\s+(?:you|u|ya)\s+(?:please |pls |plz |maybe |possibly |just |also |mind )*([^?.!\n]{4,90})", re.I)
_TASK_END = re.compile(r",? (?:and|because|cuz|bc|so|since|i|when|while|thanks|thx|please|pls)\b.*$| ?,.*$|\s+(?:pls|please|thx|thanks)$", re.I)
_URGENT = re.compile(r" (?:sick|throwing up|hurt|bleeding|scared|unsafe|not feel (?:ok|okay|safe|good|well)|stuck|stranded|hospital|emergency|fever|alone|funeral|obituary|eulogy|court|cannot (?:stop|walk|drive|move)|can not (?:stop|walk|drive|move)) ")
"""Words of a need that will not wait: a yes comes first there."""
_UNSAFE = re.compile(r" (?:unsafe|not feel (?:ok|okay|safe|good|well)|scared|following me|followed me|locked out|stranded|bleeding|not breathing) ")
"""Words of a need in which no other time will do."""
_DECLINES = re.compile(
    r"\bi(?:['’]?m| am)?(?: \w+)? ?(?:can['’]?t|cannot|won['’]?t|busy|not (?:free|able|going to|gonna|coming|around))\b|^\W*(?:sorry,? )?(?:can['’]?t|cannot|busy|won['’]?t)\b(?! (?:you|u|he|she|they|it|someone))"
    r"|(?:^|[.,!]\s*)(?:no|nope|nah|no way|no chance)(?=\s*(?:[.,!]|$|sorry|thanks|i\b))|\bnot (?:tonight|today|this time|happening|my (?:thing|job|problem))\b|\b(?:got|have) (?:plans|stuff on|other plans|work|my own|(?:a lot|loads|too much|enough) on)\b|\bnot (?:really |so )?(?:into|my thing|my scene|for me)\b|\btoo (?:tired|busy)\b|\bi['’]?m (?:meant|supposed) to be\b", re.I,
)
"""Words of a draft that says no, which is the writer's to keep."""
_ENGAGED = re.compile(r"(?:sorry,? |nah,? |no,? )?(?:i(?:['’]?ve| have)?|ive) got (?!time\b|you\b|it\b|nothing\b|an? idea)[\w'’ ]{3,30}[.!]?", re.I)
"""A short draft that only names what the writer has on ("I've got football")."""
_LUKEWARM = re.compile(r"\W*(?:if (?:you|u) (?:want|like)|i guess|i suppose|sure|fine|whatever|maybe|ok|okay|k|dunno|idk|meh|don['’]?t mind|i don['’]?t mind|up to you)\W*", re.I)
"""A shrug to an invitation, which is neither a yes nor a no."""
_WHICH_THING = re.compile(r"\W*(?:hey |so )?what (?:should|shall|do|can) (?:i|we) (?:get|buy|wear|cook|make|bring|watch|read|order|give|bake|plant|call)\b", re.I)
"""A question that wants an idea, and no leaning either way."""
_OPEN_PLAN = re.compile(r"\W*(?:so |and |hey )?(?:what|where|how|when) (?:shall|should|are|will|do) we\b", re.I)
"""A plan that is still open, where an answer is wanted and not another time."""
_LATER = re.compile(r" (?:tomorrow|monday|tuesday|wednesday|thursday|friday|saturday|sunday|next week|next month|the \d+(?:st|nd|rd|th)) ")
"""A day that is not today: nobody has to be fetched now."""
_AGREES = re.compile(r"\b(?:yes|yeah|yep|sure|ok|okay|fine|i['’]?ll|i will|i can)\b(?! (?:never|not)\b)(?!['’]?t)", re.I)
_REASON = re.compile(r" (?:sorry ,? ?)?(?:(?:i am(?: meant to be)?|i have(?: got)?|i need to|i work|i have to|i should be|i said i would) (?!not |no |done |had |told |sick of|tired of|your |you ).*|(?:working|at work|busy|knackered|exhausted|in a meeting)(?: .*)?)")
_ACTIVITY = re.compile(
    r"\b(?:wanna|(?:do (?:you|u) )?(?:want|wanted|fancy|feel like|like|love) to|shall we|should we|let'?s|can we|could we|(?:love|like) it if we (?:could )?|how about we|why don'?t we|(?:will|would|can|could) (?:you|u)(?: please| maybe)?(?= (?:come|go|join|watch|walk|play|sit|have)\b))\s+([^?.!,\n]{4,70})", re.I,
)
_GERUND = re.compile(r"\b(?:fancy|up for|how about|what about|feel like|down for)\s+((?:a |an |some |the )?[a-z][^?.!,\n]{2,50})", re.I)
_WHEN = r"(?:this |next |on )?(?:tonight|today|tomorrow|later|now|after (?:dinner|work|lunch|tea|school)|at the weekend|over the weekend|weekend|mon(?:day)?|tues?(?:day)?|wed(?:nesday)?|thurs?(?:day)?|fri(?:day)?|sat(?:urday)?|sun(?:day)?|week|month|summer|spring|autumn|winter|january|february|march|april|may|june|july|august|september|october|november|december|evening|morning|afternoon|night|half term)(?: night| morning| evening| afternoon)?"
_WHEN_END = re.compile(rf",? (?:(?:for|in|at|on|over) (?:the )?)?(?:{_WHEN}|at (?:\d\S*|noon))(?: (?:at \S+|or (?:something|so)))?$|,? (?:and (?=i|we|you|it|then|maybe|he|she|they)|(?:because|cuz|bc|so|since|before|while|when|or|if|instead|sometime|soon|please|pls)\b).*$", re.I)
_OTHER_TIME = re.compile(r"\b((?:maybe |perhaps )?(?:next (?:week|weekend|month|time)|tomorrow(?: night| morning| evening)?|(?:on )?(?:monday|tuesday|wednesday|thursday|friday|saturday|sunday)|at the weekend|this weekend|later|after (?:work|dinner|lunch|the match|football)|another (?:day|night|time)))\b", re.I)
EITHER = re.compile(r"\b(?:should|shall|do) (?:i|we) (?:just |really )?([^?.!,\n]{3,60}?),? or (?:should i |do i |just |shall i )?([^?.!\n]{3,60}?)(?=[?.!\n]|$)", re.I)
_AM_I = re.compile(r"\b(?:do (?:you|u) think|tell me(?: if)?) (?:that )?i(?:['’]?m| am)\b(?! (?:ready|allowed|supposed|right|doing))|^\W*am i (?:a|an|too|that|just|being)\b", re.I)
"""Asks whether they are something bad, where a view is not what is sought."""
_ADVISED = re.compile(r"\b(?:you|u) (?:should|need to|have to|could|might want to|must|ought to|gotta|better) (?:just |really |definitely |probably )?([a-z][^.!?,;\n]{2,70})", re.I)
_HARSH = re.compile(r"\b(?:get over|deal|stop|quit|grow up|man up|calm|relax|chill|forget|move on|suck|shut|dump|leave (?:him|her|it)|ignore|worry|know better|have thought|be grateful|dont|don't|never)\b", re.I)
_NEED = re.compile(r"(?:you(?:'re|re| are)|you (?:want|need|have|'ve|hate|only|just|pressed|can't|cant|don't)|you've|the|your|my|it's|its)\b", re.I)
_NO_ONE_S = re.compile(r"\b(?:can|could|would|will) (?:you|u|me|i)\b|[\[\]{}]", re.I)


def task(partner: Reading, voice: Voice) -> str:
    """What they ask to have done, from the reader's side ("watch Leo for an hour"), or ""."""
    raw = partner.draft.raw
    found = _TASK.search(raw)
    if found is None:
        return ""
    text = _TASK_END.sub("", found.group(1))
    said = other_side(partner, found.start(1), found.start(1) + len(text), we=False, chat=voice.short or voice.lower)
    return said if said and 2 <= len(said.split()) <= 9 and not _NO_ONE_S.search(said) else ""


def says_no(said: str, *, refused: bool) -> bool:
    """Whether a draft says no to what was asked, and no yes beside it ("busy till 5 but i'll do it after")."""
    return refused or _ENGAGED.fullmatch(said.strip()) is not None or (_DECLINES.search(said) is not None and not _AGREES.search(said))


def _reason(pieces: Sequence[Piece]) -> str:
    """The draft's own reason for a no ("I'm busy tonight"), where it is told without a barb."""
    for piece in pieces:
        if _REASON.fullmatch(piece.text.rstrip(".!, ") + " ") or _REASON.fullmatch(piece.text.rstrip()):
            text = piece.raw.strip(" .,!;")
            if 2 <= len(text.split()) <= 9 and not piece.asks:
                return re.sub(r"^sorry,? ", "", text, flags=re.I)
    return ""


def _need(told: Sequence[Told]) -> str:
    """What they say they need or face, small enough to follow "I know" ("you're nervous they'll laugh"), or ""."""
    fit = [one for one in told if not one.tail and not one.whole and 3 <= one.words <= 11 and _NEED.match(one.text) and not _NO_ONE_S.search(one.text)]
    best = next((one for one in fit if one.feels), fit[0] if fit else None)
    return "" if best is None else best.text[:1].lower() + best.text[1:] if not re.match(r"I\b", best.text) or best.text[1:2].isalpha() else best.text


_DATED = re.compile(r"\d|day\b|\b(?:tonight|tomorrow|week|weekend|morning|evening)\b", re.I)
_OFFERS = ("Could I help some other way?", "Is there someone else we could ask, or another time that works?", "What would be the next best thing?")


def helps(partner: Reading, pieces: Sequence[Piece], told: Sequence[Told], voice: Voice, *, no: bool, timed: bool, at: int) -> Ways:
    """A yes, or a kind no with another offer; where the draft says no it stays one. at: which of several wordings."""
    does, need, why = task(partner, voice), _need(told), _reason(pieces)
    urgent = _URGENT.search(partner.line.text) is not None
    heard = (f"I know {need}.",) if need else ()
    refusals: list[tuple[str, ...]] = []
    if why:
        refusals += [(*heard, f"{why[:1].upper() + why[1:]}, so I can't this time, I'm sorry.", _OFFERS[at % len(_OFFERS)])]
    refusals += [
        (*(heard or ("I'm glad you asked me.",)), "I'm sorry, I can't this time.", _OFFERS[at % len(_OFFERS)]),
        (f"I'm sorry, I can't {does} this time." if does and not timed and not _DATED.search(does) else "I'm sorry, I can't this time.", _OFFERS[(at + 1) % len(_OFFERS)]),
        ("I can't this time, I'm sorry.", "Is there another time that works, or someone we could ask?"),
    ]
    if does.startswith("not "):
        yield *heard, "I don't want to give it up altogether." if no else "[Yes, of course / Okay].", "What would work for both of us?" if no else "Thank you for telling me."
        yield *(heard or ("I'm glad you said.",)), "Let's find something that works for both of us.", "What would help most?"
        return
    if no and re.match(r" (?:(?:hey|babe|hi|mum|mom|dad) ,? ?)?(?:can|could) (?:you|u) (?:talk|ring|call|phone|facetime) (?!the|my|him|her|them)", partner.line.text):
        yield *heard, "I can't talk right this minute, I'm sorry.", "Can I ring you [in an hour / tonight]?"
        yield "I'm sorry, I can't talk right this minute.", "Can I ring you [in an hour / tonight]?"
    if no and _UNSAFE.search(partner.line.text) and not _LATER.search(partner.line.text):
        yield "[I'm coming to get you / I'm getting you a car / I'm staying on the phone with you till you're safe].", "Where are you right now?"
        yield "[I'm on my way / I'm calling you now].", "Where are you right now?"
    if no:
        yield from refusals
        yield ("[I'm sorry, I can't this time / I can after all].", "What would help most?")
        return
    asks = "Where are you?" if urgent and re.search(r"\b(?:come get|get|pick)\b.*\b(?:u|you)\b", does) else "Anything else that would help?" if timed or urgent else "When do you need it?"
    yes = f"Yes, I can {does}." if does else "Yes, of course."
    if heard:
        yield yes, *heard, asks
    yield yes, asks
    yield from refusals


def activity(partner: Reading, voice: Voice) -> str:
    """What they would like to do together, as it stands after "could we" ("walk down to the river"), or ""."""
    raw = partner.draft.raw
    found = _ACTIVITY.search(raw)
    if found is None:
        return ""
    text = found.group(1)
    while (cut := _WHEN_END.sub("", text)) != text:
        text = cut
    said = other_side(partner, found.start(1), found.start(1) + len(text), we=True, chat=voice.short or voice.lower)
    said = re.sub(rf" {_WHEN}(?= and\b)", "", said or "", flags=re.I)
    said = re.sub(r"^come\b", "go", re.sub(r" with (?:you|me)\b| together\b", "", said or ""), flags=re.I).strip()
    said = re.sub(r"^go (?:over|round|by|here|with)\b.*", "", said, flags=re.I)
    return said if 2 <= len(said.split()) <= 9 and not _NO_ONE_S.search(said) and said.lower() not in ("talk about it", "talk") and not re.search(r"\b(?:you|me|I)\b", said) else ""


def bids(partner: Reading, reply: Reading, pieces: Sequence[Piece], voice: Voice, *, no: bool, timed: bool, at: int, opening: str, question: str, need: bool) -> Ways:
    """A bid for time is met first, then given a time or another one. opening, question: those of its topic. need: they have something to say."""
    text, no = partner.line.text, no and _LUKEWARM.fullmatch(reply.draft.raw) is None
    does, why, other = activity(partner, voice), _reason(pieces), _OTHER_TIME.search(reply.draft.raw)
    when = re.sub(r"^(?:maybe|perhaps) ", "", other.group(1), flags=re.I) if other else "[tomorrow / this weekend / another night]"
    if _OPEN_PLAN.match(partner.draft.raw):
        yield "I'd like [your answer].", "What would you like?"
        yield "[Your answer], if that works for you.", "How do you see it?"
        return
    glad = ("I'm glad you asked.", "I like that you thought of it.", "Thank you for asking me.")[at % 3]
    if re.search(r" miss ", text):
        glad = ("I'm so glad you said that.", "Thank you for telling me that.", "That means a lot to hear.")[at % 3]
        yield glad, f"Could we {does} {when}?" if does else f"Could we pick a time, {'[tonight / tomorrow / this weekend]' if not other else when}?"
    if no or other:
        sorry = f"{why[:1].upper() + why[1:]}, so not this time for me." if why else ""
        could = "How about [Tuesday / Thursday / Sunday]?" if does and re.search(rf" {_WHEN}\b", f" {does}", re.I) else f"Could we {does} {when}?" if does else f"Could we do it {when} instead?"
        if need:
            yield glad, sorry, f"Could we talk {when}?", question
        yield glad, sorry, could
        yield glad, could
        yield "Not this time for me, but I'm glad you asked.", f"How about {when}?"
    asked = task(partner, voice)
    if asked and not no and re.search(r"\b(?:hold|hug|cuddle|sit with|stay with|lie with|listen)\b", asked):
        yield f"[Of course / Yes], I can {asked}.", "I'm glad you asked."
    if does and not need:
        yield f"[I'd love that / I'd like that], let's {does}.", "[What time / When] suits you?" if not timed else "[What time / Where] should I be there?"
        yield f"[Yes, let's / I'd like that]. {glad}", "What time?" if timed else "When were you thinking?"
    yield (f"{opening} {question}",)
    yield "[I'd like that / I'd love to].", "[What time / Where]?" if timed else "[Tonight / Tomorrow / This weekend]?"
    yield "I can't then, but I'd like to.", "How about [another time]?"


_OPENS = ("That's a tricky one.", "I can see why you're torn.", "That's a real decision.", "That's not an easy call.")
GUT = ("What's your gut telling you?", "What are you leaning toward?", "Which way do you lean?", "What matters most to you in it?")


def _idea(reply: Reading, pieces: Sequence[Piece]) -> str:
    """The draft's own idea, as it stands after "you could" ("tell her on Sunday"), or ""."""
    raw = reply.draft.raw
    found = _ADVISED.search(raw)
    text = found.group(1) if found else ""
    for piece in pieces if not text else ():
        if piece.order and piece.start < len(raw):
            at = piece.raw.lower().find(piece.order)
            text = piece.raw[at:] if at >= 0 else ""
            break
    text = re.sub(r"^just ", "", text, flags=re.I).strip(" .,!;")
    text = text[:1].lower() + text[1:] if text.split()[:1] not in (["I"], ["I'd"]) else text
    return text if 2 <= len(text.split()) <= 12 and not _HARSH.search(text) and not _NO_ONE_S.search(text) and "?" not in text else ""


def views(partner: Reading, reply: Reading, pieces: Sequence[Piece], told: Sequence[Told], voice: Voice, *, at: int) -> Ways:
    """A view that was asked for: the draft's idea softened, or theirs to pick, and the question handed back."""
    if _WHICH_THING.match(partner.draft.raw):
        yield "How about [your idea]?", "What were you thinking of?"
        yield "[Your idea], maybe?", "What have you thought of so far?"
    either, idea = EITHER.search(partner.draft.raw), _idea(reply, pieces)
    gut, opens = GUT[at % len(GUT)], _OPENS[at % len(_OPENS)]
    fit = [one for one in told if not one.tail and 4 <= one.words <= 15 and not re.match(r"(?:I|I'm|I've|my|it|that|this|should|do|what|how|if|whether|you (?:think|don't know|do not know))\b", one.text, re.I) and not _NO_ONE_S.search(one.text)]
    heard = (f"{fit[0].text[:1].upper() + fit[0].text[1:]}.",) if fit else ()
    if _AM_I.search(partner.draft.raw) and not either:
        yield "[No, not to me / Honestly, no].", "What's making you feel that way?"
    mine: list[str] = []
    if idea:
        mine = [f"You could {idea}, if that feels right to you."]
    elif either and not _NO_ONE_S.search(either.group()):
        mine = [f"If it were me, I'd [{either.group(1).strip()} / {either.group(2).strip()}], but you know it best."]
    for view in mine:
        yield *heard, opens, view, gut
        yield opens, view, gut
    for first, question in zip((*_OPENS[at % 4:], *_OPENS[:at % 4]), (*GUT[at % 4:], *GUT[:at % 4]), strict=True):
        yield *heard, first, "If it were me, I'd [what you would do].", question
        yield first, "If it were me, I'd [what you would do].", question
