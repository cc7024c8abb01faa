"""The pages, through Streamlit's own test harness, and the pure helpers beside them."""

from html import unescape
from pathlib import Path
import re

import pytest
from streamlit.testing.v1 import AppTest

from coach import Coach
from coach.results import Finding, LeftOut, Move, Part, PickedUp, Reply, Review, Rewrite, Strength, Support
from coach.reviewing import aside as key
from coach.ui import handbook, sentence, session, shape, support, words
from coach.ui.guard import policy, welcome
from coach.ui.marks import marks

APP = str(Path(__file__).parent.parent / "app.py")
HARSH = "You never listen to me. Last night at dinner you were on your phone the whole time."
HOSTILE = "You never listen ![x](https://evil.example/a.png) <img src=https://evil.example/b> <style>@import 'https://evil.example/c'</style>"


@pytest.fixture
def page(coach):
    """The start page; the rules are read by then."""
    return AppTest.from_file(APP, default_timeout=120).run()


def html(page: AppTest) -> str:
    """All that the page writes itself, style rules aside."""
    return "\n".join(one.proto.body for one in page.get("html") if not one.proto.body.startswith("<style>"))


def mounted(page: AppTest) -> list[str]:
    return [one.proto.component_name for one in page.get("bidi_component")]


def checked(page: AppTest, text: str, theirs: str = "") -> AppTest:
    page.text_area(key="draft").set_value(text)
    page.text_area(key="theirs").set_value(theirs)
    page.button(key="check").click().run()
    assert not page.exception
    return page


def shown(page: AppTest, review: Review, text: str, theirs: str | None = None) -> AppTest:
    """The page with a review of ours in place of the coach's."""
    page.session_state["draft"] = text
    page.session_state["checked"] = (text, theirs, review)
    page.run()
    assert not page.exception
    return page


def test_the_start_page_is_ready_to_type_in(page):
    assert not page.exception
    assert [area.label for area in page.text_area] == ["Your message", "What they said"]
    assert {button.label for button in page.button} >= {"Check", "Clear everything", "Try an example"}
    assert "Stays on this computer." in html(page)


def test_a_harsh_draft_gets_a_headline_marks_a_shape_and_rewrites(page):
    checked(page, HARSH)
    assert "may land as blame" in html(page)
    assert mounted(page)[:2] == ["coach_shape", "coach_marks"]
    assert "coach_rewrite" in mounted(page)
    assert not re.search(r"\d+ (?:problem|issue|finding)|%", html(page))


@pytest.mark.parametrize(("text", "notice"), [("", "empty"), ("   ", "empty"), ("🙄🙄", "no_words"), ("a " * 10_001, "too_long"), ("Pourquoi est-ce que tu ne m'écoutes jamais quand je te parle ?", "not_english")])
def test_what_cannot_be_read_gets_one_friendly_sentence_and_is_kept(page, text, notice):
    checked(page, text)
    assert words.NOTICES[notice] in unescape(html(page))
    assert page.text_area(key="draft").value == text
    assert mounted(page) == []


def test_a_clear_message_is_let_go(page):
    checked(page, "love you, see you at 6")
    assert words.CLEAR in html(page)
    assert "coach_rewrite" not in mounted(page)


def test_a_fair_complaint_is_called_fair(page):
    text = "You left the dishes in the sink again last night."
    shown(page, Review("note", findings=(Finding("notes/complaint.act", "complaint", 1, 0, 35, text[:35], "Fair.", "conflict.need"),)), text)
    assert words.FAIR in html(page)


def test_clear_everything_clears_everything(page):
    checked(page, HARSH, "hi")
    page.button(key="clear").click().run()
    assert page.text_area(key="draft").value == ""
    assert page.text_area(key="theirs").value == ""
    assert mounted(page) == []
    assert "checked" not in page.session_state


def test_the_example_is_checked_at_once(page):
    page.button(key="example").click().run()
    assert page.text_area(key="draft").value == session.EXAMPLE
    assert "coach_marks" in mounted(page)


def test_the_draft_survives_a_page_switch(page):
    page.text_area(key="draft").set_value("half a thought").run()
    page.switch_page("coach/ui/about.py").run()
    page.switch_page("coach/ui/check.py").run()
    assert page.text_area(key="draft").value == "half a thought"


def test_about_shows_the_handbook_the_limits_and_people(page):
    page.switch_page("coach/ui/about.py").run()
    assert not page.exception
    assert {one.value for one in page.header} >= {"Privacy", "What it cannot do", "Handbook", "People to talk to"}
    assert "Always and never" in html(page)
    assert html(page).count("not verified by a person since") >= len(support.contacts()) > 0


@pytest.mark.parametrize("tier", ["threat", "fear_or_harm_received"])
def test_support_shows_fixed_words_and_nothing_else(page, tier):
    text = "a private sentence of mine"
    shown(page, Review("support", support=Support(tier, "sent", "draft", 0, 9, "a private")), text)
    assert mounted(page) == []
    assert text not in html(page)
    assert support.words_for(Support(tier, "sent", "draft", 0, 9, "a private")).heading in unescape(html(page))


def test_support_has_words_for_a_tier_it_does_not_know(monkeypatch):
    monkeypatch.setattr(support, "table", dict)
    assert support.words_for(Support("self_harm", "sent", "draft", 0, 1, "x")).words


def test_a_reply_shows_both_sides_what_they_may_need_and_one_change(page):
    theirs, mine = "work was awful, my boss yelled at me", "you should just quit, your boss sounds awful"
    reply = Reply(
        "poor", "vent", (Move("advice_too_soon", 0, 20, mine[:20], "A fix can wait until they feel heard."),), (PickedUp(28, 32, 21, 25),),
        (Rewrite("better", (Part("That sounds "), Part(choice=("hard", "unfair"), slot="feeling"), Part(". Do you want to tell me?"))),),
    )
    shown(page, Review("rewrite", reply=reply), mine, theirs)
    assert "coach_listening" in mounted(page)
    assert "To be heard" in html(page)
    assert "A fix can wait until they feel heard." in html(page)
    assert mounted(page)[-1] == "coach_rewrite"


def test_hostile_text_never_reaches_markdown_html_or_a_label(page):
    checked(page, HOSTILE, HOSTILE)
    written = [one.value for one in [*page.markdown, *page.title, *page.header, *page.subheader, *page.caption]] + [html(page)]
    written += [widget.label for widget in [*page.button, *page.text_area, *page.expander]]
    assert not any("evil.example" in one for one in written)


def test_marks_do_not_overlap_and_count_code_points(coach):
    text = "😤 You never listen. I felt sad on Monday."
    review = Review(
        "rewrite",
        findings=(Finding("blame/generalisation.x", "generalisation", 2, 2, 18, text[2:18], "why", "communication.i_statements"),
                  Finding("criticism/label.x", "label", 2, 6, 18, text[6:18], "why", "communication.i_statements")),
        strengths=(Strength("feeling", 20, 30, text[20:30]), Strength("observation", 20, 40, text[20:40])),
    )
    spans = marks(text, review, coach.book.article, {"generalisation": "always and never"})["spans"]
    assert [(text[one["start"]:one["end"]], one["family"]) for one in spans] == [("You never listen", "blame"), ("I felt sad on Monday", "good")]
    assert spans[0]["name"] == "always and never"
    assert spans[0]["quote"]
    assert len(spans[1]["lines"]) == 3


def test_a_quote_that_repeats_is_folded(coach):
    text = "You never listen. You always yell."
    found = tuple(Finding("blame/generalisation.x", "generalisation", 2, at, end, text[at:end], "why", "communication.i_statements") for at, end in ((0, 16), (18, 33)))
    assert [one["folded"] for one in marks(text, Review("rewrite", findings=found), coach.book.article, {})["spans"]] == [False, True]


def test_not_in_this_case_quiets_the_finding_and_all_that_follows(coach):
    found = coach.review("You never listen to me.").findings
    aside = {key(one.rule, one.span) for one in found}
    review = Coach(quiet=aside).review("You never listen to me.")
    assert review.verdict == "clear"
    assert review.findings == review.rewrites == ()
    assert Coach(quiet=aside).review("You're so selfish.").verdict == "rewrite"


REWRITE = Rewrite("full", (Part("When "), Part(blank="what happened"), Part(", I felt "), Part(choice=("hurt", "lonely"), slot="feeling"), Part(".")), (LeftOut("never", "why"),))


def test_a_sentence_is_resolved_with_its_picks():
    assert sentence.resolved(REWRITE, {}) == REWRITE.text == "When [what happened], I felt [hurt / lonely]."
    assert sentence.resolved(REWRITE, {"1": "you left at nine", "3": "torn"}) == "When you left at nine, I felt torn."
    assert sentence.stood_in(REWRITE, {"3": ""}) == "When that, I felt hurt."


def test_a_place_to_fill_is_led_to_by_the_sentence_s_own_words():
    assert [(one["key"], one["lead"]) for one in sentence.pieces(REWRITE) if "key" in one] == [("1", "When"), ("3", "I felt")]


def test_a_difference_can_be_put_together_again():
    old, new = "You never listen to me 😤", "When you were on your phone, I felt hurt"
    pieces = sentence.difference(old, new)
    assert "".join(one["text"] for one in pieces if one["how"] != "new") == old
    assert "".join(one["text"] for one in pieces if one["how"] != "gone") == new


def test_lamps_are_lit_by_their_words():
    lit = {one["name"]: one["words"] for one in shape.lamps([Strength("need", 0, 6, "I need"), Strength("us", 0, 2, "we")])}
    assert lit == {"What happened": [], "How I feel": [], "What I need": ["I need"], "What I ask": []}


def test_the_handbook_escapes_what_a_rule_says(coach):
    section = handbook.section("generalisation", coach.book, {"generalisation": "<b>always</b>"})
    assert "&lt;b&gt;always" in section.lower()
    assert "<mark>" in section


def test_every_name_the_pages_need_is_there():
    from coach.rulebook import GOOD_MOVES, POOR_MOVES, STRENGTHS, TURNS

    assert set(words.STRENGTHS) == set(STRENGTHS)
    assert set(words.MOVES) == {*GOOD_MOVES, *POOR_MOVES}
    assert set(GOOD_MOVES) == words.GOOD_MOVES
    assert set(words.TURNS) == set(TURNS)


@pytest.mark.parametrize(("host", "origin", "in_"), [
    ("127.0.0.1:8501", None, True), ("localhost:8501", "http://localhost:8501", True), ("[::1]:8501", None, True), ("evil.example", None, False), ("", None, False),
    ("127.0.0.1:8501", "http://localhost:9999", False), ("127.0.0.1:8501", "null", False), ("127.0.0.1.evil.example", None, False), ("[::1", None, False),
])
def test_the_door(host, origin, in_):
    assert welcome(host, origin) is in_


def test_the_policy_names_no_other_place():
    assert "http:" not in policy("127.0.0.1:1") and "*" not in policy("127.0.0.1:1")
    assert "unsafe-eval" not in policy("127.0.0.1:1")


def test_a_mistake_of_ours_is_one_friendly_sentence_and_prints_no_words_of_the_draft(page, monkeypatch, capsys):
    def broken(text, theirs, review):
        raise ValueError(text)

    monkeypatch.setattr("coach.ui.answer.answer", broken)
    checked(page, "you never listen, secretword")
    assert words.TROUBLE in html(page)
    assert page.text_area(key="draft").value == "you never listen, secretword"
    assert "secretword" not in capsys.readouterr().err
