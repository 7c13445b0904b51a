"""A request as it came over the wire, before WSGI or ASGI give it their form."""

import asyncio
import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from urllib.parse import quote, urlsplit

from . import limits

Headers = list[tuple[bytes, bytes]]

# Bytes of a body that the request log shows.
BODY_KEPT = 16_384

_METHOD = re.compile(rb"[!#$%&'*+\-.^_`|~0-9A-Za-z]+\Z")
_NAME = _METHOD
_DEFAULT_PORTS = {"http": 80, "https": 443, "ws": 80, "wss": 443}
# What a URL may hold as it is; everything else travels percent-encoded (RFC 3986).
_AS_IT_IS = "/?:@!$&'()*+,;=-._~%[]"


class BadRequest(ValueError):
    """A request that no client may send; the message is a sentence."""


class Body:
    """A request's body: whole from the start, or in chunks as they come."""

    def __init__(self, whole: bytes | None = b"") -> None:
        self._chunks: list[bytes] = [whole] if whole else []
        self._ended = whole is not None
        self._seen = len(whole or b"")
        self.beginning = (whole or b"")[:BODY_KEPT]
        """The first bytes, for the log."""
        self._more: asyncio.Future[None] | None = None

    @property
    def ended(self) -> bool:
        """True once the last chunk is here."""
        return self._ended

    @property
    def size(self) -> int:
        """Bytes that came so far."""
        return self._seen

    def feed(self, chunk: bytes, last: bool) -> None:
        """Another chunk. Beyond the limit nothing is kept."""
        self._seen += len(chunk)
        if len(self.beginning) < BODY_KEPT:
            self.beginning += chunk[: BODY_KEPT - len(self.beginning)]
        if self._seen > limits.BODY_LIMIT:
            self._chunks.clear()
        elif chunk:
            self._chunks.append(chunk)
        self._ended = self._ended or last
        if self._more is not None and not self._more.done():
            self._more.set_result(None)
        self._more = None

    async def chunk(self) -> tuple[bytes, bool]:
        """The next bytes, and whether more may follow. TooLarge beyond the limit."""
        while not self._chunks and not self._ended:
            self._check()
            self._more = self._more or asyncio.get_running_loop().create_future()
            await asyncio.shield(self._more)
        self._check()
        data = b"".join(self._chunks)
        self._chunks.clear()
        return data, not self._ended

    async def whole(self) -> bytes:
        """All of it."""
        parts = []
        more = True
        while more:
            data, more = await self.chunk()
            parts.append(data)
        return parts[0] if len(parts) == 1 else b"".join(parts)

    def _check(self) -> None:
        if self._seen > limits.BODY_LIMIT:
            raise limits.TooLarge(limits.too_large_sentence())


@dataclass
class Request:
    """Header names are kept as they came; `path` and `query` are still percent-encoded."""

    method: str
    scheme: str
    host: str
    port: int
    path: bytes
    query: bytes
    headers: Headers
    body: Body = field(default_factory=Body)
    client: str = ""
    initiator: str | None = None
    """Origin of the page that sends it; None where the learner typed the address."""
    navigation: bool = True
    """True where it opens a page in place of another."""
    origin: str = "page"
    """Who sends it: "page" or "python"."""

    @property
    def authority(self) -> str:
        """`Host`: the port is left out where it is the scheme's own."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return host if self.port == _DEFAULT_PORTS.get(self.scheme) else f"{host}:{self.port}"

    @property
    def target(self) -> str:
        """Path and query as on the request line."""
        query = f"?{self.query.decode('ascii')}" if self.query else ""
        return self.path.decode("ascii") + query

    @property
    def url(self) -> str:
        """The whole address."""
        return f"{self.scheme}://{self.authority}{self.target}"

    def values(self, name: bytes) -> list[bytes]:
        """All values of a header; the name in lower case."""
        return [value for key, value in self.headers if key.lower() == name]


def make_request(
    method: str,
    url: str,
    headers: Iterable[tuple[str, str]],
    body: Body,
    *,
    client: str = "",
    origin: str = "page",
    initiator: str | None = None,
    navigation: bool = True,
) -> Request:
    """Reads the parts; adds `Host`, and `Content-Length` where the body is whole.

    BadRequest, with a sentence, for what no client could send.
    """
    parts = urlsplit(url)
    if parts.scheme not in _DEFAULT_PORTS or not parts.hostname:
        raise BadRequest(f"The address {url!r} must begin with http://localhost:8000/ or the like.")
    try:
        port = parts.port or _DEFAULT_PORTS[parts.scheme]
    except ValueError as error:
        raise BadRequest(f"The address {url!r} has no valid port.") from error
    name = method.upper()
    if not _METHOD.match(name.encode("utf-8", "replace")):
        raise BadRequest(f"{method!r} is no HTTP method.")
    request = Request(
        method=name,
        scheme=parts.scheme,
        host=parts.hostname,
        port=port,
        path=_encoded(parts.path) or b"/",
        query=_encoded(parts.query),
        headers=[_header(key, value) for key, value in headers],
        body=body,
        client=client,
        initiator=initiator,
        navigation=navigation,
        origin=origin,
    )
    _complete(request)
    return request


def _complete(request: Request) -> None:
    names = {key.lower() for key, _ in request.headers}
    if b"host" not in names:
        request.headers.insert(0, (b"Host", request.authority.encode("ascii", "replace")))
    # How the body crosses from the page to Python is none of the app's business.
    framing = {b"content-length", b"transfer-encoding"}
    if request.body.ended:
        kept = [pair for pair in request.headers if pair[0].lower() not in framing]
        if request.body.size or request.method in ("POST", "PUT", "PATCH"):
            kept.append((b"Content-Length", b"%d" % request.body.size))
        request.headers = kept


def _encoded(part: str) -> bytes:
    return quote(part, safe=_AS_IT_IS).encode("ascii")


def _header(name: str, value: str) -> tuple[bytes, bytes]:
    key = name.encode("latin-1", "replace")
    if not _NAME.match(key):
        raise BadRequest(f"{name!r} is no name for a header.")
    data = value.strip(" \t").encode("latin-1", "replace")
    if re.search(rb"[\r\n\0]", data):
        raise BadRequest(f"The header {name} has a line break in its value.")
    return key, data
