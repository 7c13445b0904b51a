"""What a check's exception tells the learner."""

import ast
import linecache
from types import FrameType
from typing import Any

from . import sources
from .check_failed import CheckFailed, cut
from .frames import Step, walk
from .hint_tools import stored_value
from .plain import one_line

_COMPARE: dict[type[ast.cmpop], str] = {
    ast.Eq: "equal to",
    ast.NotEq: "different from",
    ast.Lt: "less than",
    ast.LtE: "at most",
    ast.Gt: "greater than",
    ast.GtE: "at least",
    ast.Is: "the same as",
    ast.IsNot: "not the same as",
    ast.In: "one of",
    ast.NotIn: "none of",
}


def verdict_of(exc: BaseException) -> dict[str, Any]:
    """`{"message", "details"}` of a failed check, as in `src/shared/kernel.ts`."""
    if isinstance(exc, CheckFailed):
        return _verdict(str(exc), exc.details)
    if isinstance(exc, AssertionError):
        if exc.args:
            return _verdict(cut(str(exc)), [])
        return _bare_assert(exc)
    said = f"{type(exc).__name__}: {_text(exc)}" if _text(exc) else type(exc).__name__
    line = _place(exc)
    details = [("Raised", said)]
    if line is not None:
        details.insert(0, ("Check", line[2]))
    return _verdict(
        "The check could not be finished, because something in it raised an exception.", details
    )


def _verdict(message: str, details: list[tuple[str, str]]) -> dict[str, Any]:
    return {
        "message": message,
        "details": [{"label": label, "value": cut(value)} for label, value in details],
    }


def _text(exc: BaseException) -> str:
    try:
        return cut(str(exc))
    except Exception:
        return ""


def _bare_assert(exc: AssertionError) -> dict[str, Any]:
    """An `assert` without a message: its source, and both sides where they are stored."""
    place = _place(exc)
    if place is None:
        return _verdict("A condition of the check does not hold.", [])
    frame, statement, line = place
    details = [("Check", line)]
    test = statement.test if isinstance(statement, ast.Assert) else None
    if isinstance(test, ast.Compare) and len(test.ops) == 1:
        came = _stored(test.left, frame)
        expected = _stored(test.comparators[0], frame)
        if expected is not None:
            relation = _COMPARE[type(test.ops[0])]
            details.append(
                ("Expected", expected if relation == "equal to" else f"{relation} {expected}")
            )
        if came is not None:
            details.append(("Came", came))
    return _verdict("A condition of the check does not hold.", details)


def _stored(node: ast.expr, frame: FrameType) -> str | None:
    """The text of a value that can be looked up without running anything."""
    try:
        return one_line(ast.literal_eval(node), 500)
    except ValueError, TypeError, SyntaxError, MemoryError, RecursionError:
        pass
    try:
        return one_line(stored_value(node, frame), 500)
    except LookupError:
        return None


def _place(exc: BaseException) -> tuple[FrameType, ast.stmt | None, str] | None:
    """The frame of the check that raised, its statement, and the statement's source."""
    steps = [step for step in walk(exc.__traceback__) if _file(step) in sources.cells]
    if not steps:
        return None
    # The check calls the learner's code, never the other way round: its frames come first.
    last = [step for step in steps if _file(step) == _file(steps[0])][-1]
    frame, line = last.frame, last.line
    lines = linecache.getlines(frame.f_code.co_filename, frame.f_globals)
    source = "".join(lines)
    try:
        tree = ast.parse(source)
    except SyntaxError, ValueError:
        return None
    holding = [
        node
        for node in ast.walk(tree)
        if isinstance(node, ast.stmt) and node.lineno <= line <= (node.end_lineno or node.lineno)
    ]
    if not holding:
        return None
    statement = max(holding, key=lambda node: node.lineno)
    text = ast.get_source_segment(source, statement) or lines[line - 1]
    return frame, statement, text.strip()


def _file(step: Step) -> str:
    return step.frame.f_code.co_filename
