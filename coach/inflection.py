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
