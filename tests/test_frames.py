"""What the rewriter knows beside the draft: well made, gentle enough for its own review, and each example to its own frame."""

from collections import Counter
from pathlib import Path
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
ELSEWHERE = Path(__file__).parent / "frames_elsewhere.txt"
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


def elsewhere() -> list[tuple[str, str]]:
    """(frame, sentence) of frames_elsewhere.txt, in order."""
    pairs, at = [], ""
    for line in filter(None, ELSEWHERE.read_text(encoding="utf-8").splitlines()):
        if line.startswith("# "):
            at = line.removeprefix("# ")
        else:
            pairs.append((at, line))
    return pairs


def test_a_frame_stays_out_of_what_is_about_something_else(coach: Coach):
    pairs, called = elsewhere(), []
    assert {name for name, _ in pairs} <= {frame.id for frame in FRAMES} and len(pairs) >= 900
    with lock(), pipeline().memory_zone():
        for (name, text), reading in zip(pairs, readings(read(text) for _, text in pairs), strict=True):
            found = fitting(reading.line, coach.book, [(0, len(text))])
            if found is not None and found.id == name:
                called.append((name, text))
    assert not called


ASKS_RIGHT = {
    "u threw my vape out of the window, control freak": "thrown_away",
    "You used the wedding fund to buy a jet ski, unbelievable.": "spending",
    "You always correct my pronunciation in front of your boss, you pompous ass.": "corrects_me",
    "You made me a liar in front of my sister.": "made_me_liar",
    "She asked me about it again and u just stood there like a mute": "takes_sides",
    "That girl's number is on your phone, you liar": "who_is_it",
    "You never told the landlord about the leak, useless.": "repairs",
    "You told the whole table I failed the bar exam.": "secrets_told",
    "You called my sister to complain about me. You're a child.": "gossip",
    "You forgot to put the handbrake on and my car rolled into the wall. Idiot.": "broken_things",
    "You broke up with me by text after three years, coward": "by_text",
    "You leave your wet towels on my side of the bed, you slob.": "clothes_floor",
    "Because of you I ended up in hospital with two broken ribs.": None,
    "You never trust me with the big machine at work.": None,
    "You never visit the grave.": None,
}


def test_the_ask_answers_the_complaint_and_not_a_word_in_it(coach: Coach):
    with lock(), pipeline().memory_zone():
        wrong = {}
        for (text, name), reading in zip(ASKS_RIGHT.items(), readings(read(text) for text in ASKS_RIGHT), strict=True):
            found = fitting(reading.line, coach.book, [(0, len(text))])
            if (found and found.id) != name and not (name is None and found is not None and found.general):
                wrong[text] = found and found.id
    assert not wrong


def test_no_cue_hangs_on_a_word_that_is_everywhere(coach: Coach):
    """What is in ( ) is optional: a cue all of whose content stands there would be called by nearly anything."""
    def bare(cue: str) -> str:
        while (less := re.sub(r"\s*\([^()]*\)", "", cue)) != cue:
            cue = less
        return cue.strip()

    common = re.compile(r"(?:~(?:tell|say|call|do|make|go|get|put|have|be|ask|take|want|give|let|come|keep|leave)|not|never|you|your|me|my|i|the|a|to|of|in|on|and|\||\s)+")
    assert not [(frame.id, cue) for frame in FRAMES for cue in frame.cues if common.fullmatch(bare(cue))]


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
