"""Which findings stay: exemptions, banter, overlaps."""

from collections.abc import Iterable, Sequence
import re

from ..reading import Reading
from ..results import Finding
from ..rulebook import PROBLEMS, Rulebook
from .kindly import kindly
from .polarity import heat_of, praise

_PRIORITY = {kind: rank for rank, kind in enumerate((
    "ultimatum", "pseudo_i", "contempt", "label", "comparison", "triangulation", "essentialising", "blame", "accusing_question",
    "defensiveness", "invalidation", "mind_reading", "generalisation", "withdrawal", "should", "kitchen_sinking", "shouting",
    "self_erasing", "refusing_help", "faux_feeling", "complaint", "self_criticism", "no_request",
))}
_LIGHT = frozenset(["generalisation", "accusing_question", "contempt", "label", "should", "invalidation", "withdrawal", "blame"])
_LOVING = re.compile(
    r"(?<= )(?:i (?:[a-z]+ )?(?:love|adore|miss) (?:you|your|that about you|this about you)|love you|miss you|still laughing|laughing so hard|cracking up|"
    r"made me laugh|make me laugh|made my day|proud of you|missed (?:you|your)|love you to|heart full|i am obsessed|marry me|marry you|can not wait to see you|best (?:husband|wife|friend|dad|mom|brother|sister|day)|"
    r"crying laughing|you legend|just kidding|kidding|i am joking|so funny|hilarious|you win|thank you for|bless you|come here and kiss|kiss me|hug) "
)
_WEIGHS = frozenset((*PROBLEMS, "complaint"))
_BLESSED = re.compile(r"(?<= )(?:luckiest|god bless|bless you|never been loved|obsessed with|happy anniversary|happy birthday|my whole heart|so proud) ")
_I_FEEL = re.compile(r"(?<!\w)i (?:(?:just|really|honestly|also|still|do|kinda|sometimes|always|also) ){0,2}feel (?:(?:like|that|as if|as though) )?(?:(?:u|you|ur|you're|youre|i'm|im|i am) ?)?$", re.I)
_LOVE_YOU = re.compile(r"(?:^|[.,;!?] |and |x |because |why )(?:i (?:really |do |just |so |actually |absolutely |bloody |fucking )?(?:love|adore) you|love you|i am (?:so )?obsessed with you|marry me|never change)(?= (?:[.,;!?]|$|so|x|for|to|more|very|lots|loads|millions))", re.M)
_THANKED = re.compile(r"[.!] (?:thank you|thanks)(?: so much| again| x+| love| darling| mate)* (?:[.!] )*(?:x+ )?$")
_LOVE_BUT = re.compile(r"love you (?:[a-z]+ )?(?:[,.;] )?(?:but|however|you (?:are|do|did|have)) ")
_LAUGHTER = re.compile(r"(?<!\w)(?:lo+l+|lmf?ao+|ha(?:ha)+h?|he(?:he)+)(?!\w)", re.I)
_GLAD = re.compile(r"(?<= )(?:thank you|thanks|congratulations|congrats|happy anniversary|happy birthday|god bless|bless you|proud|so happy|i am the luckiest|obsessed|never change|god bless|luckiest|never been loved|grateful) ")
_WARM = re.compile(
    r"(?<= )(?:(?:you have |you )?earned it|(?:good|happy) tears|best (?:present|gift|surprise|birthday|thing) (?:i have|that i|i|ever)|for being (?:so|this|too) (?:cute|sweet|gorgeous|handsome|lovely|adorable|pretty|kind|funny)|(?:so|this|too) (?:cute|gorgeous|adorable)(?! how| that| when| you)|"
    r"(?:it is|that is|they are|you are|that was|it was) (?:so |very |actually |just )?(?:lovely|perfect|gorgeous|delicious|brilliant|beautiful|adorable)(?= [.,;!?]|$| (?:and|never|thank|xx?|you) )|never change|kept them all|round of applause|new (?:addiction|obsession)|"
    r"can not stop (?:smiling|laughing|grinning|giggling)|(?:still |i am |been )(?:smiling|grinning|giggling)|spoil(?:ed)? me|too good to me|would not have it any other way|would not change (?:a thing|it|you)|never loved you more|come here and kiss|my favorite (?:person|human|idiot|weirdo)|the bed is too big|i (?:would|'d) do it (?:all )?again|"
    r"(?:that is|this is|it is) the (?:best|funniest|loveliest|cutest|coolest|sweetest|greatest|nicest) (?:thing|news|story|idea|thing i have)|ruined (?:all )?(?:other|every other|all other) (?:men|women|people|hugs|coffee|pizza)|"
    r"ruined [a-z ]+ for me(?= [.!]|$)|(?:packing|packed|crying happy|grinning) already|the nicest thing|(?:would|will|could) not (?:swap|trade|change|be without|have) you(?: for| differently| any other)?|i love it(?= [.,!;)]|$)|"
    r"thing i love (?:most|best)(?: about you)?|so in love|the most (?:generous|thoughtful|beautiful|patient|loving) (?:man|woman|person|gift|thing)|glad you had (?:fun|a)|"
    r"thank (?:god|goodness|heavens) (?:for it|for that(?= [.!]|$)|because that)|you ,? that is who|i said no (?:presents|fuss|gifts)|what would i do without you|lost without you|heart is full|you are (?:the best|my favorite|so loved)(?= [.!,]|$| x)) "
)
"""What is said only with a smile, in another sentence than the mock insult. A phrase each, since one warm word may be scorn."""
_KIND = re.compile(
    r"(?<= )(?:let me (?:do|cook|drive|help|take|pay|make|carry|treat|spoil|buy|get)(?: (?:you|it|sunday|saturday|tonight|tomorrow|this|the next|them|that|dinner|breakfast|the))?|i get it now|i see (?:it|that) now|so grateful|lucky to have you|"
    r"with joy|for joy|love every (?:minute|second|bit|inch)|i (?:have )?missed (?:you|your face)|never stop|bless (?:him|her|them|you)|you were (?:absolutely |so |quite )?right|followed? you anywhere|(?:made|makes) me so happy|i adore|my hero|"
    r"(?:a )?(?:lifesaver|life saver)|so easy to talk to|(?:means|meant) (?:the world|so much|a lot to me)|i owe you (?:one|a pint|dinner|a drink|big time)|proud of (?:you|us)|"
    r"best (?:day|night|weekend|curry|meal|hug|nan|boss|team|news|dad|mum|mom|brother|sister|friend|husband|wife) (?:of my life|ever|i have (?:ever )?had|in the world)|so glad you|(?<!when )it suits you|(?:looks|look) better on you|"
    r"you deserve (?:a (?:rest|break|lie in|holiday|medal)|every|the best|better|so much|all the)|have (?:the best|a wonderful|a brilliant|a lovely|a great|so much) (?:time|fun|day|night)|can not wait to (?:see|hug|kiss|hear)|"
    r"(?:hug|kiss|cuddle) (?:when|at|you|from)|that is (?:true friendship|true love|why i (?:love|married|like|adore) you)|i was (?:horrid|horrible|a cow|a pig|vile|a grump|a right madam|unfair)|you (?:absolute |utter )?(?:legend|star|angel|gem|beauty|hero|treasure)|thank you for (?:not|the|being|my|all|coming|putting|always|everything|listening|that)|"
    r"i am glad you (?:did|do|told|came|rang|said)) "
)
"""What a message says only when the rest is kindly meant."""
_SOUR = re.compile(r"(?<= )(?:but|again|sick of|tired of|fed up|why can|at least|for nothing|oh wait|apparently|supposed to|must be|congratulations|instead|anymore|any more|yet you|never once|not even|hurt|hurts|cried alone|ashamed|lied|lie|liar|ignored|useless|pathetic|selfish|disgusting|divorce|excuse|excuses) ")
"""What a kind word does not outweigh."""
_KIND_OF = frozenset(["generalisation", "accusing_question", "contempt", "label", "should", "invalidation", "withdrawal", "blame", "mind_reading", "comparison"])


_GIFT = re.compile(r"(?<= )you (?:actually |really |even |still )?(?:got|bought|made|brought|saved|cooked|baked|built|knitted|booked|sent) me (?:a|the|my|an|tickets|flowers|breakfast|dinner|soup|cake|tea|coffee) ")
_REPROACH = re.compile(r"(?<= )(?:but you (?:never|always|still|do not|are)|why can not you|you should have|for once|not that you|of course you|must be nice|your fault|sick of|tired of|how dare|shame on|could not even|not even (?:a|one)|do not bother|while i|and i (?:do|did|have to) everything) ")
"""What takes the smile back."""
_HARD = re.compile(r"(?<!\w)(?:selfish|cheap|useless|pathetic|lazy|disgusting|worthless|lying|cheating|ungrateful|nasty|vile|bastard|scum|tight|stingy|miserable|thick)(?!\w)", re.I)
"""What no laughter softens, though a gift is named: "lol you got me a card from the petrol station, you cheap …"."""
_TEASE = re.compile(
    r"(?:(?:honestly|god|omg|oh|wow|well|babe|mate|dude),? )*(?:you (?:[a-z]+ )?are |ur |you |you're |youre )?(?:(?:so|such|an|a|the|absolutely|absolute|utterly|completely|totally|actual|literally|honestly|actually|just|bloody|total|complete|big|little|daft) )*"
    r"(?:ridiculous|mad|mental|daft|insane|unbelievable|impossible|crazy|nuts|bonkers|worst|terrible|awful|menace|nightmare|idiot|muppet|numpty|plonker|wally|weirdo|nutter|lunatic|fool|eejit|clown|monster|disgrace|evil|cruel|criminal|dork|nerd|goose|numpty|melt|div|pudding|show off)[,.!]*", re.I)
"""Words that lovers and friends tease with; whether they do, what stands beside them says."""
_LOVING_EMOJI = frozenset("❤💕💖💗💘💙💚💛💜🥰😍😘😂🤣😭💞💓🫶😻😹🧡🤍")


def _places(grave: Sequence[Finding]) -> int:
    """In how many places something was found; what overlaps is one."""
    places, reach = 0, -1
    for one in sorted(grave, key=lambda one: one.start):
        places += one.start >= reach
        reach = max(reach, one.end)
    return places


def _kindly_meant(grave: Sequence[Finding], reading: Reading) -> bool:
    """Whether a single light finding stands in a message that is kind and nothing else."""
    if _places(grave) > 2 or any(one.severity > 2 or one.kind not in _KIND_OF or _HARD.search(one.span) for one in grave):
        return False
    text = reading.line.text
    if _SOUR.search(text) or _REPROACH.search(text):
        return False
    said = [reading.line.span(*found.span()) for found in _KIND.finditer(text)]
    return any(not any(start < one.end and one.start < end for one in grave) for start, end in said)


def is_banter(grave: Sequence[Finding], reading: Reading) -> bool:
    """Whether what was found is said in fun: a clearly loving or glad clause stands beside it and nothing else weighs.

    "lol" alone exempts nothing, a laughing emoji alone neither, and "I love you but" is no love.
    """
    if _kindly_meant(grave, reading):
        return True
    text, raw = reading.line.text, reading.draft.raw
    if _places(grave) <= 2 and _WARM.search(text + " ") and not any(one.kind not in _LIGHT or _HARD.search(one.span) for one in grave):
        return not _LOVE_BUT.search(text) and not _REPROACH.search(text)
    if len({(one.start, one.end) for one in grave}) > 2 or any(one.kind not in _LIGHT for one in grave):
        return False
    fun = _LAUGHTER.search(raw) is not None or any(raw[start:end].strip("\ufe0f")[:1] in _LOVING_EMOJI for start, end in reading.draft.emoji)
    if (_WARM.search(text + " ") or (fun and _GIFT.search(text) and not any(_HARD.search(one.span) for one in grave))) and not _LOVE_BUT.search(text) and not _REPROACH.search(text):
        return True
    if all(_TEASE.fullmatch(one.span.strip()) for one in grave) and (_LOVE_YOU.search(text) or _THANKED.search(text)) and not _LOVE_BUT.search(text) and not _REPROACH.search(text):
        return True
    loving = _LOVING.search(text) is not None and not _LOVE_BUT.search(text)
    glad = _GLAD.search(text) is not None
    if loving and (fun or glad) and all(one.severity == 2 for one in grave):
        return True
    if all(one.kind in ("contempt", "label") for one in grave) and (fun or (all(one.severity == 2 for one in grave) and (loving or _BLESSED.search(text)))):
        marked = [word for word, (start, end) in zip(reading.line.sequence, reading.line.spans, strict=True)
                  if not any(one.start <= start and end <= one.end for one in grave)]
        return heat_of(" ".join(marked)) >= 1.5 and (loving or glad or len(marked) < 30)
    return False


def weighed(findings: list[Finding], reading: Reading, book: Rulebook) -> list[Finding]:
    """Findings without those that are kindly meant, and without those that weigh only beside another (Rule.beside), or beside
    something the other is told to have done."""
    findings = [one for one in findings if one.severity < 2 or not kindly(one.kind, one.start, one.end, reading, book)]
    alone = not any(one.kind in _WEIGHS and not book.by_id[one.rule].beside for one in findings) and not any(
        clause.subject == "you" and clause.tense == "past" and clause.mood == "statement" and not clause.conditional
        and not praise(clause, book) and clause.verb not in ("be", "say")
        for clause in reading.clauses
    )
    return [one for one in findings if not (alone and book.by_id[one.rule].beside)]


def _felt(one: Finding, reading: Reading, book: Rulebook) -> Finding:
    """A verdict behind "I feel like …" is a pseudo I-statement: the finding with those words, by that rule's reason."""
    before = _I_FEEL.search(reading.draft.masked[max(0, one.start - 40):one.start])
    rule = book.by_id.get("blame/pseudo_i_clause.feel_you")
    if before is None or rule is None or one.kind not in ("label", "mind_reading", "generalisation", "blame", "contempt", "defensiveness") or one.severity < 2:
        return one
    start = one.start - len(before.group())
    return Finding(rule.id, rule.kind, 2, start, one.end, reading.draft.raw[start:one.end], rule.why, rule.advice)


def settle(found: Iterable[Finding], reading: Reading, book: Rulebook) -> tuple[Finding, ...]:
    """Of overlapping findings the most useful one stays; banter lowers what insults nobody.

    Most useful: the graver, then a rule's before the second reader's, then the kind that says more, then the longer. Order: by place.
    """
    findings = weighed(list(found), reading, book)
    grave = [one for one in findings if one.severity >= 2]
    if grave and is_banter(grave, reading):
        findings = [one for one in findings if one.severity < 2]
    findings = [_felt(one, reading, book) for one in findings]
    ranked = sorted(findings, key=lambda one: (-one.severity, book.by_id[one.rule].type == "learnt", _PRIORITY.get(one.kind, 99), one.start - one.end, one.start, one.rule))
    kept: list[Finding] = []
    for one in ranked:
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return tuple(sorted(kept, key=lambda one: (one.start, one.end)))
