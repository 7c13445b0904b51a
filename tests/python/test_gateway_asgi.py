"""The gateway and ASGI apps: HTTP, lifespan and WebSockets of ASGI 3.0."""

import asyncio
import gc
from collections.abc import AsyncIterator
from typing import Any

import pytest
from gateway_bench import Bench, Wire, header, in_loop, turns
from routebook.gateway import limits
from routebook.gateway.collected import Collected
from routebook.gateway.gateway import Watch
from routebook.gateway.request import Body, make_request

START = {
    "type": "http.response.start",
    "status": 200,
    "headers": [(b"content-type", b"text/plain")],
}


class Unread:
    """An outlet that takes nothing by itself."""

    waiting = 0

    def head(self, *_head: Any) -> None: ...

    def chunk(self, data: bytes) -> None:
        self.waiting += len(data)

    def end(self) -> None: ...

    def fail(self, message: str) -> None: ...


async def hello(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "http":
        raise NotImplementedError(scope["type"])
    await send(START)
    await send({"type": "http.response.body", "body": b"Hello, ", "more_body": True})
    await send({"type": "http.response.body", "body": scope["path"].encode()})


def sending(*messages: Any) -> Any:
    """An app that sends these messages."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise NotImplementedError
        for message in messages:
            await send(message)

    return app


def scope_for(path: str, **options: Any) -> dict[str, Any]:
    seen: list[dict[str, Any]] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            raise NotImplementedError
        seen.append(scope)
        await send(START)
        await send({"type": "http.response.body"})

    assert Bench(app).ask(options.pop("method", "GET"), path, **options).status == 200
    return seen[0]


def test_an_answer_has_status_headers_and_body() -> None:
    answer = Bench(hello).get("/there")
    assert (answer.status, answer.body) == (200, b"Hello, /there")
    assert answer.headers == [(b"content-type", b"text/plain")]


def test_the_scope() -> None:
    scope = scope_for("/a%20b/%C3%A9%2F?q=%FF", method="post", headers=[("X-A", "1"), ("x-a", "2")])
    assert scope["type"] == "http"
    assert scope["asgi"]["version"] == "3.0"
    assert scope["http_version"] == "1.1"
    assert scope["method"] == "POST"
    assert scope["scheme"] == "http"
    assert scope["path"] == "/a b/é/"
    assert scope["raw_path"] == b"/a%20b/%C3%A9%2F"
    assert scope["query_string"] == b"q=%FF"
    assert scope["root_path"] == ""
    assert scope["server"] == ("localhost", 8000)
    assert scope["headers"] == [
        (b"host", b"localhost:8000"),
        (b"x-a", b"1"),
        (b"x-a", b"2"),
        (b"content-length", b"0"),
    ]


def test_invalid_utf8_in_the_path_is_replaced() -> None:
    assert scope_for("/%FF")["path"] == "/�"


def test_the_body_comes_in_as_it_arrives() -> None:
    seen: list[Any] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            raise NotImplementedError
        while (message := await receive())["more_body"]:
            seen.append(message["body"])
        seen.append(message["body"])
        await send(START)
        await send({"type": "http.response.body", "body": b"".join(seen)})

    async def main() -> Collected:
        body = Body(None)
        request = make_request("POST", "http://localhost:8000/", [], body)
        watch = Watch()
        answer = Collected(watch)
        task = asyncio.ensure_future(Bench(app).gateway.exchange(request, answer, watch))
        for part in (b"one", b"two"):
            body.feed(part, False)
            await turns()
        body.feed(b"", True)
        await task
        return answer

    assert in_loop(main).body == b"onetwo"
    assert seen == [b"one", b"two", b""]


def test_a_streamed_body_that_is_too_large_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_LIMIT", 100)

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            raise NotImplementedError
        while (await receive()).get("more_body"):
            pass
        await send(START)

    async def main() -> Collected:
        body = Body(None)
        watch = Watch()
        answer = Collected(watch)
        request = make_request("POST", "http://localhost:8000/", [], body)
        task = asyncio.ensure_future(Bench(app).gateway.exchange(request, answer, watch))
        await turns()
        body.feed(b"x" * 101, False)
        await task
        return answer

    answer = in_loop(main)
    assert (answer.status, answer.raised) == (413, None)
    assert b"at most 100 bytes" in answer.body


@pytest.mark.parametrize(
    ("app", "sentence"),
    [
        (sending(), "returned without sending an answer"),
        (sending({"type": "http.response.body"}), "first message is http.response.start"),
        (sending({**START, "status": "200 OK"}), "The status is a number such as 200"),
        (sending({**START, "headers": [("A", "b")]}), "are bytes in ASGI"),
        (sending({**START, "headers": [b"A"]}), "Each header is a pair"),
        (sending({**START, "headers": [(b"a", b"b\r\nset-cookie: c=1")]}), "header injection"),
    ],
)
def test_an_app_that_breaks_the_rules_before_its_answer(app: Any, sentence: str) -> None:
    bench = Bench(app)
    answer = bench.get()
    assert (answer.status, answer.body) == (500, b"Internal Server Error")
    assert sentence in bench.trace["failure"]["message"]


@pytest.mark.parametrize(
    ("app", "sentence"),
    [
        (sending(START), "in the middle of its answer"),
        (sending(START, START), "After the start come messages http.response.body"),
        (sending(START, {"type": "http.response.body", "body": "text"}), "A body is bytes in ASGI"),
    ],
)
def test_an_app_that_breaks_the_rules_within_its_answer(app: Any, sentence: str) -> None:
    answer = Bench(app).get()
    assert answer.status == 200
    assert sentence in (answer.broken or "")


def test_an_exception_before_the_answer_is_a_500() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "http":
            raise ZeroDivisionError("division by zero")

    bench = Bench(app)
    assert bench.get().status == 500
    assert bench.trace["failure"]["type"] == "ZeroDivisionError"


def test_an_exception_within_the_answer_breaks_it_off() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise NotImplementedError
        await send(START)
        await send({"type": "http.response.body", "body": b"begun", "more_body": True})
        raise KeyError("x")

    answer = Bench(app).get()
    assert (answer.status, answer.body) == (200, b"begun")
    assert answer.broken == "The app raised KeyError."


def test_work_after_the_answer_goes_on_to_its_end() -> None:
    done: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        await hello(scope, receive, send)
        await asyncio.sleep(0.01)
        done.append("afterwards")

    bench = Bench(app)
    assert bench.get().body == b"Hello, /"
    assert done == ["afterwards"]


def test_who_leaves_is_told_to_the_app() -> None:
    seen: list[str] = []

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "http":
            raise NotImplementedError
        await receive()
        await send(START)
        await send({"type": "http.response.body", "body": b"tick", "more_body": True})
        seen.append((await receive())["type"])
        unheard = {"type": "http.response.body", "body": b"unheard", "more_body": True}
        for _ in range(60):
            await send(unheard)
        await asyncio.sleep(0)
        for _ in range(60):
            await send(unheard)
        seen.append("dropped")
        while True:
            await send(unheard)

    async def main() -> tuple[Collected, str]:
        bench = Bench(app)
        watch = Watch()
        answer = Collected(watch)
        request = make_request("GET", "http://localhost:8000/", [], Body())
        task = asyncio.ensure_future(bench.gateway.exchange(request, answer, watch))
        await turns()
        watch.leave()
        await task
        return answer, bench.trace["state"]

    answer, state = in_loop(main)
    assert seen == ["http.disconnect", "dropped"]
    assert (answer.body, state) == (b"tick", "disconnected")


def test_background_tasks_run_though_nobody_waits_for_the_answer() -> None:
    from starlette.applications import Starlette
    from starlette.background import BackgroundTask
    from starlette.responses import PlainTextResponse
    from starlette.routing import Route

    done: list[str] = []

    async def late(_request: Any) -> PlainTextResponse:
        await asyncio.sleep(0)
        task = BackgroundTask(lambda: done.append("afterwards"))
        return PlainTextResponse("late", background=task)

    async def main() -> tuple[Collected, str]:
        bench = Bench(Starlette(routes=[Route("/", late)]))
        watch = Watch()
        answer = Collected(watch)
        request = make_request("GET", "http://localhost:8000/", [], Body())
        task = asyncio.ensure_future(bench.gateway.exchange(request, answer, watch))
        watch.leave()
        await task
        return answer, bench.trace["state"]

    answer, state = in_loop(main)
    assert (answer.status, state, done) == (0, "disconnected", ["afterwards"])


@pytest.mark.parametrize(("waits", "size"), [(True, 1), (True, 300_000), (False, 300_000)])
def test_a_generator_is_closed_when_its_reader_goes(waits: bool, size: int) -> None:
    """Whether it waits by itself or is held back."""
    from starlette.applications import Starlette
    from starlette.responses import StreamingResponse
    from starlette.routing import Route

    closed: list[str] = []

    async def ticks() -> AsyncIterator[bytes]:
        try:
            while True:
                yield b"x" * size
                if waits:
                    await asyncio.sleep(0)
        except BaseException as error:
            closed.append(type(error).__name__)
            raise

    async def tick(_request: Any) -> StreamingResponse:
        return StreamingResponse(ticks())

    async def main() -> str:
        bench = Bench(Starlette(routes=[Route("/", tick)]))
        watch = Watch()
        request = make_request("GET", "http://localhost:8000/", [], Body())
        task = asyncio.ensure_future(bench.gateway.exchange(request, Unread(), watch))
        await turns(50)
        watch.leave()
        await task
        await turns()
        return bench.trace["state"]

    gc.disable()
    try:
        assert in_loop(main) == "disconnected"
    finally:
        gc.enable()
    assert closed == ["CancelledError" if waits else "GeneratorExit"]


def test_a_fast_app_is_held_back_until_its_answer_is_read() -> None:
    sent = 0

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal sent
        if scope["type"] != "http":
            raise NotImplementedError
        await send(START)
        for _ in range(40):
            await send({"type": "http.response.body", "body": b"x" * 100_000, "more_body": True})
            sent += 1
        await send({"type": "http.response.body"})

    async def main() -> list[int]:
        watch = Watch()
        slow = Unread()
        request = make_request("GET", "http://localhost:8000/", [], Body())
        task = asyncio.ensure_future(Bench(app).gateway.exchange(request, slow, watch))
        await turns(100)
        counts = [sent]
        while not task.done():
            watch.window.take(slow.waiting)
            slow.waiting = 0
            await turns()
        return [*counts, sent]

    assert in_loop(main) == [10, 40]


def test_100_requests_at_once_overlap() -> None:
    running = most = 0

    async def app(scope: Any, receive: Any, send: Any) -> None:
        nonlocal running, most
        if scope["type"] == "lifespan":
            raise NotImplementedError
        running += 1
        most = max(most, running)
        await asyncio.sleep(0.01)
        running -= 1
        await send(START)
        await send({"type": "http.response.body", "body": scope["path"].encode()})

    async def main() -> list[bytes]:
        bench = Bench(app)

        async def one(number: int) -> bytes:
            watch = Watch()
            answer = Collected(watch)
            request = make_request("GET", f"http://localhost:8000/{number}", [], Body())
            await bench.gateway.exchange(request, answer, watch)
            return answer.body

        return list(await asyncio.gather(*(one(number) for number in range(100))))

    assert in_loop(main) == [b"/%d" % number for number in range(100)]
    assert most == 100


# Lifespan


def living(log: list[str], fail: str | None = None) -> Any:
    """An app that notes its life."""

    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            if fail is not None:
                await send({"type": "lifespan.startup.failed", "message": fail})
                raise RuntimeError(fail)
            scope["state"]["database"] = "open"
            log.append("startup")
            await send({"type": "lifespan.startup.complete"})
            await receive()
            log.append("shutdown")
            await send({"type": "lifespan.shutdown.complete"})
            return
        log.append(scope["state"]["database"])
        scope["state"]["mine"] = True
        await send(START)
        await send({"type": "http.response.body"})

    return app


def test_an_app_starts_once_and_stops_when_another_takes_its_name() -> None:
    log: list[str] = []
    bench = Bench(living(log))
    bench.get()
    bench.get()
    vars(bench.main)["app"] = living(log)
    bench.get()
    in_loop(bench.gateway.close)
    assert log == ["startup", "open", "open", "shutdown", "startup", "open", "shutdown"]


def test_a_startup_that_fails_is_told_and_tried_again() -> None:
    bench = Bench(living([], fail="no database"))
    for _ in range(2):
        assert bench.get().status == 500
        assert bench.trace["failure"]["message"] == "no database"


def test_a_shutdown_that_fails_is_told(recorder: Any) -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "lifespan":
            await receive()
            await send({"type": "lifespan.startup.complete"})
            await receive()
            raise ValueError("cannot close")
        await hello(scope, receive, send)

    bench = Bench(app)
    bench.get()
    in_loop(bench.gateway.close)
    assert recorder.notices == ["The app failed while it shut down. ValueError: cannot close"]


# WebSockets


async def chat(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "websocket":
        raise NotImplementedError
    await receive()
    await send({"type": "websocket.accept", "subprotocol": scope["subprotocols"][0]})
    while (message := await receive())["type"] == "websocket.receive":
        if message.get("text") == "bye":
            await send({"type": "websocket.close", "code": 4001, "reason": "bye"})
            return
        await send({"type": "websocket.send", **{k: message[k] for k in message if k != "type"}})


def talk(app: Any, *said: Any, leave: bool = False) -> tuple[list[Any], Bench]:
    bench = Bench(app)

    async def main() -> list[Any]:
        wire = Wire()
        calls: list[Any] = []
        request = make_request("GET", "ws://localhost:8000/chat", [], Body(), client="Alice")
        task = asyncio.ensure_future(bench.gateway.connect(request, ["json"], wire, calls.append))
        await turns()
        for one in said:
            calls[0].say(one)
            await turns()
        if leave:
            calls[0].leave(1000, "enough")
        await task
        return wire.heard

    return in_loop(main), bench


def test_a_websocket_carries_text_and_bytes_until_the_app_closes_it() -> None:
    heard, bench = talk(chat, "hi", b"\0\xff", "bye")
    assert heard == [("open", "json"), "hi", b"\0\xff", ("closed", 4001, "bye", None)]
    assert bench.trace["scope"]["type"] == "websocket"
    assert bench.trace["scope"]["scheme"] == "ws"
    directions = [one["direction"] for one in bench.trace["messages"]]
    assert directions == [
        "receive",
        "send",
        "receive",
        "send",
        "receive",
        "send",
        "receive",
        "send",
    ]


def test_a_websocket_is_closed_by_the_page() -> None:
    heard, _ = talk(chat, "hi", leave=True)
    assert heard == [("open", "json"), "hi", ("closed", 1000, "enough", None)]


def test_a_websocket_may_be_refused() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            raise NotImplementedError
        await receive()
        await send({"type": "websocket.close"})

    assert talk(app)[0] == [("closed", 1006, "", 403)]


def test_a_websocket_app_that_fails_is_told() -> None:
    async def app(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] != "websocket":
            raise NotImplementedError
        await receive()
        await send({"type": "websocket.accept"})
        raise KeyError("x")

    heard, bench = talk(app)
    assert heard == [("open", None), ("closed", 1011, "", None)]
    assert bench.trace["failure"]["type"] == "KeyError"


def test_a_wsgi_app_knows_no_websockets() -> None:
    def app(environ: Any, start_response: Any) -> list[bytes]:
        return []

    heard, _ = talk(app)
    assert heard[0][:2] == ("closed", 1006)


def test_cookies_of_a_named_client_go_with_its_requests() -> None:
    app = sending(
        {
            **START,
            "headers": [(b"set-cookie", b"a=1; Path=/"), (b"set-cookie", b"b=2; Domain=x.org")],
        },
        {"type": "http.response.body"},
    )
    bench = Bench(app)
    assert header(bench.get(client="Alice"), "set-cookie") == ["a=1; Path=/", "b=2; Domain=x.org"]
    assert bench.trace["notes"] == [
        "The cookie b is for the domain x.org, and localhost must not set that."
    ]
    bench.get(client="Alice")
    assert ["Cookie", "a=1"] in bench.trace["requestHeaders"]
    bench.get(client="Bob")
    assert not any(name == "Cookie" for name, _ in bench.trace["requestHeaders"])
