"""matplotlib figures."""

import base64
import os
import sys
from importlib import import_module
from typing import Any

import pytest
from routebook import bundles, figures

figures.use_figures()
plt: Any = import_module("matplotlib.pyplot")


@pytest.fixture(autouse=True)
def our_backend() -> None:
    plt.switch_backend(os.environ["MPLBACKEND"])
    plt.close("all")


def test_open_figures_are_flushed_once() -> None:
    plt.plot([1, 2])
    plt.figure()
    plt.plot([2, 1])
    flushed = figures.flush_figures()
    assert len(flushed) == 2
    assert base64.b64decode(flushed[0]["image/png"]).startswith(b"\x89PNG")
    assert flushed[0]["text/plain"] == "<Figure size 640x480 with 1 Axes>"
    assert figures.flush_figures() == []


def test_the_size_is_told_in_css_pixels() -> None:
    plt.plot([1, 2])
    (bundle,) = figures.flush_figures()
    size = bundle[figures.IMAGE_SIZE_MIME]
    data = base64.b64decode(bundle["image/png"])
    assert abs(int.from_bytes(data[16:20], "big") - 2 * size["width"]) <= 1
    assert 300 < size["width"] < 800


def test_show_shows_at_once_and_closes(recorder: Any) -> None:
    plt.plot([1, 2])
    plt.show()
    assert "image/png" in recorder.bundles[0]
    assert figures.flush_figures() == []


def test_a_figure_as_result_is_not_shown_twice() -> None:
    figure, axes = plt.subplots()
    axes.plot([1, 2])
    assert "image/png" in bundles.bundle_of(figure)
    assert figures.flush_figures() == []
    assert "image/png" in bundles.bundle_of(figure)  # it can be shown again by name


def test_axes_as_result_leave_the_figure_to_the_flush() -> None:
    axes = plt.gca()
    axes.plot([1, 2])
    assert list(bundles.bundle_of(axes)) == ["text/plain"]
    assert len(figures.flush_figures()) == 1


def test_nothing_happens_without_matplotlib(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delitem(sys.modules, "matplotlib._pylab_helpers")
    assert figures.flush_figures() == []
