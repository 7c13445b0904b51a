"""Whether the running apps' own keys made a session cookie. Asks frameworks that are loaded."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from .found import Found, framework_of
from .stack import unwrapped, walk


@dataclass(frozen=True)
class Verdict:
    """What an app says about a session cookie of its name."""

    genuine: bool | None
    """None where the app has no key."""
    lasts: int | None
    """Seconds from the signature for which the app takes it; None for ever."""


def flask_verdict(apps: Iterable[Found], name: str, value: str) -> Verdict | None:
    """What Flask apps that call their session so say: the one that made it, else the first."""
    return _best(_flask_verdicts(apps, name, value))


def starlette_verdict(apps: Iterable[Found], name: str, value: str) -> Verdict | None:
    """The same of Starlette's and FastAPI's SessionMiddleware."""
    return _best(_starlette_verdicts(apps, name, value))


def _best(verdicts: Iterator[Verdict]) -> Verdict | None:
    every = list(verdicts)
    return next((one for one in every if one.genuine), every[0] if every else None)


def _flask_verdicts(apps: Iterable[Found], name: str, value: str) -> Iterator[Verdict]:
    for _layers, app in _apps_of(apps, "Flask"):
        serializer_of = getattr(app.session_interface, "get_signing_serializer", None)
        if app.config["SESSION_COOKIE_NAME"] != name or serializer_of is None:
            continue
        lasts = int(app.permanent_session_lifetime.total_seconds())
        yield Verdict(_loads(serializer_of(app), value), lasts)


def _loads(serializer: Any, value: str) -> bool | None:
    if serializer is None:
        return None
    from itsdangerous import BadSignature

    try:
        serializer.loads(value)
    except BadSignature:
        return False
    return True


def _starlette_verdicts(apps: Iterable[Found], name: str, value: str) -> Iterator[Verdict]:
    for layers, app in _apps_of(apps, "Starlette", "FastAPI"):
        inside = walk(getattr(app, "middleware_stack", None), app.router)
        for signer, cookie, lasts in (*_standing((*layers, *inside)), *_ordered(app)):
            if cookie == name:
                yield Verdict(signer.validate(value), lasts)


def _apps_of(apps: Iterable[Found], *frameworks: str) -> Iterator[tuple[list[Any], Any]]:
    """The apps of these frameworks, each with the layers around it."""
    for found in apps:
        layers, app = unwrapped(found.app)
        known = framework_of(app)
        if known is not None and known[0] in frameworks:
            yield layers, app


def _standing(layers: Iterable[Any]) -> Iterator[tuple[Any, str, int | None]]:
    """Signer, cookie and seconds of the middleware as it was built."""
    for layer in layers:
        if hasattr(layer, "signer") and hasattr(layer, "session_cookie"):
            yield layer.signer, layer.session_cookie, layer.max_age


def _ordered(app: Any) -> Iterator[tuple[Any, str, int | None]]:
    """The same as `add_middleware` noted it: before its first request an app has built nothing."""
    for one in app.user_middleware:
        if one.cls.__name__ != "SessionMiddleware" or "secret_key" not in one.kwargs:
            continue
        from itsdangerous import TimestampSigner

        signer = TimestampSigner(str(one.kwargs["secret_key"]))
        cookie = one.kwargs.get("session_cookie", "session")
        yield signer, cookie, one.kwargs.get("max_age", 14 * 24 * 60 * 60)
