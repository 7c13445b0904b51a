"""Taking Django back to how it was before it was set up.

Its own modules stay, so that what the cells have imported from them goes on working. What they
keep in memory is found by its kind: caches, connection handlers, lazy objects, signals. Django has
no such function, since a server starts a new process instead.
"""

import functools
import sys
import types
from collections.abc import Collection, Iterator
from typing import Any
from weakref import ReferenceType

_Cached = type(functools.cache(lambda: None))


def reset(gone: Collection[str]) -> None:
    """Forgets settings, apps, connections and caches, and what the modules in `gone` registered."""
    handlers = tuple(
        _class(*place)
        for place in (
            ("django.utils.connection", "BaseConnectionHandler"),
            ("django.core.files.storage.handler", "StorageHandler"),
            ("django.template.utils", "EngineHandler"),
            ("django.utils.translation", "Trans"),
        )
    )
    lazy = _class("django.utils.functional", "LazyObject")
    signal = _class("django.dispatch.dispatcher", "Signal")
    checks = _class("django.core.checks.registry", "CheckRegistry")
    for value in _values():
        kind = type(value)  # `isinstance` would ask lazy objects, which read the settings then
        if kind is _Cached:
            value.cache_clear()
        elif issubclass(kind, type):
            _clear_methods(value)
        elif issubclass(kind, handlers):
            vars(value).clear()
            kind.__init__(value)
        elif issubclass(kind, lazy) and kind.__name__ != "SimpleLazyObject":
            value._wrapped = sys.modules["django.utils.functional"].empty
        elif issubclass(kind, signal):
            value.receivers = [one for one in value.receivers if not _is_gone(one[1], gone)]
            value.sender_receivers_cache.clear()
        elif issubclass(kind, checks):
            for registered in (value.registered_checks, value.deployment_checks):
                registered -= {one for one in registered if one.__module__ in gone}
    _reset_registry()
    _reset_names("django.utils.translation.trans_real", _translations={}, _default=None)
    _reset_names("django.utils.formats", _format_cache={}, _format_modules_cache={})
    _reset_names("django.core.serializers", _serializers={})


def _values() -> Iterator[Any]:
    """What stands at the top of Django's modules."""
    seen: set[int] = set()
    for name, module in list(sys.modules.items()):
        if name == "django" or name.startswith("django."):
            for value in list(vars(module).values()):
                if not isinstance(value, types.ModuleType) and id(value) not in seen:
                    seen.add(id(value))
                    yield value


class _Nothing:
    """Stands for a class whose module was never imported: nothing is one of it."""


def _class(module: str, name: str) -> type:
    return getattr(sys.modules.get(module), name, _Nothing)


def _clear_methods(owner: type) -> None:
    for value in list(vars(owner).values()):
        function = getattr(value, "__func__", value)
        if isinstance(function, _Cached):
            function.cache_clear()


def _is_gone(receiver: Any, gone: Collection[str]) -> bool:
    function = receiver() if isinstance(receiver, ReferenceType) else receiver
    return function is None or getattr(function, "__module__", None) in gone


def _reset_registry() -> None:
    """The registry refuses to be made anew, but an empty one can lend it its state."""
    module = sys.modules.get("django.apps.registry")
    if module is not None:
        state = vars(module.Apps(()))
        state.update(apps_ready=False, models_ready=False, ready=False, loading=False)
        state["ready_event"].clear()
        vars(module.apps).update(state)


def _reset_names(module: str, **values: Any) -> None:
    found = sys.modules.get(module)
    if found is not None:
        vars(found).update(values)
