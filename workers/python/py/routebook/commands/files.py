"""`ls` and `cat`."""

import os
import stat
import sys
import time
from collections.abc import Callable


def ls(arguments: list[str]) -> int:
    """Names in folders, one a line; `-a` shows hidden ones, `-l` sizes and dates, `-R` all."""
    flags = {letter for one in arguments if one.startswith("-") for letter in one[1:]}
    paths = [one for one in arguments if not one.startswith("-")] or ["."]
    code = 0
    shown = [path for path in paths if os.path.lexists(path) and not os.path.isdir(path)]
    _list("", shown, flags)
    for path in paths:
        if not os.path.lexists(path):
            print(f"ls: cannot access '{path}': No such file or directory", file=sys.stderr)
            code = 2
        elif os.path.isdir(path):
            _list_folder(path, flags, len(paths) > 1 or "R" in flags)
    return code


def _list_folder(path: str, flags: set[str], titled: bool) -> None:
    if titled:
        print(f"{path}:")
    names = sorted(
        name
        for name in os.listdir(path)
        if name != "__pycache__" and (flags & {"a", "A"} or not name.startswith("."))
    )
    _list(path, names, flags)
    if titled:
        print()
    if "R" in flags:
        for name in names:
            if os.path.isdir(os.path.join(path, name)):
                _list_folder(os.path.join(path, name), flags, True)


def _list(folder: str, names: list[str], flags: set[str]) -> None:
    for name in names:
        if "l" in flags:
            about = os.lstat(os.path.join(folder, name))
            changed = time.strftime("%Y-%m-%d %H:%M", time.localtime(about.st_mtime))
            print(f"{stat.filemode(about.st_mode)} {about.st_size:>9} {changed} {name}")
        else:
            print(name)


def cat(arguments: list[str]) -> int:
    """The text of files; `-n` numbers the lines."""
    numbered = "-n" in arguments
    code = 0
    for path in [one for one in arguments if not one.startswith("-")]:
        try:
            with open(path, encoding="utf-8", errors="replace") as file:
                text = file.read()
        except OSError as error:
            print(f"cat: {path}: {error.strerror}", file=sys.stderr)
            code = 1
            continue
        if numbered:
            lines = text.splitlines(keepends=True)
            text = "".join(f"{number:6}\t{line}" for number, line in enumerate(lines, 1))
        print(text, end="" if text.endswith("\n") else "\n")
    return code


TOOLS: dict[str, Callable[[list[str]], int]] = {"ls": ls, "cat": cat}
