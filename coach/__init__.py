"""The coach: a private, explainable communication coach.

>>> from coach import Coach
>>> review = Coach().review("You never listen to me.")
>>> review.findings[0].span
'You never listen'
"""

from .results import Finding, LeftOut, Move, Part, PickedUp, Reply, Review, Rewrite, Strength, Support
from .reviewing import Coach
from .rulebook import RuleError

__all__ = ["Coach", "Finding", "LeftOut", "Move", "Part", "PickedUp", "Reply", "Review", "Rewrite", "RuleError", "Strength", "Support"]
