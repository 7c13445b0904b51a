"""The gateway and WSGI apps: PEP 3333, and what happens to apps that break it."""

import sys
from collections.abc import Callable, Iterator
from typing import Any
from wsgiref.validate import validator

import pytest
from gateway_bench import Bench, header
from routebook.gateway import discovery, limits
from routebook.gateway.request import BadRequest

Start = Callable[..., Any]


def hello(environ: dict[str, Any], start_response: Start) -> list[bytes]:
    start_response(
        "200 OK", [("Content-Type", "text/plain"), ("X-Method", environ["REQUEST_METHOD"])]
    )
    return [b"Hello, ", environ["PATH_INFO"].encode("latin-1")]


def echo(key: str) -> Any:
    """An app that answers with a value of its environment."""

    def app(environ: dict[str, Any], start_response: Start) -> list[bytes]:
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [repr(environ.get(key)).encode("utf-8")]

    return app


def answering(*result: object, status: Any = "200 OK", headers: Any = None) -> Any:
    """An app that answers so."""

    def app(_environ: dict[str, Any], start_response: Start) -> Any:
        start_response(status, [("Content-Type", "text/plain")] if headers is None else headers)
        return list(result)

    return app


def test_an_answer_has_status_headers_and_body() -> None:
    answer = Bench(hello).get("/there")
    assert (answer.status, answer.reason, answer.body) == (200, "OK", b"Hello, /there")
    assert answer.headers == [(b"Content-Type", b"text/plain"), (b"X-Method", b"GET")]


@pytest.mark.parametrize("method", ["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"])
def test_wsgirefs_validator_finds_nothing_wrong(method: str) -> None:
    def app(environ: dict[str, Any], start_response: Start) -> list[bytes]:
        body = b"" if method == "HEAD" else environ["wsgi.input"].read(-1 if method == "GET" else 3)
        environ["wsgi.errors"].write("noted\n")
        environ["wsgi.errors"].flush()
        start_response("200 OK", [("Content-Type", "text/plain")])
        return [body]

    body = b"abc" if method in ("POST", "PUT", "PATCH", "DELETE") else b""
    bench = Bench(validator(app))
    answer = bench.ask(method, "/a%20b?q=1&q=2", [("X-Two", "a"), ("X-Two", "b")], body)
    assert answer.raised is None
    assert (answer.status, answer.body) == (200, body)
    assert bench.trace["output"] == [{"stream": "stderr", "text": "noted\n"}]


@pytest.mark.parametrize(
    ("url", "key", "value"),
    [
        ("/a%2Fb/%C3%A9%FF", "PATH_INFO", "/a/b/Ã©ÿ"),
        ("/?q=%FF&r=a+b%26", "QUERY_STRING", "q=%FF&r=a+b%26"),
        ("/ü", "PATH_INFO", "/Ã¼"),
        ("/", "SCRIPT_NAME", ""),
        ("/", "SERVER_NAME", "localhost"),
        ("/", "SERVER_PORT", "8000"),
        ("/", "HTTP_HOST", "localhost:8000"),
        ("/", "wsgi.url_scheme", "http"),
        ("/", "wsgi.multithread", False),
        ("/", "CONTENT_LENGTH", None),
    ],
)
def test_the_environment(url: str, key: str, value: object) -> None:
    assert Bench(echo(key)).get(url).body.decode() == repr(value)


@pytest.mark.parametrize(
    ("headers", "key", "value"),
    [
        ([("X-A", "1"), ("x-a", "2")], "HTTP_X_A", "1,2"),
        ([("Cookie", "a=1"), ("Cookie", "b=2")], "HTTP_COOKIE", "a=1; b=2"),
        ([("X_A", "smuggled")], "HTTP_X_A", None),
        ([("Content-Type", "text/csv")], "CONTENT_TYPE", "text/csv"),
        ([("Content-Length", "99")], "CONTENT_LENGTH", "4"),
        ([("X-Text", "café")], "HTTP_X_TEXT", "café"),
    ],
)
def test_headers_in_the_environment(headers: Any, key: str, value: object) -> None:
    assert Bench(echo(key)).ask("POST", "/", headers, b"body").body.decode() == repr(value)


def test_a_request_with_a_broken_header_is_not_sent() -> None:
    with pytest.raises(BadRequest, match="line break"):
        Bench(hello).get("/", headers=[("X-A", "1\r\nX-B: 2")])
    with pytest.raises(BadRequest, match="no name for a header"):
        Bench(hello).get("/", headers=[("X A", "1")])
    with pytest.raises(BadRequest, match="no HTTP method"):
        Bench(hello).ask("GE T", "/")


def test_repeated_headers_survive() -> None:
    app = answering(b"", headers=[("Set-Cookie", "a=1"), ("Set-Cookie", "b=2; Path=/x")])
    assert header(Bench(app).get(), "set-cookie") == ["a=1", "b=2; Path=/x"]


def test_a_body_is_streamed_and_closed() -> None:
    seen: list[object] = []

    class Parts:
        def __iter__(self) -> Iterator[bytes]:
            for part in (b"one", b"", b"two"):
                seen.append(part)
                yield part

        def close(self) -> None:
            seen.append("closed")

    def app(_environ: dict[str, Any], start_response: Start) -> Parts:
        start_response("200 OK", [])
        return Parts()

    assert Bench(app).get().body == b"onetwo"
    assert seen == [b"one", b"", b"two", "closed"]


def test_a_generator_may_start_late() -> None:
    def app(_environ: dict[str, Any], start_response: Start) -> Iterator[bytes]:
        start_response("201 Created", [])
        yield b"late"

    answer = Bench(app).get()
    assert (answer.status, answer.body) == (201, b"late")


def test_write_works_as_in_old_apps() -> None:
    def app(_environ: dict[str, Any], start_response: Start) -> list[bytes]:
        write = start_response("200 OK", [])
        write(b"one ")
        write(b"two ")
        return [b"three"]

    assert Bench(app).get().body == b"one two three"


@pytest.mark.parametrize("status", ["204 No Content", "304 Not Modified"])
def test_some_answers_have_no_body(status: str) -> None:
    assert Bench(answering(b"not to be seen", status=status)).get().body == b""


def test_head_has_the_headers_of_get_and_no_body() -> None:
    answer = Bench(answering(b"body", headers=[("Content-Length", "4")])).ask("HEAD", "/")
    assert (header(answer, "content-length"), answer.body, answer.raised) == (["4"], b"", None)


def test_a_body_is_cut_at_its_declared_length() -> None:
    assert Bench(answering(b"12345", headers=[("Content-Length", "3")])).get().body == b"123"


def test_a_body_shorter_than_declared_breaks_off() -> None:
    answer = Bench(answering(b"12", headers=[("Content-Length", "3")])).get()
    assert answer.broken == "The header Content-Length promises 3 bytes, and 2 came."


def test_start_response_may_be_called_again_with_an_exception() -> None:
    def app(_environ: dict[str, Any], start_response: Start) -> list[bytes]:
        start_response("200 OK", [])
        try:
            raise KeyError("x")
        except KeyError:
            start_response("500 Oh", [("X-Again", "yes")], sys.exc_info())
        return [b"sorry"]

    answer = Bench(app).get()
    assert (answer.status, answer.reason, answer.body) == (500, "Oh", b"sorry")


def test_an_exception_after_the_head_is_raised_again() -> None:
    def app(_environ: dict[str, Any], start_response: Start) -> Iterator[bytes]:
        start_response("200 OK", [])
        yield b"begun"
        try:
            raise KeyError("x")
        except KeyError:
            start_response("500 Oh", [], sys.exc_info())

    answer = Bench(app).get()
    assert (answer.status, answer.body) == (200, b"begun")
    assert answer.broken == "The app raised KeyError."
    assert isinstance(answer.raised, KeyError)


def _twice(_environ: dict[str, Any], start_response: Start) -> list[bytes]:
    start_response("200 OK", [])
    start_response("200 OK", [])
    return []


@pytest.mark.parametrize(
    ("app", "sentence"),
    [
        (lambda _e, _s: None, "returns an iterable of bytes such as [b'Hello'], not None"),
        (lambda _e, _s: "text", "returns an iterable of bytes such as [b'Hello'], not str"),
        (lambda _e, _s: [b"x"], "must call start_response before"),
        (lambda _e, _s: [], "ended without calling start_response"),
        (answering("text"), "gives its body as bytes, and this one gave str ('text')"),
        (answering(b"", headers={"A": "b"}), "The headers are a list of pairs, not dict"),
        (answering(b"", headers=[("A",)]), "Each header is a pair"),
        (answering(b"", headers=[("A", 1)]), "Name and value of a header are texts"),
        (answering(b"", headers=[("A", "✓")]), "characters beyond Latin-1"),
        (answering(b"", headers=[("A", "b\r\nSet-Cookie: evil=1")]), "header injection"),
        (answering(b"", headers=[("A\r\nB", "b")]), "is no name for a header"),
        (answering(b"", headers=[("Content-Length", "many")]), "must be a number"),
        (answering(b"", status=200), 'The status is a text such as "200 OK"'),
        (answering(b"", status="fine"), "begins with a number of three digits"),
        (answering(b"", status="200 OK\r\nX: y"), "must not have line breaks"),
        (_twice, "start_response was called twice"),
    ],
)
def test_an_app_that_breaks_the_rules_is_told(app: Any, sentence: str) -> None:
    bench = Bench(app)
    answer = bench.get()
    assert (answer.status, answer.body) == (500, b"Internal Server Error")
    assert sentence in bench.trace["failure"]["message"]
    assert b"Set-Cookie" not in b"".join(name for name, _ in answer.headers)


def test_an_exception_is_a_500_and_a_failure() -> None:
    def app(_environ: dict[str, Any], _start: Start) -> list[bytes]:
        raise ZeroDivisionError("division by zero")

    bench = Bench(app)
    assert bench.get().status == 500
    failure = bench.trace["failure"]
    assert (failure["type"], failure["message"]) == ("ZeroDivisionError", "division by zero")


def test_without_an_app_a_sentence_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "_django_configured", lambda: None)
    bench = Bench()
    assert bench.gateway.candidates() == []
    with pytest.raises(LookupError, match="No app answers here yet"):
        bench.get()


def test_a_large_body_goes_in_and_a_too_large_one_is_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def app(environ: dict[str, Any], start_response: Start) -> list[bytes]:
        start_response("200 OK", [])
        return [str(len(environ["wsgi.input"].read())).encode()]

    monkeypatch.setattr(limits, "BODY_LIMIT", 1_000)
    assert Bench(app).ask("POST", "/", body=b"x" * 1_000).body == b"1000"
    answer = Bench(app).ask("POST", "/", body=b"x" * 1_001)
    assert answer.status == 413
    assert b"at most 1,000 bytes" in answer.body


def test_100_mb_come_back_without_being_kept() -> None:
    block = b"x" * 1_000_000
    taken = 0

    class Counting:
        def __init__(self, watch: Any) -> None:
            self._watch = watch

        def head(self, *_head: Any) -> None: ...

        def chunk(self, data: bytes) -> None:
            nonlocal taken
            taken += len(data)
            self._watch.window.take(len(data))

        def end(self) -> None: ...

        def fail(self, message: str) -> None:
            raise AssertionError(message)

    def app(_environ: dict[str, Any], start_response: Start) -> Iterator[bytes]:
        start_response("200 OK", [])
        for _ in range(120):
            yield block

    from routebook.gateway.gateway import Watch
    from routebook.gateway.request import Body, make_request

    watch = Watch()
    request = make_request("GET", "http://localhost:8000/", [], Body())
    assert Bench(app).gateway.run(request, Counting(watch), watch) is None
    assert taken == 120_000_000


def test_an_answer_that_nobody_reads_is_stopped(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(limits, "BODY_LIMIT", 10_000)
    closed: list[bool] = []

    def app(_environ: dict[str, Any], start_response: Start) -> Iterator[bytes]:
        start_response("200 OK", [])
        try:
            while True:
                yield b"x" * 1_000
        finally:
            closed.append(True)

    from routebook.gateway.gateway import Watch
    from routebook.gateway.request import Body, make_request

    class Deaf:
        broken = ""

        def head(self, *_head: Any) -> None: ...

        def chunk(self, data: bytes) -> None: ...

        def end(self) -> None: ...

        def fail(self, message: str) -> None:
            self.broken = message

    deaf = Deaf()
    request = make_request("GET", "http://localhost:8000/", [], Body())
    Bench(app).gateway.run(request, deaf, Watch())
    assert "wait to be read" in deaf.broken
    assert closed == [True]


def test_printing_and_logging_go_to_the_request_log() -> None:
    import logging

    def app(_environ: dict[str, Any], start_response: Start) -> list[bytes]:
        print("in the view")
        logging.getLogger("shop").warning("low on %s", "tea")
        start_response("200 OK", [])
        return []

    bench = Bench(app)
    from routebook.streams import OutputStream

    before, sys.stdout = sys.stdout, OutputStream("stdout")
    try:
        bench.get()
    finally:
        sys.stdout = before
    trace = bench.trace
    assert trace["output"] == [{"stream": "stdout", "text": "in the view\n"}]
    assert [(log["level"], log["logger"], log["message"]) for log in trace["logs"]] == [
        ("WARNING", "shop", "low on tea")
    ]


def test_the_request_log_has_the_environment_and_both_bodies() -> None:
    bench = Bench(hello)
    bench.ask("POST", "/x?y=1", [("X-A", "b")], b"sent")
    kinds = [kind for kind, _ in bench.told]
    trace = bench.trace
    assert kinds == ["request-began", "request-ended"]
    assert trace["environ"]["HTTP_X_A"] == "b"
    assert trace["environ"]["wsgi.version"] == [1, 0]
    assert "BytesIO" in trace["environ"]["wsgi.input"]["repr"]
    assert (trace["requestBody"], trace["responseBody"]) == ("sent", "Hello, /x")
    assert (trace["method"], trace["url"]) == ("POST", "http://localhost:8000/x?y=1")
    app = {"name": "app", "framework": "WSGI", "interface": "wsgi", "revision": 1}
    assert trace["app"] == app
    assert (trace["state"], trace["status"], trace["failure"]) == ("answered", 200, None)
