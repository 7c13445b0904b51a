"""HTTP responses of any framework's test client, seen through one face.

Known are Werkzeug's (Flask), httpx's (Starlette's and FastAPI's TestClient),
Django's and requests'. Nothing is imported: they are told apart by what they have.
"""

import json
from http import HTTPStatus
from http.cookies import SimpleCookie
from typing import Any
from urllib.parse import unquote, urlsplit

from .check_failed import CheckFailed

_BODY_SHOWN = 400


class HttpResponse:
    """What checks ask of a response."""

    def __init__(self, response: Any) -> None:
        self._response = response

    @property
    def status(self) -> int:
        """The status code."""
        return int(self._response.status_code)

    @property
    def status_line(self) -> str:
        """The status with its name: "404 NOT FOUND"."""
        try:
            return f"{self.status} {HTTPStatus(self.status).phrase.upper()}"
        except ValueError:
            return str(self.status)

    @property
    def text(self) -> str:
        """The body as text; what is no text is shown as replacement characters."""
        return self._body().decode("utf-8", "replace")

    def json(self) -> Any:
        """The body read as JSON. ValueError where it is none."""
        return json.loads(self._body())

    def status_and_body(self) -> str:
        """The status, and the beginning of the body below it."""
        body = self.text.strip()
        shown = body if len(body) <= _BODY_SHOWN else body[:_BODY_SHOWN] + "…"
        return f"{self.status_line}\n{shown}" if shown else self.status_line

    def header_values(self, name: str) -> list[str]:
        """All values of a header."""
        headers = self._response.headers
        for method in ("getlist", "get_list"):  # Werkzeug's name and httpx's
            if hasattr(headers, method):
                return [str(value) for value in getattr(headers, method)(name)]
        value = headers.get(name)
        return [] if value is None else [str(value)]

    @property
    def cookies(self) -> dict[str, str]:
        """Cookies that the response sets."""
        django = getattr(self._response, "cookies", None)
        if isinstance(django, SimpleCookie):
            return {name: morsel.value for name, morsel in django.items()}
        found: dict[str, str] = {}
        for line in self.header_values("Set-Cookie"):
            for name, morsel in SimpleCookie(line).items():
                found[name] = morsel.value
        return found

    @property
    def location(self) -> str | None:
        """Where a redirect leads, as the response says it."""
        values = self.header_values("Location")
        return values[0] if values else None

    @property
    def location_path(self) -> str | None:
        """The redirect's path and query without the host."""
        place = self.location
        if place is None:
            return None
        parts = urlsplit(place)
        return parts.path + (f"?{parts.query}" if parts.query else "")

    @property
    def request_line(self) -> str | None:
        """The request that led here: "GET /items?page=2"; None where the response does not know."""
        try:
            request = self._response.request
        except AttributeError, RuntimeError:  # httpx raises where no request is set
            return None
        if isinstance(request, dict):  # Django's test client keeps the WSGI environment
            query = request.get("QUERY_STRING") or ""
            line = f"{request.get('REQUEST_METHOD', 'GET')} {request.get('PATH_INFO', '/')}"
            return f"{line}?{query}" if query else line
        method = getattr(request, "method", None)
        if method is None:
            return None
        url = getattr(request, "url", "")
        parts = urlsplit(str(url))
        path = unquote(parts.path) or "/"
        return f"{method} {path}?{parts.query}" if parts.query else f"{method} {path}"

    @property
    def raised(self) -> str | None:
        """What the app raised while it answered; None where that is not known."""
        error = getattr(self._response, "raised", None)
        return f"{type(error).__name__}: {error}" if isinstance(error, BaseException) else None

    def _body(self) -> bytes:
        response = self._response
        if hasattr(response, "get_data"):  # Werkzeug
            return bytes(response.get_data())
        if getattr(response, "streaming", False) and hasattr(response, "getvalue"):  # Django
            return bytes(response.getvalue())
        return bytes(response.content)


def as_response(value: Any) -> HttpResponse:
    """The value as a response; CheckFailed where it is none."""
    if not hasattr(value, "status_code") or not hasattr(value, "headers"):
        raise CheckFailed(
            "This should be an HTTP response.",
            [("Expected", "an HTTP response"), ("Came", type(value).__name__)],
        )
    return HttpResponse(value)
