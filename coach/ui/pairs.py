"""A sample before and after, each change tied by its number to the words, the rule and the reason. HTML with everything escaped."""

from collections.abc import Mapping, Sequence
from html import escape

from ..practice.library import Change, Sample
from . import handbook

RELATIONSHIPS = {
    "couple": "Couple", "ex": "Former partners", "parent": "To a parent", "child": "To a son or daughter", "sibling": "Brothers and sisters", "friend": "Friends", "roommate": "Roommates",
}
REGISTERS = {"text": "Text message", "letter": "Letter or e-mail", "formal": "Formal", "second_language": "English as a second language"}

TURNS = {
    "vent": "Hearing someone out", "complaint_about_you": "Hearing a complaint", "good_news": "Answering good news", "asks_advice": "When advice is asked for",
    "asks_help": "When help is asked for", "question": "A plain question", "bid": "A wish for closeness", "crisis": "A hard night",
}
"""What a reply answers, as something to practise."""


def plain(name: str, names: Mapping[str, str]) -> str:
    """A tag in plain words; of a folder of one's own, the tag itself."""
    return names.get(name) or name.replace("_", " ").capitalize()


def about(sample: Sample) -> str:
    """Who writes to whom, and how, in a few words."""
    how = "A reply" if sample.partner else plain(sample.register, REGISTERS) if sample.register else "A message"
    said = [plain(sample.relationship, RELATIONSHIPS) if sample.relationship else "", how, f"from {sample.source}" if sample.source else ""]
    return " · ".join(filter(None, said))


def before(sample: Sample, changes: Sequence[Change] = ()) -> str:
    """The words as they were written; with changes, each one's words marked and numbered."""
    out, at = [], 0
    for change in sorted(changes, key=lambda one: one.start):
        if change.start < at:
            continue
        out += [escape(sample.text[at:change.start]), f"<mark>{escape(sample.text[change.start:change.end])}<sup>{change.number}</sup></mark>"]
        at = change.end
    said = f'<p class="pair-label">They said</p><p class="pair-text">{escape(sample.partner)}</p><p class="pair-label">The reply</p>' if sample.partner else ""
    return f'<div class="pair">{said}<p class="pair-text">{"".join(out)}{escape(sample.text[at:])}</p></div>'


def after(sample: Sample) -> str:
    """The other way to say it, or that there is nothing to change."""
    if not sample.after:
        return '<div class="pair"><p class="pair-label">Another way</p><p>Nothing to change here.</p></div>'
    open_ = '<p class="pair-note">What stands in [brackets] is for the writer to pick or fill.</p>' if "[" in sample.after else ""
    return f'<div class="pair"><p class="pair-label">Another way</p><p class="pair-text pair-after">{escape(sample.after)}</p>{open_}</div>'


def reasons(sample: Sample, changes: Sequence[Change], names: Mapping[str, str]) -> str:
    """What the numbers stand for: the kind, why, the article's line, and the rule's id."""
    if not changes:
        return f'<div class="pair"><p>{escape(sample.why)}</p></div>' if sample.why else ""
    rows = []
    for one in changes:
        kind = handbook.name_of(one.kind, names)
        quote = f'<blockquote>“{escape(one.quote)}”<cite>{escape(one.heading)}</cite></blockquote>' if one.quote else ""
        rule = f"<small>rule {escape(one.rule)}</small>" if one.rule else ""
        rows.append(f'<li><span class="pair-number">{one.number}</span><div><strong>{escape(kind[:1].upper() + kind[1:])}</strong>: {escape(one.why)}{quote}{rule}</div></li>')
    return f'<div class="pair"><p class="pair-label">Why</p><ol class="pair-why">{"".join(rows)}</ol></div>'
