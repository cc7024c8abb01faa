"""What only the two turns together show: words taken up, a topic left, many questions, an order, a story of one's own."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
import re

from ..clauses import Clause
from ..reading import Reading
from ..results import PickedUp
from ..rewriting.units import units
from ..rulebook import GOOD_MOVES, POOR_MOVES
from .overlap import copied, covered
from .stance import cold_no, hedges, takes_back, turned_against, unanswered, went_through
from .turns import Turn, asks_little, is_felt, is_plain

WARM = frozenset(["reflection", "validation", "empathy", "owns_part", "celebrates"])
"""Moves that show the other was heard; a question or an offer alone does not make a poor move mixed."""
Span = tuple[str, int, int]

_GLAD = re.compile(r"[🎉🥳🎊🏆🙌👏💃🕺🤩🔥✨😍🥹🍾💪🎂😭❤💖💗💙💚💛🧡💜🥰😎🤗😁😄]")
_SORE = re.compile(r"[😔💔😞😢😣😩😤😡😒🙁☹😕😟😰😥😓🥺😭🫂]")
_STRETCHED = re.compile(r"([a-z])\1{2,}", re.I)
_CAPS = re.compile(r"\b[A-Z]{3,}\b|\b[A-Z]+[!?]{2,}")
_SIGH = re.compile(r"^\W*(?:u+gh+|oof+|aw+|oh+ no+|no{2,}|ouch|argh|oh (?:man|my god|honey|love|babe|hon|sweetheart))\b", re.I)
_LAUGH = re.compile(r"^\W*(?:lo+l|lmf?ao+|ha(?:ha)+h?|rofl)\b", re.I)
_LEAD = r"^ (?:(?:and|so|ok|but|oh|wait|hey|now|well|yes|no|babe|man|or) ,? ?){0,3}"
_WH = re.compile(_LEAD + r"(?:what|how|who|when|where|which|whose)(?:'s)? ")
_WH_INVERTED = re.compile(
    _LEAD + r"(?:(?:what|how|who|when|where|which [a-z]+|what [a-z]+|how [a-z]+) (?:did|do|does|is|are|was|were|would|will|can|could|have|has|had|'s|'d|should) |(?:what|how) (?:you|he|she|they|it|happened|made|helped) )"
)
_WHY = re.compile(r"^ (?:(?:and|so|ok|but|oh|wait|well) ,? ?){0,2}why (?!do not we)")
_ASKED = re.compile(r"^ (?:(?:and|so|ok|but|oh|wait|hey|now|well) ,? ?){0,3}(?:did|do|does|is|are|was|were|have|has|had|can|could|would|will|any|want|wanna|should) (?:you|u|it|he|she|they|that|this|there|your|the|i|we|her|his|to) ")
_POINTS = re.compile(r" (?:worst|hardest|best|toughest|scariest|happened|it|that|this|he|she|they|him|her|them|his|their|feel|feeling|okay|ok|alright|(?:for|to|with|on) you|you (?:doing|holding|need|want|feel|going)) ")
_CARES = re.compile(r" you .*(?:feel|feeling|ok|okay|alright|want|need|safe|hurt|holding|tell|talk|scared|miss|alone|sleep|like (?:company|me)|seem) | feel (?:like |different|better|any|real|safe) ?| (?:for|to|with|on) you ")
_CHECKS = re.compile(r"^ (?:(?:and|so|well|but) ,? ?)?(?:did|have|had) you (?:even |at least |ever )?(?:tell|told|ask|asked|check|checked|try|tried|call|called|let|say|said|talk|talked|remind) ")
_HOLLOW = re.compile(r"^ (?:(?:ok|yeah|oh|well) ,? ?)?(?:i (?:hear you|understand|get it|see|know)|ok|okay|good|great|nice|cool|yeah|yes|sure|right|hm|well|sorry|damn|dang|that 's (?:nice|good|great|cool|sweet|too bad|rough))(?: dear| hon| babe| man)? [.,!]? ?$")
_NOT_MINE = frozenset(
    "be hear see get know feel think hope wish want love hate understand imagine appreciate remember believe promise bet mean guess say tell cry scream grin smile beam notice wonder miss care admire read need like owe worry suspect swear thank figure wanna melt die shake squeal jump clap".split()
)
_WELCOME = frozenset(
    "tell come call let take stay hang hold give look say sit lean rant vent go keep talk text send bring wait rest breathe cry hug spill walk show share ask scream read pick play celebrate enjoy start hear drive lay lie name drop ring imagine thank listen let's god congratulate pop save see sleep love miss hate know guess mean hope feel marry adopt name keep meet join".split()
)
_PASSED_ON = frozenset("hire ask google call figure use order buy do try learn uber walk watch look get tell make drive take check read find set put".split())
_SAME_FORM = frozenset(["hit", "put", "cut", "let", "set", "quit", "shut"])
_IS_A = re.compile(r" (?:(?:ok|well|but|oh|it|that|dude|babe|come on|oh come on) ,? ?)*(?:it|that) (?:is|'s|was) (?:(?:just|only|literally|like|so) )*(?:(?:a|an|one|two|five|ten|\d+) (?:\w+ ){1,2}|(?!fair|hard|true|sad|rough|awful)\w+ )[.!?]? ?")
_ANSWERS_HELP = re.compile(
    r" (?:yes|yep|yeah|yup|sure|ok|okay|k|kk|of course|absolutely|definitely|gladly|happy|done|already|on it|on my way|coming|got|sorry|can ?not|wish|love to|no problem|np|will|would|could|let|send|bring|text|when|what|where|free|around|\d+|"
    r"tomorrow|tonight|later|after|deal|anything|both|working|work|meeting|class|shift|sick|stuck|away|out of town|dentist|in a) "
)
_SOFTLY = re.compile(r"^\W*(?:a+w+|o+h+ a+w+|yay+|woo+|pics?\b|photos?\b|video\b|show me\b)", re.I)
_LEAVES = re.compile(r" (?:leaves?|left|makes?|made) you (?:feel|feeling)|sounds like| you feeling ")
_WARMISH = re.compile(r" (?:score|perfect|amazing|awesome|love|fun|sweet|yay|excellent|fantastic|brilliant|lovely|adorable|iconic|hero|legend|lucky|clutch|thank you|thanks|oh good|oh nice|phew|glad) ")
_TURNS_DOWN = re.compile(r"^ (?:(?:lol|oh|um|eh|well|sorry) ,? ?)?(?:no|nah|nope|pass|not (?:now|tonight|really|today|in the mood)|i am (?:good|comfy|tired|busy|in bed|beat|not)|busy|i have (?:a|an|to|work|stuff|plans|things|homework)|i am (?:in|at|watching|playing|doing)|i need to|i was (?:gonna|going to|about)|gas is|it is (?:cold|late|raining|far|just|only|the|a)|too (?:tired|busy|cold|hot|far|late|expensive)|can not) ")
_ANOTHER = re.compile(r" (?:tomorrow|later|after|another|instead|but|sorry|wish|love to|next|saturday|sunday|friday|monday|tuesday|wednesday|thursday|weekend|rain check|maybe|how about|what about|morning|in \d+|call you|promise|stay in|you ok|are you|what is|miss you|soon) ")
_SETTLES = re.compile(r" (?:ok|k|kk|okay|perfect|great|cool|coming|on my way|omw|thanks|thank you|nice|sounds good|got it|will do|see you|be (?:right )?there|sure|yes|yep|yeah|noted|good|be down|almost|no worries|np|awesome|on it|done|already) ")
_CHOSEN = frozenset("choose marry let agree sign start buy lend vote ruin want ask invite".split())
"""Verbs that lay what happened at the other's door ("you let him", "you wanted the divorce")."""
_BRIGHTER = re.compile(r" (?:nice|fine|great|good|fun|lovely|better|normal|ok|okay|cute|beautiful|right|busy|easy|cheap|different|you can|you could|always) ")
"""A claim of one's own about what they told, however many of their words it holds ("denver's nice")."""
_ENDS_THOUGH = re.compile(r"^(?!.* (?:fair play|good on|bless|well done|brave|kind|lovely|proud) ).* though [.!?]? ?$")
_GLAD_WORD = re.compile(r" (?:love|loved|yay|cute|awesome|amazing|congrats|lucky|fun|yum|perfect|beautiful|adorable|happy|glad|sweet|good luck|hilarious|funny|gorgeous|delicious|iconic|legend) ")
_TAKES = re.compile(r" (?:just )?take (?!your |all |care |it easy|me |a (?:breath|minute|day|bath)|as |tonight|my |him |her )")
_SHOULDS = frozenset(["should", "must", "need to", "have to", "ought", "better", "ought to", "shall"])
_EXEMPT_SHOULD = re.compile(r" (?:get to|got to|never|proud|not have to|never have to|not have had|must (?:have |be |feel )|see |hear |tell me|celebrate|frame|treat yourself|be so|do not have|do not need|not need|have to (?:be|feel) |had to |have to (?:keep|smile|sit|carry|hear|deal|do that|watch|live|pretend|go through)) ?")
_STARTS_CONTRARY = re.compile(r"^ (?:well|but|technically|actually|though|no|nope|at least|it (?:was|is) not|that is not|it 's not|i mean) ")
_FINE_BUT = re.compile(r"(?:fr |for real |ngl |honestly )?(?:first|that (?:has|got) (?:got )?to |that gotta |there (?:is|'s) no |no (?:rush|hurry|pressure)|only |i want to|i would (?:like|love)|i can|i am (?:here|glad)|tell me|if |you did (?!say|tell|ask|pick|choose|know|agree|want|have|not|promise|start|leave|go )|you (?:got|made|still|were|handled|are not)|that must|it must|it (?:still )?sounds|what|how|seriously|wow|no |honestly that|real ) ?")
_UNKIND = re.compile(r" (?:cruel|mean|awful|terrible|worst|horrible|rude|idiots|jerks|trash|unkind|suck|exhausting|hard|brutal|vicious|ruthless|sharp) ")
_SAME_SHOES = re.compile(r"^(?!.* (?:them|him|her|it|that|you) too ) (?:(?:ok|oh|god|honestly|yeah|man|and) ,? ?)*i (?:would|'d|had) (?:(?:have|be|feel|probably|honestly|so|also|not) )+")
_KIN = re.compile(r"^ (?:(?:lol|well|oh|you know|yeah|and|so|but) ,? ?)*(?:my|mine|our|your (?:cousin|brother|sister|father|mother|dad|mom|aunt|uncle|friend)) ")
_PRONOUN = frozenset("i you he she we they me my your it is are was were am be been the a an and to of do not at there here so that this 's".split())
_HANDS_BACK = re.compile(r" (?:(?:is|was|does|did) (?:it|that) (?:like )?(?:that |the same )?(?:for|with) you|for you too|how (?:is|was|are|about) (?:it|you|yours)|what (?:is|was) (?:it|yours|that) like|if you (?:ever )?want) ")
_PERMITTED = re.compile(r" (?:if you (?:ever )?(?:want|would like|like)|when you (?:want|are ready)|only if|no hurry|no rush|whenever you|want (?:a|my) (?:thought|idea|take)|what helps me|if it helps|no pressure|let us|we (?:could|can|should)) ")


@dataclass(frozen=True, slots=True)
class Piece:
    """A stretch of a reply that does one thing.

    text: its canonical words. moves: what the rules say of it. asks: "", "open", "why" or "closed". taken: how many
    words of the other's it takes up. joint: the conjunction before it. bright: marks, capitals or emoji that cheer. echo: a few words that
    are nearly all the other's ("over TEXT."). order: the verb it begins with, where that is a bare one ("hit the gym").
    """

    start: int
    end: int
    raw: str
    text: str
    moves: tuple[str, ...]
    asks: str
    taken: int
    joint: str
    bright: bool
    echo: bool
    order: str
    clause: Clause | None

    @property
    def good(self) -> bool:
        return any(move in GOOD_MOVES for move in self.moves)

    @property
    def poor(self) -> bool:
        return any(move in POOR_MOVES for move in self.moves)

    @property
    def warm(self) -> bool:
        return any(move in WARM for move in self.moves) and not self.poor


def _asks(raw: str, text: str, ended: bool, clause: Clause | None) -> str:
    if ended and (clause is None or clause.subject == "none") and len(text.split()) <= 6 and not _WH.search(text) and not _ASKED.search(text) and not re.match(r" (?:any|more|want|wanna|need|ready|ok|you|ideas) ", text):
        return ""
    if _WHY.search(text):
        return "why"
    if re.search(_LEAD + r"how (?:much|many|old|far|big|tall|expensive) (?!it (?:hurt|mean|matter)|(?:i|we|you) (?:love|miss|care|mean))", text):
        return "closed"
    if (_WH_INVERTED.search(text) or (ended and _WH.search(text))) and not re.search(r"^ (?:and )?(?:what|how) (?:a|an|awful|hard|great|amazing|wonderful|exciting|sweet) ", text):
        return "open"
    if _ASKED.search(text) or (ended and not ("??" in raw and not text.startswith(" you "))):
        return "closed"
    return ""


def _echoes(text: str, theirs: str) -> bool:
    own = [word for word in text.split() if word not in _PRONOUN and word[0].isalnum()]
    return 1 <= len(own) <= 5 and len(text.split()) <= 7 and sum(f" {word} " in theirs for word in own) > 0.6 * len(own)


def _order(reply: Reading, start: int, end: int) -> str:
    """The bare verb a stretch begins with, "just" and "then" aside."""
    for token in reply.doc:
        if token.idx >= start and token.lower_ in ("careful", "relax", "chill") and token.idx < end:
            return token.lower_
        if token.idx < start or not token.is_alpha or token.norm_.lower() in ("just", "then", "so", "maybe", "honestly", "well", "ok", "please", "next", "time", "first", "also") or _STRETCHED.search(token.text):
            continue
        if token.idx >= end:
            break
        bare = token.tag_ == "VB" or (token.tag_ in ("VBD", "VBN") and token.lower_ in _SAME_FORM and token.i + 1 < len(reply.doc) and token.dep_ == "ROOT") or (token.tag_ == "VBP" and token.dep_ == "ROOT" and not any(child.dep_ in ("nsubj", "nsubjpass") and child.i < token.i for child in token.children))
        return token.lemma_.lower() if bare else ""
    return ""


def pieces(reply: Reading, partner: Reading, turn: Turn, found: Sequence[Span], picked: Sequence[PickedUp]) -> tuple[Piece, ...]:
    """A reply cut into pieces, with what is known of each."""
    raw, out = reply.draft.raw, []
    cut = units(reply, ())
    for number, unit in enumerate(cut):
        end = cut[number + 1].start if number + 1 < len(cut) else len(raw)
        tail = raw[unit.start:end]
        words = [at for at, (low, high) in enumerate(reply.line.spans) if low >= unit.start and high <= unit.end]
        text = " " + " ".join(reply.line.text.split(" ")[1:][at] for at in words) + " " if words else "  "
        moves = tuple(move for move, low, high in found if low < unit.end and unit.start < high)
        out.append(Piece(
            unit.start, unit.end, raw[unit.start:unit.end], text, moves, _asks(tail, text, "?" in tail.rstrip()[-4:], unit.clause),
            len({one.start for one in picked if unit.start <= one.start < unit.end}), unit.joint.lower(),
            "!" in tail or _GLAD.search(tail) is not None or _STRETCHED.search(tail) is not None or (_CAPS.search(raw[unit.start:unit.end]) is not None and not raw.isupper()),
            _echoes(text, partner.line.text), _order(reply, unit.start, unit.end), unit.clause,
        ))
    return tuple(out)


def _reflects(piece: Piece, turn: Turn, before_poor: bool, theirs: str) -> bool:
    """Whether a piece gives back what the other said: in their words turned round, or as what "you" went through."""
    if _KIN.match(piece.text) and turn.kind == "good_news":
        return False
    if piece.poor or before_poor or turned_against(piece.text, piece.clause, turn=turn.kind, taken=piece.taken, theirs=theirs) or _ENDS_THOUGH.search(piece.text) or _STARTS_CONTRARY.search(piece.text) or piece.joint in ("but", "though", "yet"):
        return False
    clause = piece.clause
    if piece.echo and not (turn.kind == "complaint_about_you" and clause is not None and clause.subject in ("they", "third", "it") and clause.tense == "present"):
        return True
    if turn.kind == "complaint_about_you" and clause is not None and clause.subject in ("they", "third", "it") and clause.tense == "present" and piece.taken < 2:
        return False
    if piece.asks:
        return piece.asks == "closed" and piece.taken >= 1 and not _ASKED.search(piece.text) and turn.kind != "question"
    if clause is not None and clause.subject == "i" and piece.start <= clause.start + 2:
        denies = clause.negated and not re.search(r" (?:not|never) ", theirs)
        return turn.kind == "complaint_about_you" and piece.taken >= (1 if clause.negated else 2) and clause.tense == "past" and not denies and clause.verb not in ("listen", "try", "have")
    if (clause is not None and clause.mood == "imperative") or (piece.order and piece.order not in _WELCOME):
        return False
    if piece.taken >= 1:
        if piece.order or (clause is not None and clause.subject == "you" and (clause.tense != "past" or clause.verb.split()[0] in _CHOSEN)):
            return False
        told = clause is not None and clause.subject in ("they", "third", "it", "everyone")
        return not told or clause.tense == "past" or (not _BRIGHTER.search(piece.text) and turn.kind in ("vent", "crisis") and " you " in piece.text and " bad " not in piece.text) or (not _BRIGHTER.search(piece.text) and 2.5 * piece.taken >= len([word for word in piece.text.split() if len(word) > 3]))
    if clause is None or clause.subject != "you" or turn.kind not in ("vent", "crisis"):
        return False
    return (
        clause.mood == "statement" and (not clause.modal or (clause.modal == "have to" and " had to " in piece.text)) and not clause.frequency and not clause.conditional
        and (clause.tense == "past" or clause.verb in ("miss", "love", "carry", "hold", "trust")) and clause.verb.split()[0] not in _CHOSEN
        and not re.search(r" (?:too|should|yourself|overreact\w*|wrong) ", piece.text)
    )


def _is_order(piece: Piece) -> bool:
    """Advice by grammar: "you should …", or an order that is not an invitation to talk."""
    clause = piece.clause
    if piece.asks or piece.good or _PERMITTED.search(piece.text) or re.match(r" \w+ing |.* (?:put it on|play it|how you like|as you like|whatever you like) ", piece.text):
        return False
    if piece.order and (piece.order not in _WELCOME or _TAKES.match(piece.text)) and piece.joint.split(" ")[0] not in ("and", "n", "or") and len(piece.text.split()) >= 2 and not re.match(r" (?:thank|sorry|congrat|go |be (?:there|right)|love |miss |hate |know |guess )", piece.text):
        return True
    if clause is None:
        return False
    if clause.subject == "you" and clause.modal in _SHOULDS:
        return not _EXEMPT_SHOULD.search(piece.text)
    first = piece.text.split()[0] if piece.text.split() else ""
    if clause.tense == "past" or (piece.joint.split(" ")[0] in ("and", "n", "or") and not re.match(r"^ (?:just|do not|stop|try) ", piece.text)):
        return False
    return clause.mood == "imperative" and clause.verb.split()[0] not in _WELCOME and first not in ("thanks", "thank", "sorry", "congrats", "go", "omg", "oh", "yes", "no") and len(piece.text.split()) >= 2


def _is_own_story(piece: Piece, text: str) -> bool:
    clause = piece.clause
    if clause is None or piece.asks or piece.good or clause.mood != "statement" or _HANDS_BACK.search(text) or (piece.taken and clause.subject == "i"):
        return False
    if clause.subject == "i" and clause.start <= piece.start + 6:
        return clause.tense == "past" and clause.verb.split()[0] not in _NOT_MINE and not clause.modal and not re.match(r" (?:(?:and|omg|wow) )?i (?:actually |literally )?just \w+(?: up| down| out| on| off| in| to| over| my| all|ed| a)? ", piece.text) and not re.search(r" (?:you|your|sorry|for you) ", piece.text)
    return clause.subject in ("third", "yours") and _KIN.match(piece.text) is not None and not re.search(
        r" (?:heart|stomach|goodness|god|word|love|jaw|eyes|face|mouth|legs|cheeks|sides|ribs|belly|instinct|turn|bad|fault|treat|door|phone|shoulder|ears?) ", piece.text) and " you " not in piece.text


def _is_generic(piece: Piece, reply: Reading) -> bool:
    """A rule about people or things in general ("all teenagers are sad"), said to someone it just happened to."""
    clause = piece.clause
    if clause is None or piece.asks or clause.modal or clause.subject != "third" or clause.tense != "present" or clause.subject_start < piece.start:
        return False
    subject = next((token for token in reply.doc if token.idx == clause.subject_start), None)
    if subject is None or subject.tag_ != "NNS" or len(piece.text.split()) < 3 or reply.doc[clause.head].tag_ not in ("VBP", "VB") or _UNKIND.search(piece.text) or " you " in piece.text or " your " in piece.text:
        return False
    before = {child.norm_.lower() for child in subject.children if child.dep_ in ("det", "poss", "nummod", "amod")}
    return not before - {"all", "most", "some", "many", "every", "those", "good", "young", "old", "new"} or "all" in before


def _leaves_topic(piece: Piece, turn: Turn) -> bool:
    if (piece.asks == "open" and re.search(r" (?:what|how) .*(?:you|your) ", piece.text)) or (turn.kind == "complaint_about_you" and re.search(r" (?:me|if i|should i|can i|could i|did i|do i) ", piece.text)):
        return False
    return bool(piece.asks) and piece.asks != "why" and not piece.taken and not piece.good and not _POINTS.search(piece.text) and len(re.findall(r"[a-z]+", piece.text)) >= 3 and " celebrat" not in piece.text


def structural(cut: Sequence[Piece], reply: Reading, partner: Reading, turn: Turn) -> Iterator[Span]:
    """Moves that structure shows, good and poor."""
    felt = is_felt(turn) or turn.kind == "bid"
    asked_view = turn.kind in ("asks_advice",)
    text, raw = reply.line.text, reply.draft.raw
    if not cut or not text.strip():
        if _LAUGH.match(raw) and (turn.kind in ("vent", "complaint_about_you", "crisis", "asks_advice", "asks_help")) and not asks_little(turn):
            yield ("sarcasm", 0, len(raw.rstrip()))
        return
    glad = turn.kind == "good_news"
    warm = good = poor = False
    questions = [piece for piece in cut if piece.asks]
    offered = any("support_offer" in piece.moves for piece in cut)
    for number, piece in enumerate(cut):
        span = (piece.start, piece.end)
        now_good, now_poor = piece.good and not piece.poor, piece.poor
        if felt or asked_view:
            generic = not glad and not piece.poor and not asks_little(turn) and (not piece.taken or re.match(r" (?:all|most|some|many|kids|people|men|women|teenagers|boys|girls) ", piece.text) is not None) and _is_generic(piece, reply)
            if generic:
                yield ("minimising", *span)
                now_poor = True
            elif turn.kind != "bid" and _reflects(piece, turn, poor and not warm, partner.line.text) and (not glad or piece.bright or (number > 0 and warm)):
                yield ("reflection", *span)
                now_good = warm = True
            tail = raw[piece.start:cut[number + 1].start if number + 1 < len(cut) else len(raw)]
            if not glad and not piece.poor and (_SORE.search(tail) or (_SIGH.search(raw[:piece.end]) and number == 0 and len(raw.split()) > 2 and not re.match(r"\W*a+w+\W*$", piece.raw, re.I) and not _HOLLOW.search(piece.text))):
                yield ("empathy", *span)
                now_good = warm = True
            if not glad and not now_good and not piece.poor and _SAME_SHOES.search(piece.text) and not piece.asks:
                yield ("empathy", *span)
                now_good = warm = True
        if glad and piece.bright and not piece.poor and piece.asks != "why" and not (piece.asks and piece.taken == 0 and number == 0 and len(cut) == 1 and "!" not in piece.raw):
            yield ("celebrates", *span)
            now_good = warm = True
        if piece.asks == "open" and (warm or _POINTS.search(piece.text) or re.search(r" (?:what|how) ", piece.text)) and not piece.poor and not piece.good and not _leaves_topic(piece, turn) and len(questions) <= 3:
            yield ("open_question", *span)
            now_good = True
        if piece.asks == "closed" and felt and not glad and not now_good and not piece.poor and len(questions) <= 2 and " though ?" not in piece.text and not _leaves_topic(piece, turn) and (
            (_CARES.search(piece.text) and not _CHECKS.match(piece.text)) or (warm and " i " not in piece.text)
        ):
            yield ("open_question", *span)
            now_good = True
        if felt and not glad and not piece.poor and not offered and _is_order(piece):
            yield ("advice_too_soon", *span)
            now_poor = True
        elif felt and not piece.poor and not now_good and _is_own_story(piece, text) and turn.kind != "complaint_about_you":
            yield ("one_upping", *span)
            now_poor = True
        elif felt and not now_good and not piece.poor and re.search(r"[a-z]", piece.text) and (piece.joint in ("but", "though", "yet", "however") or takes_back(piece.text)) and number and not piece.asks and not _FINE_BUT.match(piece.text.strip() + " "):
            yield ("yes_but", *span)
            now_poor = True
        elif felt and not now_good and not piece.poor and (not piece.asks or " though ?" in piece.text) and (number and not piece.bright and hedges(piece.text) if glad else _ENDS_THOUGH.search(piece.text)):
            yield ("yes_but" if warm else "dismissing", *span)
            now_poor = True
        elif felt and turn.kind != "bid" and not now_good and not piece.poor and not warm and _leaves_topic(piece, turn):
            yield ("topic_change", *span)
            now_poor = True
        elif turn.kind == "complaint_about_you" and not warm and not now_good and not piece.poor and not piece.asks and piece.clause is not None:
            if piece.clause.subject == "you" and (piece.clause.tense == "past" or piece.clause.negated) and not went_through(piece.text):
                yield ("counter_blame", *span)
                now_poor = True
            elif piece.clause.subject in ("i", "it", "they", "third") and not _HOLLOW.search(piece.text) and not _LEAVES.search(piece.text) and len(cut) <= 3:
                yield ("defending", *span)
                now_poor = True
        warm |= piece.warm
        good |= now_good
        poor |= now_poor
    whole = (cut[0].start, cut[-1].end)
    if turn.kind in ("vent", "complaint_about_you", "crisis") and not any(move in ("empathy", "validation", "owns_part") for piece in cut for move in piece.moves):
        if _LAUGH.match(raw) and len(text.split()) <= 4 and not re.search(r" (?:same|mine|too) ", text) and not asks_little(turn) and not _SORE.search(raw) and not _GLAD_WORD.search(text):
            yield ("sarcasm", *whole)
            return
        if _IS_A.fullmatch(text) and not asks_little(turn):
            yield ("minimising", *whole)
            return
    needy = [piece for piece in questions if piece.asks in ("closed", "why") or not (piece.good or " you " in piece.text)]
    closed = [piece for piece in questions if piece.asks in ("closed", "why")]
    if (felt or asked_view) and ((len(questions) >= 3 and len(needy) >= 2 and len(questions) >= len(cut) - 2) or (len(questions) >= 2 and not warm and (len(closed) >= 2 or any(piece.asks == "why" for piece in questions)) and len(questions) >= len(cut) - 1)) and not (
        warm and len(questions) < 4 and (glad or len(needy) < 3)
    ):
        yield ("interrogating", questions[0].start, questions[-1].end)
        return
    if asked_view and re.match(r" (?:i do not know|no idea|i have no idea|do not know|not sure) ", text) and words_of(text) <= 12 and not any(piece.asks == "open" for piece in cut):
        yield ("dismissing", *whole)
        return
    if asked_view and questions and all(piece.asks == "why" for piece in questions) and len(questions) == len(cut):
        yield ("interrogating", *whole)
        return
    kind_word = any(piece.good for piece in cut) or "!" in raw or reply.draft.emoji
    cold = turn.kind in ("bid", "asks_help") and not poor and (cold_no(text, words=words_of(text), warm=any(piece.warm or "support_offer" in piece.moves for piece in cut) or "!" in raw) or (not kind_word and unanswered(text, words=words_of(text))))
    if cold or (turn.kind == "bid" and not good and (_TURNS_DOWN.match(text) or (re.match(r" (?:just|then|so|well) ", text) and any(piece.order for piece in cut))) and not _ANOTHER.search(text)):
        yield ("refuses_help", *whole)
        return
    if turn.kind == "asks_help" and (re.fullmatch(r" (?:again|now|seriously|really|me|why me|why) \? ", text) or (
        re.match(r" (?:i have|i am|i was|we have) ", text) and not re.search(r" (?:sorry|can ?not|could|but|maybe|later|after|tomorrow|ask|how about|wish|then|on my way|coming|free|happy|almost|already|on it) ", text) and not questions
    ) or (
        not questions and not _ANSWERS_HELP.search(text) and len(text.split()) >= 3 and all(piece.clause is not None and piece.clause.subject in ("third", "it", "they", "you", "i") and piece.clause.tense in ("past", "present") and not piece.clause.modal for piece in cut)
    )):
        yield ("refuses_help", *whole)
        return
    if turn.kind == "asks_help" and text.split()[0] in _PASSED_ON and not re.search(r" (?:i|me|we|yes|sure|yep) ", text):
        yield ("refuses_help", *whole)
        return
    if not felt:
        return
    words = len(text.split())
    if len(content_words(reply)) >= 2 and copied(reply, partner) >= 0.8 and covered(reply, partner) >= 0.6 and not questions and not glad:
        yield ("parroting", *whole)
        return
    if poor or (good and not glad) or (glad and warm):
        return
    if turn.kind == "bid" and questions and not poor:
        return
    if glad and good and not _plainly_flat(cut):
        return
    if asks_little(turn) and (_SETTLES.match(text) or (words <= 3 and not glad) or _is_light(reply, turn)):
        return
    if _LAUGH.match(raw) and words <= 4 and not (glad and _GLAD_WORD.search(text + " ")) and not re.search(r" (?:nice|cool|good|great|same|mine|too) ", text):
        yield ("sarcasm", *whole)
    elif (glad and words <= 3 and dict(turn.weights)["good_news"] < 3.0 and _WARMISH.search(text) and not re.search(r" (?:that is|thats) ", text)) or (glad and (_SOFTLY.search(raw) or (_LAUGH.match(raw) and re.search(r" (?:nice|cool|good|great) ", text)))):
        return
    elif turn.kind == "bid":
        if (_TURNS_DOWN.match(text) or (re.match(r" (?:just|then|so|well) ", text) and any(piece.order for piece in cut))) and not _ANOTHER.search(text):
            yield ("refuses_help", *whole)
        elif (words <= 5 and not good and not re.search(r" (?:as long as|show|go on|yes|yeah|yep|yup|sure|ok|okay|love|down|deal|absolutely|definitely|please|in|always|gladly|too|coming|on my way|when|where|what|let us|k|omw|fun|perfect|great|cool|good|me|can not wait|miss|soon|\\d+) ", text) and "!" not in raw and not reply.draft.emoji) or (words <= 3 and re.search(r" (?:miss|love|thinking) ", partner.line.text) and not re.search(r" (?:yes|sure|yeah|yep|love|down|deal|absolutely|please|in|always|gladly|too) ", text) and "!" not in raw):
            yield ("flat", *whole)
        elif " miss " in partner.line.text and not re.search(r" (?:yes|sure|love|miss|want|soon|tonight|tomorrow|let us|we could|can we|me too|think about|\\w+day|this week|weekend) ", text):
            yield ("dismissing", *whole)
    elif words <= 3 and re.search(r" (?:same|too) ", text) and dict(turn.weights).get("vent", 9.0) < 3.6:
        return
    elif words <= 5 or glad:
        yield ("flat", *whole)
    elif not _thanks(text):
        yield ("dismissing", *whole)


def _is_light(reply: Reading, turn: Turn) -> bool:
    """Whether a plain message and its answer are easy between them: glad words, laughter, a plan."""
    raw, text = reply.draft.raw, reply.line.text
    return (is_plain(turn) and dict(turn.weights)["vent"] < 0.9) or _GLAD_WORD.search(text) is not None or _LAUGH.search(raw) is not None or bool(reply.draft.emoji) or re.search(
        r" (?:let us|i will|i can|i am (?:on|in|coming|down|so|there|at)|we (?:can|could|should|will)|see you|save me|send me|bring|me too|you too|can not wait|want to|count me|happy|love) ", text
    ) is not None


def _thanks(text: str) -> bool:
    """Words that settle a plain arrangement, where nothing was to be heard."""
    return re.search(r" (?:thanks|thank you|see you|sounds good|will do|on it|got it|no problem|no worries|love you|noted) ", text) is not None


def _plainly_flat(cut: Sequence[Piece]) -> bool:
    return all(_HOLLOW.search(piece.text) or piece.asks for piece in cut)


def words_of(text: str) -> int:
    return len(re.findall(r"[a-z']+", text))


def content_words(reading: Reading) -> list[str]:
    return [word for word in reading.line.text.split() if len(word) > 2]
