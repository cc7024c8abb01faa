"""What is read of the rules once: kept for this user alone, the same as what was read, and never in the way; and what is switched off."""

import json
import os
from pathlib import Path
import random
import stat
import subprocess
import sys
import tomllib

import pytest

from coach import Coach, storing, tables
from coach.draft import read
from coach.english import zone
from coach.reading import outline
from coach.rulebook import RuleError, load
from tests.bench import everyday, message


@pytest.fixture
def cache(monkeypatch, tmp_path: Path) -> Path:
    monkeypatch.setattr(storing, "home", lambda: tmp_path / "coach")
    return tmp_path / "coach"


def test_what_is_kept_is_private_and_comes_back(cache: Path):
    storing.keep("one", {"a": [1, "ü"]})
    assert storing.fetch("one") == {"a": [1, "ü"]}
    assert storing.fetch("two") is None
    if os.name == "posix":
        assert stat.S_IMODE(cache.stat().st_mode) == 0o700
        assert [stat.S_IMODE(path.stat().st_mode) for path in cache.iterdir()] == [0o600]


def test_what_was_tampered_with_is_not_read(cache: Path):
    storing.keep("one", {"a": 1})
    path = next(cache.iterdir())
    path.write_bytes(path.read_bytes().replace(b'{"a":1}', b'{"a":2}'))
    assert storing.fetch("one") is None
    path.write_bytes(b"")
    assert storing.fetch("one") is None


@pytest.mark.skipif(os.name != "posix", reason="permissions")
def test_a_folder_that_others_may_write_to_is_not_used(cache: Path):
    storing.keep("one", {"a": 1})
    cache.chmod(0o777)
    assert storing.fetch("one") is None
    storing.keep("two", {"a": 1})
    assert len(list(cache.iterdir())) == 1


def test_a_link_is_not_followed(cache: Path, tmp_path: Path):
    storing.keep("one", {"a": 1})
    path = next(cache.iterdir())
    path.rename(tmp_path / "elsewhere")
    path.symlink_to(tmp_path / "elsewhere")
    assert storing.fetch("one") is None


def test_only_the_newest_are_kept(cache: Path):
    for at in range(20):
        storing.keep(str(at), {"a": at})
        os.utime(cache / f"rules-{at}.json", (at, at))
    assert storing.fetch("19") == {"a": 19}
    assert storing.fetch("3") is None


@pytest.mark.parametrize("place", ["missing", "file", "nowhere"])
def test_without_a_folder_the_rules_are_read_all_the_same(monkeypatch, tmp_path: Path, place):
    (tmp_path / "file").write_text("")
    where = {"missing": Path("/proc/nothing/coach"), "file": tmp_path / "file" / "coach", "nowhere": None}[place]
    monkeypatch.setattr(storing, "home", lambda: where)
    storing.keep("one", {"a": 1})
    assert storing.fetch("one") is None


def test_a_book_that_was_kept_is_the_book_that_was_read(coach: Coach, cache: Path):
    first = load()
    files = sorted(cache.iterdir())
    kept = load()
    assert sorted(cache.iterdir()) == files
    assert (first.rules, first.lexicons, first.article, first.files) == (kept.rules, kept.lexicons, kept.article, kept.files)
    with zone():
        for text in [*everyday(20), message(120), *random.Random(12).sample([one for rule in coach.book.rules for one in (*rule.flags, *rule.allows)], 40)]:
            words = outline(read(text)).line.sequence
            assert list(first.phrases.matches(words)) == list(kept.phrases.matches(words))
    body = max(files, key=lambda file: file.stat().st_size).read_bytes().partition(b"\n")[2]
    assert set(json.loads(body)) == {"common", "rules", "lexicons", "article", "files", "indexes", "forms"}


def test_a_table_that_was_kept_is_the_table_that_was_read(cache: Path, monkeypatch):
    for _ in ("read", "kept"):
        tables._tables.cache_clear()
        for path in tables._tables():
            assert tables.table(Path(path)) == tomllib.loads(Path(path).read_text(encoding="utf-8"))
    assert len(list(cache.iterdir())) == 1
    assert {"kinds.toml", "turns.toml", "openers.toml", "spellings.toml", "couple.toml"} <= {Path(path).name for path in tables._tables()}
    tables._tables.cache_clear()


def test_another_table_is_read_where_it_lies(tmp_path: Path):
    (tmp_path / "one.toml").write_text("a = 1")
    (tmp_path / "two.toml").write_text("a = [")
    assert tables.table(tmp_path / "one.toml") == {"a": 1}
    with pytest.raises(RuleError, match=r"two\.toml"):
        tables.table(tmp_path / "two.toml")


def test_a_draft_alone_does_not_wait_for_what_replies_need():
    ran = subprocess.run([sys.executable, "-c", "import sys; from coach import Coach; Coach().review('You never listen.'); print(*sys.modules)"], check=True, capture_output=True, text=True)
    assert "coach.rewriting.composing" in ran.stdout.split()
    assert not [name for name in ran.stdout.split() if name.startswith("coach.listening")]


def test_nothing_is_loaded_that_could_fetch_a_page_and_spacys_commands_are_there_for_others():
    code = """
import sys
from coach import Coach
Coach().review('You never listen.')
print(*sys.modules)
import spacy.cli
print(spacy.cli.download.__name__, spacy.info(silent=True)['spacy_version'] == spacy.__version__)
"""
    loaded, later = subprocess.run([sys.executable, "-c", code], check=True, capture_output=True, text=True).stdout.splitlines()
    assert not {"requests", "urllib3", "httpx", "http.client", "ssl", "spacy.cli"} & set(loaded.split())
    assert later == "download True"


# Switched off


def off(folder: Path, text: str):
    (folder / "off.toml").write_text(text)
    return load(folder)


def test_rules_and_kinds_are_switched_off(tmp_path: Path, coach: Coach):
    one = next(rule for rule in coach.book.rules if rule.kind == "blame")
    book = off(tmp_path, f'off = ["sarcasm", "label", "{one.id}"]')
    gone = [rule.id for rule in coach.book.rules if rule.id not in book.by_id]
    assert gone == [rule.id for rule in coach.book.rules if rule.kind in ("sarcasm", "label") or rule is one]


@pytest.mark.parametrize(("text", "mend"), [
    ('off = ["lable"]', "did you mean 'label'"), ('off = ["camera_tset"]', "did you mean 'camera_test'"), ('off = ["qqqq"]', "no rule, kind or drill 'qqqq'"), ("off = 3", "list of names"),
    ('of = ["label"]', "no field 'of'"), ("off = [1]", "list of names"), ("off = [", "not readable"),
])
def test_a_name_that_is_not_known_says_how_to_mend_it(tmp_path: Path, text, mend):
    with pytest.raises(RuleError, match=mend) as told:
        off(tmp_path, text)
    assert "off.toml" in str(told.value)
