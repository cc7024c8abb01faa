"""Samples: found by filter and word, the other way hidden until asked for, one's own tried, taken along on paper."""

from html import unescape
from pathlib import Path
import re

import pytest
from streamlit.testing.v1 import AppTest

from coach.practice.drills import LEAVE, Item
from coach.practice.library import Change, Sample, samples
from coach.ui import pairs
from coach.ui.launch import RULES_VARIABLE

APP = str(Path(__file__).parent.parent / "app.py")
OWN = r"""
[[sample]]
id = "own.phone"
text = "You never listen to me. Last night at dinner you were on your phone the whole time. zebra"
kinds = ["generalisation"]
advice = "communication.i_statements"
relationship = "couple"
register = "text"
verdict = "rewrite"
rewrite = "Last night at dinner you were on your phone the whole time. I'm [hurt / lonely] about it. zebra"

[[sample]]
id = "own.rent"
text = "Hey, could you send me your half of the rent by Friday? Thanks for doing the bins, zebra."
kinds = []
advice = "asking.small"
relationship = "roommate"
register = "letter"
verdict = "clear"

[[sample]]
id = "own.hostile"
text = "You always do this ![x](https://evil.example/a.png) <img src=https://evil.example/b> zebra"
kinds = ["generalisation"]
advice = "communication.i_statements"
relationship = "friend"
register = "formal"
verdict = "rewrite"
rewrite = "I'd like to talk ![x](https://evil.example/c.png) <img src=https://evil.example/d> zebra"
"""
MINE = "Last night at dinner you were on your phone. I felt lonely. Could we put phones away while we eat?"


@pytest.fixture
def folder(tmp_path) -> Path:
    (tmp_path / "theirs" / "samples").mkdir(parents=True)
    (tmp_path / "theirs" / "samples" / "drafts.toml").write_text(OWN, encoding="utf-8")
    return tmp_path / "theirs"


@pytest.fixture
def page(coach, folder, monkeypatch) -> AppTest:
    monkeypatch.setenv(RULES_VARIABLE, str(folder))
    page = AppTest.from_file(APP, default_timeout=120).run()
    return page.switch_page("coach/ui/samples.py").run()


def html(page: AppTest) -> str:
    assert not page.exception
    return "\n".join(one.proto.body for one in page.get("html") if not one.proto.body.startswith("<style>"))


def ids(page: AppTest) -> list[str]:
    return [button.key.removeprefix("samples-try-") for button in page.button if str(button.key).startswith("samples-try-")]


def only(page: AppTest, word: str = "zebra") -> AppTest:
    return page.text_input(key="samples_words").set_value(word).run()


def test_the_wall_shows_the_words_and_hides_the_other_way(page, folder):
    there = samples(folder)
    assert f"of {len(there)} samples" in html(page)
    only(page)
    assert ids(page) == ["own.phone", "own.rent", "own.hostile"]
    assert "You never listen to me." in html(page)
    assert "Another way" not in html(page)
    assert "<mark>" not in html(page)


@pytest.mark.parametrize(("key", "value", "found"), [
    ("samples_kind", "Always and never", ["own.phone", "own.hostile"]), ("samples_kind", "Nothing to change", ["own.rent"]),
    ("samples_heading", "Practice asking for what you need", ["own.rent"]), ("samples_who", "Roommates", ["own.rent"]), ("samples_how", "Letter or e-mail", ["own.rent"]),
    ("samples_how", "A reply", []),
])
def test_the_filters_find_by_kind_heading_relationship_and_register(page, key, value, found):
    only(page)
    page.selectbox(key=key).set_value(value).run()
    assert ids(page) == found
    assert ("None of the samples is like that" in html(page)) is (not found)


def test_the_other_way_is_shown_when_asked_for_each_change_tied_to_its_reason(page):
    only(page)
    page.button(key="samples-show-own.phone").click().run()
    shown = unescape(html(page))
    assert "I'm [hurt / lonely] about it." in shown
    assert re.search(r"<mark>[^<]*You never listen[^<]*<sup>1</sup></mark>", shown)
    assert '<span class="pair-number">1</span>' in shown
    assert "rule blame/generalisation" in shown
    assert "Use “I” statements" in shown
    page.button(key="samples-show-own.phone").click().run()
    assert "Another way" not in html(page)


def test_a_message_with_nothing_to_change_says_so(page):
    only(page)
    page.button(key="samples-show-own.rent").click().run()
    assert "Nothing to change here." in html(page)
    assert "<mark>" not in html(page)


def test_one_s_own_way_is_scored_by_the_same_coach(page):
    only(page)
    page.button(key="samples-try-own.phone").click().run()
    page.text_area(key="samples_box").set_value(MINE)
    page.button(key="samples_look").click().run()
    assert "coach-good" in html(page)
    page.text_area(key="samples_box").set_value("You're so selfish.")
    page.button(key="samples_look").click().run()
    assert "could still land hard" in html(page)
    assert not re.search(r"\d+ (?:of|out of) \d+|%|[Ss]core", html(page))
    page.button(key="samples_back").click().run()
    assert ids(page)[:1] == ["own.phone"]


def test_opening_a_sample_hides_its_other_way_again(page):
    only(page)
    page.button(key="samples-show-own.phone").click().run()
    page.button(key="samples-try-own.phone").click().run()
    assert "Another way" not in html(page)
    page.button(key="samples-show-own.phone").click().run()
    assert "Another way" in html(page)


def test_leaving_it_as_it_is_is_always_offered_and_right_where_nothing_is_wrong(page):
    only(page)
    for name, right in (("own.rent", True), ("own.phone", False)):
        page.button(key=f"samples-try-{name}").click().run()
        assert page.button(key="samples_leave").label == LEAVE
        page.button(key="samples_leave").click().run()
        assert ("coach-head" not in html(page)) is right
        page.button(key="samples_back").click().run()


def test_words_about_safety_are_met_calmly_with_a_way_to_more_support(page):
    only(page)
    page.button(key="samples-try-own.phone").click().run()
    page.text_area(key="samples_box").set_value("I'm scared of you. You hit me last night and I don't want to come home.")
    page.button(key="samples_look").click().run()
    assert "coach-head" not in html(page)
    assert [one.proto.label for one in page.get("page_link")] == ["More support"]


def test_a_worksheet_is_made_of_what_was_ticked(page, monkeypatch):
    only(page)
    assert page.get("download_button") == []
    page.checkbox(key="samples-sheet-own.phone").check().run()
    assert [one.proto.label for one in page.get("download_button")] == ["Download to fill in", "Download with answers"]
    only(page, "rent")
    assert page.get("download_button"), "what was ticked stays ticked when it is out of sight"
    only(page)
    assert page.checkbox(key="samples-sheet-own.phone").value is True
    page.button(key="samples_all").click().run()
    assert all(page.checkbox(key=f"samples-sheet-{name}").value for name in ids(page))
    page.button(key="samples_none").click().run()
    assert not any(page.checkbox(key=f"samples-sheet-{name}").value for name in ids(page))
    assert page.get("download_button") == []


def test_more_of_the_wall_is_shown_when_asked(page):
    first = len(ids(page))
    page.button(key="samples_next").click().run()
    assert first < len(ids(page)) == len(set(ids(page)))


def test_practise_this_hands_the_sample_over(page, monkeypatch):
    gone: list[str] = []
    monkeypatch.setattr("streamlit.switch_page", gone.append)
    only(page)
    page.button(key="samples-try-own.phone").click().run()
    page.button(key="samples_practise").click().run()
    handed = page.session_state["practise_item"]
    assert isinstance(handed, Item)
    assert handed.text.startswith("You never listen to me.")
    assert gone == ["coach/ui/practise.py"]


def test_words_of_a_sample_never_reach_markdown_or_open_html(page):
    only(page)
    page.button(key="samples-show-own.hostile").click().run()
    page.button(key="samples-try-own.hostile").click().run()
    page.button(key="samples-show-own.hostile").click().run()
    page.text_area(key="samples_box").set_value("![x](https://evil.example/m.png) <img src=https://evil.example/n> you always do this")
    page.button(key="samples_look").click().run()
    assert "<img" not in html(page)
    said = [one.value for one in [*page.markdown, *page.title, *page.header, *page.subheader, *page.caption]]
    said += [widget.label for widget in [*page.button, *page.text_area, *page.checkbox, *page.selectbox]]
    assert not any("evil.example" in one for one in said)


def test_a_wrong_file_is_named(page, folder):
    (folder / "samples" / "drafts.toml").write_text('[[sample]]\nid = "own.x"\n', encoding="utf-8")
    samples.cache_clear()
    page.run()
    samples.cache_clear()
    assert "has a mistake" in html(page)
    assert "own.x" in page.text[0].value


def test_numbers_tie_words_and_reasons_and_overlaps_keep_the_first():
    sample = Sample("x", "a <b> c", "", (), "", "", "", "rewrite", "new", "")
    found = [Change(1, 0, 5, "a <b>", "own/r.x", "label", "why <i>", "a", "quote", "heading"), Change(2, 2, 5, "<b>", "own/r.y", "blame", "why", "a", "", "")]
    assert pairs.before(sample, found) == '<div class="pair"><p class="pair-text"><mark>a &lt;b&gt;<sup>1</sup></mark> c</p></div>'
    said = pairs.reasons(sample, found, {})
    assert said.count('class="pair-number"') == 2
    assert "why &lt;i&gt;" in said
