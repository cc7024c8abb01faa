"""What a cluster run needs before it can begin: an address, two files, the columns. Each says in plain words what is missing."""

from importlib.util import find_spec
from pathlib import Path
import re
from typing import Any

PRIVACY = (
    "With --cluster, the drafts travel to the workers of the cluster you name: readable to whoever runs it, and on the way too unless its address begins "
    "with tls://. With local:N they stay on this computer. Without --cluster nothing leaves this computer."
)


class ClusterError(ValueError):
    """A cluster run that cannot be; the message says why and what to do."""


def local_workers(address: str) -> int:
    """The N of local:N; 0 where the address is a scheduler's.

    Raises ClusterError for what is neither.
    """
    found = re.fullmatch(r"local:(\d+)", address)
    if found and int(found[1]):
        return int(found[1])
    if found or not re.fullmatch(r"((tcp|tls)://)?(\[[0-9A-Fa-f:]+\]|[\w.-]+):\d+", address) or address.startswith("local:"):
        raise ClusterError(f"--cluster {address}: give the address of a Dask scheduler, like tcp://10.0.0.5:8786, or local:N for N processes here.")
    return 0


def unfit(cluster: str | None, source: str | None, target: str | None, *, jobs: int | None, resume: str | None) -> str:
    """Why these arguments of batch do not go together, or ""."""
    if cluster is None:
        return "IN.parquet and OUT.parquet go with --cluster; without it, messages come from standard input." if source else ""
    if jobs is not None or resume is not None:
        return f"{'--jobs' if jobs is not None else '--resume'} does not go with --cluster."
    return "" if source and target else "--cluster needs two files: IN.parquet to read and OUT.parquet to write."


def missing() -> str:
    """What a cluster needs and is not installed, or ""."""
    return next((name for name in ("dask", "distributed", "pyarrow") if find_spec(name) is None), "")


def unreadable(source: Path, target: Path) -> str:
    """Why a file cannot be read, or the other not written, or ""."""
    if not source.is_file():
        return f"{source}: there is no such file."
    with source.open("rb") as file:
        begins = file.read(4)
        file.seek(max(0, source.stat().st_size - 4))
        ends = file.read(4)
    if begins != b"PAR1" or ends != b"PAR1":
        return f"{source} is not a whole Parquet file."
    if target.is_dir():
        return f"{target} is a folder; name a file."
    if not target.parent.is_dir():
        return f"{target.parent}: there is no such folder to write in."
    return f"{target} is the file to be read; give another to write." if source.resolve() == target.resolve() else ""


def columns(schema: Any) -> list[str]:
    """Which of id, text, partner a Parquet file has. schema: a pyarrow.Schema.

    Raises ClusterError when text is not there, or one of them holds something else than words (or, for id, whole numbers).
    """
    from pyarrow import types

    if "text" not in schema.names:
        raise ClusterError(f"There is no column `text`. The columns are: {', '.join(schema.names) or 'none'}.")
    found = [name for name in ("id", "text", "partner") if name in schema.names]
    for name in found:
        if schema.names.count(name) > 1:
            raise ClusterError(f"There is more than one column `{name}`.")
        kind = schema.field(name).type
        held = kind.value_type if types.is_dictionary(kind) else kind
        if not (types.is_string(held) or types.is_large_string(held) or types.is_null(held) or (name == "id" and types.is_integer(held))):
            raise ClusterError(f"The column `{name}` holds {kind}; it has to hold {'words or whole numbers' if name == 'id' else 'words'}.")
    return found
