"""Batches on a cluster: real worker processes, the same answers in the same order, through killed workers."""

from collections.abc import Iterator
from contextlib import contextmanager
import io
import json
import os
from pathlib import Path
import shutil
import signal
import socket
import subprocess
import sys
import time

import dask
from distributed import LocalCluster
import psutil
import pyarrow
from pyarrow import parquet
import pytest

from coach import batching
from coach.batching import Options, answers
from coach.cluster import fitting, joining, running, working
from coach.cluster.fitting import ClusterError
from coach.cluster.running import PART, run, words
from coach.cluster.sameness import differing, make
from coach.cluster.working import Part, work

TEXTS = ["You never listen to me.", None, "love you 😘 see you at 6", "", "calm down", "You always ruin it. The sink was full.", "je ne sais pas pourquoi tu fais ça"]
PARTNERS = [None, None, None, "hi", "my boss tore my report apart", None, None]
ROOT = Path(__file__).parent.parent
FAST = Options(strengths=False)
FASTEST = Options(rewrites=False, strengths=False)


def table(rows: int, **columns) -> pyarrow.Table:
    """So many rows of the texts over and over, each with an id of words."""
    at = [index % len(TEXTS) for index in range(rows)]
    return pyarrow.table({"id": [f"é{index}" for index in range(rows)], "text": [TEXTS[one] for one in at], "partner": [PARTNERS[one] for one in at]} | columns)


def here(rows: list[dict], options: Options) -> tuple[int, list[str]]:
    """What `batch` without a cluster writes for rows."""
    out = io.StringIO()
    status = batching.run(io.BytesIO("".join(json.dumps(row) + "\n" for row in rows).encode()), out, options)
    return status, out.getvalue().splitlines()


@pytest.fixture(scope="module")
def address():
    with LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0") as found:
        yield found.scheduler_address


def test_a_cluster_gives_what_one_process_gives(address: str, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(running, "_GROUP", 300)
    given = table(PART * 2 + 30)
    parquet.write_table(given, tmp_path / "in.parquet", row_group_size=100)
    status = run(address, tmp_path / "in.parquet", tmp_path / "out.parquet", FAST)
    out = parquet.read_table(tmp_path / "out.parquet")
    assert (status, out["review"].to_pylist()) == here(given.to_pylist(), FAST)
    assert status == 1
    assert out["id"] == given["id"]
    assert "error" in json.loads(out["review"][1].as_py())
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_rows_without_an_id_are_numbered_and_further_columns_left(address: str, tmp_path: Path):
    parquet.write_table(pyarrow.table({"when": [1.5] * 600, "text": ["see you at 6"] * 600}), tmp_path / "in.parquet", row_group_size=250)
    assert run(address, tmp_path / "in.parquet", tmp_path / "out.parquet", FASTEST) == 0
    out = parquet.read_table(tmp_path / "out.parquet")
    assert out["id"].to_pylist() == [json.loads(one)["id"] for one in out["review"].to_pylist()] == list(range(600))


def test_no_rows_give_no_rows(address: str, tmp_path: Path):
    parquet.write_table(table(0, id=pyarrow.array([], pyarrow.int32()), text=pyarrow.array([], pyarrow.string())), tmp_path / "in.parquet")
    assert run(address, tmp_path / "in.parquet", tmp_path / "out.parquet", FASTEST) == 0
    assert parquet.read_schema(tmp_path / "out.parquet") == pyarrow.schema([("id", pyarrow.int32()), ("review", pyarrow.string())])


class Killer(batching.Progress):
    """Ends a worker with -9 when the first part is done."""

    killed = 0

    def add(self, messages: int, place: int) -> None:
        workers = [one for one in psutil.Process().children() if "spawn_main" in " ".join(one.cmdline())] if not self.killed else []
        if workers:
            self.killed = workers[-1].pid
            os.kill(self.killed, signal.SIGKILL)


def test_a_killed_worker_loses_nothing(tmp_path: Path):
    given = table(PART * 12)
    parquet.write_table(given, tmp_path / "in.parquet")
    killer = Killer(io.StringIO(), 0)
    assert run("local:2", tmp_path / "in.parquet", tmp_path / "out.parquet", FASTEST, progress=killer) == 1
    assert killer.killed
    out = parquet.read_table(tmp_path / "out.parquet")
    assert out["id"] == given["id"]
    assert out["review"].to_pylist() == here(given.to_pylist(), FASTEST)[1]


def deadly(part: Part, options: Options, wanted: dict) -> tuple[list[str], bool]:
    """In a worker: one line in it ends the process, the others come to themselves."""
    if any("the end" in line for line in part.lines):
        os.kill(os.getpid(), signal.SIGKILL)
    return list(part.lines), True


def test_a_row_that_ends_its_worker_is_told_as_an_error(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(running, "work", deadly)
    parquet.write_table(pyarrow.table({"text": ["before", "the end", "after"]}), tmp_path / "in.parquet")
    with dask.config.set({"distributed.scheduler.allowed-failures": 0}):
        assert run("local:1", tmp_path / "in.parquet", tmp_path / "out.parquet", FASTEST) == 1
    lines = [json.loads(one) for one in parquet.read_table(tmp_path / "out.parquet")["review"].to_pylist()]
    assert [(line["id"], line.get("error")) for line in lines] == [(0, None), (1, batching._KILLED), (2, None)]


def test_work_is_answers(coach):
    lines = ('{"id": 1, "text": "You never listen to me."}', "no")
    assert work(Part(lines), FAST, make(())) == answers(lines, coach, FAST)
    assert "listen" not in repr(Part(lines))


@pytest.mark.parametrize(("columns", "said"), [
    ({"words": ["hi"]}, "no column `text`. The columns are: words"), ({"text": [3]}, "`text` holds int64; it has to hold words"),
    ({"text": ["hi"], "id": [1.5]}, "`id` holds double; it has to hold words or whole numbers"), ({"text": ["hi"], "partner": [True]}, "`partner` holds bool"),
])
def test_columns_that_do_not_fit_are_told(tmp_path: Path, columns: dict, said: str):
    parquet.write_table(pyarrow.table(columns), tmp_path / "in.parquet")
    with pytest.raises(ClusterError, match=said):
        run("local:1", tmp_path / "in.parquet", tmp_path / "out.parquet", FAST)
    assert not (tmp_path / "out.parquet").exists()


def test_files_that_do_not_fit_are_told(tmp_path: Path):
    given, odd = tmp_path / "in.parquet", tmp_path / "odd.parquet"
    parquet.write_table(table(3), given)
    odd.write_text("PAR1, says this file of words")
    for source, target, said in (
        (tmp_path / "none", odd, "no such file"), (odd, given, "not a whole Parquet file"), (given, tmp_path / "no" / "out", "no such folder"),
        (given, tmp_path, "is a folder"), (given, given, "is the file to be read"),
    ):
        with pytest.raises(ClusterError, match=said):
            run("local:1", source, target, FAST)


def test_what_is_not_installed_is_told(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(fitting, "find_spec", lambda name: None)
    with pytest.raises(ClusterError, match=r"dask is not installed here\. `make cluster`"):
        run("local:1", tmp_path / "in.parquet", tmp_path / "out.parquet", FAST)


def test_a_scheduler_that_is_not_there_is_told(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(joining, "_PATIENCE", 1)
    parquet.write_table(table(3), tmp_path / "in.parquet")
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        with pytest.raises(ClusterError, match="No Dask scheduler answers at"):
            run(f"tcp://127.0.0.1:{taken.getsockname()[1]}", tmp_path / "in.parquet", tmp_path / "out.parquet", FAST)


def test_a_scheduler_without_workers_is_told(tmp_path: Path, monkeypatch):
    monkeypatch.setattr(joining, "_PATIENCE", 1)
    parquet.write_table(table(3), tmp_path / "in.parquet")
    with LocalCluster(n_workers=0, host="127.0.0.1", dashboard_address="127.0.0.1:0") as idle, pytest.raises(ClusterError, match="has no worker"):
        run(idle.scheduler_address, tmp_path / "in.parquet", tmp_path / "out.parquet", FAST)


@contextmanager
def begun_by_hand(space: Path, folder: Path = ROOT) -> Iterator[tuple[str, list[subprocess.Popen]]]:
    """(address, [scheduler, worker]), as the README has it: begun in the coach's folder, and nothing else set."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        address = f"tcp://127.0.0.1:{free.getsockname()[1]}"
    tools = {
        "dask_scheduler": ["--host", "127.0.0.1", "--port", address.rpartition(":")[2], "--no-dashboard"],
        "dask_worker": [address, "--nthreads", "1", "--host", "127.0.0.1", "--no-nanny", "--no-dashboard", "--local-directory", str(space)],
    }
    begun = [subprocess.Popen([sys.executable, "-m", f"distributed.cli.{tool}", *more], cwd=folder, stderr=(space.parent / tool).open("wb")) for tool, more in tools.items()]
    try:
        yield address, begun
    finally:
        for one in begun:
            one.kill()
            one.wait()


def test_a_cluster_begun_by_hand(tmp_path: Path):
    parquet.write_table(table(20), tmp_path / "in.parquet")
    with begun_by_hand(tmp_path / "space") as (address, _):
        assert run(address, tmp_path / "in.parquet", tmp_path / "out.parquet", FAST) == 1
    assert parquet.read_table(tmp_path / "out.parquet")["review"].to_pylist() == here(table(20).to_pylist(), FAST)[1]
    for log in ("dask_scheduler", "dask_worker"):
        assert "Start" in (tmp_path / log).read_text()
        assert "sink" not in (tmp_path / log).read_text()


@pytest.fixture(scope="module")
def copy(tmp_path_factory) -> Path:
    """The coach in another place, as on another computer."""
    place = tmp_path_factory.mktemp("copy")
    for name in ("coach", "rules"):
        shutil.copytree(ROOT / name, place / name, ignore=shutil.ignore_patterns("__pycache__"))
    shutil.copy(ROOT / "pyproject.toml", place)
    return place


def made_in(place: Path) -> dict[str, str]:
    asks = "import json; from coach.cluster.sameness import make; print(json.dumps(make(())))"
    return json.loads(subprocess.run([sys.executable, "-c", asks], cwd=place, capture_output=True, text=True, check=True).stdout)


def test_the_same_coach_is_the_same_in_another_place(copy: Path):
    shared = copy / "rules" / "support.toml"
    kept = shared.read_bytes()
    shared.write_bytes(kept.replace(b"\n", b"\r\n"))
    try:
        assert made_in(copy) == made_in(ROOT)
    finally:
        shared.write_bytes(kept)


def test_a_worker_with_other_rules_is_told(copy: Path, tmp_path: Path):
    parquet.write_table(table(3), tmp_path / "in.parquet")
    words = copy / "rules" / "words" / "of_one_computer.toml"
    words.write_text('of_one_computer = ["hello"]\n')
    said = r"The worker at tcp://127\.0\.0\.1:\d+ has another coach than this computer: rules\. Put the same copy"
    with begun_by_hand(tmp_path / "space", copy) as (address, _), pytest.raises(ClusterError, match=said):
        run(address, tmp_path / "in.parquet", tmp_path / "out.parquet", FAST)
    words.unlink()
    assert sorted(path.name for path in tmp_path.glob("*.parquet*")) == ["in.parquet"]


def test_a_worker_without_the_coach_is_told(tmp_path: Path):
    parquet.write_table(table(3), tmp_path / "in.parquet")
    (tmp_path / "empty").mkdir()
    said = r"does not find this coach\. Start it in the coach's folder"
    with begun_by_hand(tmp_path / "space", tmp_path / "empty") as (address, _), pytest.raises(ClusterError, match=said):
        run(address, tmp_path / "in.parquet", tmp_path / "out.parquet", FAST)


def test_a_worker_that_joins_later_with_another_coach_reads_nothing():
    with pytest.raises(ClusterError, match=r"another coach than this computer: version \(\d.*; here 9\)\. Put the same"):
        work(Part(('{"id": 1, "text": "hi"}',)), FAST, make(()) | {"version": "9"})


def test_folders_of_rules_count_by_what_they_hold(tmp_path: Path):
    for name, id_ in (("a", "own"), ("b", "own"), ("c", "else")):
        (tmp_path / name / "own").mkdir(parents=True)
        (tmp_path / name / "own" / "words.toml").write_text(f'[[rule]]\nid = "own/words.{id_}"\n')
    found = [make((str(tmp_path / name),))["rules"] for name in "abc"]
    assert found[0] == found[1] != found[2] != make(())["rules"]
    assert differing(make(()), make((str(tmp_path / "a"),))) == "rules"
    assert differing({"version": "2", "code": "a"}, {"code": "b"}) == "version (none; here 2), code"


def test_a_mistake_of_the_coach_is_told_without_the_message(monkeypatch):
    def broken(*_):
        raise ValueError("You never listen")

    monkeypatch.setattr(working, "answers", broken)
    with pytest.raises(ClusterError, match=r"\(ValueError in test_cluster\.py, line \d+\)") as told:
        work(Part(("{}",)), FAST, make(()))
    assert "listen" not in str(told.value)
    assert told.value.__context__ is None


class Cut(batching.Progress):
    """Ends a run after so many messages, by an error or by what it is given to do."""

    def __init__(self, after: int, do=None):
        super().__init__(io.StringIO(), 0)
        self.after, self.do = after, do

    def add(self, messages: int, place: int) -> None:
        super().add(messages, place)
        if self.messages >= self.after > 0:
            self.after = 0
            if self.do is None:
                raise KeyboardInterrupt
            self.do()


def test_a_cut_run_goes_on_where_it_was(address: str, tmp_path: Path, monkeypatch):
    monkeypatch.setattr(running, "_GROUP", 300)
    texts = [None, *["see you at 6"] * (PART * 4)]
    given = pyarrow.table({"text": texts})
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    parquet.write_table(given, source, row_group_size=1000)
    parts = tmp_path / "out.parquet.parts"
    with pytest.raises(KeyboardInterrupt):
        run(address, source, target, FASTEST, progress=Cut(1))
    with pytest.raises(KeyboardInterrupt):
        run(address, source, target, FASTEST, progress=Cut(PART * 2))
    assert not target.exists()
    assert sorted(path.name for path in parts.iterdir()) == ["000000000000.parquet", "000000000256.parquet", "run.json"]
    # What ends without a chance to tidy up leaves a file that is not whole.
    (parts / ".000000000768.parquet.unfinished").write_bytes(b"PAR1")
    rest = batching.Progress(io.StringIO(), 0)
    assert run(address, source, target, FASTEST, progress=rest) == 1
    assert rest.messages == len(texts) - PART * 3
    out = parquet.read_table(target)
    assert out["id"].to_pylist() == list(range(len(texts)))
    assert out["review"].to_pylist() == here([{"id": at, "text": text} for at, text in enumerate(texts)], FASTEST)[1]
    assert sorted(path.name for path in tmp_path.iterdir()) == ["in.parquet", "out.parquet"]


def test_ctrl_c_ends_it_in_words(tmp_path: Path):
    """On a terminal it reaches the workers as well."""
    parquet.write_table(table(PART * 60), tmp_path / "in.parquet")
    command = [sys.executable, "-m", "coach", "batch", "--cluster", "local:1", str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet")]
    ran = subprocess.Popen(command, cwd=ROOT, stderr=subprocess.PIPE, text=True, start_new_session=True)
    while ran.poll() is None and not (tmp_path / "out.parquet.parts" / "run.json").exists():
        time.sleep(0.05)
    os.killpg(ran.pid, signal.SIGINT)
    said = ran.communicate(timeout=60)[1]
    assert (ran.returncode, said.startswith("\nStopped."), said.count("\n")) == (130, True, 2), said
    assert not (tmp_path / "out.parquet").exists()


def test_another_run_does_not_go_on_with_it(address: str, tmp_path: Path):
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    parquet.write_table(table(PART * 2), source)
    with pytest.raises(KeyboardInterrupt):
        run(address, source, target, FASTEST, progress=Cut(1))
    with pytest.raises(ClusterError, match=r"holds the beginning of another run \(other options\)\. Take it away"):
        run(address, source, target, FAST)
    parquet.write_table(table(PART * 2 + 1), source)
    with pytest.raises(ClusterError, match=r"\(other messages\)"):
        run(address, source, target, FASTEST)
    assert "never" not in (tmp_path / "out.parquet.parts" / "run.json").read_text()


def test_a_folder_of_somebody_else_is_left_alone(address: str, tmp_path: Path):
    parquet.write_table(table(3), tmp_path / "in.parquet")
    (tmp_path / "out.parquet.parts").mkdir()
    (tmp_path / "out.parquet.parts" / "000000000000.parquet").write_text("mine")
    with pytest.raises(ClusterError, match="is in the way"):
        run(address, tmp_path / "in.parquet", tmp_path / "out.parquet", FASTEST)
    assert (tmp_path / "out.parquet.parts" / "000000000000.parquet").read_text() == "mine"


def test_a_scheduler_that_ends_in_the_middle_takes_nothing_along(tmp_path: Path):
    source, target = tmp_path / "in.parquet", tmp_path / "out.parquet"
    given = table(PART * 8)
    parquet.write_table(given, source)
    with begun_by_hand(tmp_path / "space") as (address, begun), pytest.raises(ClusterError, match="goes on from there"):
        run(address, source, target, FASTEST, progress=Cut(1, begun[0].kill))
    rest = batching.Progress(io.StringIO(), 0)
    assert run("local:1", source, target, FASTEST, progress=rest) == 1
    assert 0 < rest.messages < PART * 8
    assert parquet.read_table(target)["review"].to_pylist() == here(given.to_pylist(), FASTEST)[1]


def test_words_come_as_other_programs_write_them(address: str, tmp_path: Path):
    odd = pyarrow.array([b"You never listen \xff to me.", "caf\u00e9 at 6".encode()]).cast(pyarrow.binary())
    texts = pyarrow.Array.from_buffers(pyarrow.string(), 2, odd.buffers())
    assert words(texts) == ["You never listen \ufffd to me.", "caf\u00e9 at 6"]
    ids = pyarrow.array(["a", None]).dictionary_encode()
    parquet.write_table(pyarrow.table({"id": ids, "text": texts, "partner": pyarrow.nulls(2)}), tmp_path / "in.parquet")
    assert run(address, tmp_path / "in.parquet", tmp_path / "out.parquet", FASTEST) == 0
    out = parquet.read_table(tmp_path / "out.parquet")
    assert out["id"].to_pylist() == ["a", None] == [json.loads(one)["id"] for one in out["review"].to_pylist()]
    for kind in (pyarrow.large_string(), pyarrow.dictionary(pyarrow.int32(), pyarrow.string())):
        assert words(pyarrow.array(["hi", None]).cast(kind)) == ["hi", None]
