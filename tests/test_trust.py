"""Nothing of a draft is left in the process, no text is too odd, all that is drawn is escaped, and what is installed is known by hash and licence."""

from datetime import UTC, datetime
import gc
from html import unescape
from html.parser import HTMLParser
from pathlib import Path
import re
import sys
import time

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
import pytest
from trust_lines import PIECES, lines, mutated

from coach.english import pipeline
from coach.practice.exporting import as_csv
from coach.practice.library import Sample
from coach.practice.store import Result, Store
from coach.practice.worksheet import take_home, worksheet
from coach.ui import alone, pairs
from coach.ui.marks import marks
from coach.ui.settings import SETTINGS

ROOT = Path(__file__).parent.parent
ANY = st.text(max_size=300) | st.text(alphabet=st.characters(codec=None, categories=None), max_size=60) | st.lists(st.sampled_from(PIECES), max_size=9).map(" ".join)


def held(word: str) -> list[str]:
    """Where in the process a word is held: containers and cached results that have it in one of their strings."""
    gc.unfreeze()
    gc.collect()
    frame = sys._getframe()
    found = []
    for one in gc.get_objects():
        if one is frame or isinstance(one, type(frame)):
            continue
        for part in gc.get_referents(one) if not isinstance(one, dict) else [*one.keys(), *one.values()]:
            if type(part) is str and word in part and part != word and len(part) < 100_000 and "def " not in part:
                found.append(f"{type(one).__name__}: {part[:80]!r}")
    return found


def test_the_words_of_a_draft_are_freed(coach):
    """After a review neither the model's string store nor any list, dict or cache of the process has a word of it."""
    stem = "zqxw"
    words = [stem + tail for tail in ("alpha", "Beta", "GAMMA", "delta's", "epsilonn't", "urzeta")]
    said = "".join(["You never listen to ", words[0], ". You're so ", words[1], ", ", words[2], "!! I felt ", words[3], " alone when u said ", words[4], " to ", words[5], "."])
    coach.review(said, said[::1] + " I had an awful day.")
    list(coach.reviews([(said + str(number), None) for number in range(3)]))
    alone.look(coach.review(said, rewrites=False))
    kept = pipeline().vocab.strings
    assert [word for word in kept if stem in word.lower()] == []
    del words, said
    assert held(stem) == []
    decoy = [f"{stem}decoy"]
    assert any("decoy" in one for one in held(stem)), "this test would not see a word that was kept"
    del decoy[0]


def test_the_string_store_does_not_grow(coach):
    coach.review("You never listen to me.")
    before = len(pipeline().vocab.strings)
    for number, text in enumerate(mutated(60, seed=3)):
        coach.review(f"{text} w{number}x", f"theirs y{number}z")
    assert len(pipeline().vocab.strings) == before


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture])
@given(text=ANY, partner=st.none() | ANY)
def test_no_text_is_too_odd(coach, text, partner):
    review = coach.review(text, partner)
    for one in (*review.findings, *review.strengths):
        assert 0 <= one.start <= one.end <= len(text)
    assert marks(text, review, coach.book.article, {})["text"] == text


def test_mutated_drafts(coach):
    """Some hundred of them here; 10,000 in `make soak`."""
    pairs_ = [(text, text[::-1] if not number % 4 else None) for number, text in enumerate(mutated(320, seed=11))]
    assert len(list(coach.reviews(pairs_))) == len(pairs_)


@pytest.mark.parametrize("unit", ["You never listen to me. ", "a ", "🙄", "(", "“", "you ", "!", "\n", "no, ", "ha", "YOU NEVER ", "i love you ", "https://x.y/ "])
def test_the_longest_text_takes_no_longer_than_its_length(coach, unit):
    """20,000 characters of anything cost about what their length says: far from a square, which would be 256 times for 16 times the text."""
    short, long = (unit * (size // len(unit)) for size in (1_250, 20_000))
    seconds = []
    for text in (short, long):
        start = time.perf_counter()
        coach.review(text)
        seconds.append(time.perf_counter() - start)
    assert seconds[1] < 20 or seconds[1] / max(seconds[0], 0.02) < 160, seconds
    assert coach.review("w" * 5_000).verdict in ("clear", "unread", "note")


class Drawn(HTMLParser):
    """The tags of a page, and its text."""

    def __init__(self, page: str):
        super().__init__(convert_charrefs=True)
        self.tags: set[str] = set()
        self.odd: list[str] = []
        self.text = ""
        self.feed(page)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.add(tag)
        self.odd += [name for name, value in attrs if name.startswith("on") or (name in ("src", "href", "srcset", "action", "style") and value)]

    def handle_data(self, data):
        self.text += data


PLAIN = set("html head meta title style body h1 h2 h3 p section div footer span small blockquote cite mark sup ol ul li strong header table tr td th b".split())


@settings(max_examples=150, deadline=None)
@given(text=ANY)
def test_what_is_drawn_or_printed_is_escaped(text):
    sample = Sample("x.1", text, text, ("label",), "communication.i_statements", "", "", "rewrite", text, text, text)
    plain = re.sub(r"[\x00\r]", "", text.encode("utf-8", "replace").decode())
    pages = [
        pairs.before(sample) + pairs.after(sample) + pairs.reasons(sample, (), {}), take_home([(text, text, text)], title=text),
        worksheet([sample], answers=True, title=text),
    ]
    for page in pages:
        drawn = Drawn(page)
        assert drawn.tags <= PLAIN, drawn.tags - PLAIN
        assert drawn.odd == []
        if plain.strip() and "\x00" not in text and "\r" not in text and max(text) < "\ud800":
            assert plain.strip()[:20] in drawn.text or unescape(plain)[:20] in drawn.text


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=ANY)
def test_no_cell_of_an_export_is_a_formula(tmp_path_factory, text):
    import csv
    import io

    store = Store(tmp_path_factory.mktemp("store"))
    at = datetime(2026, 1, 5, tzinfo=UTC)
    store.record(Result("a.1", 3, ("label",), at))
    store.keep("a.1", at, text)
    for row in csv.reader(io.StringIO(as_csv(store), newline="")):
        for cell in row:
            assert not cell.lstrip(" \u00a0\ufeff").startswith(("=", "+", "-", "@", "\t", "\r", "\n", "|", "%"))


def test_hostile_lines_are_plain_lines():
    assert len(set(lines(50, seed=1))) == 50


def test_plain_streamlit_is_as_safe_as_its_config_can_be():
    """What config.toml can say, it says as the hardened launch does."""
    import tomllib

    config = tomllib.loads((ROOT / ".streamlit" / "config.toml").read_text(encoding="utf-8"))
    for name in ("server.address", "server.allowedHosts", "server.showEmailPrompt", "browser.gatherUsageStats", "client.showErrorDetails", "client.showErrorLinks", "logger.enableRich"):
        group, key = name.split(".")
        assert config[group][key] == SETTINGS[name], name


@pytest.mark.parametrize("name", ["requirements", "requirements-cluster"])
def test_everything_installed_is_pinned_by_hash(name):
    lock = (ROOT / f"{name}.lock").read_text(encoding="utf-8")
    entries = re.split(r"^(?=[A-Za-z0-9])", lock, flags=re.M)
    wanted = [line.split(";")[0].strip() for line in (ROOT / f"{name}.txt").read_text(encoding="utf-8").splitlines() if line and not line.startswith("#")]
    named = {re.match(r"[\w.-]+", entry).group().lower() for entry in entries if entry.strip()}
    for entry in entries:
        if entry.strip():
            assert "==" in entry.splitlines()[0] and "--hash=sha256:" in entry, entry[:60]
    assert {re.match(r"[\w.-]+", one).group().lower() for one in wanted} <= named


def test_every_part_has_its_licence():
    """After `make lock`: python -m tests.make_licences"""
    from tests.make_licences import licence, locked, page

    assert [name for name in locked() if not licence(name)] == []
    listed = (ROOT / "LICENCES.md").read_text(encoding="utf-8")
    for name, kept in locked().items():
        assert re.search(rf"^\| {re.escape(name)} \| {re.escape(kept)} \| \S", listed, re.M), name
    assert page().count("\n") == listed.count("\n")


@pytest.mark.parametrize("sealed", [True, False])
def test_the_model_in_use_is_named(coach, monkeypatch, sealed):
    from dataclasses import replace

    from streamlit.testing.v1 import AppTest

    from coach import english

    found = english.model()
    assert found.sealed
    monkeypatch.setattr(english, "model", lambda: replace(found, sealed=sealed))
    page = AppTest.from_file(str(ROOT / "app.py"), default_timeout=120).run().switch_page("coach/ui/about.py").run()
    (line,) = [one.proto.body for one in page.get("html") if f"{found.name} {found.version}" in one.proto.body]
    assert ("was not measured with it" in line) is not sealed
