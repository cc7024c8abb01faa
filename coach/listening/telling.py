"""What of their message a better reply says back: one short piece, turned to the other side, never the whole of it."""

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
_BARE = re.compile(r"^(?:it|that|this|they|he|she) ", re.I)


_OPEN_END = frozenset("i you he she they we the a my your and to of when that so in at for with it".split())
_SELF_BLAME = re.compile(r"\b(?:failing|failure|worst|gross|stupid|useless|idiot|not ok(?:ay)?|losing it|wrong|ugly|fat|burden|bad (?:mom|dad|mother|father|parent)|mean|boring)\b")


@dataclass(frozen=True, slots=True)
class Told:
    """text: to be said as a sentence, without its end mark. feels: it names what they feel. tail: a few words only. cue: it
    holds what told the turn."""

    text: str
    feels: bool
    tail: bool = False
    cue: bool = False


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
        out.append(unit)
    return tuple(out)


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
        said = re.sub(r"^(?:(?:so|ok|like|well|and|but|because|also|plus|honestly|n|omg|ugh|yeah|now|then|i swear|the thing is|not gonna lie|ngl)[ ,]+)+", "", said, flags=re.I).strip(" .!,;:-")
        said = said.rsplit(": ", 1)[-1] if _words(said.rsplit(": ", 1)[-1]) >= 2 else said
        said = _shortened(re.sub(r"\s*\([^)]*\)", "", said))
        if not said or _words(said) < 2:
            continue
        said = _with_subject(said, partner, unit.start)
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
        score -= 0.8 if _BARE.match(said) and number == 0 else 0.4 if _BARE.match(said) else 0.0
        score += 1.2 if any(unit.start <= start < unit.end for start in cues) else 0.0
        score -= 0.8 if _words(said) < 4 and not (turn == "good_news" and any(unit.start <= start < unit.end for start in cues)) and not feels and re.match(r"(?:you|it|that|this|he|she|they|i)\b", low) else 0.0
        if turn == "good_news":
            score += 1.0 - 0.5 * number - (0.9 if feels else 0.0)
        score -= 4.0 if INSULTS_SELF.search(low) and " feel" not in low else 0.0
        score -= 0.9 if re.match(r"you (?:do not |don't |dont )?(?:think|guess)\b|(?:he|she|they) said\b", low) else 0.0
        score -= 0.12 * max(0, _words(said) - 9)
        if turn == "complaint_about_you":
            words = re.findall(r"[a-z']+", low)
            accused = words[:1] in (["i"], ["i'm"], ["i've"], ["my"])
            score -= 0.7 if accused and " you" in low else 1.6 if accused else 0.0
            if accused and _words(said) < 5:
                continue
        found.append((score, Told(said, feels, cue=any(unit.start <= start < unit.end for start in cues))))
    tails = [
        (1.9 if len(cut) == 1 else 1.2, Told(told, False, True))
        for match in _TAIL.finditer(raw) if (told := other_side(partner, match.start(), match.end(), we=both, chat=chat))
    ]
    ranked = sorted(found + tails, key=lambda one: -one[0])
    return tuple(told for _, told in ranked)


def sentence(text: str, voice: Voice, end: str = ".") -> str:
    """A piece as a sentence in the draft's voice."""
    text = re.sub(r"[.,]+([\"”])$", r"\1", text.strip())
    text = re.sub(r"(?<![A-Za-z'])i(?=[ '’]|$)", "I", text)
    text = text.lower() if voice.lower and not text.isupper() else text[:1].upper() + text[1:]
    return dress(text, voice) + end
