"""The text as it was typed, and the same text masked for parsing, character for character."""

from dataclasses import dataclass
from functools import lru_cache
import re
import unicodedata

LIMIT = 20_000
"""The longest text that is read, in code points."""

_SURROGATE = re.compile("[\ud800-\udfff]")
_STRAIGHT = str.maketrans({
    "‘": "'", "’": "'", "‛": "'", "ʼ": "'", "´": "'", "`": "'", "“": '"', "”": '"', "„": '"', "«": '"', "»": '"',
    "\u00a0": " ", "\u202f": " ", "\u2009": " ", "\t": " ", "\r": "\n", "\u2028": "\n", "\u2029": "\n",
    "—": ",", "–": "-", "‐": "-", "‑": "-",
})
_FILLER = re.compile(r"(?<![\w'])(?:lo+l+|lmf?ao+|rofl|tbh|ngl|fr fr|fr|smh|omg|omfg|ugh+|haha(?:ha)*h?|hehe+|imo|imho|istg|iykyk|ffs|tsk|hmm+|meh|bruh|oof|yikes|welp)(?![\w'])", re.I)
FILLERS = frozenset("lol lool lmao lmfao lmaoo rofl tbh ngl fr smh omg omfg ugh ughh haha hahaha hahah hehe imo imho istg iykyk ffs tsk hmm meh bruh oof yikes welp".split())
"""Words that are blanked before parsing; the expression above knows their longer spellings too."""
_WALL = re.compile(r"((?:[^\w\s]|_){24})(?:[^\w\s]|_){24,}")
"""A wall of marks: the tokenizer looks through all that is left of one for each mark it takes off."""
_STARTS_A_CLAUSE = re.compile(
    r"\s*(?:[iu]|you|ur|your|you're|youre|im|i'm|ive|he|she|we|they|it|its|it's|that|thats|this|there|why|how|what|who|when|where|do|dont|did|can|could|would|will|please|pls|just|never|always|so|no|not|stop|go|get|if|my|and|but|the)\b",
    re.I,
)
_CAPS_RUN = re.compile(r"(?<![A-Za-z])[A-Z](?:[A-Z']*[A-Z])?(?:[ ,.!?;:'\"-]+(?:[A-Z](?:[A-Z']*[A-Z])?|\d+)(?![A-Za-z]))*(?![A-Za-z])")
_LOUD_WORD = re.compile(r"(?<![A-Za-z])[A-Z][A-Z']+(?![A-Za-z])")
_ACRONYM = re.compile(r"^(?:[A-Z]{1,5}S?|[A-Z0-9]+\d[A-Z0-9]*)$")
_EMPHASIS = frozenset(
    (
        "ALWAYS NEVER EVER EVERY SINGLE TIME NOT NO YOU YOUR ME MY ALL SO STOP WHY HOW WHAT DONT DON'T CANT CAN'T WONT "
        "WON'T ONE ONCE TWICE AGAIN EVEN ONLY THE THAT THIS REALLY LITERALLY ANYTHING NOTHING EVERYTHING DO DID ARE WAS "
        "HATE LOVE NEED WANT CARE NOW JUST STILL TOO VERY MUCH DONE SICK TIRED ENOUGH SERIOUSLY PLEASE HELP LISTEN YES "
        "WE US YOUR I'M IM YOU'RE YOURE TODAY TONIGHT"
    ).split()
)


@dataclass(frozen=True, slots=True)
class Draft:
    """A text and its mask.

    raw: what was typed, lone surrogates replaced by U+FFFD. masked: the same length, emoji, fillers and the rest of a wall of
    marks blanked, quotes straightened, capitals lowered where they only shout. emoji, shouts: (start, end) code-point offsets into raw.
    """

    raw: str
    masked: str
    emoji: tuple[tuple[int, int], ...]
    shouts: tuple[tuple[int, int], ...]


@lru_cache(maxsize=4096)
def _is_emoji(char: str) -> bool:
    code = ord(char)
    if code < 0x2190:
        return code in (0x200D, 0x203C, 0x2049, 0x20E3)
    if 0xFE00 <= code <= 0xFE0F or 0x1F3FB <= code <= 0x1F3FF or 0x1F1E6 <= code <= 0x1F1FF:
        return True
    return code >= 0x1F000 or (unicodedata.category(char) == "So" and code >= 0x2300) or 0x2600 <= code <= 0x27BF


def _mask_runs(text: str, spans: list[tuple[int, int]]) -> str:
    """Blank each span; a full stop stands where a clause starts after it, since blanks alone glue sentences."""
    out = list(text)
    for start, end in spans:
        out[start:end] = " " * (end - start)
        before = "".join(out[:start]).rstrip() if start < 200 else "".join(out[start - 200:start]).rstrip()
        at_line_end = re.match(r"[ ]*(\n|$)", text[end:end + 80]) is not None
        if before and before[-1] not in ".!?,;:\n" and (at_line_end or _STARTS_A_CLAUSE.match(text[end:end + 40])):
            out[start] = "."
    return "".join(out)


def _emoji_spans(text: str) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    for position, char in enumerate(text):
        if (char > "\u2000" and _is_emoji(char)) or (char in "\u203c\u2049\u200d"):
            if spans and spans[-1][1] == position:
                spans[-1] = (spans[-1][0], position + 1)
            else:
                spans.append((position, position + 1))
    return spans


def _lower(text: str) -> str:
    return "".join(low if len(low := char.lower()) == 1 else char for char in text)


def _shouts(text: str) -> list[tuple[int, int]]:
    """Runs of capitals that shout: two words and more, or one word that is only ever written so for emphasis."""
    spans = []
    for run in _CAPS_RUN.finditer(text):
        words = _LOUD_WORD.findall(run.group())
        spoken = [word for word in words if len(word) > 1]
        if not spoken:
            continue
        plain = [word for word in spoken if word in _EMPHASIS or not _ACRONYM.match(word)]
        if plain and (len(spoken) > 1 or plain[0] in _EMPHASIS or len(plain[0]) > 5):
            spans.append(run.span())
    return spans


def read(text: str) -> Draft:
    """Mask a text for parsing; len(masked) == len(raw) always.

    >>> read("ARE YOU SERIOUS 🙄 you’re late").masked
    "are you serious . you're late"
    """
    raw = text if text.isascii() else _SURROGATE.sub("\ufffd", text)
    masked = raw.translate(_STRAIGHT)
    unseen = {ord(char): " " for char in set(masked) if unicodedata.category(char).startswith("C") and char not in "\n\u200d"}
    masked = masked.translate(unseen) if unseen else masked
    capitals = sum(map(str.isupper, masked))
    shouts = _shouts(masked) if capitals else []
    if capitals > 2 and (letters := sum(map(str.isalpha, masked))) > 3 and capitals > 0.6 * letters:
        masked = _lower(masked)
    else:
        for start, end in shouts:
            masked = masked[:start] + _lower(masked[start:end]) + masked[end:]
    emoji = [] if masked.isascii() else _emoji_spans(masked)
    masked = _mask_runs(masked, emoji)
    masked = _mask_runs(masked, [found.span() for found in _FILLER.finditer(masked)])
    masked = _WALL.sub(lambda found: found[1].ljust(len(found[0])), masked)
    return Draft(raw, masked, tuple(emoji), tuple(shouts))
