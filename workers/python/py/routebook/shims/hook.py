"""Doing something to a module right after it was imported.

The finder stands first on `sys.meta_path`, finds the module by means of the
others, and wraps its loader. It knows a fixed set of names and leaves all
other imports alone (https://docs.python.org/3/reference/import.html#the-meta-path).
"""

import importlib.util
import sys
from collections.abc import Callable, Sequence
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

Patch = Callable[[Any], None]

_patches: dict[str, list[Patch]] = {}


def on_import(name: str, patch: Patch) -> None:
    """Calls `patch(module)` whenever the module is imported, and now if that has happened.

    A module may be imported again: a reloaded Django project forgets Django itself.
    """
    module = sys.modules.get(name)
    if module is not None:
        patch(module)
    _patches.setdefault(name, []).append(patch)
    if not any(isinstance(finder, _Finder) for finder in sys.meta_path):
        sys.meta_path.insert(0, _Finder())


class _Finder(MetaPathFinder):
    def __init__(self) -> None:
        self._searching: set[str] = set()

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        if fullname not in _patches or fullname in self._searching:
            return None
        self._searching.add(fullname)
        try:
            spec = importlib.util.find_spec(fullname)
        finally:
            self._searching.discard(fullname)
        if spec is not None and spec.loader is not None:
            spec.loader = _Loader(spec.loader)
        return spec


class _Loader(Loader):
    """Runs the real loader, then the patches; everything else is the real loader's."""

    def __init__(self, loader: Any) -> None:
        self._loader = loader

    def create_module(self, spec: ModuleSpec) -> ModuleType | None:
        return self._loader.create_module(spec)  # type: ignore[no-any-return]

    def exec_module(self, module: ModuleType) -> None:
        # Resource readers and linecache ask the module's loader for more than a Loader has.
        module.__loader__ = self._loader
        if module.__spec__ is not None:
            module.__spec__.loader = self._loader
        self._loader.exec_module(module)
        for patch in _patches.get(module.__name__, ()):
            patch(module)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._loader, name)
