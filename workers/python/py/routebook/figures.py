"""matplotlib without boilerplate: what a cell drew is shown when the cell ends.

`MPLBACKEND` names `routebook.mpl_backend`, which is Agg with a `show()` that
goes through the sink. A figure that was shown, in whatever way, is closed, so
nothing is shown twice and nothing piles up.
"""

import base64
import io
import os
import sys
from typing import TYPE_CHECKING, Any

from . import sink

if TYPE_CHECKING:
    from matplotlib.figure import Figure

# Screens have two or more device pixels to a CSS pixel; the size in CSS pixels goes with the image.
PIXEL_RATIO = 2
IMAGE_SIZE_MIME = "application/vnd.routebook.image-size+json"
# Above this many bytes a PNG is drawn again at plain resolution.
_MAX_PNG = 2_500_000


def use_figures() -> None:
    """Makes our backend matplotlib's default. To be called before matplotlib is imported."""
    os.environ["MPLBACKEND"] = "module://routebook.mpl_backend"


def flush_figures() -> list[dict[str, Any]]:
    """Bundles of all open figures, in the order they were made; closes them."""
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    if helpers is None:
        return []
    bundles = []
    for number, manager in sorted(helpers.Gcf.figs.items()):
        try:
            bundles.append(_bundle(manager.canvas.figure))
        finally:
            helpers.Gcf.destroy(number)
    return bundles


def show_figures() -> None:
    """What `plt.show()` does: shows all open figures now."""
    for bundle in flush_figures():
        sink.current.display(bundle, None, False, False)


def figure_bundle(value: object) -> dict[str, Any] | None:
    """A matplotlib Figure's bundle; the figure counts as shown then. None for other values."""
    module = sys.modules.get("matplotlib.figure")
    if module is None or not isinstance(value, module.Figure):
        return None
    bundle = _bundle(value)
    helpers = sys.modules.get("matplotlib._pylab_helpers")
    if helpers is not None:
        helpers.Gcf.destroy_fig(value)
    return bundle


def _bundle(figure: Figure) -> dict[str, Any]:
    text = repr(figure)
    if not figure.axes and not figure.lines and not figure.texts and not figure.patches:
        return {"text/plain": text}
    data = _png(figure, PIXEL_RATIO)
    ratio = PIXEL_RATIO
    if len(data) > _MAX_PNG:
        data, ratio = _png(figure, 1), 1
    # Width and height stand in a PNG's first chunk, at bytes 16 to 24.
    width, height = (int.from_bytes(data[at : at + 4], "big") for at in (16, 20))
    return {
        "image/png": base64.b64encode(data).decode("ascii"),
        IMAGE_SIZE_MIME: {"width": round(width / ratio), "height": round(height / ratio)},
        "text/plain": text,
    }


def _png(figure: Figure, ratio: int) -> bytes:
    buffer = io.BytesIO()
    dpi = figure.dpi
    figure.savefig(buffer, format="png", dpi=dpi * ratio, bbox_inches="tight")
    return buffer.getvalue()
