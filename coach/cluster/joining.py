"""The way into a cluster: a Dask scheduler's, or a small one of this computer's own, with the same coach on every worker."""

from contextlib import ExitStack
import logging
from tempfile import TemporaryDirectory
from typing import Any

from ..bounds import RuleError
from ..model import ModelMissingError
from .fitting import ClusterError, local_workers
from .sameness import differing, make
from .working import other

_PATIENCE = 15
"""Seconds to wait for a scheduler to answer, and for its first worker."""
_MEMORY = {"MALLOC_TRIM_THRESHOLD_": 1 << 26, "MALLOC_MMAP_THRESHOLD_": 1 << 25}
"""Bytes. Dask has glibc give memory back at once, and the coach would take it anew all the time."""
_NO_PAGES = {"distributed.scheduler.http.routes": [], "distributed.worker.http.routes": []}
"""Dask's dashboard and its pages about tasks and logs are left out. Its HTTP ports cannot be: they are bound to 127.0.0.1 and answer nothing."""

_CALM = {"distributed.worker.preload": ["import signal; signal.signal(signal.SIGINT, signal.SIG_IGN)"]}
"""Ctrl+C on a terminal reaches the workers too. They leave it to the run, which tells them to end."""


def _own(count: int, stack: ExitStack) -> str:
    """The address of a cluster of so many processes, on 127.0.0.1 and nowhere else, ended with the stack."""
    import dask
    from distributed import LocalCluster

    # A folder of its own that goes with the run and no limit to spill at: no draft is put on the disk.
    folder = stack.enter_context(TemporaryDirectory())
    # For the whole run, so that a worker that takes a killed one's place has it too.
    stack.enter_context(dask.config.set({f"distributed.nanny.pre-spawn-environ.{name}": value for name, value in _MEMORY.items()} | _NO_PAGES | _CALM))
    return stack.enter_context(LocalCluster(
        n_workers=count, threads_per_worker=1, host="127.0.0.1", dashboard_address="127.0.0.1:0", scheduler_kwargs={"dashboard": False},
        local_directory=folder, memory_limit=0, silence_logs=logging.CRITICAL,
    )).scheduler_address


def look_at_workers(client: Any, rules: tuple[str, ...]) -> None:
    """See that every worker has this coach. rules: further folders. Raises ClusterError naming the first that has not, and what to do."""
    from distributed.comm import CommClosedError

    for place, theirs in client.run(make, rules, on_error="return").items():
        if isinstance(theirs, RuleError | ModelMissingError):
            raise ClusterError(f"The worker at {place}: {theirs}")
        if isinstance(theirs, dict):
            wrong = differing(make(rules), theirs)
            if wrong:
                raise other(place, wrong)
        # One that ended just now takes no part.
        elif not isinstance(theirs, CommClosedError):
            raise ClusterError(f"The worker at {place} does not find this coach. Start it in the coach's folder, with `python -m`, as the README has it.")


def joined(address: str, rules: tuple[str, ...], stack: ExitStack) -> Any:
    """A distributed.Client with at least one worker, and every worker with this coach; closed with the stack. Raises ClusterError."""
    from distributed import Client
    from distributed.utils import silence_logging_cmgr

    # What goes wrong is told by our own errors, in words.
    stack.enter_context(silence_logging_cmgr(logging.CRITICAL))
    count = local_workers(address)
    if count:
        address = _own(count, stack)
    try:
        client = stack.enter_context(Client(address, timeout=_PATIENCE, set_as_default=False))
    except (OSError, ValueError) as error:
        raise ClusterError(f"No Dask scheduler answers at {address}. Is it running, and may this computer reach it?") from error
    try:
        client.wait_for_workers(1, timeout=_PATIENCE)
    except TimeoutError as error:
        raise ClusterError(f"The scheduler at {address} has no worker.") from error
    look_at_workers(client, rules)
    return client
