"""Whether two computers have the same coach: its version, its code, its rules, its language model."""

from collections.abc import Iterable, Mapping
from functools import cache
import importlib.metadata
from pathlib import Path
import re

from ..bounds import looked_at
from ..model import model
from ..rulebook import RULES
from ..storing import key

_CODE = Path(__file__).parent.parent
_NO_REVIEW_ASKS = ("ui", "practice", "cluster")
"""Rooms of the coach that no review depends on."""
_LIBRARIES = ("spacy", "lemminflect", "vaderSentiment")


def _sum(folders: Iterable[Path], ending: str, without: tuple[str, ...] = ()) -> str:
    """One name for what the files of some folders hold, wherever the folders lie and however their lines end."""
    parts = []
    for folder in folders:
        named = sorted((path.relative_to(folder).as_posix(), path) for path in folder.rglob(f"*{ending}"))
        parts += [part for name, path in named if name.partition("/")[0] not in without for part in (name.encode(), path.read_bytes().replace(b"\r\n", b"\n"))]
    return key(parts)[:16]


def _version() -> str:
    """As pyproject.toml beside the coach has it, or "" where it is not."""
    project = _CODE.parent / "pyproject.toml"
    found = re.search(r'^version = "([^"]+)"', project.read_text(encoding="utf-8") if project.is_file() else "", re.M)
    return found[1] if found else ""


@cache
def make(rules: tuple[str, ...]) -> dict[str, str]:
    """What a review depends on beside the message, as it was when this process first asked. rules: further folders.

    Plain words and no class, so that coaches of different versions can tell each other apart. Raises RuleError, ModelMissingError.
    """
    folders = tuple(map(Path, rules))
    for folder in folders:
        looked_at(folder)
    used = model()
    return {
        "version": _version(), "code": _sum([_CODE], ".py", _NO_REVIEW_ASKS), "rules": _sum([RULES, *folders], ".toml"),
        "what was learnt": _sum([RULES], ".npz"),
        "language model": f"{used.name} {used.version}{'' if used.sealed else ', other files'}",
        "libraries": ", ".join(f"{name} {importlib.metadata.version(name)}" for name in _LIBRARIES),
    }


def differing(ours: Mapping[str, str], theirs: Mapping[str, str]) -> str:
    """In what two coaches differ, in words for a person, or "".

    >>> differing({"version": "0.3.0", "rules": "1f"}, {"version": "0.1.0", "rules": "2e"})
    'version (0.1.0; here 0.3.0), rules'
    """
    names = [name for name in ours if ours[name] != theirs.get(name)]
    return ", ".join(name if name in ("code", "rules") else f"{name} ({theirs.get(name) or 'none'}; here {ours[name] or 'none'})" for name in names)
