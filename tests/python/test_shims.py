"""Threads, processes, sockets, hashing and servers in a tab.

These run in Pyodide and on an ordinary Python: the shims are the same there.
"""

import asyncio
import concurrent.futures
import hashlib
import importlib
import os
import signal
import subprocess
import sys
import threading
from importlib import import_module
from pathlib import Path
from typing import Any

import pytest
from routebook import shims
from routebook.shims import debugger
from routebook.shims import pure_hashes as hashes
from routebook.shims.hook import on_import
from routebook.shims.portal import Portal, start_blocking_portal
from routebook.shims.private_loop import NEVER_COMES, run_private

shims.install()


def test_a_patch_runs_after_the_first_import(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "patched_module.py").write_text("value = 1\n")
    monkeypatch.syspath_prepend(str(tmp_path))
    seen: list[Any] = []
    on_import("patched_module", lambda module: seen.append((module.value, module.__loader__)))
    assert seen == []
    module = importlib.import_module("patched_module")
    assert seen[0][0] == 1
    assert type(module.__spec__.loader).__name__ == "SourceFileLoader"  # type: ignore[union-attr]
    on_import("patched_module", lambda module: seen.append("at once"))
    assert seen[-1] == "at once"
    assert importlib.util.find_spec("patched_module_that_is_not_there") is None
    # A module that was forgotten is another one when it comes again.
    seen.clear()
    del sys.modules["patched_module"]
    importlib.import_module("patched_module")
    assert len(seen) == 2


def test_nothing_heavy_is_imported() -> None:
    finders = [type(finder).__module__ for finder in sys.meta_path]
    assert finders.count("routebook.shims.hook") == 1


# Threads


def test_a_thread_says_why_it_cannot_start() -> None:
    with pytest.raises(RuntimeError, match="single thread"):
        threading.Thread(target=print).start()


def test_to_thread_and_executors_run_inline() -> None:
    async def main() -> list[int]:
        loop = asyncio.get_running_loop()
        return [
            await asyncio.to_thread(pow, 2, 3),
            await loop.run_in_executor(None, pow, 3, 2),
            await loop.run_in_executor(concurrent.futures.ThreadPoolExecutor(2), pow, 2, 2),
        ]

    assert run_private(main()) == [8, 9, 4]


def test_a_thread_pool_runs_inline() -> None:
    with concurrent.futures.ThreadPoolExecutor(max_workers=4) as pool:
        assert list(pool.map(lambda n: n * n, [1, 2, 3])) == [1, 4, 9]
        future = pool.submit(int, "x")
        done = list(concurrent.futures.as_completed([pool.submit(int, "1"), future]))
    assert len(done) == 2
    assert isinstance(future.exception(), ValueError)
    with pytest.raises(RuntimeError, match="after shutdown"):
        pool.submit(print)


def test_anyio_runs_functions_inline() -> None:
    import_module("anyio")
    import anyio.to_thread

    async def main() -> int:
        return await anyio.to_thread.run_sync(pow, 2, 5)

    assert run_private(main()) == 32


def test_asgiref_runs_both_ways() -> None:
    sync: Any = import_module("asgiref.sync")

    async def add(a: int, b: int = 1) -> int:
        await asyncio.sleep(0)
        return a + await sync.sync_to_async(int)("10") + b

    assert sync.async_to_sync(add)(1, b=2) == 13


# Waiting for asynchronous code


def test_a_private_loop_has_timers_tasks_and_groups() -> None:
    order: list[str] = []

    async def step(name: str, seconds: float) -> None:
        await asyncio.sleep(seconds)
        order.append(name)

    async def main() -> str:
        async with asyncio.TaskGroup() as group:
            group.create_task(step("late", 0.02))
            group.create_task(step("early", 0.001))
        with pytest.raises(TimeoutError):
            await asyncio.wait_for(asyncio.sleep(10), 0.001)
        return "done"

    assert run_private(main()) == "done"
    assert order == ["early", "late"]


def test_private_loops_nest() -> None:
    async def inner() -> Any:
        await asyncio.sleep(0.001)
        return asyncio.current_task()

    async def outer() -> bool:
        before = asyncio.current_task(), asyncio.get_running_loop()
        task = run_private(inner())
        after = asyncio.current_task(), asyncio.get_running_loop()
        await asyncio.sleep(0)
        return before == after and task is not before[0]

    assert run_private(outer())


def test_what_can_never_come_is_told() -> None:
    async def main() -> None:
        await asyncio.get_running_loop().create_future()

    with pytest.raises(RuntimeError) as caught:
        run_private(main())
    assert str(caught.value) == NEVER_COMES


def test_the_portal_starts_tasks_and_calls_functions() -> None:
    events: list[str] = []

    async def serve(task_status: Any) -> str:
        await asyncio.sleep(0)
        task_status.started("ready")
        await asyncio.sleep(0.001)
        return "served"

    async def fails() -> None:
        await asyncio.sleep(0)
        raise ValueError("no")

    with start_blocking_portal("asyncio") as portal:
        assert portal.call(lambda: 3) == 3
        assert portal.call(asyncio.sleep, 0, "slept") == "slept"
        future, value = portal.start_task(serve)
        assert value == "ready"
        assert future.result() == "served"
        assert isinstance(portal.start_task_soon(fails).exception(), ValueError)
        portal.start_task_soon(asyncio.sleep, 0.001).add_done_callback(
            lambda _future: events.append("finished")
        )
    assert events == ["finished"]


def test_the_portal_enters_asynchronous_context_managers() -> None:
    from contextlib import asynccontextmanager

    events: list[str] = []

    @asynccontextmanager
    async def manager() -> Any:
        events.append("in")
        yield 5
        events.append("out")

    portal = Portal()
    with portal.wrap_async_context_manager(manager()) as value:
        assert value == 5
        assert events == ["in"]
    portal.close(cancel_remaining=False)
    assert events == ["in", "out"]


def test_the_test_client_of_fastapi() -> None:
    fastapi: Any = import_module("fastapi")
    import_module("httpx")
    from contextlib import asynccontextmanager

    from fastapi.testclient import TestClient

    log: list[str] = []

    @asynccontextmanager
    async def lifespan(_app: Any) -> Any:
        log.append("up")
        yield
        log.append("down")

    app = fastapi.FastAPI(lifespan=lifespan)

    def connection() -> Any:
        log.append("open")
        try:
            yield 5
        finally:
            log.append("close")

    @app.get("/sync/{number}")
    def sync_view(number: int, five: int = fastapi.Depends(connection)) -> Any:
        return {"sum": number + five}

    @app.get("/async")
    async def async_view(tasks: fastapi.BackgroundTasks) -> Any:
        tasks.add_task(log.append, "background")
        await asyncio.sleep(0.001)
        return {"ok": True}

    @app.websocket("/echo")
    async def echo(socket: fastapi.WebSocket) -> None:
        await socket.accept()
        await socket.send_text("hello " + await socket.receive_text())
        await socket.close()

    @app.middleware("http")
    async def mark(request: Any, call_next: Any) -> Any:
        response = await call_next(request)
        response.headers["X-Mark"] = "1"
        return response

    with TestClient(app) as client:
        assert client.get("/sync/3").json() == {"sum": 8}
        assert client.get("/sync/x").status_code == 422
        assert client.get("/async").headers["X-Mark"] == "1"
        with client.websocket_connect("/echo") as socket:
            socket.send_text("Ada")
            assert socket.receive_text() == "hello Ada"
    assert log == ["up", *["open", "close"] * 2, "background", "down"]


# Processes and sockets


@pytest.mark.parametrize(
    "start",
    [
        lambda: subprocess.run(["ls"], check=True),
        lambda: subprocess.Popen("ls"),
        lambda: subprocess.check_output(["ls"]),
        lambda: os.system("ls"),
        lambda: os.popen("ls"),
        lambda: __import__("multiprocessing").Process(target=print),
        lambda: __import__("multiprocessing").Pool(2),
        lambda: concurrent.futures.ProcessPoolExecutor(),
    ],
)
def test_programs_cannot_be_started(start: Any) -> None:
    with pytest.raises(OSError, match="A browser tab cannot start"):
        start()


def test_ending_the_process_ends_the_program_only() -> None:
    with pytest.raises(SystemExit) as caught:
        os._exit(3)
    assert caught.value.code == 3
    with pytest.raises(SystemExit):
        os.abort()
    with pytest.raises(SystemExit):
        os.kill(os.getpid(), signal.SIGTERM)
    with pytest.raises(KeyboardInterrupt):
        signal.raise_signal(signal.SIGINT)


def test_sockets_say_what_a_tab_has_not() -> None:
    import socket

    made = socket.socket()
    with pytest.raises(OSError, match="no port to listen on"):
        made.bind(("127.0.0.1", 0))
    with pytest.raises(ConnectionRefusedError, match="cannot open a connection"):
        made.connect(("127.0.0.1", 80))
    with pytest.raises(ConnectionRefusedError, match="cannot open a connection"):
        socket.create_connection(("example.org", 80))
    with pytest.raises(socket.gaierror, match="cannot open a connection"):
        socket.getaddrinfo("example.org", 80)
    made.close()


# Hashing


@pytest.mark.parametrize(
    ("password", "salt", "rounds", "length", "key"),
    [
        # RFC 6070
        (b"password", b"salt", 1, 20, "0c60c80f961f0e71f3a9b524af6012062fe037a6"),
        (b"password", b"salt", 2, 20, "ea6c014dc72d6f8ccd1ed92ace1d41f0d8de8957"),
        (b"password", b"salt", 4096, 20, "4b007901b765489abead49d926f721d065a429c1"),
        (
            b"passwordPASSWORDpassword",
            b"saltSALTsaltSALTsaltSALTsaltSALTsalt",
            4096,
            25,
            "3d2eec4fe41c849b80c8d83662c0e44a8b291a964cf2f07038",
        ),
        (b"pass\0word", b"sa\0lt", 4096, 16, "56fa6aa75548099dcc37d7f03425e0c3"),
    ],
)  # fmt: skip
def test_pbkdf2(password: bytes, salt: bytes, rounds: int, length: int, key: str) -> None:
    assert hashes.pbkdf2_hmac("sha1", password, salt, rounds, length).hex() == key


def test_pbkdf2_is_capped_and_consistent() -> None:
    first = hashes.pbkdf2_hmac("sha256", b"secret", b"salt", 1_500_000)
    assert first == hashes.pbkdf2_hmac("sha256", b"secret", b"salt", hashes.PBKDF2_ROUNDS)
    assert first != hashes.pbkdf2_hmac("sha256", b"Secret", b"salt", 1_500_000)
    long = hashes.pbkdf2_hmac("sha512", b"k" * 500, b"salt", 3, 100)
    assert len(long) == 100
    for wrong in (0, -1):
        with pytest.raises(ValueError, match="iteration"):
            hashes.pbkdf2_hmac("sha1", b"", b"", wrong)


def test_scrypt(monkeypatch: pytest.MonkeyPatch) -> None:
    # RFC 7914, section 12
    assert (
        hashes.scrypt(b"", salt=b"", n=16, r=1, p=1, dklen=64).hex()
        == "77d6576238657b203b19ca42c18a0497f16b4844e3074ae8dfdffa3fede21442"
        "fcd0069ded0948f8326a753a0fc81f17e8d3e0fb2e0d3628cf35e20c38d18906"
    )
    capped = hashes.scrypt(b"p", salt=b"s", n=2**15, r=8, p=1)
    assert capped == hashes.scrypt(b"p", salt=b"s", n=2**15, r=8, p=1)
    assert capped != hashes.scrypt(b"q", salt=b"s", n=2**15, r=8, p=1)
    with pytest.raises(ValueError, match="power of 2"):
        hashes.scrypt(b"", salt=b"", n=15, r=1, p=1)
    native = getattr(hashlib, "scrypt", hashes.scrypt)
    monkeypatch.setattr(hashes, "SCRYPT_WORK", 1_000)
    assert hashes.scrypt(b"p", salt=b"s", n=32, r=4, p=2, dklen=40) == native(
        b"p", salt=b"s", n=32, r=4, p=2, dklen=40
    )


def test_passwords_of_werkzeug_and_django() -> None:
    security: Any = import_module("werkzeug.security")
    for method in ("scrypt", "pbkdf2"):
        hashed = security.generate_password_hash("secret", method=method)
        assert security.check_password_hash(hashed, "secret")
        assert not security.check_password_hash(hashed, "other")
    import_module("django")
    from django.conf import settings

    if not settings.configured:
        settings.configure()
    from django.contrib.auth.hashers import check_password, make_password

    hashed = make_password("secret")
    assert check_password("secret", hashed)
    assert not check_password("other", hashed)


# Servers


def test_servers_return_and_say_where_the_app_is(recorder: Any) -> None:
    flask: Any = import_module("flask")
    app = flask.Flask("app")
    assert app.run(port=8000) is None
    from wsgiref.simple_server import make_server

    with make_server("", 8000, app) as server:
        server.serve_forever()
    said = "Flask app app is served in this tab at http://localhost:8000/."
    assert [notice.startswith(said) for notice in recorder.notices] == [True, True]


def test_the_web_browser_is_not_opened(recorder: Any) -> None:
    import webbrowser

    assert webbrowser.open("https://example.org/") is False
    assert "https://example.org/" in recorder.notices[0]


def test_the_environment() -> None:
    assert os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] == "1"
    assert os.environ["MPLBACKEND"]


def test_the_debugger_says_why_it_cannot_stop() -> None:
    import pdb

    kept, before = pdb.set_trace, pdb.Pdb.set_trace
    try:
        debugger.install()
        for stop in (pdb.set_trace, pdb.Pdb().set_trace):
            with pytest.raises(RuntimeError, match="browser tab"):
                stop()
    finally:
        pdb.set_trace, pdb.Pdb.set_trace = kept, before  # type: ignore[method-assign]
