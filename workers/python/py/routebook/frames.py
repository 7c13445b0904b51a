"""Frames of a traceback, and which of them are the learner's."""

import linecache
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import islice
from types import FrameType, TracebackType
from typing import Any

from .folder import HOME

# Frames of this package (the runner, the shims) say nothing to the learner.
PACKAGE = os.path.dirname(__file__) + os.sep

Cells = Mapping[str, tuple[str, str]]
"""File name as compiled → (cell id, label that the learner reads)."""


@dataclass(frozen=True)
class Step:
    """One entry of a traceback. Columns are UTF-8 bytes, as CPython counts them."""

    frame: FrameType
    line: int
    end_line: int | None
    byte_columns: tuple[int, int] | None


def walk(tb: TracebackType | None) -> Iterator[Step]:
    """The traceback's entries, outermost first."""
    while tb is not None:
        code, instruction = tb.tb_frame.f_code, tb.tb_lasti
        end_line, columns = None, None
        if instruction >= 0:
            found = next(islice(code.co_positions(), instruction // 2, None), None)
            if found is not None and found[2] is not None and found[3] is not None:
                end_line, columns = found[1], (found[2], found[3])
        yield Step(tb.tb_frame, tb.tb_lineno or 1, end_line, columns)
        tb = tb.tb_next


def is_learners(step: Step, cells: Cells) -> bool:
    """True for code of a cell, and of a file in the working folder."""
    filename = step.frame.f_code.co_filename
    return filename in cells or filename.startswith(HOME + "/")


def is_machinery(step: Step) -> bool:
    """True for code of this package."""
    return step.frame.f_code.co_filename.startswith(PACKAGE)


def file_label(filename: str, cells: Cells) -> str:
    """What the learner reads for a file name: a cell's label, or the path in the working folder."""
    if filename in cells:
        return cells[filename][1]
    return filename.removeprefix(HOME + "/")


def describe(step: Step, cells: Cells) -> dict[str, Any]:
    """The step as a `PythonFrame`."""
    code = step.frame.f_code
    source = linecache.getline(code.co_filename, step.line, step.frame.f_globals).rstrip("\r\n")
    return {
        "cell": cells[code.co_filename][0] if code.co_filename in cells else None,
        "file": file_label(code.co_filename, cells),
        "line": step.line,
        "columns": _columns(step, source),
        "function": code.co_name,
        "source": source or None,
    }


def _columns(step: Step, source: str) -> list[int] | None:
    """Columns in characters; to the end of the line where the culprit goes on below."""
    if step.byte_columns is None or not source:
        return None
    data = source.encode("utf-8")
    start, end = step.byte_columns
    if step.end_line is not None and step.end_line > step.line:
        end = len(data)
    first = len(data[:start].decode("utf-8", "ignore"))
    last = len(data[:end].decode("utf-8", "ignore"))
    return [first, last] if last > first else None
