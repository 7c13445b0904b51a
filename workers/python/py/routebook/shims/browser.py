"""`webbrowser.open`: a program in a tab opens no other tabs."""

from typing import Any

from .. import sink
from .hook import on_import


def install() -> None:
    """Mends webbrowser when it is imported."""
    on_import("webbrowser", _patch)


def _patch(module: Any) -> None:
    def open_page(url: str, new: int = 0, autoraise: bool = True) -> bool:
        """Shows the address instead of opening it; False, as where there is no browser."""
        sink.current.notice(f"A program in this page cannot open other pages. The address is {url}")
        return False

    module.open = open_page
    module.open_new = open_page
    module.open_new_tab = open_page
    module.get = lambda _using=None: module
