"""The heat bar: sharp words about the other person, never one's own feelings."""

import pytest

from coach.heat import Heat, heats, measure, owned, unlit
from coach.reading import reading

FEELINGS = frozenset(["angry", "mad", "furious", "sad", "hurt", "lonely", "upset", "frustrated", "scared"])


def heat(text: str, marked=()) -> Heat:
    return measure(reading(text), FEELINGS, marked)


def lit(text: str) -> list[str]:
    return [text[start:end] for start, end in heat(text).lit]


@pytest.mark.parametrize("text", [
    "", "🙄", "I'm so angry and sad.", "I'm so MAD at you!!", "i felt hurt and lonely last night", "I hate it when we fight.", "sad about last night",
    "The movie was awful.", "See you at 6!", "THANK YOU SO MUCH!!!", "You're amazing!!!", "I'm sorry I lied to you.", "your boss sounds awful",
])
def test_owned_feelings_and_kind_words_are_cold(text):
    assert heat(text) == Heat(0.0)


@pytest.mark.parametrize(("text", "words"), [
    ("You're so selfish!!", ["selfish", "!!"]),
    ("I feel like you're an idiot", ["idiot"]),
    ("i hate you", ["hate"]),
    ("you don’t care", ["care"]),
    ("I'm sick of your stupid excuses", ["stupid"]),
    ("😤😤 you lazy pig", ["lazy"]),
])
def test_sharp_words_about_the_other_heat_and_are_lit(text, words):
    assert heat(text).value > 0.15
    assert lit(text) == words


def test_capitals_and_exclamation_marks_add_heat():
    calm = heat("you are so lazy").value
    assert heat("you are so lazy!!").value > calm
    assert heat("YOU ARE SO LAZY").value > calm
    assert heat("YOU NEVER LISTEN TO ME").value > heat("you never listen to me").value


def test_what_the_review_marks_warms_and_says_which_words():
    text = "You never listen to me"
    marked = heat(text, [(0, len(text), 2)])
    assert 0 < marked.value < 0.4
    assert [text[start:end] for start, end in marked.lit] == ["never"]
    assert heat(text, [(0, len(text), 1)]).value == 0


def test_more_of_the_same_is_hotter_and_never_full():
    few, many = heat("You're selfish."), heat("You're selfish. You're a stupid liar! You're pathetic and useless!! " * 8)
    assert few.value < many.value <= 1


@pytest.mark.parametrize("text", [
    "You never listen to me. Last night at dinner you were on your phone the whole time. You're so selfish!!",
    "WHY do you ALWAYS do this?? im so tired of your crap. the dishes are still in the sink",
    "you made me so mad when you told your mom about us. what the hell is wrong with you",
    "You ruined my birthday. You're just like your father.",
    "stop lying to me!!! you said 7 and it was 9",
])
def test_no_rewrite_is_hotter_than_its_draft(coach, text):
    review = coach.review(text)
    before = next(heats([(text, [(one.start, one.end, one.severity) for one in review.findings])], coach.book))
    said = ["".join(part.choice[0] if part.choice else "that" if part.blank else part.text for part in one.parts) for one in review.rewrites]
    assert all(after.value <= before.value for after in heats([(one, []) for one in said], coach.book, unlit(text, before)))
    assert before.value > 0


def test_what_did_not_heat_a_draft_does_not_heat_its_rewrite_but_new_words_do():
    draft = "They called me a liar. You are selfish."
    calm = unlit(draft, heat(draft))
    assert "liar" in calm and "selfish" not in calm
    assert measure(reading("You heard the word liar."), FEELINGS, calm=calm).value == 0
    assert measure(reading("You are selfish and stupid."), FEELINGS, calm=calm).value > 0.3


def test_feelings_come_from_the_lexicons(coach):
    assert {"hurt", "angry", "lonely"} <= owned(coach.book)
