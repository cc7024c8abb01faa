"""Kind words in a scolding coat call for no rewrite, somebody else's faults and one's own neither; mockery that borrows warm words still does."""

import pytest

from coach import Coach
from coach.detecting import kindly
from coach.rulebook import NOTES, PROBLEMS


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach()


def grave(coach: Coach, texts) -> list[str]:
    return [text for text, review in zip(texts, coach.reviews([(text, None) for text in texts], rewrites=False), strict=True) if any(one.severity >= 2 for one in review.findings)]


def test_every_kindly_entry_has_a_name_and_kinds_there_are():
    names = [entry.id for entry in kindly.table()]
    assert len(names) == len(set(names))
    assert {kind for entry in kindly.table() for kind in entry.kinds} <= {*PROBLEMS, *NOTES}


@pytest.mark.parametrize("entry", kindly.table(), ids=lambda entry: entry.id)
def test_what_is_kindly_meant_is_silent_and_what_is_not_is_not(coach, entry):
    assert grave(coach, entry.quiets) == []
    assert grave(coach, entry.keeps) == list(entry.keeps)


def test_what_is_said_of_others_and_of_oneself_is_silent(coach):
    assert grave(coach, (
        "My boss is such a hypocrite.", "She's as useless as a chocolate teapot.", "I was such a coward in that meeting.", "living with him is like living with a teenager",
        "I am such a drama queen about needles, can you come and hold my hand?", "If anyone ever tells you you're lazy, send them to me.",
        "Nobody thinks you're rude, you'd just had a root canal.", "I used to think you were stuck up and then you lent me your shoes.", "how dare you look that good at a parents evening",
    )) == []


def test_scorn_that_borrows_warm_words_is_found(coach):
    texts = (
        "lol you got me a card from the petrol station, you cheap bastard", "I'd never say you're lazy but the couch has your shape", "how dare you speak to my mother like that",
        "love you but you're the laziest person I've ever met", "congrats on remembering you have a daughter 🥰", "I'm married to a doormat.",
    )
    assert grave(coach, texts) == list(texts)


def test_danger_told_of_somebody_else_still_counts(coach):
    texts = ("She is so scared of him she sleeps in the car.", "If anyone tells you I fell, he pushed me down the stairs.")
    assert [text for text in texts if coach.review(text, rewrites=False).support is None] == []


@pytest.mark.parametrize("text", ["he choked me last night", "my husband hits me when he drinks", "I want to kill myself, I'm such a coward"])
def test_what_is_said_of_third_persons_and_oneself_silences_no_danger(text: str, coach: Coach):
    assert coach.review(text).support is not None
