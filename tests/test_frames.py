"""What the rewriter knows beside the draft: well made, gentle enough for its own review, and each example to its own frame."""

from collections import Counter
import re

import pytest

from coach import Coach
from coach.draft import read
from coach.english import lock, pipeline
from coach.reading import readings
from coach.rewriting.frames import faux, fitting, frames, named, parts, traits
from coach.rewriting.planning import plan
from coach.rewriting.selfcheck import filled
from coach.rewriting.voice import voice

FRAMES = frames()
GUESSES = {word for group in faux() for word in group.words}
ASK = re.compile(r"(?:Could|Can|Would|Will) (?:you|we|I)\b[^.!?]*\?$")
SPELT_TWO_WAYS = re.compile(r"\b\w*(?:our(?:ed|ing|ite)?|ise[ds]?|ising|cancell\w+|travell\w+)\b|\b(?:mum|mom|flat|apartment|vacation|trash|rubbish|bins|favou?r\w*)\b", re.I)
SAME_EVERYWHERE = re.compile(r"\b(?:our|your|hour|four|promise|otherwise|advise|raise[ds]?|surprise|exercise|noise)\b", re.I)


def said(template: str, pick: int = 0) -> str:
    """An ask as it would be sent: its pick-th choice, stand-ins in its blanks."""
    return filled(parts(template, voice("Well.")), pick)


@pytest.mark.parametrize("frame", FRAMES, ids=lambda frame: frame.id)
def test_frame_is_well_made(frame):
    assert len(set(frame.feelings)) == 3 and not set(frame.feelings) & GUESSES
    assert 1 <= len(frame.needs) <= 3 and 1 <= len(frame.asks) <= 3
    assert not any(need.startswith("you to") or need.endswith(".") or need[0].isupper() for need in frame.needs)
    for ask in frame.asks:
        assert ASK.match(re.sub(r"\[[^\]]*\]", "that", ask)), ask
        assert "no worries" not in ask.lower()
    for text in (*frame.needs, *frame.asks):
        assert not SPELT_TWO_WAYS.search(SAME_EVERYWHERE.sub("", text)), text


def test_there_is_breadth_and_no_word_twice():
    assert len(FRAMES) >= 120 and len(traits()) >= 40 and len(faux()) >= 45
    for groups in (traits(), faux()):
        twice = [word for word, count in Counter(word for group in groups for word in group.words).items() if count > 1]
        assert not twice
    assert not {feeling for group in (*faux(), *traits()) for feeling in group.feelings} & GUESSES


def test_what_is_put_in_passes_the_review(coach: Coach):
    messages = {said(ask, pick) for frame in FRAMES for ask in frame.asks for pick in range(3)}
    messages |= {f"You came at nine. I need {need}." for each in (*FRAMES, *traits()) for need in each.needs}
    messages |= {f"You came at nine, and I'm {feeling} about it." for each in (*FRAMES, *traits(), *faux()) for feeling in each.feelings}
    messages |= {f"I feel {feeling} about it." for each in (*FRAMES, *traits(), *faux()) for feeling in each.feelings}
    ordered = sorted(messages)
    reviews = coach.reviews(((text, None) for text in ordered), rewrites=False)
    refused = {
        text: review.support or [(one.rule, one.span) for one in review.findings if one.severity >= 2]
        for text, review in zip(ordered, reviews, strict=True) if review.support or any(one.severity >= 2 for one in review.findings)
    }
    assert not refused


def test_every_example_goes_to_its_own_frame(coach: Coach):
    owned = [(frame, example) for frame in FRAMES for example in frame.examples]
    astray = []
    with lock(), pipeline().memory_zone():
        for (frame, example), reading in zip(owned, readings(read(example) for _, example in owned), strict=True):
            found = fitting(reading.line, coach.book, [(0, len(example))])
            if found is None or found.id != frame.id:
                astray.append((example, frame.id, found and found.id))
    assert not astray


@pytest.mark.parametrize("text", [
    "I love how you remember everything.", "We played a game with the kids and had dinner.", "Thanks for the lovely card!", "Let's go for a walk at six.",
    "The film was great, shall we see the next one?", "I start work at nine tomorrow.", "My phone is nearly dead, see you there.",
])
def test_chance_words_call_no_frame(text, coach: Coach):
    with lock(), pipeline().memory_zone():
        reading = next(readings([read(text)]))
        assert fitting(reading.line, coach.book, [(0, len(text))]) is None


@pytest.mark.parametrize("label, need", [("You are so selfish.", "us both to count"), ("You're such a control freak.", "a say in it"), ("ur a liar", "the truth")])
def test_a_label_without_a_topic_has_its_own_needs(label, need, coach: Coach):
    with lock(), pipeline().memory_zone():
        reading = next(readings([read(label)]))
        found = named(traits(), reading.line, [(0, len(label))])
        assert found is not None and need in found.needs


def test_a_guess_gives_the_feelings_to_choose_from(coach: Coach):
    text = "I feel so ignored by you, you are a selfish man."
    review = coach.review(text, rewrites=False)
    with lock(), pipeline().memory_zone():
        reading = next(readings([read(text)]))
        made = plan(reading, review.findings, review.strengths, coach.book)
    assert any(one.kind == "faux_feeling" for one in review.findings)
    assert made.feelings == ("lonely", "hurt", "frustrated")
