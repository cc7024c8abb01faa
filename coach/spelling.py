"""Chat spellings and the common typos that break a parse, told apart by the word that follows."""

from functools import lru_cache
import re

from .tables import RULES, table

_YOU_ARE = frozenset(
    (
        "so such a an the always never not just being acting too very really literally only still also right wrong "
        "welcome late out home gonna going goin doing doin making makin getting gettin like more lucky sure kidding "
        "kiddin telling tellin saying sayin supposed honestly actually basically constantly clearly obviously seriously "
        "in on at from with w off my ok okay fine done already probably pretty hella mad all here there back asking "
        "askin trying tryin tryna playing playin lying lyin crazy selfish lazy rude useless pathetic ridiculous "
        "unbelievable impossible stupid dumb dramatic hilarious something nothing worse better one gunna bout about "
        "able allowed ignoring ignorin leaving stressing talking talkin using usin wasting breaking killing scaring "
        "hurting cheating texting letting coming comin never-there usually both quite super mean cold fake immature "
        "insane toxic blind deaf disgusting embarrassing exhausting absolutely completely totally kinda kind sorta "
        "awfully real starting acting turning becoming worth proud busy free awake asleep tired sick sweet cute amazing "
        "awesome perfect beautiful gorgeous funny why who what how where"
    ).split()
)
_NOUN_AFTER_ADJECTIVE = frozenset(
    (
        "ass self butt behaviour behavior attitude mouth friend friends mom mother dad family brother sister life way "
        "ways house room car phone job excuse excuses game games mind heart smile face voice love hair eyes"
    ).split()
)
_IT_IS = frozenset(
    (
        "a an the not so just ok okay fine been always never like really too very only my your ur u you all about on "
        "what how why that this no hard also still kinda good bad nice great over done gonna going because cuz bc cos "
        "when if more pretty probably exhausting embarrassing ridiculous pathetic crazy actually literally honestly "
        "easy clear funny called cold hot late raining getting been weird wild sad true fair unfair normal everyone "
        "someone me him her them w with at in here there u, been ok, up out down time day both one"
    ).split()
)
_I_WILL = frozenset(
    (
        "just be do go take get make call text handle bring pick see have give let send try come wait never always not "
        "probably still find pay stay leave tell say ask eat sleep talk start finish cook clean keep put drive meet "
        "show help buy watch explain move grab sort fix figure swap cover book work walk walk hold stop remember run "
        "say check owe own listen start sit read drop feed love miss cry die kill admit also even gladly happily need "
        "want even deal"
    ).split()
)
_I_WOULD = frozenset(
    "like love rather be never have appreciate want say really just prefer go do feel always been not still also kill probably die hate even give take at much be".split()
)
_WE_ARE = frozenset("gonna going not both all on done in ok okay fine good out late here leaving doing having gunna supposed running".split())
_BOUNDARY = frozenset(". , ! ? ; : and but so or n if when because cuz bc cos that then while - ...".split())
_PRONOUN_AFTER_CAUSE = frozenset("i im i'm u you ur he she it its we they that the my your ive you're".split())
_ELONGATED = re.compile(r"([a-z])\1{2,}")


@lru_cache(maxsize=1)
def spellings() -> dict[str, str]:
    """Chat spelling -> the words it stands for, from rules/words/spellings.toml."""
    return table(RULES / "words" / "spellings.toml")["words"]


def _split_at(word: str, before: str, after: str, later: str) -> int:
    """Where a token is two words run together, or 0."""
    if word in ("ur", "your", "yur", "yer", "yo"):
        if word == "yo" or after not in _YOU_ARE:
            return 0
        if later in _NOUN_AFTER_ADJECTIVE and after not in ("a", "the", "not", "so", "such", "my"):
            return 0
        if word == "your" and after in (
            "right", "late", "own", "like", "home", "back", "more", "kind", "in", "on", "real", "mean", "something",
            "better", "one", "sweet", "cute", "amazing", "beautiful", "perfect", "busy", "crazy", "with", "free", "off",
            "usual", "awesome", "gorgeous", "funny", "very", "dumb", "stupid", "most", "only", "sick", "little", "what",
            "lucky", "cold", "lazy", "pretty", "constantly", "all", "there", "both", "why", "who", "how", "where", "lying",
            "drinking", "here", "hurting", "cheating", "texting", "breaking", "nothing", "worth", "starting", "getting",
            "doing", "making", "saying", "asking", "trying", "playing", "talking", "coming", "going", "leaving", "killing",
        ) and not (after in ("right", "late", "home", "lying", "doing", "making", "getting", "going", "killing", "hurting", "leaving", "kidding", "saying", "asking", "lucky", "crazy") and later in ("", ".", "!", "?", ",", "me", "it", "to", "this", "again", "on", "and", "but", "out", "about", "from")):
            return 0
        return 1 if len(word) == 2 else len(word) - 2
    if word == "its" and after in _IT_IS:
        return 2
    if word == "ill" and (after in _I_WILL or before in ("", ".", ",", "!", "?", "and", "n", "so", "but", "then", "if", "maybe")) and after not in ("", ".", ",", "and", "with"):
        return 1
    if word == "id" and after in _I_WOULD:
        return 1
    if word == "were" and before in ("", *_BOUNDARY) and after in _WE_ARE:
        return 2
    if word == "well" and after in ("be", "see", "talk", "never", "always", "figure", "have") and before in ("", *_BOUNDARY) and later not in (",",):
        return 2 if after in ("be", "see", "talk", "figure") else 0
    if word in ("ud", "ull", "uve", "ure", "u'll", "u're", "u've", "u'd"):
        return 1
    if word == "lets" and before in ("", *_BOUNDARY):
        return 3
    return 0


_HALVES = {
    "r": "are", "s": "'s", "ll": "will", "d": "would", "re": "are", "ve": "have", "'ll": "will", "'re": "are",
    "'ve": "have", "'d": "would", "er": "are",
}


_RUN_TOGETHER = frozenset("ur your yur yer yo its ill id were well ud ull uve ure u'll u're u've u'd lets".split())
"""The words that `_split_at` may cut."""
_FIRST_HALVES = {"u": "you", "yo": "you", "you": "you", "y": "you", "i": "i", "it": "it", "we": "we", "let": "let", "yu": "you"}


def _norm_of(word: str, before: str, after: str, table: dict[str, str], drawn: bool) -> str:
    """What one whole word stands for, or "". drawn: letters are drawn out somewhere in the text ("soooo")."""
    if word in ("ur", "yur", "yer"):
        return "your"
    if word == "cause" and after in _PRONOUN_AFTER_CAUSE and before not in ("the", "a", "to", "will", "would", "no"):
        return "because"
    if (word == "r" and before in ("and", "&")) or (word == "w" and not after) or (word == "wit" and after in ("of", "and", "'s")):
        return ""
    norm = table.get(word, "")
    if norm or not drawn or len(word) <= 3 or not _ELONGATED.search(word):
        return norm
    for squeezed in (_ELONGATED.sub(r"\1\1", word), _ELONGATED.sub(r"\1", word)):
        if squeezed in _DOUBLED or squeezed in table:
            return table.get(squeezed, squeezed)
    return table.get(_ELONGATED.sub(r"\1", word), _ELONGATED.sub(r"\1", word))


def respell(words: list[str]) -> list[list[tuple[str, str]]]:
    """For each lower-case word: its pieces as (surface, norm); one piece unless two words are run together.

    A norm may hold several words ("idk" -> "i do not know"). "" as norm means: as the tokenizer has it.
    """
    table, out, last = spellings(), [], len(words) - 1
    drawn = _ELONGATED.search(" ".join(words)) is not None
    for index, word in enumerate(words):
        after = words[index + 1] if index < last else ""
        if word in _RUN_TOGETHER:
            before, later = words[index - 1] if index else "", words[index + 2] if index + 1 < last else ""
            cut = _split_at(word, before, after, later)
            if cut:
                second = word[cut:]
                norm = "us" if word == "lets" else _HALVES.get(second, "are" if word[0] == "y" else second)
                out.append([(word[:cut], _FIRST_HALVES.get(word[:cut], word[:cut])), (second, norm)])
                continue
        out.append([(word, _norm_of(word, words[index - 1] if index else "", after, table, drawn))])
    return out


_DOUBLED = frozenset(
    (
        "too good cool need keep all call well will feel see free seem hello full still tell sell less miss kiss pass "
        "loss boss mess stuff off happy pretty really soon room look book took food mood sleep deep week feed been seen "
        "sorry funny silly finally totally literally actually little better letter dinner summer different stupidd hell "
        "spell sweet"
    ).split()
)
