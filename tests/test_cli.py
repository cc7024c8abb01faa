"""The contract of python -m coach."""

import json
import subprocess
import sys

import pytest


def run(*args, stdin=""):
    return subprocess.run([sys.executable, "-m", "coach", *args], input=stdin, capture_output=True, text=True, encoding="utf-8", check=False)


def test_batch_keeps_order_and_reports_bad_lines():
    lines = ['{"id": "a", "text": "You never listen to me."}', "not json", '{"id": "b"}', '{"id": 7, "text": "love you 😘 see you at 6"}']
    ran = run("batch", "--no-rewrites", stdin="\n".join(lines))
    out = [json.loads(line) for line in ran.stdout.splitlines()]
    assert ran.returncode == 1
    assert [row["id"] for row in out] == ["a", None, "b", 7]
    assert out[0]["verdict"] == "rewrite"
    assert "error" in out[1]
    assert "error" in out[2]
    assert out[3]["verdict"] == "clear"
    assert set(out[0]) == {"id", "verdict", "notice", "findings", "strengths", "rewrites", "reply", "support"}
    assert set(out[0]["findings"][0]) == {"rule", "kind", "severity", "start", "end", "span", "why", "advice"}


def test_batch_survives_a_lone_surrogate():
    ran = run("batch", stdin='{"id": "s", "text": "you never \\ud83d listen to me"}')
    assert json.loads(ran.stdout)["verdict"] == "rewrite"


@pytest.mark.parametrize(("text", "status"), [
    ("You never listen to me.", 3), ("love you, see you at 6", 0), ("i dont want to be alive anymore", 4), ("", 0),
])
def test_check_tells_by_its_exit_status(text, status):
    assert run("check", "-", stdin=text).returncode == status


def test_bad_usage_is_2():
    assert run("check", "/no/such/file").returncode == 2
    assert run("nonsense").returncode == 2


def test_a_rule_file_with_a_mistake_names_file_rule_and_mend(tmp_path):
    folder = tmp_path / "mine"
    folder.mkdir()
    (folder / "extra.toml").write_text("x = 1")
    (folder / "own").mkdir()
    (folder / "own" / "words.toml").write_text('[[rule]]\nid = "own/words.one"\nkind = "label"\nseverty = 2\n')
    ran = run("check", "--rules", str(folder), "-", stdin="hi")
    assert ran.returncode == 2
    assert "words.toml" in ran.stderr
    assert "own/words.one" in ran.stderr
    assert "severty" in ran.stderr
