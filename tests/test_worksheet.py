"""The printed sheet: everything on it, nothing run, nothing fetched, and it fits the page."""

from html import escape
from html.parser import HTMLParser
import os
from pathlib import Path
import shutil
import subprocess
import sys

import pytest

from coach.practice.drills import LEAVE, drills
from coach.practice.library import samples
from coach.practice.scoring import solution
from coach.practice.worksheet import page, take_home, worksheet

DRILLS = drills()
TYPES = {drill.type: drill for drill in DRILLS}
HOSTILE = '<script>alert(1)</script><img src="https://evil.example/a.png" onerror="x">&amp;'
VOID = frozenset(["meta", "br", "img", "link"])


class Read(HTMLParser):
    """What a page holds: tags, texts, and addresses; whether every tag is closed."""

    def __init__(self, source: str):
        super().__init__()
        self.tags: list[str] = []
        self.open: list[str] = []
        self.links: list[str] = []
        self.text = ""
        self.feed(source)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.links += [value for name, value in attrs if name in ("src", "href", "action", "style") or name.startswith("on")]
        if tag not in VOID:
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.text += data


def flat(text: str) -> str:
    return " ".join(text.split())


@pytest.mark.parametrize("drill", DRILLS, ids=lambda drill: drill.id)
@pytest.mark.parametrize("answers", [False, True])
def test_a_drill_is_all_there(drill, answers):
    read = Read(worksheet([drill], answers=answers, title="Week one"))
    assert read.open == []
    assert not {"script", "link", "img", "iframe", "form", "a"} & set(read.tags)
    assert read.links == []
    text = flat(read.text)
    assert "Week one" in text
    assert drill.worked.because in text
    for item in drill.items:
        for words in (item.text, item.partner, item.scene, *item.options):
            assert flat(words) in text
    shown = sum(flat(solution(item)) in text for item in drill.items if item.written and not item.fine)
    assert (shown == sum(item.written and not item.fine for item in drill.items)) is answers or not any(item.written for item in drill.items)
    assert "Sources" in text
    assert "Stella Nova" in text


def test_without_answers_no_reason_gives_one_away():
    drill = TYPES["sort"]
    assert drill.items[0].why not in worksheet([drill], answers=False, title="x")
    assert flat(drill.items[0].why) in flat(Read(worksheet([drill], answers=True, title="x")).text)


def test_pieces_are_not_in_the_order_of_the_answer():
    drill = TYPES["build"]
    text = worksheet([drill], answers=False, title="x")
    orders = [[text.find(escape(words), text.find(f"<h3>{number}.")) for _, words in item.parts] for number, item in enumerate(drill.items, 1) if not item.fine]
    assert sum(order != sorted(order) for order in orders) > len(orders) / 2
    assert LEAVE in text


def test_samples_with_numbered_reasons(coach):
    some = samples()[:3]
    read = Read(worksheet(some, answers=True, title="Samples", coach=coach))
    for one in some:
        assert flat(one.after) in flat(read.text)
        assert one.why in read.text
    assert read.tags.count("mark") == len(some)
    plain = Read(worksheet(some, answers=False, title="Samples"))
    assert all(flat(one.after) not in flat(plain.text) for one in some)
    assert "mark" not in plain.tags


def test_everything_is_escaped():
    read = Read(page(HOSTILE, "") + take_home([(HOSTILE, HOSTILE, HOSTILE), ("B", "", "")], title=HOSTILE))
    assert not {"script", "img"} & set(read.tags)
    assert read.links == []
    assert HOSTILE in read.text


def test_the_last_sheet_leaves_room_for_what_is_not_said_yet():
    said, silent = take_home([("Ana", "Could you call on Sunday?", "The soup.")], title="Ours"), take_home([("Ana", "", " ")], title="Ours")
    assert "Could you call on Sunday?" in said
    assert said.count('class="rule"') == 0
    assert silent.count('class="rule"') == 4


def run(*args: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "coach", "worksheet", *args], capture_output=True, text=True, encoding="utf-8", check=False)


def test_by_command(tmp_path):
    out = tmp_path / "sheet.html"
    assert run("--drill", DRILLS[0].id, "--sample", samples()[0].id, "--title", "Ours & theirs", "--out", str(out)).returncode == 0
    text = Read(out.read_text(encoding="utf-8")).text
    assert "Ours & theirs" in text
    assert DRILLS[0].items[0].text in text
    assert flat(samples()[0].partner) in flat(text)
    to_screen = run("--drill", DRILLS[0].id, "--answers")
    assert to_screen.returncode == 0
    assert to_screen.stdout.startswith("<!doctype html>")


@pytest.mark.parametrize("args", [(), ("--drill", "nonsense")])
def test_bad_usage_says_what_there_is(args):
    ran = run(*args)
    assert ran.returncode == 2
    assert DRILLS[0].id in ran.stderr


@pytest.mark.browser
def test_it_prints(coach, tmp_path):
    """Through Chromium to PDF: every page the paper's size, no line cut off at its side, nothing asked of the network."""
    path = os.environ.get("COACH_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
    if path is None:
        (pytest.fail if os.environ.get("COACH_BROWSER") == "required" else pytest.skip)("no Chromium on this computer")
    from playwright.sync_api import sync_playwright

    source = tmp_path / "sheet.html"
    source.write_text(worksheet([*TYPES.values(), *samples()[:4]], answers=True, title="Practice sheet", coach=coach), encoding="utf-8")
    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        one = browser.new_page(viewport={"width": 390, "height": 800})
        asked: list[str] = []
        one.on("request", lambda request: asked.append(request.url))
        one.goto(source.as_uri())
        assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
        one.emulate_media(media="print")
        one.set_viewport_size({"width": 680, "height": 1000})
        assert one.evaluate("document.documentElement.scrollWidth <= innerWidth")
        printed = Path(tmp_path / "sheet.pdf")
        one.pdf(path=str(printed), format="A4", prefer_css_page_size=False)
        browser.close()
    assert asked == [source.as_uri()]
    assert printed.read_bytes().startswith(b"%PDF")
    assert printed.stat().st_size > 20_000
