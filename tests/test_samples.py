"""The samples: broad enough, and word for word what the engine says."""

from collections import Counter
import tomllib

from make_samples import FILE, entry
import pytest

from coach import Coach
from coach.rulebook import PROBLEMS

SAMPLES = tomllib.loads(FILE.read_text(encoding="utf-8"))["sample"]


def test_there_is_breadth():
    count = Counter(kind for one in SAMPLES for kind in one["kinds"])
    assert sum(one["verdict"] == "rewrite" for one in SAMPLES) >= 90 and len(SAMPLES) >= 120
    assert sum(one["verdict"] == "clear" for one in SAMPLES) >= 30
    assert not [kind for kind in PROBLEMS if not count[kind]]
    assert {one["relationship"] for one in SAMPLES} >= {"couple", "ex", "parent", "child", "sibling", "friend", "roommate"}
    assert {one["register"] for one in SAMPLES} >= {"text", "letter", "formal", "second_language"}
    assert len({one["id"] for one in SAMPLES}) == len({one["text"] for one in SAMPLES}) == len(SAMPLES)


@pytest.fixture(scope="module")
def said(coach: Coach) -> dict[str, dict]:
    reviews = coach.reviews([(one["text"], None) for one in SAMPLES])
    return {one["id"]: entry(one, review) for one, review in zip(SAMPLES, reviews, strict=True)}


@pytest.mark.parametrize("sample", SAMPLES, ids=lambda one: one["id"])
def test_the_file_says_what_the_engine_says(sample: dict, said: dict[str, dict]):
    assert sample == said[sample["id"]]


def test_what_wants_a_rewrite_has_one():
    assert not [one["id"] for one in SAMPLES if one["verdict"] == "rewrite" and not one["rewrite"]]
    assert not [one["id"] for one in SAMPLES if one["verdict"] == "clear" and one["rewrite"]]
