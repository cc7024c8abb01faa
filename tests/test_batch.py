"""Batches: in order, resumed, by several processes, through killed workers and closed pipes."""

import io
import json
import os
from pathlib import Path
import signal
import subprocess
import sys
import time

import pytest

from coach.batching import Options, Progress, ResumeError, read_line, run

LINES = [
    '{"id": "a", "text": "You never listen to me."}', "not json", "", '{"id": 7, "text": "love you 😘 see you at 6"}', '{"id": "b"}',
    '{"id": "c", "text": "calm down", "partner": "my boss tore my report apart"}', "[" * 5000, *(f'{{"id": {at}, "text": "see you at {at}"}}' for at in range(200)),
]
FAST = Options(strengths=False)


def answered(lines=LINES, options=FAST, **more) -> tuple[int, list[dict]]:
    out = io.StringIO()
    status = run(io.BytesIO("\n".join(lines).encode()), out, options, **more)
    return status, [json.loads(line) for line in out.getvalue().splitlines()]


def test_every_line_is_answered_in_order():
    status, out = answered()
    assert status == 1
    assert [one["id"] for one in out] == ["a", None, 7, "b", "c", None, *range(200)]
    assert [("error" in one) for one in out[:6]] == [False, True, False, True, False, True]
    assert out[0]["verdict"] == "rewrite"
    assert out[4]["reply"]["label"] == "poor"


def test_several_processes_give_the_same():
    assert answered(jobs=2) == answered()


def test_a_cut_run_goes_on_where_it_stopped(tmp_path: Path):
    whole = tmp_path / "whole.jsonl"
    run(io.BytesIO("\n".join(LINES).encode()), io.StringIO(), FAST, resume=whole)
    cut = tmp_path / "cut.jsonl"
    for size in (0, 10, 700, whole.stat().st_size - 1, whole.stat().st_size):
        cut.write_bytes(whole.read_bytes()[:size])
        run(io.BytesIO("\n".join(LINES).encode()), io.StringIO(), FAST, resume=cut)
        assert cut.read_bytes() == whole.read_bytes()
    with pytest.raises(ResumeError, match="does not answer"):
        run(io.BytesIO(b'{"id": "else", "text": "hi"}'), io.StringIO(), FAST, resume=whole)


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


def test_progress_is_for_terminals():
    ticks = iter(range(0, 100, 10))
    seen = Terminal()
    progress = Progress(seen, 1000, clock=lambda: float(next(ticks)))
    progress.add(64, 100)
    assert "64 messages, 6 a second, about 1:30 left" in seen.getvalue()
    progress.end()
    assert seen.getvalue().endswith("64 messages in 0:20\033[K\n")
    silent = io.StringIO()
    Progress(silent, 1000).add(64, 100)
    assert silent.getvalue() == ""


def test_a_line_that_is_not_what_it_has_to_be_says_so():
    assert "partner may be left out" in read_line("3")[3]
    assert "not JSON" in read_line("{")[3]
    assert read_line('{"id": [1], "text": "x", "partner": 3}')[0] == [1]


def started(*args: str, stdin: Path, stdout) -> subprocess.Popen:
    return subprocess.Popen([sys.executable, "-m", "coach", "batch", "--findings-only", *args], stdin=stdin.open("rb"), stdout=stdout, stderr=subprocess.PIPE)


@pytest.fixture(scope="module")
def many(tmp_path_factory) -> Path:
    path = tmp_path_factory.mktemp("many") / "in.jsonl"
    path.write_text("".join(json.dumps({"id": at, "text": f"You never listen to me, not on day {at}. The sink was full."}) + "\n" for at in range(3000)))
    return path


def test_a_reader_that_goes_away_ends_it_quietly(many: Path):
    ran = started(stdin=many, stdout=subprocess.PIPE)
    assert json.loads(ran.stdout.readline())["id"] == 0
    ran.stdout.close()
    assert ran.wait(timeout=60) == 0
    assert ran.stderr.read() == b""


@pytest.mark.skipif(sys.platform != "linux", reason="asks /proc for the workers")
def test_a_killed_worker_loses_nothing(many: Path, tmp_path: Path):
    out = tmp_path / "out.jsonl"
    ran = started("--jobs", "2", stdin=many, stdout=out.open("wb"))
    workers: list[str] = []
    while ran.poll() is None and (len(workers) < 2 or not out.stat().st_size):
        workers = Path(f"/proc/{ran.pid}/task/{ran.pid}/children").read_text().split()
        time.sleep(0.02)
    assert ran.poll() is None, "it was done before a worker could be killed"
    os.kill(int(workers[0]), signal.SIGKILL)
    assert ran.wait(timeout=120) == 0
    assert [json.loads(line)["id"] for line in out.read_text().splitlines()] == list(range(3000))
