"""Who may sign in where the coach is hosted for a clinic: a file of names and salted hashes, made by `python -m coach password FILE`."""

from base64 import b64decode, b64encode
from dataclasses import dataclass
import getpass
import hashlib
import hmac
import os
from pathlib import Path
import re
import sys

COST = {"n": 2**15, "r": 8, "p": 1, "maxmem": 64 * 1024 * 1024, "dklen": 32}
"""Of scrypt: about 32 MB and a tenth of a second for each try."""
SHORTEST = 12
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,39}")
_NOBODY = "scrypt$" + b64encode(bytes(16)).decode() + "$" + b64encode(bytes(32)).decode()


class PasswordFileError(ValueError):
    """A password file that cannot be used: says which line, and how to mend it."""


@dataclass(frozen=True)
class People:
    """Names and their hashes."""

    hashes: dict[str, str]

    def admits(self, name: str, password: str) -> bool:
        """Whether the password is this name's. Takes as long for a name that is not there."""
        known = self.hashes.get(name.strip().lower())
        salt, right = (b64decode(part) for part in (known or _NOBODY).split("$")[1:])
        found = hashlib.scrypt(password.encode("utf-8", "replace"), salt=salt, **COST)
        return hmac.compare_digest(found, right) and known is not None


def hashed(password: str) -> str:
    salt = os.urandom(16)
    return f"scrypt${b64encode(salt).decode()}${b64encode(hashlib.scrypt(password.encode(), salt=salt, **COST)).decode()}"


def read(path: Path) -> People:
    """The people of a file. Raises PasswordFileError where it is missing, open to others, empty or has a mistake."""
    try:
        if os.name != "nt" and path.stat().st_mode & 0o077:
            raise PasswordFileError(f"{path}: others on this computer may read it. Close it: chmod 600 {path}")
        lines = path.read_text(encoding="utf-8").splitlines()
    except (OSError, UnicodeDecodeError):
        raise PasswordFileError(f"{path}: there is no password file that can be read. Make one: python -m coach password {path}") from None
    people: dict[str, str] = {}
    for number, line in enumerate(lines, 1):
        name, _, kept = line.strip().partition(":")
        if not line.strip() or line.startswith("#"):
            continue
        try:
            kind, salt, right = kept.split("$")
            fine = kind == "scrypt" and len(b64decode(salt, validate=True)) >= 16 and len(b64decode(right, validate=True)) == 32 and _NAME.fullmatch(name)
        except ValueError:
            fine = None
        if not fine:
            raise PasswordFileError(f"{path}, line {number}: this is not a name and a hash. Take the line out, and run: python -m coach password {path}")
        people[name] = kept
    if not people:
        raise PasswordFileError(f"{path}: there is nobody in it yet. Run: python -m coach password {path}")
    return People(people)


def add(path: Path, name: str, password: str) -> None:
    """Put a person into the file, or give them a new password. Raises PasswordFileError where a name or password will not do."""
    if not _NAME.fullmatch(name):
        raise PasswordFileError("A name is made of small letters, digits, dots and dashes: 40 at most.")
    if len(password) < SHORTEST:
        raise PasswordFileError(f"A password has to be {SHORTEST} characters or longer. Four words that do not belong together do well.")
    people = dict(read(path).hashes) if path.exists() and path.stat().st_size else {}
    people[name] = hashed(password)
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    with os.fdopen(os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write("".join(f"{one}:{kept}\n" for one, kept in sorted(people.items())))
    draft.replace(path)


def command(path: Path) -> int:
    """Ask for a name and, twice, a password. Read from a pipe, they are two lines."""
    asking = sys.stdin.isatty()
    name = (input("Name: ") if asking else sys.stdin.readline()).strip()
    password = getpass.getpass("Password: ") if asking else sys.stdin.readline().rstrip("\n")
    if asking and getpass.getpass("The same again: ") != password:
        print("The two are not the same. Nothing was changed.", file=sys.stderr)
        return 2
    try:
        add(path, name, password)
    except PasswordFileError as mistake:
        print(mistake, file=sys.stderr)
        return 2
    print(f"{name} may sign in now: {path}")
    return 0
