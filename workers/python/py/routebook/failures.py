"""What the learner's code did wrong, as a value for the page.

The shape is `PythonFailure` in `src/shared/python-failure.ts`: the learner's
own frames, a hint in words, and the traceback as Python prints it, both freed
from the frames of the machinery that runs cells.
"""

from collections.abc import Mapping
from typing import Any

from .folder import HOME
from .frames import Cells, Step, describe, file_label, is_learners, is_machinery, walk
from .traceback_text import traceback_text

MESSAGE_LIMIT = 10_000
# Members of an exception group that the message names.
_NAMED_MEMBERS = 5


def failure_of(
    exc: BaseException, cells: Cells, namespace: Mapping[str, Any] | None = None
) -> dict[str, Any]:
    """`exc` as a `PythonFailure`.

    `cells` maps the file names that cells were compiled under to (cell id, label);
    `namespace` is where the code ran, for the hint. Never raises.
    """
    try:
        return _failure_of(exc, cells, namespace)
    except Exception as error:  # the exception's own attributes may raise
        return {
            "type": type(exc).__name__,
            "message": f"(this exception cannot be looked at: {type(error).__name__})",
            "frames": [],
            "hidden": 0,
            "hint": None,
            "traceback": f"{type(exc).__name__}\n",
        }


def _failure_of(
    exc: BaseException, cells: Cells, namespace: Mapping[str, Any] | None
) -> dict[str, Any]:
    steps = list(walk(exc.__traceback__))
    first = next((at for at, step in enumerate(steps) if is_learners(step, cells)), len(steps))
    within = [step for step in steps[first:] if not is_machinery(step)]
    own = [step for step in within if is_learners(step, cells)]
    frames = [describe(step, cells) for step in _ends(own)]
    if isinstance(exc, SyntaxError):
        frames += _syntax_frame(exc, cells)
    if not frames and steps:
        frames = [describe(steps[-1], cells)]
    return {
        "type": type(exc).__name__,
        "message": message_of(exc),
        "frames": frames,
        "hidden": len(within) - len(own),
        "hint": _hint(exc, cells, namespace),
        "traceback": traceback_text(exc, cells),
    }


def message_of(exc: BaseException) -> str:
    """`str(exc)` with its notes, bounded; for a group its members too.

    A sentence where `__str__` raises.
    """
    try:
        # str() of a syntax error ends in the file name and line, which the frame says better.
        text = str(exc.msg if isinstance(exc, SyntaxError) and exc.msg else exc)
    except Exception as error:
        return f"(str() of this exception raised {type(error).__name__})"
    if isinstance(exc, BaseExceptionGroup):
        named = [
            f"{type(one).__name__}: {message_of(one)}" for one in exc.exceptions[:_NAMED_MEMBERS]
        ]
        text = "\n".join([text, *named])
    text = "\n".join(part for part in (text, *_notes(exc)) if part)
    if len(text) > MESSAGE_LIMIT:
        left_out = len(text) - MESSAGE_LIMIT
        text = text[:MESSAGE_LIMIT] + f"… {left_out:,} characters not shown"
    return text


def _notes(exc: BaseException) -> list[str]:
    """What `add_note` added: the example that Hypothesis found, say."""
    notes = getattr(exc, "__notes__", None)
    if not isinstance(notes, list | tuple):
        return []
    return [note for note in notes if isinstance(note, str)]


# Recursion leaves hundreds of equal frames: this many are kept at either end.
_KEPT_AT_AN_END = 20


def _ends(items: list[Step]) -> list[Step]:
    if len(items) <= 2 * _KEPT_AT_AN_END:
        return items
    return items[:_KEPT_AT_AN_END] + items[-_KEPT_AT_AN_END:]


def _syntax_frame(exc: SyntaxError, cells: Cells) -> list[dict[str, Any]]:
    """A frame for the place that could not be parsed, where it is the learner's text."""
    filename = exc.filename
    if not isinstance(filename, str) or exc.lineno is None:
        return []
    if filename not in cells and not filename.startswith(HOME + "/"):
        return []
    source = exc.text.rstrip("\r\n") if isinstance(exc.text, str) else None
    if source is not None:
        source = source.split("\n")[0]
    return [
        {
            "cell": cells[filename][0] if filename in cells else None,
            "file": file_label(filename, cells),
            "line": max(1, exc.lineno),
            "columns": _syntax_columns(exc, source),
            "function": "<module>",
            "source": source,
        }
    ]


def _syntax_columns(exc: SyntaxError, source: str | None) -> list[int] | None:
    """SyntaxError counts columns from 1, and says 0 or -1 where it does not know the end."""
    if exc.offset is None or exc.offset < 1:
        return None
    start = exc.offset - 1
    end = start + 1
    if exc.end_lineno == exc.lineno and exc.end_offset is not None and exc.end_offset > exc.offset:
        end = exc.end_offset - 1
    elif exc.end_lineno is not None and exc.lineno is not None and exc.end_lineno > exc.lineno:
        end = len(source) if source is not None else end
    return [start, max(end, start + 1)]


def _hint(exc: BaseException, cells: Cells, namespace: Mapping[str, Any] | None) -> str | None:
    try:
        from . import hints

        hint = hints.hint_for(exc, _namespace_of(exc, cells, namespace))
    except Exception:  # a hint must never stand in the way of the error itself
        hint = None
    sentences = [sentence for sentence in (hint, _earlier(exc, cells)) if sentence]
    return " ".join(sentences) or None


def _namespace_of(
    exc: BaseException, cells: Cells, namespace: Mapping[str, Any] | None
) -> Mapping[str, Any]:
    """Names visible where the learner's innermost frame stood, over the cells' names."""
    names: dict[str, Any] = dict(namespace or {})
    own = [step for step in walk(exc.__traceback__) if is_learners(step, cells)]
    if own:
        names.update(own[-1].frame.f_globals)
        names.update(own[-1].frame.f_locals)
    return names


def _earlier(exc: BaseException, cells: Cells) -> str | None:
    """A sentence about the error that this one grew out of."""
    cause = exc.__cause__
    context = None if exc.__suppress_context__ else exc.__context__
    before = cause or context
    if before is None or isinstance(before, (SystemExit, KeyboardInterrupt)):
        return None
    own = [step for step in walk(before.__traceback__) if is_learners(step, cells)]
    if not own:  # libraries have their own reasons
        return None
    said = message_of(before).split("\n")[0][:200]
    step = own[-1]
    place = f" ({file_label(step.frame.f_code.co_filename, cells)}, line {step.line})"
    how = "It was caused by" if cause is not None else "It happened while handling another error:"
    return f"{how} {type(before).__name__}{': ' + said if said else ''}{place}."
