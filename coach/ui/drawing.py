"""Small pieces every page uses. Text that is not the project's own goes through html.escape or st.text, never markdown."""

from html import escape
from pathlib import Path
import sys
import traceback

import streamlit as st

_STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def dress() -> None:
    """The few style rules of the pages."""
    st.html(f"<style>{_STYLE}</style>")


def say(text: str, how: str = "soft", tag: str = "p") -> None:
    """A line in one of the page's voices: good, head or soft."""
    st.html(f'<{tag} class="coach-{how}">{escape(text)}</{tag}>')


def report(trouble: Exception) -> None:
    """Where a mistake of ours happened, on the terminal: without its message, which may hold words of a draft."""
    print(f"{type(trouble).__name__}, at:", *traceback.format_tb(trouble.__traceback__), file=sys.stderr, sep="\n")
