"""A folder of rules from elsewhere can neither run anything, nor stall a review, nor crash: it is read, or one clear line says why not."""

import os
from pathlib import Path
from random import Random
import time

from hypothesis import given, settings
from hypothesis import strategies as st
import pytest

from coach import Coach
from coach.bounds import GAPS, PATTERN, SIZE, looked_at, loose, toml
from coach.practice.drills import drills
from coach.practice.library import samples
from coach.rulebook import RuleError, load

HEAD = 'id = "own/words.one"\nkind = "label"\nseverity = 2\nadvice = "communication.i_statements"\nwhy = "It may sting."\ntype = "phrase"\n'
TAIL = 'flags = [' + ", ".join(f'"a{number} [zorp] b"' for number in range(5)) + ']\nallows = ["a", "b", "c", "d", "e"]\n'


def folder(tmp_path: Path, text: str | bytes, name: str = "own/words.toml") -> Path:
    path = tmp_path / "mine" / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return tmp_path / "mine"


def refused(place: Path, says: str) -> None:
    for read in (load, samples, drills) if "folder" in says else (load,):
        with pytest.raises(RuleError, match=says):
            read(place)


@pytest.mark.parametrize(("name", "text", "says"), [
    ("own/words.toml", b"\x7fELF\x00\xff\xfe", "not readable as TOML"),
    ("own/words.toml", "x = " + "[" * 5_000 + "]" * 5_000, "nest too deeply"),
    ("own/words.toml", "x" * (SIZE + 1), r"512 are the most"),
    ("own/words.toml", "rule = [1]", "words.toml"),
    ("own/words.toml", "rule = 3", "words.toml"),
    ("own/words.toml", f"[[rule]]\n{HEAD}patterns = ['{'zorp ' * 1_000}']\n{TAIL}", f"{PATTERN:,} are the most"),
    ("own/words.toml", f"[[rule]]\n{HEAD}patterns = ['zorp {'...' * 9}']\n{TAIL}", "“...” stands in it"),
    ("own/words.toml", f"[[rule]]\n{HEAD}patterns = ['{'[' * 30}zorp{']' * 30}']\n{TAIL}", "brackets stand 30 deep"),
    ("own/words.toml", f"[[rule]]\n{HEAD}patterns = ['{'zorp _ ' * 40}']\n{TAIL}", "“_” and “,” stand in it 40 times"),
    ("own/words.toml", f"[[rule]]\n{HEAD}patterns = ['@nowhere zorp']\n{TAIL}", "there is no lexicon @nowhere"),
    ("own/words.toml", f"[[rule]]\n{HEAD.replace('phrase', 'clause')}when = {{ verb = ['@nowhere'] }}\n{TAIL}", "there is no lexicon @nowhere"),
    ("own/words.toml", f"[[rule]]\n{HEAD.replace('phrase', 'message')}test = '__import__'\n{TAIL}", "there is no test '__import__'"),
    ("own/words.toml", f"[[rule]]\n{HEAD}patterns = ['zorp']\n{TAIL.replace('a0', 'a' * 9_000)}", "400 are the most"),
    ("words/own.toml", "own = [1, 2]", "words in quotes"),
    ("words/own.toml", f"own = [{', '.join(['1'] * 3).replace('1', chr(34) + 'w' * 900 + chr(34))}]", "too long"),
    ("article.toml", "advice = 3", "advice.NAME"),
    ("article.toml", "[advice.'x.y']\nheading = 'h'\nquote = 'q'", "has no advice"),
    ("off.toml", "off = 3", "list of names"),
    ("a/b/c/d/e/f/g/words.toml", "x = 1", "more than 6 deep"),
    ("own/words.toml", "python = '!!python/object/apply:os.system [\"true\"]'", ""),
])
def test_a_file_that_is_amiss_is_named_and_nothing_else_happens(tmp_path, name, text, says):
    place = folder(tmp_path, text, name)
    start = time.perf_counter()
    if says:
        refused(place, says)
    else:
        assert load(place).rules
    assert time.perf_counter() - start < 60


@pytest.mark.parametrize("what", ["link", "link to a folder", "pipe", "folder named like a file", "endless"])
def test_what_is_no_plain_file_is_not_opened(tmp_path, what):
    place = folder(tmp_path, "x = 1", "own/fine.toml")
    path = place / "own" / "words.toml"
    if what == "link":
        path.symlink_to("/etc/passwd")
    elif what == "link to a folder":
        (place / "more").symlink_to(place)
    elif what == "endless":
        path.symlink_to("/dev/zero")
    elif what == "pipe":
        os.mkfifo(path)
    else:
        path.mkdir()
    refused(place, "link to somewhere else" if "link" in what or what == "endless" else "not a file with rules")
    for read in (samples, drills):
        with pytest.raises(RuleError):
            read(place)


def test_too_many_files_are_not_walked_through(tmp_path):
    place = tmp_path / "mine"
    place.mkdir()
    for number in range(2_100):
        (place / f"{number}.txt").touch()
    refused(place, "more than 2,000 files in it")


def test_our_own_rules_keep_the_bounds():
    from coach.rulebook import RULES

    for path in RULES.rglob("*.toml"):
        toml(path)
    book = load()
    for rule in book.rules:
        for pattern in (*rule.patterns, *rule.unless):
            assert loose(pattern) == "", rule.id


@settings(max_examples=80, deadline=None)
@given(st.text(alphabet="()[]{}|^$,_~@. abyou\"'\\…\n\u0301", max_size=60))
def test_any_pattern_is_compiled_or_refused(coach, source):
    from coach.patterns import PatternError

    if loose(source):
        return
    try:
        coach.book.pattern(source)
    except (PatternError, RuleError) as error:
        assert str(error)


def test_the_loosest_patterns_do_not_stall(coach):
    """Every bound used up at once, over the longest text, each word of which might begin a match: a pattern's cost is bounded, not its folder's goodness."""
    mixed = Random(1)
    loosest = ["you " + "... " * GAPS + "zorp", "you [you|never|_] " * 20 + "zorp", "( you ( you ( you ( you ( you ) ) ) ) ) ... ... ... ... zorp you", "[ ... you | ... never | you ... ] ... ... ... zorp"]
    words = [mixed.choice(["you", "never", "you", "."]) for _ in range(4_000)]
    for source in loosest:
        assert loose(source) == ""
        pattern = coach.book.pattern(source)
        start = time.perf_counter()
        assert list(pattern.find(words)) == []
        assert time.perf_counter() - start < 20, source


def test_a_folder_is_looked_at_before_it_is_read(tmp_path):
    looked_at(folder(tmp_path, "x = 1"))
    with pytest.raises(RuleError, match="no such folder"):
        Coach(rules=[tmp_path / "nowhere"])
