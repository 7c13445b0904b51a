"""The first use of everything an image has, so that a learner's first use is a second one.

Cells are run through the runner and a request goes through the gateway, as a learner's would: that
imports what is imported late, and fills the caches that libraries keep. What the cells made is
thrown away.
"""

import asyncio
import json
import os
import sys
import textwrap
from typing import Any

from . import figures, grids, sink, sources
from .databases.query import query
from .databases.schema import databases
from .gateway import here, served
from .gateway.desk import TASK_NAME, Desk
from .image_cells import CELLS, FAILING
from .imports import imported_modules
from .runner import Runner, boot
from .shims.private_loop import run_private


def first_use() -> None:
    """Runs the cells whose libraries are imported. Raises RuntimeError where one fails."""
    main, limit = sys.modules["__main__"], sys.getrecursionlimit()
    set_limit, announce = sys.setrecursionlimit, served.announce
    before, path, folder = sink.current, list(sys.path), os.getcwd()
    sink.current = _Deaf()
    try:
        for needed, code in CELLS:
            if all(name in sys.modules for name in needed):
                run_private(_use(boot(limit, []), textwrap.dedent(code)))
        run_private(_run(boot(limit, []), FAILING, "failed"))
    finally:
        sink.current = before
        sys.path[:] = path
        os.chdir(folder)
        sys.modules["__main__"] = main
        sys.setrecursionlimit = set_limit
        sys.setrecursionlimit(limit)
        served.announce = announce
        grids.forget()
        figures.flush_figures()
        sources.forget()


async def _use(runner: Runner, code: str) -> None:
    await _run(runner, code, "done")
    if any(name in runner.main.__dict__ for name in ("app", "application")):
        await _request(runner)
    for database in databases():
        query(database["name"], "SELECT 1")


async def _run(runner: Runner, code: str, status: str) -> None:
    imported_modules(code)
    cell = {"cell": "image", "label": "image", "code": code, "run": 0}
    answer = json.loads(await runner.run(json.dumps(cell)))
    if answer["status"] != status:
        raise RuntimeError(f"A cell of the image {answer['status']}: {answer['error']}")


async def _request(runner: Runner) -> None:
    """A page's requests to the app that a cell made; the app's tasks are over when it returns."""
    desk = Desk(_Post(), runner.main)
    for number, path in enumerate(("/", "/items/1", "/missing")):
        head = {
            "method": "GET",
            "url": f"http://localhost:8000{path}",
            "headers": [["accept", "text/html"]],
            "client": "image",
            "initiator": None,
            "navigation": True,
            "streams": False,
        }
        desk.request(str(number), json.dumps(head), None)
        await asyncio.gather(*(one for one in asyncio.all_tasks() if one.get_name() == TASK_NAME))
    desk.apps()
    desk.read_cookies("image")
    await here.close(runner.main)


class _Deaf(sink.NullSink):
    """Takes a data frame for shown, and asks for its rows as the page does."""

    def display(
        self, bundle: dict[str, Any], display_id: str | None, update: bool, result: bool
    ) -> None:
        grid = bundle.get(grids.GRID_MIME)
        if grid is not None:
            grids.query({"id": grid["id"], "sort": [], "filters": [], "start": 0, "end": 20})
        json.dumps(bundle)


class _Post:
    """A desk's other side that listens to nothing."""

    def wire(self, key: str, message: str, data: bytes | None) -> None:
        pass

    def tell(self, kind: str, data: str) -> None:
        pass
