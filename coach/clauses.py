"""Doc -> clauses. A text message is full of comma splices: what is walked is verbs and their subjects, not sentences."""

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import partial

from .english import pastlike
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
_MODALS: dict[str, str] = {"ca": "can", "wo": "will", "'ll": "will", "ll": "will", "'d": "would", "d": "would", "sha": "shall"}
SUBJECT_WORDS = {
    "you": _YOU, "yours": frozenset(["your", "ur", "yours"]), "i": _FIRST, "we": _WE, "they": _THEY, "it": _IT, "everyone": _EVERYONE,
}
"""Subject -> norms of which one must be there for a clause to have it; the others may be any word or none."""
VERB_SPELLINGS = {**_LEMMAS, **_BE}
"""Small letters -> the verb that a clause with this head has, whatever the lemmatizer says."""
MODAL_SPELLINGS = _MODALS
DENIALS = frozenset(["not", "never", "no"])
"""The words that negate a clause."""
PAST_HELPERS = frozenset(["did", "was", "were", "had"])
PAST_SPELLINGS = _PAST_LOOKALIKES | PAST_HELPERS
"""Words in small letters that put a clause in the past whatever their tag."""


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
    mark: str
    matrix: tuple[str, str]
    relation: str
    conditional: bool
    objects: Callable[[], tuple[str, ...]] = field(repr=False, compare=False)
    """The lemmas of its objects, those of all that hangs on its verb: looked up when asked for, since few rules do."""


_OPENERS = frozenset(["honestly", "then", "so", "well", "also", "anyway", "like", "plus"])
_APART = frozenset("if when whenever because while since so though although after before unless until cause as".split())


class _Tree:
    """A parsed Doc as lists, one entry a token, so that nothing is asked of spaCy twice. kids: of each token, ascending."""

    def __init__(self, doc):
        tokens = self.tokens = list(doc)
        self.text = [token.text for token in tokens]
        self.low = [token.lower_ for token in tokens]
        self.said = [token.norm_ for token in tokens]
        self.norm = [norm.lower() for norm in self.said]
        self.lemma = [token.lemma_.lower() for token in tokens]
        self.dep = [token.dep_ for token in tokens]
        self.tag = [token.tag_ for token in tokens]
        self.pos = [token.pos_ for token in tokens]
        self.space = [token.is_space for token in tokens]
        self.punct = [token.is_punct for token in tokens]
        self.head = [token.head.i for token in tokens]
        kids = self.kids = [[] for _ in tokens]
        subject = self.subject = [-1] * len(tokens)
        for at, above in enumerate(self.head):
            if above != at:
                kids[above].append(at)
                if subject[above] < 0 and self.dep[at] in SUBJECT_DEPS:
                    subject[above] = at

    def below(self, at: int) -> Iterator[int]:
        """A token and all that hangs on it, in reading order. A text without a full stop hangs on itself too deeply for recursion."""
        waiting = [(at, False)]
        while waiting:
            here, opened = waiting.pop()
            if opened:
                yield here
                continue
            kids = self.kids[here]
            waiting += [(kid, False) for kid in reversed(kids) if kid > here]
            waiting.append((here, True))
            waiting += [(kid, False) for kid in reversed(kids) if kid < here]


def _category(tree: _Tree, at: int) -> str:
    """Whom a subject speaks of."""
    norm = tree.norm[at]
    if norm in _YOU:
        return "you"
    children = {tree.norm[kid]: kid for kid in tree.kids[at]}
    if any(word in _YOU and tree.dep[kid] in ("nmod", "det", "conj", "compound", "appos", "poss") for word, kid in children.items()):
        return "you"
    if not children.keys().isdisjoint(("your", "ur", "yours")) or norm == "yours":
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


def _inherited(tree: _Tree, at: int) -> int:
    """The subject a coordinated verb shares with the one before it, or -1."""
    seen = 0
    while tree.dep[at] in ("conj", "xcomp", "acomp", "advcl") and seen < 6:
        if tree.dep[at] == "advcl" and any(tree.dep[kid] == "mark" for kid in tree.kids[at]):
            return -1
        at, seen = tree.head[at], seen + 1
        if tree.subject[at] >= 0:
            return tree.subject[at]
    return -1


def _is_head(tree: _Tree, at: int) -> bool:
    dep, tag = tree.dep[at], tree.tag[at]
    if tree.pos[at] in ("VERB", "AUX") or tag[:1] == "V":
        if dep in ("aux", "auxpass", "amod", "compound", "prt", "prep"):
            return False
        if dep == "ROOT" or tree.subject[at] >= 0:
            return True
        return (dep in ("conj", "ccomp", "dep", "parataxis", "advcl") and tag != "VBG") or (dep == "conj" and tree.tag[tree.head[at]] == "VBG")
    return dep == "ROOT" or tree.subject[at] >= 0


def _modal(tree: _Tree, at: int) -> str:
    for kid in tree.kids[at]:
        if tree.dep[kid] in ("aux", "auxpass"):
            low = tree.low[kid]
            if tree.tag[kid] == "MD" or low in _MODALS or tree.said[kid] in ("should", "would", "could", "can", "will", "must", "might"):
                return _MODALS.get(low, tree.norm[kid])
    lemma = tree.lemma[at]
    if lemma in ("need", "have", "get", "ought", "suppose", "got") and any(tree.dep[kid] == "xcomp" for kid in tree.kids[at]):
        return {"get": "have to", "got": "have to", "have": "have to", "suppose": "supposed to"}.get(lemma, lemma + " to" if lemma != "need" else "need to")
    return ""


def _tense(tree: _Tree, at: int, modal: str) -> str:
    if modal == "will":
        return "future"
    aux = [kid for kid in tree.kids[at] if tree.dep[kid] in ("aux", "auxpass")]
    if tree.low[at] in _PAST_LOOKALIKES or any(tree.low[kid] in PAST_HELPERS for kid in aux):
        return "past"
    told = tree.tag[at] == "VBD" or (tree.tag[at] == "VBN" and any(tree.lemma[kid] == "have" for kid in aux))
    return "past" if told and pastlike(tree.low[at]) else "present"


def _complement(tree: _Tree, at: int) -> tuple[str, ...]:
    found = []

    def take(token: int, depth: int = 0) -> None:
        found.append(tree.lemma[token])
        if tree.norm[token] != tree.lemma[token]:
            found.append(tree.norm[token])
        for kid in tree.kids[token]:
            if tree.dep[kid] in ("conj", "compound", "amod") and depth < 3:
                take(kid, depth + 1)
            elif tree.dep[kid] == "prep" and tree.low[kid] in ("but", "of") and depth < 2:
                for leaf in tree.kids[kid]:
                    if tree.dep[leaf] == "pobj":
                        take(leaf, depth + 1)

    for kid in tree.kids[at]:
        if tree.dep[kid] in ("acomp", "attr", "oprd"):
            take(kid)
        elif tree.dep[kid] == "prep" and tree.low[kid] in ("like", "but"):
            for leaf in tree.kids[kid]:
                if tree.dep[leaf] == "pobj":
                    take(leaf)
    return tuple(dict.fromkeys(found))


def _objects(tree: _Tree, at: int) -> tuple[str, ...]:
    return tuple(dict.fromkeys(
        tree.lemma[below] for below in tree.below(at) if below > at and tree.dep[below] in ("dobj", "pobj", "dative", "npadvmod")
    ))


def _mood(tree: _Tree, head: int, own: Sequence[int]) -> tuple[str, str]:
    """(mood, question word) of a clause of these words."""
    dep, norm, kids, subject = tree.dep, tree.norm, tree.kids[head], tree.subject[head]
    wh = next((norm[at] for at in own if norm[at] in _WH), "")
    first_wh = norm[own[0]] in _WH or (len(own) > 1 and norm[own[1]] in _WH and dep[own[0]] in ("cc", "intj", "advmod", "punct"))
    ends = any(text[:1] == "?" or text[-1:] == "?" for text in tree.text[own[-1]:own[-1] + 2])
    inverted = subject >= 0 and (
        any(dep[kid] in ("aux", "auxpass") and kid < subject for kid in kids) or (tree.pos[head] == "AUX" and head < subject)
    )
    if ends or (inverted and subject < head + 3 and tree.said[own[0]] not in ("so", "nor", "neither")) or (first_wh and inverted):
        return "question", wh
    if first_wh and dep[head] == "ROOT" and subject >= 0 and tree.tag[head] in ("VB", "VBP", "VBD", "VBZ", "VBG") and wh in ("why", "how"):
        return "question", wh
    if subject < 0 and tree.tag[head] in ("VB", "VBP") and dep[head] in ("ROOT", "conj", "ccomp", "dep", "parataxis") and not any(
        dep[kid] == "mark" or (dep[kid] == "aux" and tree.said[kid] not in ("do", "not")) for kid in kids
    ):
        return "imperative", wh
    return "statement", wh


def clauses(doc, line: Line) -> tuple[Clause, ...]:
    """The clauses of a parsed Doc, in reading order."""
    tree = _Tree(doc)
    dep, norm, low, kids = tree.dep, tree.norm, tree.low, tree.kids
    heads = [at for at in range(len(tree.text)) if not tree.space[at] and not tree.punct[at] and _is_head(tree, at)]
    members: dict[int, list[int]] = {at: [] for at in heads}
    for at, space in enumerate(tree.space):
        seat, steps = at, 0
        while seat not in members and tree.head[seat] != seat and steps < 200:
            seat, steps = tree.head[seat], steps + 1
        if seat in members and not space:
            members[seat].append(at)
    words_at: dict[int, list[int]] = {}
    for word, token_index in enumerate(line.tokens):
        words_at.setdefault(token_index, []).append(word)
    out = []
    for head in heads:
        own = members[head]
        run = _run(tree, [at for at in own if not tree.punct[at]] or own, head)
        scope = _run(tree, _scope(tree, head, members), head)
        subject = tree.subject[head]
        shared = subject if subject >= 0 else _inherited(tree, head)
        mood, wh = _mood(tree, head, run)
        category = _category(tree, shared) if shared >= 0 and not (subject < 0 and mood == "imperative") else "none"
        modal = _modal(tree, head)
        norms = [norm[at] for at in run]
        negated = "never" in norms or any(dep[kid] == "neg" or tree.said[kid] in ("not", "never") for kid in kids[head]) or any(
            dep[at] == "neg" and dep[tree.head[at]] in ("aux", "xcomp", "acomp") for at in run
        )
        mark = next((norm[kid] for kid in kids[head] if dep[kid] == "mark" or (dep[kid] == "advmod" and tree.said[kid] in ("when", "whenever", "while"))), "")
        matrix = ("", "")
        above = tree.head[head]
        if dep[head] in ("ccomp", "advcl", "xcomp", "relcl", "acl") and above != head:
            over = tree.subject[above] if tree.subject[above] >= 0 else _inherited(tree, above)
            matrix = (tree.lemma[above], _category(tree, over) if over >= 0 else "none")
        positions = [word for at in scope for word in words_at.get(at, ())]
        first, last = (min(positions), max(positions)) if positions else (0, 0)
        text_end = line.starts[last + 1] if last + 1 < len(line.starts) else len(line.text)
        end = tree.tokens[scope[-1]]
        out.append(Clause(
            start=tree.tokens[scope[0]].idx, end=end.idx + len(end), first=scope[0], last=scope[-1], head=head,
            low=first, high=last + 1, text=" " + line.text[line.starts[first]:text_end],
            subject=category, subject_start=tree.tokens[shared].idx if shared >= 0 else -1,
            verb=(_BE.get(low[head]) or _LEMMAS.get(low[head]) or tree.lemma[head]) + "".join(" " + low[kid] for kid in kids[head] if dep[kid] == "prt"),
            negated=negated, frequency=tuple(word for word in norms if word in FREQUENCY),
            modal=modal, tense=_tense(tree, head, modal), mood=mood, question_word=wh,
            complement=_complement(tree, head), mark=mark, matrix=matrix, relation=dep[head],
            conditional=mark in ("if", "unless", "until") or (norms[:1] in (["if"], ["unless"])), objects=partial(_objects, tree, head),
        ))
    return tuple(sorted(out, key=lambda clause: clause.start))


def _scope(tree: _Tree, head: int, heads: Collection[int]) -> list[int]:
    """A clause's own words with those of its complements: not what is coordinated, spliced on before it, or adverbial."""
    found, stack = [], [head]
    while stack:
        token = stack.pop()
        found.append(token)
        for kid in tree.kids[token]:
            if tree.space[kid]:
                continue
            if kid in heads:
                dep = tree.dep[kid]
                if dep in ("conj", "parataxis", "dep") and (tree.subject[kid] >= 0 or token == head):
                    continue
                if kid < head and dep in ("ccomp", "advcl", "nsubj"):
                    continue
                if dep == "ccomp" and any(tree.punct[head:tree.tokens[kid].left_edge.i]):
                    continue
                if dep == "advcl" and any(tree.norm[leaf] in _APART for leaf in tree.kids[kid] if tree.dep[leaf] in ("mark", "advmod")):
                    continue
            if not tree.punct[kid]:
                stack.append(kid)
    return found


def _run(tree: _Tree, tokens: Iterable[int], head: int) -> list[int]:
    """The contiguous stretch of a clause's own tokens around its head: what can be marked as one span."""
    tokens = sorted(tokens)
    first = last = bisect_left(tokens, head) if head in tokens else 0
    while first > 0 and tokens[first] - tokens[first - 1] <= 2:
        first -= 1
    while last + 1 < len(tokens) and tokens[last + 1] - tokens[last] <= 2:
        last += 1
    while last > first and tokens[first] < head and (
        tree.dep[tokens[first]] in ("cc", "punct", "intj") or (tree.norm[tokens[first]] in _OPENERS and tree.dep[tokens[first]] == "advmod")
    ):
        first += 1
    while last > first and tree.dep[tokens[last]] in ("cc", "punct") and tokens[last] > head:
        last -= 1
    return tokens[first:last + 1]
