"""How large a folder of one's own may be: no folder of rules, however it came about, can run, stall or crash the coach.

All that is read from one is TOML: plain data. It is looked at before it is read, and each file is read no further than its bound.
"""

import os
from pathlib import Path
import stat
import tomllib
from typing import Any

FILES = 2_000
"""Entries in a folder, its folders' included."""
DEPTH = 6
"""Folders within folders."""
SIZE = 512 * 1024
"""Bytes of one file."""
WHOLE = 4 * 1024 * 1024
"""Bytes of all files of one folder that are read."""
PATTERN = 4_000
"""Characters of one pattern."""
BRACKETS = 8
"""Brackets within brackets in one pattern."""
GAPS = 6
"""How often “...” may stand in one pattern: each of them lets a match end in five places."""
LOOSE = 24
"""How often “_” and “,” together may stand in one pattern."""
ENTRIES = 5_000
"""Entries of one word list, and characters that one example or entry may have at most."""
ENTRY = 400


class RuleError(ValueError):
    """A rule file with a mistake: says which file, which rule, and how to mend it."""


def loose(pattern: str) -> str:
    """What of a pattern is beyond its bounds, or "".

    >>> loose("you ... never"), loose("... " * 9)
    ('', '“...” stands in it 9 times; 6 are the most')
    """
    if len(pattern) > PATTERN:
        return f"it is {len(pattern):,} characters long; {PATTERN:,} are the most, so cut it in two"
    depth = deepest = 0
    for char in pattern:
        depth += (char in "([{") - (char in ")]}")
        deepest = max(deepest, depth)
    if deepest > BRACKETS:
        return f"brackets stand {deepest} deep in it; {BRACKETS} are the most"
    gaps = pattern.count("...")
    if gaps > GAPS:
        return f"“...” stands in it {gaps} times; {GAPS} are the most"
    marks = sum(word == "_" for word in pattern.replace("|", " ").replace("[", " ").replace("]", " ").replace("(", " ").replace(")", " ").split()) + pattern.count(",")
    return f"“_” and “,” stand in it {marks} times; {LOOSE} are the most" if marks > LOOSE else ""


def _told(path: Path, what: str) -> RuleError:
    return RuleError(f"{path}: {what}")


def looked_at(folder: Path) -> None:
    """Look at a folder of one's own before anything of it is read. Raises RuleError naming what is amiss."""
    if not folder.is_dir():
        raise _told(folder, "there is no such folder of rules.")

    def amiss(error: OSError) -> None:
        raise _told(Path(error.filename or folder), "this folder cannot be read. See to its permissions.") from None

    count = whole = 0
    for place, folders, files in os.walk(folder, onerror=amiss):
        here = Path(place)
        if len(here.relative_to(folder).parts) >= DEPTH:
            raise _told(here, f"folders stand more than {DEPTH} deep. Put the rules nearer to the top.")
        count += len(folders) + len(files)
        if count > FILES:
            raise _told(folder, f"there are more than {FILES:,} files in it. Give the rules a folder of their own.")
        for name in (*folders, *files):
            path = here / name
            mode = path.lstat().st_mode
            if name in files and not name.endswith(".toml"):
                continue
            if stat.S_ISLNK(mode):
                raise _told(path, "this is a link to somewhere else. Put the file itself here.")
            if name.endswith(".toml"):
                whole += _size(path)
    if whole > WHOLE:
        raise _told(folder, f"its files are {whole // 1024:,} KB; {WHOLE // 1024:,} are the most.")


def _size(path: Path) -> int:
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode):
        raise _told(path, "this is not a file with rules. Take it out, or give it another name.")
    if found.st_size > SIZE:
        raise _told(path, f"this file is {found.st_size // 1024:,} KB; {SIZE // 1024} are the most. Cut it in two.")
    return found.st_size


def toml(path: Path) -> dict[str, Any]:
    """A file of rules as plain data. Raises RuleError where it cannot be read, is too long or nests too deeply."""
    try:
        _size(path)
        with path.open("rb") as file:
            data = file.read(SIZE + 1)
        return tomllib.loads(data[:SIZE].decode("utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _told(path, f"not readable as TOML: {error}. Mend that line, or check the quotes around it.") from None
    except RecursionError:
        raise _told(path, "not readable as TOML: brackets nest too deeply in it.") from None
    except OSError as error:
        raise _told(path, f"this file cannot be read ({error.strerror}). See to its permissions.") from None


def words(path: Path) -> dict[str, list[str]]:
    """The word lists of a file of words/; what is no list is left to whoever reads it otherwise. Raises RuleError."""
    found = {name: entries for name, entries in toml(path).items() if isinstance(entries, list)}
    for name, entries in found.items():
        if not all(isinstance(entry, str) for entry in entries):
            raise _told(path, f"the list {name!r} has to hold words in quotes and nothing else.")
        if len(entries) > ENTRIES or any(len(entry) > ENTRY for entry in entries):
            raise _told(path, f"the list {name!r} is too long: {ENTRIES:,} entries of {ENTRY} characters are the most.")
    return found
