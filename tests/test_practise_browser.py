"""Practise and Progress in a real browser: a whole set by keyboard alone, kept over a restart, taken away, erased.

Needs Chromium; skipped without it unless COACH_BROWSER=required.
"""

from collections.abc import Iterator
from contextlib import contextmanager
import csv
import json
import os
from pathlib import Path
import shutil
import socket
import stat
import subprocess
import sys

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
OWN = Path(__file__).parent / "own"
WAIT = 120_000
"""Milliseconds a page may take on a busy machine; nothing is timed."""

FOCUSED = "() => { let at = document.activeElement; while (at && at.shadowRoot) at = at.shadowRoot.activeElement; return at ? (at.innerText || at.tagName).trim() : ''; }"
SECRET = "zebrawords"


def chromium() -> str | None:
    return os.environ.get("COACH_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def serving(folder: Path) -> Iterator[str]:
    """The app as a person starts it, with the data folder and with the drills of tests/own beside ours."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "XDG_DATA_HOME": str(folder)}
    server = subprocess.Popen(
        [sys.executable, "-m", "coach", "app", "--no-browser", "--port", str(port), "--rules", str(OWN)], cwd=folder, env=environment,
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )
    try:
        line = server.stdout.readline()
        assert "http://localhost:" in line, line
        yield line.split("at ", 1)[1].split(" ", 1)[0].rstrip(".")
    finally:
        server.terminate()
        server.wait(30)


@pytest.fixture(scope="module")
def browser() -> Iterator:
    path, required = chromium(), os.environ.get("COACH_BROWSER") == "required"
    if path is None:
        (pytest.fail if required else pytest.skip)("no Chromium on this computer (apt-get install chromium); COACH_BROWSER=required insists on one")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield one
        one.close()


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    return tmp_path_factory.mktemp("data")


@pytest.fixture(scope="module")
def address(folder) -> Iterator[str]:
    with serving(folder) as one:
        yield one


def opened(browser, address: str, path: str = "practise", **settings):
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, **settings)
    context.set_default_timeout(WAIT)
    one = context.new_page()
    one.asked, one.wrong = [], []
    one.on("request", lambda request: one.asked.append(request.url))
    one.on("pageerror", lambda error: one.wrong.append(str(error)))
    one.goto(f"{address}/{path}")
    one.get_by_role("heading", name=path.capitalize()).wait_for()
    return one


@pytest.fixture
def page(browser, address) -> Iterator:
    one = opened(browser, address)
    yield one
    assert one.wrong == []
    one.context.close()


def begin(page, drill: str) -> None:
    button = page.get_by_role("button", name=f"{drill} · own")
    if not button.is_visible():
        page.get_by_text("Or one drill").click()
    button.click()
    page.locator(".card").wait_for()


def tab_to(page, *names: str) -> None:
    """Tab until the focus is on one of these."""
    for _ in range(80):
        if page.evaluate(FOCUSED).startswith(names):
            return
        page.keyboard.press("Tab")
    raise AssertionError(f"no {names} can be reached by Tab")


def answer_by_keys(page) -> None:
    """Some answer to whatever stands, by keys that work as soon as it is drawn."""
    card = page.locator(".card")
    if card.locator(".box").count():
        tab_to(page, "TEXTAREA")
        page.keyboard.type("I felt worried on Sunday. Could we talk about it tonight?")
        page.keyboard.press("Control+Enter")
    elif card.locator(".line").count():
        tab_to(page, "INPUT")
        for line in ("Could you cook on Friday?", "Could you cook on Fridays this month?", "Could we share the cooking?"):
            page.keyboard.type(line)
            page.keyboard.press("Tab")
        page.keyboard.press("Shift+Tab")
        page.keyboard.press("Control+Enter")
    else:
        page.keyboard.press("1")
        page.keyboard.press("Control+Enter")
    page.locator(".back .good").wait_for()


def set_by_keys(page) -> int:
    """A whole set, from the card that stands to its end; how many items it had."""
    done = 0
    while page.locator(".card").count():
        place = page.locator(".place").inner_text()
        answer_by_keys(page)
        tab_to(page, "Next", "Finish")
        page.keyboard.press("Enter")
        done += 1
        page.locator(".place").filter(has_text=place).wait_for(state="detached")
    return done


def test_a_whole_set_by_keyboard_alone_and_kept_over_a_restart(browser, tmp_path):
    with serving(tmp_path) as address:
        page = opened(browser, address)
        tab_to(page, "What would help me most")
        page.keyboard.press("Enter")
        page.locator(".card").wait_for()
        assert 6 <= set_by_keys(page) <= 8
        page.get_by_role("heading", name="That was the set.").wait_for()
        assert page.wrong == []
        page.context.close()
    (file,) = tmp_path.rglob("*.sqlite3")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert b"I felt worried on Sunday" not in file.read_bytes()
    with serving(tmp_path) as address:
        page = opened(browser, address, "progress")
        page.get_by_role("heading", name="Week by week").wait_for()
        page.get_by_text("last this week").first.wait_for()
        assert page.get_by_role("img").count() >= 1
        page.context.close()


def test_hint_try_again_one_answer_and_next(page):
    begin(page, "Own: finer")
    page.get_by_role("button", name="A hint").click()
    page.locator(".hints li").wait_for()
    page.get_by_text("bored", exact=True).click()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("button", name="Try again").click()
    page.get_by_text("bored", exact=True).click()
    page.get_by_text("worried", exact=True).click()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("heading", name="That was the set.").wait_for()
    page.get_by_role("button", name="Another set").click()
    page.get_by_text("proud", exact=True).click()
    page.get_by_role("button", name="Answer", exact=True).click()
    page.get_by_role("button", name="Show me one answer").click()
    page.get_by_text("worried · scared").wait_for()


def test_words_are_marked_by_arrows_and_space(page):
    begin(page, "Own: spot")
    while "green chairs" in page.locator(".spot").inner_text():
        page.get_by_role("button", name="Nothing to mark").click()
        page.get_by_role("button", name="Next").or_(page.get_by_role("button", name="Finish")).click()
        page.locator(".card").or_(page.get_by_role("button", name="Another set")).first.wait_for()
        if page.get_by_role("button", name="Another set").count():
            page.get_by_role("button", name="Another set").click()
        page.locator(".spot").filter(has_text="never help").wait_for()
    page.locator(".word").first.focus()
    page.keyboard.press("ArrowRight")
    page.keyboard.press("Space")
    assert page.locator(".word[aria-pressed=true]").all_inner_texts() == ["never"]
    assert page.get_by_role("button", name="These words").count() == 1
    page.keyboard.press("Control+Enter")
    page.locator(".back .good").wait_for()
    assert page.get_by_role("button", name="Try again").count() == 0


def test_pieces_are_put_together_in_the_order_they_are_picked(page):
    begin(page, "Own: build")
    for piece in ("The card was declined", "I felt embarrassed", "I need to know", "Could we look"):
        page.locator(".piece").filter(has_text=piece).click()
    assert page.locator(".built").inner_text().startswith("The card was declined at the till. I felt embarrassed.")
    page.keyboard.press("Control+Enter")
    page.get_by_role("button", name="Finish").wait_for()
    assert page.locator(".lamp.lit").count() == 4


def test_a_half_written_answer_survives_a_look_at_another_page(page):
    begin(page, "Own: turn")
    box = page.locator(".box")
    box.click()
    page.keyboard.type("That sounds crushing, c r c")
    page.wait_for_timeout(1000)
    page.get_by_role("link", name="About", exact=True).click()
    page.get_by_role("heading", name="Handbook").wait_for()
    page.get_by_role("link", name="Practise", exact=True).click()
    box.wait_for()
    assert box.input_value() == "That sounds crushing, c r c"


def test_an_answer_is_kept_by_choice_taken_away_and_erased(page, folder):
    begin(page, "Own: turn")
    page.locator(".box").fill(f"That sounds humiliating, in front of everyone. {SECRET}")
    page.locator(".box").press("Control+Enter")
    keep = page.get_by_label("Keep my answer on this computer")
    assert not keep.is_checked()
    keep.check()
    page.get_by_role("button", name="Finish").click()
    page.get_by_role("heading", name="That was the set.").or_(page.get_by_role("heading", name="Stopped")).wait_for()
    page.get_by_role("link", name="Progress", exact=True).click()
    page.get_by_role("heading", name="Week by week").wait_for()
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as CSV").click()
    rows = list(csv.DictReader(saved.value.path().read_text(encoding="utf-8-sig").splitlines()))
    assert any(row["item"] == "own_turn.01" and SECRET in row["answer"] for row in rows)
    with page.expect_download() as saved:
        page.get_by_role("button", name="Save as JSON").click()
    assert any(SECRET in one["answer"] for one in json.loads(saved.value.path().read_text(encoding="utf-8"))["kept"])
    page.get_by_role("button", name="Erase everything").click()
    page.get_by_role("button", name="Yes, erase it").click()
    page.get_by_text("It is all erased.").wait_for()
    assert SECRET.encode() not in b"".join(path.read_bytes() for path in folder.rglob("*") if path.is_file())


def test_hostile_words_of_a_drill_or_an_answer_fetch_nothing(page, address):
    begin(page, "Own: choose")
    page.locator(".theirs").filter(has_text="evil.example/a.png").wait_for()
    page.locator(".option").last.click()
    page.locator(".back .good").wait_for()
    assert page.locator(".card img, .card script, .card b").count() == 0
    here = address.split("//")[1]
    assert [url for url in page.asked if not url.startswith((f"http://{here}/", "data:", "blob:"))] == []


@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_a_phone_has_no_sideways_scroll_and_room_for_a_thumb(browser, address, scheme):
    page = opened(browser, address, color_scheme=scheme)
    page.set_viewport_size({"width": 390, "height": 800})
    begin(page, "Own: build")
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    assert min(button.bounding_box()["height"] for button in page.locator(".card button:visible").all()) >= 44
    page.context.close()
