"""`fastapi dev` and `fastapi run`, whose own package starts a process for the server."""

import argparse
import importlib
import os
import sys

# Where the command looks when it is given no file, in its order.
_USUAL = ("main.py", "app.py", "api.py", "app/main.py", "app/app.py", "app/api.py")


def main(arguments: list[str]) -> None:
    """Serves the app of a file in the tab."""
    parser = argparse.ArgumentParser("fastapi")
    commands = parser.add_subparsers(dest="command", required=True)
    for name in ("dev", "run"):
        one = commands.add_parser(name)
        one.add_argument("path", nargs="?")
        one.add_argument("--app")
        one.add_argument("-e", "--entrypoint")
        one.add_argument("--host")
        one.add_argument("--port", type=int, default=8000)
        # They change nothing here: the app follows its files by itself.
        one.add_argument("--reload", "--no-reload", action="store_true")
        one.add_argument("--workers", "--root-path")
        one.add_argument("--proxy-headers", "--no-proxy-headers", action="store_true")
    wanted = parser.parse_args(arguments)
    path = wanted.entrypoint or _import_string(wanted.path, wanted.app)
    from ..gateway.served import serve

    serve(path, wanted.host, wanted.port)


def _import_string(path: str | None, name: str | None) -> str:
    if path is None:
        path = next((one for one in _USUAL if os.path.isfile(one)), None)
        if path is None:
            sys.exit(f"There is none of the usual files here: {', '.join(_USUAL)}. Name the file.")
    if os.path.isdir(path):
        path = os.path.join(path, "__init__.py")
    if not os.path.isfile(path):
        sys.exit(f"There is no file {path}.")
    module, place = _module_of(os.path.abspath(path))
    if place not in sys.path:
        sys.path.insert(0, place)
    return f"{module}:{name or _app_in(module)}"


def _module_of(path: str) -> tuple[str, str]:
    """The module that a file is, and the folder from which it is imported."""
    place, file = os.path.split(path)
    parts = [] if file == "__init__.py" else [file.removesuffix(".py")]
    while os.path.isfile(os.path.join(place, "__init__.py")):
        place, package = os.path.split(place)
        parts.insert(0, package)
    return ".".join(parts), place


def _app_in(name: str) -> str:
    from fastapi import FastAPI

    names = vars(importlib.import_module(name))
    for usual in ("app", "api"):
        if isinstance(names.get(usual), FastAPI):
            return usual
    found = next((key for key, value in names.items() if isinstance(value, FastAPI)), None)
    if found is None:
        sys.exit(f"{name} has no FastAPI app. Name it with --app.")
    return found
