"""Texts that are not read: empty, without words, too long, not English."""

import re

from ..draft import LIMIT, Draft

_ENGLISH = frozenset(
    (
        "the a an i you u ur he she it we they me my your his her our us is are was were be been am im i'm and or but "
        "so if of to in on at for with from about not no dont don't do did does have has had can could would will just "
        "this that what when why how who all up out get got go going like love know want need think time day home call "
        "text back now please pls thanks sorry ok okay good night babe really too there here then than more never "
        "always one"
    ).split()
)
_OTHER = frozenset(
    (
        "que de la el los las un una por para con pero como más muy está eres eso esto yo tu mi es le les des une et "
        "est pas vous nous je tu il elle dans pour avec sur und der die das ich du nicht ist ein eine zu mit auf für "
        "wir sie ang ng mga ako ikaw hindi sa na ko mo siya naman kasi lang nga kung bakit e il lo gli che non per sono "
        "sei ma hai ho não você eu uma com meu minha seu hai nahi kya aap main tum ko ka ki se bhi kar raha hoon"
    ).split()
)
_WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?")


def notice(draft: Draft) -> str | None:
    """Why a draft is not read, or None. Mixed languages are read: only a text with hardly any English is not."""
    if len(draft.raw) > LIMIT:
        return "too_long"
    if not draft.raw.strip():
        return "empty"
    words = [word.lower().replace("’", "'") for word in _WORD.findall(draft.raw[:4000])]
    if not words:
        return "no_words"
    letters = [char for char in draft.raw[:4000] if char.isalpha()]
    if len(letters) >= 4 and sum(char < "\u0250" for char in letters) < 0.4 * len(letters):
        return "not_english"
    english, other = sum(word in _ENGLISH for word in words), sum(word in _OTHER for word in words)
    if len(words) >= 5 and english < 0.12 * len(words) and other > max(1, 0.18 * len(words), english):
        return "not_english"
    return None
