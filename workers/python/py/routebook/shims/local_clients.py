"""requests, httpx, aiohttp, urllib and http.client: calls to this computer reach the learner's app.

Only plain HTTP to localhost is taken; everything else goes the way it went before.
"""

import io
from collections.abc import AsyncIterator, Iterator
from typing import Any

from .hook import on_import

_HERE = ("localhost", "127.0.0.1", "::1", "0.0.0.0")


def install() -> None:
    """Mends each library when it is imported."""
    on_import("http.client", _patch_http_client)
    on_import("requests.adapters", _patch_requests)
    on_import("httpx._transports.default", _patch_httpx)
    on_import("aiohttp.connector", _patch_aiohttp)


def is_here(host: str | None) -> bool:
    """Whether a host name means this computer."""
    name = (host or "").lower().strip("[]")
    return name in _HERE or name.endswith(".localhost")


def _patch_http_client(module: Any) -> None:
    connect = module.HTTPConnection.connect

    def connect_here(self: Any) -> None:
        secure = isinstance(self, getattr(module, "HTTPSConnection", ()))
        if secure or self._tunnel_host or not is_here(self.host):
            connect(self)
            return
        from .local_socket import LocalSocket

        self.sock = LocalSocket(self.host, self.port)

    module.HTTPConnection.connect = connect_here


def _patch_requests(module: Any) -> None:
    send = module.HTTPAdapter.send

    def send_here(self: Any, request: Any, *args: Any, **options: Any) -> Any:
        from urllib.parse import urlsplit

        parts = urlsplit(request.url)
        if parts.scheme != "http" or not is_here(parts.hostname):
            return send(self, request, *args, **options)
        from ..gateway.discovery import NoApp
        from ..gateway.local import ask

        try:
            answer = ask(request.method, request.url, request.headers.items(), _body(request.body))
        except (NoApp, ConnectionError) as error:
            raise module.ConnectionError(str(error), request=request) from None
        return self.build_response(request, _as_urllib3(answer))

    module.HTTPAdapter.send = send_here


def _as_urllib3(answer: Any) -> Any:
    from urllib3 import HTTPHeaderDict, HTTPResponse

    headers = HTTPHeaderDict()
    for name, value in answer.headers:
        headers.add(name.decode("latin-1"), value.decode("latin-1"))
    return HTTPResponse(
        body=io.BytesIO(answer.body),
        headers=headers,
        status=answer.status,
        reason=answer.reason,
        preload_content=False,
        original_response=_Original(answer),
    )


class _Original:
    """The part of `http.client.HTTPResponse` in which cookie jars look for headers."""

    def __init__(self, answer: Any) -> None:
        from email.message import Message

        self.msg = Message()
        for name, value in answer.headers:
            self.msg[name.decode("latin-1")] = value.decode("latin-1")

    def isclosed(self) -> bool:
        return True

    def close(self) -> None:
        """There is nothing to close."""


def _body(body: Any) -> bytes:
    if body is None:
        return b""
    if isinstance(body, str):
        return body.encode("utf-8")
    if hasattr(body, "read"):
        data = body.read()
        return data.encode("utf-8") if isinstance(data, str) else bytes(data)
    if isinstance(body, (bytes, bytearray)):
        return bytes(body)
    return b"".join(body)


def _patch_httpx(module: Any) -> None:
    import httpx

    handle = module.HTTPTransport.handle_request
    handle_async = module.AsyncHTTPTransport.handle_async_request

    def handle_here(self: Any, request: Any) -> Any:
        if request.url.scheme != "http" or not is_here(request.url.host):
            return handle(self, request)
        from ..gateway.discovery import NoApp
        from ..gateway.local import ask

        try:
            answer = ask(request.method, str(request.url), _headers(request), request.read())
        except (NoApp, ConnectionError) as error:
            raise httpx.ConnectError(str(error), request=request) from None
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer.body))

    async def handle_async_here(self: Any, request: Any) -> Any:
        if request.url.scheme != "http" or not is_here(request.url.host):
            return await handle_async(self, request)
        from ..gateway.discovery import NoApp
        from ..gateway.local import ask_async

        body = await request.aread()
        try:
            answer = await ask_async(request.method, str(request.url), _headers(request), body)
        except (NoApp, ConnectionError) as error:
            raise httpx.ConnectError(str(error), request=request) from None
        return httpx.Response(answer.status, headers=answer.headers, stream=_Stream(answer.body))

    class _Stream(module.SyncByteStream, module.AsyncByteStream):  # type: ignore[misc,name-defined]
        """A body that is there already."""

        def __init__(self, body: bytes) -> None:
            self._body = body

        def __iter__(self) -> Iterator[bytes]:
            yield self._body

        async def __aiter__(self) -> AsyncIterator[bytes]:
            yield self._body

    module.HTTPTransport.handle_request = handle_here
    module.AsyncHTTPTransport.handle_async_request = handle_async_here


def _headers(request: Any) -> list[tuple[str, str]]:
    return [
        (name.decode("latin-1"), value.decode("latin-1")) for name, value in request.headers.raw
    ]


def _patch_aiohttp(module: Any) -> None:
    create = module.TCPConnector._create_connection

    async def create_here(self: Any, req: Any, traces: Any, timeout: Any) -> Any:
        if req.is_ssl() or not is_here(req.host):
            return await create(self, req, traces, timeout)
        from .local_socket import LocalTransport

        protocol = self._factory()
        protocol.connection_made(LocalTransport(req.host, req.port, protocol))
        return protocol

    module.TCPConnector._create_connection = create_here
