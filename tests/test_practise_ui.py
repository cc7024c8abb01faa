"""Practise and Progress, through Streamlit's own test harness, and the pure helpers beside them."""

from datetime import UTC, date, datetime, timedelta
from html import unescape
import json
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from coach.practice.drills import LEAVE, drills, items
from coach.practice.progress import Week
from coach.practice.scoring import Feedback, Part, solution
from coach.practice.store import Result, Store
from coach.rulebook import GOOD_MOVES, STRENGTHS
from coach.ui import drill_item, practising, sitting, skills, weeks_chart
from coach.ui.launch import RULES_VARIABLE
from coach.ui.sitting import Sitting

ROOT = Path(__file__).parent.parent
APP = str(ROOT / "app.py")
OWN = Path(__file__).parent / "own"
NOW = datetime(2026, 3, 4, 12, tzinfo=UTC)
RIGHT = Feedback(True, "Good.", None, "Why.", "communication.i_statements", "quote", "heading", kinds=("label",))
WRONG = Feedback(False, "Good.", "Change.", "Why.", "communication.i_statements", "quote", "heading", kinds=("label",))
SUPPORT = Feedback(False, "More support.", None, "", "communication.i_statements", "", "", support=True)


@pytest.fixture(scope="module")
def known():
    return items(drills(OWN))


@pytest.fixture
def folder(tmp_path, monkeypatch):
    """A data folder of its own, and the drills of tests/own beside ours."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    monkeypatch.setenv(RULES_VARIABLE, str(OWN))
    practising.the_store.clear()
    yield tmp_path
    practising.the_store.clear()


@pytest.fixture
def page(folder, coach):
    """The Practise page; the rules are read by then."""
    return AppTest.from_file(APP, default_timeout=120).run().switch_page("coach/ui/practise.py").run()


def html(page: AppTest) -> str:
    return unescape("\n".join(one.proto.body for one in page.get("html") if not one.proto.body.startswith("<style>")))


def card(page: AppTest) -> dict:
    """What the practice component was given."""
    assert not page.exception
    return next(json.loads(one.proto.json) for one in page.get("bidi_component") if one.proto.component_name == "coach_drill")


def press(page: AppTest, what: str, **more) -> AppTest:
    """As the component would: its value is noted, and done when the page is drawn."""
    page.session_state[practising.ASKED] = {"id": page.session_state[practising.SET].id, "do": what, **more}
    return page.run()


def begin(page: AppTest, drill: str) -> AppTest:
    return page.button(key=f"practise_drill_{drill}").click().run()


# A set as it goes on

def test_right_at_once_is_rated_three_with_a_hint_or_a_second_try_two(known):
    one = Sitting((known["own_sort.01"],))
    assert sitting.answered(one, ("Fact",), RIGHT, NOW).turn.rated == (3, NOW)
    assert sitting.answered(sitting.hinted(one), ("Fact",), RIGHT, NOW).turn.rated == (2, NOW)
    twice = sitting.answered(sitting.answered(one, ("Judgement",), WRONG, NOW), ("Fact",), RIGHT, NOW)
    assert twice.turn.rated == (2, NOW)


def test_a_rating_stands_whatever_follows(known):
    one = sitting.answered(Sitting((known["own_sort.01"],)), ("Fact",), RIGHT, NOW)
    later = NOW + timedelta(minutes=1)
    assert sitting.answered(one, ("Judgement",), WRONG, later).turn.rated == sitting.settled(one, later).turn.rated == sitting.showed(one, later).turn.rated == (3, NOW)


def test_a_shown_answer_comes_back_sooner_and_an_untried_item_is_not_rated(known):
    one = Sitting((known["own_sort.01"], known["own_sort.02"]))
    assert sitting.showed(one, NOW).turn.rated == (1, NOW)
    assert sitting.settled(sitting.answered(one, ("Judgement",), WRONG, NOW), NOW).turn.rated == (1, NOW)
    assert sitting.settled(one, NOW).turn.rated is None
    assert sitting.onward(one).ratings == (None,)


def test_words_about_safety_are_never_rated(known):
    one = sitting.answered(Sitting((known["own_write.01"],)), ("…",), SUPPORT, NOW)
    assert (one.turn.tries, one.turn.rated, sitting.settled(one, NOW).turn.rated) == (0, None, None)


def test_there_are_no_more_hints_than_there_are(known):
    one = Sitting((known["own_sort.02"],))
    assert sitting.hinted(sitting.hinted(one)).turn.hints == 1


# What an item shows

def test_every_type_has_its_way_to_answer(known):
    ways = {name.removeprefix("own_").split(".")[0]: drill_item.way(item) for name, item in known.items() if name.startswith("own_")}
    assert ways == {"sort": "pick", "choose": "pick", "spot": "spot", "finer": "finer", "build": "build", "write": "write", "turn": "write", "ladder": "lines", "sides": "lines"}


def test_every_item_of_ours_can_be_drawn_and_its_solution_is_named():
    for drill in drills():
        for item in drill.items:
            shown = drill_item.data(Sitting((item,)), drill, example="open", source="the article")
            json.dumps(shown)
            assert shown["ask"] and (shown["options"] or shown["tokens"] or shown["labels"] or shown["way"] == "write")
            assert solution(item)


def test_options_that_all_items_share_keep_their_order_others_are_shuffled_and_whole(known):
    by_id = {one.id: one for one in drills(OWN)}
    assert drill_item.options(known["own_sort.01"], by_id["own_sort"], 7) == ["Fact", "Judgement"]
    orders = {tuple(drill_item.options(known["own_build.01"], by_id["own_build"], seed)) for seed in range(20)}
    assert len(orders) > 5
    assert all(sorted(order) == sorted(known["own_build.01"].options) for order in orders)


def test_the_words_to_mark_make_up_the_text():
    text = "You're so late, again!! 🙄"
    assert "".join(piece for piece, _ in drill_item.tokens(text)) == text
    assert [piece for piece, word in drill_item.tokens(text) if word] == ["You're", "so", "late", "again"]


def test_lamps_show_the_words_that_light_them_and_none_for_a_reply(known):
    back = Feedback(False, "g", "c", "w", "a", "q", "h", parts=(Part("feeling", True, ((2, 8),)), Part("request", False), Part("need", False), Part("blame_left", True, ((0, 1),))))
    assert drill_item.lamps(known["own_write.01"], ("I felt sad.",), back) == [{"name": "How I feel", "words": ["felt s"]}, {"name": "What I ask", "words": []}]
    assert drill_item.lamps(known["own_turn.01"], ("I felt sad.",), back) == []
    assert drill_item.lamps(known["own_write.01"], (LEAVE,), back) == []


def test_a_name_is_no_markdown():
    assert drill_item.plain("![x](https://evil.example) $a$ :red[b]") == r"\!\[x\]\(https\:\/\/evil\.example\) \$a\$ \:red\[b\]"


def test_every_strength_and_good_move_has_a_name_as_something_one_does():
    assert set(skills.SKILLS) == {*STRENGTHS, *GOOD_MOVES}
    assert skills.skill("label", {"label": "a verdict on the person"}) == "A verdict on the person"
    assert set(skills.LEVELS) == {1, 2, 3, 4, 5}


# Weeks

def test_a_line_a_kind_the_most_practised_first_and_in_words():
    today = date(2026, 3, 4)
    found = (Week(date(2026, 2, 23), "label", 2, 1), Week(date(2026, 3, 2), "label", 1, 1), Week(date(2026, 3, 2), "feeling", 5, 4), Week(date(2024, 1, 1), "need", 9, 9))
    drawn = weeks_chart.lines(found, today, str)
    assert [row["name"] for row in drawn["rows"]] == ["feeling", "label"]
    assert drawn["rows"][1]["counts"] == [0] * 10 + [2, 1]
    assert drawn["rows"][1]["said"] == "once in the week of 2 Mar; twice in the week of 23 Feb"
    assert drawn["rows"][0]["last"] == "5 times, last this week"
    assert drawn["most"] == 5


def test_the_table_has_every_week_and_escapes_names():
    told = weeks_chart.table((Week(date(2024, 1, 1), "<b>x</b>", 9, 8), Week(date(2026, 3, 2), "need", 1, 1)), str)
    assert "1 Jan 2024" in told and "2 Mar<" in told and "<td>9</td><td>8</td>" in told
    assert "<b>" not in told and "&lt;b&gt;" in told


# The pages

def test_the_start_offers_help_five_levels_and_every_drill(page):
    assert not page.exception
    keys = {button.key for button in page.button}
    assert {"practise_help", *(f"practise_level_{level}" for level in range(1, 6))} <= keys
    assert {f"practise_drill_{one.id}" for one in drills(OWN)} <= keys
    assert "No points and no clock" in html(page)


def test_a_level_and_help_draw_a_set_of_six_to_eight(page):
    for key in ("practise_level_2", "practise_help"):
        page.button(key=key).click().run()
        assert 6 <= card(page)["of"] <= 8
        press(page, "stop")
        page.button(key="practise_choose").click().run()


def test_an_answer_is_met_in_the_same_place_and_recorded_without_its_words(page, folder):
    begin(page, "own_write")
    while card(page)["text"].startswith("I felt"):
        press(page, "next")
    press(page, "answer", answer=["The dishes from Sunday are still there and I feel tired. Could you do them tonight? secretword"])
    back = card(page)["back"]
    assert back["right"] and back["good"] and back["change"] is None and len(back["why"].split()) <= 12
    assert {lamp["name"] for lamp in back["lamps"] if lamp["words"]} >= {"How I feel", "What I ask"}
    (result,) = practising.the_store().results()
    assert (result.item, result.rating) == ("own_write.01", 3)
    press(page, "next")
    assert practising.the_store().kept() == ()
    assert b"secretword" not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_an_answer_is_kept_when_the_person_ticks_it(page):
    begin(page, "own_turn")
    press(page, "answer", answer=["That sounds humiliating, in front of everyone."])
    press(page, "next", keep=True)
    assert [one.answer for one in practising.the_store().kept()] == ["That sounds humiliating, in front of everyone."]


def test_hints_come_one_by_one_and_an_answer_can_be_shown(page):
    begin(page, "own_finer")
    assert card(page)["hints"] == [] and card(page)["more"]
    press(page, "hint")
    assert len(card(page)["hints"]) == 1 and not card(page)["more"]
    press(page, "answer", answer=["bored"])
    assert not card(page)["back"]["right"]
    press(page, "show")
    assert card(page)["shown"] == "worried · scared"
    assert [one.rating for one in practising.the_store().results()] == [1]


def test_the_worked_example_fades(page):
    drill = next(one for one in drills(OWN) if one.id == "own_sort")
    begin(page, "own_sort")
    assert card(page)["worked"]["open"]
    press(page, "answer", answer=["Fact"])
    press(page, "next")
    assert not card(page)["worked"]["open"]
    for at, item in enumerate(drill.items):
        practising.the_store().record(Result(item.id, 3, item.kinds, NOW + timedelta(minutes=at)))
    assert card(page.run())["worked"] is None


def test_what_is_pressed_twice_or_too_late_is_done_once(page):
    begin(page, "own_sort")
    late = page.session_state[practising.SET].id
    press(page, "next")
    page.session_state[practising.ASKED] = {"id": late, "do": "next"}
    page.run()
    assert card(page)["at"] == 1


def test_a_set_ends_in_words_and_offers_another(page):
    begin(page, "own_spot")
    for _ in range(2):
        press(page, "answer", answer=[])
        press(page, "next")
    assert "That was the set." in html(page)
    assert "You practised: Own: spot." in html(page)
    page.button(key="practise_again").click().run()
    assert card(page)["of"] == 2


@pytest.mark.parametrize("sent", ["own_build.01", "own_build"])
def test_another_page_can_send_an_item_or_a_drill(page, sent):
    page.session_state[practising.ENTRY] = sent
    page.run()
    assert card(page)["way"] == "build"
    assert practising.ENTRY not in page.session_state


def test_a_sample_can_be_practised_and_no_drill_of_it_is_needed(page):
    from coach.practice.library import as_item, samples

    sample = next(one for one in samples() if one.text)
    page.session_state[practising.ENTRY] = as_item(sample)
    page.run()
    assert card(page)["of"] == 1
    press(page, "answer", answer=["Could we talk about it tonight? I felt hurt."])
    assert card(page)["back"]["good"]
    press(page, "next")
    assert "practise_again" not in {button.key for button in page.button}


def test_words_about_safety_get_the_calm_line_and_are_not_recorded(page):
    begin(page, "own_turn")
    press(page, "answer", answer=["i dont want to live anymore, i am going to kill myself tonight"])
    back = card(page)["back"]
    assert back["support"] and back["change"] is None and back["quote"] == "" and not card(page)["can_keep"]
    press(page, "next")
    assert practising.the_store().results() == ()


def test_hostile_text_never_reaches_markdown_html_or_a_label(page):
    begin(page, "own_choose")
    press(page, "answer", answer=["![x](https://evil.example/a.png) <script>"])
    press(page, "next", keep=True)
    practising.the_store().keep("own_turn.01", NOW, "![x](https://evil.example/a.png)")
    practising.the_store().record(Result("own_turn.01", 3, ("reflection",), NOW))
    page.switch_page("coach/ui/progress.py").run()
    assert not page.exception
    written = [one.value for one in [*page.markdown, *page.title, *page.header, *page.subheader, *page.caption]] + [html(page)]
    written += [widget.label for widget in [*page.button, *page.expander]]
    assert not any("evil.example" in one for one in written)
    assert any("evil.example" in one.value for one in page.text)


def test_a_store_that_cannot_be_used_is_one_calm_line_and_practice_goes_on(tmp_path, monkeypatch, coach):
    (tmp_path / "file").write_text("no folder")
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "file"))
    monkeypatch.setenv(RULES_VARIABLE, str(OWN))
    practising.the_store.clear()
    page = AppTest.from_file(APP, default_timeout=120).run().switch_page("coach/ui/practise.py").run()
    begin(page, "own_sort")
    press(page, "answer", answer=["Fact"])
    assert card(page)["back"]
    assert html(page).count(practising.the_store().trouble) == 1
    press(page, "next")
    page.switch_page("coach/ui/progress.py").run()
    assert not page.exception
    assert "It is held for this visit only." in html(page)
    practising.the_store.clear()


def test_a_mistake_in_a_drill_file_is_named(tmp_path, monkeypatch, coach, folder):
    (tmp_path / "own" / "drills").mkdir(parents=True)
    (tmp_path / "own" / "drills" / "mine.toml").write_text("[drill]\nid = 'mine'\n")
    monkeypatch.setenv(RULES_VARIABLE, str(tmp_path / "own"))
    page = AppTest.from_file(APP, default_timeout=120).run().switch_page("coach/ui/practise.py").run()
    assert not page.exception
    assert any("mine.toml" in one.value for one in page.text)


def test_a_mistake_of_ours_is_one_friendly_sentence_and_prints_no_words(page, monkeypatch, capsys):
    def broken(item, answer, coach):
        raise ValueError(answer)

    begin(page, "own_turn")
    monkeypatch.setattr(practising, "score", broken)
    press(page, "answer", answer=["a secretword of mine"])
    assert not page.exception
    assert "Something went wrong on my side" in html(page)
    assert "secretword" not in capsys.readouterr().err
    page.run()
    assert card(page)["back"] is None


def test_progress_is_friendly_when_there_is_nothing(page):
    page.switch_page("coach/ui/progress.py").run()
    assert not page.exception
    assert "Nothing here yet." in html(page)
    assert len(page.button) == 0


def test_progress_shows_lines_a_table_what_comes_back_and_no_score(page):
    begin(page, "own_sort")
    press(page, "answer", answer=["Fact"])
    press(page, "next")
    page.switch_page("coach/ui/progress.py").run()
    assert not page.exception
    drawn = next(json.loads(one.proto.json) for one in page.get("bidi_component") if one.proto.component_name == "coach_weeks")
    assert {row["name"] for row in drawn["rows"]} <= {"A verdict on the person", "Saying what happened"}
    assert "<table>" in html(page)
    assert "Own: sort" in html(page)
    assert "%" not in html(page)


def test_erase_asks_once_and_erases(page, folder):
    practising.the_store().record(Result("own_sort.01", 3, ("label",), NOW))
    page.switch_page("coach/ui/progress.py").run()
    page.button(key="erase").click().run()
    page.button(key="erase_no").click().run()
    assert len(practising.the_store().results()) == 1
    page.button(key="erase").click().run()
    page.button(key="erase_yes").click().run()
    assert "It is all erased." in html(page)
    assert practising.the_store().results() == Store(folder / "coach").results() == ()
