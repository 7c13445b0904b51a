"""Values as MIME bundles: one value in every form it knows, keyed by media type.

The protocol is Jupyter's (`_repr_html_` and its family); the shape is
`MimeBundle` in `src/shared/mime.ts`. Whatever a value's own methods do, a
bundle with `text/plain` comes back.
"""

import base64
import json
import sys
from collections.abc import Callable, Mapping
from typing import Any

from .plain import plain_text

Bundle = dict[str, Any]

# Characters of one form, and of a whole bundle, that still reach the page.
FORM_LIMIT = 4_000_000
BUNDLE_LIMIT = 5_000_000

# In the order IPython's display formatter asks; all of them are kept.
_METHODS = (
    ("_repr_html_", "text/html"),
    ("_repr_markdown_", "text/markdown"),
    ("_repr_svg_", "image/svg+xml"),
    ("_repr_png_", "image/png"),
    ("_repr_jpeg_", "image/jpeg"),
    ("_repr_json_", "application/json"),
    ("_repr_latex_", "text/latex"),
)
# A value that answers to this answers to anything (mocks, proxies): ask it nothing.
_CANARY = "_routebook_canary_method_should_not_exist_"


def bundle_of(value: object) -> Bundle:
    """Every form of `value`, always with `text/plain`; about 5 million characters at most."""
    special = _special(value)
    if special is not None:
        return special
    bundle: Bundle = {}
    troubles: list[str] = []
    if _has_own_forms(value):
        _add_mimebundle(value, bundle, troubles)
        for method, mime in _METHODS:
            if mime not in bundle:
                _add_form(value, method, mime, bundle, troubles)
    if not isinstance(bundle.get("text/plain"), str):
        bundle["text/plain"] = plain_text(value)
    _bound(bundle, troubles)
    if troubles:
        bundle["text/plain"] = "\n".join([bundle["text/plain"], *troubles])
    return bundle


def _special(value: object) -> Bundle | None:
    """Forms of types that do not carry our methods: data frames and figures.

    A module that was never imported cannot have made the value, so this stays
    free of imports for everybody else.
    """
    if "pandas" in sys.modules:
        from .grids import grid_bundle

        grid = grid_bundle(value)
        if grid is not None:
            return grid
    if "matplotlib.figure" in sys.modules:
        from .figures import figure_bundle

        return figure_bundle(value)
    return None


def _has_own_forms(value: object) -> bool:
    if isinstance(value, type):
        return False
    try:
        return getattr(value, _CANARY, None) is None
    except Exception:
        return False


def _call(value: object, method: str, troubles: list[str], **arguments: Any) -> Any:
    """What the method returned, without metadata; None where it has nothing to say."""
    try:
        function: Callable[..., Any] | None = getattr(value, method, None)
        if not callable(function):
            return None
        result = function(**arguments)
    except NotImplementedError:
        return None
    except Exception as error:
        name = type(value).__name__
        troubles.append(f"{name}.{method}() raised {type(error).__name__}: {_said(error)}")
        return None
    if isinstance(result, tuple) and len(result) == 2 and isinstance(result[1], Mapping):
        return result[0]
    return result


def _said(error: Exception) -> str:
    try:
        return str(error)[:500]
    except Exception:
        return "(no message)"


def _add_mimebundle(value: object, bundle: Bundle, troubles: list[str]) -> None:
    found = _call(value, "_repr_mimebundle_", troubles, include=None, exclude=None)
    if not isinstance(found, Mapping):
        return
    for mime, data in found.items():
        if isinstance(mime, str) and mime != "application/javascript":
            form = _as_form(mime, data)
            if form is not None:
                bundle[mime] = form


def _add_form(value: object, method: str, mime: str, bundle: Bundle, troubles: list[str]) -> None:
    form = _as_form(mime, _call(value, method, troubles))
    if form is not None:
        bundle[mime] = form


def _as_form(mime: str, data: Any) -> Any:
    """`data` as the page wants it: text, base64 for bytes, JSON values; else None."""
    if data is None:
        return None
    if isinstance(data, (bytes, bytearray, memoryview)):
        binary = mime.startswith(("image/", "audio/", "video/", "application/"))
        if binary and mime != "image/svg+xml":
            return base64.b64encode(data).decode("ascii")
        return bytes(data).decode("utf-8", "replace")
    if mime == "application/json" or mime.endswith("+json"):
        return json_value(data)
    return str(data) if isinstance(data, str) else None


def json_value(data: Any) -> Any:
    """`data` made of JSON values only: what JSON cannot carry becomes text."""
    try:
        return json.loads(json.dumps(data, default=str, allow_nan=False, skipkeys=True))
    except TypeError, ValueError, RecursionError:
        return plain_text(data)


def _size(form: Any) -> int:
    return len(form) if isinstance(form, str) else len(json.dumps(form))


def _bound(bundle: Bundle, troubles: list[str]) -> None:
    """Takes out forms that are too large, the largest first, and says so."""
    text = bundle["text/plain"]
    if len(text) > FORM_LIMIT:
        bundle["text/plain"] = text[:FORM_LIMIT] + "\n… the rest is not shown"
    sizes = sorted(((_size(form), mime) for mime, form in bundle.items()), reverse=True)
    total = sum(size for size, _ in sizes)
    for size, mime in sizes:
        if mime == "text/plain" or (size <= FORM_LIMIT and total <= BUNDLE_LIMIT):
            continue
        del bundle[mime]
        total -= size
        troubles.append(
            f"Its {mime} form is not shown: {size / 1e6:.1f} MB are too much for a page."
        )
