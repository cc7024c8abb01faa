"""Ways of saying a thing with a sting in it, turned by rules/turns.toml into what is left when the sting is gone.

"How hard is it to V C" -> "could you V C"; "nice of you to V C" -> "when you V-past C, I felt …". What follows the opening
words stays the writer's own, but for its verb's form. Source: the clause operations of the coach's rewriting grammar.
"""

from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter
import re
from typing import Annotated, Literal

from pydantic import Field

from ..inflection import inflect
from ..matching import Found
from ..patterns import Pattern
from ..results import Part
from ..rulebook import RULES, PhraseIndex, Rulebook
from .entries import Entry, entries
from .operations import COARSE, MOTIVE, PRAISED, SPOILS, Turned
from .planning import Plan, words
from .units import ONE_FORM, Unit
from .voice import dress

_NOTHING_TO_DO = frozenset(
    (
        "be stop quit grow act learn start know see understand realize realise like care want feel think need try get have stay cry whine moan "
        "nag complain sulk hide stand walk breathe cope hold manage lie deny admit apologize apologise shut calm relax chill blame ruin destroy fail mess screw hate"
    ).split()
)
"""Verbs that are no act one can ask for by themselves."""
_NO_VERB = frozenset("nothing something anything everything thing evening morning during ring king string wedding meeting building feeling being".split())
_NO_HARM = frozenset(
    "be have remember realize realise know notice find learn discover show turn come join answer reply help call text try think care ask apologize apologise bother grace visit pay listen".split()
)
"""What is thanked for with a sting and is no harm itself: "nice of you to show up" is about the hour, which only the draft can say."""
_STOPPABLE = re.compile(r"(?:smoking|drinking|vaping|driving|parking|leaving|letting|using|taking|posting|calling|texting|ringing|buying|feeding|giving|bringing|inviting|opening|moving|borrowing|going|working|telling|playing|staying|coming|checking)\b \w+", re.I)
"""What one can be asked to stop: an act that can be seen, not how somebody is."""
_EMPTY_OBJECT = re.compile(r"^(?:it|this|that|things?|so|one thing|anything|something|everything|nothing)?[ .!?]*$", re.I)
_TAIL = re.compile(
    r"[\s,]+(?:like (?:everything else|always|usual|a (?:normal|decent|grown|real) \w+|an? (?:adult|man|woman|human|grown ?up|husband|wife|dad|mother|mom|mum|parent|father)|you (?:said|promised))"
    r"|instead of (?:leaving|expecting|waiting for|making) (?:it|them|everything|that)?\s?(?:for|to)? ?(?:the|your|ur|a) (?:maid|servant|slave|mother|mum|mom|cleaner|staff|help|skivvy)(?: to .*)?|as (?:usual|always|per usual|per)|again|huh|lol|lmao|right|ever|for once|once|even|at all|or (?:what|something)|you know|smh|anymore|i (?:suppose|guess)|just saying|instead)$|,\s*(?:you|u|ya) (?:\w+ ){0,2}\w+$", re.I,
)
_INSIDE = re.compile(r"\b(?:ever|even|literally|actually|really|fucking|fuckin|freaking|damn|bloody|goddamn|fkn|honestly|seriously|once in (?:your|ur) life|for once|at all|stupid|dumb|ridiculous|precious|so[- ]called|pathetic|crappy|shitty|idiotic|beloved)\b\s*", re.I)
_SOME = (("anything", "something"), ("anyone", "someone"), ("anybody", "somebody"), ("anywhere", "somewhere"), ("any", "some"))
_ENVIED = re.compile(r"\b(?:you|u|ur|your|only|nothing|not|never|favou?rite|golden|while)\b", re.I)
"""What is envied only in mockery: nobody would love to "do nothing" too."""
_WITHOUT = re.compile(r",?\s+like are (?:you|u)\b.*$|,?\s+or (?:just|only|are you|is it|do you|not)\b.*$|\s+without (?:me|us) (?:being|having|needing|turning|becoming|begging|nagging|reminding|chasing|asking)\b.*$|,?\s+(?:like|honestly|seriously|actually|man|bro)$|\s+(?:ur|you're|youre|u r|you are|its|it's) (?:\d+|a|an|so|not|like|the|literally|really|that)\b.*$", re.I)
"""What hangs on an ask: a dig, or the next thought of a run-on ("buy a towel ur 24")."""
_OPENING = frozenset("oh so wow well and but yeah yep ok okay lol hey omg seriously honestly like bro babe man dude girl mate ugh hmm aww look again now then ah gee sure no nah also or".split())
_YOU = frozenset(["you", "u", "ya", "ye"])


class Construction(Entry):
    """One way of saying it: what opens it, what has to follow, and what it becomes."""

    id: str
    lead: Annotated[list[str], Field(min_length=1)]
    takes: Literal["base", "ing", "past", "third", "clause", "none", "thing", "more_than_me", "when", "how", "words", "contrast", "either", "than", "if"]
    to: Literal["ask", "dont", "wish", "love", "too", "fact", "mine", "doing", "worry", "since", "say", "burden", "hard"]
    present: bool = False
    say: str = ""
    least: int = 3
    """Words that have to follow, where words are taken."""
    only: tuple[str, ...] = ()
    asks: bool = False
    """What is said is the message's one ask, or leaves no room for another."""
    examples: list[str]


@lru_cache(maxsize=1)
def constructions() -> tuple[Construction, ...]:
    """The constructions of rules/turns.toml, in order."""
    return entries(RULES / "turns.toml", "turn", Construction)


@lru_cache(maxsize=4)
def _leads(book: Rulebook) -> PhraseIndex:
    """Every construction's leads by the words of which one must be there."""
    return book.indexed([(at, lead) for at, one in enumerate(constructions()) for lead in one.lead], lambda at: f"turn {constructions()[at].id}")


@dataclass(frozen=True, slots=True)
class _Rest:
    """What follows the opening: its first token's index, its lemma, and raw text [start, end)."""

    token: int
    lemma: str
    start: int
    end: int


def _found(pattern: Pattern, said: tuple[str, ...], where: dict[str, list[int]], *, anywhere: bool) -> Found | None:
    """The longest match that opens the unit, a few opening words aside; or anywhere in it."""
    fits = [one for one in pattern.find(said, where) if anywhere or sum(word not in _OPENING and word[:1].isalpha() for word in said[:one.start]) <= (one.start <= 2)]
    return max(fits, key=lambda one: one.end, default=None)


def _rest(plan: Plan, unit: Unit, word: int, last: int) -> _Rest | None:
    """The words of a unit from a word of the line on, ends trimmed, a name for the other that follows left out."""
    reading = plan.reading
    if word > last:
        return None
    start = reading.line.spans[word][0]
    named = [finding.start for finding in unit.findings if finding.kind in ("label", "contempt") and start + 3 < finding.start < unit.end]
    raw, end = reading.draft.raw, min([unit.end, *named])
    stop = re.search(r"[.!?\n]|,? (?:then )?(?:i|we|it|he|she|they|this|(?:the|my|our|your) \w+(?: \w+)?) (?:wouldn'?t|would|might)\b|,? (?:i|it|we)['’]?d\b", raw[start:end])
    end = start + stop.start() if stop else end
    while True:
        text = raw[start:end].rstrip(" ,.!?;:–—-")
        tail = _TAIL.search(text)
        if not tail:
            break
        end = start + tail.start()
    end = start + len(text)
    token = reading.doc[reading.line.tokens[word]]
    return _Rest(token.i, token.lemma_.lower(), start, end) if end > start else None


def _after(plan: Plan, rest: _Rest) -> str:
    """The rest behind its first token, as written, boosters left out."""
    token = plan.reading.doc[rest.token]
    return _INSIDE.sub("", plan.reading.draft.raw[token.idx + len(token):rest.end]).strip(" ,")


def _verb(plan: Plan, rest: _Rest, takes: str) -> str | None:
    """The base form of the verb a rest begins with, where it begins with the form that is taken."""
    token = plan.reading.doc[rest.token]
    low = token.lower_
    if token.i + 1 < len(token.doc) and token.nbor(1).norm_.lower() in ("not", "n't"):
        return None
    if takes == "base":
        if rest.lemma == "be" and low != "be":
            return None
        fits = token.tag_ in ("VB", "VBP") or (token.pos_ in ("VERB", "AUX") and token.tag_ not in ("VBZ", "VBG", "MD") and low == token.lemma_.lower()) or low == rest.lemma
        return low if fits and low.isalpha() and token.pos_ not in ("DET", "PRON", "ADP", "SCONJ", "CCONJ", "PART", "ADV") else None
    if takes == "ing":
        if low in _NO_VERB or not low.endswith(("ing", "in", "in'")) or len(low) < 5 or (token.tag_ != "VBG" and token.pos_ in ("PRON", "NOUN", "ADV") and rest.lemma == low):
            return None
        return rest.lemma if token.tag_ == "VBG" or rest.lemma != low else re.sub(r"in(?:g|')?$", "", low)
    if takes == "third":
        return rest.lemma if token.tag_ == "VBZ" and low.endswith("s") and low not in ("is", "was", "has", "does", "'s", "s") else None
    return rest.lemma if token.tag_ in ("VBD", "VBN") or low in ONE_FORM else None


def _draft(text: str) -> Part:
    return Part(text=text, source="draft")


def _theirs_as_yours(text: str, plan: Plan) -> str:
    """What was said of anyone ("any normal wife would have hugged her husband") said of the two of them."""
    text = re.sub(r"\b(?:his|her|their)(?: own)? (?:wife|husband|partner|girlfriend|boyfriend|spouse|missus|gf|bf|hubby)\b", dress("me", plan.voice), text, flags=re.I)
    return re.sub(r"\b(?:his|her|their) own\b|\btheir\b", dress("your", plan.voice), text, flags=re.I)


_AT_HOUR = re.compile(r"(?:at|after|by)\s+(?:\d|(?:half|quarter|ten|five|twenty|gone|nearly|almost)\b|(?:one|two|three|four|six|seven|eight|nine|eleven|twelve|midnight|noon|lunch)\b)|(?:\w+ )?(?:hours?|minutes?|mins?|days?|weeks?) late", re.I)
_SWEEPING = re.compile(r"\b(?:everything|everyone|everybody|anything|nothing|it all|all the time|all about|a fight|an argument|a scene|a drama)\b", re.I)
"""What is no act to leave off: "please don't make everything into a fight" is the charge itself."""
_FINITE = re.compile(r"(?:is|are|was|were|has|have|had|does|do|did|can|could|will|would|never|isn['’]?t|hasn['’]?t|doesn['’]?t|didn['’]?t|won['’]?t)\b", re.I)


def _askable(base: str, after: str) -> bool:
    if base == "stop":
        return _STOPPABLE.match(after) is not None and not COARSE.search(after)
    return base not in _NOTHING_TO_DO and not COARSE.search(f"{base} {after}") and bool(after) and not _EMPTY_OBJECT.match(after)


def _some(text: str) -> str:
    for before, behind in _SOME:
        text = re.sub(rf"\b{before}\b", behind, text)
    return text


def _when(plan: Plan, clause: str, past: bool, need_feeling: bool) -> Turned:
    """ "when …, I felt [a / b / c]", or beside a feeling that is said elsewhere "it was hard for me when …"."""
    voice, feel = plan.voice, Part(choice=plan.feelings, slot="feeling", source="pick")
    if need_feeling:
        return Turned((Part(text=dress("when ", voice)), _draft(clause), Part(text=dress(", I felt " if past else ", I feel ", voice)), feel), feeling=True)
    return Turned((Part(text=dress("it was hard for me when " if past else "it's hard for me when ", voice)), _draft(clause)), feeling=True)


def _build(one: Construction, rest: _Rest | None, plan: Plan, need_feeling: bool, need_request: bool) -> Turned | None:
    voice, reading = plan.voice, plan.reading
    if one.to == "say" and one.takes == "none":
        return Turned((Part(text=dress(one.say, voice)),), feeling=not one.say.startswith("I'd like"), guess=True)
    if rest is None:
        return None
    raw = reading.draft.raw[rest.start:rest.end]
    if one.takes == "either":
        return _or_else(rest.start, rest.end, plan)
    if one.takes == "contrast":
        return _contrast(rest, raw, plan, need_request)
    if one.takes in ("thing", "more_than_me", "when", "how", "words", "than", "if"):
        return _said(one, raw, plan, need_feeling)
    if one.takes == "clause":
        return _clause(one, rest, raw, plan, need_feeling)
    if reading.doc[rest.token].norm_.lower() in ("not", "never") and one.to == "ask" and rest.token + 1 < len(reading.doc):
        token = reading.doc[rest.token + 1]
        rest, one = _Rest(token.i, token.lemma_.lower(), token.idx, rest.end), one.model_copy(update={"to": "dont"})
    base = _verb(plan, rest, one.takes)
    if base is None or (one.only and base not in one.only):
        return None
    after = _after(plan, rest)
    if COARSE.search(after):
        return None
    if one.takes == "third" or one.to in ("wish", "love"):
        after = _theirs_as_yours(after, plan)
    match one.to:
        case "ask" | "dont":
            if not need_request or not _askable(base, after) or (one.to == "dont" and _SWEEPING.search(after)):
                return None
            lead, after = "could you " if one.to == "ask" else "please don't ", _WITHOUT.sub("", after)
            return Turned((Part(text=dress(lead, voice)), _draft(f"{base} {_some(after)}")), request=True)
        case "wish":
            return Turned((Part(text=dress("I wish you'd ", voice)), _draft(f"{inflect(base, 'VBN')} {after}".strip()))) if after else None
        case "love":
            if not need_request or not _askable(base, after):
                return None
            return Turned((Part(text=dress("I'd love it if you ", voice)), _draft(f"{inflect(base, 'VBD')} {after}".strip())), request=True)
        case "too":
            if _ENVIED.search(reading.draft.raw, rest.start, rest.end + 24):
                return None
            return Turned((Part(text=dress("I'd love to ", voice)), _draft(f"{base} {after}".strip()), Part(text=dress(" too", voice))))
        case "mine":
            if base in ("feel", "look", "be", "seem", "sound", "sick", "want", "happy", "sad", "angry", "mad", "cross") or reading.doc[rest.token].pos_ == "ADJ":
                return None
            return Turned((Part(text=dress("I ", voice)), _draft(f"{inflect(base, 'VBD')} {after}".strip())))
        case "hard":
            return Turned((Part(text=dress("it's hard for me to ", voice)), _draft(f"{base} {after}".strip())), feeling=True) if after else None
        case "burden":
            return Turned((Part(text=dress("I'm the one who has to ", voice)), _draft(f"{base} {after}".strip()))) if after else None
        case "doing":
            return Turned((Part(text=dress("I'll ", voice)), _draft(f"{base} {after}".strip()))) if after else None
        case "fact" if after and base in SPOILS:
            return Turned((_draft(after), Part(text=dress(" didn't go the way I'd hoped", voice))))
        case "fact" if (after := PRAISED.sub("", after)) and (base not in _NO_HARM or _AT_HOUR.search(after)):
            told = any(unit.clause is not None and unit.clause.tense == "past" for unit in plan.units if not unit.findings)
            past = not one.present or (one.takes == "third" and told)
            return _when(plan, f"{dress('you', voice)} {inflect(base, 'VBD') if past else base} {after}", past, need_feeling)
    return None


def _clause(one: Construction, rest: _Rest, raw: str, plan: Plan, need_feeling: bool) -> Turned | None:
    """A clause with "you" behind the opening."""
    token = plan.reading.doc[rest.token]
    if token.norm_.lower() not in _YOU or words(raw) < 4:
        return None
    clause = next((each for each in plan.reading.clauses if each.subject_start == token.idx), None)
    if one.to == "since":
        if clause is None or clause.tense != "past" or clause.negated:
            return None
        return Turned((Part(text=dress("it's been a long time since ", plan.voice)), _draft(_INSIDE.sub("", raw[:1].lower() + raw[1:]))))
    if clause is not None and one.to == "fact" and clause.modal in ("can", "could", "will"):
        return None
    if clause is None or (clause.verb in ("be", "think", "know", "want", "love", "care", "hate") and one.to == "fact"):
        return None
    body = _INSIDE.sub("", raw[:1].lower() + raw[1:])
    if one.to == "worry":
        if clause.complement or clause.negated or clause.verb in ("be", "care", "love", "think", "hate", "act", "only") or MOTIVE.search(raw):
            return None
        return Turned((Part(text=dress("I've been wondering if ", plan.voice)), _draft(re.sub(r"^(\S+) (?:always|just) ", r"\1 ", body))), guess=True)
    return _when(plan, body, clause.tense == "past" and not one.present, need_feeling)


def _said(one: Construction, raw: str, plan: Plan, need_feeling: bool) -> Turned | None:
    """A closed sentence with a thing of the draft's in it."""
    thing = raw
    if one.takes == "more_than_me":
        found = re.fullmatch(r"(.+?) (?:more|better) than (?:me|us|i)\b.*|(.+?) than (?:about )?(?:me|us|i)\b.*", raw, re.I)
        if found is None:
            return None
        thing = re.sub(r"^more ", "", found.group(1) or found.group(2))
    thing = re.sub(r"[\s,]+(?:at all|anymore|any more|even|lol|do you|do u)$", "", thing.strip(" ,.!?"))
    if one.takes == "than":
        found = re.fullmatch(r".+? than (?:you (?:do|spend) )?(?:with|on|at|in) (?P<thing>.+)", raw, re.I)
        if found is None:
            return None
        thing = found["thing"].strip(" ,.!?")
    if one.takes in ("when", "how", "if"):
        if one.takes == "if":
            found = re.search(r"\b(?:if|when) (?=(?:you|u)\b)", thing, re.I)
            thing = "when " + thing[found.end():] if found else ""
        begins = r"(?:when|if|because|bc)\s" if one.takes in ("when", "if") else r"(?:how|the way|what) (?:you|u|ya)\s"
        if not re.match(begins, thing, re.I) or words(thing) < 3 or (one.takes == "how" and not need_feeling):
            return None
    elif one.takes == "words":
        if words(thing) < one.least or (one.id == "graced" and not _AT_HOUR.match(thing)) or (one.id == "i_want" and _FINITE.match(thing)):
            return None
    elif not 1 <= words(thing) <= 5 or not re.match(r"(?:my|our|the|your|ur|his|her|their|this|that|[A-Z])\b|[A-Z][a-z]+|(?!\w+thing\b)\w+ing\b", thing):
        return None
    before, after = one.say.split("{rest}")
    told = (_draft(thing), *((Part(text=dress(after, plan.voice)),) if after else ()))
    if "{feelings}" in before:
        lead, joint = before.split("{feelings}")
        feel = Part(choice=plan.feelings, slot="feeling", source="pick")
        return Turned((Part(text=dress(lead, plan.voice)), feel, Part(text=dress(joint, plan.voice)), *told), feeling=True)
    return Turned((Part(text=dress(before, plan.voice)), *told), request=one.asks, inline=one.asks)


_OR_ELSE = re.compile(r",? or (?:else )?(?=(?:i['’]?m|i am|i['’]?ll|i will|i won['’]?t|i|we|it['’]?s|it|you|u|he|she|they|his|her|the)\b)", re.I)
_AS_BASE = r"leave(?! (?:you|u|him|her|them))|go (?:home|out|alone|without|on my own|by myself|away|to bed|to my|to mum|to dad|to stay)|move out|stay|sleep|eat|cook|drive (?:home|myself)|walk (?:home|away)|pay (?:someone|for it myself)|cancel|book|change the (?:lock|code|password)|(?:email|call|ring|phone) (?:the (?:landlord|council|plumber|garage|agent|agency|bank|vet|school|mediator)|a \w+)|hire (?:a|someone)|ask (?:someone else|mum|dad|my (?:mum|dad|sister|friend))|do (?:it|this|that|the \w+) (?:myself|alone|on my own)|take the (?:bus|train|car|sofa)|get a (?:taxi|cab|plumber|cleaner|solicitor|mediator)"
_AS_ING = r"leaving(?! (?:you|u|him|her|them))|going (?:home|out|alone|without|on my own|by myself|away|to bed|to my|to mum|to dad|to stay)|moving out|staying|sleeping|eating|cooking|driving (?:home|myself)|walking (?:home|away)|cancelling|canceling|booking|changing the (?:lock|code|password)|(?:emailing|calling|ringing|phoning) (?:the (?:landlord|council|plumber|garage|agent|agency|bank|vet|school|mediator)|a \w+)|hiring (?:a|someone)|asking (?:someone else|mum|dad|my (?:mum|dad|sister|friend))|doing (?:it|this|that|the \w+) (?:myself|alone|on my own)|taking the (?:bus|train|car|sofa)|getting a (?:taxi|cab|plumber|cleaner|solicitor|mediator)"
_NO_MORE = r"(?:come|go|cook|pay|clean|do|lend|drive|host|help|stay|babysit|cover|buy|wait)"
_OWN_STEP = re.compile(
    rf"(?:i['’]?m|i am|we['’]?re) (?:just )?(?:{_AS_ING}|not (?:{_NO_MORE}(?:n|t)?ing|driving|coming|cooking)|(?:going to|gonna) (?:{_AS_BASE})|done|out|finished)|(?:i['’]?ll|i will|we['’]?ll) (?:just )?(?:{_AS_BASE})|(?:i|we) (?:won['’]?t|will not) (?:{_NO_MORE})|(?:it['’]?s|we['’]?re) over", re.I,
)
"""What the writer will do or leave undone themself. A list of what is allowed: what it does not know is taken for a threat."""
_ON_THEM = re.compile(r"\b(?:you|u|ur|your|yours|him|her|them|kids?|children|baby|everyone|everybody|dog|cat|police|boss|work|brothers?|cousins?|lads|boys|smash\w*|break(?!fast)\w*|burn\w*|kill\w*|hurt\w*|throw\w*|bin|sell\w*|post\w*|tell\w*|show\w*|report\w*|ruin\w*|destroy\w*)\b", re.I)
_DOABLE = frozenset("get start try have".split())
"""Verbs that are an act once their object says what."""


def _or_else(start: int, end: int, plan: Plan) -> Turned | None:
    """ "either you get the key back or I change the lock" -> "could you get the key back? if not, I'm changing the lock".

    raw[start:end] begins behind "either". What the writer will do themself is a limit and stays; what would be done to somebody is
    a threat and does not. None where the first half is nothing to ask for ("either you are lying or …").
    """
    voice, reading, raw = plan.voice, plan.reading, plan.reading.draft.raw
    found = _OR_ELSE.search(raw, start, end)
    if found is None or words(raw[start:found.start()]) < 2:
        return None
    then = raw[found.end():end].strip(" .!?")
    tokens = [token for token in reading.tokens(start, found.start()) if not token.is_space]
    told = tokens[0].lower_ in _YOU
    if told and len(tokens) > 2 and tokens[1].lower_ in ("better", "need", "have", "gotta", "must"):
        tokens = tokens[2:] if tokens[2].lower_ != "to" else tokens[3:]
    elif told:
        tokens = tokens[1:]
    if not tokens:
        return None
    verb, act = tokens[0], raw[tokens[0].idx:found.start()].strip()
    heads = reading.headed(start, found.start())
    if told or verb.tag_ in ("VB", "VBP") or any(clause.mood == "imperative" and clause.head == verb.i for clause in heads):
        after = raw[verb.idx + len(verb):found.start()].strip()
        fits = verb.lower_ == verb.lemma_.lower() and verb.pos_ != "AUX" and (_askable(verb.lower_, after) or (verb.lower_ in _DOABLE and words(after) > 1 and not COARSE.search(after)))
        ask = (Part(text=dress("could you ", voice)), _draft(act[:1].lower() + act[1:]))
    else:
        fits = any(clause.subject_start >= start and clause.tense == "present" and clause.subject not in ("i", "we", "none") and clause.mood == "statement" and not clause.negated for clause in heads[:1])
        ask = (Part(text=dress("could we make sure ", voice)), _draft(act))
    if not fits:
        return None
    if _OWN_STEP.match(then) and not _ON_THEM.search(re.sub(r"\bwithout (?:you|u)\b", "", then, flags=re.I)):
        return Turned((*ask, Part(text=dress("? If not, ", voice)), _draft(then)), request=True, inline=True)
    return Turned(ask, request=True) if re.match(r"(?:i|we)\b|i['’]?(?:m|ll)\b", then, re.I) else None


_CONTRAST = re.compile(
    r"(?P<verb>\w+) (?P<what>.*?)\b(?:but|and|yet|n)\s+(?:(?:(?:you|u|ya)\s+)?(?:can'?t|cant|cannot|won'?t|wont|don'?t|dont|never|couldn'?t|couldnt)\s+(?:even\s+|ever\s+|be bothered to\s+)?(?P<then>\w+)\s+(?P<rest>.+)"
    r"|(?:not|no|never)\s+(?:even\s+|time\s+|a minute\s+)?(?P<same>(?:for|to|that|about|when)\s.+))",
    re.I,
)


def _contrast(rest: _Rest, raw: str, plan: Plan, need_request: bool) -> Turned | None:
    """ "you can remember scores but not that I'm allergic" -> "could you remember that I'm allergic"."""
    found = _CONTRAST.fullmatch(f"have {raw}" if raw.lower().startswith("time") else raw)
    if found is None or not need_request:
        return None
    base, after = (found["then"], found["rest"]) if found["then"] else (rest.lemma, found["same"])
    if not found["then"] and re.match(r"(?:have|got|find|make|get|has)\b", found["verb"], re.I):
        if "time" not in found["what"].lower():
            return None
        base, after = "make", f"time {after}"
    after = _INSIDE.sub("", after).strip(" ,")
    if not _askable(base.lower(), after) and base.lower() not in ("remember", "make"):
        return None
    return Turned((Part(text=dress("could you ", plan.voice)), _draft(f"{base.lower()} {after}")), request=True)


def constructed(unit: Unit, plan: Plan, need_feeling: bool, need_request: bool) -> Turned | None:
    """What a flagged unit becomes by the first construction that opens it and fits, or None."""
    line = plan.reading.line
    inside = plan.reading.words(unit.start, unit.end)
    if not inside:
        return None
    low, high = inside[0], inside[-1]
    said = line.sequence[low:high + 1]
    where: dict[str, list[int]] = {}
    for place, word in enumerate(said):
        where.setdefault(word, []).append(place)
    here = frozenset(said)
    if need_request and any(finding.kind == "ultimatum" for finding in unit.findings):
        raw = plan.reading.draft.raw
        either = re.compile(r"(?:[ ,]*\b(?:so|and|n|then) )?[ ,]*\beither ", re.I).search(raw, unit.start, unit.end)
        made = _or_else(either.end() if either else unit.start, unit.end, plan)
        if made is not None and either and words(raw[unit.start:either.start()]) > 2:
            return Turned((_draft(raw[unit.start:either.start()]), Part(text=". "), *made.parts), request=True, inline=True)
        if made is not None:
            return made
    for at, leads in groupby(_leads(plan.book).candidates(said), key=itemgetter(0)):
        one = constructions()[at]
        ends = {found.end for _, lead in leads if not (one.only and any(each.kind == "withdrawal" for each in unit.findings)) and lead.may(here) and (found := _found(lead, said, where, anywhere=one.to == "say"))}
        for end in sorted(ends, reverse=True):
            made = _build(one, _rest(plan, unit, low + end, high), plan, need_feeling, need_request)
            if made is not None:
                return made
    return None
