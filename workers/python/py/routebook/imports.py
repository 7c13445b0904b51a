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
    {
        "PIL", "hypothesis", "lxml", "matplotlib", "numpy", "pandas", "pygments", "pytest", "rich",
        "scipy", "sklearn",
    }
)  # fmt: skip
"""Packages that libraries try to import just to see whether they are there: large ones, and those
that only decorate a command line."""


def imported_modules(code: str) -> list[str]:
    """Modules that the code imports, with one dot at most; [] where it does not parse.

    One dot, because some packages share their top-level name: `google.protobuf`.
    """
    try:
        tree = ast.parse(code)
    except SyntaxError, ValueError, RecursionError, MemoryError:
        return []
    names: dict[str, None] = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for alias in node.names:
                names |= dict.fromkeys(_first_parts(alias.name))
        elif isinstance(node, ast.ImportFrom) and node.level == 0 and node.module:
            for alias in node.names:
                names |= dict.fromkeys(_first_parts(f"{node.module}.{alias.name}"))
    return list(names)


def _first_parts(name: str) -> list[str]:
    parts = name.split(".")
    return [".".join(parts[:count]) for count in (1, 2) if count <= len(parts)]


class PackFinder:
    """Loads the pack of a module that is not there yet.

    `modules` maps a module (`flask`, `google.protobuf`) to its pack; `load(pack)` brings it, with
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
        pack = self._modules.get(name)
        if pack is None or pack in self._tried:
            return None
        if name in PROBED and not _learner_asks(sys._getframe(1)):
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
