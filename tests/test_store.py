"""What practice keeps: for this user alone, no words unless chosen, and whatever befalls the file, practice goes on."""

import contextlib
import csv
from datetime import UTC, datetime, timedelta, timezone
import io
import json
import os
from pathlib import Path
import sqlite3
import stat
import subprocess
import sys
import threading

import pytest

from coach.practice import schedule, store
from coach.practice.exporting import COLUMNS, as_csv, as_json, safe
from coach.practice.store import MIGRATIONS, Kept, Result, Store

ROOT = getattr(os, "geteuid", lambda: 1)() == 0
NOW = datetime(2026, 3, 4, 12, 30, 15, 250, tzinfo=UTC)
ONE = Result("camera_test.01", 3, ("observation", "label"), NOW)
TWO = Result("always_never_hunt.02", 1, ("generalisation",), NOW + timedelta(minutes=1))
CARD = schedule.reviewed(None, 3, NOW)


def raw(folder: Path) -> sqlite3.Connection:
    return sqlite3.connect(folder / store.NAME, isolation_level=None)


def test_what_is_recorded_is_there_the_next_time(tmp_path):
    first = Store(tmp_path)
    first.record(ONE, CARD)
    first.record(TWO)
    again = Store(tmp_path)
    assert again.results() == (ONE, TWO)
    assert again.cards() == {ONE.item: CARD}
    assert again.trouble is again.notice is None
    assert (ONE.right, TWO.right, ONE.drill) == (True, False, "camera_test")


def test_a_time_of_another_zone_is_kept_as_the_same_moment(tmp_path):
    Store(tmp_path).record(Result("a.01", 3, (), NOW.astimezone(timezone(timedelta(hours=5)))))
    assert Store(tmp_path).results()[0].at == NOW


@pytest.mark.skipif(os.name == "nt", reason="file modes are POSIX")
def test_it_is_for_this_user_alone(tmp_path):
    before = os.umask(0)
    try:
        Store(tmp_path / "deep" / "down").record(ONE)
    finally:
        os.umask(before)
    file = tmp_path / "deep" / "down" / store.NAME
    assert stat.S_IMODE(file.stat().st_mode) == 0o600
    assert stat.S_IMODE(file.parent.stat().st_mode) == 0o700
    file.chmod(0o644)
    Store(tmp_path / "deep" / "down")
    assert stat.S_IMODE(file.stat().st_mode) == 0o600


def test_no_words_of_an_answer_unless_chosen(tmp_path):
    one = Store(tmp_path)
    one.record(ONE, CARD)
    columns = {name for table in ("result", "card") for _, name, *_ in raw(tmp_path).execute(f"pragma table_info({table})")}
    assert columns == {"id", "item", "at", "rating", "kinds", "state"}
    assert one.kept() == ()
    one.keep(ONE.item, NOW, "I felt sad about the marmalade.")
    assert Store(tmp_path).kept() == (Kept(ONE.item, NOW, "I felt sad about the marmalade."),)


def test_half_a_character_is_no_trouble(tmp_path):
    one = Store(tmp_path)
    one.keep(ONE.item, NOW, "sad \ud83d today")
    assert one.trouble is None
    assert one.kept()[0].answer == "sad ? today"


def test_an_older_file_is_brought_on(tmp_path):
    with raw(tmp_path) as file:
        for statement in MIGRATIONS[0]:
            file.execute(statement)
        file.execute("pragma user_version = 1")
        file.execute("insert into result (item, at, rating, kinds) values (?, ?, ?, ?)", (ONE.item, NOW.isoformat(), 3, json.dumps(ONE.kinds)))
    one = Store(tmp_path)
    assert one.results() == (ONE,)
    one.keep(ONE.item, NOW, "kept")
    assert len(one.kept()) == 1
    assert raw(tmp_path).execute("pragma user_version").fetchone()[0] == len(MIGRATIONS)


def test_a_migration_is_all_or_nothing(tmp_path, monkeypatch):
    Store(tmp_path).record(ONE)
    monkeypatch.setattr(store, "MIGRATIONS", (*MIGRATIONS, ("create table more (id)", "create nonsense")))
    assert Store(tmp_path).trouble
    assert raw(tmp_path).execute("select count(*) from sqlite_master where name = 'more'").fetchone()[0] == 0
    assert raw(tmp_path).execute("pragma user_version").fetchone()[0] == len(MIGRATIONS)


def test_a_file_of_a_newer_coach_is_left_alone(tmp_path):
    Store(tmp_path).record(ONE)
    raw(tmp_path).execute("pragma user_version = 99")
    before = (tmp_path / store.NAME).read_bytes()
    one = Store(tmp_path)
    one.record(TWO)
    assert "newer" in one.trouble
    assert one.results() == (TWO,)
    assert (tmp_path / store.NAME).read_bytes() == before
    assert not one.asides()


def test_locked_then_free(tmp_path, monkeypatch):
    monkeypatch.setattr(store, "WAIT", 0.05)
    one = Store(tmp_path)
    other = raw(tmp_path)
    other.execute("begin exclusive")
    one.record(ONE, CARD)
    assert "Another program" in one.trouble
    assert "not saved" in one.trouble
    assert one.results() == (ONE,)
    assert one.cards() == {ONE.item: CARD}
    other.execute("rollback")
    one.record(TWO)
    assert one.trouble is None
    assert Store(tmp_path).results() == (ONE, TWO)


def test_full(tmp_path, monkeypatch):
    one = Store(tmp_path)
    one.record(ONE)
    with monkeypatch.context() as patch:
        patch.setattr(store, "PRAGMAS", ("max_page_count = 1",))
        one.keep(ONE.item, NOW, "long " * 5000)
        assert "no room" in one.trouble
        assert [kept.item for kept in one.kept()] == [ONE.item]
        assert one.trouble
        assert raw(tmp_path).execute("select count(*) from kept").fetchone()[0] == 0
    one.record(TWO)
    assert one.trouble is None
    assert len(Store(tmp_path).kept()) == 1


@pytest.mark.skipif(sys.platform != "linux" or not ROOT, reason="needs a small disk of its own")
def test_a_disk_that_is_really_full(tmp_path):
    small = tmp_path / "small"
    small.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64k", "tmpfs", str(small)], capture_output=True, check=False).returncode:
        pytest.skip("no mounting here")
    try:
        one = Store(small)
        one.record(ONE)
        with (small / "filler").open("wb", buffering=0) as filler, contextlib.suppress(OSError):
            while filler.write(b"x" * 4096):
                pass
        one.record(TWO)
        assert "no room" in one.trouble
        assert one.results() == (ONE, TWO)
        assert one.erase()
    finally:
        subprocess.run(["umount", "-l", str(small)], check=True)


def test_read_only(tmp_path, monkeypatch):
    one = Store(tmp_path)
    one.record(ONE)
    monkeypatch.setattr(store, "PRAGMAS", ("query_only = on",))
    one.record(TWO)
    assert "read but not written" in one.trouble
    assert one.results() == (ONE, TWO)
    assert "read but not written" in one.trouble


@pytest.mark.skipif(os.name == "nt" or ROOT, reason="root may write anywhere")
def test_read_only_by_its_mode(tmp_path):
    one = Store(tmp_path)
    one.record(ONE)
    (tmp_path / store.NAME).chmod(0o400)
    one.record(TWO)
    assert one.trouble
    assert one.results() == (ONE, TWO)


@pytest.mark.parametrize("spoil", [
    lambda file: file.write_bytes(b"this is no database, whatever it says" * 200),
    lambda file: file.write_bytes(file.read_bytes()[:5000] + os.urandom(len(file.read_bytes()) - 5000)),
    lambda file: file.write_bytes(file.read_bytes()[:-3000]),
], ids=["not one", "garbled", "cut short"])
def test_a_broken_file_is_set_aside_and_practice_goes_on(tmp_path, spoil):
    one = Store(tmp_path)
    for number in range(60):
        one.record(Result(f"camera_test.{number:02d}", 3, ("observation",) * 20, NOW))
    spoil(tmp_path / store.NAME)
    spoilt = (tmp_path / store.NAME).read_bytes()
    again = Store(tmp_path)
    assert "set aside" in again.notice
    assert [path.read_bytes() for path in again.asides()] == [spoilt]
    again.record(TWO)
    assert again.trouble is None
    assert Store(tmp_path).results() == (TWO,)


def test_a_file_that_breaks_while_it_is_used(tmp_path):
    one = Store(tmp_path)
    one.record(ONE)
    (tmp_path / store.NAME).write_bytes(b"no more " * 1000)
    one.record(TWO, CARD)
    assert one.results() == (TWO,)
    assert len(one.asides()) == 1
    assert one.trouble is None
    (tmp_path / store.NAME).write_bytes(b"and again " * 1000)
    assert one.results() == ()
    assert len(one.asides()) == 2


def test_rows_that_cannot_be_read_are_passed_over(tmp_path):
    one = Store(tmp_path)
    one.record(ONE)
    raw(tmp_path).execute("insert into result (item, at, rating, kinds) values ('x.01', 'someday', 3, '[]'), ('x.02', ?, 3, '[')", (NOW.isoformat(),))
    raw(tmp_path).execute("insert into card (item, state) values ('x.01', '{')")
    assert one.results() == (ONE,)
    assert one.cards() == {}


@pytest.mark.parametrize("where", ["/dev/null/there", "/proc/there"])
@pytest.mark.skipif(not Path("/proc/self").exists(), reason="needs a place that cannot be")
def test_no_place_for_it(where):
    one = Store(Path(where))
    one.record(ONE, CARD)
    assert one.trouble.startswith("There is no folder")
    assert one.results() == (ONE,)
    assert one.cards() == {ONE.item: CARD}
    assert as_csv(one).count("\r\n") == 2


def test_no_home_at_all(monkeypatch):
    for name in ("HOME", "XDG_DATA_HOME"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(store, "user_data_path", lambda *_, **__: Path("~/.local/share/coach"))
    one = Store()
    one.record(ONE)
    assert one.path is None
    assert one.trouble
    assert one.results() == (ONE,)
    assert one.erase()
    assert one.results() == ()


def test_the_folder_is_the_users_own(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path))
    assert store.place().is_absolute()
    if sys.platform == "linux":
        assert store.place() == tmp_path / "coach" / store.NAME


def test_many_at_once(tmp_path):
    one, other = Store(tmp_path), Store(tmp_path)

    def work(which: Store, name: str) -> None:
        for number in range(15):
            which.record(Result(f"{name}.{number:02d}", 3, (), NOW))

    threads = [threading.Thread(target=work, args=(which, name)) for which, name in ((one, "a"), (one, "b"), (other, "c"))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    one.record(ONE)
    other.record(TWO)
    assert len(Store(tmp_path).results()) == 47


# to take away, and to forget

@pytest.mark.parametrize("cell", ["=1+1", "+1", "-1", "@SUM(A1)", "\t=1", "\r=1", "\n=1", "  =1", "＝1", "|cmd", '=HYPERLINK("http://evil.example")'])
def test_no_cell_is_taken_for_a_formula(cell):
    assert safe(cell) == f"'{cell}"


def test_csv_and_json_hold_everything(tmp_path):
    one = Store(tmp_path)
    one.record(ONE, CARD)
    one.record(TWO)
    one.keep(TWO.item, TWO.at, '=cmd|"/c calc"!A1, I felt sad\nand "lonely"')
    one.keep("gone.01", NOW, "@an older one")
    rows = list(csv.reader(io.StringIO(as_csv(one), newline="")))
    assert rows[0] == list(COLUMNS)
    assert rows[1] == [ONE.item, "camera_test", NOW.isoformat(), "3", "observation label", ""]
    assert rows[2][-1] == '\'=cmd|"/c calc"!A1, I felt sad\nand "lonely"'
    assert rows[3] == ["gone.01", "gone", NOW.isoformat(), "", "", "'@an older one"]
    data = json.loads(as_json(one))
    assert [row["item"] for row in data["results"]] == [ONE.item, TWO.item]
    assert data["cards"][ONE.item]["due"]
    assert data["kept"][1]["answer"].startswith("=cmd") or data["kept"][0]["answer"].startswith("=cmd")


def test_erase_forgets_everything(tmp_path):
    one = Store(tmp_path)
    one.record(ONE, CARD)
    one.keep(ONE.item, NOW, "marmalade in my own words")
    (tmp_path / store.NAME).write_bytes((tmp_path / store.NAME).read_bytes()[:-1500])
    broken = Store(tmp_path)
    assert broken.asides()
    broken.keep(ONE.item, NOW, "marmalade in my own words")
    assert broken.erase()
    assert (broken.results(), broken.cards(), broken.kept(), broken.asides(), broken.trouble) == ((), {}, (), (), None)
    assert [path for path in tmp_path.iterdir() if b"marmalade" in path.read_bytes()] == []
    broken.record(TWO)
    assert Store(tmp_path).results() == (TWO,)


def test_erase_where_the_file_cannot_be_written(tmp_path, monkeypatch):
    one = Store(tmp_path)
    one.record(ONE)
    monkeypatch.setattr(store, "PRAGMAS", ("query_only = on",))
    assert one.erase()
    assert not (tmp_path / store.NAME).exists()
    monkeypatch.undo()
    assert Store(tmp_path).results() == ()
