"""The pydantic models of rules/, read and checked once; a mistake names file, rule and mend."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
import difflib
from pathlib import Path
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .bounds import ENTRY, RuleError, looked_at, loose, toml, words
from .english import know, pipeline, versions
from .indexing import PhraseIndex, build, index
from .inflection import forms
from .patterns import Pattern, PatternError, compile_pattern
from .storing import fetch, keep, key
from .tables import RULES
from .wording import canonical

PROBLEMS = (
    "generalisation", "label", "blame", "should", "accusing_question", "mind_reading", "contempt", "comparison",
    "invalidation", "defensiveness", "withdrawal", "ultimatum", "pseudo_i", "triangulation", "kitchen_sinking", "shouting",
)
NOTES = (
    "complaint", "faux_feeling", "self_erasing", "refusing_help", "essentialising", "self_criticism", "no_request",
)
STRENGTHS = (
    "feeling", "observation", "need", "request", "reflection", "validation", "open_question", "perspective", "us",
    "appreciation", "owning", "pause", "boundary", "both_needs", "outside_support", "shared", "celebration",
    "encouragement", "reassurance", "soft_start",
)
TIERS = ("self_harm", "child_or_third_party", "threat", "stalking", "control", "fear_or_harm_received")
TURNS = ("vent", "complaint_about_you", "good_news", "asks_advice", "asks_help", "question", "bid", "crisis")
GOOD_MOVES = (
    "reflection", "validation", "open_question", "empathy", "asks_what_is_needed", "support_offer", "owns_part", "celebrates",
)
POOR_MOVES = (
    "refuses_help", "advice_too_soon", "dismissing", "minimising", "defending", "counter_blame", "one_upping",
    "interrogating", "topic_change", "yes_but", "flat", "sarcasm", "correcting_facts", "parroting",
)
_FOUND = frozenset((*PROBLEMS, *NOTES))
SUBJECTS = ("you", "i", "we", "it", "they", "third", "everyone", "yours", "none")
MOODS = ("statement", "question", "imperative")
TENSES = ("past", "present", "future")
TESTS = ("shouting", "kitchen_sinking")
WORD_FIELDS = ("verb", "complement", "frequency", "modal", "question_word", "object")
"""Conditions that hold words or @lexicons."""

Words = list[str]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class When(_Strict):
    """What a clause must be for a clause rule to speak of it; every condition that is given has to hold."""

    subject: list[Literal[SUBJECTS]] | None = None
    verb: Words | None = None
    """Lemmas, or @lexicon, of the clause's main verb ("be" for "you are late")."""
    complement: Words | None = None
    """Lemmas, or @lexicon, of which one stands in the predicate (adjective or noun after be, seem, act like …)."""
    frequency: Words | None = None
    modal: Words | None = None
    negated: bool | None = None
    mood: list[Literal[MOODS]] | None = None
    tense: list[Literal[TENSES]] | None = None
    question_word: Words | None = None
    object: Words | None = None
    praise: bool | None = None
    """Whether the predicate is a good thing said of the other ("you always make me laugh")."""
    negative: bool | None = None
    """Whether the predicate is a bad thing said of the other, by lexicon, VADER's lexicon supporting."""
    conditional: bool | None = None
    has: Words | None = None
    """Patterns of which one must match within the clause."""
    lacks: Words | None = None
    """Patterns of which none may match within the clause."""


class Rule(_Strict):
    """One rule, whatever its type.

    flags: example messages with the marked span in [brackets]; allows: look-alikes no rule may flag.
    """

    id: str
    kind: str
    severity: Literal[0, 1, 2, 3]
    advice: str
    relation: Literal["says", "in_spirit"] = "in_spirit"
    why: Annotated[str, Field(max_length=200)]
    type: Literal["phrase", "clause", "message", "learnt", "move", "turn"]
    patterns: Words = []
    unless: Words = []
    """Patterns; where one matches in the same sentence, the rule is silent."""
    near: Words = []
    """Patterns; the rule speaks only where one matches in the same sentence or a neighbouring one: a second fact beside the first."""
    whole: bool = False
    """The pattern must be the whole message, greeting and names aside."""
    beside: bool = False
    """The words weigh only beside something else that was found in the message ("that's low", said alone, may be of anyone)."""
    quoted: bool = False
    """The rule also speaks of words inside quotation marks or reported speech."""
    when: When | None = None
    test: str | None = None
    """For type message: the name of a check in coach/detecting/message.py."""
    turns: list[Literal[TURNS]] = []
    """For type move: the turns it is weighed in; none means every one."""
    role: Literal["sent", "received", "witness"] | None = None
    """For a support tier: who the words speak of."""
    flags: Words
    allows: Words

    @property
    def problem(self) -> bool:
        return self.kind in _FOUND

    @property
    def tier(self) -> bool:
        return self.kind in TIERS


class RuleFile(_Strict):
    rule: list[Rule]


class Advice(_Strict):
    heading: str
    quote: str


class Rulebook:
    """All rules of one or several folders.

    Built by `load`; never changed after that. Patterns are compiled when they are first tried. indexes: what `build` made of
    the patterns of each table; None to compile and build them now, which finds every mistake. forms: word -> its forms.
    """

    def __init__(self, rules: tuple[Rule, ...], lexicons: dict[str, tuple[str, ...]], article: dict[str, Any], files: dict[str, Path],
                 *, name: str = "", indexes: dict[str, Any] | None = None, known: dict[str, tuple[str, ...]] | None = None):
        self.rules, self.lexicons, self.article, self.files, self.name = rules, lexicons, article, files, name
        self.by_id = {rule.id: rule for rule in rules}
        self.of_type = {name: tuple(rule for rule in rules if rule.type == name) for name in ("phrase", "clause", "message", "learnt", "move", "turn")}
        self._compiled: dict[str, Pattern] = {}
        self._memo: dict[str, Any] = {}
        self.known: dict[str, tuple[str, ...]] = dict(known or {})
        tables = {name: [(at, source) for at, rule in enumerate(rules) if rule.type == name for source in rule.patterns] for name in ("phrase", "move", "turn")}
        tables["aside"] = [(at, source) for at, rule in enumerate(rules) for source in _conditions(rule)]
        self.indexes: dict[str, Any] = {}
        if indexes is None:
            self._compile()
            self.indexes = indexes = {name: build([self._compiled[source] for _, source in entries]) for name, entries in tables.items()}
            self._compiled.clear()
            self._memo.clear()
        made = {name: PhraseIndex(entries, self._read, indexes[name]) for name, entries in tables.items()}
        self.phrases, self.moves, self.turns, self.asides = made["phrase"], made["move"], made["turn"], made["aside"]
        self.warning = self.phrases.of(lambda at: rules[at].problem or rules[at].tier)
        """The phrase patterns that may find a problem or call for support, as a mask."""
        self.unless, self.near, self.has, self.lacks = {}, {}, {}, {}
        number = 0
        for rule in rules:
            for masks, found in ((self.unless, rule.unless), (self.near, rule.near), (self.has, _of(rule, "has")), (self.lacks, _of(rule, "lacks"))):
                masks[rule.id] = ((1 << len(found)) - 1) << number
                number += len(found)
        self.in_clauses = sum(self.has[rule.id] for rule in self.of_type["clause"])

    def _compile(self) -> None:
        """Compile every pattern of every rule, and look up the forms of the lists of verbs.

        Raises RuleError naming file and rule.
        """
        for rule in self.rules:
            for source in rule.patterns:
                self.pattern(source, rule.id, finds=not rule.whole)
            for source in _conditions(rule):
                self.pattern(source, rule.id)
        for name, entries in self.lexicons.items():
            for entry in entries if name.endswith("_verb") else ():
                self.forms(entry.split()[0])

    def forms(self, lemma: str) -> tuple[str, ...]:
        """Every form of a word, the lemma first."""
        if lemma not in self.known:
            self.known[lemma] = forms(lemma)
        return self.known[lemma]

    def lexicon(self, name: str) -> tuple[str, ...]:
        if name not in self.lexicons:
            raise PatternError(f"there is no lexicon @{name}; rules/words/ has: {', '.join(sorted(self.lexicons))}")
        return self.lexicons[name]

    def _read(self, source: str, *, finds: bool = False) -> Pattern:
        return compile_pattern(source, lexicon=self.lexicon, canonical=canonical, finds=finds, memo=self._memo, forms=self.forms)

    def pattern(self, source: str, rule_id: str = "", *, finds: bool = False) -> Pattern:
        if source not in self._compiled:
            try:
                self._compiled[source] = self._read(source, finds=finds)
            except PatternError as error:
                raise RuleError(f"{self.files.get(rule_id, '')}: rule {rule_id}: {error}") from None
        return self._compiled[source]

    def indexed(self, entries: Sequence[tuple[int, str]], owner: Callable[[int], str] = str) -> PhraseIndex:
        """An index of further patterns, (what each belongs to, source); built once for these rules, and kept. owner: names what it belongs to."""
        name = key([self.name.encode(), *(source.encode() for _, source in entries)])
        kept = fetch(name) if self.name else None
        if kept is None:
            before = set(self.known)
            data = build([self.pattern(source, owner(at)) for at, source in entries])
            kept = {"index": data, "forms": {word: each for word, each in self.known.items() if word not in before}}
            if self.name:
                keep(name, kept)
        self.known.update((word, tuple(each)) for word, each in kept["forms"].items())
        return PhraseIndex(entries, self._read, kept["index"])

    def words(self, entries: Iterable[str]) -> frozenset[str]:
        """The words of a condition's list, lexicons spread out."""
        return frozenset(word for entry in entries for word in (self.lexicon(entry[1:]) if entry.startswith("@") else (entry,)))


def _of(rule: Rule, name: str) -> Words:
    return (getattr(rule.when, name) or []) if rule.when else []


def _conditions(rule: Rule) -> Words:
    """The patterns a rule asks about beside its own, in the order of the masks."""
    return [*rule.unless, *rule.near, *_of(rule, "has"), *_of(rule, "lacks")]


def _explain(path: Path, data: dict[str, Any], error: ValidationError) -> str:
    first = next((one for one in error.errors() if one["type"] == "extra_forbidden"), error.errors()[0])
    where = first["loc"]
    name = ""
    if len(where) > 1 and where[0] == "rule" and isinstance(where[1], int):
        entry = data["rule"][where[1]]
        name = f" rule {entry.get('id', f'number {where[1] + 1}') if isinstance(entry, dict) else where[1] + 1!r}:"
    field = ".".join(str(part) for part in where[2 if name else 0:])
    mend = {"extra_forbidden": f"there is no field {field!r}; take it out or check its spelling", "missing": f"the field {field!r} is missing; add it"}
    return f"{path}:{name} {mend.get(first['type'], field + ': ' + first['msg'])}."


def _check(rule: Rule, path: Path, folder: Path, advice: dict[str, Any]) -> None:
    def fail(what: str):
        raise RuleError(f"{path}: rule {rule.id!r}: {what}")

    home = path.relative_to(folder).with_suffix("").as_posix()
    if not rule.id.startswith(home + ".") and not rule.id.startswith(home + "/"):
        fail(f"the id has to mirror its file: {home}.{rule.id.rsplit('.', 1)[-1]}")
    if rule.kind not in (*PROBLEMS, *NOTES, *STRENGTHS, *TIERS, *GOOD_MOVES, *POOR_MOVES, *TURNS):
        fail(f"there is no kind {rule.kind!r}; known are {', '.join((*PROBLEMS, *NOTES, *STRENGTHS, *TIERS))}")
    if rule.advice not in advice:
        fail(f"there is no advice {rule.advice!r} in article.toml; known are {', '.join(advice)}")
    if rule.type in ("phrase", "move", "turn") and not rule.patterns and rule.when is None:
        fail("a phrase rule needs patterns")
    if rule.type == "clause" and rule.when is None:
        fail("a clause rule needs a `when`")
    if rule.near and rule.type != "phrase":
        fail("`near` is for phrase rules only")
    if rule.type == "message" and rule.test not in TESTS:
        fail(f"there is no test {rule.test!r}; known are {', '.join(TESTS)}")
    for source in (*rule.patterns, *_conditions(rule)):
        if too_loose := loose(source):
            fail(f"in the pattern “{source[:60]}{'…' if len(source) > 60 else ''}”: {too_loose}")
    if long := next((one for one in (*rule.flags, *rule.allows) if len(one) > ENTRY), ""):
        fail(f"the example “{long[:60]}…” is {len(long):,} characters long; {ENTRY} are the most")
    if len(rule.why.split()) > 25:
        fail("`why` has to be 25 words at most")
    if len(rule.flags) < 5 or len(rule.allows) < 5:
        fail("it needs at least five `flags` and five `allows`")
    for example in rule.flags if rule.type == "move" else ():
        if " => " not in example:
            fail(f"the example {example!r} has to be two turns: theirs => the reply")
    for example in rule.flags if rule.type in ("phrase", "clause", "move") else ():
        if len(re.findall(r"\[[^\]]+\]", example)) != 1:
            fail(f"the example {example!r} has to have exactly one [span] in brackets")


def _rule_files(folder: Path) -> Iterator[Path]:
    """The files of a folder that may hold rules."""
    for path in sorted(folder.rglob("*.toml")):
        if path.parent.name not in ("words", "samples", "drills") and path.parent != folder:
            yield path


def _switched_off(path: Path, rules: dict[str, Rule]) -> set[str]:
    """The ids of the rules that an off.toml switches off, by their own id or by their kind; it may name drills too, which are not looked at here."""
    data = toml(path)
    names = data.pop("off", [])
    if data:
        raise RuleError(f"{path}: there is no field {next(iter(data))!r}; it holds one list, off = [\"a rule's id or a kind\"].")
    if not isinstance(names, list) or not all(isinstance(name, str) for name in names):
        raise RuleError(f"{path}: `off` has to be a list of names: off = [\"a rule's id or a kind\"].")
    known = {rule.kind for rule in rules.values()}
    drills = {one.stem for place in (RULES, path.parent) for one in (place / "drills").glob("*.toml")}
    for name in names:
        if name not in rules and name not in known and name not in drills:
            near = difflib.get_close_matches(name, [*rules, *known, *drills], n=1)
            mend = f"did you mean {near[0]!r}?" if near else "take it out, or look it up with `python -m coach rules`."
            raise RuleError(f"{path}: there is no rule, kind or drill {name!r} to switch off; {mend}")
    return {rule.id for rule in rules.values() if rule.id in names or rule.kind in names}


def _read(folders: tuple[Path, ...]) -> tuple[dict[str, Rule], dict[str, tuple[str, ...]], dict[str, Any], dict[str, Path]]:
    """(rules, lexicons, article, files) of the folders, each checked."""
    rules: dict[str, Rule] = {}
    files: dict[str, Path] = {}
    lexicons: dict[str, tuple[str, ...]] = {}
    article: dict[str, Any] = {}
    for folder in folders:
        if (folder / "article.toml").exists():
            article = toml(folder / "article.toml")
            if not isinstance(article.get("advice"), dict) or not all(isinstance(one, dict) and {"heading", "quote"} <= one.keys() for one in article["advice"].values()):
                raise RuleError(f"{folder / 'article.toml'}: it needs a table [advice.NAME] with `heading` and `quote` for each piece of advice.")
        for path in sorted((folder / "words").glob("*.toml")):
            for name, entries in words(path).items():
                spelt = tuple(dict.fromkeys(" ".join(found) for entry in entries if (found := canonical(entry))))
                lexicons[name] = tuple(dict.fromkeys((*lexicons.get(name, ()), *spelt)))
        for path in _rule_files(folder):
            data = toml(path)
            if "rule" not in data:
                continue
            try:
                found = RuleFile.model_validate(data)
            except ValidationError as error:
                raise RuleError(_explain(path, data, error)) from None
            for rule in found.rule:
                if rule.id in rules:
                    raise RuleError(f"{path}: rule {rule.id!r}: there are two rules of this id; rename one.")
                _check(rule, path, folder, article["advice"])
                rules[rule.id], files[rule.id] = rule, path
        if (folder / "off.toml").exists():
            for name in _switched_off(folder / "off.toml", rules):
                del rules[name]
    for rule in rules.values():
        named = [entry[1:] for field in WORD_FIELDS for entry in _of(rule, field) if entry.startswith("@")]
        if odd := next((name for name in named if name not in lexicons), ""):
            raise RuleError(f"{files[rule.id]}: rule {rule.id!r}: there is no lexicon @{odd}; rules/words/ has: {', '.join(sorted(lexicons))}")
        if rule.advice not in article["advice"]:
            raise RuleError(f"{files[rule.id]}: rule {rule.id!r}: the last article.toml has no advice {rule.advice!r}; add it there.")
    return rules, lexicons, article, files


_OWN_CODE = ("bounds", "draft", "spelling", "english", "wording", "inflection", "matching", "patterns", "indexing", "rulebook")


def _name_of(folders: tuple[Path, ...]) -> str:
    """The name under which what these folders come to is kept: another one when a rule, a word or the code that reads them changes."""
    paths = [Path(__file__).parent / f"{name}.py" for name in _OWN_CODE]
    for folder in folders:
        paths += [folder / "article.toml", folder / "off.toml", *sorted((folder / "words").glob("*.toml")), *_rule_files(folder)]
    return key([versions().encode(), *(part for path in paths for part in (str(path).encode(), path.read_bytes() if path.is_file() else b""))])


_WORDS = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)?|[.,!?]+")


def _common(rules: Iterable[Rule]) -> list[str]:
    """The words that are commonest in the rules' examples, as they are written there."""
    counted = Counter(word for rule in rules for example in (*rule.flags, *rule.allows) for word in _WORDS.findall(example))
    return [word for word, _ in counted.most_common(1000)]


def load(*folders: Path) -> Rulebook:
    """Read and check the rules of this project, then of each further folder.

    Raises RuleError naming file, rule and mend. A further folder may hold `off.toml` with `off = ["rule ids or kinds"]`.
    What the same files came to before is taken from the user's cache folder.
    """
    pipeline()
    places = (RULES, *map(Path, folders))
    for folder in places[1:]:
        looked_at(folder)
    name = _name_of(places)
    kept = fetch(name)
    if kept is not None:
        know(kept["common"])
        rules = RuleFile.model_validate({"rule": kept["rules"]}).rule
        return Rulebook(
            tuple(rules), {lexicon: tuple(entries) for lexicon, entries in kept["lexicons"].items()}, kept["article"],
            {rule.id: Path(path) for rule, path in zip(rules, kept["files"], strict=True)},
            name=name, indexes=kept["indexes"], known={word: tuple(each) for word, each in kept["forms"].items()},
        )
    rules, lexicons, article, files = _read(places)
    book = Rulebook(tuple(rules.values()), lexicons, article, {one: files[one] for one in rules}, name=name)
    common = _common(book.rules)
    know(common)
    keep(name, {
        "common": common,
        "rules": [rule.model_dump(exclude_defaults=True) for rule in book.rules], "lexicons": lexicons, "article": article,
        "files": [str(path) for path in book.files.values()], "indexes": book.indexes, "forms": book.known,
    })
    book.indexes = {}
    return book


__all__ = ["PhraseIndex", "Rule", "RuleError", "Rulebook", "canonical", "index", "load"]
