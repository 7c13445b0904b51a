"""The working folder: the learner's files, and the modules imported from them."""

import importlib
import os
import shutil
import sys
import types
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress

HOME = "/home/learner"


def learner_modules() -> list[str]:
    """Names in `sys.modules` whose source lies in the working folder; not `__main__`."""
    names = []
    for name, module in list(sys.modules.items()):
        if name == "__main__":
            continue
        file = getattr(module, "__file__", None)
        path = getattr(module, "__path__", None)
        places = [file] if isinstance(file, str) else []
        with suppress(Exception):  # a module may compute its __path__, and fail at it
            places += [place for place in (path or []) if isinstance(place, str)]
        if any(place.startswith(HOME + "/") for place in places):
            names.append(name)
    return names


def loaded() -> dict[str, types.ModuleType]:
    """The modules of the working folder that are loaded, by name."""
    return {name: sys.modules[name] for name in learner_modules()}


def forget_modules(keep: Collection[str] = ()) -> None:
    """The next import of a module in the working folder reads its file again.

    Modules named in `keep` stay.
    """
    forget([name for name in learner_modules() if name not in keep])
    importlib.invalidate_caches()


def forget(names: Iterable[str]) -> None:
    """The next import of these modules, wherever they lie, makes them anew."""
    gone = {name: sys.modules.pop(name, None) for name in names}
    for name, module in gone.items():
        package, _, child = name.rpartition(".")
        # `from package import child` looks at the package first, which may stay or come back.
        owner = sys.modules.get(package) or gone.get(package)
        if module is not None and vars(owner or object).get(child) is module:
            delattr(owner, child)


def restore_modules(modules: dict[str, types.ModuleType]) -> None:
    """Puts modules back that were forgotten."""
    sys.modules.update(modules)
    for name, module in modules.items():
        package, _, child = name.rpartition(".")
        if package in sys.modules:
            setattr(sys.modules[package], child, module)


@contextmanager
def set_aside(keep: list[str]) -> Iterator[None]:
    """Gives the block a folder with just the files in `keep`, and puts the learner's back after it.

    A check so starts from the lesson's own files: a database that an earlier
    cell made is not there twice.
    """
    from . import django_project

    aside = HOME + ".aside"
    shutil.rmtree(aside, ignore_errors=True)
    django_project.close_connections()
    before, modules = django_project.setups, loaded()
    os.chdir("/")
    os.rename(HOME, aside)
    os.makedirs(HOME)
    for path in keep:
        source = os.path.join(aside, path)
        target = os.path.join(HOME, path)
        if os.path.isfile(source):
            os.makedirs(os.path.dirname(target), exist_ok=True)
            shutil.copy2(source, target)
    os.chdir(HOME)
    django_project.forget()
    try:
        yield
    finally:
        django_project.close_connections()
        forget_modules()
        os.chdir("/")
        shutil.rmtree(HOME, ignore_errors=True)
        os.rename(aside, HOME)
        os.chdir(HOME)
        if before == django_project.setups:
            restore_modules(modules)
        else:  # they belong to a Django that is gone
            django_project.forget()
