"""`from IPython.display import display, HTML`, for code that comes from Jupyter.

Only `IPython`, `IPython.display` and a `get_ipython` that answers None exist.
They come into being when they are imported: libraries that look for IPython in
`sys.modules` must not believe that they run inside it.
"""

import importlib.machinery
import sys
from collections.abc import Sequence
from importlib.abc import Loader, MetaPathFinder
from types import ModuleType

_NAMES = ("IPython", "IPython.display")
_RICH = (
    "HTML", "Markdown", "SVG", "Image", "JSON", "Latex", "Math", "Code", "Pretty", "Javascript",
)  # fmt: skip


class _Alias(MetaPathFinder, Loader):
    """Finds and fills the two modules."""

    def find_spec(
        self, fullname: str, path: Sequence[str] | None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        if fullname not in _NAMES:
            return None
        return importlib.machinery.ModuleSpec(fullname, self, is_package=fullname == "IPython")

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        return None

    def exec_module(self, module: ModuleType) -> None:
        from . import display, rich

        module.display = display.display  # type: ignore[attr-defined]
        if module.__name__ == "IPython":
            # matplotlib asks for the version before it asks whether IPython runs.
            module.version_info = (9, 0, 0, "")  # type: ignore[attr-defined]
            module.__version__ = "9.0.0"  # type: ignore[attr-defined]
            module.get_ipython = get_ipython  # type: ignore[attr-defined]
            return
        for owner, names in (
            (display, ("DisplayHandle", "display", "update_display", "clear_output")),
            (rich, _RICH),
        ):
            for name in names:
                setattr(module, name, getattr(owner, name))
        module.__all__ = [name for name in vars(module) if not name.startswith("_")]  # type: ignore[attr-defined]


def get_ipython() -> None:
    """There is no IPython shell here."""


def install_ipython_alias() -> None:
    """Makes `import IPython` work; a real IPython, where there is one, goes first."""
    if not any(isinstance(finder, _Alias) for finder in sys.meta_path):
        sys.meta_path.append(_Alias())
