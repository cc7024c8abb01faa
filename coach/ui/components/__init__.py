"""The components the pages draw with: marked draft, shape of a message, a rewrite to fill, two messages side by side, a thing to practise, practice over the weeks.

Plain JavaScript and CSS beside this file, text put in through textContent only. shared.js goes before each.
"""

from functools import lru_cache
from pathlib import Path
from typing import Any

import streamlit as st

_HERE = Path(__file__).parent


@lru_cache(maxsize=16)
def _source(name: str) -> tuple[str, str]:
    js = "".join((_HERE / file).read_text(encoding="utf-8") for file in ("shared.js", f"{name}.js"))
    css = "".join((_HERE / file).read_text(encoding="utf-8") for file in ("shared.css", f"{name}.css"))
    return js, css


@lru_cache(maxsize=16)
def _renderer(name: str):
    js, css = _source(name)
    return st.components.v2.component(f"coach_{name}", html='<div class="root"></div>', css=css, js=js)


def draw(name: str, data: dict[str, Any], *, key: str, **callbacks: Any) -> Any:
    """Mount one: marks, shape, rewrite, listening, drill or weeks. callbacks: on_<trigger>_change."""
    return _renderer(name)(key=key, data=data, **callbacks)
