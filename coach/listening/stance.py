"""Which way a sentence of a reply turns: with the other person, or against them; and whether a request is answered at all."""

import re

from ..clauses import Clause

_TAG = re.compile(r" (?:did|do|am|was|have|had|is|are|was it|did it) (?:not )?(?:i|you|we|it) [?.!]? ?$")
_DENIES = re.compile(r"^ (?:(?:but|well|and|oh|so) ,? ?)*(?:i|we|nobody|no one|it|that|they|he|she) (?:(?:did|do|does|was|were|am|is|are|have|has|could|can|would) not|never) ")
_BACK = re.compile(
    r"^ (?:(?:(?:honestly|i mean|real talk|seriously) ,? ?)?(?:though|but) |(?:still|mind you|mind|then again|having said that|that said|to be fair|even so|all the same|although|only|shame|pity) (?:, |(?:so|about|it|that|they|he|she|you|we|i|the) )|though (?:i|you|it|we|she|he|they|the|that) ) ?(?!i (?:love|am (?:here|so sorry|proud|glad))|(?:that|it) (?:must|hurts|sucks|sounds|stings))"
)
"""How a sentence begins that takes back what stood before it."""
_ONE = re.compile(r"^ (?:(?:oh|well|but|come on) ,? ?)*(?:it|that|they|there) (?:is|'s|was|were) (?:(?:just|only|literally|like) )*(?:one|once|a|an|two|three|five|ten|half) ")
_ADMITS = re.compile(r"^ (?:(?:and|god|ugh|yeah|sorry) ,? ?)*no ,? ?i (?:did|have|was|do|had) not ?(?:[.,!;]|and )")
_LAUGHS_AT = re.compile(r"^ (?:lo+l|lma+o+|ha(?:ha)+|rofl) | (?:lo+l|lma+o+|ha(?:ha)+) [.!]? ?$")
_JUST = re.compile(r"^ (?:(?:babe|oh|lol|lmao|mate|love|well|but) ,? ?)*(?:it|that|he|she|they) (?:is|'s|was|are|were) (?:just|only|literally|like|still|all) ")
_EXCUSES = re.compile(r" (?:has|have|had|got) (?:(?:a|an|the|his|her|their|so|too|other|more|enough) )?(?:\w+ )?(?:to (?:think|worry|pay|look)|kids|family|work|job|right|reasons?|point|life|lot|enough)\b|(?:has|have) to (?:\w+) |(?:probably|obviously|clearly|just|only) ")
_YOU_WERE = re.compile(r" (?:(?:well|but|because|and|i mean) ,? ?)*you (?:were|are|was) (?:\w+ ){0,3}(?:wrong|late|rude|loud|drunk|stupid|annoying|boring|difficult|slow|lazy|messy|too \w+|overreacting|shouting|moaning|sulking|in a mood) ")
"""A charge put as a plain fact, where they told what hurt them."""
_MOCKS = re.compile(r"^ (?:so|oh so|ah so|right so|oh) (?:now )?(?:you|u) (?:are|were|have been) (?:now )?\w+ing .* now ")
_FAULT = re.compile(r" (?:too|yourself|overreact\w*|wrong|fault|though|either|always|never|still|again|supposed|expect(?:ed)?|only) ")
_OWN_ACT = frozenset("choose marry let agree sign start buy lend vote ruin want ask invite leave forget skip ignore spend waste refuse insist decide quit break text drink eat overreact provoke lie cheat miss lose drop".split())
"""What "you" did, said to somebody it went wrong for, where they had not said so themselves."""

_YES = re.compile(
    r" (?:yes|yep|yeah|yup|ya|yess+|sure|ok|okay|alright|fine|course|absolutely|definitely|gladly|happily|happy to|done|sent|works?|in|here|found|posted|paid|ordered|booked|on it|omw|on my way|coming|deal|got it|got you|no problem|no prob|np|no worries|you bet|anything|always|anytime|any time|count me|i am in|i am down|leave it (?:with|to) me|consider it|"
    r"(?:i|we) (?:will|can|could|shall|would (?:love|like)|'d (?:love|like)|am (?:free|around|there|up for)|would be (?:happy|glad)|have (?:done|got))|love (?:to|that|it|one|some)|i would love|let (?:me|us)|send (?:it|me|them)|bring (?:it|them|him|her)|pass (?:it|me)|what time|when (?:do|are|is|does|shall|should|would|works|suits)|where (?:do|are|is|shall|should|to|from)|how (?:about|much|long|many|heavy)|what (?:do|does|kind|sort|size|about|should|shall|for|is)|which|want me|do you need|need me|as (?:long|many|much|often) as you|"
    r"me too|miss(?:ed)? you|same|please|can not wait|been wanting|been (?:hoping|looking|dreaming)|good idea|great idea|lovely|perfect|amazing|brilliant|sounds|wow|ooh|oh (?:yes|wow|lovely)|let me see|look at) "
)
_SOFTENS = re.compile(
    r" (?:sorry|wish|afraid|love to|would love|'d love|hate to|tomorrow|later|after|another|instead|saturday|sunday|friday|monday|tuesday|wednesday|thursday|weekend|rain check|morning|next|in (?:an?|five|ten|\d+) |at \d|\d+ ?(?:pm|am)?|until|till|ask (?:me|jo|your|mum|dad)|maybe|but|how about|what about|could we|can we|would|miss you|love you|promise|soon|first|when|once|meeting|shift|dentist|working|at work|class|stuck|sick|ill|migraine|away|car is|no car|nights|exhausted|tired|wrecked|knackered|shattered|thank|thanks|lovely|nice|kind|flattered) "
)
_REFUSES = re.compile(
    r"^ (?:(?:um|er|oh|eh|hm|well|nah|no|nope|sorry|lol|k|ok|ugh|god|maybe|actually) ,? ?)*(?:no|nah|nope|not (?:now|tonight|today|really|again|this|me|a chance|likely|doing|interested|if|in)|can ?not|i can ?not|will not|i will not|i would rather|i do not|i am not|i am (?:busy|out|in|watching|playing|off|going|seeing|tired|comfy|good|ok|fine)|busy|pass|later|maybe later|some other|you can|you could|do it|get|ask|use|try|call|ring|why|again|seen it|been there|what for|whatever|if (?:you|i) (?:must|have to|want)|he should|she should|they should|he can|she can|they can|it is your|that is your|since when|who) "
)


def takes_back(text: str) -> bool:
    """Whether a sentence begins by taking back the one before ("Still, …", "Mind you, …")."""
    return _BACK.match(text) is not None


_ACCEPTS = re.compile(
    r"^ (?:(?:aw+|oh+|ooh+|yum+|ah|um|well|babe|love) ,? ?)*(?:yes+|yeah|yep|yup|sure|ok|okay|of course|course|definitely|gladly|go on then|me too|(?:i )?(?:would|'d) (?:love|like) |love to |(?:yum+ |ooh+ )?,? ?coming|(?:ooh+ )?,? ?(?:fun|amazing|brilliant) [!.,]|on my way|count me in|i am (?:here|up|awake|coming|in)|lovely|good idea|great idea|(?:that|it) (?:would|'d|will|sounds) (?:be )?(?:really |so )?(?:lovely|nice|good|great|fun|like|perfect))"
)


def accepts(text: str) -> bool:
    """Whether an answer begins by taking an invitation or a request up."""
    return _ACCEPTS.match(text) is not None


def admits(text: str, theirs: str) -> bool:
    """Whether a "no, I didn't" agrees with what they said was not done."""
    return _ADMITS.match(text) is not None and re.search(r" you (?:(?:just|really|even) )?(?:did not|do not|have not|were not|had not|never|not) ", theirs) is not None


_WENT_THROUGH = re.compile(
    r" you (?:were|had been|have been|got|felt|sat|stood|waited|looked|needed|wanted|hoped|trusted|carried|tried|counted|came|cooked|asked|booked|had)\b (?!.*\b(?:too|also|first|last|never|always|again|as well|yourself|yesterday|on tiktok|late|rude|drunk|the one)\b)"
)


def went_through(text: str) -> bool:
    """Whether a sentence about what "you" did says what they went through ("you sat there alone"), and not what they did wrong."""
    return _WENT_THROUGH.search(text) is not None and re.search(r" (?:right|left|alone|waiting|ready|dressed|hurt|there|stood|sat|on your own|by yourself|for me|to me|me|your|nothing|everything|already|all) ", text) is not None and re.search(r" (?:phone|your (?:own )?fault|not|shouting|moaning) ", text) is None


def hedges(text: str) -> bool:
    """Whether a sentence beside a joy holds it down ("it'll cost a fortune though, won't it")."""
    return " though " in text and re.search(r" (?:proud|so happy|love) ", text) is None


def denies(text: str, theirs: str) -> bool:
    """Whether a sentence denies, or ends in a tag that throws it back ("… did I"), where they had not put it so."""
    return (_TAG.search(text) is not None and _DENIES.search(text) is not None) or (_DENIES.search(text) is not None and " you to " in text)


def turned_against(text: str, clause: Clause | None, *, turn: str, taken: int, theirs: str) -> bool:
    """Whether a sentence takes up what they told to wave it off, laugh at it, excuse the other side or lay it at their door.

    text: its canonical words. taken: how many of their words it holds. turn: the kind of their message. theirs: its words.
    """
    if denies(text, theirs) or _MOCKS.search(text) or (turn == "complaint_about_you" and _YOU_WERE.match(text)):
        return True
    if turn == "complaint_about_you" and clause is not None and clause.subject == "i" and clause.negated and clause.tense == "present" and re.search(r" (?:not|never) ", theirs) is None:
        return True
    if turn == "complaint_about_you" and re.match(r" (?:(?:oh|but|well|babe) ,? ?)*(?:they|he|she|it) (?:are|is|'s) (?:my|our|just|only|like|family) ", text):
        return True
    if turn == "complaint_about_you" and _ONE.match(text) and " you " not in text:
        return True
    if turn in ("vent", "crisis", "complaint_about_you") and (_LAUGHS_AT.search(text) or _JUST.search(text)):
        return True
    if clause is None:
        return False
    if clause.subject in ("third", "they", "yours") and clause.tense == "present" and turn in ("vent", "crisis", "complaint_about_you") and _EXCUSES.search(text) and " you " not in text:
        return True
    verb = clause.verb.split()[0] if clause.verb else ""
    return clause.subject == "you" and verb in _OWN_ACT and clause.mood == "statement" and not taken and _FAULT.search(text) is not None


def cold_no(text: str, *, words: int, warm: bool) -> bool:
    """Whether an answer to a request or an invitation turns it down with nothing kind, no reason and no other time."""
    if warm or _SOFTENS.search(text) or not _REFUSES.match(text):
        return False
    return words <= 14 and not (_YES.search(text) and words > 3)


def unanswered(text: str, *, words: int) -> bool:
    """Whether an answer to a request or an invitation neither takes it up nor turns it down kindly."""
    return words <= 9 and not _YES.search(text) and not _SOFTENS.search(text)
