"""How a drill is written: the pydantic models of rules/drills/, and what a file is told when it has a mistake."""

from collections.abc import Iterable
from pathlib import Path
import re
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, ValidationError

from ..bounds import RuleError, toml
from ..rulebook import GOOD_MOVES, NOTES, POOR_MOVES, PROBLEMS, STRENGTHS, TURNS

TYPES = ("sort", "choose", "spot", "finer", "build", "write", "turn", "repair", "apology", "ladder", "sides")
KINDS = frozenset([*PROBLEMS, *NOTES, *STRENGTHS, *GOOD_MOVES, *POOR_MOVES, *TURNS])
SHOWN = frozenset([*STRENGTHS, *GOOD_MOVES])
"""Kinds an answer can show, and so be asked for."""

_MARK = re.compile(r"\[([^\]]*)\]")

Text = Annotated[str, Field(min_length=1)]


class _Strict(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class WorkedEntry(_Strict):
    text: Text
    answer: Text
    because: Text


class DrillEntry(_Strict):
    """The drill itself; `options` are those all its items share."""

    id: Text
    level: Literal[1, 2, 3, 4, 5]
    name: Text
    type: Literal[TYPES]
    ask: Text
    about: Text
    advice: str
    kinds: list[str]
    options: list[Text] = []
    worked: WorkedEntry


class Entry(_Strict):
    """One item. `ask`, `advice`, `kinds` and `options` may say something finer than the drill's."""

    id: Text
    text: str = ""
    partner: str = ""
    scene: str = ""
    fine: bool = False
    ask: str = ""
    advice: str = ""
    kinds: list[str] = []
    answers: list[Text] = []
    options: list[Text] = []
    parts: dict[Literal["observation", "feeling", "need", "request"], Text] = {}
    distractors: list[Text] = []
    hints: Annotated[list[Text], Field(min_length=1, max_length=3)]
    why: Text
    model: str | list[str] = ""
    wants: list[str] = []
    keep: list[Text] = []
    tags: list[str] = []


class DrillFile(_Strict):
    drill: DrillEntry
    item: Annotated[list[Entry], Field(min_length=1)]


def unmarked(text: str) -> tuple[str, tuple[tuple[int, int], ...]]:
    """A text without its [brackets], and the (start, end) of what each held.

    >>> unmarked("Hi. [You never] call.")
    ('Hi. You never call.', ((4, 13),))
    """
    spans = tuple((found.start() - 2 * at, found.end() - 2 * at - 2) for at, found in enumerate(_MARK.finditer(text)))
    return _MARK.sub(r"\1", text), spans


def explain(path: Path, data: dict[str, Any], error: ValidationError, *, table: str) -> str:
    """What is wrong with a file, in one line: file, entry of the table and mend."""
    first = next((one for one in error.errors() if one["type"] == "extra_forbidden"), error.errors()[0])
    where, name = first["loc"], ""
    if len(where) > 1 and where[0] == table and isinstance(where[1], int):
        entry = data[table][where[1]]
        name = f" {table} {entry.get('id', f'number {where[1] + 1}') if isinstance(entry, dict) else where[1] + 1!r}:"
    field = ".".join(str(part) for part in where[2 if name else 0:])
    mend = {"extra_forbidden": f"there is no field {field!r}; take it out or check its spelling", "missing": f"the field {field!r} is missing; add it"}
    return f"{path}:{name} {mend.get(first['type'], field + ': ' + first['msg'])}."


def read_article(folders: Iterable[Path]) -> dict[str, Any]:
    """The article's advice; of several folders with one, the last one's."""
    found = [folder / "article.toml" for folder in folders if (folder / "article.toml").exists()]
    article = toml(found[-1])
    if not isinstance(article.get("advice"), dict):
        raise RuleError(f"{found[-1]}: it needs a table [advice.NAME] with `heading` and `quote` for each piece of advice.")
    return article


def switched_off(folder: Path) -> tuple[str, ...]:
    """What a folder's `off.toml` names: ids of rules, kinds or drills."""
    return tuple(map(str, toml(folder / "off.toml").get("off", []))) if (folder / "off.toml").exists() else ()


def _wrong_words(what: str, text: str, most: int) -> str:
    return f"`{what}` has to be {most} words at most, it has {len(text.split())}" if len(text.split()) > most else ""


def _wrong_kinds(kinds: Iterable[str], known: frozenset[str], what: str) -> str:
    odd = next((one for entry in kinds for one in entry.split("|") if one not in known), "")
    return f"there is no kind {odd!r} for `{what}`; known are {', '.join(sorted(known))}" if odd else ""


def _wrong_drill(drill: DrillEntry, path: Path, advice: dict[str, Any]) -> str:
    return (
        (f"its id has to be its file's name, {path.stem!r}" if drill.id != path.stem else "")
        or (f"there is no advice {drill.advice!r} in article.toml; known are {', '.join(advice)}" if drill.advice not in advice else "")
        or _wrong_kinds(drill.kinds, KINDS, "kinds") or ("`kinds` has to name at least one kind" if not drill.kinds else "")
        or _wrong_words("ask", drill.ask, 20) or _wrong_words("about", drill.about, 30) or _wrong_words("worked.because", drill.worked.because, 25)
    )


def _wrong_options(drill: DrillEntry, item: Entry) -> str:
    options = item.options or drill.options
    if len(options) < 2:
        return "it needs `options`, its own or its drill's, at least two"
    if not item.answers and not (drill.type == "finer" and item.fine):
        return "it needs `answers`: the options that are right"
    odd = next((one for one in item.answers if one not in options), "")
    if odd and not (drill.type == "finer" and item.fine):
        return f"its answer {odd!r} is none of its options: {', '.join(options)}"
    if len(set(item.answers)) == len(options) and drill.type != "choose":
        return "every option is right; take out an answer"
    return ""


def _wrong_build(item: Entry) -> str:
    if len(item.parts) < 2 and not item.fine:
        return "it needs `parts`, at least two of observation, feeling, need, request"
    if not item.distractors and not item.fine:
        return "it needs `distractors`, at least one piece that does not belong"
    if item.fine and not item.text:
        return "where nothing is wrong it needs `text`, the message that is fine as it is"
    return "one of the `distractors` is also one of the `parts`" if set(item.distractors) & set(item.parts.values()) else ""


def _wrong_written(drill: DrillEntry, item: Entry) -> str:
    if drill.type == "turn" and not item.partner:
        return "it needs `partner`, what the other person said"
    if not (item.text or item.partner or item.scene):
        return "it needs `text`, `partner` or `scene`, what there is to answer"
    if not item.model and not (item.fine and item.text):
        return "it needs `model`, an answer that passes its own scoring"
    return ""


def _wrong_item(drill: DrillEntry, item: Entry, advice: dict[str, Any]) -> str:
    wrong = (
        (f"its id has to begin with its drill's: {drill.id}.01" if not item.id.startswith(drill.id + ".") else "")
        or (f"there is no advice {item.advice!r} in article.toml; known are {', '.join(advice)}" if item.advice and item.advice not in advice else "")
        or _wrong_kinds(item.kinds, KINDS, "kinds") or _wrong_kinds(item.wants, SHOWN, "wants") or _wrong_words("why", item.why, 12)
    )
    if wrong:
        return wrong
    if drill.type == "spot":
        marked = bool(_MARK.search(item.text))
        return "" if item.text and marked != item.fine else "its `text` needs [brackets] round what is to be found, or `fine = true` and none"
    if drill.type == "build":
        return _wrong_build(item)
    if drill.type in ("sort", "choose", "finer") or (drill.type == "ladder" and (item.options or drill.options)):
        return ("" if item.text or item.partner or item.scene else "it needs `text`, `partner` or `scene`") or _wrong_options(drill, item)
    return _wrong_written(drill, item)


def read(path: Path, *, advice: dict[str, Any]) -> DrillFile:
    """Read and check one file of rules/drills/. Raises RuleError naming file, item and mend."""
    data = toml(path)
    try:
        file = DrillFile.model_validate(data)
    except ValidationError as error:
        raise RuleError(explain(path, data, error, table="item")) from None
    wrong = _wrong_drill(file.drill, path, advice)
    if wrong:
        raise RuleError(f"{path}: drill {file.drill.id!r}: {wrong}.")
    seen: set[str] = set()
    for item in file.item:
        wrong = "there are two items of this id; rename one" if item.id in seen else _wrong_item(file.drill, item, advice)
        if wrong:
            raise RuleError(f"{path}: item {item.id!r}: {wrong}.")
        seen.add(item.id)
    return file
