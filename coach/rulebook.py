"""The pydantic models of rules/, read and checked once; a mistake names file, rule and mend."""

from collections.abc import Iterable
from dataclasses import dataclass
from functools import cached_property, lru_cache
from pathlib import Path
import re
import tomllib
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from .draft import FILLERS, read
from .english import pipeline, tokens
from .patterns import Pattern, PatternError, compile_pattern
from .spelling import spellings
from .wording import line

RULES = Path(__file__).resolve().parent.parent / "rules"

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
SUBJECTS = ("you", "i", "we", "it", "they", "third", "everyone", "yours", "none")
MOODS = ("statement", "question", "imperative")
TENSES = ("past", "present", "future")

Words = list[str]


class RuleError(ValueError):
    """A rule file with a mistake: says which file, which rule, and how to mend it."""


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
    type: Literal["phrase", "clause", "message", "move", "turn"]
    patterns: Words = []
    unless: Words = []
    """Patterns; where one matches in the same sentence, the rule is silent."""
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
        return self.kind in PROBLEMS or self.kind in NOTES


class RuleFile(_Strict):
    rule: list[Rule]


class Advice(_Strict):
    heading: str
    quote: str


@dataclass(frozen=True, slots=True)
class PhraseIndex:
    """Patterns by the words of which one must be present: (rule position, pattern) under each word."""

    by_word: dict[str, tuple[tuple[int, Pattern], ...]]

    def candidates(self, words: Iterable[str]) -> list[tuple[int, Pattern]]:
        here = frozenset(words)
        found = {id(entry): entry for word in here for entry in self.by_word.get(word, ())}
        return [entry for entry in found.values() if entry[1].may(here)]


def index(patterns: Iterable[tuple[int, Pattern]]) -> PhraseIndex:
    by_word: dict[str, list[tuple[int, Pattern]]] = {}
    for entry in patterns:
        for word in entry[1].anchors:
            by_word.setdefault(word, []).append(entry)
    return PhraseIndex({word: tuple(entries) for word, entries in by_word.items()})


class Rulebook:
    """All rules of one or several folders, compiled.

    Built by `load`; never changed after that.
    """

    def __init__(self, rules: tuple[Rule, ...], lexicons: dict[str, tuple[str, ...]], article: dict[str, Any], files: dict[str, Path]):
        self.rules, self.lexicons, self.article, self.files = rules, lexicons, article, files
        self.by_id = {rule.id: rule for rule in rules}
        self._compiled: dict[str, Pattern] = {}
        self._memo: dict[str, Any] = {}
        for rule in rules:
            for source in rule.patterns:
                self.pattern(source, rule.id, finds=not rule.whole)
            for source in (*rule.unless, *((rule.when.has or ()) if rule.when else ()), *((rule.when.lacks or ()) if rule.when else ())):
                self.pattern(source, rule.id)

    def lexicon(self, name: str) -> tuple[str, ...]:
        if name not in self.lexicons:
            raise PatternError(f"there is no lexicon @{name}; rules/words/ has: {', '.join(sorted(self.lexicons))}")
        return self.lexicons[name]

    def pattern(self, source: str, rule_id: str = "", *, finds: bool = False) -> Pattern:
        if source not in self._compiled:
            try:
                self._compiled[source] = compile_pattern(source, lexicon=self.lexicon, canonical=canonical, finds=finds, memo=self._memo)
            except PatternError as error:
                raise RuleError(f"{self.files.get(rule_id, '')}: rule {rule_id}: {error}") from None
        return self._compiled[source]

    def words(self, entries: Iterable[str]) -> frozenset[str]:
        """The words of a condition's list, lexicons spread out."""
        return frozenset(word for entry in entries for word in (self.lexicon(entry[1:]) if entry.startswith("@") else (entry,)))

    def _index(self, type_: str) -> PhraseIndex:
        return index(
            (position, self.pattern(source)) for position, rule in enumerate(self.rules) if rule.type == type_ for source in rule.patterns
        )

    @cached_property
    def phrases(self) -> PhraseIndex:
        return self._index("phrase")

    @cached_property
    def moves(self) -> PhraseIndex:
        """Patterns over a reply, weighed only beside the message it answers."""
        return self._index("move")

    @cached_property
    def turns(self) -> PhraseIndex:
        """Patterns over the other person's message."""
        return self._index("turn")


@lru_cache(maxsize=65536)
def _canonical(text: str) -> tuple[str, ...]:
    if _PLAIN.fullmatch(text) and text not in _odd_words():
        return (text,)
    return tuple(line(tokens(read(text))).text.split())


_PLAIN = re.compile(r"(?:([a-z])(?!\1\1)){2,}")


@lru_cache(maxsize=1)
def _odd_words() -> frozenset[str]:
    """Words the tokenizer, the spellings or the mask read otherwise than as they stand."""
    return frozenset(pipeline().tokenizer.rules) | frozenset(spellings()) | FILLERS | {"ur", "your", "yur", "yer", "its", "were", "well", "lets", "did", "does", "had"}


def canonical(text: str) -> list[str]:
    """The canonical words of a piece of English, as `line` writes them."""
    return list(_canonical(text))


def _toml(path: Path) -> dict[str, Any]:
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise RuleError(f"{path}: not readable as TOML: {error}. Mend that line, or check the quotes around it.") from None


def _explain(path: Path, data: dict[str, Any], error: ValidationError) -> str:
    first = next((one for one in error.errors() if one["type"] == "extra_forbidden"), error.errors()[0])
    where = first["loc"]
    name = ""
    if len(where) > 1 and where[0] == "rule" and isinstance(where[1], int):
        entry = data["rule"][where[1]]
        name = f" rule {entry.get('id', f'number {where[1] + 1}')!r}:"
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


def load(*folders: Path) -> Rulebook:
    """Read and check the rules of this project, then of each further folder.

    Raises RuleError naming file, rule and mend. A further folder may hold `off.toml` with `off = ["rule ids"]`.
    """
    pipeline()
    rules: dict[str, Rule] = {}
    files: dict[str, Path] = {}
    lexicons: dict[str, tuple[str, ...]] = {}
    article: dict[str, Any] = {}
    for folder in (RULES, *map(Path, folders)):
        if not folder.is_dir():
            raise RuleError(f"{folder}: there is no such folder of rules.")
        if (folder / "article.toml").exists():
            article = _toml(folder / "article.toml")
        for path in sorted((folder / "words").glob("*.toml")):
            for name, entries in _toml(path).items():
                if isinstance(entries, list):
                    spelt = tuple(dict.fromkeys(" ".join(words) for entry in entries if (words := canonical(entry))))
                    lexicons[name] = tuple(dict.fromkeys((*lexicons.get(name, ()), *spelt)))
        for path in sorted(folder.rglob("*.toml")):
            if path.parent.name in ("words", "samples", "drills") or path.parent == folder:
                continue
            data = _toml(path)
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
            for name in _toml(folder / "off.toml").get("off", []):
                if name not in rules:
                    raise RuleError(f"{folder / 'off.toml'}: there is no rule {name!r} to switch off.")
                del rules[name]
    return Rulebook(tuple(rules.values()), lexicons, article, files)
