"""Which app answers."""

import importlib
import os
import sys
import types
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from gateway_bench import Bench
from routebook.gateway import discovery, served
from routebook.gateway.discovery import NoApp
from routebook.gateway.found import interface_of


@pytest.fixture(autouse=True)
def no_django(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests configure Django, which counts as an app of every namespace."""
    monkeypatch.setattr(discovery, "_django_configured", lambda: None)


def wsgi(environ: Any, start_response: Any) -> list[bytes]:
    start_response("200 OK", [])
    return [b"wsgi"]


async def asgi(scope: Any, receive: Any, send: Any) -> None: ...


class WsgiMiddleware:
    def __call__(self, environ: Any, start_response: Any) -> list[bytes]:
        return []


class AsgiMiddleware:
    async def __call__(self, scope: Any, receive: Any, send: Any) -> None: ...


class WsgiByClass:
    def __init__(self, environ: Any, start_response: Any) -> None: ...


def spread(*args: Any) -> None: ...


async def async_spread(*args: Any, **kwargs: Any) -> None: ...


@pytest.mark.parametrize(
    ("value", "interface"),
    [
        (wsgi, "wsgi"),
        (asgi, "asgi"),
        (WsgiMiddleware(), "wsgi"),
        (AsgiMiddleware(), "asgi"),
        (WsgiByClass, "wsgi"),
        (lambda environ, start_response, extra=1: [], "wsgi"),
        (lambda scope, receive, send: None, "asgi"),
        (spread, "wsgi"),
        (async_spread, "asgi"),
        (print, "wsgi"),
        (lambda: None, None),
        (3, None),
        (len, None),
    ],
)
def test_wsgi_is_told_from_asgi(value: object, interface: str | None) -> None:
    assert interface_of(value) == interface


def frameworks() -> dict[str, Any]:
    flask: Any = pytest.importorskip("flask")
    fastapi: Any = pytest.importorskip("fastapi")
    starlette: Any = pytest.importorskip("starlette.applications")
    falcon: Any = pytest.importorskip("falcon")
    falcon_asgi: Any = pytest.importorskip("falcon.asgi")
    aiohttp: Any = pytest.importorskip("aiohttp.web")
    return {
        "Flask wsgi": flask.Flask("one"),
        "FastAPI asgi": fastapi.FastAPI(),
        "Starlette asgi": starlette.Starlette(),
        "Falcon wsgi": falcon.App(),
        "Falcon asgi": falcon_asgi.App(),
        "aiohttp aiohttp": aiohttp.Application(),
    }


def test_frameworks_are_known() -> None:
    for said, app in frameworks().items():
        [found] = Bench(shop=app).gateway.candidates()
        assert f"{found.framework} {found.interface}" == said
        assert found.name == "shop"


def test_the_usual_names_come_first_and_then_the_newest() -> None:
    flask: Any = pytest.importorskip("flask")
    first, second, third = (flask.Flask(name) for name in "abc")
    bench = Bench(shop=first, blog=second, application=third, _hidden=flask.Flask("d"), also=first)
    assert [found.name for found in bench.gateway.candidates()] == ["application", "also", "blog"]


def test_the_learners_choice_wins() -> None:
    bench = Bench(app=wsgi, application=WsgiMiddleware())
    assert bench.gateway.app_at(8000).name == "app"
    bench.gateway.choice = "application"
    assert bench.gateway.app_at(8000).name == "application"
    bench.gateway.choice = "gone"
    with pytest.raises(NoApp, match="no app named 'gone' any more"):
        bench.gateway.app_at(8000)


def test_a_class_of_apps_is_no_app() -> None:
    flask: Any = pytest.importorskip("flask")
    assert Bench(Flask=flask.Flask).gateway.candidates() == []


def test_a_factory_is_called_once() -> None:
    made: list[Any] = []

    def create_app() -> Any:
        made.append(wsgi)
        return wsgi

    bench = Bench(create_app=create_app)
    assert [bench.get().body for _ in range(2)] == [b"wsgi", b"wsgi"]
    assert (len(made), bench.trace["app"]["name"]) == (1, "create_app()")


def test_a_factory_that_makes_no_app_is_told() -> None:
    bench = Bench(make_app=lambda: 3)
    with pytest.raises(NoApp, match=r"make_app\(\) returned int, which is no app"):
        bench.get()


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    """A working folder of its own."""
    monkeypatch.setattr(discovery, "HOME", str(tmp_path))
    monkeypatch.syspath_prepend(str(tmp_path))
    monkeypatch.delenv("DJANGO_SETTINGS_MODULE", raising=False)
    before = set(sys.modules)
    yield tmp_path
    for name in set(sys.modules) - before:
        if getattr(sys.modules[name], "__file__", "").startswith(str(tmp_path)):
            del sys.modules[name]


APP_FILE = """
def {name}(environ, start_response):
    start_response("200 OK", [])
    return [b"{name}"]
"""


@pytest.mark.parametrize(
    ("path", "name", "found"),
    [
        ("main.py", "app", "main:app"),
        ("wsgi.py", "application", "wsgi:application"),
        ("app/__init__.py", "app", "app:app"),
    ],
)
def test_an_app_in_a_file(home: Path, path: str, name: str, found: str) -> None:
    (home / path).parent.mkdir(exist_ok=True)
    (home / path).write_text(APP_FILE.format(name=name))
    bench = Bench()
    assert bench.get().body == name.encode()
    assert bench.trace["app"]["name"] == found


def test_a_file_that_fails_is_told(home: Path) -> None:
    (home / "app.py").write_text("1 / 0\n")
    with pytest.raises(ZeroDivisionError):
        Bench().gateway.app_at(8000)


def test_manage_py_names_the_settings(home: Path) -> None:
    text = 'import os\nos.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")\n'
    assert discovery._SETTINGS.search(text)[1] == "mysite.settings"  # type: ignore[index]
    assert "DJANGO_SETTINGS_MODULE" not in os.environ


# Servers


@pytest.fixture
def main(monkeypatch: pytest.MonkeyPatch) -> types.ModuleType:
    """A `__main__` of its own."""
    module = types.ModuleType("__main__")
    monkeypatch.setitem(sys.modules, "__main__", module)
    return module


def bench_of(main: types.ModuleType) -> Bench:
    bench = Bench()
    bench.main = main
    return bench


def test_an_app_is_served_on_its_port(main: types.ModuleType, recorder: Any) -> None:
    vars(main).update(shop=wsgi)
    heard: list[tuple[str, str]] = []
    before, served.announce = served.announce, lambda url, name: heard.append((url, name))
    try:
        served.serve(wsgi, "0.0.0.0", 5000)
    finally:
        served.announce = before
    (notice,) = recorder.notices
    assert notice.startswith("WSGI app shop is served in this tab at http://localhost:5000/.")
    assert heard == [("http://localhost:5000/", "shop")]
    gateway = bench_of(main).gateway
    assert gateway.app_at(5000).name == "shop"
    assert gateway.app_at(8000).name == "shop"
    assert gateway.app_at(1234).name == "shop"
    with pytest.raises(NoApp, match=r"Nothing listens on port 1234\. Apps are served on: 5000"):
        gateway.app_at(1234, "python")


def test_a_cell_that_makes_the_app_anew_is_followed(main: types.ModuleType, recorder: Any) -> None:
    vars(main).update(shop=wsgi)
    served.serve(wsgi, port=5000)
    newer = WsgiMiddleware()
    vars(main).update(shop=newer)
    assert bench_of(main).gateway.app_at(5000).app is newer


def test_a_file_that_is_saved_is_followed(
    home: Path, main: types.ModuleType, recorder: Any
) -> None:
    bench = bench_of(main)
    for said in ("one", "two"):
        (home / "site_app.py").write_text(APP_FILE.format(name=said) + f"app = {said}\n")
        sys.modules.pop("site_app", None)
        importlib.invalidate_caches()
        if said == "one":
            served.serve("site_app:app", port=8000)
        assert bench.get().body == said.encode()


def test_two_apps_on_two_ports(main: types.ModuleType, recorder: Any) -> None:
    vars(main).update(shop=wsgi, stock=asgi)
    served.serve(wsgi, port=8001)
    served.serve(asgi, port=8002)
    gateway = bench_of(main).gateway
    assert [gateway.app_at(port).name for port in (8001, 8002, 8000)] == ["shop", "stock", "stock"]
    assert [found.name for found in gateway.candidates()] == ["stock", "shop"]


def test_another_main_has_other_apps(main: types.ModuleType, recorder: Any) -> None:
    vars(main).update(app=wsgi)
    served.serve(wsgi)
    assert Bench().gateway.candidates() == []


def test_what_is_no_app_cannot_be_served(main: types.ModuleType) -> None:
    with pytest.raises(NoApp, match="int is no WSGI or ASGI app"):
        served.serve(3)
