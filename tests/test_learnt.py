"""The second reader: what it is learnt from, that it reads one text like many, and that it knows when to be silent."""

import re

from hypothesis import given, settings
from hypothesis import strategies as st
import numpy as np
import pytest

from coach import Coach
from coach.checking import unmarked
from coach.detecting.likely import stretches
from coach.learnt.bank import HARMLESS, LEARNT_KINDS, RISK, lines, stamp
from coach.learnt.features import Vocabulary, around, inner, key, window
from coach.learnt.signs import CONTEXT, NONE, Signs, signs
from coach.learnt.single import grievance
from coach.learnt.table import HOME, table, vocabulary
from coach.learnt.windows import cells, windows
from coach.rulebook import TIERS
from coach.wording import canonical

_MARKED = re.compile(r"\[([^\[\]|]*)(?:\|([a-z_]*))?\]")
WORDS = st.lists(st.sampled_from([*"you never do the dishes and i am so tired of your lies . , ! ? zzyzx always thank".split()]), min_size=1, max_size=60)


@pytest.fixture(scope="module")
def coach() -> Coach:
    return Coach()


def test_the_tables_were_learnt_from_the_bank_that_is_there():
    assert (HOME / "learnt_from.txt").read_text(encoding="utf-8").strip() == stamp(HOME), "the bank, the classes or the features changed: run `make learn`"


def test_every_line_of_the_bank_says_what_it_is():
    for label, text in lines(HOME / "messages"):
        marks = [found.group(2) for found in _MARKED.finditer(text)]
        assert label in "HCKE" and len(label) == 1, text
        assert (label == "H") == bool(marks), text
        assert text.count("[") == len(marks), text
    for label, text in lines(HOME / "dangers"):
        assert label in (*TIERS, RISK, HARMLESS), text


def test_the_tables_hold_what_is_asked_of_them():
    assert table("signs").outputs == ("dig", "harsh", "danger")
    assert table("kinds").outputs == LEARNT_KINDS
    assert table("tiers").outputs == TIERS
    for name in ("signs", "kinds", "tiers", "grievances"):
        assert np.all(np.diff(table(name).keys) > 0)


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_windows_are_runs_of_cells_that_lie_apart_and_hold_every_word(words):
    placed = [cell for sentence, _ in cells(words) for cell in sentence]
    assert [at for low, high in placed for at in range(low, high)] == [at for at, word in enumerate(words) if word not in ".,!?"]
    starts, ends = {low for low, _ in placed}, {high for _, high in placed}
    assert all(low in starts and high in ends and low < high for low, high, _ in windows(words))


@given(st.lists(WORDS, min_size=1, max_size=5))
@settings(max_examples=40, deadline=None)
def test_a_batch_is_read_like_each_text_alone(texts):
    for alone, one in zip([signs([text])[0] for text in texts], signs(texts), strict=True):
        assert one.harsh == pytest.approx(alone.harsh) and one.danger == pytest.approx(alone.danger)
        assert sorted(dig[:2] for dig in one.digs) == sorted(dig[:2] for dig in alone.digs)


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_running_sums_come_to_what_each_window_comes_to(words):
    known, (codes, classes) = table("signs"), vocabulary().codes(words)
    rows, _ = inner(codes, classes)
    found = {(low, high): score for low, high, score in signs([words])[0].digs}
    for low, high, mark in windows(words):
        own, beside = window(codes, rows, low, high, mark), around(codes, low, high)
        score = known.look(own).sum(0) / np.sqrt(len(own)) + CONTEXT * known.look(beside).sum(0) / np.sqrt(max(1, len(beside))) + known.bias
        assert found[low, high] == pytest.approx(float(score[known.outputs.index("dig")]), abs=1e-3)


@pytest.mark.parametrize(("wrong", "news"), (
    ("Tyler came back with no inhaler again", "anyway lasagna is in the oven"),
    ("the duvet is ruined", "dumpster comes thursday"),
    ("the light bill was due the 4th", "they like decaf"),
))
def test_what_went_wrong_is_told_from_news(wrong, news):
    assert grievance(canonical(wrong)) > grievance(canonical(news))


def test_a_key_is_one_of_its_kind():
    keys = {int(key(sort, a, b, c)) for sort in (1, 2) for a in (0, 7) for b in (0, 65_001) for c in (0, 3)}
    assert len(keys) == 16


def test_a_word_nobody_taught_still_has_its_class():
    words = Vocabulary(["you"], {"numpty": 3})
    codes, classes = words.codes(["you", "numpty"])
    assert list(codes) == [1, 0] and list(classes) == [0, 3]


def test_nothing_is_read_into_nothing():
    assert signs([[], ["."]])[0] == NONE
    assert signs([]) == []


@pytest.mark.parametrize(("digs", "known", "found"), (
    (((0, 4, 3.0), (2, 6, 2.5), (7, 9, 1.0)), False, [(0, 4, 3.0), (7, 9, 1.0)]),
    (((0, 4, 0.6),), True, [(0, 4, 0.6)]),
    (((0, 4, 0.6),), False, []),
    (((0, 4, -1.0),), True, []),
))
def test_stretches_lie_apart_and_ask_for_less_beside_what_is_found(digs, known, found):
    assert list(stretches(Signs(0.5, -5, digs, (0, 4)), known=known)) == found


@pytest.mark.parametrize("text", (
    "The soup was cold at nine. I'm sad. If you do that again I'll kill you.",
    "Lovely day. We had scones with Nan and fed the ducks. I want to kill myself.",
))
def test_what_looks_harmless_silences_no_rule_about_danger(text, coach):
    assert coach.review(text, rewrites=False).support is not None


def test_a_kind_that_is_switched_off_is_silent(coach, tmp_path):
    text = unmarked(coach.book.by_id["learnt/kinds.mind_reading"].flags[0])[0]
    (tmp_path / "off.toml").write_text('off = ["learnt/kinds.mind_reading"]', encoding="utf-8")
    assert [one.rule for one in coach.unsettled(text) if one.rule == "learnt/kinds.mind_reading"]
    assert not [one.rule for one in Coach(rules=[tmp_path]).unsettled(text) if one.rule == "learnt/kinds.mind_reading"]


def test_a_rule_that_speaks_goes_before_it(coach):
    review = coach.review("You never listen to me, you selfish cow.", rewrites=False)
    assert review.findings and not any(one.rule.startswith("learnt/") for one in review.findings)
