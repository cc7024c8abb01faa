"""What holds of every review, whatever is typed."""

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from coach import Coach

WORDS = st.lists(st.sampled_from(
    ["you", "u", "ur", "never", "always", "i", "im", "so", "selfish", "lazy", "feel", "like", "when", "if", "why", "cant", "dont", "just", "the", "dishes", "😀", "lol", "!", "?", ".", ",", "\n", "and", "but", "because", "mom", "said", '"', "'", "hit", "me", "again", "sorry", "whatever", "fine", "love", "YOU", "NEVER", "should", "have", "told", "please", "could", "home", "late", "thanks", "for", "nothing", "best", "ever"]), max_size=30).map(" ".join)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.text(max_size=200), WORDS))
def test_a_review_never_raises_and_every_span_is_there(coach, text):
    review = coach.review(text)
    raw = "".join("\ufffd" if "\ud800" <= char <= "\udfff" else char for char in text)
    for mark in (*review.findings, *review.strengths):
        assert raw[mark.start:mark.end] == mark.span
        assert mark.span
    assert review.verdict in ("clear", "note", "rewrite", "support", "unread")
    if review.verdict == "support":
        assert not review.findings
        assert not review.rewrites


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(WORDS)
def test_a_shown_rewrite_is_never_flagged(coach, text):
    from coach.rewriting.selfcheck import filled, passes

    for rewrite in coach.review(text).rewrites:
        assert passes(coach.review(filled(rewrite.parts), rewrites=False)), rewrite.text


@pytest.mark.parametrize(("text", "notice"), [
    ("", "empty"), ("   \n", "empty"), ("😀😀", "no_words"), ("!!! 123 ...", "no_words"), ("a" * 20_001, "too_long"),
    ("je ne sais pas pourquoi tu es toujours en retard et tu ne dis rien", "not_english"),
    ("por qué nunca me escuchas cuando te hablo de mi día en el trabajo", "not_english"),
    ("你为什么总是不听我说话", "not_english"),
])
def test_what_is_not_read_says_why(coach: Coach, text, notice):
    review = coach.review(text)
    assert (review.verdict, review.notice) == ("unread", notice)


@pytest.mark.parametrize("text", [
    "mahal 3 days na puro seen lang. u dont care about me na talaga noh",
    "te lo juro you never listen to me",
])
def test_mixed_languages_are_read(coach: Coach, text):
    assert coach.review(text).verdict == "rewrite"


def test_a_clear_message_has_nothing_to_change(coach: Coach):
    review = coach.review("I felt lonely on Friday when the plan changed. Could we pick another evening?")
    assert review.verdict == "clear"
    assert {"feeling", "request"} <= {strength.kind for strength in review.strengths}


def test_batches_give_what_single_reviews_give(coach: Coach):
    texts = ["You never listen to me.", "love you, see you at 6", "", "ur so selfish u never think abt anyone"]
    assert list(coach.reviews([(text, None) for text in texts])) == [coach.review(text) for text in texts]


@pytest.mark.parametrize("text", [
    "you lied about the loan again. pathetic. the bank rang me at work",
    "You hid the letter from me. Pathetic. The rent is due on Friday.",
])
def test_a_breach_stays_when_the_verdict_on_it_goes(coach: Coach, text):
    close = coach.review(text).rewrites[0].text
    assert text.split(".")[0] in close
    assert "pathetic" not in close.lower()


@pytest.mark.parametrize("text", ["i love you but youre a liar", "I love you, but you're so selfish.", "thank you but ur a coward"])
def test_a_warm_word_before_a_but_silences_nothing_behind_it(text: str, coach: Coach):
    assert any(one.severity > 1 for one in coach.review(text).findings)
