"""`subprocess.run` for Python programs: they run in this process, with their output caught."""

import io
import os
import shlex
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager, redirect_stderr, redirect_stdout
from typing import Any

from .. import sources
from ..traceback_text import traceback_text
from .files import TOOLS
from .line import PYTHON, Command, is_known
from .run import execute


def run_child(
    args: Any,
    *,
    stdout: Any = None,
    stderr: Any = None,
    capture_output: bool = False,
    check: bool = False,
    cwd: Any = None,
    env: Mapping[str, str] | None = None,
    shell: bool = False,
    text: bool | None = None,
    encoding: str | None = None,
    universal_newlines: bool | None = None,
    **_options: Any,
) -> subprocess.CompletedProcess[Any] | None:
    """What `subprocess.run` gives; None for a program that cannot be run here."""
    words = _words(args, shell)
    if words is None:
        return None
    if capture_output:
        stdout = stderr = subprocess.PIPE
    out, err = io.StringIO(), io.StringIO()
    with ExitStack() as stack:
        stack.enter_context(_surroundings(cwd, env))
        if stdout is not None:
            stack.enter_context(redirect_stdout(out))
        if stderr == subprocess.STDOUT:
            stack.enter_context(redirect_stderr(sys.stdout))
        elif stderr is not None:
            stack.enter_context(redirect_stderr(err))
        code = _execute(Command(tuple(words)))
    as_text = bool(text or encoding or universal_newlines)
    finished = subprocess.CompletedProcess(
        args, code, _given(stdout, out, as_text), _given(stderr, err, as_text)
    )
    if check:
        finished.check_returncode()
    return finished


def _words(args: Any, shell: bool) -> list[str] | None:
    if isinstance(args, (str, bytes, os.PathLike)):
        line = os.fsdecode(args)
        words = shlex.split(line) if shell else [line]
    elif isinstance(args, Sequence):
        words = [os.fsdecode(word) for word in args]
    else:
        return None
    if words and (words[0] == sys.executable or PYTHON.match(os.path.basename(words[0]))):
        words[0] = "python"
    return words if is_known(words) and words[0] not in TOOLS else None


def _execute(command: Command) -> int:
    try:
        return execute(command)
    except KeyboardInterrupt:
        raise
    except BaseException as error:
        # Another process would have died of it, and told on its way out.
        print(traceback_text(error, sources.cells), end="", file=sys.stderr)
        return 1


@contextmanager
def _surroundings(cwd: Any, env: Mapping[str, str] | None) -> Iterator[None]:
    place, environment = os.getcwd(), dict(os.environ)
    if cwd is not None:
        os.chdir(cwd)
    if env is not None:
        os.environ.clear()
        os.environ.update(env)
    try:
        yield
    finally:
        os.chdir(place)
        if env is not None:
            os.environ.clear()
            os.environ.update(environment)


def _given(target: Any, said: io.StringIO, as_text: bool) -> str | bytes | None:
    """Caught output for the caller; written where a file was named."""
    if target == subprocess.PIPE:
        return said.getvalue() if as_text else said.getvalue().encode()
    if hasattr(target, "write"):
        binary = "b" in getattr(target, "mode", "")
        target.write(said.getvalue().encode() if binary else said.getvalue())
    return None
