"""Doc -> clauses. A text message is full of comma splices: what is walked is verbs and their subjects, not sentences."""

from dataclasses import dataclass

from .wording import Line

SUBJECT_DEPS = frozenset(["nsubj", "nsubjpass", "csubj", "expl", "csubjpass"])
CLAUSE_DEPS = frozenset("ROOT conj ccomp advcl relcl parataxis dep acl csubj pcomp xcomp appos acomp dobj attr npadvmod nsubj".split())
FREQUENCY = frozenset(
    "always never constantly forever continually perpetually invariably everytime ever nonstop non-stop endlessly repeatedly 24/7 whenever".split()
)
_YOU = frozenset(["you", "u", "ya", "ye", "yous", "youse", "yall", "thou", "y'"])
_FIRST = frozenset(["i", "me", "myself"])
_WE = frozenset(["we", "us", "let"])
_THEY = frozenset(["he", "she", "they", "him", "her", "them"])
_IT = frozenset(["it", "this", "that", "there", "these", "those", "what", "which", "who"])
_EVERYONE = frozenset(["everyone", "everybody", "nobody", "people", "anyone", "anybody", "somebody", "someone", "all", "one"])
_WH = frozenset(["why", "how", "what", "who", "when", "where", "which", "whose"])
_PAST_LOOKALIKES = frozenset("forgot left said told went got came made took gave broke lost spent ate drank drove slept knew thought let'd chose hid lied".split())
_LEMMAS = {
    "forgot": "forget", "left": "leave", "said": "say", "told": "tell", "went": "go", "got": "get", "came": "come", "made": "make",
    "took": "take", "gave": "give", "broke": "break", "lost": "lose", "spent": "spend", "ate": "eat", "drank": "drink", "drove": "drive",
    "slept": "sleep", "knew": "know", "thought": "think", "chose": "choose", "hid": "hide", "lied": "lie", "hung": "hang", "threw": "throw",
    "felt": "feel", "kept": "keep", "let": "let", "read": "read", "saw": "see", "ran": "run", "heard": "hear", "found": "find",
}
_BE = {"r": "be", "m": "be", "re": "be", "'re": "be", "'m": "be", "s": "be", "'s": "be", "ai": "be", "ve": "have", "'ve": "have"}
_SAYING = frozenset("say tell claim think believe call swear insist write text ask yell shout scream mention go".split())
_MODALS = {"ca": "can", "wo": "will", "'ll": "will", "ll": "will", "'d": "would", "d": "would", "sha": "shall"}


@dataclass(frozen=True, slots=True)
class Clause:
    """One clause of a draft.

    start, end: raw code-point offsets. first, last: Doc token indices, both inside. low, high: [low, high) words of the Line. text: the clause's slice of
    Line.text, blanks at both ends. subject: you, i, we, it, they, third, everyone, yours ("your mother") or none.
    matrix: lemma of the verb that governs it, with its subject ("say", "they"). mark: the word that subordinates it.
    """

    start: int
    end: int
    first: int
    last: int
    head: int
    low: int
    high: int
    text: str
    subject: str
    subject_start: int
    verb: str
    negated: bool
    frequency: tuple[str, ...]
    modal: str
    tense: str
    mood: str
    question_word: str
    complement: tuple[str, ...]
    objects: tuple[str, ...]
    mark: str
    matrix: tuple[str, str]
    relation: str
    conditional: bool


def _category(token) -> str:
    """Whom a subject token speaks of."""
    norm = token.norm_.lower()
    if norm in _YOU:
        return "you"
    children = {child.norm_.lower(): child for child in token.children}
    if any(word in _YOU and child.dep_ in ("nmod", "det", "conj", "compound", "appos", "poss") for word, child in children.items()):
        return "you"
    if any(word in ("your", "ur", "yours") for word in children) or norm == "yours":
        return "yours"
    if norm in _FIRST:
        return "i"
    if norm in _WE:
        return "we"
    if norm in _THEY:
        return "they"
    if norm in _IT:
        return "it"
    return "everyone" if norm in _EVERYONE else "third"


def _subject(head):
    for child in head.children:
        if child.dep_ in SUBJECT_DEPS:
            return child
    return None


def _inherited(head):
    """The subject a coordinated verb shares with the one before it."""
    seen = 0
    while head.dep_ in ("conj", "xcomp", "acomp", "advcl") and seen < 6:
        if head.dep_ == "advcl" and any(child.dep_ == "mark" for child in head.children):
            return None
        head, seen = head.head, seen + 1
        found = _subject(head)
        if found is not None:
            return found
    return None


def _is_verb(token) -> bool:
    return token.pos_ in ("VERB", "AUX") or token.tag_[:1] == "V"


def _is_head(token) -> bool:
    if _is_verb(token):
        if token.dep_ in ("aux", "auxpass", "amod", "compound", "prt", "prep"):
            return False
        if token.dep_ == "ROOT" or _subject(token) is not None:
            return True
        return (token.dep_ in ("conj", "ccomp", "dep", "parataxis", "advcl") and token.tag_ != "VBG") or (
            token.dep_ == "conj" and token.head.tag_ == "VBG"
        )
    return token.dep_ == "ROOT" or _subject(token) is not None


def _modal(head) -> str:
    for child in head.children:
        if child.dep_ in ("aux", "auxpass"):
            low = child.lower_
            if child.tag_ == "MD" or low in _MODALS or child.norm_ in ("should", "would", "could", "can", "will", "must", "might"):
                return _MODALS.get(low, child.norm_.lower())
    lemma = head.lemma_.lower()
    if lemma in ("need", "have", "get", "ought", "suppose", "got") and any(child.dep_ == "xcomp" for child in head.children):
        return {"get": "have to", "got": "have to", "have": "have to", "suppose": "supposed to"}.get(lemma, lemma + " to" if lemma != "need" else "need to")
    return ""


def _tense(head, modal: str) -> str:
    if modal == "will":
        return "future"
    aux = [child for child in head.children if child.dep_ in ("aux", "auxpass")]
    lows = {child.lower_ for child in aux}
    if lows & {"did", "was", "were", "had"} or head.tag_ == "VBD" or head.lower_ in _PAST_LOOKALIKES:
        return "past"
    if any(child.lemma_ == "have" for child in aux) and head.tag_ in ("VBN", "VBD"):
        return "past"
    return "present"


def _complement(head) -> tuple[str, ...]:
    found = []

    def take(token, depth=0):
        found.append(token.lemma_.lower())
        if token.norm_.lower() != token.lemma_.lower():
            found.append(token.norm_.lower())
        for child in token.children:
            if child.dep_ in ("conj", "compound", "amod") and depth < 3:
                take(child, depth + 1)
            elif child.dep_ == "prep" and child.lower_ in ("but", "of") and depth < 2:
                for leaf in child.children:
                    if leaf.dep_ == "pobj":
                        take(leaf, depth + 1)

    for child in head.children:
        if child.dep_ in ("acomp", "attr", "oprd"):
            take(child)
        elif child.dep_ == "prep" and child.lower_ in ("like", "but"):
            for leaf in child.children:
                if leaf.dep_ == "pobj":
                    take(leaf)
    return tuple(dict.fromkeys(found))


def _objects(head) -> tuple[str, ...]:
    found = []
    for child in head.subtree:
        if child.dep_ in ("dobj", "pobj", "dative", "npadvmod") and child.i > head.i:
            found.append(child.lemma_.lower())
    return tuple(dict.fromkeys(found))


def _mood(head, subject, own, line_text: str, doc) -> tuple[str, str]:
    """(mood, question word)."""
    wh = next((token.norm_.lower() for token in own if token.norm_.lower() in _WH), "")
    first_wh = (own and own[0].norm_.lower() in _WH) or (len(own) > 1 and own[1].norm_.lower() in _WH and own[0].dep_ in ("cc", "intj", "advmod", "punct"))
    last = own[-1]
    ends = any(token.text.startswith("?") or token.text.endswith("?") for token in doc[last.i:min(last.i + 2, len(doc))])
    inverted = (subject is not None and any(
        child.dep_ in ("aux", "auxpass") and child.i < subject.i for child in head.children
    )) or (subject is not None and head.pos_ == "AUX" and head.i < subject.i)
    if ends or (inverted and subject.i < head.i + 3 and own[0].norm_ not in ("so", "nor", "neither")) or (first_wh and inverted):
        return "question", wh
    if first_wh and head.dep_ == "ROOT" and subject is not None and head.tag_ in ("VB", "VBP", "VBD", "VBZ", "VBG") and wh in ("why", "how"):
        return "question", wh
    if subject is None and head.tag_ in ("VB", "VBP") and not any(
        child.dep_ in ("aux",) and child.norm_ not in ("do", "not") for child in head.children
    ) and not any(child.dep_ == "mark" for child in head.children) and head.dep_ in ("ROOT", "conj", "ccomp", "dep", "parataxis"):
        return "imperative", wh
    return "statement", wh


def clauses(doc, line: Line) -> tuple[Clause, ...]:
    """The clauses of a parsed Doc, in reading order."""
    heads = [token for token in doc if not token.is_space and not token.is_punct and _is_head(token)]
    owner: dict[int, int] = {}
    head_set = {token.i for token in heads}
    for token in doc:
        seat, steps = token, 0
        while seat.i not in head_set and seat.head is not seat and steps < 200:
            seat, steps = seat.head, steps + 1
        owner[token.i] = seat.i
    members: dict[int, list] = {token.i: [] for token in heads}
    for token in doc:
        if owner[token.i] in members and not token.is_space:
            members[owner[token.i]].append(token)
    words_at: dict[int, list[int]] = {}
    for word, token_index in enumerate(line.tokens):
        words_at.setdefault(token_index, []).append(word)
    out = []
    for head in heads:
        own = members[head.i]
        around = [token for token in own if not token.is_punct] or own
        run = _run(around, head)
        scope = _run(_scope(head, head_set, doc), head)
        subject = _subject(head)
        imperative_like = subject is None
        shared = subject if subject is not None else _inherited(head)
        mood, wh = _mood(head, subject, run, line.text, doc)
        category = _category(shared) if shared is not None and not (imperative_like and mood == "imperative") else "none"
        modal = _modal(head)
        norms = [token.norm_.lower() for token in run]
        negated = any(
            child.dep_ == "neg" or child.norm_ in ("not", "never") for child in head.children
        ) or "never" in norms or any(child.dep_ == "neg" and child.head.dep_ in ("aux", "xcomp", "acomp") for child in run)
        mark = next((child.norm_.lower() for child in head.children if child.dep_ == "mark" or (child.dep_ == "advmod" and child.norm_ in ("when", "whenever", "while"))), "")
        matrix = ("", "")
        if head.dep_ in ("ccomp", "advcl", "xcomp", "relcl", "acl") and head.head is not head:
            above = head.head
            sup = _subject(above) or _inherited(above)
            matrix = (above.lemma_.lower(), _category(sup) if sup is not None else "none")
        positions = [word for token in scope for word in words_at.get(token.i, ())]
        low, high = (min(positions), max(positions)) if positions else (0, 0)
        text_end = line.starts[high + 1] if high + 1 < len(line.starts) else len(line.text)
        out.append(Clause(
            start=scope[0].idx, end=scope[-1].idx + len(scope[-1]), first=scope[0].i, last=scope[-1].i, head=head.i,
            low=low, high=high + 1, text=" " + line.text[line.starts[low]:text_end],
            subject=category, subject_start=shared.idx if shared is not None else -1,
            verb=(_BE.get(head.lower_) or _LEMMAS.get(head.lower_) or head.lemma_.lower()) + "".join(" " + child.lower_ for child in head.children if child.dep_ == "prt"),
            negated=negated, frequency=tuple(norm for norm in norms if norm in FREQUENCY),
            modal=modal, tense=_tense(head, modal), mood=mood, question_word=wh,
            complement=_complement(head), objects=_objects(head), mark=mark, matrix=matrix, relation=head.dep_,
            conditional=mark in ("if", "unless", "until") or (norms[:1] in (["if"], ["unless"])),
        ))
    return tuple(sorted(out, key=lambda clause: clause.start))


_OPENERS = frozenset(["honestly", "then", "so", "well", "also", "anyway", "like", "plus"])
_APART = frozenset("if when whenever because while since so though although after before unless until cause as".split())


def _scope(head, heads: set[int], doc) -> list:
    """A clause's own words with those of its complements: not what is coordinated, spliced on before it, or adverbial."""
    found, stack = [], [head]
    while stack:
        token = stack.pop()
        found.append(token)
        for child in token.children:
            if child.is_space:
                continue
            if child.i in heads:
                if child.dep_ in ("conj", "parataxis", "dep") and (_subject(child) is not None or child.head.i == head.i):
                    continue
                if child.i < head.i and child.dep_ in ("ccomp", "advcl", "nsubj"):
                    continue
                if child.dep_ == "ccomp" and any(doc[place].is_punct for place in range(head.i, child.left_edge.i)):
                    continue
                if child.dep_ == "advcl" and any(leaf.norm_.lower() in _APART for leaf in child.children if leaf.dep_ in ("mark", "advmod")):
                    continue
            if not child.is_punct:
                stack.append(child)
    return found


def _run(tokens, head):
    """The contiguous stretch of a clause's own tokens around its head: what can be marked as one span."""
    tokens = sorted(tokens, key=lambda token: token.i)
    at = next((position for position, token in enumerate(tokens) if token.i == head.i), 0)
    first = last = at
    while first > 0 and tokens[first].i - tokens[first - 1].i <= 2:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1].i - tokens[last].i <= 2:
        last += 1
    run = tokens[first:last + 1]
    while len(run) > 1 and (run[0].dep_ in ("cc", "punct", "intj") or (run[0].norm_.lower() in _OPENERS and run[0].dep_ == "advmod")) and run[0].i < head.i:
        run = run[1:]
    while len(run) > 1 and run[-1].dep_ in ("cc", "punct") and run[-1].i > head.i:
        run = run[:-1]
    return run


SAYING = _SAYING
