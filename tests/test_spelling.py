"""Chat spellings become the words they mean, told apart by what follows."""

import pytest

from coach.rulebook import canonical


@pytest.mark.parametrize(("text", "words"), [
    ("u r so late", "you are so late"),
    ("ur such a slob", "you are such a slob"),
    ("ur brother called", "your brother called"),
    ("your being unfair", "you are being unfair"),
    ("your right foot", "your right foot"),
    ("youre always late n dont even call", "you are always late and do not even call"),
    ("im done ill go myself", "i am done i will go myself"),
    ("i feel ill", "i feel ill"),
    ("id love that", "i 'd love that"),
    ("its not ok", "it 's not ok"),
    ("the dog and its bed", "the dog and its bed"),
    ("soooo lazyyy", "so lazy"),
    ("idk what 2 do", "i do not know what 2 do"),
    ("shoulda told me", "should have told me"),
    ("lets go", "let 's go"),
    ("she's mom's friend", "she 's mom 's friend"),
    ("gonna wanna gotta", "going to want to got to"),
])
def test_canonical_words(text, words):
    assert " ".join(canonical(text)) == words
