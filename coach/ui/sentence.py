"""A rewrite as a sentence: with a person's picks in place, and how it differs from their draft."""

from collections.abc import Mapping
import difflib
import re
from typing import Any

from ..results import Rewrite

_PIECE = re.compile(r"\s+|[\w'’]+|[^\w\s]")


def resolved(rewrite: Rewrite, picks: Mapping[str, str]) -> str:
    """The text with each pick in its place (by part number); what is still open stays in brackets."""
    return "".join(picks.get(str(at), "").strip() or str(part) if part.choice or part.blank else part.text for at, part in enumerate(rewrite.parts))


def stood_in(rewrite: Rewrite, picks: Mapping[str, str]) -> str:
    """The text with something in every open place, to draw its shape from."""
    return "".join(
        (picks.get(str(at), "").strip() or (part.choice[0] if part.choice else "that")) if part.choice or part.blank else part.text
        for at, part in enumerate(rewrite.parts)
    )


def _lead(rewrite: Rewrite, at: int) -> str:
    """The few words before a place to fill, back to the last one or the start of the sentence."""
    before = ""
    for part in reversed(rewrite.parts[:at]):
        if part.choice or part.blank:
            break
        before = part.text + before
    before = re.split(r"[.!?\n]\s*(?=\S)", before)[-1].strip(" \n.!?,;:")
    words = before.split()
    return ("… " if len(words) > 4 else "") + " ".join(words[-4:])


def pieces(rewrite: Rewrite) -> list[dict[str, Any]]:
    """The parts as plain data; a place to fill has its number as `key` and the words that lead to it."""
    out: list[dict[str, Any]] = []
    for at, part in enumerate(rewrite.parts):
        if part.choice:
            out.append({"key": str(at), "choice": list(part.choice), "lead": _lead(rewrite, at)})
        elif part.blank:
            out.append({"key": str(at), "blank": part.blank, "lead": _lead(rewrite, at)})
        else:
            out.append({"text": part.text})
    return out


def difference(draft: str, text: str) -> list[dict[str, str]]:
    """Word by word: {"how": "same", "gone" or "new", "text"}.

    >>> [(piece["how"], piece["text"]) for piece in difference("you are late", "you were late")]
    [('same', 'you '), ('gone', 'are'), ('new', 'were'), ('same', ' late')]
    """
    old, new = _PIECE.findall(draft), _PIECE.findall(text)
    out: list[dict[str, str]] = []
    gone, fresh = "", ""
    for how, low, high, start, end in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        same = "".join(old[low:high])
        if how != "equal":
            gone, fresh = gone + same, fresh + "".join(new[start:end])
        elif same.isspace() and gone and fresh:
            gone, fresh = gone + same, fresh + same
        else:
            out += _told(gone, fresh)
            out.append({"how": "same", "text": same})
            gone, fresh = "", ""
    return out + _told(gone, fresh)


def _told(gone: str, fresh: str) -> list[dict[str, str]]:
    return [{"how": how, "text": text} for how, text in (("gone", gone), ("new", fresh)) if text]
