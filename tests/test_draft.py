"""Masking keeps every offset."""

from hypothesis import given
from hypothesis import strategies as st
import pytest

from coach.draft import read

TRICKY = st.text(alphabet=st.sampled_from(list("aAuUIr .,!?'\"’“”…—\n\t😀🙄❤️\u200d👩👧️\ud800\u202eßİıſ家中")), max_size=80)


@given(st.text(max_size=300))
def test_a_mask_is_as_long_as_the_text(text):
    draft = read(text)
    assert len(draft.masked) == len(draft.raw) == len(text)


@given(TRICKY)
def test_marks_lie_inside_the_text(text):
    draft = read(text)
    for start, end in (*draft.emoji, *draft.shouts):
        assert 0 <= start < end <= len(text)


@pytest.mark.parametrize(("text", "masked"), [
    ("ARE YOU SERIOUS", "are you serious"),
    ("you’re late", "you're late"),
    ("such a slob lol u never clean", "such a slob .   u never clean"),
    ("nice 🙄 you never call", "nice . you never call"),
    ("love it 😍", "love it ."),
    ("NASA launch at 9, IDK", "NASA launch at 9, IDK"),
    ("you NEVER call", "you never call"),
    ("late again" + "!" * 50, "late again" + "!" * 24 + " " * 26),
    ("late again" + "?!_(" * 12 + " and", "late again" + "?!_(" * 6 + " " * 24 + " and"),
    ("late again" + "!" * 40, "late again" + "!" * 40),
])
def test_mask(text, masked):
    assert read(text).masked == masked


def test_a_lone_surrogate_becomes_a_replacement_mark():
    assert read("\ud800ok").raw == "\ufffdok"
