"""What the terminal is told when something goes wrong: where, and never in what words, since an error's message may hold a draft."""

import logging
import sys
import threading
import traceback
from typing import Any
import warnings

WENT_WRONG = "Something went wrong here; the words of it are left out."


def told(trouble: BaseException | None) -> str:
    """An error, and those behind it, by kind and place."""
    lines: list[str] = []
    seen: set[int] = set()
    while trouble is not None and id(trouble) not in seen:
        seen.add(id(trouble))
        lines += [f"{type(trouble).__name__}, at:", *(f'  File "{one.filename}", line {one.lineno}, in {one.name}' for one in traceback.extract_tb(trouble.__traceback__))]
        trouble = trouble.__cause__ or trouble.__context__
    return "\n".join(lines)


def report(trouble: BaseException | None) -> None:
    """Say on the terminal where it happened."""
    print(told(trouble), file=sys.stderr)


def _record(*args: Any, **more: Any) -> logging.LogRecord:
    """A record of any library's log, with the kind and place of an error and none of its words."""
    record = logging.LogRecord(*args, **more)
    error = record.exc_info[1] if isinstance(record.exc_info, tuple) else None
    record.msg, record.args, record.exc_info = WENT_WRONG, (), None
    record.exc_text = told(error) if error is not None else None
    return record


def hush() -> None:
    """Keep words out of logs, warnings, uncaught errors and core dumps, for the whole process."""
    logging.setLogRecordFactory(_record)
    warnings.simplefilter("ignore")
    sys.excepthook = lambda kind, trouble, place: report(trouble)
    threading.excepthook = lambda one: report(one.exc_value)
    sys.unraisablehook = lambda one: report(one.exc_value)
    try:
        import resource
    except ImportError:
        return
    resource.setrlimit(resource.RLIMIT_CORE, (0, resource.getrlimit(resource.RLIMIT_CORE)[1]))
