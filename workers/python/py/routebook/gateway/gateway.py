"""One request from its arrival to its end, whatever the app is written with."""

import asyncio
import contextvars
import types
from collections.abc import Awaitable, Callable, Coroutine
from typing import Any

from .. import interrupts
from ..shims.portal import can_wait, wait_for
from ..shims.private_loop import NEVER_COMES, PrivateLoop
from . import database_changes, limits
from .aiohttp_app import AiohttpLife, run_aiohttp
from .aiohttp_socket import run_aiohttp_socket
from .asgi import run_asgi
from .asgi_socket import SocketCall, SocketOutlet, run_socket
from .discovery import NoApp, candidates, choose
from .found import Found
from .jar import Jar
from .lifespan import Lifespan
from .recorder import Recorder
from .request import Request
from .response import BadAnswer, Outlet, Response
from .revisions import Revisions
from .served import apps, ports
from .stack import tell_stack
from .trace import Json, Trace, collecting
from .watch import Watch
from .wsgi import run_wsgi

# Where the learner's app is when nothing else was said.
PORT = 8000


class Gateway:
    """Requests to the apps of one `__main__`.

    `tell(kind, data)` hears of each request's beginning and end, for the request log. `fixed` is an
    app that answers whatever else is there.
    """

    def __init__(
        self,
        main: Callable[[], types.ModuleType],
        tell: Callable[[str, Json], None] = lambda _kind, _data: None,
        fixed: Found | None = None,
    ) -> None:
        self._main = main
        self.tell = tell
        self._count = 0
        self._lives: dict[str, tuple[object, Lifespan | AiohttpLife]] = {}
        self._loop: PrivateLoop | None = None
        self._fixed = fixed
        self._revisions = Revisions()
        self._newest: Found | None = None
        self.jars: dict[str, Jar] = {}
        self.choice: str | None = None
        """Name of the app that the learner chose; None follows the conventions."""

    def jar(self, client: str) -> Jar:
        """The client's cookies; an unknown client begins with none."""
        return self.jars.setdefault(client, Jar())

    def candidates(self) -> list[Found]:
        """The apps that are there."""
        served = apps(self._main())
        found = {id(one.app): one for one in [*served, *candidates(vars(self._main()))]}
        return list(found.values())

    def known(self) -> list[Found]:
        """The apps that are there, and the one that answered last: it may come from a file."""
        found = self.candidates()
        names = {one.name for one in found}
        newest = self._newest
        return found if newest is None or newest.name in names else [newest, *found]

    def follow(self, found: Found) -> None:
        """The app was made anew: it is the one that answers from now on."""
        self._newest = found

    def data_of(self, found: Found) -> Json:
        """The app as an `AppCandidate` of `src/shared/http.ts`."""
        return {**found.data(), "revision": self._revisions.of(found)}

    def app_at(self, port: int, origin: str = "page") -> Found:
        """The app on that port. NoApp where none is there."""
        if self._fixed is not None:
            return self._fixed
        namespace = vars(self._main())
        served = ports(self._main())
        if self.choice is not None and port not in served:
            chosen = [one for one in self.candidates() if one.name == self.choice]
            return chosen[0] if chosen else choose(namespace, self.choice)
        if port in served:
            return served[port].current(namespace)
        if not served:
            return choose(namespace)
        if port != PORT and origin == "python":
            known = ", ".join(map(str, served))
            raise NoApp(f"Nothing listens on port {port}. Apps are served on: {known}.")
        return list(served.values())[-1].current(namespace)

    async def exchange(
        self, request: Request, outlet: Outlet, watch: Watch
    ) -> BaseException | None:
        """Answers the request; returns what the app raised.

        Everything that goes wrong is an answer, or the break of one.
        """
        changes = database_changes.watch(request)
        trace = self._begin(request)
        trace.at_end.append(lambda: trace.changes.extend(changes()))
        jar = self.jar(request.client) if request.client else None
        response = Response(request, Recorder(jar, trace, outlet), watch.window)
        with collecting(trace), interrupts.armed():
            work = self._answer(request, response, trace, watch)
            state = await self._settled(work, trace, response, watch)
        trace.over()
        if watch.gone() and state == "answered" and not response.ended:
            state = "disconnected"
        ended = trace.data(response.status, response.headers, response.size, state)
        self.tell("request-ended", ended)
        return trace.error

    async def connect(
        self,
        request: Request,
        protocols: list[str],
        outlet: SocketOutlet,
        watch: Callable[[SocketCall], None],
    ) -> None:
        """Opens a WebSocket and runs it to its end. `watch` gets the way to talk to the app."""
        trace = self._begin(request)
        call = SocketCall(outlet, trace)
        watch(call)
        state = "answered"
        with collecting(trace), interrupts.armed():
            try:
                found = self._meet(request, trace)
                if found.interface == "wsgi":
                    raise NoApp(f"{found.framework} is called without WebSockets here.")
                life = await self._life(found)
                if isinstance(life, AiohttpLife):
                    await run_aiohttp_socket(life, request, protocols, call)
                else:
                    await run_socket(found.app, request, protocols, call, trace, life.state)
            except NoApp as error:
                trace.note(str(error))
                call.end(1011, str(error), 404)
                state = "failed"
            except asyncio.CancelledError:
                call.end(1001, "", 503)
                state = "disconnected"
            except BaseException as error:
                interrupt = _interrupt_in(error)
                trace.error = interrupt or error
                if interrupt is not None:
                    trace.note(_stopped())
                call.end(1011, "", 500)
                state = "failed"
        if call.status is None:
            state = "disconnected"  # the page went before the app had accepted
        self.tell("request-ended", trace.data(call.status, call.headers, call.sent, state))

    def run(self, request: Request, outlet: Outlet, watch: Watch) -> BaseException | None:
        """`exchange` for synchronous callers. NoApp where nothing is on that port."""
        found = self.app_at(request.port, request.origin)
        work = self.exchange(request, outlet, watch)
        if found.interface == "wsgi":
            # It waits for nothing, so no loop comes between caller and app.
            return contextvars.copy_context().run(_driven, work)
        if can_wait():
            return wait_for(work)  # type: ignore[no-any-return]
        # One loop for all calls: what the app's startup made belongs to it.
        self._loop = self._loop or PrivateLoop()
        return self._loop.run(work)  # type: ignore[no-any-return]

    async def close(self) -> None:
        """Shuts all apps down."""
        if self._loop is not None:
            loop, self._loop = self._loop, None
            loop.run(self._stop_all())
            loop.finish()
        await self._stop_all()

    async def _stop_all(self) -> None:
        for name, (_app, life) in list(self._lives.items()):
            if await life.stop():
                self._lives.pop(name, None)

    def _meet(self, request: Request, trace: Trace) -> Found:
        """The app that answers the request."""
        found = self.app_at(request.port, request.origin)
        self._newest = found
        trace.app = self.data_of(found)
        trace.at_end.append(lambda: tell_stack(found, trace))
        return found

    def _begin(self, request: Request) -> Trace:
        self._count += 1
        trace = Trace(f"{request.origin}-{self._count}", request)
        if request.client and not request.values(b"cookie"):
            cookies = self.jar(request.client).header(request)
            if cookies:
                request.headers.append((b"Cookie", cookies.encode("latin-1", "replace")))
        self.tell("request-began", trace.start())
        return trace

    async def _settled(
        self, work: Awaitable[None], trace: Trace, response: Response, watch: Watch
    ) -> str:
        """Waits for the work; gives the request's state at its end."""
        try:
            await work
        except NoApp as error:
            _break_off(response, 503, str(error))
        except limits.TooLarge as error:
            _break_off(response, 413, str(error))
        except asyncio.CancelledError:
            stopped = "The app was stopped before it had answered."
            if watch.gone() and not response.started:
                response.fail(stopped)  # nobody is left to read an answer
            else:
                _break_off(response, 503, stopped)
            return "disconnected"
        except BaseException as error:
            interrupt = _interrupt_in(error)
            trace.error = interrupt or error
            if interrupt is not None:
                _break_off(response, 503, _stopped())
                return "failed"
            broken = isinstance(error, (BadAnswer, limits.Unread))
            said = str(error) if broken else f"The app raised {type(error).__name__}."
            _break_off(response, 500, "Internal Server Error", said)
            return "failed"
        return "answered"

    async def _answer(
        self, request: Request, response: Response, trace: Trace, watch: Watch
    ) -> None:
        if request.body.size > limits.BODY_LIMIT:
            raise limits.TooLarge(limits.too_large_sentence())
        found = self._meet(request, trace)
        if found.interface == "wsgi":
            await run_wsgi(found.app, request, response, trace, watch.gone)
            return
        life = await self._life(found)
        if isinstance(life, AiohttpLife):
            await run_aiohttp(life, request, response, watch.listen)
        else:
            await run_asgi(found.app, request, response, trace, watch.listen, life.state)

    async def _life(self, found: Found) -> Any:
        """The app's life, begun; that of an app which had its name before is ended."""
        app, life = self._lives.get(found.name, (None, None))
        if life is None or app is not found.app:
            if life is not None:
                await life.stop()
            life = AiohttpLife(found.app) if found.interface == "aiohttp" else Lifespan(found.app)
            self._lives[found.name] = (found.app, life)
        try:
            await life.start()
        except BaseException:
            self._lives.pop(found.name, None)
            raise
        return life


def _driven[Result](work: Coroutine[Any, Any, Result]) -> Result:
    """The result of a coroutine that never waits, except for others' turns."""
    try:
        while work.send(None) is None:
            pass
    except StopIteration as end:
        return end.value  # type: ignore[no-any-return]
    work.close()
    raise RuntimeError(NEVER_COMES)


def _interrupt_in(error: BaseException) -> KeyboardInterrupt | None:
    """The stop that ended the app: frameworks that run tasks raise it within a group."""
    while isinstance(error, BaseExceptionGroup):
        stops = error.subgroup(KeyboardInterrupt)
        if stops is None:
            return None
        error = stops.exceptions[0]
    return error if isinstance(error, KeyboardInterrupt) else None


def _stopped() -> str:
    seconds = interrupts.overtime()
    if seconds:
        return f"The view computed for {seconds:g} seconds without an end and was stopped."
    return "The app was stopped before it had answered."


def _break_off(response: Response, status: int, text: str, said: str | None = None) -> None:
    if not response.started:
        response.answer(status, text)
    elif not response.ended:
        response.fail(said or text)
