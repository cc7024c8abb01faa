"""What a flagged unit becomes: turned in the writer's own words, trimmed, or nothing."""

import re

from ..inflection import inflect
from ..results import Part
from .operations import COARSE, MOTIVE, OR_GO, Turned, owned_feeling, request, spoiled, when_clause, wish
from .planning import ENDS_TALK, Plan, told_beside, words
from .units import LIKE_TO, LIKENED, PLAIN_STATES, WOULD, Unit
from .voice import dress

_CAUSE = re.compile(
    r"^(?:and |so |n |now )?(?:(?:it'?s|its|it is|all|that'?s|thats) )*(?:(?:because|bc|bcz|bcoz|cuz|coz|cos|thanks|thx) (?:of |to )?(?:you|u)|(?:your|ur|ya) (?:own |damn )?fault|(?:you|u|you're|youre|ur)(?: are|r)? the reason)(?: that| why)?,? "
    r"|,? (?:(?:and |n |& )?(?:thats|that's|that is|its|it's|all) )?(?:all )?(?:(?:because|bc|bcz|bcoz|cuz|coz|cos) of (?:you|u)|thanks to (?:you|u)|(?:your|ur) fault)[.!]*$",
    re.I,
)
_DONE = re.compile(r" (?:done|finished|through|out) ")
_SETTING = re.compile(r"\s(?:when|whenever|every ?(?:single )?time|each time|any ?time)\s+(?!(?:it|that|this)(?:['’]?s)? (?:suits?|convenient|benefits?|works)\b|(?:you|u|ya) (?:want|feel like|say so|please)\b)((?:you|u|ya|we|it|they|my|your|ur|the)\s.+)$", re.I)
_OVER = re.compile(
    r"\b(?:we|i'?m|im|we're|were|i am|we are)(?: \w+)? (?:done|over|finished|through)\b(?= (?:with (?:you|u|us|this marriage|this relationship)|here)|\W*$)|\bit'?s over\b|\b(?:your|ur|you'?re|yourself|urself) (?:single|blocked)\b|\blose my number\b"
    r"|\b(?:getting|gettin|want|filing for|file for) (?:a )?(?:divorce|lawyer|solicitor)\b|\bi'?m leaving\b|\bnever (?:want to |wanna )?(?:see|speak|talk|hear|call|text|contact)\b",
    re.I,
)
_NUMBER = re.compile(r"\b(?:lose|delete|forget) my number\b", re.I)
_AWAY = re.compile(
    r"\b(?:don'?t|dont|do not|never)(?: you)?(?: even| ever| bother)* (?:talk|talking|speak|speaking|call|calling|text|texting|txt|txting|message|messaging|come (?:home|back|here|near|over|round|around|by)|coming (?:home|back|here|near|over|round|around|by)|wait|waiting|follow|following|reply|replying|contact)\b"
    r"|\b(?:don['’]?t|dont|do not) (?:want to|wanna) (?:talk|speak|see|hear|text|message)\b|\bleave me (?:alone|be)\b|\b(?:not|no longer|ain'?t) (?:talking|speaking|talkin|speakin) to (?:you|u)\b|\bgo away\b|\bget out\b|\bsleep (?:on|somewhere)\b|\bfind somewhere else\b",
    re.I,
)
_GONE = re.compile(r"\b(?:don['’]?t|dont|do not|never)(?: you)?(?: ever| even| dare)* (?:contact|call|text|message|ring|write to|come near|speak to|talk to|email)(?:ing)? (?:me|us)(?: ever)? again\b", re.I)
_CONDITION = re.compile(r"(?:and |but |so |n )?if ((?:you|u|ya) .+?)(?:,| (?=(?:i|i'm|im|i'll|ill|we|we're|then|don'?t|dont|ur|your|you'?ll|it'?s|consider)\b))", re.I)
_EVEN = re.compile(r"\bd(?:id|o)(?:n['’]?t)? (?:you|u) (?:even|ever)\b", re.I)
"""Says that it was not done, which nobody has said."""
_AND_SAID = re.compile(r"(?:[\s,]+(?:and|but|so|then|n))*[\s,]+(?:i['’]?m|im|i am|i)(?: \w+){0,3}? (?:think|thinking|believe|feel|guess|bet|suspect)(?: like)?(?: that)?\s*$|(?:[\s,]+(?:and|but|so|then|n))+\s+(?:you|u|he|she|they) (?:just |only |actually |even )?(?:said|say|says|told me|asked|asked me|called me|go|went|were like)\s*$", re.I)
"""Before words that are cut: who said them, which nothing follows then."""
_OR_ELSE = re.compile(r"\s*,?\s*(?:or|and|n|,)\s+(?:(?:just|plain|simply|are you|really|so|completely|totally|straight up)\s+){0,3}[\w'’-]+\W*", re.I)
"""The second of two names ("are you thick | or just nasty")."""
_SETTING_ONLY = re.compile(r"\W*(?:for the \w+ (?:\w+ )?time|yet again|as (?:usual|always|per usual)|like (?:always|usual)|every (?:single )?time|for once)\W*", re.I)
"""Only how often."""
_ALLOWED = re.compile(r"\bwho (?:the hell |the fuck )?(?:told|said|gave|lets?|allowed|asked)\b", re.I)
"""Asks who allowed it, and not that it be done."""
_DONT_SCOLD = re.compile(r"(?:don['’]?t|dont|do not) (?:you |u )?(?:dare )?(?:to )?(?:lecture|preach|talk|tell|speak|moan|complain|start|come|ask|give|blame|judge|criticise|criticize)\b", re.I)
"""Forbids to speak of it, and tells why with what was done."""
_REASON = re.compile(r",?\s+(?:because|bc|cos|cuz|since|when|if)\b", re.I)
_APOLOGY = re.compile(r"(?P<said>(?:(?:i['’]?m|im|i am|ok|okay|look|so|right) )*(?:(?:really|so|very) )?(?:sorry|i apologi[sz]e) (?:(?:that )?(?:i|we)\b(?!['’]?m not\b)|for (?:my|the|shouting|yelling|raising|being|losing|what i|how i|calling|snapping|leaving|not)|about (?:my|last|the|what i|how i|yesterday))[^.!?]*?),? but\b", re.I)
"""An apology for something, not for what the other feels."""
_OWNED = re.compile(r"(?P<said>(?:(?:yes|yeah|ok|okay|fine|true|granted|sure),? )?i (?:shoulda|should['’]?ve|should have|shouldn['’]?t have) [^?!]*?)[.!\s]*", re.I)
_NOT_THAT = re.compile(r"(?:not that (?:you|u)(?:['’]?d|d| would| do|['’]?ve)? ?(?:even |really )?(?:care|cared|ask|asked|notice|noticed|bother|bothered|mind|give a (?:shit|damn|toss))|in case (?:you|u) (?:care|were wondering))(?: at all| anyway| or anything)?,? (?:but )?(?P<said>[^.!?]{8,})[.!\s]*", re.I)
_THEN_WOULD = re.compile(r"(?:then )?[\w ]{1,20}?(?:['’]d|\bwould|\bcould|\bmight)\b", re.I)
"""What would be so, which says nothing once its "if" is gone."""
_AGAIN = re.compile(r"\s*\b(?:one more (?:fucking |damn |bloody )?time|ever again|again|once more)\b|(?<=you) (?:keep|ever)\b|(?<=\bu) (?:keep|ever)\b", re.I)
_DENIED = re.compile(r"n'?t\b|\b(?:cant|dont|not|never|no|last time|without|instead of|nobody|hardly)\b", re.I)
"""Before a clause: it turns what the clause says into its opposite ("i cant remember the last time u asked")."""
_PERFECT_NOT = re.compile(r" (?:have|has) not ")
_NO_ACT = frozenset("be care want know mind feel need think believe have like love trust get see understand".split())
"""Verbs whose negation is no refusal ("I don't care anymore")."""
_STATES = frozenset("notice know think want need love hate like mean expect believe remember realize realise understand deserve own".split())
"""Verbs that tell of no act: "when you know how to pick up a phone" says nothing."""
_LIMITS = (
    (ENDS_TALK, ("I don't want to talk about it any more today", "I need some time before I can talk", "I'd rather leave it there for now")),
    (_GONE, ("I don't want any more contact", "I don't want us to be in touch for now", "I need you to leave me in peace")),
    (re.compile(r"\b(?:not|never|n['’]t) (?:going to |gonna )?(?:argu\w+|discuss\w*|fight\w*|do(?:ing)? this|hav(?:e|ing) this (?:conversation|argument|fight)|talk\w*(?: to (?:you|u))?)(?: about (?:this|it|that))? (?:on|over|by|via) (?:the )?(?:text|texts|whatsapp|phone|email|messages?|chat)\b", re.I), ("I'd rather talk about this in person", "I'd rather not talk about this by message", "I don't want to do this in writing")),
    (re.compile(r"\b(?:don['’]?t|dont|do not)(?: even)? bother (?:explaining|apologi[sz]ing|denying|arguing|making excuses|with (?:the|your|ur) (?:excuses?|story|explanation))\b|\bsave it\W*$", re.I), ("I'd rather not hear the reasons right now", "I'm not ready to hear the reasons yet", "I don't want to talk about the reasons tonight")),
    (_OVER, ("I need some time apart", "I can't go on like this", "I want to end this")),
    (_AWAY, ("I need some time before we talk", "I'd like to be by myself tonight", "I don't want to talk about this for now")),
)
"""A refusal stays one: how far it goes is the writer's to pick."""
_HANGING = re.compile(r"\b(?:idea|realise|realize|know|think|wonder|how|what|why|that|to|of|is|are|was|were|thats|that's|its|it's|the|a|an|for|when|if|who|ur|your|my|be|been|you|u|would|could|should|have|has|had|said|says|say|saying|told me|then|their|his|her|our|this|these|those|in|on|at|of|with|by|from|and|but|because|bc|cos|cuz|coz|so|or|than|as|like|before|after|until|till|while|since|unless|though|can|cant|can't|will|wont|i|we|just)\W*$", re.I)
_MID = re.compile(r"(?:since|when|whenever|while|until|till|after|before|so|every time|that|who|which|whose|if|unless|because|than|as|how|what|why|or|of|to|for|in|on|at|with|by)\b", re.I)
"""What starts in the middle of a sentence."""
_ASKED = re.compile(r"(?:(?:could|can|would|will) (?:you|u|ya)|please|pls|plz)(?: (?:please|pls|just|maybe))* (?!rather\b|ever\b|even\b|prefer\b|like\b)", re.I)
STUMP = re.compile(r"\s*\($|,?\s*\b(?:before|after|until|till|while|since|unless|because|bc|cos|although|though|and|but|or)$|\s*\b(?:i['’]?m|i am) (?:writing|texting|messaging|calling|telling you this|saying this)$|(?:^|(?<=[.!?]\s))(?:your|ur|the|my|our|one|another)(?: [\w']+){1,3} (?:is|was)(?: that)?$|,?\s+(?:you|u|ya)(?:\s+(?:\w+ing|absolute|complete|total|utter|lazy|little|big|fat|old|stupid|bloody|such an?)){1,2}$|,?(?:\s+(?:thats|that['’]s|that is|its|it['’]s|this is|youre|you['’]re|you are|ur|u r|just|literally|like|so))+$", re.I)
"""What a kept stretch must not end in once the words behind it are cut."""
_EMPTY_WHEN = re.compile(r"\b(?:do|be|have|like)$|^when (?:you|u|ya)(?:['’]?d| had| would)\b|\bin (?:your|ur) (?:whole |entire )?life\b|\btreat\w* (?:me|us) (?:like|as)\b|^when \S+ (?:were|was|are|is|r)(?: always)?(?:,| as| like|$)|^when \S+['’ ]?(?:ve|have) (?!n)|^when \S+ (?:do|did|does) (?:w|with|to)\b| (?:should|must|ought|have to|need to|better) ", re.I)
"""A setting that tells nothing, or that orders still."""
_UNABLE = re.compile(r"\b(?:not|never|n't) (?:\w+ )?(?:able|capable|capable of)\b|\b(?:able|capable) (?:to|of)\b")
"""What somebody cannot do is said of who they are, not of a day."""
_DARING = re.compile(r"^(?!(?:i|we|you|u|if|unless|either)\b)(?:\w+[ ,]+){1,9}?(?:and|n|nd|&) (?:then )?(?:i|i['’]?m|i['’]?ll|you|you['’]?ll|you['’]?re|youll|youre|u|ull|ur|your|we|we['’]?re|we['’]?ll|it['’]?s|its|that['’]?s|thats|see|watch|don['’]?t|dont|never)\b", re.I)
"""An order that leads up to a threat ("walk out that door and you'll never see …"): it asks for nothing."""
_NEXT_BEGUN = re.compile(r",?\s+(?:and|n|&)\s+(?:the|my|your|ur|our|his|her|their)$", re.I)
"""The first words of the next thought at the end of a span ("you're pathetic and the | kids can see it")."""
_MOTIVE_TAIL = re.compile(r",?\s+(?:just |only )?(?:to (?:spite|annoy|hurt|punish|upset|provoke|test|embarrass|humiliate|wind (?:me|us) up|get (?:at|back at|to) me|prove (?:a|some) point|make me (?:look|feel) [\w ]+)|on purpose|out of spite|(?:cos|cuz|coz|because|bc) (?:you|u|you['’]re|ur) (?:hate|want|like|love|enjoy|jealous|don['’]?t care|cant stand|can['’]t stand|can['’]?t be (?:bothered|arsed)|couldn['’]?t be (?:bothered|arsed))\b)[^.!?]*$", re.I)
"""A guess why it was done."""
_PARTICIPLE = re.compile(r"(?:[^.!?,;]*,\s+)?(?=\w+ing\b (?!to\b|on\b)[^.!?,;]{8,}[.!?]*$)", re.I)
"""Up to an act told at the end of a verdict, or alone once the verdict was cut from before it."""
_TO_ME = re.compile(r"\b(?:me|my|us|our)\b", re.I)
"""Whose act a sentence that begins with a participle tells: with these words the other's, without them the writer's ("Sending 275 tonight")."""
_MOCKING = re.compile(r"(\w+) [\"“”‘’'](\w+(?: \w+)?)[\"“”‘’']", re.I)
"""A word in quotation marks that doubt it."""
_SO_DO = re.compile(r",?\s+so (?=(?:just |please |maybe )?(?:look|go|get|do|don['’]?t|stop|shut|grow|take|try|deal|suck|spare|think|sort|leave|save|keep|find)\b)", re.I)
"""An order hung on a charge ("you never even asked so look in the mirror")."""
_SCORNS = re.compile(r"\b(?:worst|stupid|wrong|dumb|ridiculous|pathetic|selfish|nothing but|everything|everyone|everybody|nobody|no one|anybody|best thing)\b", re.I)
"""What judges or sweeps where an act would be told."""
_EACH_TIME = re.compile(r"(?:every|each) (?:single )?time (?=(?:i|we|my|the kids|he|she)\b.+\b(?:you|u)\b)", re.I)
"""What happens again and again, told with what it follows."""
_LATER = re.compile(r"\s(?:since|after|before) (?!you|u\b|ur\b)[^.!?,;\n]+", re.I)
"""Since when: part of the fact though a clause of its own."""
_PET_NAMES = frozenset("babe baby bby love hon honey hun dear sweetie darling bro bruv sis man dude mate mom mum dad mama papa ammi amma abba nana gran pal girl".split())


def _inner(unit: Unit, plan: Plan):
    """The clause with "you" as its subject inside a flagged unit: what there is to turn."""
    found = [clause for clause in plan.reading.clauses if clause.start >= unit.start - 1 and clause.end <= unit.end + 1 and clause.subject == "you"]
    return max(found, key=lambda clause: clause.end - clause.start, default=unit.clause)


def turn(unit: Unit, plan: Plan, facts: bool, carries: bool, need_feeling: bool, need_request: bool) -> Turned | None:
    """The best thing to say in place of a flagged unit, or None to drop it."""
    kind = max(unit.findings, key=lambda finding: finding.severity).kind
    kinds_here = {finding.kind for finding in unit.findings}
    clause, reading, voice = _inner(unit, plan), plan.reading, plan.voice
    if clause is None:
        return None
    feel = Part(choice=plan.feelings, slot="feeling", source="pick")

    def when() -> Turned | None:
        if (kind in ("pseudo_i", "mind_reading") and MOTIVE.search(reading.draft.raw[unit.start:unit.end])) or (facts and _UNABLE.search(clause.text)):
            return None
        if (clause.mood == "question" and _EVEN.search(text)) or _bare(clause, reading) or (clause.modal == "can" and clause.negated and re.search(r"\beven\b", text, re.I)) or (clause.verb == "be" and any(
            child.i > clause.head and child.pos_ in ("ADJ", "NOUN") and child.dep_ in ("acomp", "attr") and child.lemma_.lower() not in PLAIN_STATES for child in reading.doc[clause.head].children
        )):
            return None
        if (clause.mood == "question" and clause.modal in ("can", "could", "will", "would")) or clause.verb in _STATES or re.search(r" the same ", clause.text) or re.search(r"\b(?:like|as if|as though|than)\s+$", reading.draft.raw[:clause.start]) or (clause.verb == "be" and any(
            finding.kind in ("label", "contempt") and finding.start < clause.end and clause.start < finding.end for finding in plan.findings
        )):
            return None
        named = [finding for finding in plan.findings if finding.kind in ("label", "contempt") and clause.start < finding.start < unit.end and finding.severity >= 2]
        ordered = _SO_DO.search(reading.draft.raw, clause.start, unit.end)
        clause_words = when_clause(clause, reading, voice, end=min([*(finding.start for finding in named), ordered.start() if ordered else unit.end, unit.end]))
        clause_words = re.sub(r"[\s,]+not (?:once\b|in \w+ \w+$).*$", "", clause_words, flags=re.I) if clause_words else None
        later = _LATER.match(reading.draft.raw, clause.end, unit.end) if clause_words and not named else None
        if later and later.group().strip().lower() not in clause_words.lower() and not any(finding.start < later.end() and later.start() + 1 < finding.end for finding in unit.findings):
            clause_words += " " + later.group().strip()
        clause_words = re.sub(r"\b(?:a|one) single one\b", "one", clause_words, flags=re.I) if clause_words else None
        clause_words = re.sub(r"\b(?:a|one) single (?=[a-z])", "a ", clause_words, flags=re.I) if clause_words else None
        if clause_words is None or words(clause_words) < 4 or _EMPTY_WHEN.search(clause_words):
            return None
        if COARSE.search(clause_words) or _DENIED.search(reading.draft.raw[unit.start:clause.start]) or (facts and _SCORNS.search(clause_words)):
            return None
        past = (clause.tense == "past" and "never" not in clause.frequency) or re.match(r"when \S+ (?:didn'?t|did not|weren'?t|were not)\b", clause_words) is not None
        if re.match(r"when (?:you|u|ya) (?:haven'?t|havent|have not)\b", clause_words):
            fact = Part(text=clause_words[5:], source="draft")
            return Turned((fact, Part(text=dress(", and I feel ", voice)), feel), feeling=True) if need_feeling else Turned((fact,))
        if need_feeling:
            return Turned((Part(text=dress("when ", voice)), Part(text=clause_words[5:], source="draft"), Part(text=dress(", I felt " if past else ", I feel ", voice)), feel), feeling=True)
        return Turned((Part(text=dress("it was hard for me when " if past else "it's hard for me when ", voice)), Part(text=clause_words[5:], source="draft")), feeling=True)

    text = reading.draft.raw[unit.start:unit.end]
    if kind == "ultimatum" and need_request and (order := OR_GO.match(text)):
        return Turned((Part(text=dress("could you ", voice)), Part(text=order.group(1)[:1].lower() + order.group(1)[1:], source="draft")), request=True)
    if kind == "ultimatum" and _DARING.search(text):
        return None
    if kind == "ultimatum" and clause.mood == "imperative" and need_request and (asked := request(clause, reading, voice, end=unit.end)):
        return asked
    if (kind in ("withdrawal", "ultimatum") or (kind in ("contempt", "label") and (_NUMBER.search(text) or ENDS_TALK.search(text)))) and not clause.conditional and (_GONE.search(text) or not re.search(r"\b(?:if|unless|until|til|till|or|again)\b", text, re.I)):
        limit = next((choice for pattern, choice in _LIMITS if pattern.search(text)), None)
        if limit is not None:
            return Turned((Part(choice=tuple(dress(one, voice) for one in limit), slot="limit", source="pick"),), request=True)
    if kind in ("withdrawal", "ultimatum") and clause.subject == "i" and clause.subject_start >= unit.start and re.match(r"(?:\W*\w+\W+){0,2}?(?:i|im|ill|we)\b", text, re.I) and ((clause.negated and clause.verb not in _NO_ACT) or (clause.verb in ("be", "finish", "quit", "stop") and _DONE.search(clause.text))) and not clause.conditional:
        return Turned((Part(text=dress("I'm not going to ", voice)), Part(blank="what you will not do", source="blank")))
    if kinds_here == {"generalisation"} and need_feeling and (each := _EACH_TIME.match(text)) and words(text) >= 7 and "?" not in text:
        told = text[each.end():].rstrip(" .!")
        return Turned((Part(text=dress("when ", voice)), Part(text=told, source="draft"), Part(text=dress(", and I feel " if voice.stops else " and I feel ", voice)), feel), feeling=True)
    scolded = _DONT_SCOLD.match(text) is not None and kinds_here == {"should"}
    setting = _SETTING.search(text) if scolded or kinds_here & {"label", "contempt", "comparison", "invalidation", "blame"} else None
    happened = setting is not None and any(one.tense == "past" for one in reading.headed(unit.start + setting.start(1), unit.end))
    if setting and (scolded or not re.search(r"\b(?:was|were|did|had|\w+ed)\b", setting.group(1))) and not re.match(r"(?:maybe |well )*if\b", text, re.I) and not re.search(r"\bonly\b", text[:setting.start()], re.I) and words(text[:setting.start()]) >= 2 and words(setting.group(1)) >= 3 and not any(
        finding.kind in ("label", "contempt") and finding.end > unit.start + setting.start(1) + 3 for finding in unit.findings
    ):
        told = setting.group(1).rstrip(" .!?,")
        lead = dress("when ", voice)
        if need_feeling:
            return Turned((Part(text=lead), Part(text=told, source="draft"), Part(text=dress(", I felt " if scolded and happened else ", I feel ", voice)), feel), feeling=True)
        return Turned((Part(text=dress("it's hard for me when ", voice)), Part(text=told, source="draft")), feeling=True)
    if kinds_here == {"shouting"}:
        quiet = re.sub(r"[!?.]{2,}", ".", plan.reading.draft.raw[unit.start:unit.end].lower()).rstrip(".! ")
        return Turned((Part(text=quiet, source="draft"),))
    if kind == "blame" and (hoped := spoiled(clause, reading, voice, plan.feelings, end=unit.end)):
        return hoped
    if clause.verb == "make" and (made := owned_feeling(clause, reading, voice, plan.feelings, end=unit.end)) and (need_feeling or not any(part.choice for part in made.parts)):
        return made
    if kinds_here & {"should", "accusing_question"} and not _ALLOWED.search(text):
        hoped = wish(clause, reading, voice, start=unit.start, end=unit.end)
        if hoped is not None:
            return hoped
        asked = request(clause, reading, voice, end=unit.end)
        if asked is not None and clause.mood == "imperative" and kind == "should":
            return Turned((Part(text=dress("please ", voice)), asked.parts[1]), request=True, inline=True)
        if need_request and asked is not None:
            return asked
    if kind in ("generalisation", "pseudo_i", "blame", "accusing_question", "should") and (carries or not facts or (kind == "generalisation" and (_PERFECT_NOT.search(clause.text) or not told_beside(unit, plan)))):
        return when()
    if kind == "ultimatum" and need_feeling and (condition := _CONDITION.match(text)) and (again := _AGAIN.search(condition.group(1))) and words(condition.group(1)) >= 4:
        return Turned((Part(text=dress("when ", voice)), Part(text=(condition.group(1)[:again.start()] + condition.group(1)[again.end():]).strip(), source="draft"), Part(text=dress(", I feel ", voice)), feel), feeling=True)
    if kind == "ultimatum" and need_feeling and (condition := _CONDITION.match(text)) and words(condition.group(1)) >= 3:
        return Turned((Part(text=dress("if ", voice)), Part(text=condition.group(1), source="draft"), Part(text=dress(", I'll feel ", voice)), feel), feeling=True)
    return None


def _bare(clause, reading) -> bool:
    """Whether a clause has no finite verb ("I asked that you not bring him"), so that it tells of nothing done."""
    head = reading.doc[clause.head]
    return head.tag_ == "VB" and clause.relation == "ccomp" and bool(clause.mark) and not any(child.dep_ in ("aux", "auxpass") for child in head.children)


def vocative(unit: Unit, plan: Plan) -> bool:
    """Whether a unit is only the other's name, which stays whatever follows it ("Ammi you always …")."""
    text = plan.reading.draft.raw[unit.start:unit.end].strip(" ,.!")
    return unit.start < 12 and words(text) == 1 and (text.lower() in _PET_NAMES or (text[:1].isupper() and text not in ("I", "You", "U", "Whatever", "Fine", "Great", "Right", "Wow", "Seriously", "Typical", "Honestly", "Nice", "Brilliant", "Sure", "Ok", "OK", "Okay", "Oh", "Well", "So", "No", "Yes", "Yeah", "Look", "Listen", "Stop", "Please", "Sorry", "Congratulations", "Congrats", "Bravo", "Thanks", "Cheers", "Unbelievable", "Amazing", "Lovely", "Classy", "Pathetic", "Wonderful", "Perfect", "Interesting", "Funny", "Charming", "Ridiculous", "Disgusting", "Shameful")))


def _apart(clause, plan: Plan, low: int, high: int) -> bool:
    """Whether a clause has its verb and what the verb needs outside raw [low, high)."""
    token = plan.reading.doc[clause.head]
    needed = [token, *(child for child in token.children if child.dep_ in ("aux", "auxpass", "neg", "nsubj", "nsubjpass", "acomp", "attr"))]
    return (clause.subject_start >= 0 or clause.mood == "imperative") and not low <= clause.subject_start < high and not any(low <= each.idx < high for each in needed)


def _whole_before(clause, plan: Plan, low: int) -> bool:
    """Whether what a clause needs stands before raw[low], and only a setting of it behind ("has dug up my roses | for the third time")."""
    head = plan.reading.doc[clause.head]
    return head.idx < low and not any(child.i > head.i and child.idx + 1 >= low and child.dep_ in ("dobj", "dative", "attr", "acomp", "xcomp", "ccomp", "prt", "oprd", "agent") for child in head.children)


def uncaused(unit: Unit, plan: Plan) -> Turned | None:
    """What happened without the fault ("bc of u i got wrote up", "it's your fault he quit")."""
    text = plan.reading.draft.raw[unit.start:unit.end]
    raw = f"{unit.joint} {text}" if re.match(r"of\b", text, re.I) else text
    kept = _CAUSE.sub("", raw)
    if kept == raw or words(kept) < 3 or _HANGING.search(kept.rstrip(" .!")) or re.search(r"\b(?:nothing|never|ever|always)\W*$", kept, re.I) or not any(finding.kind == "blame" for finding in unit.findings) or re.match(r"\W*(?:you|u|ur|your)\b", kept, re.I):
        return None
    return Turned((Part(text=kept.strip(" ,.!"), source="draft"),))


def unquoted(unit: Unit, plan: Plan) -> Turned | None:
    """What happened without the quotation marks that mock it ("your “joke” about my weight at the wedding")."""
    raw = plan.reading.draft.raw
    marks = [_MOCKING.fullmatch(finding.span) for finding in unit.findings]
    text = raw[unit.start:unit.end].rstrip(" .!")
    if not all(marks) or words(text) < 4:
        return None
    for found in filter(None, marks):
        text = text.replace(found.group(), f"{found.group(1)} {found.group(2)}")
    return Turned((Part(text=text[:1].lower() + text[1:], source="draft"),))


def unlikened(unit: Unit, plan: Plan) -> Turned | None:
    """What was done, without what it is likened to ("you sat there | like a lemon | and let her shred it")."""
    raw = plan.reading.draft.raw
    text = raw[unit.start:unit.end].rstrip(" .!?")
    found = LIKENED.search(text)
    if found is None or LIKE_TO.search(text[:found.start()]) or re.search(r"\?\W*$", raw[unit.start:unit.end]) or any(finding.rule != "barb" and finding.end <= unit.start + found.start() for finding in unit.findings) or any(finding.start >= unit.start + found.end() for finding in unit.findings):
        return None
    kept = text[:found.start()] + text[found.end():]
    told = any(clause.subject in ("you", "third") and clause.mood == "statement" and clause.verb not in ("be", "look", "act", "sound", "behave", "seem", "smell", "feel", "treat", "talk", "speak") for clause in plan.reading.headed(unit.start, unit.start + found.start()))
    if not told or words(kept) < 3 or any(finding.kind == "label" and finding.start < unit.start + found.start() and finding.rule == "barb" for finding in unit.findings):
        return None
    return Turned((Part(text=kept[:1].lower() + kept[1:] if not kept.startswith(("I ", "I'")) else kept, source="draft"),))


def salvaged(unit: Unit, plan: Plan) -> Turned | None:
    """An act of the other's that a flagged unit tells beside its flagged words ("your sister called me a digger and you | passed her the wine")."""
    raw = plan.reading.draft.raw
    for clause in plan.reading.headed(unit.start, unit.end):
        head = plan.reading.doc[clause.head]
        if clause.subject != "you" or clause.tense != "past" or clause.mood != "statement" or clause.conditional or clause.mark or clause.negated or clause.modal or clause.verb.split()[0] in ("be", "make", "do", "have", "choose", "want", "know", "think", "expect", "decide", "act") or clause.relation not in ("ROOT", "conj", "ccomp", "parataxis"):
            continue
        end = min([clause.end, unit.end, *(finding.start for finding in plan.findings if finding.severity > 1 and finding.start > head.idx)])
        text = raw[clause.subject_start:end].strip(" ,.!?")
        if any(finding.start <= head.idx < finding.end for finding in unit.findings) or words(text) < 4 or "?" in raw[clause.start:unit.end] or _SCORNS.search(text) or _HANGING.search(text) or LIKENED.search(text) or MOTIVE.search(text):
            continue
        return Turned((Part(text=text[:1].lower() + text[1:], source="draft"),))
    return None


def sorry_for(unit: Unit, plan: Plan) -> Turned | None:
    """The apology before a "but" that takes it back ("I'm sorry I raised my voice | but you push and push"), what is owned by itself,
    and the news behind an aside ("not that you'd care but | the biopsy came back clear")."""
    raw = plan.reading.draft.raw
    found = _APOLOGY.match(raw, unit.start, unit.end) or _OWNED.fullmatch(raw, unit.start, unit.end) or _NOT_THAT.fullmatch(raw, unit.start, unit.end)
    return Turned((Part(text=found["said"].rstrip(" ,"), source="draft"),), inline=True) if found else None


def unmotived(unit: Unit, plan: Plan) -> Turned | None:
    """What was done, without the guess why at its end ("you bought the doughnuts | to spite me")."""
    text = plan.reading.draft.raw[unit.start:unit.end].rstrip(" .!?")
    kept = _MOTIVE_TAIL.sub("", text)
    told = any(clause.subject == "you" and clause.tense == "past" and clause.mood == "statement" for clause in plan.reading.headed(unit.start, unit.start + len(kept)))
    if kept == text or words(kept) < 4 or not told or not any(finding.kind in ("mind_reading", "blame", "contempt") and finding.end > unit.start + len(kept) for finding in unit.findings) or any(finding.kind in ("label", "contempt") and finding.start < unit.start + len(kept) for finding in unit.findings):
        return None
    return Turned((Part(text=kept[:1].lower() + kept[1:], source="draft"),))


def told_on(unit: Unit, plan: Plan, need_feeling: bool) -> Turned | None:
    """What a participle at the end tells ("you just don't care, going off to golf with me in bed") -> "you went off to golf …"."""
    raw = plan.reading.draft.raw
    found = _PARTICIPLE.match(raw, unit.start, unit.end)
    if found is None or any(finding.start >= found.end() for finding in unit.findings) or (not found.group() and re.search(r"[.!?]\s*$", raw[:unit.start]) and not _TO_ME.search(raw, unit.start, unit.end)):
        return None
    token = next(iter(plan.reading.tokens(found.end(), found.end() + 1)), None)
    past = inflect(token.lemma_.lower(), "VBD") if token is not None and token.tag_ == "VBG" and token.dep_ in ("advcl", "acl", "conj", "xcomp", "ROOT") else None
    if past is None or token.lemma_.lower() in ("be", "have", "act", "pretend", "think", "try", "expect", "lie", "make", "treat"):
        return None
    fact = Part(text=f"{past}{raw[token.idx + len(token):unit.end].rstrip(' .!?')}", source="draft")
    if not need_feeling:
        return Turned((Part(text=dress("you ", plan.voice)), fact))
    return Turned((Part(text=dress("when you ", plan.voice)), fact, Part(text=dress(", I felt ", plan.voice)), Part(choice=plan.feelings, slot="feeling", source="pick")), feeling=True)


def trimmed(unit: Unit, plan: Plan) -> str | None:
    """A unit without the flagged words at one end of it, where what stays is still a clause."""
    raw = plan.reading.draft.raw
    here = [finding for finding in unit.findings if unit.overlap(finding)]
    if not here:
        return None
    low, high = min(finding.start for finding in here), max(finding.end for finding in here)
    if low <= unit.start + 1 and (open_end := _NEXT_BEGUN.search(raw, low, high)):
        high = open_end.start()
    if low <= unit.start and high >= unit.end:
        return None
    if low > unit.start and (said := _AND_SAID.search(raw, unit.start, low)):
        low = said.start()
    object_of = next(iter(plan.reading.tokens(low, low + 1)), None)
    if object_of is not None and object_of.dep_ in ("dobj", "dative", "iobj", "pobj") and (reason := _REASON.search(raw, low, high)):
        low = reason.start()
    name = raw[high:unit.end].strip(" ,.!?") if low <= unit.start + 1 else ""
    if name and words(name) == 1 and ((name[0].isupper() and not raw[high:unit.end].strip().startswith(("I", "?"))) or name.lower() in _PET_NAMES) and raw[high:high + 1] in (",", " "):
        return name + ","
    inside = [clause for clause in plan.reading.clauses if unit.start <= plan.reading.doc[clause.head].idx < unit.end]
    free = [clause for clause in inside if _apart(clause, plan, low, high)]
    start = high + len(raw[high:unit.end]) - len(re.sub(r"^[\s,;:–—-]*(?:(?:and|but|so|n|then)\s+)?", "", raw[high:unit.end])) if low <= unit.start + 1 else -1
    if not any(
        (clause.end <= low + 1 or (_SETTING_ONLY.fullmatch(raw, low, high) is not None and _whole_before(clause, plan, low))) if start < 0
        else clause.subject_start >= start and clause.subject_start <= start + 12 and all(token.pos_ in ("DET", "ADJ", "PRON", "NUM", "NOUN", "PROPN", "ADV", "INTJ", "CCONJ", "PUNCT") for token in plan.reading.tokens(start, clause.subject_start)) and clause.mood != "imperative" and clause.relation not in ("relcl", "acl", "advcl", "pcomp", "csubj", "npadvmod") and not clause.mark
        for clause in free
    ):
        return None
    before, after = raw[unit.start:max(unit.start, low)], raw[min(unit.end, high):unit.end]
    if before.strip() and _OR_ELSE.fullmatch(after):
        after = ""
    last = next(iter(reversed(plan.reading.tokens(max(0, high - 20), high))), None)
    if not before.strip() and last is not None and (last.tag_ == "CC" or last.dep_ == "cc"):
        return None
    if not before.strip() and last is not None and last.head.i > last.i and last.dep_ in ("compound", "amod", "det", "poss", "nummod", "nsubj"):
        return None
    if before.strip() and after.strip(" .!?,"):
        return None
    if (before.strip() and _HANGING.search(before)) or _MID.match(after.lstrip(" ,;:–—-")) or re.match(r"[\s,]*(?:that['’]?s|thats) (?:why|how|what)\b", after, re.I) or (before + after).count("(") != (before + after).count(")"):
        return None
    kept = re.sub(r"[\s,;:–—-]+(?:and|but|so|n|like|as|with|because)?\s*$", "", before, flags=re.I) + after if before.strip() else after.lstrip(" ,;:–—-")
    order = bool(before.strip()) and any(clause.mood == "imperative" for clause in free)
    if re.match(r"(?:well |maybe )*if\b", raw[low:high], re.I) and (_THEN_WOULD.match(kept) or WOULD.search(kept)):
        return None
    kept = STUMP.sub("", kept.rstrip(" .!")) if STUMP.search(kept.rstrip(" .!")) else kept
    return kept.strip() if words(kept) >= (3 if order else 4) else None


def asked_before(plan: Plan, index: int) -> str:
    """The "could you please" that a cut barb took with it ("could you please grow a spine and bring me the coat")."""
    before, unit = plan.units[index - 1], plan.units[index]
    found = _ASKED.match(plan.reading.draft.raw, before.start, before.end)
    return found.group() if found and unit.joint.lower() in ("and", "n", "then", "and then") and unit.clause is not None and unit.clause.subject == "none" else ""


def ordered_on(plan: Plan, index: int) -> bool:
    """Whether a kept order only goes on with a cut one ("grow a spine and | tell your mum")."""
    before, unit = plan.units[index - 1], plan.units[index]
    both = all(one.clause is not None and one.clause.mood == "imperative" and not one.clause.negated for one in (before, unit))
    return both and unit.joint.lower() in ("and", "n", "then", "and then") and not re.match(r"(?:please|pls|let)\b", plan.reading.draft.raw[unit.start:], re.I)
