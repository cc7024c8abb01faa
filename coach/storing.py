"""The user's cache folder: what reading the rules came to, so that it is done once and not at every start.

Holds rules and word lists, never a word of a draft. Plain JSON, in ASCII since that is read twice as fast, for this
user's eyes only; a folder that is missing, foreign or full costs time and nothing else.
"""

from collections.abc import Iterable
import contextlib
import hashlib
import json
import os
from pathlib import Path
import sys
from typing import Any

_KEPT = 16
"""So many files are kept, those used last: a few for each set of rules."""


def home() -> Path | None:
    """Where this user's programs keep what they can do without, or None where nobody says."""
    user = os.environ.get("HOME", "")
    if sys.platform == "win32":
        base = os.environ.get("LOCALAPPDATA", "")
    else:
        base = f"{user}/Library/Caches" if sys.platform == "darwin" else os.environ.get("XDG_CACHE_HOME") or f"{user}/.cache"
    return Path(base) / "coach" if Path(base).is_absolute() else None


def key(parts: Iterable[bytes]) -> str:
    """One name for these contents; anything else has another."""
    found = hashlib.sha256()
    for part in parts:
        found.update(len(part).to_bytes(8, "little") + part)
    return found.hexdigest()


def _ours(path: Path) -> bool:
    """Whether a file or folder is this user's and nobody else may write to it."""
    if not hasattr(os, "getuid"):
        return True
    found = path.lstat()
    return found.st_uid == os.getuid() and not found.st_mode & 0o022


def fetch(name: str) -> dict[str, Any] | None:
    """What was kept under a name, or None."""
    folder = home()
    if folder is None:
        return None
    path = folder / f"rules-{name}.json"
    with contextlib.suppress(OSError, ValueError):
        if _ours(folder) and _ours(path) and not path.is_symlink():
            seal, _, body = path.read_bytes().partition(b"\n")
            if hashlib.sha256(body).hexdigest().encode() == seal:
                os.utime(path)
                return json.loads(body)
    return None


def keep(name: str, data: dict[str, Any]) -> None:
    """Keep data under a name, if there is a place for it; the oldest of more than a few files go."""
    folder = home()
    if folder is None:
        return
    body = json.dumps(data, separators=(",", ":")).encode()
    path, draft = folder / f"rules-{name}.json", folder / f".{name[:16]}.{os.getpid()}"
    with contextlib.suppress(OSError):
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if not _ours(folder):
            return
        with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_NOFOLLOW", 0), 0o600), "wb") as file:
            file.write(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
        draft.replace(path)
        for old in sorted(folder.glob("rules-*.json"), key=lambda one: one.stat().st_mtime)[:-_KEPT]:
            old.unlink()
    with contextlib.suppress(OSError):
        draft.unlink()
