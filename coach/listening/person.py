"""Their words from the other side: I → you, my → your, you → I or me. Quotes stay as they are; "we" has no other side."""

from collections.abc import Iterable
import re

from ..reading import Reading

_TO_YOU = {"i": "you", "me": "you", "my": "your", "mine": "yours", "myself": "yourself", "am": "are"}
_TO_ME = {"your": "my", "yours": "mine", "yourself": "myself"}
_WE = frozenset(["we", "us", "our", "ours", "ourselves"])
_CLITICS = {"'m": "'re", "m": "'re", "’m": "’re"}
_NEAR = {"here": "there"}
_DROPPED = frozenset("lol lmao smh tbh omg ugh ngl rn haha fr kinda literally like, rly".split())
_KIN = frozenset("mum mums mummy mam mams nan nans nana gran granddad grandad nanna mate mates".split())
"""Names for people stay as they are written: somebody's mum is no mom."""
_KEPT = _KIN | frozenset(["did", "does", "had", "has", "was", "were", "done", "been"])


def _subject_is(token, norms: Iterable[str]) -> bool:
    """Whether the verb (or the verb it helps) has one of these words as its subject."""
    verb = token.head if token.dep_ in ("aux", "auxpass") else token
    return any(child.dep_ in ("nsubj", "nsubjpass") and child.norm_.lower() in norms for child in verb.children)


def _plain(token, chat: bool) -> str:
    """A token as it is written, or where the draft does not write so, in full ("abt" → "about")."""
    norm = token.norm_.lower()
    if chat or token.lower_ in _KEPT or norm == token.lower_ or not norm.replace(" ", "").isalpha() or token.lower_.startswith(("'", "’")) or token.lower_ in ("ca", "wo", "ai", "n't"):
        return token.text
    if len(norm) <= len(token.text) and not any(char.isdigit() for char in token.text) and norm not in ("am", "are", "is", "will", "would", "have", "had", "not"):
        return token.text
    if norm in ("am", "are", "is", "will", "would", "have", "had", "not") and token.i and not token.nbor(-1).whitespace_:
        return {"am": "'m", "are": "'re", "is": "'s", "will": "'ll", "would": "'d", "have": "'ve", "had": "'d", "not": "n't"}[norm] if token.lower_ != norm else token.text
    return norm.capitalize() if token.text[:1].isupper() and len(token.text) > 1 else norm


def _turned(token, chat: bool) -> str:
    norm, low = token.norm_.lower(), token.lower_
    if token.i and token.nbor(-1).text == "-" and not token.nbor(-1).whitespace_:
        return token.text
    if norm in ("you", "u") and token.i and token.nbor(-1).lower_ in ("thank", "love") and (token.nbor(-1).lower_ == "thank" or (token.i + 1 < len(token.doc) and token.nbor(1).pos_ == "NOUN")):
        return token.text
    if norm in _TO_YOU and norm != "am":
        return _TO_YOU[norm]
    if (low in _CLITICS and norm in ("am", "'m", "m")) or (low in ("m", "'m", "’m") and token.i and token.nbor(-1).norm_.lower() == "i"):
        return "'re"
    if low == "am" and _subject_is(token, ("i",)) and not (token.i and token.nbor(-1).like_num):
        return "are"
    if low == "was" and _subject_is(token, ("i",)):
        return "were"
    if norm == "you are":
        return "I'm"
    if norm in ("you", "u") and token.i + 1 < len(token.doc) and not token.whitespace_ and token.nbor(1).lower_.strip("'’") in ("d", "ll", "ve"):
        return "I"
    if norm in ("you", "u") and token.dep_ == "nsubj" and token.head.tag_ == "VB" and token.i and token.nbor(-1).pos_ == "VERB" and not any(child.dep_ == "aux" for child in token.head.children):
        return "me"
    if norm in ("you", "u"):
        return "I" if token.dep_ in ("nsubj", "nsubjpass", "csubj") or (token.i + 1 < len(token.doc) and token.nbor(1).tag_ in ("VBD", "VBP", "MD") and token.dep_ not in ("dobj", "pobj", "dative")) else "me"
    if norm in _TO_ME:
        return _TO_ME[norm]
    if token.i and token.nbor(-1).norm_.lower() == "you" and _subject_is(token, ("you",)):
        if norm in ("are", "'re", "re"):
            return "am" if token.nbor(-1).whitespace_ else "'m"
        if norm == "were":
            return "was"
    if norm == "here" and token.i and token.nbor(-1).lower_ in ("around", "round"):
        return token.text
    return _NEAR.get(norm) or _plain(token, chat)


def other_side(reading: Reading, start: int, end: int, *, we: bool, chat: bool) -> str | None:
    """raw[start:end] said by the one who read it, or None where that cannot be said.

    we: whether "we" may stand (it is about both). chat: whether chat spellings may stay.

    >>> from coach.reading import reading
    >>> text = "My boss tore apart my report and I was mortified"
    >>> other_side(reading(text), 0, len(text), we=False, chat=False)
    'Your boss tore apart your report and you were mortified'
    """
    out: list[str] = []
    raw = reading.draft.raw
    doc_words = [token.lower_ for token in reading.doc]
    tokens = [token for token in reading.doc if start <= token.idx and token.idx + len(token) <= end]
    for token in tokens:
        if token.is_space:
            out.append(" ")
            continue
        if any(low <= token.idx < high for low, high in reading.draft.emoji) or token.lower_ in _DROPPED or (raw[token.idx:token.idx + len(token)] != token.text and not token.text.strip(". ")):
            continue
        at = token.i
        said_love = any(doc_words[low:low + 3] in (["i", "love", "you"], ["i", "love", "u"]) and low <= at < low + 3 and low and tokens[0].doc[low - 1].lemma_.lower() in ("say", "tell", "whisper", "text", "write", "shout") for low in range(max(0, at - 2), at + 1))
        quoted = said_love or any(low <= token.idx and token.idx + len(token) <= high for low, high in reading.quotes if len(raw[low:high].split()) > 3)
        if not quoted and token.norm_.lower() in _WE and not we:
            return None
        word = raw[token.idx:token.idx + len(token)] if quoted else _turned(token, chat)
        if word[:1].islower() and token.text[:1].isupper() and not out:
            word = word[:1].upper() + word[1:]
        out.append(word + (" " if token.whitespace_ else ""))
    text = re.sub(r"\s+", " ", "".join(out)).strip()
    text = re.sub(r"\s+([.,!?;:])", r"\1", text)
    text = re.sub(r"\bI (are|'re)\b", "I'm", text)
    text = re.sub(r"\bI and ((?:my |the )?\w+)\b", r"\1 and I", text)
    return text or None
