"""Hints for files, limits, stopping, and what the runtime itself says."""

import os
from typing import Any

from .hint_tools import Names, Rules, always, listed, near, says


def _no_file(exc: FileNotFoundError, _names: Names) -> str | None:
    path = exc.filename
    if not isinstance(path, str):
        return None
    folder, name = os.path.split(path)
    place = folder or "."
    if not os.path.isdir(place):
        return f"There is no folder {folder!r}. `os.makedirs({folder!r})` makes it."
    if not folder:
        for root, _, files in os.walk("."):
            if name in files:
                return f"The file lies in a folder: {os.path.relpath(os.path.join(root, name))!r}."
    others = sorted(os.listdir(place))
    other = near(name, others, 0.6)
    if other is not None:
        return f"There is no {name!r} here. Did you mean {os.path.join(folder, other)!r}?"
    where = f"the folder {folder!r}" if folder else "the working folder"
    if not others:
        return f"There is no {name!r}: {where} is empty."
    return f"There is no {name!r} in {where}. It has {listed(others)}."


def _json_text(exc: Any, _names: Names) -> str | None:
    text = exc.doc if isinstance(exc.doc, str) else ""
    place = f"Line {exc.lineno}, column {exc.colno}"
    if not text.strip():
        return "The text is empty, so there is no JSON in it. Did the response have a body?"
    if text.lstrip().startswith("<"):
        return "The text is HTML, not JSON: print it, it may be an error page."
    if text[exc.pos : exc.pos + 1] == "'":
        return f"{place}: JSON wants double quotes around names and text, not single ones."
    if "trailing comma" in exc.msg or text[exc.pos : exc.pos + 1] in ("]", "}"):
        return f"{place}: JSON allows no comma after the last item."
    for word in ("True", "False", "None"):
        if text[exc.pos :].startswith(word):
            return f"{place}: JSON writes `true`, `false` and `null` in small letters."
    return f"{place} of the text is not as JSON wants it there ({exc.msg})."


def _exit(exc: SystemExit, _names: Names) -> str:
    return "The program asked to end itself. Here that ends the cell; the notebook goes on."


RULES: Rules = {
    "FileNotFoundError": [_no_file],
    "FileExistsError": [
        always(
            "There is such a file or folder already. For folders use `os.makedirs(…,"
            " exist_ok=True)`."
        )
    ],
    "IsADirectoryError": [always("This is the path of a folder, not of a file.")],
    "NotADirectoryError": [
        always("One part of the path is a file, so nothing can lie inside of it.")
    ],
    "PermissionError": [
        always(
            "The file cannot be changed: a lesson's own data is read-only. Write to another name."
        )
    ],
    "json.decoder.JSONDecodeError": [_json_text],
    "RecursionError": [
        always(
            "A function called itself over and over. It needs a case in which it returns without"
            " calling itself, and each call has to come nearer to it. The limit is lower in a"
            " browser tab."
        )
    ],
    "MemoryError": [
        always(
            "There is not enough memory for this. Work on a smaller part at a time, or restart the"
            " kernel."
        )
    ],
    "KeyboardInterrupt": [
        always("The cell was stopped while it ran. Everything up to this line has happened.")
    ],
    "SystemExit": [_exit],
    "EOFError": [says("EOF when reading a line", hint="There was no line left to read.")],
    "StopIteration": [
        always(
            "There is nothing left in this iterator. `next(it, None)` gives None instead of an"
            " error."
        )
    ],
    "TimeoutError": [always("It took longer than was allowed.")],
    "asyncio.exceptions.InvalidStateError": [always("The result is not there yet: `await` it.")],
    "RuntimeError": [
        says(
            "cannot be called from a running event loop",
            hint=(
                "A notebook has a running event loop already: write `await main()` instead of"
                " `asyncio.run(main())`."
            ),
        ),
        says(
            "event loop is already running",
            hint="A notebook has a running event loop already: write `await …` instead.",
        ),
        says(
            "changed size during iteration",
            hint=(
                "The loop adds to or takes from what it goes through. Go through a copy: `for x in"
                " list(…):`."
            ),
        ),
        says(
            "cannot reuse already awaited coroutine",
            hint="A coroutine runs once. Call the function again for a new one.",
        ),
        says(
            "coroutine raised StopIteration",
            hint="`next()` found nothing left inside an async function.",
        ),
        says(
            "no running event loop",
            hint=(
                "This has to be called inside an `async def` function, or at the top level of a"
                " cell."
            ),
        ),
    ],
    "RuntimeWarning": [
        says(
            "was never awaited",
            hint="A coroutine was made but not run: put `await` before the call.",
        )
    ],
    "NotImplementedError": [always("This part was left to be written: by you, or by a subclass.")],
    "AssertionError": [
        lambda exc, _names: (
            None
            if exc.args
            else "The condition after `assert` is not true. Print the values in it to see why."
        )
    ],
}
