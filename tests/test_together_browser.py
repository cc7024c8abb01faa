"""Together and Samples in a real browser: a whole session, a sample tried and revealed, what is downloaded; nothing leaves this computer.

Needs Chromium; skipped without it unless COACH_BROWSER=required.
"""

from collections.abc import Iterator
import os
from pathlib import Path
import re
import socket
import subprocess
import sys

import pytest
from test_browser import ROOT, WAIT, browser  # noqa: F401

pytestmark = pytest.mark.browser

SECRET = "xylophone"
TEXTS = {
    "ordinary": "The library closes at six on Tuesdays and the bus leaves from the other side.",
    "harsh": "You never listen to me. You're so selfish and I'm sick of your lies!!",
    "frightened": "I'm scared of you. You hit me last night and I don't want to come home.",
}
HOSTILE = "![x](https://evil.example/a.png) <img src=https://evil.example/b.png>"
OWN = f"""
[[sample]]
id = "own.hostile"
text = "You always do this {HOSTILE} zebra"
kinds = ["generalisation"]
advice = "communication.i_statements"
relationship = "friend"
register = "text"
verdict = "rewrite"
rewrite = "I'd like to talk about [what happened] {HOSTILE}"
"""
BIG = """nodes => nodes.filter(node => node.checkVisibility() && !node.closest('.st-key-together-foot')
    && [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim())).map(node => [parseFloat(getComputedStyle(node).fontSize), node.textContent])"""
BONES = """root => { const walk = node => node.tagName + '.' + [...node.classList].filter(name => !/\\d/.test(name)).sort().join('.') + '(' + [...node.children].map(walk).join() + ')';
    return walk(root); }"""


@pytest.fixture(scope="module")
def address(tmp_path_factory) -> Iterator[str]:
    """The app with a folder of one's own samples and a data folder of the test's."""
    own, home = tmp_path_factory.mktemp("own"), tmp_path_factory.mktemp("home")
    (own / "samples").mkdir()
    (own / "samples" / "drafts.toml").write_text(OWN, encoding="utf-8")
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        port = one.getsockname()[1]
    environment = {**os.environ, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "XDG_DATA_HOME": str(home)}
    server = subprocess.Popen(
        [sys.executable, "-m", "coach", "app", "--no-browser", "--port", str(port), "--rules", str(own)], cwd=home, env=environment,
        stdout=subprocess.PIPE, text=True, encoding="utf-8",
    )
    line = server.stdout.readline()
    assert "http://localhost:" in line, line
    yield line.split("at ", 1)[1].split(" ", 1)[0].rstrip(".")
    server.terminate()
    server.wait(30)


@pytest.fixture
def page(browser, address) -> Iterator:  # noqa: F811
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True, timezone_id="America/New_York")
    context.set_default_timeout(WAIT)
    one = context.new_page()
    one.asked, one.wrong = [], []
    one.on("request", lambda request: one.asked.append(request.url))
    one.on("pageerror", lambda error: one.wrong.append(str(error)))
    yield one
    here = address.split("//")[1]
    assert [url for url in one.asked if not url.startswith((f"http://{here}/", f"ws://{here}/", "data:", "blob:"))] == []
    assert one.wrong == []
    context.close()


def press(page, label: str, then: str = "") -> None:
    """Press a button; wait for the next card's heading."""
    page.get_by_role("button", name=label, exact=True).click(delay=120)
    if then:
        page.get_by_role("heading", name=then, exact=True).wait_for()


def write(page, label: str, text: str) -> None:
    box = page.get_by_label(label, exact=True)
    box.fill(text)
    box.press("Tab")


def begin(page, address: str, first: str = "Sam", second: str = "Alex") -> None:
    page.goto(f"{address}/together")
    write(page, "One name", first)
    write(page, "The other name", second)
    write(page, "What it is about", "the dishes")
    press(page, "Begin", "Before you start")


def gone(page, word: str) -> None:
    """Neither the page nor a box in it holds the word, once the old card has left."""
    page.wait_for_function(
        "word => !document.documentElement.outerHTML.includes(word) && ![...document.querySelectorAll('textarea, input')].some(box => box.value.includes(word))", arg=word,
    )


def fits(page) -> None:
    """Large enough for a projector, and nothing to scroll sideways."""
    small = [one for one in page.locator(".st-key-together *").evaluate_all(BIG) if one[0] < 28]
    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")


def test_a_whole_session_together(page, address):
    begin(page, address)
    fits(page)
    press(page, "We are both ready", "Pass the device to Sam")
    for name in ("Sam", "Alex"):
        assert name in page.locator(".floor-turns [aria-current]").inner_text()
        press(page, "I have it", "Write it the way it comes")
        fits(page)
        write(page, "Only for you", f"{TEXTS['harsh']} {SECRET} {name}")
        press(page, "Done", "Your words are put away")
        gone(page, SECRET)
        press(page, "Look at them, alone", "Only for you")
        page.get_by_text(SECRET).wait_for()
        fits(page)
        if name == "Sam":
            write(page, "What I want to say aloud, in up to three sentences", "I felt alone at dinner.")
        press(page, "Clear what I wrote and go on", "Pass the device to Alex" if name == "Sam" else "Who speaks first?")
        gone(page, SECRET)
    page.get_by_role("button", name="I speak first").first.click(delay=120)
    page.get_by_role("heading", name="Sam speaks").wait_for()
    assert page.get_by_text("I felt alone at dinner.").count() == 0
    press(page, "Show my words")
    page.get_by_text("I felt alone at dinner.").wait_for()

    timer = page.get_by_role("timer")
    assert timer.inner_text() == "5 minutes"
    press(page, "Start the timer")
    press(page, "Stop the timer")
    page.get_by_role("button", name="Go on", exact=True).wait_for()
    fits(page)

    press(page, "I have said it", "Alex says back what arrived")
    press(page, "Pause")
    title = page.get_by_role("heading", name=re.compile(r"A pause, until \d{1,2}:\d\d [ap]m"))
    title.wait_for()
    in_new_york = page.evaluate("new Date(Date.now() + 20 * 60000).toLocaleTimeString('en-US', {hour: 'numeric', minute: '2-digit'}).toLowerCase().replace(/\\s/g, ' ')")
    minutes = [int(hour) % 12 * 60 + int(minute) for hour, minute in (re.search(r"(\d+):(\d+)", one).groups() for one in (title.inner_text(), in_new_york))]
    assert (minutes[1] - minutes[0]) % 720 <= 2
    fits(page)
    press(page, "We are both back", "Alex says back what arrived")
    press(page, "I have said it back", "Sam, did Alex get it?")
    press(page, "Not quite yet", "Sam says the part that is missing")
    press(page, "I have said it", "Alex says back what arrived")
    press(page, "I have said it back", "Sam, did Alex get it?")
    press(page, "Yes, that is it", "Sam, is there more?")
    press(page, "That is all for now", "Alex speaks")
    press(page, "I have said it", "Sam says back what arrived")
    press(page, "I have said it back", "Alex, did Sam get it?")
    press(page, "Yes, that is it", "Alex, is there more?")
    press(page, "That is all for now", "You have both spoken, and both listened")
    press(page, "Finish: one ask, one thank-you", "Sam: one ask, one thank-you")
    write(page, "One small thing I ask of you", "Phones away at dinner & <b>no</b> news")
    write(page, "One thing I thank you for", "the tea on Sunday")
    press(page, "Done", "Alex: one ask, one thank-you")
    press(page, "Done", "To take home")
    fits(page)
    with page.expect_download() as coming:
        press(page, "Download the sheet")
    sheet = Path(coming.value.path()).read_text(encoding="utf-8")
    assert "Phones away at dinner &amp; &lt;b&gt;no&lt;/b&gt; news" in sheet
    assert "the tea on Sunday" in sheet and "Sam" in sheet and "Alex" in sheet
    assert SECRET not in sheet and "selfish" not in sheet and "I felt alone" not in sheet
    assert not re.search(r"<script|src=|href=|url\(", sheet)
    press(page, "Finish, and clear everything", "Together")
    assert page.get_by_label("One name").input_value() == ""


def test_the_private_card_has_the_same_bones_for_every_text(page, address):
    seen = {}
    begin(page, address)
    press(page, "We are both ready", "Pass the device to Sam")
    for kind, text in TEXTS.items():
        press(page, "I have it", "Write it the way it comes")
        write(page, "Only for you", text)
        press(page, "Done", "Your words are put away")
        press(page, "Look at them, alone", "Only for you")
        page.get_by_text("Good already").wait_for()
        for last in ("together_do_away", "together_leave"):
            page.locator(f".st-key-{last}").wait_for()
        page.wait_for_function("!document.querySelector('[data-stale=true]') && !document.querySelector('[data-testid=stStatusWidget]')")
        seen[kind] = (page.locator(".st-key-together").evaluate(BONES), page.locator(".st-key-together").inner_text().replace(text, "…"))
        press(page, "Pause")
        press(page, "We are both back", "Pass the device to Sam")
    assert seen["ordinary"][0] == seen["harsh"][0] == seen["frightened"][0]
    assert seen["ordinary"][1] == seen["frightened"][1]
    assert "lies" not in seen["harsh"][1].split("…", 1)[0]


def test_the_cards_go_by_keyboard_alone_and_the_timer_ends_without_a_sound(page, address):
    page.clock.install()
    begin(page, address)
    next_ = lambda heading: (page.keyboard.press("Control+Enter"), page.get_by_role("heading", name=heading, exact=True).wait_for())  # noqa: E731
    next_("Pass the device to Sam")
    for then in ("Pass the device to Alex", "Who speaks first?"):
        next_("Write it the way it comes")
        page.get_by_label("Only for you", exact=True).focus()
        page.keyboard.type(f"You never listen {SECRET}")
        next_("Your words are put away")
        next_("Only for you")
        page.locator(".st-key-together-words").get_by_text(f"You never listen {SECRET}").wait_for()
        page.get_by_role("button", name="Clear what I wrote and go on").press("Enter")
        page.get_by_role("heading", name=then).wait_for()
    page.get_by_role("button", name="I speak first").first.press("Enter")
    page.get_by_role("heading", name="Sam speaks").wait_for()
    page.get_by_role("button", name="Start the timer").press("Enter")
    for seconds, said in ((1, "5 minutes"), (61, "4 minutes"), (200, "The last minute"), (60, "Time. Finish your sentence.")):
        page.clock.fast_forward(seconds * 1000)
        page.get_by_role("timer").get_by_text(said).wait_for()
    page.get_by_role("button", name="Start again").wait_for()
    next_("Alex says back what arrived")
    page.get_by_role("timer").get_by_text("5 minutes").wait_for()


def test_more_support_and_back_to_the_same_card(page, address):
    begin(page, address, HOSTILE, "Alex")
    page.get_by_role("link", name="More support").click()
    page.get_by_role("heading", name="More support").wait_for()
    page.get_by_text("call your local emergency number").first.wait_for()
    page.get_by_role("link", name="Back to Together").click()
    page.get_by_role("heading", name="Before you start").wait_for()
    assert page.locator(".st-key-together img").count() == 0
    press(page, "We are both ready")
    press(page, "I have it", "Write it the way it comes")
    write(page, "Only for you", SECRET)
    press(page, "Done", "Your words are put away")
    page.get_by_role("link", name="Samples", exact=True).click()
    page.get_by_label("A word in it").wait_for()
    page.get_by_role("link", name="Together", exact=True).click()
    page.get_by_role("heading", name="Pass the device to").wait_for()
    press(page, "I have it", "Write it the way it comes")
    assert page.get_by_label("Only for you", exact=True).input_value() == ""


def test_a_drill_aloud_on_a_phone(page, address):
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto(f"{address}/together")
    page.get_by_text("A drill first").click(delay=120)
    page.get_by_label("Which drill").wait_for()
    press(page, "Begin", "Before you start")
    press(page, "We are both ready")
    for turn in range(6):
        assert page.locator(".floor-turns [aria-current]").inner_text().startswith("AB"[turn % 2])
        press(page, "Show an answer")
        page.get_by_text("One answer that works").wait_for()
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        press(page, "Go on")
        page.get_by_text("One answer that works").wait_for(state="detached")
    page.get_by_role("heading", name="That was the drill").wait_for()


def test_a_sample_is_tried_revealed_and_taken_along_on_paper(page, address):
    page.goto(f"{address}/samples")
    page.get_by_label("A word in it").fill("zebra")
    page.get_by_label("A word in it").press("Enter")
    page.get_by_text(re.compile(r"^1 of \d+ samples")).wait_for()
    assert page.get_by_text("Another way", exact=True).count() == 0
    page.get_by_text("On the worksheet").click()
    for label, answered in (("Download to fill in", False), ("Download with answers", True)):
        with page.expect_download() as coming:
            press(page, label)
        paper = Path(coming.value.path()).read_text(encoding="utf-8")
        assert "You always do this" in paper and "<img" not in paper
        assert ("to talk about" in paper) is answered

    press(page, "Try your own")
    write(page, "Your own way to say it", "You're so selfish.")
    page.get_by_role("button", name="Look at mine").click(delay=120)
    page.get_by_text("could still land hard").wait_for()
    assert page.get_by_text("Another way", exact=True).count() == 0
    press(page, "Show the other way")
    page.locator(".pair-after").get_by_text("I'd like to talk about").wait_for()
    assert page.locator(".pair mark sup").first.inner_text() == page.locator(".pair-number").first.inner_text() == "1"
    assert page.locator(".pair img").count() == 0
    press(page, "Practise this")
    page.get_by_text("From the samples").wait_for()
    page.get_by_text("You always do this").first.wait_for()
