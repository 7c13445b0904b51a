"""Packages that load themselves when they are imported.

The page has every package as a pack. Those that a cell names are loaded before
it runs; this finder, last on `sys.meta_path`, serves the imports nobody could
see beforehand (https://docs.python.org/3/library/importlib.html).
"""

import ast
import importlib
import importlib.machinery
import sys
from collections.abc import Callable, Mapping, Sequence
from types import FrameType, ModuleType

from . import sources
from .folder import HOME

PROBED = frozenset(
    {"PIL", "hypothesis", "lxml", "matplotlib", "numpy", "pandas", "pytest", "scipy", "sklearn"}
)
"""Large packages that libraries try to import just to see whether they are there."""


def imported_modules(code: str) -> list[str]:
    """Top-level names that the code imports anywhere in it; [] where it does not parse."""
    try:
        tree = ast.parse(code)
    except SyntaxError, ValueError, RecursionError, MemoryError:
        return []
    names: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names[alias.name.partition(".")[0]] = None
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            names[node.module.partition(".")[0]] = None
    return list(names)


class PackFinder:
    """Loads the pack of a module that is not there yet.

    `modules` maps a top-level module to its pack; `load(pack)` brings it, with
    what it depends on, into site-packages before it returns.
    """

    def __init__(self, modules: Mapping[str, str], load: Callable[[str], None]) -> None:
        self._modules = modules
        self._load = load
        self._tried: set[str] = set()

    def install(self) -> None:
        sys.meta_path.append(self)

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        top = name.partition(".")[0]
        pack = self._modules.get(top)
        if pack is None or name != top or pack in self._tried:
            return None
        if top in PROBED and not _learner_asks(sys._getframe(1)):
            return None
        self._tried.add(pack)
        self._load(pack)
        importlib.invalidate_caches()
        return importlib.machinery.PathFinder.find_spec(name, path, target)


def _learner_asks(frame: FrameType | None) -> bool:
    """False where the learner's import statement made a library look around while it loads.

    What counts is the library's frame next to the learner's own: a module body means that they
    import the library, a function that they call it (`df.plot()` needs matplotlib).
    """
    nearest: FrameType | None = None
    while frame is not None:
        filename = frame.f_code.co_filename
        if filename in sources.cells or filename.startswith(HOME + "/"):
            break
        if not filename.startswith("<frozen") and "/importlib/" not in filename:
            nearest = frame
        frame = frame.f_back
    return nearest is None or nearest.f_code.co_name != "<module>"
