"""python -m coach batch --cluster: a Parquet file reviewed by the processes of a Dask cluster, in order, in bounded memory.

dask and pyarrow are asked for only when somebody asks for a cluster: `make cluster` installs them.
"""

from collections import deque
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import asdict, replace
import hashlib
import json
from pathlib import Path
from typing import Any

from ..batching import Options, Progress
from ..bounds import RuleError
from ..model import ModelMissingError
from ..reviewing import BATCH
from . import pieces
from .fitting import ClusterError, columns, local_workers, missing, unreadable
from .joining import joined
from .sameness import make
from .working import Part, work

PART = 4 * BATCH
"""So many messages travel together: enough that the way costs little, so few that a lost worker costs seconds."""
_GROUP = 64 * PART
"""So many rows are kept together: a piece on the disk, and a row group of OUT."""
_WAITING = 3
"""So many parts a worker thread may be ahead of the one whose turn it is to be written."""
_RETRIES = 3
"""When a part fails; how often one may end its worker is Dask's own setting, distributed.scheduler.allowed-failures."""
_KILLED = "the process that read this line was ended; the line was left out"

_GONE = "The scheduler went away in the middle. What was done is kept: the same command goes on from there."


def words(column: Any) -> list[str | None]:
    """The words of a pyarrow.Array; bytes that are no text, which other programs may leave in a Parquet file, become U+FFFD."""
    import pyarrow

    found = column.cast(pyarrow.large_string(), safe=False).cast(pyarrow.large_binary()).to_pylist()
    return [None if one is None else one.decode("utf-8", errors="replace") for one in found]


def asked(ids: list[Any], texts: list[str | None], partners: list[str | None]) -> Part:
    """The lines of JSON that stand for some rows."""
    rows = zip(ids, texts, partners, strict=True)
    return Part(tuple(json.dumps({"id": name, "text": text, "partner": partner}, ensure_ascii=False) for name, text, partner in rows))


def _result(client: Any, future: Any, part: Part, options: Options) -> tuple[list[str], bool]:
    """What a part came to. One that ends every worker it is given to is tried line by line, and the line that does it is told as an error."""
    from distributed import KilledWorker

    error = future.exception()
    if future.cancelled():
        raise ClusterError(_GONE)
    if error is None:
        return future.result()
    if not isinstance(error, KilledWorker):
        if isinstance(error, ClusterError | RuleError | ModelMissingError):
            raise error
        raise ClusterError(f"A worker could not do its part ({type(error).__name__}). Were the scheduler and the workers all started in the folder of this same coach, and are they still there?")
    if len(part.lines) == 1:
        return [json.dumps({"id": json.loads(part.lines[0])["id"], "error": _KILLED}, ensure_ascii=False)], False
    # One after the other, so that no line is suspected for its neighbour.
    found = [_result(client, _submit(client, Part((line,)), options), Part((line,)), options) for line in part.lines]
    return [line for lines, _ in found for line in lines], all(fine for _, fine in found)


def _submit(client: Any, part: Part, options: Options) -> Any:
    return client.submit(work, part, options, make(options.rules), pure=False, retries=_RETRIES)


def _threads(client: Any) -> int:
    """How many worker threads there are now: workers come and go."""
    try:
        return max(1, sum(client.nthreads().values()))
    except OSError as error:
        raise ClusterError(_GONE) from error


def _in_turn(file: Any, names: list[str], client: Any, options: Options, done: int) -> Iterator[tuple[Any, list[str], bool]]:
    """(ids as a pyarrow.Array, their lines, whether every row could be read), in the order of the file, while the next parts are worked on.

    done: so many rows are left out at the beginning.
    """
    import pyarrow
    from pyarrow import types

    waiting: deque[tuple[Any, Part, Any]] = deque()
    row = 0
    for whole in file.iter_batches(batch_size=PART, columns=names):
        first, row = row, row + len(whole)
        if row <= done:
            continue
        batch = whole.slice(max(0, done - first))
        ids = batch.column("id") if "id" in names else pyarrow.array(range(row - len(batch), row), pyarrow.int64())
        partners = words(batch.column("partner")) if "partner" in names else [None] * len(batch)
        part = asked(ids.to_pylist() if types.is_integer(ids.type) else words(ids), words(batch.column("text")), partners)
        waiting.append((ids, part, _submit(client, part, options)))
        while len(waiting) >= _WAITING * _threads(client):
            ids, part, future = waiting.popleft()
            yield ids, *_result(client, future, part, options)
    while waiting:
        ids, part, future = waiting.popleft()
        yield ids, *_result(client, future, part, options)


def _note(source: Path, options: Options) -> dict[str, Any]:
    """What a run's pieces are good for: these messages, this coach, these options. Folders of rules count by what they hold."""
    with source.open("rb") as file:
        messages = hashlib.file_digest(file, "sha256").hexdigest()
    return {"messages": messages, "coach": make(options.rules), "options": {name: one for name, one in asdict(options).items() if name != "rules"}}


def run(address: str, source: Path, target: Path, options: Options, *, progress: Progress | None = None) -> int:
    """Write to target, for each row of source, its id (or its number, from 0) and its review as JSON text.

    What a cut run finished is taken up. Returns 0, or 1 when a row could not be read. target is there only once it is whole.
    Raises ClusterError, RuleError, ModelMissingError.
    """
    local_workers(address)
    options = replace(options, rules=tuple(str(Path(folder).resolve()) for folder in options.rules))
    absent, wrong = missing(), unreadable(source, target)
    if absent or wrong:
        raise ClusterError(f"{absent} is not installed here. `make cluster` installs what a cluster needs." if absent else wrong)
    import pyarrow
    from pyarrow.parquet import ParquetFile

    with ExitStack() as stack:
        file = stack.enter_context(ParquetFile(source))
        names = columns(file.schema_arrow)
        kind = file.schema_arrow.field("id").type if "id" in names else pyarrow.int64()
        schema = pyarrow.schema([("id", kind), ("review", pyarrow.string())])
        client = joined(address, options.rules, stack)
        before, fine = pieces.begun(target, _note(source, options))
        stack.callback(pieces.tidy, target)
        if progress is not None:
            progress.size = file.metadata.num_rows - before
            if before and progress.shown:
                print(f"Going on after {before:,} messages.", file=progress.out)
        group: list[pyarrow.RecordBatch] = []
        done, kept, readable = 0, 0, True
        try:
            for ids, lines, each in _in_turn(file, names, client, options, before):
                group.append(pyarrow.record_batch([ids, pyarrow.array(lines, pyarrow.string())], schema=schema))
                readable, done = readable and each, done + len(lines)
                if sum(map(len, group)) >= _GROUP:
                    pieces.add(target, before + kept, group, schema, readable=readable)
                    fine, readable, kept = fine and readable, True, done
                    group.clear()
                if progress is not None:
                    progress.add(len(lines), done)
        finally:
            if group:
                pieces.add(target, before + kept, group, schema, readable=readable)
        pieces.join(target, schema)
    if progress is not None:
        progress.end()
    return 0 if fine and readable else 1
