"""What of their message a better reply says back: one short piece, turned to the other side, never the whole of it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
import re

from ..detecting.phrase import hits
from ..detecting.polarity import heat_of
from ..reading import Reading
from ..rewriting.units import Unit, units
from ..rewriting.voice import Voice, dress
from ..rulebook import Rulebook
from .person import other_side
from .wording import INSULTS_SELF

_LOST_SUBJECT = frozenset(["VBD", "VBN", "VBP"])
_CUT = re.compile(r"\s*(?:,\s*|\s)(?:and|but|so|because|cuz|bc|n|while|though|even though|which|like)\s", re.I)
_TAIL = re.compile(
    r"(?<= )(?:in front of (?:everyone|everybody|the whole [a-z]+|my whole [a-z]+|my [a-z]+|your [a-z]+|a [a-z]+|people|them all|her|him)|on my (?:birthday|anniversary|day off|one day off|only day off|wedding day|own)|(?:at|after) (?:four|three|two|five|six|[0-9]+) in the morning|"
    r"without (?:telling|asking) (?:me|us|any of us|anyone)|by myself|all by myself|for the (?:second|third|fourth|fifth|tenth|first) [a-z]+(?: in [a-z ]+)?|(?:three|two|four|five|six|ten|[0-9]+) (?:weeks|nights|times|days|months|years|hours|weekends)(?: running| in a row| straight)?|"
    r"over text|on facebook|at the wedding|at church|from a text)(?= |[.!?,]|$)", re.I,
)
_NOTHING = re.compile(r"^(?:idk|dunno)\b|^(?:i )?(?:do not know|i guess|whatever|anyway|you know|i mean|so yeah|just|ok|well|help|please|thanks?)\W*$", re.I)
_LEAD = r"^(?:(?:so|ok|like|well|and|but|because|also|plus|honestly|n|omg|ugh|yeah|then|i swear|the thing is|not gonna lie|ngl)[ ,]+)+"
"""What a piece may begin with that says nothing of what happened."""
_BARE = re.compile(r"^(?:it|that|this|they|he|she) ", re.I)


_OPEN_END = frozenset("i you he she they we the a my your and to of when that so in at for with it".split())
_SELF_BLAME = re.compile(r"\b(?:failing|failure|worst|gross|stupid|useless|idiot|not ok(?:ay)?|losing it|wrong|ugly|fat|burden|bad (?:mom|dad|mother|father|parent)|mean|boring)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """text: to be said as a sentence, without its end mark. feels: it names what they feel. tail: a few words only. cue: it
    holds what told the turn. at: where it stands in their message. whole: it is a sentence of theirs from end to end. past: its
    main verb is."""

    text: str
    feels: bool
    tail: bool = False
    cue: bool = False
    at: int = 0
    whole: bool = False
    past: bool = False

    @property
    def words(self) -> int:
        return len(self.text.split())


def _words(text: str) -> int:
    return len(text.split())


def _shortened(text: str) -> str:
    """At most sixteen words: cut where a joining word stands."""
    if _words(text) <= 16:
        return text
    for found in _CUT.finditer(text):
        if 4 <= _words(text[:found.start()]) <= 15:
            best = text[:found.start()]
            if _words(best) >= 5 and best.split()[-1].lower() not in _OPEN_END:
                return best
    return ""


def _before_us(partner: Reading, start: int, end: int) -> int:
    """Where a piece ends before a phrase about "us" at its end, or 0."""
    tokens = [token for token in partner.doc if start <= token.idx < end]
    at = next((place for place, token in enumerate(tokens) if token.norm_.lower() in ("we", "us", "our", "ours")), 0)
    while at > 4:
        at -= 1
        if at and tokens[at - 1].lower_ in ("any", "some", "both", "one", "all", "none", "telling", "asking"):
            continue
        if tokens[at].pos_ in ("ADP", "SCONJ") or tokens[at].lower_ in ("without", "because", "and", "but"):
            return tokens[at].idx
    return 0


def _with_subject(said: str, partner: Reading, start: int) -> str:
    """The subject a chat leaves out: "passed the bar" → "you passed the bar", "hurts that …" → "it hurts that …"."""
    token = next((token for token in partner.doc if token.idx >= start and token.is_alpha and token.lower_ not in ("so", "and", "but", "kinda", "just", "literally", "finally", "omg", "ugh")), None)
    if token is None or token.idx > start + 14:
        return said
    said = re.sub(r"^(?:just|kinda) ", "", said, flags=re.I)
    said = re.sub(r"^you (?:do not|don't|dont) know (what|how|who|why|if|whether) ", r"you're left wondering \1 ", said, flags=re.I)
    said = re.sub(r"^you feel like (you|i|everyone)", r"it feels like \1", said, flags=re.I)
    low = token.norm_.lower()
    said = re.sub(r"^you been ", "you've been ", said, flags=re.I)
    if low == "been":
        return "you've " + said[:1].lower() + said[1:]
    if low in ("feels", "hurts", "hurt", "bugs", "bothers", "felt", "made", "makes", "sucks", "stings") and not any(child.dep_ in ("nsubj", "expl") for child in token.children):
        return "it " + said[:1].lower() + said[1:]
    if token.tag_ in ("VBD", "VBN") and not any(child.dep_ in ("nsubj", "nsubjpass", "expl") for child in token.children) and token.dep_ in ("ROOT", "conj", "ccomp", "advcl", "parataxis", "dep", "auxpass", "csubj"):
        return "you " + said[:1].lower() + said[1:]
    return said


def _whole(partner: Reading) -> tuple[Unit, ...]:
    """The units of a message; what someone is scared, glad or sure of stays with it ("scared you'll be mad")."""
    out: list[Unit] = []
    for unit in units(partner, ()):
        clause = unit.clause
        if out and clause is not None and clause.relation == "ccomp" and not unit.joint:
            above = partner.doc[clause.head].head
            if out[-1].start <= above.idx < out[-1].end and above.pos_ == "ADJ" and not re.search(r"[.!?]", partner.draft.masked[out[-1].end - 1:unit.start]):
                out[-1] = replace(out[-1], end=unit.end)
                continue
        if out and unit.joint.lower() in ("and", "n", "&") and (clause is None or clause.subject == "none") and not re.search(r"[.!?\n]", partner.draft.masked[out[-1].end - 1:unit.start]) and _words(partner.draft.raw[out[-1].start:unit.end]) <= 14:
            out[-1] = replace(out[-1], end=unit.end)
            continue
        out.append(unit)
    return tuple(out)


_BOUNDS = re.compile(r"(?<!\b[ap])(?<!\b[ap]\.m)[.!?…]+[\"'”’)\]]*(?:\s+|$)|\n+")
_ASIDES = re.compile(r"(?:,? (?:on the way (?:to|home|back|in)(?: [a-z']+){0,3}|this (?:morning|afternoon|evening|week)|today|yesterday|last (?:night|week|month)|earlier|right now))+$", re.I)
"""When and where, at the end of a long piece: they know."""
_STRIKES = re.compile(r"\b(?:nobody|no one|not one|none of|without (?:asking|telling|a word)|asked (?:me |you )?(?:if|why|when)|calls? you|called you|won't even|didn't even|doesn't even|can't remember|didn't (?:know|notice|ask|recogni[sz]e)|half of|half that|only thing|instead of you|same question|wishes|like (?:he|she|they|it|you) (?:was|were))\b|[\"“]", re.I)
"""What makes a piece the one to give back: nobody came, what was asked, what was said in so many words."""
_SENTENCE_LENGTH = 15
"""Words up to which a whole sentence is said back rather than a piece of it."""


def _sentences(partner: Reading, cut: Sequence[Unit], found: Sequence[tuple[float, Told]], chat: bool, *, we: bool) -> Iterator[tuple[float, Told]]:
    """Whole short sentences that hold several pieces: what belongs together stays together ("You cry in the car, fix your face and go in")."""
    raw, start = partner.draft.raw, 0
    for end, after in [*((one.start(), one.end()) for one in _BOUNDS.finditer(raw)), (len(raw), len(raw))]:
        inside = [one for one in found if start <= one[1].at < end]
        text = raw[start:end]
        if inside and sum(start <= unit.start < end for unit in cut) >= 2 and _words(text) <= _SENTENCE_LENGTH and "?" not in raw[end:after] and not re.match(r"\s*(?:i think|i guess|idk|maybe)\b", text, re.I):
            said = other_side(partner, start, end, we=we, chat=chat)
            said = re.sub(_LEAD, "", said or "", flags=re.I).strip(" .!,;:-")
            if said and not INSULTS_SELF.search(said) and not re.match(r"(?:when|if|because|that|since) ", said, re.I):
                yield max(score for score, _ in inside) + 0.3, replace(inside[0][1], text=_with_subject(said, partner, start), whole=True, feels=any(one.feels for _, one in inside), at=start)
        start = after


def tellings(partner: Reading, turn: str, book: Rulebook, voice: Voice) -> tuple[Told, ...]:
    """Pieces of their message worth saying back, the weightiest first."""
    raw, chat = partner.draft.raw, voice.short or voice.lower
    both = turn in ("complaint_about_you", "bid")
    feelings = frozenset(word for name in ("feeling_soft", "feeling_hard", "feeling_body", "feeling_good", "faux_feeling") for word in book.lexicons.get(name, ()) if " " not in word)
    found: list[tuple[float, Told]] = []
    cut = _whole(partner)
    cues = [hit.start for hit in hits(partner.line, book, book.turns) if hit.rule.kind == turn == "good_news"]
    for number, unit in enumerate(cut):
        piece, clause = raw[unit.start:unit.end], unit.clause
        if "?" in piece or _NOTHING.match(piece) or (clause is not None and clause.mood in ("question", "imperative") and clause.subject == "none" and partner.doc[clause.head].tag_ not in _LOST_SUBJECT):
            continue
        said = other_side(partner, unit.start, unit.end, we=both, chat=chat)
        if said is None:
            end = _before_us(partner, unit.start, unit.end)
            said = other_side(partner, unit.start, end, we=both, chat=chat) if end else None
        if said is None:
            continue
        said = re.sub(_LEAD, "", said, flags=re.I).strip(" .!,;:-")
        said = said.rsplit(": ", 1)[-1] if _words(said.rsplit(": ", 1)[-1]) >= 2 else said
        said = _shortened(re.sub(r"\s*\([^)]*\)", "", said))
        if not said or _words(said) < 2:
            continue
        said = _with_subject(said, partner, unit.start)
        said = _ASIDES.sub("", said) if _words(said) >= 8 else said
        if INSULTS_SELF.search(said):
            continue
        main = any(unit.start < one.start and one.end <= unit.end + 1 and not one.mark and not one.conditional for one in partner.clauses)
        if (re.match(r"(?:when|if|while|because|that|since) ", said, re.I) and not (main and _words(said) >= 7)) or re.fullmatch(r"(?:it|that|this) \w+", said, re.I):
            continue
        low = said.lower()
        feels = re.search(r"\b(?:hurts?|hate|bugs|bothers|bothered|embarrassed|dreading|scared|felt|feel)\b", low) is not None or any(
            found.group(1) in feelings for found in re.finditer(r"\byou(?:'re| are|re|'ve been| were| get| got) (?:(?:so|really|just|kinda|very|pretty|still) )?(\w+)", low)
        )
        feels = feels and not _SELF_BLAME.search(low)
        line = partner.line
        heat = heat_of(" ".join(word for word, (start, _) in zip(line.text.split(), line.spans, strict=False) if unit.start <= start < unit.end))
        score = 1.0 + (0.6 if "you" in re.findall(r"[a-z]+", low) else 0.0) + (0.8 if feels else 0.0) + min(1.2, 0.3 * abs(heat)) + 0.12 * number
        score += 0.5 if not _BARE.match(said) and re.search(r"\d|\b(?:one|two|three|four|five|six|nine|eleven|twelve|twenty|first|last|again|never|only|finally)\b", low) else 0.0
        score += 0.6 if _STRIKES.search(low) else 0.0
        score += 0.4 if re.match(r"(?:nobody|no one|not one)\b", low) else 0.0
        score -= 0.8 if _BARE.match(said) and number == 0 else 0.4 if re.match(r"(?:it|that|this)\b", said, re.I) else 0.0
        score += 1.2 if any(unit.start <= start < unit.end for start in cues) else 0.0
        score -= 0.8 if _words(said) < 4 and not (turn == "good_news" and any(unit.start <= start < unit.end for start in cues)) and not feels and re.match(r"(?:you|it|that|this|he|she|they|i)\b", low) else 0.0
        if turn == "good_news":
            score += 1.0 - 0.5 * number - (0.9 if feels else 0.0)
        score -= 0.9 if re.match(r"you (?:do not |don't |dont )?(?:think|guess)\b", low) else 0.0
        score += 0.5 if turn == "vent" and re.search(r"\b(?:told you to|said (?:that )?you(?:'re|r| are| were)?\b|said (?:he|she|they|it|no)\b)", low) else 0.0
        score -= 0.12 * max(0, _words(said) - 9)
        if turn == "complaint_about_you":
            words = re.findall(r"[a-z']+", low)
            accused = words[:1] in (["i"], ["i'm"], ["i've"], ["my"])
            score -= 0.7 if accused and " you" in low else 1.6 if accused else 0.0
            if accused and _words(said) < 3:
                continue
        past = clause is not None and clause.tense == "past"
        found.append((score, Told(said, feels, cue=any(unit.start <= start < unit.end for start in cues), at=unit.start, past=past)))
    tails = [
        (1.9 if len(cut) == 1 else 1.2, Told(told, False, True))
        for match in _TAIL.finditer(raw) if (told := other_side(partner, match.start(), match.end(), we=both, chat=chat))
    ]
    found += [one for one in _sentences(partner, cut, [one for one in found if _words(one[1].text) >= 3], chat, we=both) if turn != "complaint_about_you" or not re.search(r"\b(?:I|my|me)\b", one[1].text)]
    ranked = sorted(found + tails, key=lambda one: -one[0])
    return tuple(told for _, told in ranked)


_OF_SOMEONE = re.compile(r"\b(?!(?:it|that|he|she|there|what|who|how|where|here|let|when)['’])[a-z]+(?:'s|s')(?= [a-z])", re.I)
"""What belongs to someone keeps its apostrophe in the plainest chat ("the boss's car")."""


def sentence(text: str, voice: Voice, end: str = ".") -> str:
    """A piece as a sentence in the draft's voice."""
    text = re.sub(r"[.,]+([\"”])$", r"\1", text.strip())
    text = re.sub(r"(?<![A-Za-z'])i(?=[ '’]|$)", "I", text)
    if voice.bare:
        text = _OF_SOMEONE.sub(lambda found: found.group().replace("'", "\0"), text)
    text = text.lower() if voice.lower and not text.isupper() else text[:1].upper() + text[1:]
    return dress(text, voice).replace("\0", "'") + end
