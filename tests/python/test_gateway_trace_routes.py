"""What the request log hears of middleware and views."""

import functools
from importlib import import_module
from typing import Any

import pytest
from gateway_bench import Bench
from routebook import shims
from routebook.gateway import discovery
from routebook.gateway.named_code import dotted

shims.install()

HERE = __name__


@pytest.fixture(autouse=True)
def no_django(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests configure Django, which counts as an app of every namespace."""
    monkeypatch.setattr(discovery, "_django_configured", lambda: None)


def view(*_args: Any, **_kwargs: Any) -> str:
    return "seen"


class Wsgi:
    """Middleware as most of it is written."""

    def __init__(self, app: Any) -> None:
        self.app = app

    def __call__(self, environ: Any, start_response: Any) -> Any:
        return self.app(environ, start_response)


class Asgi:
    def __init__(self, app: Any) -> None:
        self.app = app

    async def __call__(self, scope: Any, receive: Any, send: Any) -> None:
        await self.app(scope, receive, send)


def through(app: Any, path: str = "/", method: str = "GET") -> tuple[list[str], str | None]:
    bench = Bench(app)
    bench.ask(method, path)
    assert bench.trace["notes"] == []
    return bench.trace["middleware"], bench.trace["endpoint"]


class View:
    def method(self) -> None: ...


@pytest.mark.parametrize(
    ("value", "name"),
    [
        (view, f"{HERE}.view"),
        (View, f"{HERE}.View"),
        (View(), f"{HERE}.View"),
        (View().method, f"{HERE}.View.method"),
        (functools.partial(functools.partial(view, 1), 2), f"{HERE}.view"),
        (len, "len"),
    ],
)
def test_names(value: object, name: str) -> None:
    assert dotted(value) == name


def test_main_goes_unsaid() -> None:
    names: dict[str, Any] = {"__name__": "__main__"}
    exec("def index(): ...", names)
    assert dotted(names["index"]) == "index"


def flask_app() -> Any:
    flask: Any = import_module("flask")
    app = flask.Flask("shop", root_path="/")
    shop = flask.Blueprint("cart", "cart")
    app.add_url_rule("/", "index", view)
    shop.add_url_rule("/cart", "cart", view)

    @app.before_request
    def load_user() -> None: ...

    @shop.before_request
    def load_cart() -> None: ...

    @app.after_request
    def stamp(response: Any) -> Any:
        return response

    app.register_blueprint(shop)
    return app


def test_flask_tells_view_and_functions_around_it() -> None:
    names = f"{HERE}.flask_app.<locals>"
    before, after = f"{names}.load_user", f"{names}.stamp (after_request)"
    app = flask_app()
    assert through(app) == ([before, after], f"{HERE}.view")
    assert through(app, "/cart") == ([before, f"{names}.load_cart", after], f"{HERE}.view")
    assert through(app, "/nowhere") == ([before, after], None)


def test_what_is_wrapped_around_flask_comes_first() -> None:
    app = flask_app()
    app.wsgi_app = Wsgi(Wsgi(app.wsgi_app))
    layers, endpoint = through(Wsgi(app))
    assert layers[:4] == [f"{HERE}.Wsgi"] * 3 + [f"{HERE}.flask_app.<locals>.load_user"]
    assert endpoint == f"{HERE}.view"


def test_starlette_and_fastapi_tell_their_stack_and_endpoint() -> None:
    fastapi: Any = import_module("fastapi")
    sessions: Any = import_module("starlette.middleware.sessions")
    app = fastapi.FastAPI()
    app.add_middleware(sessions.SessionMiddleware, secret_key="x")

    @app.middleware("http")
    async def timed(request: Any, call_next: Any) -> Any:
        return await call_next(request)

    @app.get("/items/{number}")
    def item(number: int) -> int:
        return number

    layers, endpoint = through(app, "/items/3")
    assert endpoint == f"{HERE}.{item.__qualname__}"
    assert layers[0] == "starlette.middleware.errors.ServerErrorMiddleware"
    own = [name for name in layers if "timed" in name or "Session" in name]
    assert own == [
        f"{HERE}.{timed.__qualname__}",
        "starlette.middleware.sessions.SessionMiddleware",
    ]
    assert through(Asgi(app), "/items/3")[0] == [f"{HERE}.Asgi", *layers]
    assert through(app, "/nowhere") == (layers, None)


def test_falcon_tells_components_and_responder() -> None:
    falcon: Any = import_module("falcon")

    class Clock:
        def process_request(self, _request: Any, _response: Any) -> None: ...

    class Items:
        def on_get(self, _request: Any, _response: Any, number: int) -> None: ...

    app = falcon.App(middleware=[Clock()])
    app.add_route("/items/{number}", Items())
    layers, endpoint = through(app, "/items/3")
    assert layers == [f"{HERE}.{Clock.__qualname__}"]
    assert endpoint == f"{HERE}.{Items.__qualname__}.on_get"
    assert through(app, "/items/3", "DELETE")[1] is None
    assert through(app, "/nowhere")[1] is None


def test_aiohttp_tells_middlewares_and_handler() -> None:
    web: Any = import_module("aiohttp.web")

    @web.middleware
    async def around(request: Any, handler: Any) -> Any:
        return await handler(request)

    async def index(_request: Any) -> Any:
        return web.Response(text="hi")

    app = web.Application(middlewares=[around])
    app.router.add_get("/", index)
    layers = [f"{HERE}.{around.__qualname__}"]
    assert through(app) == (layers, f"{HERE}.{index.__qualname__}")
    assert through(app, "/nowhere") == (layers, None)


def test_an_app_that_tells_nothing_has_nothing_to_show() -> None:
    def app(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [b""]

    assert through(app) == ([], None)
    assert through(Wsgi(app)) == ([f"{HERE}.Wsgi"], None)


def test_objects_that_break_when_they_are_looked_at_do_no_harm() -> None:
    class Strange(Wsgi):
        @property
        def __dict__(self) -> Any:
            raise ZeroDivisionError

    def app(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [b"fine"]

    bench = Bench(Strange(app))
    assert bench.get().body == b"fine"
    assert bench.trace["notes"] == [
        "What the request went through is not known (ZeroDivisionError)."
    ]
