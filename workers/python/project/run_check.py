"""Runs the check of one exercise, as Routebook's Check button does.

    python tests/run_check.py ID exercises    your code, in exercises/ID.py
    python tests/run_check.py ID solutions    the solution, in solutions/ID.py

A check starts from nothing: an empty folder with the project's files in it, a Python that has run
nothing yet, the cells above the exercise, the code, then the check. So each one is a process of its
own. `routebook` beside this file is what the checks are written with: `expect`, `client`.
"""

import ast
import asyncio
import inspect
import json
import os
import shutil
import sys
import tempfile
import types
from collections.abc import Awaitable
from pathlib import Path
from typing import Any

TESTS = Path(__file__).resolve().parent
PROJECT = TESTS.parent


def main(exercise: str, folder: str) -> int:
    """Prints what the check says; the exit code is 0 where it passes."""
    lesson = json.loads((TESTS / "lesson.json").read_text("utf-8"))
    original = folder == "solutions" and lesson["original"]
    found = next(one for one in lesson["exercises"] if one["id"] == exercise)
    cells = [
        (name, read(TESTS / name)) for name in found["original_before" if original else "before"]
    ]
    code = read(PROJECT / folder / f"{found['file']}.py")
    check = read(TESTS / "checks" / f"{found['file']}.py")
    with tempfile.TemporaryDirectory(prefix="routebook-") as place:
        home = os.path.realpath(place)
        copy_files(lesson["files"], Path(home), TESTS / "original" if original else PROJECT)
        os.chdir(home)
        sys.path[:0] = [home, str(TESTS)]
        try:
            return asyncio.run(run(home, cells, (f"{folder}/{found['file']}.py", code), check))
        finally:
            os.chdir(TESTS)


def read(path: Path) -> str:
    """The text of a file."""
    return path.read_text("utf-8")


def copy_files(names: list[str], home: Path, source: Path) -> None:
    """The project's own files, and the data beside them."""
    for name in names:
        (home / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(source / name, home / name)
    if (PROJECT / "data").is_dir():
        shutil.copytree(PROJECT / "data", home / "data", dirs_exist_ok=True)


async def run(home: str, cells: list[tuple[str, str]], code: tuple[str, str], check: str) -> int:
    """Runs everything in one namespace; tells in words where it fails."""
    prepare(home)
    from routebook import checks

    module = types.ModuleType("__main__")
    names = vars(module)
    names.update(__builtins__=__builtins__, display=print)
    sys.modules["__main__"] = module
    for name, text in [*cells, code]:
        try:
            await execute(name, text, names)
        except BaseException as error:
            return tell(f"{name} stops with {type(error).__name__}", {"message": str(error)}, error)
    names.update(checks.names())
    checks.offer(names)
    try:
        await execute("the check", check, names)
    except BaseException as error:
        told = None if isinstance(error, AssertionError) else error
        return tell("The check fails", checks.verdict_of(error), told)
    finally:
        await checks.finish(module)
    return 0


async def execute(name: str, text: str, names: dict[str, Any]) -> None:
    """Runs a cell's code; it may await, and have IPython's lines in it."""
    from routebook import sources
    from routebook.magics import without_magics

    filename = sources.register(name, name, 1, text)
    try:
        tree = ast.parse(text, filename)
    except SyntaxError:
        plain, _left_out = without_magics(text)
        tree = ast.parse(plain, filename)
    body = compile(tree, filename, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
    result = eval(body, names)
    if body.co_flags & inspect.CO_COROUTINE:
        await result


def tell(heading: str, verdict: dict[str, Any], error: BaseException | None) -> int:
    """Prints a verdict: the sentence, then what was expected and what came."""
    print(f"{heading}: {verdict['message']}")
    for detail in verdict.get("details", []):
        print(f"  {detail['label']}: {detail['value']}")
    if error is not None:
        import traceback

        traceback.print_exception(error)
    return 1


def prepare(home: str) -> None:
    """What `routebook` finds in a browser tab, and here has another name or place."""
    os.environ.setdefault("MPLBACKEND", "Agg")
    os.environ.setdefault("DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    from routebook import folder
    from routebook.shims import private_loop

    folder.HOME = home
    # In a tab it must do without sockets and threads.
    private_loop.PrivateLoop = Loop  # type: ignore[assignment,misc]
    from routebook.shims import flask_setup, local_clients, servers, starlette_setup

    # A server that a cell starts would serve for ever; here, too, the requests come from the check.
    for late in (servers, local_clients, flask_setup, starlette_setup):
        late.install()


class Loop(asyncio.SelectorEventLoop):
    """An event loop that runs while another one waits for it."""

    def run(self, coroutine: Awaitable[Any]) -> Any:
        """The result of the awaitable."""
        from routebook.shims.private_loop import outside

        with outside():
            return self.run_until_complete(coroutine)

    def finish(self) -> None:
        """Cancels what is left, and closes the loop."""
        left = asyncio.all_tasks(self)
        for task in left:
            task.cancel()
        if left:
            self.run(asyncio.wait(left))
        self.run(self.shutdown_asyncgens())
        self.run(self.shutdown_default_executor())
        self.close()


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:3]))
