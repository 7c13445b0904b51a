"""Libraries that tell the running request what they do for it, for the request log.

What they are made to tell stands in `gateway/`; it is loaded with the library, never before.
"""

from typing import Any

from .hook import on_import


def install() -> None:
    """Has each library changed when it is imported."""
    on_import("sqlite3.dbapi2", _sqlite)
    on_import("django.db.backends.sqlite3.base", _django_databases)
    on_import("jinja2.environment", _jinja)
    on_import("django.template.base", _django_templates)
    on_import("django.core.handlers.base", _django_routes)
    on_import("flask.signals", _flask_routes)
    on_import("aiohttp.web_urldispatcher", _aiohttp_routes)


def _sqlite(module: Any) -> None:
    from ..gateway import sql_trace

    sql_trace.replace(module)


def _django_databases(module: Any) -> None:
    from ..gateway import sql_trace

    sql_trace.hush_django(module)


def _jinja(module: Any) -> None:
    from ..gateway import template_trace

    template_trace.watch_jinja(module)


def _django_templates(module: Any) -> None:
    from ..gateway import template_trace

    template_trace.watch_django(module)


def _django_routes(module: Any) -> None:
    from ..gateway import route_trace

    route_trace.watch_django(module)


def _flask_routes(module: Any) -> None:
    from ..gateway import route_trace

    route_trace.watch_flask(module)


def _aiohttp_routes(module: Any) -> None:
    from ..gateway import route_trace

    route_trace.watch_aiohttp(module)
