"""Hosted for others: never without a sign-in, each person apart; and the door of a coach that is not hosted."""

import argparse
import asyncio
import os
from pathlib import Path
import re
import shutil
import ssl
import subprocess
import sys
import urllib.error
import urllib.parse
import urllib.request

import pytest
from walk import OWN, ROOT, Visit, browsing, environment, opened, serving, settled

from coach.ui.hosting import Hosting, HostingError, arguments, hosting
from coach.ui.passwords import PasswordFileError, People, add, hashed, read
from coach.ui.signin import COOKIE, TRIES, WITHIN, Gate, SignIn

PASSWORD = "four words apart lamp"


def parsed(*args: str) -> argparse.Namespace:
    parser = argparse.ArgumentParser()
    arguments(parser)
    return parser.parse_args(args)


@pytest.fixture
def file(tmp_path) -> Path:
    path = tmp_path / "people"
    add(path, "ann", PASSWORD)
    return path


@pytest.mark.parametrize(("args", "says"), [
    (["--host", "192.168.1.2"], "needs a sign-in"), (["--host", "0.0.0.0"], "needs a sign-in"), (["--host", "::"], "needs a sign-in"), (["--host", "127.0.0.1"], "needs a sign-in"),
    (["--host", "coach.example.org", "--signed-in-by", "X-User"], "has to be an address"), (["--host", "0.0.0.0", "--signed-in-by", "X-User"], "--name"),
    (["--name", "coach.example.org"], "go with --host"), (["--password-file", "x"], "go with --host"), (["--signed-in-by", "X-User"], "go with --host"),
    (["--host", "192.168.1.2", "--password-file", "nowhere"], "in the open"), (["--host", "127.0.0.1", "--password-file", "nowhere"], "no password file"),
    (["--host", "192.168.1.2", "--password-file", "nowhere", "--signed-in-by", "X-User"], "Take one"),
])
def test_it_refuses_to_be_open(args, says):
    with pytest.raises(HostingError, match=says):
        hosting(parsed(*args))


def test_a_certificate_has_to_be_one(file):
    with pytest.raises(HostingError, match="PEM"):
        hosting(parsed("--host", "192.168.1.2", "--password-file", str(file), "--certificate", str(file), "--key", str(file)))


def test_without_host_it_is_for_this_computer_only():
    assert hosting(parsed()) is None


@pytest.mark.parametrize(("text", "says"), [("", "nobody"), ("ann:secret", "line 1"), ("# us\nann:scrypt$x$y", "line 2"), ("Ann Lee:scrypt$AA==$AA==", "line 1")])
def test_a_password_file_with_a_mistake(tmp_path, text, says):
    path = tmp_path / "people"
    path.touch(0o600)
    path.write_text(text)
    with pytest.raises(PasswordFileError, match=says):
        read(path)


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_a_password_file_that_others_may_read(file):
    file.chmod(0o644)
    with pytest.raises(PasswordFileError, match="chmod 600"):
        read(file)


def test_hashes_are_salted_and_only_the_right_word_opens(file):
    assert hashed(PASSWORD) != hashed(PASSWORD)
    assert PASSWORD not in file.read_text() and file.stat().st_mode & 0o077 == 0
    people = read(file)
    assert people.admits("ann", PASSWORD) and people.admits(" Ann ", PASSWORD)
    assert not people.admits("ann", PASSWORD + " ") and not people.admits("bob", PASSWORD) and not people.admits("", "")
    for name, password in (("Ann Lee", PASSWORD), ("ann", "short"), ("../up", PASSWORD)):
        with pytest.raises(PasswordFileError):
            add(file, name, password)


def test_the_command_makes_a_file(tmp_path):
    path = tmp_path / "people"
    run = subprocess.run([sys.executable, "-m", "coach", "password", str(path)], input=f"ann\n{PASSWORD}\n", capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 0, run.stderr
    assert read(path).admits("ann", PASSWORD)
    run = subprocess.run([sys.executable, "-m", "coach", "app", "--host", "192.168.1.2", "--no-browser"], capture_output=True, text=True, check=False, cwd=ROOT)
    assert run.returncode == 2 and "needs a sign-in" in run.stderr


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


class Quick(People):
    """The same answers without the cost."""

    def admits(self, name: str, password: str) -> bool:
        return (name, password) == ("ann", PASSWORD)


def gate(**more) -> tuple[Gate, Clock]:
    clock = Clock()
    return Gate(Hosting("127.0.0.1", frozenset(["127.0.0.1"]), **({"people": Quick({})} | more)), clock), clock


def test_tries_are_counted_for_a_name_and_for_an_address():
    one, clock = gate()
    for _ in range(TRIES):
        assert asyncio.run(one.admit("ann", "wrong", "10.0.0.1"))[1] == 401
    assert asyncio.run(one.admit("ann", PASSWORD, "10.0.0.2"))[1] == 429
    assert asyncio.run(one.admit("bob", "wrong", "10.0.0.1"))[1] == 429
    clock.now += WITHIN + 1
    token, status, _ = asyncio.run(one.admit("ann", PASSWORD, "10.0.0.1"))
    assert token and status == 303


def call(app, scope: dict, body: bytes = b"") -> tuple[int, dict[bytes, bytes]]:
    sent: list[dict] = []

    async def receive() -> dict:
        return {"type": "http.request", "body": body, "more_body": False}

    async def send(message: dict) -> None:
        sent.append(message)

    asyncio.run(app({"type": "http", "method": "GET", "path": "/", "headers": [], "client": ("10.0.0.1", 1), **scope}, receive, send))
    return sent[0]["status"], dict(sent[0]["headers"])


async def inside(scope, receive, send) -> None:
    await send({"type": "http.response.start", "status": 200, "headers": [(b"who", dict(scope["headers"]).get(b"x-coach-person", b""))]})
    await send({"type": "http.response.body", "body": b""})


def test_nobody_comes_in_unknown_and_a_visit_ends():
    one, clock = gate()
    app = SignIn(inside, one)
    assert call(app, {})[0] == 401
    assert call(app, {"headers": [(b"cookie", f"{COOKIE}=made-up".encode())]})[0] == 401
    assert call(app, {"method": "POST", "path": "/sign-in"}, b"name=ann&password=wrong")[0] == 401
    status, headers = call(app, {"method": "POST", "path": "/sign-in"}, urllib.parse.urlencode({"name": "ann", "password": PASSWORD}).encode())
    assert status == 303 and headers[b"location"] == b"/"
    cookie = headers[b"set-cookie"].decode()
    assert "HttpOnly" in cookie and "SameSite=Strict" in cookie and cookie.split("=")[1] != ""
    held = [(b"cookie", cookie.split(";")[0].encode())]
    status, headers = call(app, {"headers": held})
    assert status == 200 and len(headers[b"who"]) == 32 and b"ann" not in headers[b"who"]
    clock.now += 13 * 3600
    assert call(app, {"headers": held})[0] == 401


def test_signing_out_ends_the_visit():
    one, _ = gate()
    app = SignIn(inside, one)
    token, _, _ = asyncio.run(one.admit("ann", PASSWORD, "10.0.0.1"))
    held = [(b"cookie", f"{COOKIE}={token}".encode())]
    assert call(app, {"headers": held})[0] == 200
    call(app, {"path": "/sign-out", "headers": held})
    assert call(app, {"headers": held})[0] == 401


def test_only_the_proxy_may_say_who_someone_is():
    one, _ = gate(people=None, header="x-user", proxies=frozenset(["10.0.0.9"]))
    app = SignIn(inside, one)
    said = {"headers": [(b"x-user", b"ann")]}
    assert call(app, said)[0] == 403
    assert call(app, {**said, "client": ("10.0.0.9", 1)})[0] == 200
    assert call(app, {"client": ("10.0.0.9", 1)})[0] == 403


@pytest.fixture(scope="module")
def browser():
    with browsing(lambda why: (pytest.fail if os.environ.get("COACH_BROWSER") == "required" else pytest.skip)(why)) as one:
        yield one


def signed_in(browser, address: str, name: str):
    context = browser.new_context(ignore_https_errors=True)
    context.set_default_timeout(120_000)
    page = context.new_page()
    page.goto(address)
    page.get_by_label("Name").fill(name)
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Sign in").click()
    page.get_by_label("Your message").wait_for()
    settled(page)
    return page


@pytest.mark.browser
def test_two_people_sign_in_over_https_and_each_has_a_store_of_their_own(browser, tmp_path):
    if not shutil.which("openssl"):
        pytest.skip("no openssl to make a certificate with")
    certificate, key, people = tmp_path / "cert.pem", tmp_path / "key.pem", tmp_path / "people"
    subprocess.run(["openssl", "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-days", "2", "-subj", "/CN=127.0.0.1", "-addext", "subjectAltName=IP:127.0.0.1", "-keyout", key, "-out", certificate],
                   check=True, capture_output=True)
    for name in ("ann", "bob"):
        add(people, name, PASSWORD)
    hosted = ["--host", "127.0.0.1", "--password-file", str(people), "--certificate", str(certificate), "--key", str(key), "--rules", str(OWN)]
    with serving(tmp_path / "home", *hosted, ready="https://", env=environment(tmp_path / "home")) as server:
        trust = ssl.create_default_context(cafile=str(certificate))
        for path in ("/", "/practise", "/_stcore/health", "/_stcore/host-config", "/static/index.html", "/media/x"):
            with pytest.raises(urllib.error.HTTPError) as refused:
                urllib.request.urlopen(urllib.request.Request(server.address + path, headers={"X-Coach-Person": "a" * 32}), context=trust)
            assert refused.value.code == 401
        with pytest.raises(urllib.error.HTTPError) as refused:
            urllib.request.urlopen(urllib.request.Request(server.address, headers={"Host": "evil.example"}), context=trust)
        assert refused.value.code == 403
        from websockets.exceptions import InvalidStatus
        from websockets.sync.client import connect

        with pytest.raises(InvalidStatus):
            connect(server.address.replace("https", "wss") + "/_stcore/stream", ssl=trust, additional_headers={"X-Coach-Person": "a" * 32})
        ann, bob = signed_in(browser, server.address, "ann"), signed_in(browser, server.address, "bob")
        assert all(one["httpOnly"] and one["sameSite"] == "Strict" and one["secure"] for one in ann.context.cookies() if one["name"] == COOKIE)
        one = Visit(ann, lambda _: None, tail="")
        one.go("Practise")
        one.begin("turn")
        ann.locator(".box").fill("That sounds humiliating, zqxann.")
        ann.locator(".box").press("Control+Enter")
        ann.get_by_label("Keep my answer on the computer that hosts this coach").check()
        ann.get_by_role("button", name="Finish").click()
        settled(ann)
        one.go("Progress")
        ann.get_by_role("heading", name="Week by week").wait_for()
        Visit(bob, lambda _: None).go("Progress")
        bob.get_by_text("Nothing here yet.").wait_for()
        stores = sorted((tmp_path / "home" / "data" / "coach").rglob("practice.sqlite3"))
        assert len({store.parent for store in stores}) == 2 and all(re.fullmatch(r"[0-9a-f]{32}", store.parent.name) for store in stores)
        assert [b"zqxann" in store.read_bytes() for store in stores].count(True) == 1
        ann.get_by_text("apart from everyone else's").wait_for()
        ann.get_by_role("link", name="Sign out").click()
        ann.get_by_text("You are signed out.").wait_for()
        ann.goto(server.address)
        ann.get_by_label("Password").wait_for()
        ann.context.close()
        bob.context.close()


@pytest.mark.browser
def test_on_ones_own_computer_a_made_up_person_is_nobody(browser, tmp_path):
    with serving(tmp_path / "home") as server:
        page = opened(browser, server.address, "progress", extra_http_headers={"X-Coach-Person": "a" * 32})
        page.get_by_role("heading", name="Progress").wait_for()
        page.context.close()
    assert not list((tmp_path / "home").rglob("people"))


HUSHED = """
import asyncio, logging, sys, threading
from coach.ui.quiet import hush, report
hush()
import resource
assert resource.getrlimit(resource.RLIMIT_CORE)[0] == 0
def fail():
    try:
        raise KeyError("zqxsecret")
    except KeyError as error:
        raise ValueError("zqxsecret") from error
for call in (lambda: logging.getLogger("streamlit").error("zqxsecret %s", "zqxsecret"), lambda: logging.warning("zqxsecret")):
    call()
try:
    fail()
except ValueError as error:
    report(error)
    logging.getLogger("other").exception("zqxsecret")
thread = threading.Thread(target=fail); thread.start(); thread.join()
async def main():
    task = asyncio.ensure_future(asyncio.to_thread(fail))
    await asyncio.sleep(.1)
    del task
asyncio.run(main())
import gc; gc.collect()
class Odd:
    def __del__(self): fail()
Odd()
fail()
"""


def test_no_words_of_an_error_reach_the_terminal():
    run = subprocess.run([sys.executable, "-c", HUSHED], capture_output=True, text=True, check=False, env={**os.environ, "PYTHONPATH": str(ROOT)})
    assert "zqxsecret" not in run.stdout + run.stderr
    assert run.stderr.count("ValueError") >= 4 and run.stderr.count("KeyError") >= 4 and "in fail" in run.stderr, run.stderr


BREAKS = """
import coach.reviewing, coach.ui.floor
def review(self, messages, *more): raise ValueError(repr(messages))
def named(first, second): raise ValueError(first)
coach.reviewing.Coach._batch = review
coach.ui.floor.named = named
"""


@pytest.mark.browser
def test_a_mistake_of_ours_shows_no_words_in_the_page_or_the_log(browser, tmp_path):
    (tmp_path / "site").mkdir()
    (tmp_path / "site" / "sitecustomize.py").write_text(BREAKS)
    env = environment(tmp_path / "home", PYTHONPATH=os.pathsep.join([str(tmp_path / "site"), str(ROOT)]))
    with serving(tmp_path / "home", env=env) as server:
        page = opened(browser, server.address)
        page.get_by_label("Your message").fill("zqxdraft")
        page.get_by_label("Your message").press("Control+Enter")
        page.get_by_text("Something went wrong on my side").wait_for()
        assert page.get_by_label("Your message").input_value() == "zqxdraft"
        one = Visit(page, lambda _: None)
        one.go("Together")
        one.write("One name", "zqxname")
        page.get_by_role("button", name="Begin").click(delay=120)
        page.wait_for_timeout(3000)
        shown = page.evaluate("document.body.innerText")
        assert "zqxname" not in shown and "Traceback" not in shown, shown
        page.context.close()
        assert "zqx" not in server.said()
        assert server.said().count("ValueError") >= 2, server.said()
