"""Requests from inside Python: the check's client, and the libraries that tutorials use."""

import asyncio
import http.client
import io
import sys
import types
import urllib.error
import urllib.request
from collections.abc import Iterator
from typing import Any

import pytest
from gateway_bench import in_loop
from routebook import checks, shims
from routebook.check_failed import CheckFailed
from routebook.gateway import discovery, here, served
from routebook.gateway.app_client import app_client
from routebook.gateway.discovery import NoApp
from routebook.shims.local_socket import read_request

shims.install()


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> Iterator[types.ModuleType]:
    """A `__main__` of its own, without Django, which other tests configure."""
    module = types.ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "__main__", module)
    monkeypatch.setattr(discovery, "_django_configured", lambda: None)
    yield module
    in_loop(lambda: here.close(module))


def flask_app() -> Any:
    flask: Any = pytest.importorskip("flask")
    app = flask.Flask("shop", root_path="/")
    app.secret_key = "secret"

    @app.route("/echo", methods=["GET", "POST", "PUT", "PATCH", "DELETE"])
    def echo() -> Any:
        request = flask.request
        files = {
            name: [file.filename, file.read().decode()] for name, file in request.files.items()
        }
        return {
            "method": request.method,
            "args": request.args.to_dict(flat=False),
            "form": request.form.to_dict(flat=False),
            "files": files,
            "json": request.get_json(silent=True),
            "data": request.get_data(as_text=True) if not request.form else "",
            "token": request.headers.get("X-Token"),
        }

    @app.post("/login")
    def login() -> Any:
        flask.session["user"] = flask.request.form["name"]
        return flask.redirect("/me", 303)

    @app.get("/me")
    def me() -> Any:
        return flask.session.get("user", "nobody")

    @app.get("/broken")
    def broken() -> Any:
        return {}["missing"]

    @app.get("/loop")
    def loop() -> Any:
        return flask.redirect("/loop")

    return app


def fastapi_app(log: list[str]) -> Any:
    fastapi: Any = pytest.importorskip("fastapi")
    from contextlib import asynccontextmanager

    @asynccontextmanager
    async def lifespan(_app: Any) -> Any:
        log.append("startup")
        yield
        log.append("shutdown")

    app = fastapi.FastAPI(lifespan=lifespan)

    @app.get("/async")
    async def slow() -> Any:
        await asyncio.sleep(0.01)
        return {"kind": "async"}

    @app.get("/sync")
    def sync(tasks: fastapi.BackgroundTasks) -> Any:
        tasks.add_task(log.append, "background")
        return {"kind": "sync"}

    @app.get("/stream")
    async def stream() -> Any:
        from fastapi.responses import StreamingResponse

        async def parts() -> Any:
            for part in ("a", "b"):
                await asyncio.sleep(0)
                yield part

        return StreamingResponse(parts(), media_type="text/plain")

    return app


# The check's client


def test_the_client_finds_the_app_and_keeps_cookies(main: Any) -> None:
    vars(main)["shop"] = flask_app()
    client = app_client()
    checks.expect(client.get("/me")).status(200).text("nobody")
    checks.expect(client.post("/login", data={"name": "Ada"})).redirects_to("/me")
    checks.expect(client.get("/me")).text("Ada")
    checks.expect(client("Bob").get("/me")).text("nobody")
    assert list(client.cookies) == ["session"]
    assert client("Bob").cookies == {}
    assert client("Bob") is client("Bob")


def test_redirects_are_followed_on_request(main: Any) -> None:
    client = app_client(flask_app())
    response = client.post("/login", data={"name": "Ada"}, follow_redirects=True)
    assert (response.text, response.url) == ("Ada", "http://localhost:8000/me")
    assert [one.status_code for one in response.history] == [303]
    with pytest.raises(RecursionError, match="redirects without end"):
        client.get("/loop", follow_redirects=True)


def test_bodies_of_every_kind(main: Any) -> None:
    client = app_client(flask_app())
    assert client.post("/echo", json={"a": [1]}).json()["json"] == {"a": [1]}
    assert client.put("/echo", data={"a": ["1", "2"]}).json()["form"] == {"a": ["1", "2"]}
    assert client.patch("/echo", data="text").json()["data"] == "text"
    assert client.delete("/echo", params={"q": "tea & milk"}).json()["args"] == {
        "q": ["tea & milk"]
    }
    sent = client.post(
        "/echo",
        data={"note": "grüß"},
        files={"one": ("a.txt", b"A", "text/plain"), "two": io.BytesIO(b"B")},
        headers={"X-Token": "t"},
    ).json()
    assert sent["files"] == {"one": ["a.txt", "A"], "two": ["two", "B"]}
    assert (sent["form"], sent["token"]) == ({"note": ["grüß"]}, "t")


def test_a_failed_check_says_what_the_app_raised(main: Any) -> None:
    client = app_client(flask_app())
    with pytest.raises(CheckFailed) as caught:
        checks.expect(client.get("/broken")).status(200)
    assert caught.value.details[0] == ("Request", "GET /broken")
    assert caught.value.details[-1] == ("The app raised", "KeyError: 'missing'")


def test_without_an_app_the_client_says_so(main: Any) -> None:
    with pytest.raises(NoApp, match="No app answers here yet"):
        app_client().get("/")
    with pytest.raises(NoApp, match="takes an app, not int"):
        app_client(3).get("/")


def test_a_check_gets_the_client_unless_the_learner_has_one(main: Any) -> None:
    names: dict[str, Any] = {"client": "mine"}
    checks.offer(names)
    assert names["client"] == "mine"
    names = {}
    checks.offer(names)
    vars(main)["app"] = flask_app()
    assert names["client"].get("/me").text == "nobody"
    assert names["client"]("Eve").get("/me").text == "nobody"
    assert names["app_client"](vars(main)["app"]).get("/me").text == "nobody"


def test_an_asynchronous_app_lives_as_long_as_the_check(main: Any) -> None:
    log: list[str] = []
    vars(main)["app"] = fastapi_app(log)
    client = app_client()
    assert client.get("/async").json() == {"kind": "async"}
    assert client.get("/sync").json() == {"kind": "sync"}
    assert client.get("/stream").text == "ab"
    in_loop(lambda: checks.finish(main))
    assert log == ["startup", "background", "shutdown"]


def test_frameworks_answer_alike(main: Any) -> None:
    falcon: Any = pytest.importorskip("falcon")
    falcon_asgi: Any = pytest.importorskip("falcon.asgi")
    web: Any = pytest.importorskip("aiohttp.web")
    pytest.importorskip("h11")
    starlette: Any = pytest.importorskip("starlette.applications")
    responses: Any = pytest.importorskip("starlette.responses")
    routing: Any = pytest.importorskip("starlette.routing")

    class Item:
        def on_post(self, request: Any, response: Any) -> None:
            response.media = {"got": request.media}

    class AsyncItem:
        async def on_post(self, request: Any, response: Any) -> None:
            response.media = {"got": await request.get_media()}

    async def item(request: Any) -> Any:
        return web.json_response({"got": await request.json()})

    async def starlette_item(request: Any) -> Any:
        return responses.JSONResponse({"got": await request.json()})

    one, two, three = falcon.App(), falcon_asgi.App(), web.Application()
    one.add_route("/item", Item())
    two.add_route("/item", AsyncItem())
    three.router.add_post("/item", item)
    four = starlette.Starlette(routes=[routing.Route("/item", starlette_item, methods=["POST"])])
    for app in (one, two, three, four):
        client = app_client(app)
        checks.expect(client.post("/item", json=[1])).status(200).json({"got": [1]})
        checks.expect(client.get("/nothing")).status(404)
        checks.expect(client.get("/item")).status(405).header("Allow")


# Libraries


def test_requests(main: Any) -> None:
    requests: Any = pytest.importorskip("requests")
    vars(main)["app"] = flask_app()
    with requests.Session() as session:
        answer = session.post("http://localhost:8000/login", data={"name": "Ada"})
        assert (answer.status_code, answer.text) == (200, "Ada")
        assert answer.history[0].headers["Location"] == "/me"
        assert session.get("http://127.0.0.1:8000/me").text == "nobody"
        assert session.get("http://localhost:8000/me").text == "Ada"
    assert requests.put("http://localhost:5000/echo", json={"a": 1}).json()["json"] == {"a": 1}
    files = {"one": ("a.txt", b"A")}
    sent = requests.post("http://localhost:8000/echo", files=files).json()
    assert sent["files"] == {"one": ["a.txt", "A"]}


def test_requests_where_nothing_listens(main: Any) -> None:
    requests: Any = pytest.importorskip("requests")
    with pytest.raises(requests.ConnectionError, match="No app answers here yet"):
        requests.get("http://localhost:8000/")


def test_httpx(main: Any) -> None:
    httpx: Any = pytest.importorskip("httpx")
    vars(main)["app"] = flask_app()
    with httpx.Client(base_url="http://localhost:8000", follow_redirects=True) as client:
        assert client.post("/login", data={"name": "Ada"}).text == "Ada"
    assert httpx.get("http://localhost:8000/echo?q=1").json()["args"] == {"q": ["1"]}
    vars(main).clear()
    with pytest.raises(httpx.ConnectError, match="No app answers here yet"):
        httpx.get("http://localhost:8000/")


def test_httpx_async(main: Any) -> None:
    httpx: Any = pytest.importorskip("httpx")
    vars(main)["app"] = fastapi_app([])

    async def ask() -> list[Any]:
        async with httpx.AsyncClient(base_url="http://localhost:8000") as client:
            answers = await asyncio.gather(*(client.get("/async") for _ in range(3)))
        await here.gateway().close()
        return [answer.json() for answer in answers]

    assert in_loop(ask) == [{"kind": "async"}] * 3


def test_aiohttp(main: Any) -> None:
    aiohttp: Any = pytest.importorskip("aiohttp")
    vars(main)["app"] = flask_app()

    async def ask() -> list[Any]:
        async with aiohttp.ClientSession("http://localhost:8000") as session:
            async with session.post("/login", data={"name": "Ada"}) as answer:
                texts = [answer.status, await answer.text()]
            async with session.post("/echo", json={"a": 1}) as answer:
                texts.append((await answer.json())["json"])
            async with session.get("/me") as answer:
                texts.append(await answer.text())
        vars(main).clear()
        async with aiohttp.ClientSession() as session:
            with pytest.raises(aiohttp.ClientError):
                await session.get("http://localhost:8000/")
        return texts

    assert in_loop(ask) == [200, "Ada", {"a": 1}, "Ada"]


def test_urllib_and_http_client(main: Any) -> None:
    vars(main)["app"] = flask_app()
    with urllib.request.urlopen("http://localhost:8000/echo?q=1") as answer:
        assert (answer.status, answer.headers["Content-Type"]) == (200, "application/json")
    request = urllib.request.Request("http://localhost:8000/echo", data=b"a=1", method="PUT")
    assert b'"form":{"a":["1"]}' in urllib.request.urlopen(request).read()
    with pytest.raises(urllib.error.HTTPError, match="404"):
        urllib.request.urlopen("http://localhost:8000/nothing")
    connection = http.client.HTTPConnection("127.0.0.1", 8000)
    for _ in range(2):
        connection.request("POST", "/echo", body=iter([b"a", b"b"]), encode_chunked=True)
        assert b'"data":"ab"' in connection.getresponse().read()
    vars(main).clear()
    with pytest.raises(urllib.error.URLError, match="No app answers here yet"):
        urllib.request.urlopen("http://localhost:8000/")


def test_other_computers_are_as_far_as_ever() -> None:
    with pytest.raises(urllib.error.URLError, match="cannot open a connection"):
        urllib.request.urlopen("http://example.org/")


def test_an_app_may_call_another_app(main: Any, recorder: Any) -> None:
    requests: Any = pytest.importorskip("requests")
    flask: Any = pytest.importorskip("flask")
    stock = fastapi_app([])
    shop = flask.Flask("shop", root_path="/")

    @shop.get("/")
    def ask_stock() -> Any:
        return requests.get("http://localhost:8002/async").json()

    vars(main).update(stock=stock, shop=shop)
    served.serve(stock, port=8002)
    served.serve(shop, port=8001)
    assert requests.get("http://localhost:8001/").json() == {"kind": "async"}
    with pytest.raises(requests.ConnectionError, match="Nothing listens on port 9000"):
        requests.get("http://localhost:9000/")


@pytest.mark.parametrize(
    ("data", "body"),
    [
        (b"GET / HTTP/1.1\r\nHost: x\r\n", None),
        (b"GET /a HTTP/1.1\r\nHost: x\r\n\r\n", b""),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nab", None),
        (b"POST / HTTP/1.1\r\nContent-Length: 3\r\n\r\nabc", b"abc"),
        (b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n", None),
        (
            b"POST / HTTP/1.1\r\nTransfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1\r\nc\r\n0\r\n\r\n",
            b"abc",
        ),
    ],
)
def test_a_raw_request_is_read_when_it_is_whole(data: bytes, body: bytes | None) -> None:
    wanted = read_request(data)
    assert (None if wanted is None else wanted[3]) == body


# Servers


def test_servers_hand_over_their_app_and_return(main: Any, recorder: Any) -> None:
    flask: Any = pytest.importorskip("flask")
    uvicorn: Any = pytest.importorskip("uvicorn")
    web: Any = pytest.importorskip("aiohttp.web")
    from wsgiref.simple_server import make_server

    app = flask.Flask("app")
    api = fastapi_app([])
    site = web.Application()
    vars(main).update(app=app, api=api, site=site)
    assert app.run(port=5001, debug=True) is None
    assert uvicorn.run(api, host="127.0.0.1", port=8001) is None
    in_loop(lambda: uvicorn.Server(uvicorn.Config(api, port=8002)).serve())
    assert web.run_app(site, port=8003) is None
    with make_server("", 8004, app) as server:
        server.serve_forever()
    from werkzeug.serving import run_simple

    run_simple("localhost", 8005, app)
    ports = served.ports(main)
    assert {port: one.found.name for port, one in ports.items()} == {
        5001: "app",
        8001: "api",
        8002: "api",
        8003: "site",
        8004: "app",
        8005: "app",
    }
    assert len(recorder.notices) == 6


def test_uvicorn_takes_import_strings(
    main: Any, recorder: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    uvicorn: Any = pytest.importorskip("uvicorn")
    vars(main).update(api=fastapi_app([]))
    uvicorn.run("__main__:api")
    assert served.ports(main)[8000].found.framework == "FastAPI"
    with pytest.raises(NoApp, match="__main__:nothing is no app"):
        uvicorn.run("__main__:nothing")
