"""The pages in a real browser: by keyboard alone, and nothing leaves this computer.

Needs Chromium; skipped without it unless COACH_BROWSER=required.
"""

from collections.abc import Iterator
import os
from pathlib import Path
import shutil
import socket
import subprocess
import sys
import urllib.error
import urllib.request

import pytest

pytestmark = pytest.mark.browser

ROOT = Path(__file__).parent.parent
HARSH = "You never listen to me. Last night at dinner you were on your phone the whole time. You're so selfish!!"
HOSTILE = [
    "You never listen to me ![x](https://evil.example/a.png) [link](https://evil.example/l)",
    "You're so selfish <img src=https://evil.example/b.png onerror=alert(1)> <script src=https://evil.example/c.js></script>",
    "You always do this <style>@import 'https://evil.example/d.css'; body{background:url(https://evil.example/e.png)}</style> $\\href{https://evil.example}{x}$",
]
WAIT = 120_000
"""Milliseconds a page may take on a busy machine, the reading of the rules included; nothing is timed."""


def chromium() -> str | None:
    return os.environ.get("COACH_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


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
def address(tmp_path_factory) -> Iterator[str]:
    """The app as it is started by a person, from some other folder, at a free port."""
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1"}
    server = subprocess.Popen(
        [sys.executable, "-m", "coach", "app", "--no-browser", "--port", str(port)], cwd=tmp_path_factory.mktemp("elsewhere"), env=environment,
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )
    line = server.stdout.readline()
    assert "http://localhost:" in line, line
    yield line.split("at ", 1)[1].split(" ", 1)[0].rstrip(".")
    server.terminate()
    server.wait(30)


@pytest.fixture
def page(browser, address) -> Iterator:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, permissions=["clipboard-read", "clipboard-write"])
    context.set_default_timeout(WAIT)
    one = context.new_page()
    one.asked = []
    one.on("request", lambda request: one.asked.append(request.url))
    one.on("websocket", lambda socket_: one.asked.append(socket_.url))
    one.wrong = []
    one.on("pageerror", lambda error: one.wrong.append(str(error)))
    one.goto(address)
    one.get_by_label("Your message").wait_for()
    yield one
    context.close()


def check(page, text: str) -> None:
    box = page.get_by_label("Your message")
    box.click()
    box.fill(text)
    box.press("Control+Enter")


def test_a_harsh_draft_by_keyboard_from_mark_to_use_this(page):
    check(page, HARSH)
    mark = page.get_by_role("button", name="You're so selfish")
    mark.wait_for()
    mark.focus()
    page.keyboard.press("Enter")
    assert mark.get_attribute("aria-expanded") == "true"
    assert mark.evaluate("node => node.matches(':focus')")
    page.keyboard.press("Escape")
    assert mark.get_attribute("aria-expanded") == "false"

    card = page.get_by_role("article", name="Close to your words")
    card.wait_for()
    choices = card.locator("fieldset").all()
    choices[0].get_by_role("radio").first.focus()
    page.keyboard.press("Space")
    for other in choices[1:]:
        other.get_by_role("radio").last.focus()
        page.keyboard.press("Space")
        page.keyboard.type("on Sunday")
        page.keyboard.press("Tab")
    for blank in card.get_by_role("textbox").all():
        if not blank.input_value():
            blank.fill("that")
            blank.press("Tab")
    sentence = card.locator(".sentence").inner_text()
    assert "[" not in sentence and "/" not in sentence
    card.get_by_role("button", name="Copy").click()
    card.get_by_text("Copied.", exact=True).wait_for()
    assert page.evaluate("navigator.clipboard.readText()") == sentence
    card.get_by_role("button", name="Use this").click()
    page.get_by_role("button", name="You're so selfish").wait_for(state="detached")
    assert page.get_by_label("Your message").input_value() == sentence
    assert page.wrong == []


def test_a_blank_is_filled_in_place_and_read_at_the_top(page):
    check(page, "You're so selfish.")
    card = page.locator("article").filter(has=page.locator("input.blank:not(.other)")).first
    card.locator("input.blank:not(.other)").first.fill("the car came back empty")
    assert "the car came back empty" in card.locator(".sentence").inner_text()


def test_copy_says_when_a_place_is_still_open(page):
    check(page, HARSH)
    card = page.get_by_role("article", name="Close to your words")
    card.get_by_role("button", name="Copy").click()
    card.get_by_role("status").get_by_text("is still open").wait_for()


def test_not_in_this_case_takes_the_mark_away(page):
    check(page, HARSH)
    mark = page.get_by_role("button", name="You're so selfish")
    mark.click()
    page.get_by_role("button", name="Not in this case").click()
    mark.wait_for(state="detached")
    assert page.get_by_role("button", name="You never listen").count() == 1


def test_keep_mine_and_clear_everything(page):
    check(page, HARSH)
    page.get_by_role("article", name="Close to your words").get_by_role("button", name="Keep mine").click()
    page.get_by_text("Your words stay as they are.").wait_for()
    page.get_by_role("button", name="Clear everything").click()
    page.get_by_text("Your words stay as they are.").wait_for(state="detached")
    assert page.get_by_label("Your message").input_value() == ""


def test_the_draft_survives_a_visit_to_another_page(page):
    box = page.get_by_label("Your message")
    box.fill("half a thought")
    box.blur()
    page.get_by_role("link", name="About", exact=True).click()
    page.get_by_role("heading", name="Handbook").wait_for()
    page.get_by_role("link", name="Check", exact=True).click()
    box.wait_for()
    assert box.input_value() == "half a thought"


def test_a_phone_has_no_sideways_scroll_and_opens_a_card_below_its_mark(page):
    page.set_viewport_size({"width": 390, "height": 800})
    check(page, HARSH)
    mark = page.get_by_role("button", name="You're so selfish")
    mark.click()
    card = page.locator(".card")
    card.wait_for()
    assert card.bounding_box()["y"] >= mark.bounding_box()["y"]
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_nothing_leaves_this_computer(page, address):
    for text, file in zip(HOSTILE, ("a.png", "b.png", "d.css"), strict=True):
        page.get_by_label("Your message").fill(text)
        if not page.get_by_label("What they said").is_visible():
            page.get_by_text("Replying to something?").click()
        page.get_by_label("What they said").fill(text)
        page.get_by_label("What they said").press("Tab")
        page.get_by_role("button", name="Check", exact=False).first.click()
        page.locator(".wrap .text").filter(has_text=file).wait_for()
        page.locator("article").first.wait_for()
        page.locator("article details").evaluate_all("nodes => nodes.forEach(node => { node.open = true })")
        assert page.locator("img[src*=evil], script[src*=evil], a[href*=evil], .text img, .text style").count() == 0
    page.get_by_role("link", name="About", exact=True).click()
    page.get_by_role("heading", name="People to talk to").wait_for()
    here = address.split("//")[1]
    away = [url for url in page.asked if not url.startswith((f"http://{here}/", f"ws://{here}/", "data:", "blob:"))]
    assert away == []
    assert len(page.asked) > 10


@pytest.mark.parametrize("headers", [{"Host": "evil.example"}, {"Origin": "http://evil.example"}, {"Origin": "null"}])
@pytest.mark.parametrize("path", ["/", "/_stcore/health", "/_stcore/host-config"])
def test_a_foreign_host_or_origin_is_turned_away(address, headers, path):
    with pytest.raises(urllib.error.HTTPError) as refused:
        urllib.request.urlopen(urllib.request.Request(address + path, headers=headers))
    assert refused.value.code == 403


def test_a_websocket_of_a_foreign_page_is_turned_away(address):
    from websockets.exceptions import InvalidStatus
    from websockets.sync.client import connect

    with pytest.raises(InvalidStatus) as refused:
        connect(address.replace("http", "ws") + "/_stcore/stream", origin="http://evil.example")
    assert refused.value.response.status_code == 403


def test_what_is_served_may_fetch_nothing_from_elsewhere(address):
    answer = urllib.request.urlopen(address)
    assert "default-src 'none'" in answer.headers["Content-Security-Policy"]
    assert answer.headers["Referrer-Policy"] == "no-referrer"
    assert answer.headers["X-Content-Type-Options"] == "nosniff"


def test_a_busy_port_gives_way_to_the_next(address):
    from coach.ui.launch import door

    busy = int(address.rsplit(":", 1)[1])
    with door(busy) as one:
        assert busy < one.getsockname()[1] <= busy + 20
