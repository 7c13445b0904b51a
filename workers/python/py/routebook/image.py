"""Memory images: the interpreter as it is once everything has been imported, kept as a file.

A build calls `prepare` and writes the heap away; every start from that file calls `thaw`. An image
holds no reference to JavaScript, no open file and no task, and whatever must differ between two
starts (random numbers, the environment, the time zone) is renewed by `thaw`; see image_renewal.py.
"""

import asyncio
import gc
import importlib
import linecache
import os
import pkgutil
import sys
from collections.abc import Mapping, Sequence
from contextlib import suppress
from io import FileIO
from typing import Any

from . import image_renewal, image_time, worker
from .image_use import first_use

missed: list[str] = []
"""Modules that libraries looked for in vain while `prepare` imported them, sorted.

A plain start would load the pack of such a module (imports.py): an image that lacks it has decided
for its users that it is not there. The build compares.
"""


def prepare(imports: Sequence[str]) -> None:
    """Imports the kernel and the named modules, and does once what takes time when done first.

    To be called in a fresh interpreter, before anything of JavaScript's is known to Python. Raises
    what an import raises, and RuntimeError for what no image can hold.
    """
    worker.install()
    misses = _Misses()
    sys.meta_path.append(misses)  # type: ignore[arg-type]
    try:
        for name in imports:
            importlib.import_module(name)
        _import_own()
        first_use()
    finally:
        sys.meta_path.remove(misses)  # type: ignore[arg-type]
    missed[:] = sorted(misses.names)
    _tidy()
    image_renewal.find_generators()
    _refuse_leftovers()
    # What everybody has for good need not be looked through for garbage again and again.
    gc.freeze()


def thaw(entropy: bytes, environ: Mapping[str, str], now_ms: float) -> None:
    """Makes a restored interpreter a new one; to be called before anything else runs in it.

    `entropy` is fresh from the browser, 32 bytes or more. `environ` goes over the variables of the
    image; others stay. `now_ms` is the time of the start, in milliseconds since 1970.
    """
    os.environ.update(environ)
    image_time.set_zone()
    image_renewal.renew(entropy, now_ms)
    linecache.clearcache()
    # The files below these are put there anew by every start.
    sys.path_importer_cache.clear()
    importlib.invalidate_caches()
    # Each start of Pyodide puts "" first, the one that made the image did too.
    while sys.path.count("") > 1:
        sys.path.remove("")


class _Misses:
    """Notes what no finder finds."""

    def __init__(self) -> None:
        self.names: set[str] = set()

    def find_spec(self, name: str, path: object = None, target: object = None) -> None:
        if name.count(".") <= 1:
            self.names.add(name)


def _import_own() -> None:
    """Every module of this package; those about a library only where the library is there."""
    package = sys.modules[__package__ or "routebook"]
    for found in pkgutil.walk_packages(package.__path__, package.__name__ + "."):
        with suppress(ModuleNotFoundError):
            importlib.import_module(found.name)


def _tidy() -> None:
    """Leaves no trace of the first use."""
    linecache.clearcache()
    fonts: Any = sys.modules.get("matplotlib.font_manager")
    if fonts is not None:
        fonts._get_font.cache_clear()  # a font keeps its file open
    for module in list(sys.modules.values()):
        # A warning is told once in a place; it has not been told to anybody here.
        with suppress(AttributeError, TypeError):
            vars(module).pop("__warningregistry__", None)
    sys.path_importer_cache.clear()
    importlib.invalidate_caches()  # imports what each thaw would have to
    while gc.collect() > 0:
        pass


def _refuse_leftovers() -> None:
    """Files and tasks live in JavaScript: an image with one of them is broken."""
    files = [
        str(one.name)
        for one in gc.get_objects()
        if type(one) is FileIO and not one.closed and one.fileno() > 2
    ]
    if files:
        raise RuntimeError(f"An image cannot hold open files: {', '.join(files)}.")
    tasks = [task.get_name() for task in asyncio.all_tasks(asyncio.get_event_loop())]
    if tasks:
        raise RuntimeError(f"An image cannot hold tasks: {', '.join(tasks)}.")
