"""Two plain facts that stand near each other call for support; what only sounds dark is silent where it stands, and nowhere else."""

from pathlib import Path
import re

import pytest

from coach import Coach
from coach.detecting import harmless
from coach.rulebook import TIERS


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach()


def test_every_harmless_entry_names_tiers_there_are():
    names = [entry.id for entry in harmless.table()]
    assert len(names) == len(set(names))
    assert {tier for entry in harmless.table() for tier in entry.tiers} <= set(TIERS)


@pytest.mark.parametrize("entry", harmless.table(), ids=lambda entry: entry.id)
def test_what_only_sounds_dark_is_silent_and_what_is_dark_is_not(coach, entry):
    reviews = list(coach.reviews([(text, None) for text in (*entry.quiets, *entry.keeps)], rewrites=False))
    quiets, keeps = reviews[:len(entry.quiets)], reviews[len(entry.quiets):]
    assert [text for text, review in zip(entry.quiets, quiets, strict=True) if review.support is not None] == []
    assert [text for text, review in zip(entry.keeps, keeps, strict=True) if review.support is None] == []


def test_no_example_of_danger_is_silenced(coach):
    texts = [re.sub(r"[\[\]]", "", one) for rule in coach.book.rules if rule.tier for one in rule.flags]
    reviews = coach.reviews([(text, None) for text in texts], rewrites=False)
    assert [text for text, review in zip(texts, reviews, strict=True) if review.support is None] == []


@pytest.mark.parametrize("text", (
    "You nearly killed me with that joke, and then you choked me.",
    "Could you grab my wrist brace? You slapped me so hard that I fell.",
    "I took your keys by mistake. I want to kill myself.",
))
def test_danger_beside_what_only_sounds_dark_still_counts(coach, text):
    assert coach.review(text, rewrites=False).support is not None


NEAR = '''
[[rule]]
id = "safety/own.hiding"
kind = "fear_or_harm_received"
severity = 3
role = "received"
advice = "support.sources"
why = "These words may be about safety."
type = "phrase"
patterns = ["crouch under the quilt"]
near = ["your boots"]
flags = ["I [crouch under the quilt] near your boots", "your boots. I [crouch under the quilt]", "I [crouch under the quilt]. your boots", "your boots , I [crouch under the quilt]", "your boots and I [crouch under the quilt]"]
allows = ["I crouch under the quilt", "your boots", "the quilt", "under the quilt", "See you at six."]
'''


@pytest.mark.parametrize(("text", "found"), (
    ("I crouch under the quilt.", False),
    ("I crouch under the quilt when I hear your boots.", True),
    ("I hear your boots. I crouch under the quilt.", True),
    ("I crouch under the quilt. I hear your boots.", True),
    ("I hear your boots. It is late. I crouch under the quilt.", False),
    ("I crouch under the quilt. It is late. I hear your boots.", False),
))
def test_the_second_fact_is_looked_for_in_the_same_sentence_and_its_neighbours(tmp_path: Path, text: str, found: bool):
    (tmp_path / "safety").mkdir()
    (tmp_path / "safety" / "own.toml").write_text(NEAR, encoding="utf-8")
    support = Coach(rules=[tmp_path]).review(text, rewrites=False).support
    assert (support is not None) == found
