"""Django's sessions, read by Django itself where it is loaded."""

import sys
from typing import Any

from .cookie_reading import SIGNED, Reading
from .jar import Cookie
from .plain_data import plain
from .signed_text import read_django

_NAME = "sessionid"
_SALT = "django.contrib.sessions.backends.signed_cookies"


def read_django_session(cookie: Cookie, value: str) -> Reading | None:
    """The session that the cookie stands for; None where it is none or is gone."""
    settings = getattr(sys.modules.get("django.conf"), "settings", None)
    configured = settings is not None and settings.configured
    if cookie.name != (settings.SESSION_COOKIE_NAME if configured else _NAME):
        return None
    engine = sys.modules.get(settings.SESSION_ENGINE) if configured else None
    if engine is None:
        return _signed(value, None, None)
    store = engine.SessionStore(session_key=value)
    if settings.SESSION_ENGINE == _SALT:
        return _signed(value, store.serializer, settings.SESSION_COOKIE_AGE)
    if hasattr(store, "get_model_class"):
        return _stored(store, value)
    content = store.load()
    if store.session_key is None:
        return Reading("django-session", None, False, note=_GONE)
    return Reading("django-session", plain(content), True, note=_ELSEWHERE)


_GONE = "The cookie holds only a key, and the server knows no session of that key."
_ELSEWHERE = "The cookie holds only a key: what the session says stays on the server."
_IN_TABLE = (
    "The cookie holds only a key: what the session says is in the database, in the table {table}."
)


def _stored(store: Any, value: str) -> Reading:
    model = store.get_model_class()
    row = model.objects.filter(session_key=value).first()
    if row is None:
        return Reading("django-session", None, False, note=_GONE)
    return Reading(
        "django-session",
        plain(store.decode(row.session_data)),
        True,
        expires=row.expire_date.timestamp(),
        note=_IN_TABLE.format(table=model._meta.db_table),
    )


def _signed(value: str, serializer: Any, lasts: int | None) -> Reading | None:
    found = read_django(value)
    if found is None:
        return None
    genuine = None if serializer is None else _loads(value, serializer)
    return Reading(
        "django-session",
        plain(found.content),
        genuine,
        found.signed_at,
        found.signed_at + lasts if lasts is not None and found.signed_at is not None else None,
        SIGNED[genuine],
    )


def _loads(value: str, serializer: Any) -> bool:
    signing = sys.modules["django.core.signing"]
    try:
        signing.loads(value, salt=_SALT, serializer=serializer)
    except signing.BadSignature:
        return False
    return True
