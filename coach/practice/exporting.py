"""What is kept, as a file to take away: CSV for a spreadsheet, JSON for a program."""

import csv
import io
import json

from .store import Store

COLUMNS = ("item", "drill", "at", "rating", "kinds", "answer")
_FORMULA = ("=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠", "|", "%")


def safe(cell: str) -> str:
    """A cell no spreadsheet takes for a formula.

    >>> safe("=1+1"), safe("fine")
    ("'=1+1", 'fine')
    """
    return f"'{cell}" if cell.lstrip(" \u00a0\ufeff").startswith(_FORMULA) else cell


def as_csv(store: Store) -> str:
    """A line for each result, its kept answer beside it."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(COLUMNS)
    answers = {(one.item, one.at): one.answer for one in store.kept()}
    for one in store.results():
        cells = (one.item, one.drill, one.at.isoformat(), str(one.rating), " ".join(one.kinds), answers.pop((one.item, one.at), ""))
        rows.writerow(map(safe, cells))
    for (item, at), answer in answers.items():
        rows.writerow(map(safe, (item, item.rsplit(".", 1)[0], at.isoformat(), "", "", answer)))
    return out.getvalue()


def as_json(store: Store) -> str:
    return json.dumps(store.export(), ensure_ascii=False, indent=2)
