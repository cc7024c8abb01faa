"""python -m coach batch: JSON lines in, JSON lines out, in order, in constant memory, by one process or several."""

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
import contextlib
from dataclasses import dataclass
import json
import multiprocessing
import os
from pathlib import Path
import signal
import sys
import time
from typing import Any, BinaryIO, TextIO

from . import plain
from .reviewing import BATCH, Coach, batched

_WAITING = 3
"""So many batches a process may be ahead of the one whose turn it is to be written."""
_TRIES = 2
_WRONG = 'a line has to be an object like {"id": "1", "text": "…", "partner": "…"}; partner may be left out'
_KILLED = "the process that read this line was ended; the line was left out"


@dataclass(frozen=True, slots=True)
class Options:
    """What is asked of every message. rules: further folders."""

    rules: tuple[str, ...] = ()
    rewrites: bool = True
    strengths: bool = True


def read_line(line: str) -> tuple[Any, str | None, str | None, str]:
    """(id, text, partner, error) of a line of JSON."""
    try:
        data = json.loads(line)
    except (ValueError, RecursionError) as error:
        return None, None, None, f"not JSON: {error}"
    if not isinstance(data, dict) or not isinstance(data.get("text"), str) or not isinstance(data.get("partner"), str | None):
        return data.get("id") if isinstance(data, dict) else None, None, None, _WRONG
    return data.get("id"), data["text"], data.get("partner"), ""


def answers(lines: Sequence[str], coach: Coach, options: Options) -> tuple[list[str], bool]:
    """(a line of JSON for each line, whether every line could be read)."""
    asked = [read_line(line) for line in lines]
    reviews = coach.reviews(
        [(text, partner) for _, text, partner, error in asked if not error], rewrites=options.rewrites, strengths=options.strengths
    )
    out = [{"id": name, "error": error} if error else {"id": name, **plain.review(next(reviews))} for name, _, _, error in asked]
    return [json.dumps(one, ensure_ascii=False) for one in out], not any(error for *_, error in asked)


_here: list[tuple[Coach, Options]] = []
"""In a worker: its coach."""


def _begin(options: Options) -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _here[:] = [(Coach(rules=options.rules), options)]


def _work(lines: Sequence[str]) -> tuple[list[str], bool]:
    return answers(lines, *_here[0])


@dataclass(slots=True)
class _Job:
    """Lines on their way: what they came to, or the worker that has them."""

    lines: list[str]
    future: Future | None = None
    tries: int = 0


class _Crew:
    """Worker processes. When one is killed all begin anew and what they had is given out again; lines that end their
    worker twice are tried one by one, and the one that does it is told as an error."""

    def __init__(self, count: int, options: Options):
        self.count, self.options = count, options
        self.pool = self._hire(count)

    def _hire(self, count: int) -> ProcessPoolExecutor:
        way = multiprocessing.get_context("fork" if sys.platform == "linux" else "spawn")
        return ProcessPoolExecutor(count, mp_context=way, initializer=_begin, initargs=(self.options,))

    def give(self, job: _Job) -> None:
        job.tries += 1
        try:
            job.future = self.pool.submit(_work, job.lines)
        except BrokenProcessPool as error:
            job.future = Future()
            job.future.set_exception(error)

    def result(self, job: _Job, others: Iterable[_Job]) -> tuple[list[str], bool]:
        """What a job came to, in the end."""
        while True:
            try:
                return job.future.result()
            except BrokenProcessPool:
                self.pool.shutdown(wait=False, cancel_futures=True)
                self.pool = self._hire(self.count)
                if job.tries >= _TRIES:
                    found = [self._alone(line) for line in job.lines]
                    self._again(others)
                    return [line for lines, _ in found for line in lines], all(fine for _, fine in found)
                self._again([job, *others])

    def _again(self, jobs: Iterable[_Job]) -> None:
        for job in jobs:
            if not (job.future is not None and job.future.done() and job.future.exception() is None):
                self.give(job)

    def _alone(self, line: str) -> tuple[list[str], bool]:
        """One line, in a process of its own."""
        with self._hire(1) as pool:
            try:
                return pool.submit(_work, [line]).result()
            except BrokenProcessPool:
                return [json.dumps({"id": read_line(line)[0], "error": _KILLED}, ensure_ascii=False)], False


def _in_turn(batches: Iterable[list[str]], crew: _Crew) -> Iterator[tuple[list[str], bool]]:
    """What batches come to, in their order, while the next ones are being worked on."""
    waiting: deque[_Job] = deque()
    for lines in batches:
        waiting.append(_Job(lines))
        crew.give(waiting[-1])
        if len(waiting) >= crew.count * _WAITING:
            first = waiting.popleft()
            yield crew.result(first, waiting)
    while waiting:
        first = waiting.popleft()
        yield crew.result(first, waiting)


class Progress:
    """A line on a terminal that says how far a batch is; nothing anywhere else. size: bytes to read in all, 0 where nobody knows."""

    def __init__(self, out: TextIO, size: int, clock: Callable[[], float] = time.monotonic):
        self.out, self.size, self.clock, self.shown = out, size, clock, out.isatty()
        self.begun, self.told, self.messages = clock(), 0.0, 0

    def add(self, messages: int, place: int) -> None:
        """So many more messages are done; place: how many bytes are read."""
        self.messages += messages
        now = self.clock()
        if self.shown and now - self.told >= 0.5:
            self.told, passed = now, max(now - self.begun, 1e-9)
            left = f", about {_spoken(passed * (self.size - place) / place)} left" if 0 < place < self.size else ""
            print(f"\r{self.messages:,} messages, {self.messages / passed:,.0f} a second{left}\033[K", end="", file=self.out, flush=True)

    def end(self) -> None:
        if self.shown:
            print(f"\r{self.messages:,} messages in {_spoken(self.clock() - self.begun)}\033[K", file=self.out, flush=True)


def _spoken(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    return f"{minutes // 60}:{minutes % 60:02}:{rest:02}" if minutes >= 60 else f"{minutes}:{rest:02}"


class ResumeError(ValueError):
    """The file to go on with does not belong to these messages; the message says where."""


def _resume(path: Path, lines: Iterator[str]) -> int:
    """How many answers a cut run left whole in a file; their lines are taken, and the rest of the file is cut off.

    Raises ResumeError when the last of them answers another message than the line in its place.
    """
    whole, done, last = 0, 0, b""
    if path.exists():
        with path.open("rb") as file:
            for answer in file:
                if not answer.endswith(b"\n"):
                    break
                whole, done, last = whole + len(answer), done + 1, answer
        os.truncate(path, whole)
    asked = None
    for _ in range(done):
        asked = next(lines, None)
    if done and (asked is None or read_line(asked)[0] != json.loads(last).get("id")):
        raise ResumeError(f"{path}: its line {done} does not answer line {done} of these messages. Give another file, or take this one away.")
    return done


def run(source: BinaryIO, out: TextIO, options: Options, *, jobs: int = 1, resume: Path | None = None, progress: Progress | None = None) -> int:
    """Answer every line of source on out, or at the end of the file resume. jobs: so many processes; 0 for one a core.

    Returns 0, or 1 when a line could not be read. Memory does not grow with the number of lines.
    """
    place, fine = 0, True

    def lines() -> Iterator[str]:
        nonlocal place
        for raw in source:
            place += len(raw)
            line = raw.decode("utf-8", errors="surrogateescape").lstrip("\ufeff")
            if line.strip():
                yield line

    asked = lines()
    count = jobs or os.cpu_count() or 1
    if resume is not None:
        _resume(resume, asked)
    with contextlib.ExitStack() as stack:
        if resume is not None:
            out = stack.enter_context(resume.open("a", encoding="utf-8", errors="backslashreplace"))
        coach = Coach(rules=options.rules)
        if count > 1:
            crew = _Crew(count, options)
            stack.callback(lambda: crew.pool.shutdown(wait=False, cancel_futures=True))
            found = _in_turn(batched(asked, BATCH), crew)
        else:
            found = (answers(batch, coach, options) for batch in batched(asked, BATCH))
        for answered, readable in found:
            fine &= readable
            out.write("".join(line + "\n" for line in answered))
            out.flush()
            if progress is not None:
                progress.add(len(answered), place)
    if progress is not None:
        progress.end()
    return 0 if fine else 1


def from_standard_input(options: Options, *, jobs: int, resume: Path | None) -> int:
    """`run` over standard input, with progress on a terminal; a reader that goes away ends it quietly."""
    sys.stdout.reconfigure(encoding="utf-8", errors="backslashreplace")
    status = os.fstat(sys.stdin.fileno())
    try:
        return run(sys.stdin.buffer, sys.stdout, options, jobs=jobs, resume=resume, progress=Progress(sys.stderr, status.st_size))
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except KeyboardInterrupt:
        print(f"\nStopped. Go on with --resume {resume}" if resume else "\nStopped.", file=sys.stderr)
        return 130
