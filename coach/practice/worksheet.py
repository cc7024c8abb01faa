"""Sheets to print: drills and samples with room to write, as one HTML page that needs nothing else and runs nothing."""

from collections.abc import Mapping, Sequence
from html import escape
from random import Random
from typing import Any

from ..reviewing import Coach
from ..rulebook import RULES
from .drill_file import read_article
from .drills import LADDER, LEAVE, Drill, Item
from .library import Sample, changes
from .saying import cited
from .scoring import solution

Entry = Sample | Item | Drill

_STYLE = """
:root { color-scheme: light; }
* { box-sizing: border-box; }
body { margin: 0 auto; max-width: 46rem; padding: 1.5rem; background: #fff; color: #111; font: 1.15rem/1.55 Georgia, "Times New Roman", serif; }
h1 { margin: 0 0 .2em; font-size: 1.7rem; line-height: 1.2; }
h2 { margin: 1.6em 0 .2em; padding-top: .5em; border-top: 3px solid #111; font-size: 1.35rem; line-height: 1.25; }
header h3 { margin-top: .9em; }
h3 { margin: 0 0 .25em; font: 600 1rem/1.4 system-ui, sans-serif; }
p { margin: .25em 0; }
ol, ul { margin: .3em 0; padding-left: 1.6em; }
.by { display: flex; gap: 2rem; margin: .8em 0 1.2em; font-family: system-ui, sans-serif; font-size: 1rem; }
.by span { flex: 1; border-bottom: 1px solid #555; padding-bottom: .1em; }
.entry { margin: 1.1em 0 1.5em; break-inside: avoid; }
.said { margin: .3em 0; padding: .2em 0 .2em .8em; border-left: 4px solid #555; white-space: pre-wrap; overflow-wrap: anywhere; }
.who, .note, .source { font-family: system-ui, sans-serif; font-size: .95rem; color: #333; }
.options { list-style: none; padding: 0; display: flex; flex-wrap: wrap; gap: .3em 1.6em; }
.options li::before { content: "\\2610\\00a0"; }
.rule { height: 2.3em; border-bottom: 1px solid #777; }
.label { font-family: system-ui, sans-serif; font-size: .95rem; display: block; padding-top: .9em; }
.answer { margin: .9em 1px .5em 0; padding: .5em .8em; border: 1.5px solid #111; white-space: pre-wrap; overflow-wrap: anywhere; }
.answer p { white-space: normal; }
mark { background: none; color: inherit; border-bottom: 2px solid #111; }
sup { font-family: system-ui, sans-serif; font-size: .7em; }
footer { margin-top: 2em; padding-top: .6em; border-top: 1px solid #111; break-inside: avoid; }
@page { margin: 18mm 16mm; }
@media print { body { max-width: none; padding: 0; font-size: 13pt; } header { break-inside: avoid; } }
"""
_LINES = {"write": 4, "turn": 3, "repair": 3, "apology": 4, "build": 4, "finer": 1}
_LADDER = tuple(f"{size}{' (the smallest; the one to send)' if size == 1 else ' (the biggest)' if size == LADDER else ''}" for size in range(1, LADDER + 1))
_SIDES = ("What I need", "What they need, as they would say it", "One way that fits both", "Another way")


def _said(words: str, who: str = "") -> str:
    return (f'<p class="who">{escape(who)}</p>' if who else "") + f'<p class="said">{escape(words)}</p>'


def _room(count: int) -> str:
    return '<div class="rule"></div>' * count


def _labelled(labels: Sequence[str]) -> str:
    return "".join(f'<span class="label">{escape(label)}</span>{_room(1)}' for label in labels)


def _options(item: Item) -> str:
    """The options as boxes to tick; an order that gives the answer away is mixed, the same way every time."""
    mixed = list(item.options)
    if item.type in ("build", "ladder"):
        Random(item.id).shuffle(mixed)
    if item.leaves and LEAVE not in mixed:
        mixed.append(LEAVE)
    return f'<ul class="options">{"".join(f"<li>{escape(one)}</li>" for one in mixed)}</ul>'


def _answer_room(item: Item) -> str:
    if item.type == "spot":
        return '<p class="note">Underline it, or leave it as it is.</p>'
    if item.written:
        leave = f'<ul class="options"><li>{escape(LEAVE)}</li></ul>' if item.leaves else ""
        return leave + {"ladder": _labelled(_LADDER), "sides": _labelled(_SIDES)}.get(item.type, _room(_LINES.get(item.type, 3)))
    return _options(item) + (_room(_LINES["build"]) if item.type == "build" else "")


def _item(item: Item, number: int, *, answers: bool, ask: bool) -> str:
    shown = [f"<h3>{number}.{f' {escape(item.ask)}' if ask else ''}</h3>"]
    shown += [f'<p class="note">{escape(item.scene)}</p>'] if item.scene else []
    shown += [_said(item.partner, "They said:")] if item.partner else []
    shown += [_said(item.text, "You could answer:" if item.partner else "")] if item.text else []
    shown += [_answer_room(item)]
    if answers:
        shown.append(f'<div class="answer">{escape(solution(item))}<p class="note">{escape(item.why)}</p></div>')
    return f'<section class="entry">{"".join(shown)}</section>'


def _marked(sample: Sample, coach: Coach | None) -> tuple[str, str]:
    """(the text with its changes numbered, the list of reasons), as HTML; plain where there is no coach to say them."""
    text, reasons, at, done = "", [], 0, changes(sample, coach) if coach else ()
    for one in done:
        reasons.append(f"<li>{escape(one.why)} <span class=\"source\">“{escape(one.quote)}”</span></li>")
        if one.start >= at:
            text += f"{escape(sample.text[at:one.start])}<mark>{escape(sample.text[one.start:one.end])}</mark><sup>{one.number}</sup>"
            at = one.end
    return text + escape(sample.text[at:]), f"<ol>{''.join(reasons)}</ol>" if reasons else ""


def _sample(sample: Sample, number: int, *, answers: bool, coach: Coach | None) -> str:
    text, reasons = _marked(sample, coach if answers else None)
    ask = "How could the reply listen first?" if sample.partner else "How could this be said so that it is heard? Or is it fine as it is?"
    shown = [f"<h3>{number}. {ask}</h3>", _said(sample.partner, "They said:") if sample.partner else ""]
    shown += [f'<p class="who">{"The reply:" if sample.partner else "The message:"}</p><p class="said">{text}</p>', _room(4)]
    if answers:
        why = reasons or (f'<p class="note">{escape(sample.why)}</p>' if sample.why else "")
        shown.append(f'<div class="answer">{escape(sample.after or "Nothing to change.")}{why}</div>')
    return f'<section class="entry">{"".join(shown)}</section>'


def _drill(drill: Drill, *, answers: bool) -> str:
    worked = drill.worked
    head = (
        f'<header><h2>{escape(drill.name)}</h2><p>{escape(drill.ask)}</p><p class="note">{escape(drill.about)}</p>'
        f'<h3>One to begin with</h3>{_said(worked.text)}<p>{escape(worked.answer)}</p><p class="note">{escape(worked.because)}</p></header>'
    )
    return head + "".join(_item(item, number, answers=answers, ask=item.ask != drill.ask) for number, item in enumerate(drill.items, 1))


def _sources(entries: Sequence[Entry], article: Mapping[str, Any]) -> str:
    """The article's lines behind what is on the sheet, and whose sentences these are."""
    lines = dict.fromkeys(cited(entry.advice, article) for entry in entries)
    cites = "".join(f"<li>“{escape(quote)}” ({escape(heading)})</li>" for quote, heading in lines if quote)
    own = sorted({entry.source for entry in entries if entry.source})
    added = f' Some of the sheet comes from {escape(", ".join(own))}.' if own else ""
    return (
        f'<footer class="source"><h3>Sources</h3><p>After “{escape(article["title"])}”, {escape(article["publisher"])}:</p><ul>{cites}</ul>'
        f"<p>Messages and replies are made up for practice.{added} A practice sheet, not therapy; it can judge neither you nor your relationship.</p></footer>"
    )


def page(title: str, body: str) -> str:
    """A whole page around a body that is HTML already."""
    return (
        '<!doctype html>\n<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">'
        '<meta name="referrer" content="no-referrer"><meta http-equiv="Content-Security-Policy" content="default-src \'none\'; style-src \'unsafe-inline\'">'
        f"<title>{escape(title)}</title><style>{_STYLE}</style></head><body><h1>{escape(title)}</h1>{body}</body></html>\n"
    )


def worksheet(entries: Sequence[Entry], *, answers: bool, title: str, coach: Coach | None = None, article: Mapping[str, Any] | None = None) -> str:
    """A printable page of drills, single items and samples, in the order given.

    With answers the right ones stand below each; with a coach a sample's changes are numbered and each has its reason.
    """
    known = article or (coach.book.article if coach else read_article([RULES]))
    body = ['<p class="by"><span>Name</span><span>Date</span></p>']
    number = 0
    for entry in entries:
        number += not isinstance(entry, Drill)
        if isinstance(entry, Drill):
            body.append(_drill(entry, answers=answers))
        elif isinstance(entry, Item):
            body.append(_item(entry, number, answers=answers, ask=True))
        else:
            body.append(_sample(entry, number, answers=answers, coach=coach))
    return page(title, "".join(body) + _sources(entries, known))


def take_home(entries: Sequence[tuple[str, str, str]], *, title: str) -> str:
    """The last sheet of a session: (name, one ask, one appreciation) each, in the order given; empty ones leave room to write."""
    def one(name: str, ask: str, thanks: str) -> str:
        said = "".join(f"<h3>{label}</h3>{_said(words) if words.strip() else _room(2)}" for label, words in (("One ask", ask), ("One appreciation", thanks)))
        return f'<section class="entry"><h2>{escape(name)}</h2>{said}</section>'

    return page(title, "".join(one(*entry) for entry in entries) + '<footer class="source"><p>Yours alone. It was made on this computer and is kept nowhere.</p></footer>')
