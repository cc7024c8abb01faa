"""What can be asked where nothing nearer is known: to stop what goes on, or what would have helped with what was done."""

import re

from ..clauses import Clause
from ..inflection import inflect
from ..reading import Reading
from ..results import Part
from .asking import PAST, SCORNED, SPLICED
from .operations import COARSE, Turned, predicate_base
from .units import ONE_FORM
from .voice import Voice, dress

_SEEN = frozenset(
    (
        "park leave put take use open read eat drink smoke vape play throw drop dump borrow wear post share send forward turn move change feed let bring invite "
        "drive cut slam bang blast film record photograph tap chew hum sing whistle lock block spill scatter hog switch set cover move hide touch pull push "
        "kick sit stand walk run lend give order buy book answer check scroll interrupt finish correct copy tag film wake pour tip hang fill empty"
    ).split()
)
"""Acts that can be seen. Of nothing else is anybody asked to stop: "bleeding me dry" and "turning into him" are verdicts in an act's clothes."""
_HABIT = re.compile(r"\b(?:keep|keeps|always|constantly|every|each|all the time)\b", re.I)
_NO_HABIT = re.compile(r"^(?:making|treating|driving|boring|wearing|putting) (?:me|us|your arm) (?:feel|sick|look|out|like|mad|crazy|down|round|around)\b|\w+ (?:it|this|that|so|up|off|out|around|the fridge)$", re.I)
_OFTEN = re.compile(r"[\s,]+(?:(?:every|each) (?:single )?(?:time|day|night|week|morning)|all the time|constantly|always|everywhere|like (?:a|an|i|you|im|that|the|some)\b.*|haha|lol|and|then|n)$", re.I)
"""How often it happens and what it is like, which is no part of what is asked."""
_SPOKEN = frozenset("say tell call joke comment remark mention announce shout yell swear lecture write text post".split())
_LEFT_UNDONE = frozenset("forget miss lose promise".split())
_PLEDGED = re.compile(r"\b(?:said|told (?:me|us)|swore|promised) (?:that )?(?:you|u)(?:['’]?d| would|d)\b|\bud\b", re.I)
_CLAIMED = re.compile(r"\b(?:said|told|swore|promised)\b(?: (?:me|us))?(?: that)? (?:you|u|it|they|the)\b", re.I)
"""What was claimed of a fact, which was not meant one way or another."""
_HAPPENED = "Could you tell me what happened?"
_GOING_ON = "Could you tell me what was going on for you?"
_WONDERED = (
    (frozenset("say tell text write call post laugh comment joke reply message ask shout sigh".split()), "Could you tell me how you meant it?"),
    (frozenset("come arrive roll stroll show reach waltz swan rock".split()), "Could you tell me what kept you?"),
    (frozenset("give buy let feed sell book cancel sign tick order choose spend put allow lend agree invite".split()), "Could you tell me how you came to decide that?"),
)
_DUE = frozenset("call ring text answer reply tell ask come turn show pay send book bring pick collect check clean wash lock order sign finish do".split())
_BARE = frozenset("be have know want like love think feel need get go come cry laugh do make keep see hear find look sit stand sleep spend".split())
"""Verbs too bare to say what could be done otherwise."""
_DONE = "Could you [ask me first / tell me beforehand / take more care / think of me too] next time?"
_SAID = "Could you [say it to me alone / put it more gently / leave it out] next time?"
_FOR_ME = re.compile(r"\b(?:me|my|mine|us|our|ours|myself)\b", re.I)
"""Done to the writer, or to what is theirs."""
_OMITTED = "Could you [do it / tell me straight away if you can't] next time?"


def ceased(clause: Clause, reading: Reading, voice: Voice, *, end: int | None = None) -> Turned | None:
    """ "you keep V-ing C", "you always V C", "you V C" -> "could you stop V-ing C"; of what is left lying "could you not leave C".

    None where the verb names no act, where it happened once, where "only" would turn the sense round, or where the act is only
    set against what is missed ("you play for hours but not with him").
    """
    if clause.subject != "you" or clause.negated or clause.mood != "statement" or clause.conditional or clause.mark or clause.modal or clause.tense == "past" or clause.question_word or clause.relation not in ("ROOT", "conj", "parataxis") or re.search(r"\bonly\b", clause.text):
        return None
    head = reading.doc[clause.head]
    base = predicate_base(clause, reading, end=end)
    if not base or head.tag_ in ("VBD", "VBN") or COARSE.search(base) or SCORNED.search(base) or re.match(r"[\s,]*(?:but|and|yet|n) (?:not|never|you (?:can['’]?t|cant|won['’]?t|don['’]?t|never))\b", reading.draft.raw[clause.end:clause.end + 24], re.I):
        return None
    lemma, _, rest = base.partition(" ")
    kept = re.match(r"(?:on )?(\w+in['’g]?g?)\b(.*)$", rest) if lemma == "keep" else None
    if kept:
        doing, rest = kept.group(1), kept.group(2)
        stem = re.sub(r"in['’g]?g?$", "", doing)
        if not {stem, stem + "e", stem[:-1]} & _SEEN:
            return None
    elif lemma not in _SEEN:
        return None
    elif head.tag_ == "VBG":
        doing = head.lower_
    elif head.lower_ != lemma or (lemma in ONE_FORM and not _HABIT.search(clause.text)):
        return None
    else:
        doing = inflect(lemma, "VBG") or ""
    rest = SPLICED.sub("", re.split(r"[,;.!?\n]| (?:and|n|then|but|so|cos|because|bc) ", rest + " ")[0]).strip()
    while (shorter := _OFTEN.sub("", PAST.sub("", " " + rest)).strip()) != rest:
        rest = shorter
    text = f"{doing} {rest}".strip()
    if not doing or not 2 <= len(text.split()) <= 11 or _NO_HABIT.search(text):
        return None
    if doing in ("leaving", "leavin"):
        return Turned((Part(text=dress("could you not leave ", voice)), Part(text=rest, source="draft")), request=True)
    return Turned((Part(text=dress("could you stop ", voice)), Part(text=text, source="draft")), request=True)


def next_time(clause: Clause | None, raw: str) -> str:
    """What can be asked after what a clause tells the other did (None: it tells of no act of theirs), as a template.

    Done to the writer, said of them, left undone: what would have helped, for the person to pick, so that nothing is guessed. Else a
    question that wants to know: how it was meant, what kept them, how they came to decide it, what happened.
    """
    if clause is None:
        return _HAPPENED
    claimed = _CLAIMED.search(raw[clause.start:clause.end + 20]) is not None or (clause.verb == "say" and re.search(r"[\"“”]|\b(?:me|my)\b", raw[clause.start:clause.end + 40]) is None)
    return _mended(clause, raw) or (_HAPPENED if claimed else next((ask for verbs, ask in _WONDERED if clause.verb in verbs), _GOING_ON))


def _mended(clause: Clause, raw: str) -> str:
    """What would have helped, or ""."""
    verb, told = clause.verb.split()[0], raw[clause.start:clause.end + 40]
    if verb in ("say", "tell", "swear", "promise") and _PLEDGED.search(raw[clause.start:clause.end + 20]):
        return _OMITTED
    if verb in _LEFT_UNDONE or (clause.negated and verb in _DUE):
        return _OMITTED
    if verb in _SPOKEN:
        return _SAID if re.search(r"[\"“”]|\\b(?:that|a|an|how)\\b", told) and _FOR_ME.search(told) else ""
    return _DONE if _FOR_ME.search(told) and verb not in _BARE else ""
