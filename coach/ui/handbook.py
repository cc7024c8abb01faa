"""The handbook: each kind in plain words with examples, drawn from the rules themselves. HTML with everything escaped."""

from collections.abc import Iterable, Mapping
from html import escape
import re
from typing import Any

from ..rulebook import GOOD_MOVES, NOTES, POOR_MOVES, PROBLEMS, STRENGTHS, Rule, Rulebook
from . import words

_SPAN = re.compile(r"\[([^\]]+)\]")

GROUPS = (
    ("What may land badly", PROBLEMS),
    ("Worth a look", NOTES),
    ("What is already good", STRENGTHS),
    ("In a reply: listening", tuple(kind for kind in (*GOOD_MOVES, *POOR_MOVES) if kind not in STRENGTHS)),
)


def name_of(kind: str, names: Mapping[str, str]) -> str:
    return names.get(kind) or (words.STRENGTHS.get(kind) or words.MOVES.get(kind, "")).rstrip(".") or kind.replace("_", " ")


def _example(flagged: str) -> str:
    """An example with its marked words."""
    at, out = 0, []
    for found in _SPAN.finditer(flagged):
        out += [escape(flagged[at:found.start()]), f"<mark>{escape(found.group(1))}</mark>"]
        at = found.end()
    return "".join(out) + escape(flagged[at:])


def _spread(rules: Iterable[Rule], field: str, count: int) -> list[str]:
    """The first example of each rule, then the second, until there are enough; shorter ones first to be read."""
    columns = [getattr(rule, field) for rule in rules]
    found: list[str] = []
    for depth in range(max(map(len, columns), default=0)):
        found += [column[depth] for column in columns if depth < len(column) and len(column[depth]) <= 110 and column[depth] not in found]
        if len(found) >= count:
            break
    return found[:count]


def section(kind: str, book: Rulebook, names: Mapping[str, str]) -> str:
    """What one kind is, folded under its name: why, two examples, look-alikes that are left alone, the article's line."""
    rules = [rule for rule in book.rules if rule.kind == kind]
    if not rules:
        return ""
    first = rules[0]
    advice: Mapping[str, Any] = book.article.get("advice", {}).get(first.advice, {})
    why = first.why.replace("“{frequency}”", "“Always”").replace("{frequency}", "always")
    lines = [f"<p>{escape(why)}</p>" if why else ""]
    lines += ["<h4>For example</h4><ul>", *(f"<li>{_example(one)}</li>" for one in _spread(rules, "flags", 2)), "</ul>"]
    looks = _spread(rules, "allows", 3)
    if looks:
        lines += ["<h4>Looks alike, and is left alone</h4><ul>", *(f"<li>{escape(one)}</li>" for one in looks), "</ul>"]
    if advice:
        said = "The article says" if first.relation == "says" else "In the spirit of the article"
        lines.append(f"<h4>{said}</h4><blockquote>“{escape(advice['quote'])}”<cite>{escape(book.article.get('title', ''))}, “{escape(advice['heading'])}”</cite></blockquote>")
    name = name_of(kind, names)
    return f'<details class="coach-kind"><summary>{escape(name[:1].upper() + name[1:])}</summary><div>{"".join(lines)}</div></details>'


def group(kinds: Iterable[str], book: Rulebook, names: Mapping[str, str]) -> str:
    return f'<div class="coach-kinds">{"".join(section(kind, book, names) for kind in kinds)}</div>'


def people(contacts: Iterable[Mapping[str, Any]], *, sources: bool = True) -> str:
    """Support contacts, each with where it was found and when."""
    out = []
    for one in contacts:
        note = re.sub(r"\s*not verified by a person since\.?", "", str(one.get("note") or ""), flags=re.I).strip()
        where = f" ({one['country']})" if one.get("country") and one["country"] != "any" and str(one["country"]) not in str(one["name"]) else ""
        source = f"From {one.get('source') or 'a source not named'}, {one.get('source_date') or 'undated'}; not verified by a person since."
        lines = [f"<strong>{escape(str(one['name']))}{escape(where)}</strong>", *(escape(str(line)) for line in (one.get("how"), note if sources else "") if line)]
        out.append(f"<li>{'<br>'.join(lines)}{f'<small>{escape(source)}</small>' if sources else ''}</li>")
    return f'<ul class="coach-people">{"".join(out)}</ul>'
