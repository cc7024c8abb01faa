"""make soak: the long tests of trust, minutes long. 10,000 mutated drafts; fifty sessions at once, in a burst and at a human pace; hostile lines in a browser.

Each prints one line with what was measured, and the whole ends with 1 if anything was wrong.
"""

import argparse
import asyncio
from collections.abc import Callable
from pathlib import Path
import re
import statistics
import tempfile
import time

from coach import Coach
from coach.english import pipeline

from .trust_lines import DRAFTS, lines, mutated
from .walk import ODD, browsing, opened, serving, settled

SESSIONS = 50
PACE = 15.0
"""Seconds between one person's presses at a human pace."""
PRESSES = 3


def drafts(count: int) -> str:
    """No exception, no text that takes out of proportion long, no word kept."""
    coach = Coach()
    coach.review("You never listen to me.")
    before, worst, wrong = len(pipeline().vocab.strings), (0.0, 0), []
    start = time.perf_counter()
    for number, text in enumerate(mutated(count, seed=2026)):
        begun = time.perf_counter()
        try:
            coach.review(text, text[::-1] if not number % 4 else None)
        except Exception as error:
            wrong.append(f"draft {number}: {type(error).__name__}")
        worst = max(worst, (time.perf_counter() - begun, len(text)))
    grown = len(pipeline().vocab.strings) - before
    if wrong or grown:
        raise AssertionError(f"{wrong[:5]}, {grown} words kept")
    return f"{count} mutated drafts in {time.perf_counter() - start:.0f} s: no exception, no word kept; the slowest took {worst[0]:.1f} s for {worst[1]:,} characters"


class Person:
    """One session, speaking Streamlit's own protocol as a browser does."""

    def __init__(self, number: int, address: str):
        self.number, self.url = number, address.replace("http", "ws") + "/_stcore/stream"
        self.box = self.button = ""
        self.seconds: list[float] = []

    async def join(self) -> None:
        from websockets.asyncio.client import connect

        self.socket = await connect(self.url, subprotocols=["streamlit"], max_size=None, open_timeout=120, ping_timeout=None)
        await self.run({})
        if not (self.box and self.button):
            raise AssertionError(f"session {self.number} got no page")

    async def run(self, values: dict[str, object]) -> bytes:
        """Send what the boxes hold, and gather all that comes until the page is drawn."""
        from streamlit.proto.BackMsg_pb2 import BackMsg
        from streamlit.proto.ForwardMsg_pb2 import ForwardMsg

        message = BackMsg()
        message.rerun_script.query_string = ""
        for name, value in values.items():
            state = message.rerun_script.widget_states.widgets.add(id=name)
            if isinstance(value, bool):
                state.trigger_value = value
            else:
                state.string_value = value
        await self.socket.send(message.SerializeToString())
        gathered = b""
        while True:
            data = await asyncio.wait_for(self.socket.recv(), 600)
            gathered += data
            found = ForwardMsg.FromString(data)
            kind = found.WhichOneof("type")
            if kind == "delta" and found.delta.WhichOneof("type") == "new_element":
                element = found.delta.new_element
                if element.WhichOneof("type") == "text_area" and element.text_area.label == "Your message":
                    self.box = element.text_area.id
                elif element.WhichOneof("type") == "button" and element.button.label == "Check":
                    self.button = element.button.id
            if kind == "script_finished":
                return gathered

    async def press(self, times: int, wait: Callable[[int], float]) -> None:
        for at in range(times):
            await asyncio.sleep(wait(at))
            mark = f"zqx{self.number:03d}{at}x"
            start = time.perf_counter()
            seen = await self.run({self.box: f"{DRAFTS[(self.number + at) % 3]} {mark}.", self.button: True})
            self.seconds.append(time.perf_counter() - start)
            marks = {one.decode() for one in re.findall(rb"zqx\d{4}x", seen)}
            if marks != {mark}:
                raise AssertionError(f"session {self.number} was sent {sorted(marks)} for {mark}")


async def _crowd(address: str, times: int, wait: Callable[[int, int], float]) -> list[float]:
    people = [Person(number, address) for number in range(SESSIONS)]
    await asyncio.gather(*(one.join() for one in people))
    await asyncio.gather(*(one.press(times, lambda at, number=one.number: wait(number, at)) for one in people))
    for one in people:
        await one.socket.close()
    return sorted(second for one in people for second in one.seconds)


def crowd(pace: float) -> str:
    """Fifty sessions: nothing wrong, lost or mixed between them."""
    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "home") as server:
        time.sleep(10)
        taken = asyncio.run(_crowd(server.address, PRESSES, lambda number, at: pace * number / SESSIONS if not at else pace))
        left = [path for path in Path(folder).rglob("*") if path.is_file() and b"zqx" in path.read_bytes()]
        if left or "zqx" in server.said():
            raise AssertionError(f"words stay in {left} or the log")
    how = f"one press each {pace:.0f} s" if pace else "all pressing at once"
    return f"{SESSIONS} sessions, {how}: {len(taken)} checks, none wrong, lost or mixed; p50 {statistics.median(taken):.2f} s, p95 {taken[int(len(taken) * 0.95)]:.2f} s"


def seen(count: int) -> str:
    """Hostile lines on the Check page: text, letter for letter, and no request."""
    def none(why: str) -> None:
        raise AssertionError(why)

    with tempfile.TemporaryDirectory() as folder, serving(Path(folder) / "home") as server, browsing(none) as browser:
        page = opened(browser, server.address)
        for text in lines(count, seed=2026):
            page.get_by_label("Your message").fill(f"You're so selfish. {text}")
            page.get_by_label("Your message").press("Control+Enter")
            page.locator(".wrap .text").filter(has_text=text.split()[0]).wait_for()
            settled(page)
            drawn = page.locator(".wrap .text").evaluate("node => { const copy = node.cloneNode(true); copy.querySelectorAll('.sr, .card').forEach((one) => one.remove()); return copy.textContent; }")
            if drawn != f"You're so selfish. {text}" or page.evaluate(ODD) or page.dialogs or page.wrong:
                raise AssertionError(f"{text!r} was drawn as {drawn!r}")
        if any("evil" in url for url in page.asked):
            raise AssertionError("something was asked for elsewhere")
    return f"{count} hostile lines drawn letter for letter; no request, no script"


def main() -> int:
    parser = argparse.ArgumentParser()
    parser.add_argument("--drafts", type=int, default=10_000)
    parser.add_argument("--lines", type=int, default=200)
    parser.add_argument("--only", choices=("drafts", "burst", "pace", "lines"))
    args = parser.parse_args()
    tasks = {"drafts": lambda: drafts(args.drafts), "burst": lambda: crowd(0.0), "pace": lambda: crowd(PACE), "lines": lambda: seen(args.lines)}
    failed = 0
    for name, task in tasks.items():
        if args.only in (None, name):
            try:
                print(f"{name}: {task()}", flush=True)
            except AssertionError as error:
                failed = 1
                print(f"{name}: WRONG: {error}", flush=True)
    return failed


if __name__ == "__main__":
    raise SystemExit(main())
