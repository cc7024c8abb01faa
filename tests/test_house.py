"""The house: imports run one way, nothing but the pages knows of streamlit, files stay small."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
FILES = sorted([*(ROOT / "coach").rglob("*.py"), ROOT / "app.py"])
ORDER = "bounds storing tables draft spelling model ruler embedding lemmatiser english wording inflection matching patterns indexing rulebook clauses learnt reading heat results detecting rewriting listening reviewing learning checking plain batching cluster practice ui __main__".split()


def room(path: Path) -> str:
    parts = path.relative_to(ROOT / "coach").parts
    return parts[0].removesuffix(".py")


def imported(path: Path) -> set[str]:
    found = set()
    depth = len(path.relative_to(ROOT / "coach").parts)
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.ImportFrom) and node.level == depth:
            found |= {node.module.split(".")[0]} if node.module else {name.name for name in node.names}
    return found - {""}


@pytest.mark.parametrize("path", [file for file in FILES if file.name not in ("app.py", "__init__.py")], ids=lambda path: str(path.relative_to(ROOT)))
def test_imports_run_one_way(path):
    here = room(path)
    assert here in ORDER, f"put {here!r} in its place in ORDER"
    for other in imported(path):
        assert ORDER.index(other) < ORDER.index(here) or other == here, f"{here} imports {other}"


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_pages_know_of_streamlit(path):
    if "ui" not in path.parts and path.name != "app.py":
        assert "streamlit" not in {name.split(".")[0] for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Import | ast.ImportFrom)
                                   for name in ([node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names])}


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(ROOT)))
def test_files_are_rooms_of_one_purpose(path):
    assert len(path.read_text().splitlines()) <= 400
