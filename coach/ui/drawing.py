"""Small pieces every page uses. Text that is not the project's own goes through html.escape or st.text, never markdown."""

from html import escape
from pathlib import Path

import streamlit as st

from .quiet import report

__all__ = ["dress", "report", "say"]

_STYLE = (Path(__file__).parent / "style.css").read_text(encoding="utf-8")


def dress() -> None:
    """The few style rules of the pages."""
    st.html(f"<style>{_STYLE}</style>")


def say(text: str, how: str = "soft", tag: str = "p") -> None:
    """A line in one of the page's voices: good, head or soft."""
    st.html(f'<{tag} class="coach-{how}">{escape(text)}</{tag}>')
