"""Joins the runner with the JavaScript side of the worker (`workers/python/python-kernel.ts`)."""

import json
import sys
from typing import Any

from pyodide.ffi import can_run_sync, run_sync

from . import display, django_project, grids, interrupts, runner, shims, sink
from .hollow_files import fill_when_read
from .imports import PackFinder, imported_modules
from .magics import modules_of_commands, without_magics
from .streams import OutputStream
from .waiting import Waiting


class HostSink:
    """Hands output to JavaScript; structured values cross as JSON text."""

    def __init__(self, host: Any) -> None:
        self._host = host

    def stream(self, name: str, text: str) -> None:
        self._host.stream(name, text)

    def display(
        self, bundle: dict[str, Any], display_id: str | None, update: bool, result: bool
    ) -> None:
        self._host.display(json.dumps(bundle), display_id or "", update, result)

    def clear(self, wait: bool) -> None:
        self._host.clear(wait)

    def notice(self, text: str) -> None:
        self._host.notice(text)


_waiting = Waiting(can_run_sync, run_sync)
_installed = False


def install() -> None:
    """Makes the interpreter the kernel's, once: all that can be done without JavaScript's side.

    Libraries are imported after it, since they keep what they find: `sys.stderr`, `time.sleep`.
    """
    global _installed
    if _installed:
        return
    _installed = True
    sys.stdout = OutputStream("stdout")
    sys.stderr = OutputStream("stderr")
    _waiting.install()
    shims.install()
    django_project.install()
    display.install_ipython_alias()


class Worker:
    """What JavaScript calls. Every argument and answer is text, a number or a boolean."""

    def __init__(self, host: Any, modules: str, recursion_limit: int) -> None:
        known: dict[str, str] = json.loads(modules)
        sink.current = HostSink(host)
        interrupts.arm = host.arm
        interrupts.disarm = host.disarm
        interrupts.overtime = host.overtime
        _waiting.host = host
        install()
        PackFinder(known, host.load_sync).install()
        fill_when_read(known, host.fill_sync)
        self._runner = runner.boot(recursion_limit, sorted(known))
        self._known = known

    def packs_of(self, code: str) -> str:
        """JSON list of the packs whose modules the code imports."""
        modules = imported_modules(code)
        if not modules and ("!" in code or "%" in code):
            modules = [*imported_modules(without_magics(code)[0]), *modules_of_commands(code)]
        named = (self._known.get(module) for module in modules)
        return json.dumps([pack for pack in named if pack is not None])

    async def run(self, request: str, typed: str) -> str:
        _waiting.typed = json.loads(typed)
        return await self._runner.run(request)

    async def check(self, request: str, typed: str) -> str:
        _waiting.typed = json.loads(typed)
        return await self._runner.check(request)

    def cancel(self) -> None:
        self._runner.cancel()

    def desk(self, post: Any) -> Any:
        """The gateway, as `workers/python/http-gateway.ts` calls it."""
        from pyodide.ffi import to_js

        from .gateway.desk import Desk

        return Desk(post, self._runner.main, to_js)

    def grid(self, query: str) -> str:
        return json.dumps(grids.query(json.loads(query)))

    def grid_csv(self, query: str) -> str:
        return grids.csv(json.loads(query))

    def forget_modules(self) -> None:
        django_project.forget()

    async def reload_app(self) -> str:
        """Starts the served app again (`ReloadOutcome`)."""
        from .gateway.reloading import reload

        return json.dumps(reload(self._runner.main))

    def databases(self) -> str:
        """The SQLite databases (`DatabaseInfo[]`)."""
        from .databases.schema import databases

        return json.dumps(databases())

    def table_rows(self, query: str) -> str:
        """Rows of a table (`TableRows`), or `{"problem": sentence}`."""
        from .databases.rows import table_rows

        return json.dumps(table_rows(json.loads(query)))

    def query_database(self, database: str, statement: str) -> str:
        """What a statement gave (`QueryOutcome`)."""
        from .databases.query import query

        return json.dumps(query(database, statement))

    async def can_block(self) -> bool:
        """True where Python may wait for a promise (asked inside a coroutine, as it must be)."""
        return can_run_sync()
