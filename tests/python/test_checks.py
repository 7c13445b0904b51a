"""`expect(…)` and the verdicts of checks."""

import math
from importlib import import_module
from typing import Any

import pytest
from routebook import checks
from routebook.checks import CheckFailed, expect, expect_raises, verdict_of
from running import raised


def told(check: Any) -> tuple[str, dict[str, str]]:
    """Message and details of a check that has to fail."""
    with pytest.raises(CheckFailed) as caught:
        check()
    return str(caught.value), dict(caught.value.details)


def test_values_that_are_as_expected() -> None:
    (
        expect([1, 2])
        .equals([1, 2])
        .contains(2)
        .is_a(list)
        .is_true()
    )  # fmt: skip
    expect(0.1 + 0.2).is_close(0.3)
    expect("").is_false()
    expect(lambda: int("x")).raises(ValueError)
    with expect_raises(KeyError, match="id"):
        raise KeyError("id")


@pytest.mark.parametrize(
    ("check", "message", "expected", "came"),
    [
        (lambda: expect(3).equals(4), "The value is not the expected one.", "4", "3"),
        (
            lambda: expect("4").equals(4),
            "The value looks right, but it is of type str and should be of type int.",
            "4",
            "'4'",
        ),
        (lambda: expect(None).equals(4), "The value is None: is a `return` missing?", "4", "None"),
        (
            lambda: expect({"a": {"b": 1}}).equals({"a": {"b": 2}}),
            "`a.b` is 1 and should be 2.",
            "{'a': {'b': 2}}",
            "{'a': {'b': 1}}",
        ),
        (
            lambda: expect({"a": 1, "b": 2}).equals({"a": 1}),
            "The field `b` is too much.",
            "{'a': 1}",
            "{'a': 1, 'b': 2}",
        ),
        (
            lambda: expect([1]).equals([1, 2]),
            "The value has 1 items instead of 2.",
            "[1, 2]",
            "[1]",
        ),
        (lambda: expect(1).is_a(str), "This should be a str.", "str", "1 (int)"),
        (
            lambda: expect("abc").contains("x"),
            "'x' should be in it, and is not.",
            "… 'x' …",
            "'abc'",
        ),
        (lambda: expect(1.0).is_close(1.1), "This should be 1.1 within 1e-06.", "1.1", "1.0"),
        (lambda: expect(math).is_close(1), "This should be 1 within 1e-06.", "1", repr(math)),
        (lambda: expect([]).is_true(), "This should be true.", "True", "[]"),
        (lambda: expect([0]).is_false(), "This should be false.", "False", "[0]"),
        (
            lambda: expect(lambda: 3).raises(ValueError),
            "The call should raise ValueError, and did not.",
            "ValueError",
            "no exception, but the value 3",
        ),
        (
            lambda: expect(lambda: int("x")).raises(KeyError),
            "The call should raise KeyError, and raised something else.",
            "KeyError",
            "ValueError: invalid literal for int() with base 10: 'x'",
        ),
        (
            lambda: expect(3).equals(4, because="three is not four"),
            "three is not four",
            "4",
            "3",
        ),
    ],
)
def test_values_that_are_not(check: Any, message: str, expected: str, came: str) -> None:
    assert told(check) == (message, {"Expected": expected, "Came": came})


def test_expect_raises_tells_what_came() -> None:
    def nothing() -> None:
        with expect_raises(KeyError):
            pass

    def other() -> None:
        with expect_raises(KeyError, ValueError):
            raise TypeError("no")

    assert told(nothing)[1] == {"Expected": "KeyError", "Came": "no exception"}
    assert told(other)[1] == {"Expected": "KeyError or ValueError", "Came": "TypeError: no"}


def test_frames() -> None:
    pd: Any = import_module("pandas")
    frame = pd.DataFrame({"a": [1, 2], "b": [3.0, 4.0]})
    expect(frame).equals(frame.copy()).has_columns(["a"])
    message, details = told(lambda: expect(frame).has_columns(["a", "c"]))
    assert message == "The table lacks the column c."
    assert details == {"Expected": "a, c", "Came": "a, b"}
    assert "should have 2" in told(lambda: expect(frame.head(1)).equals(frame))[0]
    assert "columns are a and should be a, b" in told(lambda: expect(frame[["a"]]).equals(frame))[0]
    assert (
        "is a DataFrame and should be a Series" in told(lambda: expect(frame).equals(frame["a"]))[0]
    )
    assert '"a"' in told(lambda: expect(frame.assign(a=[1, 9])).equals(frame))[0]
    expect(frame["a"]).equals(frame["a"].rename("other"))


def flask_client() -> Any:
    flask: Any = import_module("flask")
    app = flask.Flask(__name__)

    @app.get("/items/<int:number>")
    def item(number: int) -> Any:
        return {"id": number, "tags": ["a"]}

    @app.post("/items")
    def add() -> Any:
        answer = flask.redirect("/items/1", 303)
        answer.set_cookie("seen", "yes")
        return answer

    return app.test_client()


def fastapi_client() -> Any:
    fastapi: Any = import_module("fastapi")
    import_module("httpx")
    from fastapi.responses import RedirectResponse
    from fastapi.testclient import TestClient
    from routebook import shims

    shims.install()
    app = fastapi.FastAPI()

    @app.get("/items/{number}")
    def item(number: int) -> Any:
        return {"id": number, "tags": ["a"]}

    @app.post("/items")
    def add() -> Any:
        answer = RedirectResponse("/items/1", 303)
        answer.set_cookie("seen", "yes")
        return answer

    return TestClient(app, follow_redirects=False)


def django_client() -> Any:
    django: Any = import_module("django")
    from django.conf import settings

    if not settings.configured:
        settings.configure(
            SECRET_KEY="x", ROOT_URLCONF="django_urls", ALLOWED_HOSTS=["*"], APPEND_SLASH=False
        )
        django.setup()
    from django.test import Client

    return Client()


@pytest.mark.parametrize("make", [flask_client, fastapi_client, django_client])
def test_responses(make: Any) -> None:
    client = make()
    (
        expect(client.get("/items/3"))
        .status(200)
        .json({"id": 3, "tags": ["a"]})
        .json_contains({"id": 3})
        .text_contains("tags")
        .header("content-type", "application/json")
        .header("Content-Type")
    )
    expect(client.post("/items")).status(303).redirects_to("/items/1").cookie("seen", "yes")

    message, details = told(lambda: expect(client.get("/nothing?page=2")).status(200))
    assert message == "The answer has the status 404 NOT FOUND, not 200."
    assert details["Request"] == "GET /nothing?page=2"
    assert details["Expected"] == "200"
    assert details["Came"].startswith("404 NOT FOUND")

    ask = lambda: client.get("/items/3")  # noqa: E731
    assert (
        told(lambda: expect(ask()).json_contains({"name": "x"}))[0]
        == "The field `name` is missing."
    )
    assert told(lambda: expect(ask()).json({"id": 3}))[0] == "The field `tags` is too much."
    assert (
        told(lambda: expect(ask()).json_contains({"tags": ["b"]}))[0]
        == "`tags[0]` is 'a' and should be 'b'."
    )
    assert "is no redirect" in told(lambda: expect(ask()).redirects_to("/"))[0]
    assert told(lambda: expect(ask()).cookie("seen"))[1]["Came"] == "no cookies"
    assert told(lambda: expect(ask()).header("X-None"))[0] == "The answer has no header X-None."
    assert told(lambda: expect(client.get("/nothing")).json({}))[0] in (
        "The body is not JSON.",
        "The field `detail` is too much.",
    )
    assert told(lambda: expect(ask()).text("other"))[1]["Expected"] == "other"


def test_what_is_no_response() -> None:
    message, details = told(lambda: expect("text").status(200))
    assert message == "This should be an HTTP response."
    assert details["Came"] == "str"


def verdict(code: str, **names: Any) -> tuple[str, dict[str, str]]:
    result = verdict_of(raised(code, {**checks.names(), **names}, label="check"))
    return result["message"], {one["label"]: one["value"] for one in result["details"]}


def test_verdict_of_a_message() -> None:
    assert verdict("assert 1 == 2, 'one is not two'") == ("one is not two", {})


def test_verdict_of_expect() -> None:
    assert verdict("expect(1).equals(2)")[1] == {"Expected": "2", "Came": "1"}


@pytest.mark.parametrize(
    ("code", "details"),
    [
        ("assert total == 5", {"Check": "assert total == 5", "Expected": "5", "Came": "4"}),
        (
            "x = 1\nassert total < x",
            {"Check": "assert total < x", "Expected": "less than 1", "Came": "4"},
        ),
        ("assert f() == 5", {"Check": "assert f() == 5", "Expected": "5"}),
        (
            "assert thing.size in [1]",
            {"Check": "assert thing.size in [1]", "Expected": "one of [1]", "Came": "9"},
        ),
        (
            "assert (\n  total\n  == 7)",
            {"Check": "assert (\n  total\n  == 7)", "Expected": "7", "Came": "4"},
        ),
        ("assert not total", {"Check": "assert not total"}),
        (
            "def same(a):\n  assert a == 1\nsame(2)",
            {"Check": "assert a == 1", "Expected": "1", "Came": "2"},
        ),
    ],
)  # fmt: skip
def test_verdict_of_a_bare_assert(code: str, details: dict[str, str]) -> None:
    calls: list[int] = []

    class Thing:
        def __init__(self) -> None:
            self.size = 9

    def f() -> int:
        calls.append(1)
        return 4

    message, came = verdict(code, total=4, f=f, thing=Thing())
    assert message == "A condition of the check does not hold."
    assert came == details
    assert len(calls) <= 1  # nothing of the learner's runs twice


def test_verdict_of_another_exception_names_the_line_of_the_check() -> None:
    names: dict[str, Any] = {}
    learner = "def view():\n    return 1 / 0\n"
    from routebook import sources

    exec(compile(learner, sources.register("c", "cell 1", 1, learner), "exec"), names)
    message, details = verdict("x = 1\nview()", **names)
    assert "raised an exception" in message
    assert details == {"Check": "view()", "Raised": "ZeroDivisionError: division by zero"}
