"""The working folder: the learner's files, and the modules imported from them."""

import importlib
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, suppress

HOME = "/home/learner"


def learner_modules() -> list[str]:
    """Names in `sys.modules` whose source lies in the working folder."""
    names = []
    for name, module in list(sys.modules.items()):
        file = getattr(module, "__file__", None)
        path = getattr(module, "__path__", None)
        places = [file] if isinstance(file, str) else []
        with suppress(Exception):  # a module may compute its __path__, and fail at it
            places += [place for place in (path or []) if isinstance(place, str)]
        if any(place.startswith(HOME + "/") for place in places):
            names.append(name)
    return names


def forget_modules() -> None:
    """The next import of a module in the working folder reads its file again."""
    for name in learner_modules():
        sys.modules.pop(name, None)
    importlib.invalidate_caches()


@contextmanager
def set_aside(keep: list[str]) -> Iterator[None]:
    """Gives the block a folder with just the files in `keep`, and puts the learner's back after it.

    A check so starts from the lesson's own files: a database that an earlier
    cell made is not there twice.
    """
    aside = HOME + ".aside"
    shutil.rmtree(aside, ignore_errors=True)
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
    modules = {name: sys.modules[name] for name in learner_modules()}
    forget_modules()
    try:
        yield
    finally:
        forget_modules()
        sys.modules.update(modules)
        os.chdir("/")
        shutil.rmtree(HOME, ignore_errors=True)
        os.rename(aside, HOME)
        os.chdir(HOME)
