"""The gateway's door to JavaScript."""

import asyncio
import json
import types
from typing import Any

import pytest
from gateway_bench import in_loop, turns
from routebook.gateway.desk import Desk


class Post:
    """The JavaScript side."""

    def __init__(self) -> None:
        self.messages: list[tuple[str, dict[str, Any], bytes | None]] = []
        self.told: list[str] = []
        self.traces: list[dict[str, Any]] = []

    def wire(self, key: str, message: str, data: bytes | None) -> None:
        self.messages.append((key, json.loads(message), data))

    def tell(self, kind: str, data: str) -> None:
        self.told.append(kind)
        if kind == "request-ended":
            self.traces.append(json.loads(data))

    def kinds(self, key: str = "1") -> list[str]:
        return [message["type"] for name, message, _ in self.messages if name == key]


def head(**changes: Any) -> str:
    return json.dumps(
        {
            "method": "POST",
            "url": "http://localhost:8000/x",
            "headers": [["X-A", "1"]],
            "client": "Alice",
            "initiator": None,
            "navigation": True,
            "streams": False,
            "protocols": [],
            **changes,
        }
    )


def desk_with(app: Any) -> tuple[Desk, Post]:
    main = types.ModuleType("__main__")
    vars(main)["app"] = app
    post = Post()
    return Desk(post, main), post


def wsgi(environ: Any, start_response: Any) -> list[bytes]:
    start_response("201 Created", [("Set-Cookie", "a=1"), ("X-A", environ["HTTP_X_A"])])
    return [environ["wsgi.input"].read()]


async def waiting(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] == "lifespan":
        raise NotImplementedError
    await asyncio.sleep(1_000)


async def echo(scope: Any, receive: Any, send: Any) -> None:
    if scope["type"] != "websocket":
        raise NotImplementedError
    await receive()
    await send({"type": "websocket.accept"})
    while (message := await receive())["type"] == "websocket.receive":
        await send({**message, "type": "websocket.send"})


def test_a_request_is_accepted_and_answered() -> None:
    desk, post = desk_with(wsgi)

    async def main() -> None:
        desk.request("1", head(), b"body")
        await turns()

    in_loop(main)
    assert [(message, data) for _, message, data in post.messages] == [
        ({"type": "accepted"}, None),
        (
            {
                "type": "head",
                "status": 201,
                "reason": "Created",
                "headers": [["Set-Cookie", "a=1"], ["X-A", "1"]],
            },
            None,
        ),
        ({"type": "chunk"}, b"body"),
        ({"type": "end"}, None),
    ]
    assert post.told == ["request-began", "request-ended"]


def test_a_body_in_chunks() -> None:
    desk, post = desk_with(wsgi)

    async def main() -> None:
        desk.request("1", head(streams=True), None)
        await turns()
        assert post.kinds() == ["accepted"]
        desk.feed("1", b"one ", False)
        desk.feed("1", b"two", True)
        await turns()

    in_loop(main)
    assert post.messages[2][2] == b"one two"


def test_a_request_that_nobody_may_send_is_refused() -> None:
    desk, post = desk_with(wsgi)
    desk.request("1", head(url="nonsense"), None)
    desk.connect("2", head(url="ws://"))
    assert post.kinds("1") == ["failed"]
    assert post.kinds("2") == ["closed"]


def test_an_app_that_never_answers_is_given_up_after_a_grace(monkeypatch: Any) -> None:
    monkeypatch.setattr("routebook.gateway.desk._GRACE", 0.01)
    desk, post = desk_with(waiting)

    async def main() -> None:
        desk.request("1", head(), None)
        await turns()
        desk.leave("1")
        desk.leave("1")
        await asyncio.sleep(0.03)
        await turns()
        desk.leave("1")
        desk.feed("1", b"", True)
        desk.took("1", 1)

    in_loop(main)
    assert post.told == ["request-began", "request-ended"]


async def subscription(scope: Any, receive: Any, send: Any) -> None:
    """Streams until its reader goes, and returns then, as frameworks do."""
    if scope["type"] == "lifespan":
        raise NotImplementedError
    await receive()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"tick", "more_body": True})
    await receive()


def endless(environ: Any, start_response: Any) -> Any:
    start_response("200 OK", [])
    while True:
        yield b"tick"


@pytest.mark.parametrize("app", [subscription, endless])
def test_the_other_side_hears_of_the_end_of_an_answer_that_nobody_reads(app: Any) -> None:
    desk, post = desk_with(app)

    async def main() -> None:
        desk.request("1", head(), None)
        await turns(100)
        desk.leave("1")
        await asyncio.sleep(0.05)

    in_loop(main)
    assert post.kinds()[:3] == ["accepted", "head", "chunk"]
    assert post.kinds()[-1] == "failed"
    assert post.traces[0]["state"] == "disconnected"


def test_a_websocket() -> None:
    desk, post = desk_with(echo)

    async def main() -> None:
        desk.connect("1", head(url="ws://localhost:8000/"))
        await turns()
        desk.say("1", "hi", None)
        desk.say("1", None, b"\0")
        await turns()
        desk.close("1", 1000, "")
        await turns()

    in_loop(main)
    assert post.kinds() == ["accepted", "open", "message", "message", "closed"]
    assert (post.messages[2][1]["text"], post.messages[3][2]) == ("hi", b"\0")


def test_a_long_websocket_is_told_when_it_closes_with_its_first_and_last_messages() -> None:
    desk, post = desk_with(echo)

    async def main() -> None:
        desk.connect("1", head(url="ws://localhost:8000/"))
        await turns()
        assert post.told == ["request-began"]
        for number in range(500):
            desk.say("1", str(number), None)
        await turns()
        assert post.told == ["request-began"]
        desk.close("1", 1000, "")
        await turns()

    in_loop(main)
    [trace] = post.traces
    assert (trace["status"], trace["state"], trace["responseBytes"]) == (101, "answered", 1_390)
    messages = trace["messages"]
    assert len(messages) == 200
    assert messages[0]["message"] == {"type": "websocket.connect"}
    assert messages[-1]["message"]["type"] == "websocket.disconnect"
    assert trace["notes"] == ["803 messages are not shown, between the first and the last."]


def test_a_websocket_that_is_refused_or_given_up_is_told_too(monkeypatch: Any) -> None:
    monkeypatch.setattr("routebook.gateway.desk._GRACE", 0.01)

    async def refusing(scope: Any, receive: Any, send: Any) -> None:
        if scope["type"] == "websocket" and scope["path"] == "/no":
            await send({"type": "websocket.close"})
        elif scope["type"] == "websocket":
            await asyncio.sleep(1_000)

    desk, post = desk_with(refusing)

    async def main() -> None:
        desk.connect("1", head(url="ws://localhost:8000/no"))
        desk.connect("2", head(url="ws://localhost:8000/"))
        await turns()
        desk.close("2", 1001, "")
        await asyncio.sleep(0.03)
        await turns()

    in_loop(main)
    ends = [(trace["status"], trace["state"]) for trace in post.traces]
    assert ends == [(403, "answered"), (None, "disconnected")]


def test_apps_and_jars_are_data() -> None:
    desk, _ = desk_with(wsgi)

    async def main() -> None:
        desk.request("1", head(), b"")
        await turns()

    in_loop(main)
    app = {"name": "app", "framework": "WSGI", "interface": "wsgi", "revision": 1}
    assert json.loads(desk.apps())[0] == app
    jars = json.loads(desk.jars())
    assert [cookie["name"] for cookie in jars["Alice"]] == ["a"]
    cookie = {**jars["Alice"][0], "value": "2"}
    desk.edit_jar("Alice", json.dumps({"type": "put", "cookie": cookie}))
    assert json.loads(desk.jars())["Alice"][0]["value"] == "2"
    place = {"domain": "localhost", "path": "/", "name": "a"}
    desk.edit_jar("Alice", json.dumps({"type": "remove", **place}))
    assert json.loads(desk.jars()) == {"Alice": []}
    desk.edit_jar("Bob", json.dumps({"type": "put", "cookie": cookie}))
    desk.edit_jar("Bob", json.dumps({"type": "clear"}))
    assert json.loads(desk.jars())["Bob"] == []
    script = {"type": "script", "url": "http://localhost:8000/", "text": "seen=1"}
    desk.edit_jar("Bob", json.dumps(script))
    desk.edit_jar("Bob", json.dumps({**script, "url": "about:blank"}))
    assert [cookie["name"] for cookie in json.loads(desk.jars())["Bob"]] == ["seen"]
    assert json.loads(desk.read_cookies("Bob")) == []
    desk.choose("app")
    assert json.loads(desk.apps())[0]["name"] == "app"
