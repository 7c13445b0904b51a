"""Django's app: made from its settings, as `runserver` makes it."""

import importlib
import os
import sys
from typing import Any

from .found import Found

_kept: tuple[object, Found] | None = None


def django_app() -> Found | None:
    """The handler of the configured project; None where the settings name no URLs."""
    global _kept
    from django.conf import settings

    if not getattr(settings, "ROOT_URLCONF", None):
        return None
    _follow_routes(settings.ROOT_URLCONF)
    if _kept is not None and _kept[0] is settings._wrapped:
        return _kept[1]
    name = os.environ.get("DJANGO_SETTINGS_MODULE", "settings")
    interface = "asgi" if getattr(settings, "ASGI_APPLICATION", None) else "wsgi"
    found = Found(name, "Django", interface, _handler(settings, interface))  # type: ignore[arg-type]
    _kept = (settings._wrapped, found)
    return found


def _handler(settings: Any, interface: str) -> Any:
    core = importlib.import_module(f"django.core.{interface}")
    application = getattr(settings, f"{interface.upper()}_APPLICATION", None)
    if application:
        module, _, attribute = application.rpartition(".")
        handler = getattr(importlib.import_module(module), attribute)
    else:
        handler = getattr(core, f"get_{interface}_application")()
    if settings.DEBUG and "django.contrib.staticfiles" in settings.INSTALLED_APPS:
        handlers = importlib.import_module("django.contrib.staticfiles.handlers")
        static = (
            handlers.ASGIStaticFilesHandler if interface == "asgi" else handlers.StaticFilesHandler
        )
        handler = static(handler)
    return handler


def _follow_routes(root: object) -> None:
    """Django reads URL patterns once; a cell or file that ran again has made others."""
    if not isinstance(root, str):
        return
    from django.urls import clear_url_caches, get_resolver

    # Both are cached properties: what is not there was not read yet.
    read = vars(get_resolver(root))
    module = sys.modules.get(root)
    former = read.get("urlconf_module", module)
    patterns = getattr(module, "urlpatterns", module)
    if former is not module or read.get("url_patterns", patterns) is not patterns:
        clear_url_caches()
