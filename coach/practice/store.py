"""What practice keeps: one SQLite file in the user's own data folder. Results and cards; an answer's words only where the person chose to.

Whatever befalls the file, practice goes on: what could not be saved is held for this visit and tried again with the next result.
"""

from collections.abc import Callable, Iterable, Mapping
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
import errno
import json
import os
from pathlib import Path
import sqlite3
import threading
from typing import TypeVar

from platformdirs import user_data_path

NAME = "practice.sqlite3"
MIGRATIONS = (
    (
        "create table result (id integer primary key, item text not null, at text not null, rating integer not null, kinds text not null)",
        "create table card (item text primary key, state text not null)",
    ),
    ("create table kept (id integer primary key, item text not null, at text not null, answer text not null)",),
)
"""Each brings a file one version on; `user_version` says how many it has had."""

PRAGMAS = ("secure_delete = on", "foreign_keys = on")
WAIT = 1.5
"""Seconds to wait for another program that has the file."""

_UNSAVED = "Practice goes on; what you do now is not saved."
_TROUBLES = {
    sqlite3.SQLITE_BUSY: "Another program has the practice file open right now.",
    sqlite3.SQLITE_LOCKED: "Another program has the practice file open right now.",
    sqlite3.SQLITE_FULL: "There is no room left on this disk.",
    sqlite3.SQLITE_READONLY: "The practice file may be read but not written.",
    sqlite3.SQLITE_CANTOPEN: "The practice file cannot be opened.",
    sqlite3.SQLITE_PERM: "The practice file cannot be opened.",
    sqlite3.SQLITE_IOERR: "The disk did not answer as it should.",
}
_DATED = "datetime(at) is not null"
_BROKEN = frozenset([sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB])
_NEWER = "The practice file was written by a newer coach, so it is left as it is."
_NO_PLACE = "There is no folder on this computer to keep practice in."

Done = TypeVar("Done")


@dataclass(frozen=True, slots=True)
class Result:
    """One answered item. rating: 1 again, 2 with help, 3 at once. at: aware, UTC."""

    item: str
    rating: int
    kinds: tuple[str, ...]
    at: datetime

    @property
    def right(self) -> bool:
        return self.rating > 1

    @property
    def drill(self) -> str:
        return self.item.rsplit(".", 1)[0]


@dataclass(frozen=True, slots=True)
class Kept:
    """An answer the person chose to keep; at is its result's."""

    item: str
    at: datetime
    answer: str


class NewerFileError(Exception):
    """The file's version is one this coach does not know."""


def place(folder: Path | None = None) -> Path | None:
    """Where the file is to be, or None where this computer has no place for it."""
    found = (folder or user_data_path("coach", appauthor=False)) / NAME
    return found if found.is_absolute() else None


def _version(file: sqlite3.Connection) -> int:
    return file.execute("pragma user_version").fetchone()[0]


def _migrate(file: sqlite3.Connection) -> None:
    """Bring a file to the newest version, all steps or none."""
    if _version(file) > len(MIGRATIONS):
        raise NewerFileError
    if _version(file) == len(MIGRATIONS):
        return
    file.execute("begin immediate")
    for statements in MIGRATIONS[_version(file):]:
        for statement in statements:
            file.execute(statement)
    file.execute(f"pragma user_version = {len(MIGRATIONS)}")
    file.execute("commit")


def _connect(path: Path) -> sqlite3.Connection:
    """An open file of the newest version; made, for this user alone, where there is none. Raises sqlite3.Error, OSError, NewerFileError."""
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    if not path.exists():
        os.close(os.open(path, os.O_CREAT | os.O_RDWR, 0o600))
    if os.name != "nt" and path.stat().st_mode & 0o077:
        path.chmod(0o600)
    file = sqlite3.connect(path, timeout=WAIT, isolation_level=None)
    try:
        for pragma in PRAGMAS:
            file.execute(f"pragma {pragma}")
        _migrate(file)
    except BaseException:
        file.close()
        raise
    return file


def _aside(path: Path) -> Path:
    """Move a file that cannot be read to a name of its own beside it; never over another one."""
    stamp = datetime.now(UTC).strftime("%Y%m%d-%H%M%S")
    names = (path.with_name(f"{path.stem}.broken-{stamp}{'' if not number else f'-{number}'}{path.suffix}") for number in range(1000))
    target = next(name for name in names if not name.exists())
    path.rename(target)
    return target


def _time(text: str) -> datetime:
    return datetime.fromisoformat(text)


class Store:
    """The practice file of this user; one a process. Nothing here raises: `trouble` says what is amiss, in a sentence."""

    def __init__(self, folder: Path | None = None):
        self.path = place(folder)
        self.trouble: str | None = None
        self.notice: str | None = None
        self._lock = threading.RLock()
        self._results: list[Result] = []
        self._cards: dict[str, str] = {}
        self._kept: list[Kept] = []
        if self._try(lambda file: file.execute("pragma quick_check(1)").fetchone()[0], "ok") != "ok":
            self._replace()

    @property
    def _waiting(self) -> bool:
        return bool(self._results or self._cards or self._kept)

    def _replace(self) -> bool:
        """Set the broken file aside; the next use makes a new one. False where it could not be moved."""
        try:
            target = _aside(self.path)
        except OSError:
            self.trouble = f"The practice file could not be read. {_UNSAVED}"
            return False
        self.notice = f"Your practice file could not be read. It is set aside as {target.name}, and a new one is begun."
        return True

    def _try(self, work: Callable[[sqlite3.Connection], Done], otherwise: Done, *, again: bool = True, writes: bool = False) -> Done:
        """Do some work with the file, or say what is amiss and give `otherwise`: the one place where its errors are met.

        writes: the work saves what was waiting; a file that can only be read stays in trouble until that is done.
        """
        with self._lock:
            if self.path is None:
                self.trouble = f"{_NO_PLACE} {_UNSAVED}"
                return otherwise
            try:
                with closing(_connect(self.path)) as file:
                    done = work(file)
                self.trouble = self.trouble if self._waiting and not writes else None
                return done
            except NewerFileError:
                self.trouble = f"{_NEWER} {_UNSAVED}"
            except OSError as error:
                self.trouble = f"{_TROUBLES[sqlite3.SQLITE_FULL] if error.errno == errno.ENOSPC else _NO_PLACE} {_UNSAVED}"
            except sqlite3.Error as error:
                code = getattr(error, "sqlite_errorcode", 0) & 0xFF
                if code not in _BROKEN:
                    self.trouble = f"{_TROUBLES.get(code, 'The practice file cannot be used right now.')} {_UNSAVED}"
                elif again and self._replace():
                    return self._try(work, otherwise, again=False, writes=writes)
            return otherwise

    def _save(self) -> None:
        """Write what is still only in memory, all of it or nothing; what is written is forgotten here."""
        def work(file: sqlite3.Connection) -> bool:
            file.execute("begin immediate")
            file.executemany("insert into result (item, at, rating, kinds) values (?, ?, ?, ?)", [
                (one.item, one.at.isoformat(), one.rating, json.dumps(one.kinds)) for one in self._results])
            file.executemany("insert or replace into card (item, state) values (?, ?)", list(self._cards.items()))
            file.executemany("insert into kept (item, at, answer) values (?, ?, ?)", [(one.item, one.at.isoformat(), one.answer) for one in self._kept])
            file.execute("commit")
            return True

        if self._try(work, False, writes=True):
            self._results, self._cards, self._kept = [], {}, []

    def record(self, result: Result, card: str | None = None) -> None:
        """Keep a result, and the item's next card."""
        with self._lock:
            self._results.append(replace(result, at=result.at.astimezone(UTC)))
            self._cards |= {result.item: card} if card else {}
            self._save()

    def keep(self, item: str, at: datetime, answer: str) -> None:
        """Keep an answer's words: only when the person chose to."""
        with self._lock:
            self._kept.append(Kept(item, at.astimezone(UTC), answer.encode("utf-8", "replace").decode()))
            self._save()

    def results(self) -> tuple[Result, ...]:
        """Every result, oldest first, those not saved yet too."""
        rows = self._try(lambda file: file.execute(f"select item, rating, kinds, at from result where json_valid(kinds) and {_DATED} order by at, id").fetchall(), [])
        return (*(Result(item, rated, tuple(json.loads(kinds)), _time(at)) for item, rated, kinds, at in rows), *self._results)

    def cards(self) -> dict[str, str]:
        """The card of each item that was practised."""
        return dict(self._try(lambda file: file.execute("select item, state from card where json_valid(state)").fetchall(), [])) | self._cards

    def kept(self) -> tuple[Kept, ...]:
        rows = self._try(lambda file: file.execute(f"select item, at, answer from kept where {_DATED} order by at, id").fetchall(), [])
        return (*(Kept(item, _time(at), answer) for item, at, answer in rows), *self._kept)

    def export(self) -> Mapping[str, object]:
        """Everything that is kept, as plain data."""
        return {
            "results": [{"item": one.item, "at": one.at.isoformat(), "rating": one.rating, "kinds": list(one.kinds)} for one in self.results()],
            "cards": {item: json.loads(card) for item, card in self.cards().items()},
            "kept": [{"item": one.item, "at": one.at.isoformat(), "answer": one.answer} for one in self.kept()],
        }

    def asides(self) -> tuple[Path, ...]:
        """Broken files that were set aside."""
        return tuple(sorted(self.path.parent.glob(f"{self.path.stem}.broken-*"))) if self.path else ()

    def erase(self) -> bool:
        """Forget everything: results, cards, kept answers, and files that were set aside. False, with `trouble`, where it could not be done."""
        def work(file: sqlite3.Connection) -> bool:
            file.execute("begin immediate")
            for table in ("result", "card", "kept"):
                file.execute(f"delete from {table}")
            file.execute("commit")
            file.execute("vacuum")
            return True

        with self._lock:
            self._results, self._cards, self._kept, self.notice = [], {}, [], None
            if self.path is None:
                return True
            emptied = self._try(work, False)
            gone = self._remove([*self.asides(), *([] if emptied else [self.path, self.path.with_name(f"{self.path.name}-journal")])])
            self.trouble = None if gone else "The practice file could not be erased. Close other programs that have it open, and try again."
            return gone

    def _remove(self, paths: Iterable[Path]) -> bool:
        try:
            for path in paths:
                path.unlink(missing_ok=True)
        except OSError:
            return False
        return True
