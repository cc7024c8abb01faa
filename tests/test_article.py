"""Every piece of the article's advice has a rule, a strength, or a stated reason why a message cannot show it."""

from pathlib import Path
import tomllib

import pytest

from coach import Coach

RULES = Path(__file__).parent.parent / "rules"
ROWS = tomllib.loads((RULES / "coverage.toml").read_text(encoding="utf-8"))["advice"]


def test_all_42_rows_are_there():
    assert [row["row"] for row in ROWS] == list(range(1, 43))


@pytest.mark.parametrize("row", ROWS, ids=lambda row: str(row["row"]))
def test_a_row_names_what_is_there(row, coach: Coach):
    assert row["advice"] in coach.book.article["advice"]
    assert row["by"] or row.get("reason")
    for start in row["by"]:
        assert any(rule.id.startswith(start) for rule in coach.book.rules), f"row {row['row']}: no rule begins with {start}"


def test_every_advice_of_the_article_is_covered(coach: Coach):
    assert {row["advice"] for row in ROWS} | {"asking.small"} >= set(coach.book.article["advice"])


def test_quotes_are_short_phrases(coach: Coach):
    for advice in coach.book.article["advice"].values():
        assert len(advice["quote"].split()) <= 14
