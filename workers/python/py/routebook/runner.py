"""Runs cells and checks. The worker calls it; every answer is plain JSON."""

import ast
import asyncio
import inspect
import json
import os
import sys
import time
import types
from collections.abc import Mapping
from typing import Any

from . import checks, display, failures, folder, hints, interrupts, sink, sources
from .guard import Guard
from .magics import without_magics
from .namespace import as_main, fresh_main

Json = dict[str, Any]

# Names of the gateway's tasks (gateway/desk.py, gateway/lifespan.py): a request, an app's life.
_GATEWAY_TASKS = ("routebook gateway: request", "routebook gateway: lifespan")


class Runner:
    """One notebook's kernel: a namespace that lives from cell to cell."""

    def __init__(self, recursion_limit: int) -> None:
        self.main = fresh_main()
        self._guard = Guard(recursion_limit)
        self._task: asyncio.Task[Any] | None = None
        sys.modules["__main__"] = self.main

    async def run(self, request: str) -> str:
        """Runs a cell (a RunRequest of `src/shared/kernel.ts`); returns status, error, ms."""
        wanted = json.loads(request)
        self._task = asyncio.current_task()
        try:
            with as_main(self.main) as namespace:
                outcome = await self._attempt(wanted, wanted["run"], namespace)
                return json.dumps(_result(outcome, namespace))
        finally:
            self._task = None
            self._guard.mend(self.main.__dict__)

    async def check(self, request: str) -> str:
        """Runs an exercise and its check (a CheckRequest) in a fresh namespace and folder."""
        wanted = json.loads(request)
        self._task = asyncio.current_task()
        main = fresh_main()
        try:
            with folder.set_aside(wanted["keep"]), as_main(main) as namespace:
                try:
                    return json.dumps(await self._check(wanted, namespace))
                finally:
                    await checks.finish(main)
        finally:
            self._task = None
            self._guard.mend(main.__dict__)

    def cancel(self) -> None:
        """Interrupts a run that awaits; one that computes is interrupted by signal.

        A run inside `run_sync` (`asyncio.run`, say) is in the middle of a step: it cannot be
        cancelled itself, but what it waits for can.
        """
        for task in asyncio.all_tasks():
            # Apps in the preview go on while a cell is stopped; without a cell they are meant.
            if task.get_name().startswith(_GATEWAY_TASKS[self._task is None :]):
                continue
            if task is not self._task or getattr(task, "_fut_waiter", None) is not None:
                task.cancel()

    async def _check(self, wanted: Json, namespace: dict[str, Any]) -> Json:
        loud, sink.current = sink.current, sink.NullSink()
        try:
            for cell in wanted["before"]:
                outcome = await self._attempt(cell, wanted["run"], namespace)
                if outcome.error is not None:
                    return _raised(outcome, namespace, "before", cell["label"])
        finally:
            sink.current = loud
        outcome = await self._attempt(wanted, wanted["run"], namespace)
        if outcome.error is not None:
            return _raised(outcome, namespace, "code", wanted["label"])
        namespace.update(checks.names())
        checks.offer(namespace)
        # What the learner's code printed is theirs; the check's own output is not.
        sink.current = sink.NullSink()
        try:
            code = {"cell": wanted["cell"] + ":check", "label": "check", "code": wanted["check"]}
            verdict = await self._attempt(code, wanted["run"], namespace, show=False)
        finally:
            sink.current = loud
        result = _result(outcome, namespace)
        if verdict.error is None:
            return {**result, "verdict": {"kind": "passed", "message": None}}
        if isinstance(verdict.error, KeyboardInterrupt):
            return _raised(verdict, namespace, "check", "check")
        said = checks.verdict_of(verdict.error)
        error = None
        if not isinstance(verdict.error, AssertionError):
            error = failures.failure_of(verdict.error, sources.cells)
        return {**result, "error": error, "verdict": {"kind": "failed", **said}}

    async def _attempt(
        self, cell: Json, run: int, namespace: dict[str, Any], *, show: bool = True
    ) -> Outcome:
        start = time.perf_counter()
        error: BaseException | None = None
        try:
            filename = sources.register(cell["cell"], cell["label"], run, cell["code"])
            body, last = _compile(cell["code"], filename)
            with interrupts.armed():
                # Evaluated here: a StopIteration that left a coroutine would become another error.
                await _finished(body, eval(body, namespace))
                if last is not None:
                    value = await _finished(last, eval(last, namespace))
                    if show and value is not None:
                        namespace["_"] = value
                        sink.current.display(display.bundle_of(value), None, False, True)
        except asyncio.CancelledError as cancelled:
            error = _as_interrupt(cancelled)
            if self._task is not None:
                self._task.uncancel()
        except BaseException as raised:
            error = raised
        milliseconds = (time.perf_counter() - start) * 1000
        if show:
            for bundle in display.flush_figures():
                sink.current.display(bundle, None, False, False)
        if isinstance(error, SystemExit) and error.code in (None, 0):
            sink.current.notice("The program ended itself here, with exit().")
            error = None
        return Outcome(error, milliseconds)


class Outcome:
    """How code ended: what it raised, and the milliseconds it took."""

    def __init__(self, error: BaseException | None, milliseconds: float) -> None:
        self.error = error
        self.milliseconds = milliseconds


def _compile(code: str, filename: str) -> tuple[types.CodeType, types.CodeType | None]:
    """The cell in two: what to execute, and its last expression (None where it ends in `;`)."""
    tree = _parse(code, filename)
    flags = ast.PyCF_ALLOW_TOP_LEVEL_AWAIT
    last = None
    if tree.body and isinstance(tree.body[-1], ast.Expr) and not _ends_in_semicolon(code):
        value = tree.body.pop()
        assert isinstance(value, ast.Expr)
        last = compile(ast.Expression(value.value), filename, "eval", flags, dont_inherit=True)
    body = compile(tree, filename, "exec", flags, dont_inherit=True)
    return body, last


def _parse(code: str, filename: str) -> ast.Module:
    try:
        return ast.parse(code, filename)
    except SyntaxError:
        plain, sentences = without_magics(code)
        if plain == code:
            raise
        tree = ast.parse(plain, filename)
        for sentence in sentences:
            sink.current.notice(sentence)
        return tree


def _ends_in_semicolon(code: str) -> bool:
    import io
    import tokenize

    skipped = {tokenize.NL, tokenize.NEWLINE, tokenize.COMMENT, tokenize.ENDMARKER}
    if ";" not in code:
        return False
    every = tokenize.generate_tokens(io.StringIO(code).readline)
    tokens = [token for token in every if token.type not in skipped]
    return bool(tokens) and tokens[-1].string == ";"


async def _finished(code: types.CodeType, value: Any) -> Any:
    """What the code came to: code that awaits evaluates to a coroutine first."""
    return await value if code.co_flags & inspect.CO_COROUTINE else value


def _as_interrupt(cancelled: asyncio.CancelledError) -> KeyboardInterrupt:
    interrupt = KeyboardInterrupt()
    interrupt.__traceback__ = cancelled.__traceback__
    return interrupt


def _result(outcome: Outcome, namespace: Mapping[str, Any]) -> Json:
    if outcome.error is None:
        return {"status": "done", "error": None, "ms": outcome.milliseconds}
    status = "interrupted" if isinstance(outcome.error, KeyboardInterrupt) else "failed"
    return {
        "status": status,
        "error": failures.failure_of(outcome.error, sources.cells, namespace),
        "ms": outcome.milliseconds,
    }


def _raised(outcome: Outcome, namespace: Mapping[str, Any], where: str, label: str) -> Json:
    result = _result(outcome, namespace)
    if result["status"] == "interrupted":
        return {**result, "verdict": None}
    return {**result, "verdict": {"kind": "raised", "where": where, "label": label}}


def boot(recursion_limit: int, modules: list[str]) -> Runner:
    """Makes the kernel's runner in the working folder."""
    os.makedirs(folder.HOME, exist_ok=True)
    os.chdir(folder.HOME)
    if folder.HOME not in sys.path:
        sys.path.insert(0, folder.HOME)
    sys.dont_write_bytecode = True
    hints.set_known_modules(modules)
    return Runner(recursion_limit)
