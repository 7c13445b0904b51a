"""What can be read out of cookies."""

import base64
import datetime
import hashlib
import hmac
import json
import sys
import uuid
import zlib
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import pytest
from gateway_bench import Bench
from routebook.gateway import discovery
from routebook.gateway.cookie_readings import cookie_readings
from routebook.gateway.jar import Jar
from routebook.gateway.request import Body, make_request
from routebook.gateway.signing_keys import signing_keys

PAGE = make_request("GET", "http://localhost:8000/", [], Body())


@pytest.fixture(autouse=True)
def no_django(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests configure Django, which counts as an app of every namespace."""
    monkeypatch.setattr(discovery, "_django_configured", lambda: None)
    monkeypatch.setitem(sys.modules, "django.conf", None)


def readings(value: str, name: str = "session", keys: Iterable[str] = ()) -> list[dict[str, Any]]:
    """What a cookie says where no app is known."""
    jar = Jar()
    jar.store(PAGE, f"{name}={value}")
    return cookie_readings(jar, [], lambda: keys)


def flask_app(key: str | None = "secret", **config: Any) -> Any:
    flask: Any = import_module("flask")
    app = flask.Flask("shop", root_path="/")
    app.secret_key = key
    app.config.update(config)

    @app.get("/")
    def index() -> str:
        flask.session.update(
            user="ada",
            pair=(1, 2),
            day=datetime.datetime(2026, 1, 2, tzinfo=datetime.UTC),
            number=uuid.UUID(int=1),
            raw=b"ab",
        )
        return ""

    @app.get("/long")
    def long() -> str:
        flask.session["text"] = "tea " * 500
        return ""

    return app


def session_of(bench: Bench, path: str = "/") -> dict[str, Any]:
    """The only reading of the cookies that the app sets."""
    bench.get(path, client="Alice")
    [reading] = cookie_readings(bench.gateway.jar("Alice"), bench.gateway.known(), list)
    return reading


def test_flasks_session_is_read_and_verified() -> None:
    reading = session_of(Bench(flask_app()))
    assert (reading["name"], reading["path"], reading["domain"]) == ("session", "/", "localhost")
    assert (reading["kind"], reading["genuine"]) == ("flask-session", True)
    assert reading["content"] == {
        "user": "ada",
        "pair": [1, 2],
        "day": "Fri, 02 Jan 2026 00:00:00 GMT",
        "number": uuid.UUID(int=1).hex,
        "raw": base64.b64encode(b"ab").decode(),
    }
    assert reading["expires"] - reading["signedAt"] == 31 * 24 * 3600
    assert reading["note"].startswith("Signed, not encrypted: anybody can read it")


def test_a_compressed_session_is_read() -> None:
    assert session_of(Bench(flask_app()), "/long")["content"] == {"text": "tea " * 500}


def test_a_session_of_another_key_is_not_genuine() -> None:
    bench = Bench(flask_app())
    session_of(bench)
    vars(bench.main)["app"] = flask_app("other")
    gateway = bench.gateway
    [reading] = cookie_readings(gateway.jar("Alice"), gateway.candidates(), list)
    assert reading["genuine"] is False
    assert "takes the session for empty" in reading["note"]
    vars(bench.main)["app"] = flask_app("other", SECRET_KEY_FALLBACKS=["secret"])
    [reading] = cookie_readings(gateway.jar("Alice"), gateway.candidates(), list)
    assert reading["genuine"] is True
    vars(bench.main)["app"] = flask_app(None)
    [reading] = cookie_readings(gateway.jar("Alice"), gateway.candidates(), list)
    assert reading["genuine"] is None


def test_the_name_of_flasks_cookie_counts_not_its_looks() -> None:
    assert session_of(Bench(flask_app(SESSION_COOKIE_NAME="shop")))["name"] == "shop"


def test_a_session_without_any_app_is_only_read() -> None:
    bench = Bench(flask_app())
    bench.get(client="Alice")
    [reading] = cookie_readings(bench.gateway.jar("Alice"), [], list)
    assert (reading["kind"], reading["genuine"]) == ("flask-session", None)
    assert (reading["content"]["user"], reading["expires"]) == ("ada", None)


def starlette_app(key: str = "secret", *, wrapped: bool = False) -> Any:
    fastapi: Any = import_module("fastapi")
    sessions: Any = import_module("starlette.middleware.sessions")
    app = fastapi.FastAPI()

    @app.get("/")
    async def index(request: fastapi.Request) -> None:
        request.session["cart"] = [1, 2]

    if wrapped:
        return sessions.SessionMiddleware(app, secret_key=key)
    app.add_middleware(sessions.SessionMiddleware, secret_key=key, max_age=60)
    return app


def test_starlettes_session_is_read_and_verified() -> None:
    bench = Bench(starlette_app())
    reading = session_of(bench)
    assert (reading["kind"], reading["content"]) == ("starlette-session", {"cart": [1, 2]})
    assert reading["genuine"] is True
    assert reading["expires"] - reading["signedAt"] == 60
    # An app that was made anew has built no middleware yet.
    for key, genuine in (("secret", True), ("other", False)):
        vars(bench.main)["app"] = starlette_app(key)
        [reading] = cookie_readings(bench.gateway.jar("Alice"), bench.gateway.candidates(), list)
        assert reading["genuine"] is genuine
    [reading] = cookie_readings(bench.gateway.jar("Alice"), [], list)
    assert (reading["kind"], reading["genuine"]) == ("starlette-session", None)


def test_session_middleware_around_the_app_is_found_too() -> None:
    assert session_of(Bench(starlette_app(wrapped=True)))["genuine"] is True


def part(value: object) -> str:
    return base64.urlsafe_b64encode(json.dumps(value).encode()).decode().rstrip("=")


def token(payload: object, key: str = "k", alg: str = "HS256") -> str:
    signed = f"{part({'alg': alg, 'typ': 'JWT'})}.{part(payload)}"
    made = hmac.new(key.encode(), signed.encode(), hashlib.sha256).digest()
    return f"{signed}.{base64.urlsafe_b64encode(made).decode().rstrip('=')}"


def test_a_json_web_token_is_read_in_any_cookie() -> None:
    made = token({"sub": "ada", "iat": 1_000, "exp": 2_000.5})
    for value in (made, f'"Bearer {made}"'):
        [reading] = readings(value, "access_token")
        assert reading["kind"] == "jwt"
        assert reading["content"] == {
            "header": {"alg": "HS256", "typ": "JWT"},
            "payload": {"sub": "ada", "iat": 1_000, "exp": 2_000.5},
        }
        assert (reading["signedAt"], reading["expires"]) == (1_000, 2_000.5)
        assert reading["genuine"] is None


def test_a_token_is_genuine_only_where_a_key_proves_it() -> None:
    assert readings(token({}, "k"), keys=["other", "k"])[0]["genuine"] is True
    assert readings(token({}, "k"), keys=["other"])[0]["genuine"] is None
    [unsigned] = readings(token({}, "k", "none"), keys=["k"])
    assert unsigned["genuine"] is None
    assert unsigned["note"].startswith("Not signed at all")


def test_keys_are_settings_and_constants() -> None:
    bench = Bench(flask_app("one", JWT_SECRET_KEY="two"))
    main = {"SECRET_KEY": "three", "API_KEY": "", "KEYS": ["four"], "secret_key": "five"}
    assert signing_keys(bench.gateway.candidates(), main) == ["one", "two", "three"]


@pytest.mark.parametrize(
    "value",
    [
        "",
        "abc",
        "a.b.c",
        "....",
        "..",
        f"{part({'alg': 'HS256'})}.{part([1])}.x",
        f"{part([1])}.{part({})}.x",
        f"{part({})}.{part({})}.",
        f".{part({})}.aaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaa",
        f"{part({'a': 1})}.{'a' * 40}.aaaaaaaaaaaaaaaaaaaaaaaaaaa",
        f"{part('text')}.aaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaa",
        "%00" * 100,
        "a" * 4000,
    ],
)
@pytest.mark.parametrize("name", ["session", "sessionid"])
def test_what_is_no_session_is_not_read(value: str, name: str) -> None:
    assert readings(value, name) == []


def test_a_session_that_unfolds_to_megabytes_is_not_read() -> None:
    data = zlib.compress(json.dumps({"a": "x" * 5_000_000}).encode(), 9)[:2_900]
    value = base64.urlsafe_b64encode(data).decode().rstrip("=")
    assert readings(f".{value}.aaaa.aaaaaaaaaaaaaaaaaaaaaaaaaaa") == []


def test_a_signed_session_of_django_is_read_without_django() -> None:
    payload = part({"user": 1})
    [reading] = readings(f"{payload}:1vQZyK:abc", "sessionid")
    assert (reading["kind"], reading["content"]) == ("django-session", {"user": 1})
    assert reading["genuine"] is None
    assert reading["signedAt"] == 1_764_718_792
