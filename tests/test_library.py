"""The samples: found by filter and word, their changes joined to reasons, each of them something to practise."""

from pathlib import Path

import pytest

from coach import RuleError
from coach.practice.library import REPLIES_ADVICE, as_item, changes, choices, chosen, find, samples
from coach.practice.scoring import score

DRAFTS = """
[[sample]]
id = "late.01"
text = "You never text when you're late. You're so selfish."
kinds = ["generalisation", "label"]
advice = "communication.i_statements"
relationship = "couple"
register = "text"
verdict = "rewrite"
rewrite = "I get [worried / sad] when you're late and I haven't heard. Could you text me?"

[[sample]]
id = "thanks.01"
text = "Thank you for picking up the kids."
kinds = ["appreciation"]
advice = "successes.joy"
relationship = "ex"
register = "letter"
verdict = "clear"
"""


def folder(tmp_path: Path, drafts: str = DRAFTS, replies: str = "") -> Path:
    (tmp_path / "samples").mkdir()
    (tmp_path / "samples" / "drafts.toml").write_text(drafts, encoding="utf-8")
    if replies:
        (tmp_path / "samples" / "replies.toml").write_text(replies, encoding="utf-8")
    return tmp_path


def own(tmp_path: Path, **given) -> tuple:
    return tuple(one for one in samples(folder(tmp_path, **given)) if one.source)


def test_ours_are_read():
    ours = samples()
    assert len(ours) == len({one.id for one in ours}) >= 45
    assert all(one.text and one.advice for one in ours)
    assert all(one.after for one in ours if one.verdict == "rewrite")


def test_a_folder_of_ones_own_brings_its_samples_as_theirs(tmp_path):
    mine = own(tmp_path)
    assert [one.id for one in mine] == ["late.01", "thanks.01"]
    assert {one.source for one in mine} == {tmp_path.name}
    assert len(samples(tmp_path)) == len(samples()) + 2


@pytest.mark.parametrize(("old", "new", "says"), [
    ('verdict = "clear"', 'verdict = "fine"', "thanks.01"), ('kinds = ["appreciation"]', 'kinds = ["thanks"]', "thanks"), ('"successes.joy"', '"joy"', "joy"),
    ('"late.01"', '"thanks.01"', "two samples"), ('register = "letter"', 'regster = "letter"', "regster"), ('rewrite = "I get', 'wrote = "I get', "late.01"),
    ('[[sample]]', '[[sample', "TOML"),
])
def test_a_mistake_names_file_sample_and_mend(tmp_path, old, new, says):
    with pytest.raises(RuleError) as mistake:
        samples(folder(tmp_path, DRAFTS.replace(old, new, 1)))
    assert "drafts.toml" in str(mistake.value)
    assert says in str(mistake.value)


def test_filters_and_words(tmp_path):
    mine = own(tmp_path)
    late, thanks = mine
    assert find(mine) == mine
    assert find(mine, kinds=["label", "blame"]) == (late,)
    assert find(mine, advice=["successes.joy"]) == (thanks,)
    assert find(mine, relationship=["ex", "couple"]) == mine
    assert find(mine, register=["text"], relationship=["ex"]) == ()
    assert find(mine, words="SELF you’re") == (late,)
    assert find(mine, words="worried") == (late,)
    assert find(mine, words="ate") == ()
    assert find(samples(), replies=True) == tuple(one for one in samples() if one.partner)
    assert choices(mine, "relationship") == ("couple", "ex")
    assert choices(samples(), "kinds")[0]


def test_each_change_has_its_place_and_reason(coach, tmp_path):
    late, thanks = own(tmp_path)
    found = changes(late, coach)
    assert [(one.number, one.kind, late.text[one.start:one.end] == one.span) for one in found] == [(1, "generalisation", True), (2, "label", True)]
    assert all(one.why and one.rule and one.quote and one.heading for one in found)
    assert changes(thanks, coach) == ()


def test_a_reply_changes_for_its_own_reason(coach):
    for one in find(samples(), replies=True)[:12]:
        (only,) = changes(one, coach)
        assert only.why == one.why
        assert one.text[only.start:only.end] == only.span
        assert only.advice == REPLIES_ADVICE


def test_practise_this(coach, tmp_path):
    late, thanks = own(tmp_path)
    assert chosen(late.after) == "I get worried when you're late and I haven't heard. Could you text me?"
    item = as_item(late)
    assert score(item, item.model, coach).right
    assert not score(item, late.text, coach).right
    assert as_item(thanks).fine
    assert as_item(thanks).leaves


def test_a_better_reply_passes_its_own_scoring(coach):
    wrong = [one.id for one in find(samples(), replies=True) if not score(as_item(one), as_item(one).model, coach).right]
    assert wrong == []


def test_a_poor_reply_does_not_pass(coach):
    wrong = [one.id for one in find(samples(), replies=True) if score(as_item(one), one.text, coach).right]
    assert wrong == []
