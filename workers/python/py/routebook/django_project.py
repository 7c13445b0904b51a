"""A Django project in files: what it was set up from, and setting it up anew.

Django reads settings, apps and models once in a process; its development server starts a new
process when one of those files changes. Here Django is taken back to its beginning instead, and all
that builds on it is imported again. Where only other files changed (views, URLs, forms, templates)
it is enough to forget those.
"""

import importlib
import os
import sys
import types
from collections.abc import Collection, Hashable
from contextlib import suppress
from typing import Any

from . import folder
from .django_reset import reset
from .shims.hook import on_import

setups = 0
"""Counts how often the project was forgotten whole."""

generation = 0
"""Counts how often files changed: a handler made earlier answers with old code."""


class _Setup:
    """The modules and files that Django was set up from."""

    def __init__(self) -> None:
        self.modules: set[str] = set()
        self.stamps: dict[str, Hashable] = {}
        self.failed = False
        self.settings: str | None = None
        """Name of the settings that a Django had which was forgotten and is not set up again."""


_setup = _Setup()


def install() -> None:
    """Watches Django's registry of apps, which is filled when Django is set up."""
    on_import("django.apps.registry", _patch_registry)


def settings_name() -> str | None:
    """The module with the settings, where it is a file of the working folder; else None."""
    conf = sys.modules.get("django.conf")
    if conf is None or not conf.settings.configured:
        return _setup.settings
    name = getattr(conf.settings, "SETTINGS_MODULE", None)
    if not isinstance(name, str):
        return None
    path = os.path.join(folder.HOME, *name.split("."))
    return name if os.path.exists(path + ".py") or os.path.isdir(path) else None


def forget() -> None:
    """The learner's files have changed: what was read from them is read again when it is needed.

    A project whose settings, apps or models changed is set up anew at once; what its files raise
    then is told to the next request.
    """
    global generation
    generation += 1
    if sys.modules.get("django.conf") is None or settings_name() is None:
        folder.forget_modules()
    elif not _is_ready():
        purge()
    elif _is_stale():
        with suppress(Exception):
            restart()
    else:
        folder.forget_modules(keep=_setup.modules)
        _reset_urls()
        _reset_templates()


def restart() -> None:
    """Sets the project up anew. Raises what its files raise."""
    purge()
    importlib.import_module("django").setup()


def begin_anew_after_failure() -> None:
    """A setup that failed half-way hides the reason the next time, unless all is forgotten."""
    if _setup.failed:
        purge()


def purge() -> None:
    """Forgets the project: its modules, those of packages for Django, and Django's own state."""
    gone = {name for name in _django_modules() if not _is_core(name)} | folder.loaded().keys()
    _forget(gone)
    reset(gone)


def _is_core(name: str) -> bool:
    """Whether a module has no part in any project: what cells imported from it is to stay valid."""
    package = (name + ".").startswith
    return package("django.") and not package("django.contrib.")


def _forget(names: Collection[str]) -> None:
    global _setup, setups, generation
    name = settings_name()
    close_connections()
    folder.forget(names)
    folder.forget_modules()
    _setup = _Setup()
    _setup.settings = name
    setups += 1
    generation += 1


class Away:
    """A project that makes room for another one."""

    def __init__(self) -> None:
        self.modules = {name: sys.modules[name] for name in _django_modules()} | folder.loaded()
        self.setup = _setup


def put_away() -> Away:
    """Forgets the project, so that it can come back as it was."""
    away = Away()
    _forget(_django_modules())
    _setup.settings = None
    return away


def bring_back(away: Away) -> None:
    """Forgets the other project for the one that was put away."""
    global _setup
    _forget(_django_modules())
    folder.restore_modules(away.modules)
    _setup = away.setup


def close_connections() -> None:
    """Closes the project's databases: their files may be about to move."""
    db = sys.modules.get("django.db")
    if db is not None and settings_name() is not None:
        with suppress(Exception):
            db.connections.close_all()


def _patch_registry(module: Any) -> None:
    populate = module.Apps.populate

    def populate_noted(self: Any, installed_apps: Any = None) -> None:
        if self is not module.apps or self.ready:
            populate(self, installed_apps)
            return
        _setup.failed = True
        misses = _Misses()
        sys.meta_path.append(misses)  # type: ignore[arg-type]
        try:
            populate(self, installed_apps)
        finally:
            sys.meta_path.remove(misses)  # type: ignore[arg-type]
        _setup.failed = False
        _note(misses.paths)

    module.Apps.populate = populate_noted


class _Misses:
    """Notes the learner's modules that Django looks for in vain: they may come later."""

    def __init__(self) -> None:
        self.paths: set[str] = set()

    def find_spec(self, name: str, path: Any = None, _target: Any = None) -> None:
        for place in path or ():
            if isinstance(place, str) and place.startswith(folder.HOME + "/"):
                self.paths.add(os.path.join(place, name.rpartition(".")[2]))


def _note(missed: set[str]) -> None:
    for name, module in folder.loaded().items():
        _setup.modules.add(name)
        path = getattr(module, "__file__", None)
        if isinstance(path, str):
            _setup.stamps[path] = _stamp(path)
    for path in missed:
        _setup.stamps |= {path: None, path + ".py": None}


def _stamp(path: str) -> Hashable:
    try:
        about = os.stat(path)
    except OSError:
        return None
    # The date of a folder says nothing of the files in it.
    return "folder" if os.path.isdir(path) else (about.st_size, about.st_mtime_ns)


def _is_ready() -> bool:
    registry = sys.modules.get("django.apps.registry")
    return registry is not None and registry.apps.ready


def _is_stale() -> bool:
    if any(_stamp(path) != stamp for path, stamp in _setup.stamps.items()):
        return True
    model = getattr(sys.modules.get("django.db.models"), "Model", None)
    later = (module for name, module in folder.loaded().items() if name not in _setup.modules)
    return model is not None and any(_defines(module, model) for module in later)


def _defines(module: types.ModuleType, base: type) -> bool:
    """Models are registered for good, wherever they were defined."""
    return any(
        isinstance(value, type) and issubclass(value, base) and value.__module__ == module.__name__
        for value in list(vars(module).values())
    )


def _reset_urls() -> None:
    """URL patterns are kept, and a cell may call `reverse` before the next request comes."""
    urls = sys.modules.get("django.urls")
    if urls is not None:
        urls.clear_url_caches()


def _reset_templates() -> None:
    """Template engines keep what they have read, and the libraries of tags that they found
    (as `django.test.signals.reset_template_engines` does it)."""
    template = sys.modules.get("django.template")
    if template is None:
        return
    vars(template.engines).pop("templates", None)
    template.engines._templates = None
    template.engines._engines = {}
    importlib.import_module("django.template.engine").Engine.get_default.cache_clear()
    importlib.import_module("django.template.utils").get_app_template_dirs.cache_clear()
    renderers = sys.modules.get("django.forms.renderers")
    if renderers is not None:
        renderers.get_default_renderer.cache_clear()


_OWN = {"routebook", "__main__"}


def _django_modules() -> list[str]:
    """Django's modules, and those of packages that refer to it."""
    packages = {"django"}
    for name, module in list(sys.modules.items()):
        package = name.partition(".")[0]
        if package in packages or package in _OWN or package in sys.stdlib_module_names:
            continue
        if _refers_to_django(module):
            packages.add(package)
    return [name for name in sys.modules if name.partition(".")[0] in packages]


def _refers_to_django(module: Any) -> bool:
    for value in list(getattr(module, "__dict__", {}).values()):
        # Nothing else is asked: an object may answer to any question by importing something.
        if isinstance(value, type) or type(value) is types.FunctionType:
            home = value.__module__
        elif type(value) is types.ModuleType:
            home = value.__name__
        else:
            continue
        if isinstance(home, str) and (home == "django" or home.startswith("django.")):
            return True
    return False
