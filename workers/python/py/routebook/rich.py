"""Text that says what it is: `HTML("<b>…")`, `Markdown("…")`, `Image(png)` and their family.

The names and arguments follow `IPython.display`, as far as they make sense in
a page that runs no script of the learner's and loads nothing from elsewhere.
"""

import json
from pathlib import Path
from typing import Any

from .figures import IMAGE_SIZE_MIME

_PNG = b"\x89PNG\r\n\x1a\n"
_JPEG = b"\xff\xd8"
_ELSEWHERE = (
    "This page fetches nothing from other addresses: put the file into the lesson's folder "
    "and give its path as `filename`."
)


class _Text:
    """Text of one media type, given or read from a file."""

    mime = "text/plain"

    def __init__(
        self, data: str | None = None, url: str | None = None, filename: str | None = None
    ) -> None:
        if url is not None:
            raise ValueError(_ELSEWHERE)
        if filename is not None:
            data = Path(filename).read_text(encoding="utf-8")
        self.data = "" if data is None else str(data)

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {self.mime: self.data}

    def __repr__(self) -> str:
        return f"<routebook {type(self).__name__}>"


class HTML(_Text):
    """HTML, shown in a frame without scripts."""

    mime = "text/html"


class Markdown(_Text):
    """Markdown, laid out like a lesson's prose."""

    mime = "text/markdown"


class SVG(_Text):
    """A drawing in SVG."""

    mime = "image/svg+xml"


class Latex(_Text):
    """A formula in LaTeX. The page does not typeset it: what it shows is the source."""

    mime = "text/latex"

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/latex": self.data, "text/plain": self.data}


class Math(Latex):
    """A formula in LaTeX without the dollar signs around it."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bare = self.data.strip("$")
        return {"text/latex": f"$\\displaystyle {bare}$", "text/plain": bare}


class Pretty(_Text):
    """Plain text as it stands, without quotes round it."""

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": self.data}


class Code(_Text):
    """Program text as it stands; `language` is taken for the sake of code from Jupyter."""

    def __init__(
        self,
        data: str | None = None,
        url: str | None = None,
        filename: str | None = None,
        language: str | None = None,
    ) -> None:
        super().__init__(data, url, filename)
        self.language = language

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"text/plain": self.data}


class JSON:
    """A JSON value, shown as a tree. Text is parsed first."""

    def __init__(
        self, data: Any = None, url: str | None = None, filename: str | None = None
    ) -> None:
        if url is not None:
            raise ValueError(_ELSEWHERE)
        if filename is not None:
            data = Path(filename).read_text(encoding="utf-8")
        self.data = json.loads(data) if isinstance(data, str) else data

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        return {"application/json": self.data, "text/plain": repr(self.data)[:10_000]}


class Image:
    """A PNG, JPEG or SVG image: bytes, SVG text, or the path of a file.

    `width` and `height` are CSS pixels; without them the image keeps its own size.
    """

    def __init__(
        self,
        data: bytes | str | None = None,
        url: str | None = None,
        filename: str | None = None,
        width: int | None = None,
        height: int | None = None,
        **_ignored: Any,
    ) -> None:
        if url is not None or (isinstance(data, str) and data.startswith(("http:", "https:"))):
            raise ValueError(_ELSEWHERE)
        if isinstance(data, str) and not data.lstrip().startswith("<"):
            filename, data = data, None
        if filename is not None:
            data = Path(filename).read_bytes()
        if data is None:
            raise ValueError("Image needs bytes, SVG text or a filename.")
        self.data = data
        self.width, self.height = width, height

    def _repr_mimebundle_(self, include: Any = None, exclude: Any = None) -> dict[str, Any]:
        bundle: dict[str, Any] = {self._mime(): self.data}
        size = self._size()
        if size is not None:
            bundle[IMAGE_SIZE_MIME] = size
        return bundle

    def _size(self) -> dict[str, int] | None:
        """The size to show it at. Of a PNG, one side is enough to know the other."""
        width, height = self.width, self.height
        if self._mime() == "image/png" and isinstance(self.data, bytes) and len(self.data) >= 24:
            own = [int.from_bytes(self.data[at : at + 4], "big") for at in (16, 20)]
            if width and not height:
                height = round(own[1] * width / max(1, own[0]))
            elif height and not width:
                width = round(own[0] * height / max(1, own[1]))
        return {"width": width, "height": height} if width and height else None

    def _mime(self) -> str:
        if isinstance(self.data, str):
            return "image/svg+xml"
        if self.data.startswith(_PNG):
            return "image/png"
        if self.data.startswith(_JPEG):
            return "image/jpeg"
        if self.data.startswith((b"GIF87a", b"GIF89a")):
            return "image/gif"
        if b"<svg" in self.data[:1000]:
            return "image/svg+xml"
        raise ValueError("Only PNG, JPEG, GIF and SVG images can be shown.")

    def __repr__(self) -> str:
        return f"<Image, {len(self.data):,} bytes>"


class Javascript:
    """Refused: the page runs no script from a notebook."""

    def __init__(self, *_arguments: Any, **_named: Any) -> None:
        raise RuntimeError(
            "JavaScript from a notebook is not run on this page: it could reach your lessons and "
            "your progress. Show HTML, Markdown, SVG or an image instead."
        )
