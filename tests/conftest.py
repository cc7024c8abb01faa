"""Shared by the tests: one coach a process."""

import pytest

from coach import Coach


@pytest.fixture(scope="session")
def coach() -> Coach:
    return Coach()
