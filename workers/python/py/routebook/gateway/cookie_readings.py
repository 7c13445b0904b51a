"""Cookies whose value can be read: sessions and JSON Web Tokens, for the clients panel."""

from collections.abc import Callable, Iterable
from typing import Any

from .cookie_reading import SIGNED, Reading
from .django_session import read_django_session
from .found import Found
from .jar import Cookie
from .plain_data import plain
from .session_keys import Verdict, flask_verdict, starlette_verdict
from .signed_text import Signed, is_signed_by, read_itsdangerous, read_jwt

# Cookies of one client that are read.
_MOST = 200

Keys = Callable[[], Iterable[str]]


def cookie_readings(
    cookies: Iterable[Cookie], apps: Iterable[Found], keys: Keys
) -> list[dict[str, Any]]:
    """What can be read. `keys` gives the secrets with which an app may have signed a token."""
    known = list(apps)
    readings = []
    for cookie in list(cookies)[:_MOST]:
        try:
            reading = _reading(cookie, known, keys)
        except Exception:  # whatever a framework makes of a broken cookie: it is not read
            reading = None
        if reading is not None:
            readings.append(reading.data(cookie))
    return readings


def _reading(cookie: Cookie, apps: list[Found], keys: Keys) -> Reading | None:
    value = cookie.value.strip('"')
    return (
        _token(value.removeprefix("Bearer ").strip(), keys)
        or read_django_session(cookie, value)
        or _session(cookie.name, value, apps)
    )


def _session(name: str, value: str, apps: list[Found]) -> Reading | None:
    """Flask and Starlette sign alike: where no app knows, their ways to write JSON tell."""
    found = read_itsdangerous(value)
    if found is None or not isinstance(found.content, dict):
        return None
    flask = flask_verdict(apps, name, value)
    starlette = starlette_verdict(apps, name, value)
    if flask is None and starlette is None:
        is_flask = ": " not in found.text
        return _signed("flask-session" if is_flask else "starlette-session", found, None)
    if flask is not None and (starlette is None or not starlette.genuine):
        return _signed("flask-session", found, flask)
    return _signed("starlette-session", found, starlette)


def _signed(kind: str, found: Signed, verdict: Verdict | None) -> Reading:
    lasts = None if verdict is None else verdict.lasts
    genuine = None if verdict is None else verdict.genuine
    content = untagged(found.content) if kind == "flask-session" else found.content
    expires = None if lasts is None or found.signed_at is None else found.signed_at + lasts
    return Reading(kind, plain(content), genuine, found.signed_at, expires, SIGNED[genuine])


def untagged(value: Any) -> Any:
    """Values for which JSON has no form, which Flask writes as {" t": …}, as what they stand for.

    Markup, UUIDs, dates and bytes stay the texts that they were written as.
    """
    if isinstance(value, list):
        return [untagged(one) for one in value]
    if not isinstance(value, dict):
        return value
    if len(value) == 1:
        [(key, inner)] = value.items()
        if key in _TAGS:
            return untagged(inner)
    return {key.removesuffix("__"): untagged(one) for key, one in value.items()}


# flask.json.tag: a dictionary that looks like a tag itself, tuple, bytes, Markup, UUID, datetime.
_TAGS = frozenset({" di", " t", " b", " m", " u", " d"})


def _token(value: str, keys: Keys) -> Reading | None:
    content = read_jwt(value)
    if content is None:
        return None
    payload = content["payload"]
    unsigned = str(content["header"]["alg"]).lower() == "none"
    genuine = True if any(is_signed_by(value, key) for key in keys()) else None
    note = _UNSIGNED if unsigned else _TOKEN[genuine]
    signed_at, expires = (_seconds(payload.get(claim)) for claim in ("iat", "exp"))
    return Reading("jwt", plain(content), genuine, signed_at, expires, note)


_UNSIGNED = "Not signed at all (alg is none): anybody can write such a token."
_TOKEN = {
    True: "Signed, not encrypted: anybody can read it, and only the app's secret key can make it.",
    None: "Signed, not encrypted: anybody can read it. "
    "Whether the signature is right only the key tells, and it is not known here.",
}


def _seconds(value: object) -> float | None:
    return value if isinstance(value, (int, float)) and not isinstance(value, bool) else None
