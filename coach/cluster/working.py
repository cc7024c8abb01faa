"""What happens in a worker: a part comes in, its reviews go out, and nothing of either is logged."""

from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path
import socket
from threading import Lock
import traceback

from ..batching import Options, answers
from ..reviewing import Coach
from .fitting import ClusterError
from .sameness import differing, make


@dataclass(frozen=True, slots=True)
class Part:
    """Lines of JSON on their way to a worker; never shown, for Dask writes what a task was given into its log when the task fails."""

    lines: tuple[str, ...] = field(repr=False)


_one_at_a_time = Lock()
"""A coach reads one part at a time, however many threads the worker has."""


@lru_cache(maxsize=1)
def _coach(rules: tuple[str, ...]) -> Coach:
    return Coach(rules=rules)


def other(place: str, wrong: str) -> ClusterError:
    """The error that says whose coach is another one, in what, and what to do."""
    return ClusterError(
        f"The worker at {place} has another coach than this computer: {wrong}. Put the same copy of the coach, and of your folders of rules, on every computer, "
        "then start the workers again."
    )


def work(part: Part, options: Options, wanted: dict[str, str]) -> tuple[list[str], bool]:
    """What `batching.answers` makes of a part, by the wanted make of the coach and no other.

    Looked at with every part, for workers may join a run at any time. Raises ClusterError, RuleError, ModelMissingError.
    """
    with _one_at_a_time:
        wrong = differing(wanted, make(options.rules))
        if wrong:
            raise other(socket.gethostname(), wrong)
        coach = _coach(options.rules)
        try:
            return answers(part.lines, coach, options)
        except Exception as error:
            # Dask logs an error in full, and an error may quote a message: where it happened is told, and not what.
            at = traceback.extract_tb(error.__traceback__)[-1]
            place = f"{type(error).__name__} in {Path(at.filename).name}, line {at.lineno}"
        raise ClusterError(f"A mistake of the coach's own ended a part ({place}).")
