"""How a draft is written, so that the few words the coach adds are written the same way."""

from dataclasses import dataclass
import re

_APOSTROPHE_WORDS = re.compile(r"\b(?:[a-z]+n['’]t|[a-z]+['’](?:ve|re|ll|d)|i['’]m|i['’]ve|i['’]ll|it['’]s|that['’]s|you['’]re|don['’]t)\b", re.I)
_BARE_WORDS = re.compile(r"\b(?:im|ive|dont|didnt|cant|wont|isnt|doesnt|thats|youre|ur|its (?:not|been|just|like|a)|wasnt|havent|couldnt|wouldnt|arent)\b", re.I)
_SHORT_YOU = re.compile(r"\b(?:u|ur)\b", re.I)
_LONG_YOU = re.compile(r"\b(?:you|your|you['’]re)\b", re.I)
_EXPAND = {
    "I'm": "I am", "I'd": "I would", "I've": "I have", "I'll": "I will", "don't": "do not", "didn't": "did not",
    "it's": "it is", "can't": "cannot", "isn't": "is not", "haven't": "have not", "doesn't": "does not", "that's": "that is",
}


@dataclass(frozen=True, slots=True)
class Voice:
    """lower: small letters throughout. bare: no apostrophes. short: u and ur for you. stops: sentences end in a mark.
    asks: question marks are used. formal: no contractions at all in a letter of some length. curly: the apostrophe is ’."""

    lower: bool
    bare: bool
    short: bool
    stops: bool
    asks: bool
    formal: bool
    curly: bool


def voice(raw: str) -> Voice:
    """The voice of a draft."""
    starts = re.findall(r"(?:^|[.!?]\s+|\n\s*)([A-Za-z])", raw)
    ones = re.findall(r"(?<![A-Za-z'])([iI])(?=[ 'm’]|$)", raw)
    capitals = sum(letter.isupper() for letter in starts) + sum(letter == "I" for letter in ones)
    lower = capitals < 0.5 * max(1, len(starts) + len(ones))
    bare = _APOSTROPHE_WORDS.search(raw) is None and (_BARE_WORDS.search(raw) is not None or lower)
    short = len(_SHORT_YOU.findall(raw)) > len(_LONG_YOU.findall(raw)) or (lower and _SHORT_YOU.search(raw) is not None and _LONG_YOU.search(raw) is None)
    formal = not lower and _APOSTROPHE_WORDS.search(raw) is None and len(raw.split()) > 25
    stops = raw.rstrip().endswith((".", "!", "?", "…")) or bool(re.search(r"[.!?](?:\s|$)", raw))
    return Voice(lower, bare, short, stops, "?" in raw or raw.rstrip().endswith((".", "!")), formal, "’" in raw)


def dress(text: str, voice: Voice) -> str:
    """Closed wording in the draft's voice: letter case, apostrophes, u for you, no contractions in a formal letter."""
    if voice.formal:
        for short, full in _EXPAND.items():
            text = re.sub(rf"\b{re.escape(short)}\b", full, text)
    if voice.short:
        text = re.sub(r"\byou're\b", "ur", text)
        text = re.sub(r"\b[Yy]our\b", "ur", text)
        text = re.sub(r"\b[Yy]ou\b", "u", text)
    if voice.bare:
        text = text.replace("'", "")
    elif voice.curly:
        text = text.replace("'", "’")
    if voice.lower:
        text = text.lower()
    return text
