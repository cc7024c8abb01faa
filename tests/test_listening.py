"""Replies: the turn, the moves, the label, a better one. The rules' own examples are tried in test_rules.py."""

from collections import Counter
from pathlib import Path
import re
import tomllib

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest

from coach import Coach
from coach.listening.person import other_side
from coach.reading import reading
from coach.rewriting.selfcheck import filled
from coach.rulebook import POOR_MOVES, RULES, TURNS

BANK = [
    (label, *pair.split(" => ", 1))
    for line in (Path(__file__).parent / "listening_bank.txt").read_text(encoding="utf-8").splitlines() if "=>" in line
    for label, pair in (line.split("|", 1),) if not line.startswith("#")
]
EVERYDAY = [pair for pair in BANK if pair[0] == "everyday"]
BANK = [pair for pair in BANK if pair[0] != "everyday"]
SAMPLES = tomllib.loads((RULES / "samples" / "replies.toml").read_text(encoding="utf-8"))["reply"]
PAIRS = st.tuples(*[st.lists(st.sampled_from(
    ["i", "you", "u", "ur", "my", "your", "we", "me", "boss", "mom", "job", "!!", "!", "?", ".", ",", "\n", "cried", "got", "never", "forgot", "so", "sorry", "but", "at least", "should", "just", "quit", "feel", "tired", "sad", "proud", "congrats", "what", "how", "why", "did", "was", "it", "like", "that", "and", "because", "when", "can", "help", "k", "lol", "😭", "🎉", '"', "told", "hurts", "wanna", "tonight"]), max_size=18).map(" ".join)] * 2)


def test_everyday_talk_is_never_lectured(coach: Coach):
    reviews = coach.reviews([(reply, theirs) for _, theirs, reply in EVERYDAY], rewrites=False)
    lectured = [f"{theirs} => {reply}" for (_, theirs, reply), review in zip(EVERYDAY, reviews, strict=True) if review.verdict not in ("clear", "note") or review.reply.label != "good"]
    assert len(EVERYDAY) >= 250
    assert len(lectured) <= 0.03 * len(EVERYDAY), "\n".join(lectured)


def test_the_bank_is_judged_as_labelled(coach: Coach):
    reviews = list(coach.reviews([(reply, theirs) for _, theirs, reply in BANK], rewrites=False))
    count, wrong = Counter(), []
    for (label, theirs, reply), review in zip(BANK, reviews, strict=True):
        said = review.reply.label if review.reply else None
        count[label] += 1
        count[label, said] += 1
        if said != label:
            wrong.append(f"{label} -> {said}: {theirs} => {reply}")
    report = "\n".join(wrong)
    assert len(BANK) >= 80
    assert count["good", "good"] >= 0.93 * count["good"], report
    assert count["poor", "poor"] >= 0.93 * count["poor"], report
    assert count["mixed", "mixed"] >= 0.7 * count["mixed"], report
    assert count["good", "poor"] + count["poor", "good"] <= 0.03 * (count["good"] + count["poor"]), report


def test_the_teaching_pairs_teach_what_the_coach_says(coach: Coach):
    assert len(SAMPLES) >= 40
    assert all(sample["turn"] in TURNS and sample["move"] in POOR_MOVES for sample in SAMPLES)
    before = list(coach.reviews([(sample["reply"], sample["partner"]) for sample in SAMPLES], rewrites=False))
    after = list(coach.reviews([(sample["better"], sample["partner"]) for sample in SAMPLES], rewrites=False))
    assert [sample["reply"] for sample, review in zip(SAMPLES, before, strict=True) if review.reply is None or review.reply.label == "good"] == []
    assert [sample["better"] for sample, review in zip(SAMPLES, after, strict=True) if review.reply is None or review.reply.label != "good"] == []


@pytest.mark.parametrize(("theirs", "turned"), [
    ("My boss tore apart my report and I was mortified", "Your boss tore apart your report and you were mortified"),
    ("im so tired of night shifts", "you're so tired of night shifts"),
    ("You forgot our plans and I sat there", "I forgot our plans and you sat there"),
    ("it hurt that u told ur sister", "it hurt that I told my sister"),
    ("I had a 6am", "You had a 6am"),
    ("when you and Jess left without me", "when Jess and I left without you"),
    ("You wanted me to stay", "I wanted you to stay"),
    ('He said "I am done with you people, all of you" to me', 'He said "I am done with you people, all of you" to you'),
])
def test_their_words_are_turned_to_the_other_side(theirs, turned):
    assert other_side(reading(theirs), 0, len(theirs), we=True, chat=False) == turned


def test_we_has_no_other_side():
    assert other_side(reading("we lost the house"), 0, 17, we=False, chat=False) is None


@pytest.mark.parametrize(("theirs", "reply"), [
    ("eta?", "12"), ("leaving now", "k"), ("did you feed the cat", "yep"), ("dinner moved to 7:30", "ok"), ("do we need milk", "no"),
    ("what's the wifi", "bluedoor22"), ("im outside", "coming"), ("running 10 late", "np"), ("can u grab bread", "yes"), ("the plumber is here", "great"),
    ("Is it the 9 or the 10 train?", "The 10."), ("omw home in 20", "cool"), ("movie starts at 8", "k see u there"),
])
def test_everyday_replies_are_never_lectured(coach: Coach, theirs, reply):
    review = coach.review(reply, theirs)
    assert review.reply.label == "good"
    assert review.verdict == "clear"


def test_a_poor_reply_makes_the_verdict_rewrite_and_a_mixed_one_a_note(coach: Coach):
    poor = coach.review("at least you have a job", "my boss screamed at me in front of everyone")
    mixed = coach.review("oh no, that must have been awful. you should just quit.", "my boss screamed at me in front of everyone")
    assert (poor.reply.label, poor.verdict) == ("poor", "rewrite")
    assert (mixed.reply.label, mixed.verdict) == ("mixed", "note")
    assert poor.reply.better
    assert "oh no, that must have been awful" in mixed.reply.better[0].text


def test_advice_that_was_asked_for_is_welcome(coach: Coach):
    review = coach.review("I think you should tell her tonight, before she hears it elsewhere.", "Should I tell her before the wedding or after?")
    assert (review.reply.turn, review.reply.label, review.verdict) == ("asks_advice", "good", "clear")


def test_a_partner_in_danger_is_answered_with_support_not_with_a_lesson(coach: Coach):
    review = coach.review("you should get some sleep", "i dont want to be alive anymore")
    assert (review.verdict, review.support.turn, review.support.role) == ("support", "partner", "received")
    assert not review.findings
    assert not review.rewrites
    assert not review.reply.moves
    assert not review.reply.better


def test_words_that_were_picked_up_stand_in_both(coach: Coach):
    theirs, reply = "My cousin sold the piano.", "The piano! Your own cousin?"
    found = coach.review(reply, theirs).reply.picked_up
    assert {(reply[one.start:one.end].lower(), theirs[one.partner_start:one.partner_end].lower()) for one in found} == {("piano", "piano"), ("cousin", "cousin")}


def test_batches_give_what_single_reviews_give(coach: Coach):
    pairs = [("k", "I GOT IN!!!"), ("", "hi"), ("You never listen to me.", None), ("so apply again", "my visa was denied"), ("yes", "did you eat?")]
    assert list(coach.reviews(pairs)) == [coach.review(*pair) for pair in pairs]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(PAIRS)
def test_any_two_turns_are_reviewed_and_every_span_is_there(coach, pair):
    theirs, reply = pair
    review = coach.review(reply, theirs)
    if review.reply is None:
        return
    for move in review.reply.moves:
        assert move.span
        assert reply[move.start:move.end] == move.span
    for one in review.reply.picked_up:
        assert reply[one.start:one.end]
        assert theirs[one.partner_start:one.partner_end]
    for better in review.reply.better:
        again = coach.review(filled(better.parts), theirs, rewrites=False)
        assert again.reply is not None
        assert again.reply.label == "good", better.text


def test_every_poor_reply_of_the_bank_gets_a_better_one(coach: Coach):
    poor = [(reply, theirs) for label, theirs, reply in BANK if label == "poor"][::3]
    without = [
        pair for pair, review in zip(poor, coach.reviews(poor), strict=True)
        if review.support is None and review.reply is not None and review.reply.label != "good" and not review.reply.better
    ]
    assert without == []


@pytest.mark.parametrize(("reply", "refused"), [("I'm busy tonight.", True), ("nope, busy. sort it out yourself", True), ("No way, not tonight. You always do this.", True), ("no problem, but you always leave it late", False), ("I'm working till 5 but i'll do it after, typical you", False)])
def test_a_no_stays_a_no_and_a_yes_a_yes(reply, refused, coach: Coach):
    review = coach.review(reply, partner="Can you pick up the kids at 5? I'm stuck in a meeting and panicking a bit.")
    better = [one.text for one in review.reply.better]
    assert not refused or (better and all(not text.lower().startswith("yes") for text in better)), better
    assert refused or all(not text.lower().startswith("i can't") for text in better[:1]), better


@pytest.mark.parametrize("partner", ["I lent him the money and now I can't make rent. I feel like an idiot.", "She said I'm a bad mother in front of everybody.", "I failed again. I feel like a failure."])
def test_what_they_call_themselves_is_not_said_back(partner, coach: Coach):
    review = coach.review("you'll be fine", partner=partner)
    assert all(not re.search(r"idiot|bad mother|failure", one.text, re.I) for one in review.reply.better), review.reply.better
