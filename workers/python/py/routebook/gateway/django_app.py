"""Django's app: made from its settings, as `runserver` makes it."""

import importlib
import os
import sys
from collections.abc import Callable
from typing import Any

from .. import django_project
from .found import Found

_kept: tuple[object, int, Found] | None = None


def django_app() -> Found | None:
    """The handler of the configured project; None where the settings name no URLs.

    Raises what the project's files raise.
    """
    global _kept
    django_project.begin_anew_after_failure()
    from django.conf import settings

    if not getattr(settings, "ROOT_URLCONF", None):
        return None
    _follow_routes(settings.ROOT_URLCONF)
    if _kept is not None and _kept[:2] == (settings._wrapped, django_project.generation):
        return _kept[2]
    name = os.environ.get("DJANGO_SETTINGS_MODULE", "settings")
    interface = "asgi" if getattr(settings, "ASGI_APPLICATION", None) else "wsgi"
    found = Found(name, "Django", interface, _handler(settings, interface))  # type: ignore[arg-type]
    _kept = (settings._wrapped, django_project.generation, found)
    return found


def is_handler(app: object) -> bool:
    """Whether the app is the project's handler that was made last."""
    return _kept is not None and _kept[2].app is app


def import_routes() -> None:
    """Imports the project's URLs, and so its views. Raises what they raise."""
    from django.conf import settings
    from django.urls import get_resolver

    _ = get_resolver(settings.ROOT_URLCONF).url_patterns


def _handler(settings: Any, interface: str) -> Any:
    core = importlib.import_module(f"django.core.{interface}")
    application = getattr(settings, f"{interface.upper()}_APPLICATION", None)
    if application:
        module, _, attribute = application.rpartition(".")
        handler = getattr(importlib.import_module(module), attribute)
    else:
        handler = getattr(core, f"get_{interface}_application")()
    if django_project.settings_name() is not None:
        _import_routes_first(handler)
    if settings.DEBUG and "django.contrib.staticfiles" in settings.INSTALLED_APPS:
        handlers = importlib.import_module("django.contrib.staticfiles.handlers")
        static = (
            handlers.ASGIStaticFilesHandler if interface == "asgi" else handlers.StaticFilesHandler
        )
        handler = static(handler)
    return handler


def _import_routes_first(handler: Any) -> None:
    """The handler's first request raises what the project's URLs raise when they are imported.

    The development server does not start then. Django itself would make its page for an error in
    each middleware, which all look for the URLs again, and send none of these pages.
    """
    for name in ("get_response", "get_response_async"):
        answer = getattr(handler, name, None)
        if answer is not None:
            setattr(handler, name, _after_routes(answer))


def _after_routes(answer: Callable[[Any], Any]) -> Callable[[Any], Any]:
    imported = False

    def answer_after_routes(request: Any) -> Any:
        nonlocal imported
        if not imported:
            import_routes()
            imported = True
        return answer(request)

    return answer_after_routes


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
