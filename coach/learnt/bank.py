"""The bank in rules/learnt: labelled messages of our own, one a line, from which the second reader learns."""

from collections.abc import Iterator
import hashlib
from pathlib import Path

from ..rulebook import PROBLEMS

HARMLESS, RISK = "none", "risk"
"""The labels of what is no danger, and of a danger whose tier nobody said."""
LEARNT_KINDS = tuple(kind for kind in PROBLEMS if kind not in ("kitchen_sinking", "shouting"))
"""The kinds of problems a stretch may be taken for; the others are of a whole message."""


def lines(folder: Path) -> Iterator[tuple[str, str]]:
    """(label, text) of every line "label<TAB>text" of a folder of the bank."""
    for path in sorted(folder.glob("*.txt")):
        for one in path.read_text(encoding="utf-8").splitlines():
            label, tab, text = one.partition("\t")
            if tab and text.strip():
                yield label, text.strip()


def stamp(home: Path) -> str:
    """The SHA-256 of everything the tables of a bank were learnt from, the code that says what a feature is with it."""
    found = hashlib.sha256()
    code = Path(__file__).parent
    for path in [*sorted(home.glob("*/*.txt")), home / "classes.txt", code / "features.py", code / "windows.py"]:
        data = path.read_bytes()
        found.update(len(data).to_bytes(8, "little") + data)
    return found.hexdigest()
