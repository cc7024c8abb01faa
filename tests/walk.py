"""A visit to every page, with words in every box there is: for the tests of what leaves, what stays and what is drawn.

Also the app as a person starts it, in a home of its own, so that all it writes can be looked at.
"""

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
import os
from pathlib import Path
import re
import shutil
import signal
import socket
import subprocess
import sys

ROOT = Path(__file__).parent.parent
OWN = Path(__file__).parent / "own"
HEADINGS = {"Check": "Before you send it", "About": "About the coach"}
PAGES = ("", "practise", "together", "samples", "progress", "about")
WAIT = int(os.environ.get("COACH_WAIT", "120000"))
"""Milliseconds a page may take on a busy machine; nothing is timed."""

HOSTILE = (
    "![x](https://evil.example/a.png) <img src=https://evil.example/b.png onerror=alert(1)> <style>@import 'https://evil.example/c.css'</style> "
    "[link](https://evil.example/d) [run](javascript:alert(1)) :material/delete: :smile: :red[loud] :blue-badge[x] $\\href{https://evil.example/e}{x}$ "
    "<script src=https://evil.example/f.js></script> <a href=//evil.example/g>g</a> <svg/onload=alert(1)> www.evil.example &lt;b&gt; `code` **bold** # {{x}} %s"
)
LITERAL = ("![x](https://evil.example/a.png)", "<img src=https://evil.example/b.png onerror=alert(1)>", ":material/delete:", ":smile:", ":red[loud]", "$\\href{https://evil.example/e}{x}$", "**bold**")
"""Pieces of it that have to be read on the page letter for letter."""

MARK = "zqx"
"""Every word typed in a visit that may not stay begins with it."""

ODD = r"""() => { const odd = []; const look = (root) => { for (const node of root.querySelectorAll('*')) {
    for (const one of node.attributes) {
      if (one.name.startsWith('on')) odd.push(node.outerHTML.slice(0, 200));
      if (['src', 'href', 'srcset', 'action', 'data', 'poster', 'style', 'xlink:href'].includes(one.name) && /evil\.example|javascript:/i.test(one.value)) odd.push(node.outerHTML.slice(0, 200)); }
    if (node.tagName === 'STYLE' && /evil/.test(node.textContent)) odd.push(node.textContent.slice(0, 200));
    if (node.classList.contains('katex')) odd.push(node.outerHTML.slice(0, 200));
    if (node.shadowRoot) look(node.shadowRoot); } }; look(document); return odd; }"""
TEXT = "() => { let out = ''; const look = (root) => { for (const node of root.querySelectorAll('*')) { for (const one of node.childNodes) if (one.nodeType === 3) out += one.data; if (node.shadowRoot) look(node.shadowRoot); } }; look(document.body); return out; }"
KEPT = """async () => JSON.stringify([{...localStorage}, {...sessionStorage}, document.cookie, location.href, history.length, (await indexedDB.databases()).map((one) => one.name), (await caches.keys())])"""


def chromium() -> str | None:
    return os.environ.get("COACH_CHROMIUM") or next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)


@contextmanager
def browsing(missing: Callable[[str], None]) -> Iterator:
    """A browser. missing: called where there is none."""
    path = chromium()
    if path is None:
        missing("no Chromium on this computer (apt-get install chromium)")
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        one = play.chromium.launch(executable_path=path, args=["--no-sandbox"])
        yield one
        one.close()


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return one.getsockname()[1]


@dataclass
class Served:
    """A running app. home: all it may write lies under it; log: what it prints."""

    process: subprocess.Popen
    address: str
    home: Path
    log: Path

    def said(self) -> str:
        return self.log.read_text(encoding="utf-8", errors="replace")


def environment(home: Path, **more: str) -> dict[str, str]:
    """A home, data, cache and temporary folder of its own, and nothing else of this computer's."""
    for name in ("data", "cache", "tmp"):
        (home / name).mkdir(parents=True, exist_ok=True)
    plain = {name: value for name, value in os.environ.items() if not name.startswith(("XDG_", "STREAMLIT_", "COACH_RULES"))}
    return {
        **plain, "PYTHONPATH": str(ROOT), "PYTHONUNBUFFERED": "1", "PYTHONDONTWRITEBYTECODE": "1", "HOME": str(home), "XDG_DATA_HOME": str(home / "data"),
        "XDG_CACHE_HOME": str(home / "cache"), "TMPDIR": str(home / "tmp"), **more,
    }


def stop(process: subprocess.Popen, how: int = signal.SIGTERM) -> None:
    """End a process and all it started."""
    for one in (how, signal.SIGKILL):
        with suppress(ProcessLookupError):
            os.killpg(process.pid, one)
        with suppress(subprocess.TimeoutExpired):
            process.wait(30)
            return


@contextmanager
def serving(home: Path, *args: str, before: Sequence[str] = (), port: int = 0, env: dict[str, str] | None = None, ready: str = "http://localhost:", **how) -> Iterator[Served]:
    """The app as a person starts it. before: a command that runs it (strace …). ready: what it prints when it can be reached."""
    log = home / "log.txt"
    home.mkdir(parents=True, exist_ok=True)
    with log.open("wb") as out:
        process = subprocess.Popen(
            [*before, sys.executable, "-m", "coach", "app", "--no-browser", "--port", str(port or free_port()), *args], cwd=home, env=env or environment(home),
            stdout=out, stderr=subprocess.STDOUT, start_new_session=True, **how,
        )
    try:
        one = Served(process, "", home, log)
        for _ in range(WAIT // 50):
            found = re.search(r"https?://[\w.\[\]:-]+:\d+", one.said()) if ready in one.said() else None
            if found or process.poll() is not None:
                break
            try:
                process.wait(0.05)
            except subprocess.TimeoutExpired:
                continue
        assert found, one.said()
        one.address = found.group()
        yield one
    finally:
        stop(process)


def opened(browser, address: str, path: str = "", **settings):
    """A page that notes what it asks for, from where, and what goes wrong in it."""
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, "accept_downloads": True, **settings})
    context.set_default_timeout(WAIT)
    page = context.new_page()
    page.asked, page.wrong, page.dialogs = [], [], []
    page.on("request", lambda request: page.asked.append(request.url))
    page.on("websocket", lambda one: page.asked.append(one.url))
    page.on("pageerror", lambda error: page.wrong.append(str(error)))
    page.on("dialog", lambda dialog: (page.dialogs.append(dialog.message), dialog.dismiss()))
    page.goto(f"{address}/{path}")
    settled(page)
    return page


def settled(page) -> None:
    """Wait until the page is drawn and nothing more is on its way."""
    page.wait_for_function("() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]') && document.querySelector('[data-testid=stMainBlockContainer] [data-testid=stElementContainer]')")
    page.wait_for_timeout(400)
    page.wait_for_function("() => document.querySelector('[data-testid=stApp][data-test-script-state=notRunning]') && !document.querySelector('[data-stale=true]')")


def away(page, address: str) -> list[str]:
    """What was asked for from anywhere but the app."""
    here = address.split("//")[1]
    return [url for url in page.asked if not re.match(rf"(?:(?:https?|wss?)://{re.escape(here)}/|data:|blob:)", url)]


@dataclass
class Visit:
    """A person's visit. words: what to type in a box, by its name; look: called at each place, with the place's name."""

    page: object
    look: Callable[[str], None]
    tail: str = HOSTILE
    typed: list[str] = field(default_factory=list)

    def words(self, name: str, before: str = "") -> str:
        said = f"{before} {MARK}{name} {self.tail}".strip()
        self.typed.append(f"{MARK}{name}")
        return said

    def press(self, name: str | re.Pattern, nth: int = 0) -> None:
        self.page.get_by_role("button", name=name, exact=isinstance(name, str)).nth(nth).click(delay=120)
        settled(self.page)

    def write(self, label: str, words: str) -> None:
        box = self.page.get_by_label(label, exact=True)
        box.fill(words)
        box.press("Tab")
        settled(self.page)

    def go(self, name: str) -> None:
        self.page.get_by_role("link", name=name, exact=True).first.click()
        self.page.wait_for_url(re.compile(rf"/{name.lower() if name != 'Check' else ''}$"))
        self.page.get_by_role("heading", name=HEADINGS.get(name, name)).first.wait_for()
        settled(self.page)

    def check(self) -> None:
        """Check: a draft, a reply, every mark and fold, a choice and a blank filled, set aside, kept, used."""
        page = self.page
        page.get_by_label("Your message").fill(self.words("draft", "You never listen to me. You're so selfish!! I felt alone at dinner."))
        self.press(re.compile("^Check"))
        page.locator("article").first.wait_for()
        page.locator("article details").evaluate_all("nodes => nodes.forEach((node) => { node.open = true })")
        for mark in page.locator("button.mark").all()[:3]:
            mark.click()
        self.look("a draft")
        if page.get_by_role("button", name="Not in this case").count():
            self.press("Not in this case")
        page.get_by_label("Your message").fill("You're so selfish.")
        self.press(re.compile("^Check"))
        blank = page.locator("article input.blank:not(.other)").first
        blank.fill(self.words("blank"))
        blank.press("Tab")
        settled(page)
        self.look("a filled rewrite")
        page.locator("article").filter(has=page.locator("input.blank:not(.other)")).first.get_by_role("button", name="Use this").click(delay=120)
        settled(page)
        self.look("a rewrite in use")
        page.get_by_text("Replying to something?").click()
        self.write("What they said", self.words("theirs", "I had an awful day and my boss shouted at me."))
        page.get_by_label("Your message").fill(self.words("reply", "You should just quit. An awful day? Mine was worse."))
        self.press(re.compile("^Check"))
        page.get_by_text("What they may need").wait_for()
        self.look("a reply")
        page.get_by_label("What they said").fill("")
        page.get_by_label("Your message").fill(self.words("frightened", "I'm scared of you. You hit me last night."))
        self.press(re.compile("^Check"))
        self.look("words about safety")

    def practise(self) -> None:
        """Practise: something written, half written, marked wrong, kept by choice; and lines."""
        page = self.page
        for name, keep in (("turn", True), ("write", False)):
            self.begin(name)
            page.locator(".box").fill(self.words(f"half{name}"))
            page.wait_for_timeout(900)
            kept = self.words(f"answer{name}", "You always forget everything.") if not keep else f"That sounds humiliating. kept {self.tail}"
            page.locator(".box").fill(kept)
            page.locator(".box").press("Control+Enter")
            page.locator(".back .good").wait_for()
            self.look(f"an answer ({name})")
            if keep:
                page.get_by_label("Keep my answer on this computer").check()
            page.get_by_role("button", name=re.compile("^(Finish|Next)$")).click()
            settled(page)
            self.leave()
        for name in ("ladder", "sides"):
            self.begin(name)
            for at, one in enumerate(page.locator(".card input.line").all()):
                one.fill(self.words(f"{name}{at}"))
            page.locator(".card input.line").first.press("Control+Enter")
            page.locator(".back .good").wait_for()
            self.look(f"lines ({name})")
            self.leave()

    def begin(self, drill: str) -> None:
        name = f"Own: {drill} · own"
        if not self.page.get_by_role("button", name=name).is_visible():
            self.page.get_by_text("Or one drill").click()
            settled(self.page)
        settled(self.page)
        self.page.get_by_role("button", name=name).click(delay=120)
        self.page.locator(".card").wait_for()
        settled(self.page)

    def leave(self) -> None:
        if self.page.get_by_role("button", name="Stop here").count():
            self.press("Stop here")
        self.press("Choose something else")

    def together(self, end: bool = True) -> None:
        """Together: both write, look, speak, ask and thank. end: finish and clear; else stop on the last card."""
        page = self.page
        self.write("One name", self.words("sam"))
        self.write("The other name", "<b>Alex</b> :smile:")
        self.write("What it is about", self.words("topic"))
        self.press("Begin")
        self.look("names")
        self.press("We are both ready")
        for at in ("one", "two"):
            self.press("I have it")
            self.write("Only for you", self.words(f"hidden{at}", "You never listen to me. You're so selfish!!"))
            self.press("Done")
            self.press("Look at them, alone")
            self.look("words of one's own, alone")
            self.write("What I want to say aloud, in up to three sentences", self.words(f"aloud{at}"))
            self.press("Clear what I wrote and go on")
        page.get_by_role("button", name="I speak first").first.click(delay=120)
        settled(page)
        self.press("Show my words")
        self.look("words said aloud")
        for _ in range(2):
            for name in ("I have said it", "I have said it back", "Yes, that is it", "That is all for now"):
                self.press(name)
        self.press("Finish: one ask, one thank-you")
        for at in ("one", "two"):
            self.write("One small thing I ask of you", self.words(f"ask{at}"))
            self.write("One thing I thank you for", self.words(f"thanks{at}"))
            self.press("Done")
        self.look("what is taken home")
        if end:
            self.press("Finish, and clear everything")

    def samples(self) -> None:
        """Samples: a word sought, one's own way tried, the other way shown."""
        page = self.page
        self.write("A word in it", self.words("sought"))
        self.look("no sample found")
        self.write("A word in it", "")
        self.press("Try your own")
        self.write("Your own way to say it", self.words("mine", "You're so selfish."))
        self.press(re.compile("^Look at mine"))
        self.press("Show the other way")
        self.look("one's own way")
        page.get_by_role("button", name="Back to all samples").click(delay=120)
        settled(page)

    def everywhere(self) -> None:
        """All of it, page by page."""
        self.check()
        self.go("Practise")
        self.practise()
        self.go("Together")
        self.together()
        self.go("Samples")
        self.samples()
        self.go("Progress")
        self.page.get_by_role("heading", name="Week by week").wait_for()
        self.page.get_by_text("Answers you kept").click()
        self.look("answers that were kept")
        self.go("About")
        self.look("about")
