"""Template engines that tell the running request what they render."""

# Locals that nobody reads keep a frame out of the tracebacks of Django, Werkzeug and pytest.
# ruff: noqa: F841

import sys
from collections.abc import Callable
from functools import wraps
from typing import Any

from . import current


def watch_jinja(module: Any) -> None:
    """Notes renders of `jinja2.environment`, and the templates that these extend or include."""
    for name in ("render", "generate"):
        _note_render(module.Template, name, asynchronous=False)
    for name in ("render_async", "generate_async"):
        _note_render(module.Template, name, asynchronous=True)
    for name in ("get_template", "select_template"):
        _note_loading(module.Environment, name, module.internalcode)


def watch_django(module: Any) -> None:
    """Notes renders of `django.template.base`; parents and included templates come this way too."""
    render: Callable[..., Any] = module.Template._render

    @wraps(render)
    def noted(self: Any, context: Any) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        trace = current.trace.get()
        if trace is not None and not _tells_of_error(self):
            trace.template(self.name, "django")
        return render(self, context)

    module.Template._render = noted


def _tells_of_error(template: Any) -> bool:
    """True for Django's own pages about errors, which are none of the app's templates."""
    debug = sys.modules.get("django.views.debug")
    return debug is not None and template.engine is debug.DEBUG_ENGINE


def _note_render(kind: Any, name: str, *, asynchronous: bool) -> None:
    """In an asynchronous environment the plain methods call the asynchronous ones."""
    render: Callable[..., Any] = getattr(kind, name)

    @wraps(render)
    def noted(self: Any, *args: Any, **kwargs: Any) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        trace = current.trace.get()
        if trace is not None and self.environment.is_async is asynchronous:
            trace.template(self.name, "jinja2")
        return render(self, *args, **kwargs)

    setattr(kind, name, noted)


def _note_loading(kind: Any, name: str, internal: Callable[[Any], Any]) -> None:
    """Code that Jinja made of a template names it when it loads another one.

    `internal` keeps a function out of Jinja's own tracebacks.
    """
    load: Callable[..., Any] = getattr(kind, name)

    @wraps(load)
    def noted(self: Any, wanted: Any, parent: Any = None, globals: Any = None) -> Any:
        __traceback_hide__ = __tracebackhide__ = True
        template = load(self, wanted, parent, globals)
        trace = current.trace.get()
        if trace is not None and parent is not None:
            trace.template(template.name, "jinja2")
        return template

    setattr(kind, name, internal(noted))
