"""What a message is about in few words: whom it speaks of, the day ahead, the short piece a friend would say back."""

from collections.abc import Sequence
import re

from ..reading import Reading
from ..rewriting.voice import Voice
from .echo import CALLED as _CALLED
from .echo import echoes
from .person import other_side
from .telling import Told
from .wording import INSULTS_SELF

_SIZE = r"(?:(?:little|older|big|baby|younger|best|old|elder|eldest|youngest|oldest|closest|only|twin|step|great)[ -])*"
_PEOPLE = (
    r"mum|mom|mam|mummy|mother|dad|daddy|father|nan|nana|gran|granny|grandma|grandmother|grandad|granddad|grandpa|grandfather|papa|mama|amma|appa|abba|ammi|baba|oma|opa|"
    r"son|daughter|boy|girl|kid|baby|toddler|little one|stepson|stepdaughter|grandson|granddaughter|sister|brother|sis|bro|husband|wife|partner|fiance|fiancé|fiancée|boyfriend|girlfriend|"
    r"uncle|aunt|auntie|aunty|cousin|niece|nephew|mother in law|father in law|mother-in-law|father-in-law|sister in law|brother in law|mate|friend|bestie|flatmate|housemate|roommate|neighbour|neighbor|colleague|"
    r"dog|cat|puppy|kitten|rabbit|horse|pony|hamster|guinea pig|parrot|tortoise|budgie"
)
_WHO = re.compile(rf"\b(?:my|our) ({_SIZE}(?:{_PEOPLE}))(?:['’]?s)?\b(?! in[- ]law| of)", re.I)
_BARE_KIN = re.compile(r"(?<!your )(?<!his )(?<!her )(?<!their )(?<!my )(?<!our )(?<!the )(?<!a )(?<!as )(?<!this )(?<!with )\b(mum|mom|mam|dad|nan|nana|gran|granny|grandma|grandad|granddad|grandpa|papa|mama|amma|appa|abba|baba|ammi)(?:['’]?s)?\b(?! thing)", re.I)
_NAMED = re.compile(r"\b(?:dropped|goodbye to|miss|missing|lost|buried|put|without|waved|took) ([A-Z][a-z]{2,})\b(?! (?:Street|Road|Day|Station))")
_DAYS = r"monday|tuesday|wednesday|thursday|friday|saturday|sunday"
_NO_NAME = frozenset("Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March April May June July August September October November December Christmas Easter Eid Diwali Sunday Tesco Asda London Leeds".split())
_WHEN = re.compile(rf"\b(tomorrow(?: night| morning)?|tonight|(?:next|this coming) (?:week|month|{_DAYS}))\b", re.I)
_DAY = re.compile(rf"\b(?:on |till |until |by |is |starts? )?({_DAYS})\b", re.I)
_PAST_DAY = re.compile(rf"\b(?:last|since|every) (?:{_DAYS})\b", re.I)


def who(partner: Reading, reply: Reading) -> str:
    """Whom or which animal they speak of, from the reader's side ("your mum", "Biscuit"), or ""."""
    raw = partner.draft.raw
    found = _WHO.search(raw)
    if found:
        return f"your {re.sub(r'^(?:poor|only) ', '', found.group(1).lower())}"
    named = _NAMED.search(raw)
    if named and named.group(1) not in _NO_NAME:
        return named.group(1)
    kin = _BARE_KIN.search(raw)
    if kin:
        both = _BARE_KIN.search(reply.draft.raw)
        return kin.group(1) if both and both.group(1).lower() == kin.group(1).lower() else f"your {kin.group(1).lower()}"
    return ""


def when(partner: Reading) -> str:
    """The day ahead that they name ("tomorrow", "Thursday"), or ""."""
    raw = partner.draft.raw
    found = _WHEN.search(raw)
    if found:
        return found.group(1).lower()
    day = _DAY.search(raw)
    past = any(clause.tense == "past" for clause in partner.clauses)
    return day.group(1).capitalize() if day and not past and not _PAST_DAY.search(raw) else ""


def what(partner: Reading, nouns: str) -> str:
    """The thing of a topic by its noun ("the operation"), or ""."""
    found = re.search(rf"\b({nouns})\b", partner.draft.raw, re.I) if nouns else None
    if found is None:
        return ""
    noun = found.group(1).lower()
    return noun if noun == "surgery" else f"{'an' if noun[0] in 'aeiou' or noun == 'mri' else 'a'} {noun}"


def filled_in(lines: Sequence[str], slots: dict[str, str]) -> list[str]:
    """The lines with their slots filled, those that had one first; a line whose slot is not known is left out."""
    with_slot, plain = [], []
    for line in lines:
        names = re.findall(r"\{(who|when|what)\}", line)
        if not all(slots.get(name) for name in names):
            continue
        for name in names:
            line = line.replace(f"{{{name}}}", slots[name])
        line = re.sub(r"\b[Pp]oor your ", "your poor ", line)
        line = re.sub(r"(?:^|(?<=[.!?] ))([a-z])", lambda found: found.group(1).upper(), line)
        (with_slot if names else plain).append(line)
    return [*with_slot, *plain]


_LEADS = re.compile(r"^(?:and|but|so|because|just|literally|honestly|basically|also|then|plus|now) ", re.I)
_NOUN_ONLY = re.compile(r"^(?:it|that|this) (?:was|is|'s) (?=(?:the|your|my|a) (?:only|last|first|one|best|worst)\b)|^(?:it's|that's|its) (?=(?:the|your|my|a) (?:only|last|first|one)\b|(?:\w+ ){0,2}(?:years|nights|weeks|months|days|times|hours)\b)", re.I)
_TIMES = re.compile(rf"(?<=\w)(?:,? (?:today|tonight|yesterday|tomorrow|this (?:morning|afternoon|evening|week|month)|last (?:night|week|month)|earlier|right now|now|lol|tbh|all (?:lunch|night|day|evening|weekend|week|morning|afternoon)|in (?:january|february|march|april|may|june|july|august|september|october|november|december)|on (?:{_DAYS})|for the night|at work|on it|this time))+$", re.I)
_FEELING = r"(?:feel|dread|freak|panick|struggl|worry|suffer|cry)ing|scared|terrified|tired|exhausted|worried|frightened|hurt|gutted|devastated|disappointed|embarrassed|annoyed|upset|stressed|overwhelmed|bored|depressed|confused|excited|ashamed|fed up|done|nervous|so|too|really|very|not ok"
_DROPPED = re.compile(rf"^(?:you(?:['’]re|re| are| were|['’]ve been|ve been|['’]d been)|ur) (?:just |only )?(?!{_FEELING}|left wondering)(?=(?:[a-z]+ing|stuck|awake|up|left|down|back|behind|alone|out of|on your|[a-z]+ed)\b)|^(?:you(?:['’]ve|ve| have)) (?=not [a-z]+)", re.I)
_HAD = re.compile(r"^you (?:just |only )?(?:had|['’]ve had|got|get|have|['’]ve got|were given|found) (?=(?:an?|one|two|three|four|five|six|another|no|your|\d+) (?!lot\b|bit\b|go\b|way\b|few\b|feeling\b|hunch\b)[a-z]+)", re.I)
_DOING = re.compile(r"^((?:your|the|her|his|their)(?: [\w'’-]+){1,3}?|[A-Z][a-z]+)(?:['’]s| is| are) (?=(?!not\b)(?:[a-z]+ing)\b)", re.I)
_JOINTS = re.compile(r"(?:,| and| but| because| cos| while| when| so| n|(?<!one) which|(?<!one) who| after| before| even though| cuz| bc| then| - )\s", re.I)
_AND = re.compile(r",? (?:and|n|then|and then) (?=[a-z])", re.I)
_SUBJECT = re.compile(r"^(?:(?:your|the|his|her|their|my) [\w-]+|he|she|they|[A-Z][a-z]+)(?= [a-z]+(?:ed|t|d|k|w|ame|ent|ade|at|ave|ang|ood|an|eft|it|ew)\b)")
_BEGINS_PAST = re.compile(r"(?:[a-z]+ed|told|took|gave|said|sold|left|sent|sat|went|threw|cut|put|kept|made|did|stood|ran|drove|ate|broke|hung|lost|spent|told|bought|wrote|walked|just|never|didn['’]?t|wouldn['’]?t|couldn['’]?t)\b", re.I)
_OPEN_END = frozenset("i he she we they the a my your and to of when that so in at for with it is was not 's on by or from".split())
_POINTED = re.compile(r"\b(?:\d+|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|third|fourth|fifth|second|fourteenth|[a-z]+(?:teenth|tieth)|not|no|never|only|whole|again|even|nobody|last|first|own)\b", re.I)
_COUNTED = re.compile(r"(?<![\w-])(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fifteen|twenty|thirty|[2-9]|\d\d|third|fourth|fifth|\w+teenth) (?:\w+ )?(?:years?|yrs|months?|weeks?|nights?|days?|hours?|hrs|shifts?|times?|marks?|points?|people|ones?|sales?|calls?|texts?|interviews?|rejections?|jobs|applications|goes|attempts?|tries|off|in a row)\b|\bnot (?:one|a single|even)\b", re.I)
"""A count that carries the weight."""
_LITTLE = re.compile(r"(?:the |your )[\w-]+ (?:rang|called|phoned|texted|emailed)$|(?:you (?:just |only )?(?:do not think|don['’]?t think|wake up$|woke up$|left|went|sat|found out|heard|saw|know|feel|felt|hid|noticed|think|thought|keep|were told|said|told|tried|asked)|it (?:is|was|feels)|(?:he|she|they) said)\b", re.I)
"""A piece that says less than what it speaks of."""
_GIFT = re.compile(r"(?:your|the|my) [\w-]+(?: [\w-]+)? (?:knitted|made|gave|bought|left|sent|lent|got|built|sewed|baked|wrote) you", re.I)
"""What only tells which thing was meant ("the jumper my nan knitted me")."""
_TELLING = re.compile(r"\b(?:nobody|no one|not one|none of them|without|never|(?:he|she|they|[A-Z][a-z]+) (?:just )?(?:didn['’]?t|did not|won['’]?t|wouldn['’]?t|hasn['’]?t|doesn['’]?t) |didn['’]?t even|won['’]?t even|[\"“])", re.I)
"""The half of a long piece that is said back."""
_STINGS = re.compile(r"\bin front of\b|\bby (?:text|email)\b|\bover (?:text|email|the phone)\b|\bbehind\b|\bon my own\b|\bon your (?:birthday|own|wedding|day off)\b", re.I)
"""A bit of when or how that is what hurts."""
_MOST = 10
"""Words that a short piece may have."""


def _second(text: str) -> str:
    """The second of two things somebody did, which is mostly the one that hurts ("your boys came back and asked when …"), or ""."""
    joint, subject = _AND.search(text), _SUBJECT.match(text)
    if joint is None or subject is None or not _BEGINS_PAST.match(text[joint.end():]):
        return ""
    rest = text[joint.end():]
    return f"{subject.group()} {rest}" if 3 <= len(rest.split()) <= _MOST - 1 else ""


def trimmed(text: str) -> str:
    """A piece of theirs, turned, in as few words as say it: "you're stuck in Leeds for the night" → "stuck in Leeds"."""
    out = _NOUN_ONLY.sub("", _LEADS.sub("", text.strip(" .,!")))
    if len(out.split()) > 7 and (second := _second(out)):
        out = second
    elif len(out.split()) > 7:
        cut = next((found for found in _JOINTS.finditer(out) if len(out[:found.start()].split()) >= 3 and out[:found.start()].split()[-1].lower() not in _OPEN_END), None)
        telling = next((part for part in _JOINTS.split(out) if _TELLING.search(part) and 3 <= len(part.split()) <= _MOST), None) if len(out.split()) > _MOST else None
        out = telling or (out[:cut.start()] if cut else out)
    shorter = _TIMES.sub("", out)
    out = shorter if len(shorter.split()) >= 3 else out
    for pattern in (_DROPPED, _HAD):
        shorter = pattern.sub("", out)
        if len(shorter.split()) >= 2:
            out = shorter
    out = _DOING.sub(r"\1 ", out)
    return out.strip(" .,!")


def _verbless(partner: Reading, chat: bool) -> list[str]:
    """Bits without a verb that carry the weight: "third time", "not one sale", "eleven hours on my feet"."""
    raw, out = partner.draft.raw, []
    for found in re.finditer(r"[^.!?,;\n]+", raw):
        words = found.group().split()
        if not 2 <= len(words) <= 7 or not _POINTED.search(found.group()) or re.match(r"\s*(?:age|aged|size|at|on|in|about) ", found.group(), re.I) or "?" in raw[found.end():found.end() + 1]:
            continue
        tokens = [token for token in partner.doc if found.start() <= token.idx < found.end()]
        if any(token.pos_ in ("VERB", "AUX") or token.norm_.lower() in ("i", "you", "it", "that", "he", "she", "they") for token in tokens):
            continue
        said = other_side(partner, found.start(), found.end(), we=False, chat=chat)
        said = _LEADS.sub("", (said or "").strip(" .,!"))
        if said and len(said.split()) >= 2 and not re.match(r"(?:with|of|for|in|at|from|to|by) ", said, re.I):
            out.append(said)
    return out


_THEIRS = re.compile(r"(?:your [\w-]+|the [\w-]+|he|she|they|someone|somebody|everyone|[A-Z][\w-]+)(?:['’]s)? ", re.I)
_STATE = re.compile(r"you did(?:n['’]?t| not) get |you(?:['’]re| are|re) (?:\d+|[a-z]+teen|twenty|thirty|forty|fifty|sixty)\b|you (?:came|got|went) (?:home|back|in|there)$|you (?:haven['’]?t|have not|had not|hadn['’]?t|do not|don['’]?t) |you (?:work|worked|have|had|live|lived) |age ", re.I)
"""A piece that tells a circumstance, not what happened."""


def _says(text: str) -> float:
    """How much a short piece says of what happened."""
    count = len(text.split())
    return (1.5 if _TELLING.search(text) else 0.0) + (0.6 if re.match(r"an? ", text, re.I) and count >= 3 else 0.0) + (0.9 if _THEIRS.match(text) and count >= 3 else 0.0) - (1.2 if _STATE.match(text) else 0.0) - (0.8 if count < 3 else 0.0)


def gists(partner: Reading, told: Sequence[Told], voice: Voice) -> tuple[str, ...]:
    """Short pieces to say back, the best first, without an end mark; never the whole of a long sentence.

    >>> from coach.reading import reading
    >>> from coach.rewriting.voice import voice
    >>> text = "My manuscript was rejected. Fourteenth one."
    >>> gists(reading(text), (), voice(text))
    ('Fourteenth one',)
    """
    whole = max(1, len(re.findall(r"[\w'’]+", partner.draft.raw)))
    chat = voice.short or voice.lower
    short: list[str] = []
    long: list[str] = []
    last: list[str] = []
    theirs = [found.span() for found in _QUOTED.finditer(partner.draft.raw)]
    for one in told:
        if any(start < one.at < end for start, end in theirs):
            continue
        if one.tail or (one.whole and one.words > _MOST and not _second(one.text)):
            continue
        said = trimmed(one.text)
        count = len(said.split())
        if not 2 <= count <= _MOST or said.split()[-1].lower() in _OPEN_END or re.match(r"(?:it|that|this)(?:['’]s| is| was|s) [\w ]{0,14}$", said, re.I):
            continue
        if _GIFT.fullmatch(said):
            continue
        (last if _LITTLE.match(said) else long if count > 0.7 * whole and count > 4 else short).append(said)
    bits = [*_verbless(partner, chat), *(one for one in echoes(partner) if not _VAGUE.match(one))]
    last += [one for one in bits if re.match(r"(?:at|in|on|all|every|over|from) ", one, re.I) and not _COUNTED.search(one) and not _STINGS.search(one)]
    bits = [one for one in bits if one not in last]
    things = _things(partner, chat)
    called = _CALLED.search(partner.draft.raw)
    named = [one for one in bits if called and re.search(r"\bcall|\bi(?:['’]?m| am| was|['’]?ve been)\b", called.group(), re.I) and one.lower() == called.group(1).lower()]
    strong = [one for one in bits if _POINTED.search(re.sub(r"^(?:in front of |at |all |over )?(?:the|my|your) whole \w+$", "", one, flags=re.I))]
    short = [one for _, one in sorted(enumerate(short), key=lambda at: 0.4 * at[0] - _says(at[1]))]
    counted = [one for one in [*bits, *short] if _COUNTED.search(one) and len(one.split()) <= 6]
    telling = [one for one in short if _TELLING.search(one)]
    out = [*named[:1], *counted[:1], *telling[:1], *[one for score, one in things[:1] if score >= 1.7], *([strong[0]] if strong and (not short or len(short[0].split()) > 6 or long) else []), *short, *bits, *[one for _, one in things[:1]], *long, *last]
    seen: dict[str, str] = {}
    for one in out:
        if not INSULTS_SELF.search(one):
            seen.setdefault(one.lower(), one[:1].upper() + one[1:])
    return tuple(seen.values())


def is_counted(text: str) -> bool:
    """Whether a short piece holds a count that carries the weight."""
    return _COUNTED.search(text) is not None


_EMPTY_NOUNS = frozenset(
    "thing things way time times bit lot stuff day days week weeks month months year years night nights morning afternoon evening hour hours minute minutes today yesterday tomorrow while kind sort one ones something nothing anything everything someone people idea word face head hand hands eyes place end part point side life fact name chance room".split()
)
"""Nouns that say nothing of what happened when they stand alone."""
_SOMEONE = re.compile(rf"(?:{_PEOPLE}|team|teacher|doctor|nurse|parents?|boss|manager|lad|lads|friends|mates|kids|children|boys|girls|sons|daughters|brothers|sisters|family|class|man|woman|bloke|guy|girl|lady|customer|client|landlord|colleagues?|cousins?|husband|ex|stranger|everybody|neighbours?|vet|dentist|gp|director|professor|bridesmaids?|guests?|members?|partners?|flatmates?)s?", re.I)
"""People are no thing to be said back by itself."""
_WEIGHT = frozenset("first last only whole own old entire favourite favorite best new little final every all both ever".split())
_OBJECTS = {"dobj": 1.0, "nsubjpass": 1.0, "attr": 0.6, "oprd": 0.4, "pobj": 0.3, "nsubj": 0.1}


def _things(partner: Reading, chat: bool) -> list[tuple[float, str]]:
    """What something was done to, with what makes it weigh: "all four hens", "my old team", "his first ever text"; the weightiest first."""
    found: list[tuple[float, str]] = []
    raw = partner.draft.raw
    for token in partner.doc:
        if token.pos_ not in ("NOUN", "PROPN") or token.dep_ not in _OBJECTS or token.lower_ in _EMPTY_NOUNS or _SOMEONE.fullmatch(token.lower_) or token.ent_type_ in ("DATE", "TIME"):
            continue
        left = [child for child in token.lefts if child.dep_ in ("det", "poss", "amod", "compound", "nummod", "predet", "quantmod", "nmod")]
        begins = left[0].left_edge.i if left else token.i
        ends = token.i
        of = next((child for child in token.rights if child.dep_ == "prep" and child.lower_ in ("of", "in", "for", "with", "from", "on") and child.i == token.i + 1), None)
        if of is not None and of.right_edge.i - token.i <= 4 and not any(inner.pos_ in ("VERB", "AUX") for inner in of.subtree):
            ends = of.right_edge.i
        words = partner.doc[begins:ends + 1]
        if not 2 <= len([word for word in words if word.is_alpha or word.like_num]) <= 6 or any(word.is_space or (word.pos_ in ("VERB", "AUX") and word.dep_ not in ("amod", "compound")) for word in words):
            continue
        score = _OBJECTS[token.dep_] + sum(0.6 for word in words if word.lower_ in _WEIGHT) + (0.5 if any(word.like_num for word in words) else 0.0)
        score += 0.6 if any(child.dep_ == "poss" for child in left) else 0.0
        score += 0.2 if of is not None and ends > token.i else 0.0
        score -= 0.5 if token.head.lower_ in ("have", "had", "got", "want", "need") else 0.0
        said = other_side(partner, words[0].idx, words[-1].idx + len(words[-1]), we=False, chat=chat)
        if said and score >= 1.3 and "?" not in raw[words[0].idx:words[-1].idx]:
            found.append((score, said.strip(" .,!?")))
    return sorted(found, key=lambda one: -one[0])


_QUOTED = re.compile(r"\b(?:said|says|goes|went|replied|texted|was like|wrote)[ ,]+(?:it['’]?s (?:ok|okay|fine)|that['’]?s (?:ok|okay|fine)|ok|okay|fine|no|yes|sorry|don['’]?t worry|never mind|hello|hi)\b[^.!?\n]*", re.I)
"""What somebody said in so many words, though no marks stand round it: its "I" is theirs."""
_VAGUE = re.compile(r"(?:the|an?) .*\b(?:was|were|is|are)\b|again$|like (?:an?|the) ", re.I)
