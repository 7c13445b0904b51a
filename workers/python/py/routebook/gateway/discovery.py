"""Which app answers: what a server call registered, else what the learner defined."""

import importlib
import importlib.util
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from .. import django_project
from ..folder import HOME
from .found import Found, as_found, framework_of

# Names that mean an app, the likeliest first.
_NAMES = ("app", "application", "api", "asgi_app", "wsgi_app", "asgi", "wsgi", "server")
_FACTORIES = ("create_app", "make_app")
# Files that hold an app by convention.
_MODULES = ("app", "main", "wsgi", "asgi", "application", "server")
_SETTINGS = re.compile(r"""["']DJANGO_SETTINGS_MODULE["']\s*,\s*["']([\w.]+)["']""")

NO_APP = (
    "No app answers here yet. Run the cell that makes it; Routebook looks for Flask, FastAPI, "
    "Starlette, Django, Falcon and aiohttp apps, and for a function named app or application."
)


class NoApp(LookupError):
    """There is no app to send a request to; the message is a sentence."""


def candidates(namespace: Mapping[str, Any]) -> list[Found]:
    """Every app that is defined, the one that answers by default first.

    Imports no file; but a Django project that was set up is listed with its handler, where its
    files allow that.
    """
    found = list(_in_namespace(namespace))
    with suppress(Exception):  # whoever sends it a request is told
        project = _django_configured()
        if project is not None:
            found.append(project)
    return found


def choose(namespace: Mapping[str, Any], name: str | None = None) -> Found:
    """The app of that name, or the default one; files of the working folder are the last resort.

    A name may also be that of any callable, or an import string ("main:app"). NoApp where there is
    none; raises what the learner's files raise when they are imported.
    """
    if name is not None:
        return _called(namespace, name)
    found = next(_ordered(namespace), None) or next(_in_files(), None)
    if found is None:
        found = next(_from_factories_in(namespace), None)
    if found is None:
        raise NoApp(NO_APP)
    return found


def _called(namespace: Mapping[str, Any], name: str) -> Found:
    for found in (*_ordered(namespace), *_from_factories_in(namespace, name)):
        if found.name == name:
            return found
    found = as_found(name, namespace.get(name))
    if found is not None:
        return found
    if ":" in name and not name.endswith("()"):
        return named(name)
    for found in _in_files():
        if found.name == name:
            return found
    raise NoApp(f"There is no app named {name!r} any more.")


def named(path: str) -> Found:
    """The app of an import string as servers take it: "main:app"; "main:create_app()" is a factory.

    NoApp where there is none; raises what the file raises when it is imported.
    """
    module_name, _, attribute = path.partition(":")
    value: Any = importlib.import_module(module_name)
    for part in (attribute or "app").removesuffix("()").split("."):
        value = getattr(value, part, None)
    if attribute.endswith("()") and callable(value):
        return _made(path, value)
    found = as_found(path, value)
    if found is None:
        raise NoApp(f"{path} is no app.")
    return found


def _ordered(namespace: Mapping[str, Any]) -> Iterator[Found]:
    yield from _in_namespace(namespace)
    django = _django_configured()
    if django is not None:
        yield django


def _in_namespace(namespace: Mapping[str, Any]) -> Iterator[Found]:
    seen: set[int] = set()
    for name in _NAMES:
        found = as_found(name, namespace.get(name))
        if found is not None and id(found.app) not in seen:
            seen.add(id(found.app))
            yield found
    # The newest of the rest first: dictionaries keep the order of definition.
    for name, value in reversed(list(namespace.items())):
        known = None if name.startswith("_") or id(value) in seen else framework_of(value)
        if known is not None:
            seen.add(id(value))
            yield Found(name, known[0], known[1], value)


def _django_configured() -> Found | None:
    if not _has_django():
        return None
    from .django_app import django_app

    return django_app()


def _has_django() -> bool:
    if django_project.settings_name() is not None:
        return True  # set up from files, or forgotten and to be set up anew
    conf = sys.modules.get("django.conf")
    named = os.environ.get("DJANGO_SETTINGS_MODULE")
    return conf is not None and bool(conf.settings.configured or named)


def _in_files() -> Iterator[Found]:
    manage = os.path.join(HOME, "manage.py")
    if os.path.isfile(manage):
        with open(manage, encoding="utf-8") as file:
            settings = _SETTINGS.search(file.read())
        if settings is not None:
            os.environ.setdefault("DJANGO_SETTINGS_MODULE", settings[1])
            from .django_app import django_app

            found = django_app()
            if found is not None:
                yield found
    for name in _MODULES:
        if not _is_file(name):
            continue
        module = importlib.import_module(name)
        for attribute in _NAMES:
            found = as_found(f"{name}:{attribute}", getattr(module, attribute, None))
            if found is not None:
                yield found
        for factory in _FACTORIES:
            value = getattr(module, factory, None)
            if callable(value):
                yield _made(f"{name}:{factory}()", value)


def _from_factories_in(namespace: Mapping[str, Any], only: str | None = None) -> Iterator[Found]:
    for factory in _FACTORIES:
        value = namespace.get(factory)
        if callable(value) and only in (None, f"{factory}()"):
            yield _made(f"{factory}()", value)


def _is_file(name: str) -> bool:
    """Whether `import name` reads a file of the learner's."""
    path = os.path.join(HOME, name)
    return os.path.isfile(path + ".py") or os.path.isfile(os.path.join(path, "__init__.py"))


_from_factories: dict[int, tuple[Any, Found]] = {}


def _made(name: str, factory: Any) -> Found:
    """A factory is called once; a factory defined anew is another one."""
    kept = _from_factories.get(id(factory))
    if kept is not None and kept[0] is factory:
        return kept[1]
    app = factory()
    found = as_found(name, app)
    if found is None:
        raise NoApp(f"{name} returned {type(app).__name__}, which is no app.")
    _from_factories.clear()
    _from_factories[id(factory)] = (factory, found)
    return found
