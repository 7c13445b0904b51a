"""A traceback as Python prints it, with the cells' labels for file names.

Frames of the machinery that runs cells are left out, as they would not be
there had the learner started the code as a program.
"""

import traceback
from collections.abc import Callable

from .folder import HOME
from .frames import PACKAGE, Cells

TEXT_LIMIT = 20_000
_MESSAGE_LIMIT = 2_000


def traceback_text(exc: BaseException, cells: Cells) -> str:
    """The traceback with its causes; at most about 20,000 characters.

    A longer one is cut to the learner's frames first, then in its middle.
    """
    text = _format(exc, cells, only_learners=False)
    if len(text) > TEXT_LIMIT:
        text = _format(exc, cells, only_learners=True)
    if len(text) > TEXT_LIMIT:
        half = TEXT_LIMIT // 2
        left_out = len(text) - 2 * half
        text = f"{text[:half]}\n… {left_out:,} characters not shown …\n{text[-half:]}"
    return text


def _format(exc: BaseException, cells: Cells, *, only_learners: bool) -> str:
    try:
        whole = traceback.TracebackException(type(exc), exc, exc.__traceback__, compact=True)
        _each(whole, lambda one: _trim(one, cells, only_learners), set())
        return _relabel("".join(whole.format()), cells)
    except Exception as error:  # an exception object may break any part of formatting
        return f"{type(exc).__name__} (its traceback cannot be printed: {type(error).__name__})\n"


def _each(
    one: traceback.TracebackException,
    action: Callable[[traceback.TracebackException], None],
    seen: set[int],
) -> None:
    """Does it for an exception, its causes and its members."""
    if id(one) in seen:
        return
    seen.add(id(one))
    action(one)
    for other in (one.__cause__, one.__context__, *(one.exceptions or ())):
        if other is not None:
            _each(other, action, seen)


def _trim(one: traceback.TracebackException, cells: Cells, only_learners: bool) -> None:
    own = [at for at, frame in enumerate(one.stack) if _is_own(frame.filename, cells)]
    if only_learners:
        kept = [one.stack[at] for at in own] or list(one.stack[-1:])
    elif own:
        kept = list(one.stack[own[0] :])
    elif isinstance(getattr(one, "filename", None), str) and _is_own(one.filename, cells):  # type: ignore[attr-defined]
        kept = []  # the text of a cell that cannot be parsed: no frame of it ever ran
    else:
        kept = list(one.stack)
    one.stack[:] = [frame for frame in kept if not frame.filename.startswith(PACKAGE)]
    # A message of megabytes would be copied several times over while it is formatted.
    said = getattr(one, "_str", None)
    if isinstance(said, str) and len(said) > _MESSAGE_LIMIT:
        one._str = f"{said[:_MESSAGE_LIMIT]}… {len(said) - _MESSAGE_LIMIT:,} characters not shown"  # type: ignore[attr-defined]


def _is_own(filename: str, cells: Cells) -> bool:
    return filename in cells or filename.startswith(HOME + "/")


def _relabel(text: str, cells: Cells) -> str:
    """File names as the learner reads them: `File "cell 3"`, `File "app/models.py"`."""
    for line in set(text.split("\n")):
        start = line.find('File "')
        if start < 0:
            continue
        name = line[start + 6 :].split('"')[0]
        if name in cells:
            text = text.replace(f'File "{name}"', f'File "{cells[name][1]}"')
    return text.replace(f'File "{HOME}/', 'File "')
