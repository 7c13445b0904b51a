"""What the hint rules share: near names, the culprit's source line, values named in it."""

import ast
import linecache
from collections.abc import Callable, Iterable, Mapping
from itertools import islice
from types import FrameType
from typing import Any

Names = Mapping[str, Any]
Rule = Callable[[Any, Names], str | None]
Rules = dict[str, list[Rule]]
"""Exception class ("KeyError", "jinja2.exceptions.TemplateNotFound") → rules for it."""

# Candidates that are compared: `dir()` of a data frame has some four hundred.
_MAX_CANDIDATES = 3_000


def says(*parts: str, hint: str) -> Rule:
    """A rule for messages that contain all of the parts."""

    def rule(exc: BaseException, _names: Names) -> str | None:
        text = str(exc)
        return hint if all(part in text for part in parts) else None

    return rule


def always(hint: str) -> Rule:
    """A rule that has the same answer for every exception of its class."""
    return lambda _exc, _names: hint


def near(name: object, candidates: Iterable[object], cutoff: float = 0.7) -> str | None:
    """The candidate most like `name`, without regard to case; None where none is."""
    import difflib  # not before somebody mistypes a name

    if not isinstance(name, str):
        return None
    texts = [text for text in islice(candidates, _MAX_CANDIDATES) if isinstance(text, str)]
    folded = {text.casefold(): text for text in reversed(texts) if text != name}
    found = difflib.get_close_matches(name.casefold(), folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None


def listed(names: Iterable[object], limit: int = 8) -> str:
    """Names in a row, in backticks: "`a`, `b` and 3 more"."""
    texts = [f"`{name}`" for name in names]
    if len(texts) > limit:
        return ", ".join(texts[:limit]) + f" and {len(texts) - limit} more"
    return ", ".join(texts)


def frames_of(exc: BaseException) -> list[tuple[FrameType, int]]:
    """Frames with their line numbers, outermost first."""
    frames = []
    tb = exc.__traceback__
    while tb is not None:
        frames.append((tb.tb_frame, tb.tb_lineno or 1))
        tb = tb.tb_next
    return frames


def raised_in(exc: BaseException, path: str, function: str | None = None) -> FrameType | None:
    """The innermost frame whose file name ends in `path`, e.g. "flask/app.py"."""
    for frame, _ in reversed(frames_of(exc)):
        code = frame.f_code
        filename = code.co_filename.replace(".pyc", ".py")
        if filename.endswith(path) and function in (None, code.co_name):
            return frame
    return None


def source_line(exc: BaseException) -> str:
    """The source of the line that raised, without indentation; "" where unknown."""
    frames = frames_of(exc)
    if not frames:
        return ""
    frame, line = frames[-1]
    return linecache.getline(frame.f_code.co_filename, line, frame.f_globals).strip()


def subscripted(exc: BaseException) -> list[tuple[str, Any]]:
    """Values with a `[…]` after them in the line that raised: (source text, value).

    Only plain names and their attributes' stored values are looked up, so nothing of the
    learner's runs again.
    """
    frames = frames_of(exc)
    if not frames:
        return []
    frame = frames[-1][0]
    found = []
    for node in ast.walk(_parsed(source_line(exc))):
        if isinstance(node, ast.Subscript):
            try:
                found.append((ast.unparse(node.value), stored_value(node.value, frame)))
            except LookupError:
                continue
    return found


def stored_value(node: ast.expr, frame: FrameType) -> Any:
    """The value of a name, a constant or a stored attribute; LookupError for anything else."""
    if isinstance(node, ast.Constant):
        return node.value
    if isinstance(node, ast.Name):
        for names in (frame.f_locals, frame.f_globals, frame.f_builtins):
            if node.id in names:
                return names[node.id]
    if isinstance(node, ast.Attribute):
        stored = getattr(stored_value(node.value, frame), "__dict__", {})
        if node.attr in stored:
            return stored[node.attr]
    raise LookupError(ast.unparse(node))


def _parsed(line: str) -> ast.AST:
    """The line as a tree; the head of a compound statement gets an empty body."""
    for text in (line, line + " pass", "if 1: pass\n" + line + " pass", "async def f():\n " + line):
        try:
            return ast.parse(text)
        except SyntaxError:
            continue
    return ast.Module([], [])
