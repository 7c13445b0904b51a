"""A matplotlib backend: Agg, whose `show()` puts the figures into the notebook.

matplotlib imports it by name, as `module://routebook.mpl_backend`.
"""

from typing import Any

from matplotlib.backend_bases import FigureManagerBase
from matplotlib.backends.backend_agg import FigureCanvasAgg

from . import sink
from .figures import figure_bundle, show_figures


class FigureManager(FigureManagerBase):
    """Shows and closes figures; there is no window to keep."""

    @classmethod
    def pyplot_show(cls, *, block: bool | None = None) -> None:
        """`plt.show()`: every open figure, now."""
        show_figures()

    def show(self) -> None:
        """`figure.show()`: this figure, now."""
        bundle: dict[str, Any] | None = figure_bundle(self.canvas.figure)
        if bundle is not None:
            sink.current.display(bundle, None, False, False)


class FigureCanvas(FigureCanvasAgg):
    """Agg's canvas under our manager."""

    manager_class = FigureManager
