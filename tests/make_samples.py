"""Write rules/samples/drafts.toml anew: what the engine says of each draft in it today. Run: python -m tests.make_samples

A draft is added by hand with id, text, relationship and register; the rest is filled in here, and tests/test_samples.py holds
the file and the engine to each other. Read every change it makes before keeping it.
"""

import json
from pathlib import Path
import sys
import tomllib

from coach import Coach
from coach.results import Review
from coach.rulebook import RULES

FILE = RULES / "samples" / "drafts.toml"
HEAD = """# Messages before and after: what the library shows, the worksheet prints and the drills are made of.
# id, text, relationship and register are written by hand; kinds, advice, verdict and rewrite are what the engine itself says
# (python -m tests.make_samples), so that the library never shows what the coach would not say.
"""
CLEAR = "communication.i_statements"


def entry(draft: dict, review: Review) -> dict:
    """A draft with what the engine says of it."""
    strong = [finding for finding in review.findings if finding.severity >= 2] or list(review.findings)
    lead = max(strong, key=lambda finding: finding.severity, default=None)
    return {
        "id": draft["id"], "text": draft["text"], "kinds": list(dict.fromkeys(finding.kind for finding in strong)),
        "advice": lead.advice if lead else draft.get("advice") or CLEAR, "relationship": draft["relationship"], "register": draft["register"],
        "verdict": review.verdict, "rewrite": review.rewrites[0].text if review.rewrites else "",
    }


def written(entries: list[dict]) -> str:
    tables = ("\n".join(["[[sample]]", *(f"{key} = {json.dumps(value, ensure_ascii=False)}" for key, value in one.items())]) for one in entries)
    return HEAD + "\n" + "\n\n".join(tables) + "\n"


def main(path: Path = FILE) -> int:
    drafts = tomllib.loads(path.read_text(encoding="utf-8"))["sample"]
    reviews = Coach().reviews([(draft["text"], None) for draft in drafts])
    entries = [entry(draft, review) for draft, review in zip(drafts, reviews, strict=True)]
    refused = [one["id"] for one in entries if one["verdict"] not in ("rewrite", "note", "clear")]
    if refused:
        print(f"Not a sample: {', '.join(refused)}. The engine offers support or does not read these; take them out.")
        return 1
    path.write_text(written(entries), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
