"""WebSockets of aiohttp applications."""

import asyncio
from typing import Any

import pytest
from gateway_bench import Bench, Wire, in_loop, turns
from routebook.gateway.request import Body, make_request

web: Any = pytest.importorskip("aiohttp.web")
pytest.importorskip("websockets")


def chat_app() -> tuple[Any, list[Any]]:
    ended: list[Any] = []

    async def chat(request: Any) -> Any:
        if request.query.get("name") == "nobody":
            raise web.HTTPUnauthorized
        socket = web.WebSocketResponse(protocols=("json",))
        await socket.prepare(request)
        async for message in socket:
            if message.data == "bye":
                await socket.close(code=4001, message=b"bye")
            elif isinstance(message.data, str):
                await socket.send_str(f"{request.query['name']}: {message.data}")
            else:
                await socket.send_bytes(message.data * 2)
        ended.append(socket.close_code)
        return socket

    app = web.Application()
    app.router.add_get("/chat", chat)
    return app, ended


def talk(name: str, *said: Any, leave: bool = False) -> tuple[list[Any], list[Any], Bench]:
    app, ended = chat_app()
    bench = Bench(app)

    async def main() -> list[Any]:
        wire = Wire()
        calls: list[Any] = []
        url = f"ws://localhost:8000/chat?name={name}"
        request = make_request("GET", url, [("Origin", "http://localhost:8000")], Body())
        task = asyncio.ensure_future(bench.gateway.connect(request, ["json"], wire, calls.append))
        await turns()
        for one in said:
            calls[0].say(one)
            await turns()
        if leave:
            calls[0].leave(1000, "enough")
        await asyncio.wait_for(task, 5)
        await turns()
        return wire.heard

    return in_loop(main), ended, bench


def test_text_and_bytes_go_both_ways_until_the_app_closes() -> None:
    heard, ended, bench = talk("Ada", "hi", b"\0\xff", "x" * 200_000, "bye")
    assert heard == [
        ("open", "json"),
        "Ada: hi",
        b"\0\xff\0\xff",
        "Ada: " + "x" * 200_000,
        ("closed", 4001, "bye", None),
    ]
    assert ended == [4001]
    assert bench.trace["status"] == 101


def test_the_app_hears_when_the_page_leaves() -> None:
    heard, ended, _ = talk("Ada", "hi", leave=True)
    assert heard == [("open", "json"), "Ada: hi", ("closed", 1000, "enough", None)]
    assert ended == [1000]


def test_a_refusal_has_its_status() -> None:
    assert talk("nobody")[0] == [("closed", 1006, "Unauthorized", 401)]
