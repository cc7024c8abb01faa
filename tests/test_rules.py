"""Every rule's own examples: this finding at this span, and no look-alike flagged by any rule."""

import pytest

from coach import Coach
from coach.checking import failures
from coach.rulebook import load

RULES = load().rules


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.id)
def test_examples(rule, coach: Coach):
    assert list(failures(rule, coach)) == []
