"""Together: the order of the cards, what one person sees of their own words, and screens that never tell what was typed."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from html import escape
from pathlib import Path
import random
import re

import pytest
from streamlit.testing.v1 import AppTest

from coach.practice.drills import LEAVE, drills
from coach.results import Finding, Review, Strength
from coach.ui import alone, aloud, floor, words

APP = str(Path(__file__).parent.parent / "app.py")
NAMES = ("Sam", "Alex")
NOON = datetime(2030, 5, 1, 12, 0)
OWN_WAY = [
    "rules", "give", "write", "shut", "look", "give", "write", "shut", "look", "first", "speak", "back", "got", "more", "speak", "back", "got", "more", "round", "last", "last", "sheet",
]

CLEAR = "The library closes at six on Tuesdays and the bus leaves from the other side."
HARSH = "You never listen to me. You're so selfish and I'm sick of your lies!!"
PRAISED = "I felt lonely on Sunday when you left at nine. Could we eat together on Friday?"
UNSAFE = {
    "afraid": "I'm scared of you. You hit me last night and I don't want to come home.",
    "threat": "If you leave me I will kill you.",
    "dying": "I want to kill myself, I can't do this anymore.",
    "control": "You are not allowed to see your friends. Send me your location now.",
    "following": "I'm outside your house and I will keep coming until you talk to me.",
}
SECRET = "xylophone"


def walk(now: floor.Meeting, *actions: str) -> floor.Meeting | None:
    for action in actions:
        now = floor.after(now, action, time=NOON)
    return now


# The order of the cards.

def test_a_whole_session_of_one_s_own_goes_from_card_to_card():
    now, steps = floor.Meeting(NAMES), []
    for action in "begin,mine,done,look,away,mine,done,look,away,first 1,said,told,yes,all,said,told,yes,all,finish,next,next,close".split(","):
        steps.append(now.step)
        now = floor.after(now, action)
    assert steps == OWN_WAY
    assert now is None


def test_the_device_goes_round_and_the_floor_does_too():
    now = walk(floor.Meeting(NAMES), "begin")
    assert (now.me, now.other) == NAMES
    now = walk(now, "mine", "done", "away")
    assert (now.step, now.me) == ("give", "Alex")
    now = walk(now, "mine", "done", "away", "first 1")
    assert (now.step, now.me) == ("speak", "Alex")
    assert walk(now, "said").me == "Sam", "the listener says it back"
    assert walk(now, "said", "told").me == "Alex", "and the speaker says whether it arrived"
    assert walk(now, "said", "told", "yes", "all").me == "Sam"


def test_the_partner_decides_whether_it_arrived():
    now = walk(floor.Meeting(NAMES), "begin", "mine", "done", "away", "mine", "done", "away", "first 0", "said", "told")
    assert walk(now, "part").step == "missing"
    assert walk(now, "part", "said", "told").step == "got"
    assert walk(now, "yes", "more").step == "further"
    assert walk(now, "yes", "more").me == "Sam"


def test_a_pause_has_a_time_to_come_back_and_leads_back():
    now = walk(floor.Meeting(NAMES), "begin", "mine", "done", "away", "mine", "done", "away", "first 0", "said")
    paused = walk(now, "pause")
    assert paused.until == NOON + timedelta(minutes=20)
    assert floor.after(paused, "longer", time=NOON + timedelta(minutes=9)).until == NOON + timedelta(minutes=29)
    back = walk(paused, "return")
    assert (back.step, back.me, back.until) == ("back", "Alex", None)


@pytest.mark.parametrize("actions", [("mine",), ("mine", "done"), ("mine", "done", "look")])
@pytest.mark.parametrize("way", ["pause", "leave"])
def test_a_card_for_one_pair_of_eyes_is_not_come_back_to(actions, way):
    now = walk(floor.Meeting(NAMES), "begin", *actions, way, "return")
    assert (now.step, now.turn) == ("give", 0)


def test_a_drill_gives_both_the_same_number_of_turns():
    now, turns = walk(floor.Meeting(NAMES, drill="x"), "begin"), []
    while now.step == "item":
        turns.append(now.turn)
        now = walk(now, "show", "next")
    assert turns == [0, 1] * 3
    assert walk(now, "own").step == "give"
    assert walk(now, "finish").step == "last"


def test_no_button_leads_nowhere_and_no_card_is_out_of_reach():
    chance, seen = random.Random(5), set()
    for round_ in range(300):
        now = floor.Meeting(NAMES, drill="x" if round_ % 2 else "")
        for _ in range(80):
            seen.add(now.step)
            actions = [action for action, _ in now.card.buttons] or ["first 0", "first 1"]
            if now.step not in ("pause", "leave", "sheet"):
                actions = actions * 6 + ["pause", "leave"]
            now = floor.after(now, chance.choice(actions), time=NOON)
            if now is None:
                break
    assert seen == set(floor.CARDS)


@pytest.mark.parametrize(("given", "names"), [(("", " "), ("A", "B")), ((" Sam\n", "Kim"), ("Sam", "Kim")), (("Kim", "kim"), ("Kim 1", "kim 2")), (("B", ""), ("B 1", "B 2")), (("x" * 99, "{me}"), ("x" * 24, "{me}"))])
def test_names_can_be_told_apart(given, names):
    assert floor.named(*given) == names


def test_a_name_is_never_read_as_a_pattern():
    now = walk(floor.Meeting(("{other}", "{0}")), "begin")
    assert now.told(now.card.lines[0]).startswith("{0}, please look away")


# What one person sees of their own words.

def test_what_is_about_safety_is_met_as_any_text_there_is_nothing_to_say_on(coach):
    plain = alone.look(coach.review(CLEAR, rewrites=False))
    for text in (*UNSAFE.values(), "", "🙂", "tu ne m'écoutes jamais quand je te parle"):
        assert alone.look(coach.review(text, rewrites=False)) == plain == alone.Look(), text
    assert all(coach.review(text, rewrites=False).verdict == "support" for text in UNSAFE.values())


def test_one_thing_and_no_more_is_said_of_a_harsh_text():
    def finding(severity: int, at: int, span: str) -> Finding:
        return Finding("blame/x.y", "blame", severity, at, at + len(span), span, f"Why {span}.", "communication.i_statements")

    found = alone.look(Review("rewrite", findings=(finding(2, 0, "first"), finding(3, 9, "worst"), finding(1, 5, "note")), strengths=(Strength("feeling", 0, 1, "x"),)))
    assert found == alone.Look(words.STRENGTHS["feeling"], "“worst”: Why worst.")


@pytest.mark.parametrize("drill", drills(), ids=lambda drill: drill.id)
def test_every_drill_can_be_talked_through(drill):
    items = aloud.chosen(drill, 7)
    assert len(items) == floor.ITEMS
    assert 0 < sum(one.fine for one in items) <= 4
    assert items == aloud.chosen(drill, 7)
    for item in items:
        assert item.text in [piece for _, piece in aloud.shown(item, drill, 7).pieces] or not item.text
        assert all(aloud.answer(item))
        assert set(aloud.shown(item, drill, 7).options) - {LEAVE} == set(item.options) - {LEAVE}


# The page.

@pytest.fixture
def page(coach) -> AppTest:
    page = AppTest.from_file(APP, default_timeout=120).run()
    return page.switch_page("coach/ui/together.py").run()


def press(page: AppTest, *actions: str) -> AppTest:
    for action in actions:
        key = f"together_{action.replace(' ', '_')}" if action.startswith("first") or action in ("begin", "pause", "leave", "toggle") else f"together_do_{action}"
        page.button(key="together_do_begin" if action == "ready" else key).click().run()
        assert not page.exception
    return page


def started(page: AppTest, first: str = "Sam", second: str = "Alex", topic: str = "the dishes") -> AppTest:
    for key, value in (("together_first", first), ("together_second", second), ("together_topic", topic)):
        page.text_input(key=key).set_value(value)
    return press(page, "begin", "ready")


def html(page: AppTest) -> list[str]:
    return [one.proto.body for one in page.get("html") if not one.proto.body.startswith("<style>")]


def screen(page: AppTest) -> list[tuple[str, str]]:
    """Everything on the screen in order, as what it is and what it says."""
    out: list[tuple[str, str]] = []

    def visit(block) -> None:
        for child in block.children.values():
            if hasattr(child, "children") and child.children:
                out.append((child.type, ""))
                visit(child)
            else:
                proto = child.proto
                out.append((child.type, str(getattr(proto, "body", "") or getattr(proto, "label", "") or getattr(child, "value", ""))))
    visit(page.main)
    return out


def bones(page: AppTest) -> list[tuple[str, str]]:
    """The screen with the words of paragraphs taken out: elements, tags, classes, labels of buttons and boxes."""
    return [(kind, re.sub(r">[^<]+<", "><", said) if kind == "html" else "" if kind == "text" else said) for kind, said in screen(page)]


def every_card(page: AppTest, text: str) -> Iterator[AppTest]:
    """A session in which both write the same text, alone; yields the page at each card."""
    yield started(page)
    for _ in range(2):
        yield press(page, "mine")
        page.text_area(key="together_box").set_value(text)
        yield press(page, "done")
        yield press(page, "look")
        yield press(page, "away")
    yield press(page, "first 0")
    yield press(page, "toggle")
    for action in ("said", "told", "yes", "all", "said", "told", "yes", "all", "finish", "next", "next"):
        yield press(page, action)


def test_every_screen_is_the_same_whatever_was_typed(coach):
    """Ordinary, harsh and safety-tier texts, and nothing at all: equal element trees on every card of a session."""
    def fresh() -> AppTest:
        return AppTest.from_file(APP, default_timeout=120).run().switch_page("coach/ui/together.py").run()

    ordinary = [bones(one) for one in every_card(fresh(), CLEAR)]
    assert len(ordinary) == len(OWN_WAY)
    for text in (HARSH, PRAISED, UNSAFE["afraid"], UNSAFE["threat"], ""):
        for at, one in enumerate(every_card(fresh(), text)):
            assert bones(one) == ordinary[at], (text, at)


@pytest.mark.parametrize("tier", UNSAFE)
def test_what_is_said_of_a_frightened_text_is_said_of_a_plain_one_word_for_word(page, tier):
    started(page)
    seen = []
    for text in (CLEAR, UNSAFE[tier]):
        press(page, "mine")
        page.text_area(key="together_box").set_value(text)
        press(page, "done", "look")
        seen.append([(kind, said.replace(text, "…")) for kind, said in screen(page)])
        press(page, "pause", "return")
    assert seen[0] == seen[1]


@pytest.mark.parametrize("way", [("done", "away"), ("done", "look", "away"), ("pause",), ("done", "pause"), ("done", "look", "pause"), ("leave",), ("done", "look", "leave", "return")])
def test_what_was_written_alone_is_gone_when_the_device_goes_on(page, way):
    press(started(page), "mine")
    page.text_area(key="together_box").set_value(f"{HARSH} {SECRET}").run()
    assert SECRET in str(page.session_state)
    press(page, *way)
    assert SECRET not in str(screen(page))
    assert SECRET not in str(page.session_state)


@pytest.mark.parametrize("way", [(), ("done",), ("done", "look")])
def test_a_look_at_another_page_puts_away_what_was_written_alone(page, way):
    press(started(page), "mine")
    page.text_area(key="together_box").set_value(f"{HARSH} {SECRET}").run()
    press(page, *way)
    page.switch_page("coach/ui/about.py").run()
    page.switch_page("coach/ui/together.py").run()
    assert "Pass the device to Sam" in " ".join(html(page))
    assert SECRET not in str(screen(page))
    assert SECRET not in str(page.session_state)


def test_a_look_at_another_page_changes_no_card_for_both(page):
    press(started(page), "mine", "done", "away", "mine", "done", "away", "first 1", "said")
    page.switch_page("coach/ui/about.py").run()
    page.switch_page("coach/ui/together.py").run()
    assert "Sam says back what arrived" in " ".join(html(page))


def test_the_sheet_can_be_mended(page):
    press(started(page), "mine", "done", "away", "mine", "done", "away", "first 1", "said", "told", "yes", "all", "said", "told", "yes", "all", "finish")
    page.text_area(key="together_ask").set_value("Fones away")
    press(page, "next", "next", "finish")
    assert page.text_area(key="together_ask").value == "Fones away"
    page.text_area(key="together_ask").set_value("Phones away")
    press(page, "next", "next")
    assert "Phones away" in " ".join(html(page)) and "Fones" not in " ".join(html(page))


def test_the_words_one_chose_are_shown_on_one_s_own_card_only_when_asked(page):
    press(started(page), "mine", "done", "look")
    page.text_area(key="together_words").set_value(f"I missed you, {SECRET}.")
    press(page, "away")
    assert SECRET not in str(screen(page))
    press(page, "mine", "done", "away", "first 0")
    assert SECRET not in str(screen(page))
    assert SECRET in str(screen(press(page, "toggle")))
    press(page, "said", "told", "yes", "all")
    assert SECRET not in str(screen(press(page, "toggle"))), "on the other's card stand the other's words"


def test_more_support_is_the_same_quiet_link_everywhere(page):
    for one in every_card(page, UNSAFE["afraid"]):
        links = one.get("page_link")
        assert [link.proto.label for link in links] == ["More support"]


def test_more_support_puts_people_to_talk_to_first(coach):
    page = AppTest.from_file(APP, default_timeout=120)
    page.query_params["to"] = "support"
    page.query_params["from"] = "together"
    page.run().switch_page("coach/ui/about.py").run()
    assert not page.exception
    assert page.title[0].value == "More support"
    assert page.header[0].value == "People to talk to"
    assert sum(one.value == "People to talk to" for one in page.header) == 1
    assert page.get("page_link")[0].proto.label == "Back to Together"


def test_it_ends_with_an_ask_and_a_thank_you_each_and_a_sheet(page, monkeypatch):
    made = []
    monkeypatch.setattr("coach.practice.worksheet.take_home", lambda entries, *, title: made.append((entries, title)) or "<!doctype html>")
    press(started(page), "mine")
    page.text_area(key="together_box").set_value(SECRET)
    press(page, "done", "away", "mine", "done", "away", "first 1", "said", "told", "yes", "all", "said", "told", "yes", "all", "finish")
    page.text_area(key="together_ask").set_value("Phones away at dinner")
    page.text_area(key="together_thanks").set_value("the tea on Sunday")
    press(page, "pause", "return")
    assert page.text_area(key="together_ask").value == "Phones away at dinner", "a pause keeps what both will read"
    press(page, "next", "next")
    shown = " ".join(html(page))
    assert "Phones away at dinner" in shown and "the tea on Sunday" in shown and SECRET not in shown
    assert [one.proto.label for one in page.get("download_button")] == ["Download the sheet"]
    entries, title = made[-1]
    assert entries == [("Sam", "Phones away at dinner", "the tea on Sunday"), ("Alex", "", "")]
    assert title.startswith("the dishes, ")
    press(page, "close")
    assert page.text_input(key="together_first").value == ""
    assert "Phones away" not in str(page.session_state)


HOSTILE = "![x](https://evil.example/a.png) <img src=https://evil.example/b> {me}"


def test_names_topics_and_words_never_reach_markdown_labels_or_open_html(page):
    for one in every_card_of(page, HOSTILE):
        for kind, said in screen(one):
            if kind == "html":
                assert "<img" not in said
            elif kind != "text":
                assert "evil.example" not in said, kind


def every_card_of(page: AppTest, text: str) -> Iterator[AppTest]:
    yield started(page, text, f"{text} too", text)
    press(page, "mine")
    page.text_area(key="together_box").set_value(text)
    yield press(page, "done")
    yield press(page, "look")
    page.text_area(key="together_words").set_value(text)
    yield press(page, "away")
    yield press(page, "mine", "done", "away")
    yield press(page, "first 0")
    yield press(page, "toggle")
    yield press(page, "said", "told", "yes", "all", "said", "told", "yes", "all", "finish")
    page.text_area(key="together_ask").set_value(text)
    yield press(page, "next", "next")


def test_a_drill_is_talked_through_without_a_score(page):
    page.radio(key="together_what").set_value(page.radio(key="together_what").options[1]).run()
    page.selectbox(key="together_drill").select_index(0).run()
    started(page)
    for _ in range(floor.ITEMS):
        press(page, "show", "next")
    shown = " ".join(html(page))
    assert "That was the drill" in shown
    assert not re.search(r"\d+ (?:of|out of) \d+|%|score|winner", shown)


def test_a_mistake_of_ours_looks_like_a_text_there_is_nothing_to_say_on(page, monkeypatch, capsys):
    def broken(*_, **__):
        raise ValueError(SECRET)

    press(started(page), "mine")
    page.text_area(key="together_box").set_value(SECRET)
    press(page, "done")
    monkeypatch.setattr("coach.reviewing.Coach.review", broken)
    press(page, "look")
    assert f'<p class="floor-line">{escape(alone.ONE)}</p>' in html(page)
    assert SECRET not in capsys.readouterr().err


def test_the_pause_says_when_to_come_back(page):
    press(started(page), "pause")
    assert re.search(r"A pause, until \d{1,2}:\d\d [ap]m", " ".join(html(page)))
    press(page, "longer", "return")
