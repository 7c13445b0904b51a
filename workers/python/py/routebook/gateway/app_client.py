"""`client`: requests to the learner's app from a check, whatever framework it is written with.

expect(client.get("/items/3")).status(200).json_contains({"id": 3})
expect(client("Bob").post("/login", data={"name": "bob"})).redirects_to("/")
"""

import json as json_format
from collections.abc import Iterator, Mapping
from typing import Any
from urllib.parse import urlencode, urljoin, urlsplit

from .collected import Collected, collect
from .discovery import NoApp
from .form_data import Fields, encode
from .found import Found, as_found
from .gateway import Gateway
from .here import gateway, main_now
from .request import Body, Request, make_request

_BASE = "http://localhost:8000/"
_MOST_REDIRECTS = 20


class AppHeaders(Mapping[str, str]):
    """Headers of an answer; names in any case. `getlist` gives all values of one."""

    def __init__(self, pairs: list[tuple[str, str]]) -> None:
        self.pairs = pairs

    def getlist(self, name: str) -> list[str]:
        return [value for key, value in self.pairs if key.lower() == name.lower()]

    def __getitem__(self, name: str) -> str:
        values = self.getlist(name)
        if not values:
            raise KeyError(name)
        return ", ".join(values)

    def __iter__(self) -> Iterator[str]:
        return iter(dict.fromkeys(key for key, _ in self.pairs))

    def __len__(self) -> int:
        return len(list(iter(self)))


class AppResponse:
    """What the app answered."""

    def __init__(self, request: Request, answer: Collected) -> None:
        self.request = request
        self.status_code = answer.status
        self.headers = AppHeaders(
            [(name.decode("latin-1"), value.decode("latin-1")) for name, value in answer.headers]
        )
        self.content = answer.body
        self.url = request.url
        self.history: list[AppResponse] = []
        self.raised = answer.raised
        """What the app raised while it answered; None where nothing was."""

    @property
    def text(self) -> str:
        """The body as text."""
        return self.content.decode("utf-8", "replace")

    def json(self) -> Any:
        """The body read as JSON."""
        return json_format.loads(self.content)

    def __repr__(self) -> str:
        return f"<AppResponse {self.status_code} of {self.request.method} {self.request.target}>"


class AppClient:
    """One visitor of the app, with cookies of their own; `client("Bob")` is another one."""

    def __init__(self, app: object = None, name: str = "client") -> None:
        self._app = app
        self._name = name
        self._own: Gateway | None = None
        self._others: dict[str, AppClient] = {}

    def __call__(self, name: str) -> AppClient:
        """The visitor of that name."""
        if name not in self._others:
            other = AppClient(self._app, name)
            other._own = self._gateway() if self._app is not None else None
            self._others[name] = other
        return self._others[name]

    @property
    def cookies(self) -> dict[str, str]:
        """The visitor's cookies."""
        return {cookie.name: cookie.value for cookie in self._gateway().jar(self._jar)}

    def get(self, path: str, **options: Any) -> AppResponse:
        return self.request("GET", path, **options)

    def head(self, path: str, **options: Any) -> AppResponse:
        return self.request("HEAD", path, **options)

    def options(self, path: str, **options: Any) -> AppResponse:
        return self.request("OPTIONS", path, **options)

    def post(self, path: str, **options: Any) -> AppResponse:
        return self.request("POST", path, **options)

    def put(self, path: str, **options: Any) -> AppResponse:
        return self.request("PUT", path, **options)

    def patch(self, path: str, **options: Any) -> AppResponse:
        return self.request("PATCH", path, **options)

    def delete(self, path: str, **options: Any) -> AppResponse:
        return self.request("DELETE", path, **options)

    def request(
        self,
        method: str,
        path: str,
        *,
        params: Fields | None = None,
        json: Any = None,
        data: Any = None,
        files: Fields | None = None,
        headers: Mapping[str, str] | None = None,
        follow_redirects: bool = False,
    ) -> AppResponse:
        """Sends a request. NoApp, with a sentence, where there is no app to answer it."""
        body, kind = encode(json, data, files)
        given = dict(headers or {})
        if kind is not None and not any(name.lower() == "content-type" for name in given):
            given["Content-Type"] = kind
        url = urljoin(_BASE, path)
        if params:
            joint = "&" if urlsplit(url).query else "?"
            url += joint + urlencode(params, doseq=True)  # type: ignore[arg-type]
        response = self._send(method, url, given, body)
        history: list[AppResponse] = []
        while follow_redirects and (place := _next_place(response)) is not None:
            history.append(response)
            if len(history) > _MOST_REDIRECTS:
                raise RecursionError(f"The app redirects without end, at last to {place}.")
            if response.status_code not in (307, 308):
                method = "HEAD" if method.upper() == "HEAD" else "GET"
                body, given = b"", {}
            response = self._send(method, urljoin(response.url, place), given, body)
        response.history = history
        return response

    def _send(self, method: str, url: str, headers: Mapping[str, str], body: bytes) -> AppResponse:
        request = make_request(
            method, url, headers.items(), Body(body), client=self._jar, origin="python"
        )
        return AppResponse(request, collect(self._gateway(), request))

    @property
    def _jar(self) -> str:
        # Apart from the page's clients of the same name: a check begins without cookies.
        return f"check:{self._name}"

    def _gateway(self) -> Gateway:
        if self._app is None:
            return gateway()
        if self._own is None:
            self._own = Gateway(main_now, fixed=_found(self._app))
        return self._own


def app_client(app: object = None) -> AppClient:
    """A client of the app; without one, of the app that the learner defined."""
    return AppClient(app)


def _found(app: object) -> Found:
    found = as_found("app", app)
    if found is None:
        raise NoApp(f"app_client() takes an app, not {type(app).__name__}.")
    return found


def _next_place(response: AppResponse) -> str | None:
    if response.status_code not in (301, 302, 303, 307, 308):
        return None
    return response.headers.get("location")
