"""The command that sends a batch to a cluster: what it takes, what it says, and that nothing leaves this computer."""

from contextlib import suppress
from pathlib import Path
import re
import shutil
import socket
import subprocess
import sys

import psutil
from pyarrow import parquet
import pytest

from coach.cluster.fitting import ClusterError, local_workers, unfit
from coach.cluster.running import PART, run
from tests.test_cluster import FASTEST, ROOT, Cut, here, table


def answered(port: int, path: str) -> bytes:
    with socket.create_connection(("127.0.0.1", port), timeout=2) as asked:
        asked.sendall(f"GET {path} HTTP/1.0\r\n\r\n".encode())
        with suppress(OSError):
            return asked.recv(100)
    return b""


def test_local_listens_on_this_computer_only_and_shows_no_page(tmp_path: Path):
    heard: list[tuple[str, int]] = []

    def listening() -> set[tuple[str, int]]:
        whole = [psutil.Process(), *psutil.Process().children(recursive=True)]
        return {(one.laddr.ip, one.laddr.port) for each in whole for one in each.net_connections() if one.status == psutil.CONN_LISTEN}

    before = listening()

    def look() -> None:
        heard.extend(listening() - before)
        for _, port in heard:
            for path in ("/", "/status", "/info/main/workers.html", "/metrics", "/json/counts.json", "/sysmon"):
                assert b" 200 " not in answered(port, path), (port, path)

    parquet.write_table(table(PART * 2), tmp_path / "in.parquet")
    assert run("local:1", tmp_path / "in.parquet", tmp_path / "out.parquet", FASTEST, progress=Cut(1, look)) == 1
    assert {place for place, _ in heard} == {"127.0.0.1"}
    assert len(heard) >= 3


@pytest.mark.skipif(shutil.which("strace") is None, reason="looks on with strace")
def test_local_asks_for_nothing_elsewhere(tmp_path: Path):
    parquet.write_table(table(20), tmp_path / "in.parquet")
    command = [sys.executable, "-m", "coach", "batch", "--cluster", "local:1", str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet"), "--findings-only"]
    subprocess.run(["strace", "-f", "-qq", "-e", "trace=connect,bind,sendto,sendmsg", "-o", str(tmp_path / "calls"), *command], cwd=ROOT, check=False)
    calls = (tmp_path / "calls").read_text()
    places = set(re.findall(r'inet_addr\("([^"]+)"\)|inet_pton\(AF_INET6, "([^"]+)"', calls))
    assert ("127.0.0.1", "") in places <= {("127.0.0.1", ""), ("", "::1")}
    assert parquet.read_metadata(tmp_path / "out.parquet").num_rows == 20


def test_addresses():
    assert [local_workers(one) for one in ("local:2", "tcp://10.0.0.5:8786", "tls://box.example:8786", "box:8786", "tcp://[::1]:8786")] == [2, 0, 0, 0, 0]
    for odd in ("local", "local:0", "local:two", "http://box:8786", "box", ""):
        with pytest.raises(ClusterError, match="give the address of a Dask scheduler"):
            local_workers(odd)


def test_arguments_that_do_not_go_together():
    assert unfit(None, None, None, jobs=2, resume="x") == ""
    assert unfit("local:1", "in", "out", jobs=None, resume=None) == ""
    assert "go with --cluster" in unfit(None, "in", "out", jobs=None, resume=None)
    assert "two files" in unfit("local:1", "in", None, jobs=None, resume=None)
    assert unfit("local:1", "in", "out", jobs=1, resume=None).startswith("--jobs does not")
    assert unfit("local:1", "in", "out", jobs=None, resume="x").startswith("--resume does not")


def told(*args: str) -> subprocess.CompletedProcess:
    return subprocess.run([sys.executable, "-m", "coach", "batch", *args], stdin=subprocess.DEVNULL, capture_output=True, text=True, check=False)


def test_the_command(tmp_path: Path):
    parquet.write_table(table(9), tmp_path / "in.parquet")
    folder = tmp_path / "mine"
    (folder / "own").mkdir(parents=True)
    (folder / "own" / "words.toml").write_text('[[rule]]\nid = "own/words.one"\nseverty = 2\n')
    ran = told("--cluster", "local:1", str(tmp_path / "in.parquet"), str(tmp_path / "out.parquet"), "--findings-only")
    assert (ran.returncode, ran.stdout, ran.stderr) == (1, "", "")
    assert parquet.read_table(tmp_path / "out.parquet")["review"].to_pylist() == here(table(9).to_pylist(), FASTEST)[1]
    ran = told("--cluster", "local:1", str(tmp_path / "in.parquet"), str(tmp_path / "else.parquet"), "--rules", str(folder))
    assert ran.returncode == 2
    assert "severty" in ran.stderr
    assert "Traceback" not in ran.stderr
    assert not (tmp_path / "else.parquet").exists()


def test_the_command_says_where_drafts_go():
    assert "travel to the workers of the cluster you name" in " ".join(told("--help").stdout.split())
    ran = told("--jobs", "2", "--cluster", "local:1", "in", "out")
    assert (ran.returncode, ran.stderr) == (2, "--jobs does not go with --cluster.\n")
    assert told("in", "out").returncode == 2
