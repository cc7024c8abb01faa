"""One visit to every page with hostile words in every box: nothing leaves, nothing is drawn but text, nothing stays.

Needs Chromium; skipped without it unless COACH_BROWSER=required. Where strace is there, all the server asks of the system is looked at too.
"""

from collections.abc import Iterator
import json
import os
from pathlib import Path
import re
import shutil
import signal
import subprocess
import sys
import time
from types import SimpleNamespace

import pytest
from walk import (
    HOSTILE,
    KEPT,
    LITERAL,
    MARK,
    ODD,
    OWN,
    PAGES,
    ROOT,
    TEXT,
    Visit,
    away,
    browsing,
    environment,
    free_port,
    opened,
    serving,
    settled,
    stop,
)

pytestmark = pytest.mark.browser

REQUIRED = os.environ.get("COACH_BROWSER") == "required"
BOXES = "() => [...document.querySelectorAll('textarea, input')].map((box) => box.value).join('\\n')"
SHOWS = frozenset(["a draft", "a reply", "words of one's own, alone", "words said aloud", "what is taken home", "answers that were kept"])
"""Places that show what was typed, as it was typed."""


@pytest.fixture(scope="module")
def browser() -> Iterator:
    with browsing(lambda why: (pytest.fail if REQUIRED else pytest.skip)(why)) as one:
        yield one


def strace(trace: Path) -> tuple[str, ...]:
    tried = shutil.which("strace") and subprocess.run(["strace", "-o", os.devnull, "true"], capture_output=True, check=False)
    if not tried or tried.returncode:
        return ()
    return "strace", "-f", "-qq", "-s", "300", "-y", "-e", "trace=network,openat,open,creat,rename,renameat,renameat2,link,linkat,symlink,symlinkat,mkdir,mkdirat", "-o", str(trace)


@pytest.fixture(scope="module")
def visit(browser, tmp_path_factory) -> Iterator[SimpleNamespace]:
    """The whole visit, once, and what was seen of it."""
    folder = tmp_path_factory.mktemp("visit")
    trace, home = folder / "trace.txt", folder / "home"
    before = strace(trace)
    seen: dict[str, tuple[list[str], str]] = {}
    with serving(home, "--rules", str(OWN), before=before) as server:
        page = opened(browser, server.address)
        one = Visit(page, lambda place: seen.update({place: (page.evaluate(ODD), page.evaluate(TEXT))}))
        one.everywhere()
        other = opened(browser, server.address)
        stranger = []
        for path in PAGES:
            other.goto(f"{server.address}/{path}")
            settled(other)
            stranger.append(other.content() + other.evaluate(TEXT) + other.evaluate(BOXES))
        yield SimpleNamespace(
            page=page, typed=one.typed, seen=seen, away=away(page, server.address) + away(other, server.address), asked=page.asked, wrong=page.wrong + page.dialogs,
            kept=page.evaluate(KEPT), stranger="\n".join(stranger), server=server, trace=trace if before else None,
        )
        page.context.close()
        other.context.close()


def test_every_box_was_typed_in(visit):
    names = {name.removeprefix(MARK) for name in visit.typed}
    assert names >= {
        "draft", "theirs", "reply", "blank", "frightened", "halfturn", "answerwrite", "ladder0", "sides3", "sam", "topic", "hiddenone", "hiddentwo", "aloudone", "askone", "thankstwo",
        "sought", "mine",
    }
    assert visit.seen.keys() >= SHOWS
    assert visit.wrong == []


def test_nothing_is_asked_for_from_elsewhere(visit):
    assert visit.away == []
    assert len(visit.asked) > 50


def test_all_that_was_typed_is_drawn_as_plain_text(visit):
    assert {place: odd for place, (odd, _) in visit.seen.items() if odd} == {}
    for place in SHOWS:
        assert [piece for piece in LITERAL if piece not in visit.seen[place][1]] == [], place
    assert MARK + "blank" in visit.seen["a rewrite in use"][1] or MARK + "blank" in visit.seen["a filled rewrite"][1]


def test_the_server_reaches_out_to_nobody(visit):
    if visit.trace is None:
        pytest.skip("no strace on this computer")
    lines = visit.trace.read_text(errors="replace").splitlines()
    calls = [line for line in lines if re.search(r"\b(?:connect|sendto|sendmsg|bind)\(", line)]
    named = [line for line in calls if re.search(r"sa_family=AF_INET6?\b", line)]
    assert [line for line in named if not re.search(r'inet_addr\("127\.0\.0\.1"\)|"::1"', line)] == []
    assert [line for line in lines if "connect(" in line and "AF_UNIX" not in line and "AF_INET" in line] == []
    assert [line for line in lines if "socket(" in line and re.search(r"SOCK_RAW|AF_PACKET", line)] == []
    assert any("accept4(" in line for line in lines), "the trace shows nothing"


def test_the_server_writes_its_store_and_its_rules_and_nothing_else(visit):
    """The store of practice, and the cache of what the rules came to; no log, no temporary file, no compiled draft."""
    if visit.trace is None:
        pytest.skip("no strace on this computer")
    lines = [line for line in visit.trace.read_text(errors="replace").splitlines() if re.search(r"\b(?:open|openat|creat|rename\w*|link\w*|symlink\w*|mkdir\w*)\(", line)]
    writes = [line for line in lines if re.search(r"O_WRONLY|O_RDWR|O_CREAT|\b(?:creat|rename\w*|link\w*|symlink\w*|mkdir\w*)\(", line) and "ENOENT" not in line and "EEXIST" not in line]
    allowed = re.compile(r"/data/coach[/\"]|/cache/coach[/\"]|/dev/(?:null|tty)|memfd|/proc/")
    assert [line for line in writes if not allowed.search(line)] == []
    assert any("practice.sqlite3" in line for line in writes)


def test_no_word_stays_on_the_computer(visit):
    holding = [path for path in visit.server.home.rglob("*") if path.is_file() and path != visit.server.log and MARK.encode() in path.read_bytes().lower()]
    assert holding == []
    assert MARK not in visit.server.said().lower()
    assert list((visit.server.home / "tmp").rglob("*")) == []
    (store,) = visit.server.home.rglob("practice.sqlite3")
    assert b"That sounds humiliating. kept" in store.read_bytes(), "the one answer that was kept by choice"


def test_no_word_is_in_an_address_a_cookie_or_the_browsers_store(visit):
    assert MARK not in visit.kept.lower()
    assert not any(MARK in url.lower() for url in visit.asked)
    stores = json.loads(visit.kept)
    assert stores[5] == [] and stores[6] == []


def test_another_session_sees_none_of_it(visit):
    assert MARK not in visit.stranger.lower()


def test_clear_everything_clears_every_page(browser, visit):
    page = opened(browser, visit.server.address)
    one = Visit(page, lambda _: None, tail="")
    one.go("Practise")
    one.begin("turn")
    page.locator(".box").fill(one.words("half"))
    page.wait_for_timeout(900)
    one.go("Together")
    one.together(end=False)
    one.go("Samples")
    one.write("A word in it", "")
    one.press("Try your own")
    one.write("Your own way to say it", one.words("mine", "You're so selfish."))
    one.press(re.compile("^Look at mine"))
    one.go("Check")
    page.get_by_label("Your message").fill(one.words("draft", "You never listen to me."))
    one.press(re.compile("^Check"))
    one.press("Clear everything")
    for name in ("Check", "Practise", "Together", "Samples", "Progress", "About", "Check"):
        one.go(name)
        assert MARK not in (page.content() + page.evaluate(TEXT) + page.evaluate(BOXES)).lower(), name
    page.context.close()


LONELY = """
import fcntl, socket, struct, sys
with socket.socket(socket.AF_INET, socket.SOCK_DGRAM) as one:
    fcntl.ioctl(one, 0x8914, struct.pack("16sh", b"lo", 0x1 | 0x40))
import walk
from pathlib import Path
def fail(why): raise SystemExit(why)
with walk.serving(Path(sys.argv[1]), "--rules", str(walk.OWN)) as server, walk.browsing(fail) as browser:
    page = walk.opened(browser, server.address)
    page.get_by_label("Your message").fill("You never listen to me.")
    page.get_by_label("Your message").press("Control+Enter")
    page.locator("article").first.wait_for()
    for name in ("Practise", "Together", "Samples", "Progress", "About"):
        walk.Visit(page, print).go(name)
    print("reached every page", page.wrong, walk.away(page, server.address))
"""


def test_it_works_without_any_network(browser, tmp_path):
    """In a network namespace that has a loopback and nothing else: server and browser both."""
    if not shutil.which("unshare") or subprocess.run(["unshare", "-rn", "true"], capture_output=True, check=False).returncode:
        pytest.skip("no network namespaces on this computer")
    found = subprocess.run(
        ["unshare", "-rn", sys.executable, "-c", LONELY, str(tmp_path / "home")], capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": os.pathsep.join([str(ROOT), str(ROOT / "tests")])},
    )
    assert "reached every page [] []" in found.stdout, found.stdout + found.stderr


@pytest.mark.skipif(not Path("/proc/net/tcp").exists(), reason="needs /proc")
def test_plain_streamlit_keeps_to_this_computer_and_says_what_it_lacks(browser, tmp_path):
    port = free_port()
    home = tmp_path / "home"
    with (tmp_path / "log").open("wb") as log:
        process = subprocess.Popen(
            [sys.executable, "-m", "streamlit", "run", "app.py", "--server.headless", "true", "--server.port", str(port)], cwd=ROOT, env=environment(home), stdout=log, stderr=log,
            start_new_session=True,
        )
    try:
        for _ in range(600):
            listening = [line.split()[1] for name in ("tcp", "tcp6") for line in Path(f"/proc/net/{name}").read_text().splitlines()[1:] if line.split()[3] == "0A" and line.split()[1].endswith(f":{port:04X}")]
            if listening or process.poll() is not None:
                break
            time.sleep(0.1)
        assert [one.split(":")[0] for one in listening] == ["0100007F"]
        page = opened(browser, f"http://localhost:{port}")
        page.get_by_label("Your message").fill(f"You never listen to me. {MARK} {HOSTILE}")
        page.get_by_label("Your message").press("Control+Enter")
        page.locator("article").first.wait_for()
        assert page.evaluate(ODD) == [] and away(page, f"http://localhost:{port}") == [] and page.dialogs == []
        Visit(page, print).go("About")
        page.get_by_text("It was started with").wait_for()
        page.context.close()
    finally:
        stop(process)
    assert MARK not in (tmp_path / "log").read_text()
    assert [path for path in home.rglob("*") if path.is_file() and MARK.encode() in path.read_bytes()] == []


def test_the_draft_outlives_the_server(browser, tmp_path):
    """Killed while someone types, and started again: the words stand in the box, can be checked, and can be cleared."""
    port = free_port()
    with serving(tmp_path / "home", port=port) as server:
        page = opened(browser, server.address)
        box = page.get_by_label("Your message")
        box.click()
        page.keyboard.type("You never listen to me.")
        stop(server.process, signal.SIGKILL)
        page.wait_for_function("() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState !== 'CONNECTED'")
        assert box.input_value() == "You never listen to me."
    with serving(tmp_path / "home", port=port):
        page.wait_for_function("() => document.querySelector('[data-testid=stApp]').dataset.testConnectionState === 'CONNECTED'")
        settled(page)
        assert box.input_value() == "You never listen to me."
        page.get_by_role("button", name=re.compile("^Check")).click(delay=120)
        page.get_by_role("button", name=re.compile("^You never listen")).first.wait_for()
        assert box.input_value() == "You never listen to me."
        page.get_by_role("button", name="Clear everything").click(delay=120)
        page.get_by_role("button", name=re.compile("^You never listen")).first.wait_for(state="detached")
        assert "never listen" not in (page.content() + page.evaluate(BOXES)).lower()
        page.reload()
        settled(page)
        assert "never listen" not in (page.content() + page.evaluate(BOXES)).lower()
    page.context.close()


@pytest.mark.parametrize("home", ["none", "nowhere", "full"])
def test_it_runs_where_nothing_can_be_kept(browser, tmp_path, home):
    """No home at all, one that cannot be written, a disk that takes nothing: every page stands, a draft is checked, practice says so once."""
    env = environment(tmp_path)
    if home == "full":
        env["XDG_DATA_HOME"], env["XDG_CACHE_HOME"] = str(tmp_path / "data"), str(tmp_path / "cache")
        before = ("bash", "-c", 'trap "" XFSZ; (ulimit -f 0; exec "$@") | cat', "-")
    else:
        env = {name: value for name, value in env.items() if name not in ("HOME", "XDG_DATA_HOME", "XDG_CACHE_HOME", "TMPDIR")}
        env |= {} if home == "none" else {"HOME": "/proc/nowhere"}
        before = ()
    with serving(tmp_path / "run", before=before, env=env) as server:
        page = opened(browser, server.address)
        page.get_by_label("Your message").fill("You never listen to me.")
        page.get_by_label("Your message").press("Control+Enter")
        page.locator("article").first.wait_for()
        one = Visit(page, lambda _: None)
        one.go("Practise")
        one.press("1 · Notice")
        page.locator(".card").wait_for()
        one.press("Stop here")
        for name in ("Together", "Samples", "Progress", "About"):
            one.go(name)
        assert page.wrong == []
        page.context.close()
        assert "Traceback" not in server.said() and "Error" not in server.said()


def test_a_hostile_line_is_drawn_letter_for_letter(browser, visit):
    """Lines made of what Markdown, HTML, KaTeX and Streamlit's own marks are made of; the Check page shows them as they are."""
    from trust_lines import lines

    page = opened(browser, visit.server.address)
    for text in lines(12, seed=6):
        page.get_by_label("Your message").fill(f"You're so selfish. {text}")
        page.get_by_label("Your message").press("Control+Enter")
        page.locator(".wrap .text").filter(has_text=text.split()[0]).wait_for()
        settled(page)
        shown = page.locator(".wrap .text").evaluate("node => { const copy = node.cloneNode(true); copy.querySelectorAll('.sr, .card').forEach((one) => one.remove()); return copy.textContent; }")
        assert shown == f"You're so selfish. {text}"
        assert page.evaluate(ODD) == []
    assert away(page, visit.server.address) == [] and page.wrong == [] and page.dialogs == []
    page.context.close()


def test_the_hostile_line_holds_what_it_should():
    assert all(piece in HOSTILE for piece in LITERAL)
