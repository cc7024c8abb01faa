"""The finished pieces of a run, in a folder beside its OUT: what a cut run leaves, and the next one goes on from.

A piece is a whole Parquet file of some rows in their order; run.json says to which messages and which coach they belong.
"""

from collections.abc import Iterator, Mapping, Sequence
import json
from pathlib import Path
from typing import Any

from .fitting import ClusterError

_NOTE = "run.json"
_SAID = {"messages": "other messages", "coach": "another coach or other rules", "options": "other options"}


def folder_of(target: Path) -> Path:
    """Where the pieces of OUT lie.

    >>> folder_of(Path("OUT.parquet")).name
    'OUT.parquet.parts'
    """
    return target.with_name(f"{target.name}.parts")


def _whole(folder: Path) -> Iterator[tuple[Path, int, bool]]:
    """(file, rows, whether every row could be read) of the pieces from the first row on, up to the first gap. A piece is named by its first row."""
    from pyarrow.parquet import ParquetFile

    row = 0
    while (path := folder / f"{row:012}.parquet").exists():
        with ParquetFile(path) as piece:
            rows, readable = piece.metadata.num_rows, piece.schema_arrow.metadata[b"readable"] == b"yes"
        yield path, rows, readable
        row += rows


def _put(path: Path, write: Any) -> None:
    """A file that is there whole or not at all. write: is given a path to write to."""
    unfinished = path.with_name(f".{path.name}.unfinished")
    try:
        write(unfinished)
        unfinished.replace(path)
    finally:
        unfinished.unlink(missing_ok=True)


def begun(target: Path, note: Mapping[str, Any]) -> tuple[int, bool]:
    """(how many rows are done, whether every one of them could be read) of a run that was cut, or (0, True) and a folder for a new one.

    note: what _SAID names, each as plain data. Raises ClusterError when the folder is of another run, or no folder of ours.
    """
    folder = folder_of(target)
    kept = folder / _NOTE
    if not kept.is_file():
        if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
            raise ClusterError(f"{folder} is in the way: what is done is put there until {target.name} is whole. Move it, or give another file to write.")
        folder.mkdir(exist_ok=True)
        _put(kept, lambda path: path.write_text(json.dumps(note), encoding="utf-8"))
    theirs = json.loads(kept.read_text(encoding="utf-8"))
    odd = [said for name, said in _SAID.items() if theirs.get(name) != note[name]]
    if odd:
        raise ClusterError(f"{folder} holds the beginning of another run ({', '.join(odd)}). Take it away to begin anew, or give another file to write.")
    found = list(_whole(folder))
    return sum(rows for _, rows, _ in found), all(readable for *_, readable in found)


def add(target: Path, first: int, batches: Sequence[Any], schema: Any, *, readable: bool) -> None:
    """Keep some more rows. first: the number of the first. batches: pyarrow.RecordBatch each. readable: whether every one of these rows could be read."""
    from pyarrow import Table
    from pyarrow.parquet import write_table

    table = Table.from_batches(batches, schema).replace_schema_metadata({"readable": "yes" if readable else "no"})
    _put(folder_of(target) / f"{first:012}.parquet", lambda path: write_table(table, path))


def join(target: Path, schema: Any) -> None:
    """Write OUT from its pieces, one in memory at a time, and take them away."""
    from pyarrow.parquet import ParquetWriter, read_table

    pieces = [path for path, *_ in _whole(folder_of(target))]

    def write(path: Path) -> None:
        with ParquetWriter(path, schema) as writer:
            for piece in pieces:
                writer.write_table(read_table(piece).replace_schema_metadata(None))

    _put(target, write)
    # The last first: whoever is cut here leaves a beginning, and the same command goes on.
    for piece in reversed(pieces):
        piece.unlink()


def tidy(target: Path) -> None:
    """Take the folder away unless a piece is in it."""
    folder = folder_of(target)
    if next(_whole(folder), None) is None:
        (folder / _NOTE).unlink(missing_ok=True)
        folder.rmdir()
