"""The gateway's door to JavaScript (`workers/python/http-gateway.ts`).

Structured values cross as JSON text, bodies as bytes. A key names one request or WebSocket.
"""

import asyncio
import json
import types
from collections.abc import Callable, Coroutine
from contextlib import suppress
from functools import cache
from typing import Any, Protocol

from . import served
from .asgi_socket import SocketCall
from .cookie_readings import cookie_readings
from .gateway import Gateway
from .here import gateway_of
from .request import BadRequest, Body, Headers, Request, make_request
from .signing_keys import signing_keys
from .trace import pairs
from .watch import Watch

TASK_NAME = "routebook gateway: request"
# Seconds that an app may go on after its reader has gone, before its task is cancelled.
_GRACE = 2.0


class Post(Protocol):
    """The JavaScript side."""

    def wire(self, key: str, message: str, data: bytes | None) -> None:
        """A `GatewayMessage` of `src/shared/http.ts` without its id; `data` are its bytes."""

    def tell(self, kind: str, data: str) -> None:
        """An event for the request log."""


class Desk:
    """What JavaScript calls. Nothing here raises for what a page or an app does wrong."""

    def __init__(
        self, post: Post, main: types.ModuleType, as_array: Callable[[bytes], Any] = bytes
    ) -> None:
        """`as_array` turns bytes into what the other side takes for them."""
        self._post = _Converting(post, as_array)
        self._main = main  # the gateway itself does not keep it alive
        self._gateway: Gateway = gateway_of(main)
        self._gateway.tell = lambda kind, data: post.tell(kind, json.dumps(data))
        served.announce = lambda url, name: post.tell(
            "served", json.dumps({"url": url, "name": name})
        )
        # The desk is opened late: these calls were made before anybody could be told.
        for port, one in served.ports(main).items():
            served.announce(f"http://localhost:{port}/", one.found.name)
        self._calls: dict[str, _Call] = {}

    def request(self, key: str, head: str, data: Any) -> None:
        """Begins a request; `data` is its body, None where there is none or it comes in chunks."""
        wanted = json.loads(head)
        body = Body(None if wanted["streams"] else _bytes(data))
        try:
            request = _request(wanted, body)
        except BadRequest as error:
            self._say(key, {"type": "failed", "message": str(error)})
            return
        call = _Call(self._post, key, body)
        work = self._gateway.exchange(request, call, call.watch)
        self._begin(key, call, work)

    def connect(self, key: str, head: str) -> None:
        """Opens a WebSocket."""
        wanted = json.loads(head)
        try:
            request = _request({**wanted, "method": "GET"}, Body())
        except BadRequest as error:
            self._say(key, {"type": "closed", "code": 1006, "reason": str(error), "status": 400})
            return
        call = _Call(self._post, key, None)
        work = self._gateway.connect(request, wanted["protocols"], call, call.watch_socket)
        self._begin(key, call, work)

    def feed(self, key: str, data: Any, last: bool) -> None:
        """A chunk of a request's body."""
        call = self._calls.get(key)
        if call is not None and call.body is not None:
            call.body.feed(_bytes(data), last)

    def took(self, key: str, size: int) -> None:
        """The reader took bytes of the answer."""
        call = self._calls.get(key)
        if call is not None:
            call.watch.window.take(size)

    def leave(self, key: str) -> None:
        """The reader has gone."""
        call = self._calls.get(key)
        if call is not None:
            call.leave()

    def say(self, key: str, text: str | None, data: Any) -> None:
        """A WebSocket's message to the app."""
        call = self._calls.get(key)
        if call is not None and call.socket is not None:
            call.socket.say(text if text is not None else _bytes(data))

    def close(self, key: str, code: int, reason: str) -> None:
        """The page closes a WebSocket."""
        call = self._calls.get(key)
        if call is not None:
            call.leave(code, reason)

    def apps(self) -> str:
        """The apps that are there, the default first (`AppCandidate[]`)."""
        gateway = self._gateway
        return json.dumps([gateway.data_of(found) for found in gateway.known()])

    def choose(self, name: str | None) -> None:
        """Sets the app that answers; None follows the conventions."""
        self._gateway.choice = name

    def jars(self) -> str:
        """All cookies, by client (`Record<string, JarCookie[]>`)."""
        jars = self._gateway.jars.items()
        return json.dumps({name: jar.data() for name, jar in jars if not name.startswith("check:")})

    def edit_jar(self, client: str, edit: str) -> None:
        """A `JarEdit`."""
        wanted = json.loads(edit)
        jar = self._gateway.jar(client)
        if wanted["type"] == "put":
            jar.put(wanted["cookie"])
        elif wanted["type"] == "remove":
            jar.remove(wanted["domain"], wanted["path"], wanted["name"])
        elif wanted["type"] == "script":
            with suppress(BadRequest):  # of no page there is such an address
                page = make_request("GET", wanted["url"], [], Body(), client=client)
                jar.store(page, wanted["text"], by_script=True)
        else:
            jar.clear()

    def read_cookies(self, client: str) -> str:
        """What the client's cookies say (`CookieReading[]`)."""
        apps = self._gateway.known()
        keys = cache(lambda: signing_keys(apps, vars(self._main)))
        return json.dumps(cookie_readings(self._gateway.jar(client), apps, keys))

    def _begin(self, key: str, call: _Call, work: Coroutine[Any, Any, Any]) -> None:
        self._calls[key] = call
        self._say(key, {"type": "accepted"})
        call.task = asyncio.ensure_future(work)
        call.task.set_name(TASK_NAME)
        call.task.add_done_callback(lambda task: self._done(key, task))

    def _done(self, key: str, task: asyncio.Task[Any]) -> None:
        self._calls.pop(key).finish()
        # Looked at, so that asyncio does not complain of an exception that nobody wanted.
        if not task.cancelled():
            task.exception()

    def _say(self, key: str, message: dict[str, Any]) -> None:
        self._post.wire(key, json.dumps(message), None)


class _Converting:
    def __init__(self, post: Post, as_array: Callable[[bytes], Any]) -> None:
        self._post = post
        self._as_array = as_array

    def wire(self, key: str, message: str, data: bytes | None) -> None:
        self._post.wire(key, message, None if data is None else self._as_array(data))

    def tell(self, kind: str, data: str) -> None:
        self._post.tell(kind, data)


class _Call:
    """One request or WebSocket: the outlet for its answer, and the way to end it."""

    def __init__(self, post: Post, key: str, body: Body | None) -> None:
        self._post = post
        self._key = key
        self.body = body
        self.watch = Watch()
        self.socket: SocketCall | None = None
        self.task: asyncio.Task[Any] | None = None
        self._over = False

    def head(self, status: int, reason: str, headers: Headers) -> None:
        self._say({"type": "head", "status": status, "reason": reason, "headers": pairs(headers)})

    def chunk(self, data: bytes) -> None:
        self._say({"type": "chunk"}, data)

    def end(self) -> None:
        self._over = True
        self._say({"type": "end"})

    def fail(self, message: str) -> None:
        self._over = True
        self._say({"type": "failed", "message": message})

    def open(self, protocol: str | None, headers: Headers) -> None:
        self._say({"type": "open", "protocol": protocol, "headers": pairs(headers)})

    def message(self, data: str | bytes) -> None:
        if isinstance(data, str):
            self._say({"type": "message", "text": data})
        else:
            self._say({"type": "message"}, data)

    def closed(self, code: int, reason: str, status: int | None) -> None:
        self._over = True
        self._say({"type": "closed", "code": code, "reason": reason, "status": status})

    def watch_socket(self, socket: SocketCall) -> None:
        self.socket = socket

    def leave(self, code: int = 1001, reason: str = "") -> None:
        if self.socket is not None:
            self.socket.leave(code, reason)
        self.watch.leave()
        asyncio.get_running_loop().call_later(_GRACE, self._give_up)

    def finish(self) -> None:
        """Says that it is over where the app has not: mostly nobody was left to read its answer."""
        if self._over:
            return
        if self.body is None:
            self.closed(1006, "", None)
        else:
            self.fail("The answer ended before it was complete.")

    def _give_up(self) -> None:
        if self.task is not None and not self.task.done():
            self.task.cancel()

    def _say(self, message: dict[str, Any], data: bytes | None = None) -> None:
        self._post.wire(self._key, json.dumps(message), data)


def _request(wanted: dict[str, Any], body: Body) -> Request:
    return make_request(
        wanted["method"],
        wanted["url"],
        wanted["headers"],
        body,
        client=wanted["client"],
        initiator=wanted["initiator"],
        navigation=wanted["navigation"],
    )


def _bytes(data: Any) -> bytes:
    """Bytes of JavaScript's Uint8Array, or of Python's own."""
    if data is None:
        return b""
    return data.to_bytes() if hasattr(data, "to_bytes") else bytes(data)
