"""Forms of English words: a small table of our own first, lemminflect after it."""

from functools import lru_cache

_OWN = {
    "be": ("be", "is", "are", "am", "was", "were", "been", "being"),
    "have": ("have", "has", "had", "having"),
    "do": ("do", "does", "did", "done", "doing"),
    "can": ("can",), "will": ("will",),
    "lie": ("lie", "lies", "lied", "lying"),
    "cancel": ("cancel", "cancels", "cancelled", "canceled", "cancelling", "canceling"),
    "travel": ("travel", "travels", "travelled", "traveled", "travelling", "traveling"),
    "quarrel": ("quarrel", "quarrels", "quarrelled", "quarreled", "quarrelling", "quarreling"),
    "belittle": ("belittle", "belittles", "belittled", "belittling"),
    "gaslight": ("gaslight", "gaslights", "gaslighted", "gaslit", "gaslighting"),
    "ghost": ("ghost", "ghosts", "ghosted", "ghosting"),
    "learn": ("learn", "learns", "learned", "learnt", "learning"),
    "get": ("get", "gets", "got", "gotten", "getting"),
}


@lru_cache(maxsize=4096)
def forms(lemma: str) -> tuple[str, ...]:
    """Every form of a word as noun, verb or adjective, the lemma first.

    >>> forms("sulk")
    ('sulk', 'sulking', 'sulked', 'sulks')
    """
    if lemma in _OWN:
        return _OWN[lemma]
    from lemminflect import getAllInflections

    found = [form for tag in ("VERB", "NOUN") for spellings in getAllInflections(lemma, upos=tag).values() for form in spellings]
    out = dict.fromkeys([lemma, *(form.lower() for form in found)])
    return tuple(out)


_IRREGULAR = {
    ("be", "VBN"): "been", ("do", "VBN"): "done", ("go", "VBN"): "gone", ("tell", "VBN"): "told", ("get", "VBN"): "got",
    ("let", "VBN"): "let", ("read", "VBN"): "read", ("put", "VBN"): "put", ("hit", "VBN"): "hit", ("cut", "VBN"): "cut", ("set", "VBN"): "set",
    ("hurt", "VBN"): "hurt", ("shut", "VBN"): "shut", ("quit", "VBN"): "quit", ("cost", "VBN"): "cost", ("come", "VBN"): "come", ("text", "VBN"): "texted",
    ("text", "VBD"): "texted", ("text", "VBG"): "texting", ("lie", "VBG"): "lying", ("lie", "VBD"): "lied", ("lie", "VBN"): "lied", ("ghost", "VBD"): "ghosted",
}


def inflect(lemma: str, tag: str) -> str | None:
    """One form of a verb lemma by Penn tag (VB, VBD, VBG, VBN, VBZ), or None where it is not known.

    >>> inflect("lie", "VBG")
    'lying'
    """
    if tag == "VB":
        return lemma
    if (lemma, tag) in _IRREGULAR:
        return _IRREGULAR[lemma, tag]
    from lemminflect import getInflection

    found = getInflection(lemma, tag=tag)
    return found[0] if found else None
