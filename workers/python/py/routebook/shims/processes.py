"""Processes: a tab has one, which cannot start others and must not be killed."""

import os
import signal
from typing import Any, NoReturn

from .hook import on_import

NO_PROCESSES = (
    "A browser tab cannot start other programs. Look for a Python function that does the same: "
    "`os.listdir()` for ls, `pathlib` and `shutil` for files, `import` for pip install."
)
NO_WORKERS = (
    "A browser tab cannot start further Python processes. Do the work in a plain loop; "
    "numpy and pandas are quick on whole columns."
)
_STARTERS = (
    "fork", "forkpty", "popen", "posix_spawn", "posix_spawnp", "startfile", "system",
    "execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe",
    "spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve", "spawnvp", "spawnvpe",
)  # fmt: skip


class NoProcesses(OSError):
    """Starting a program was asked for."""


def install() -> None:
    """Mends os and signal now, subprocess and multiprocessing when they are imported."""
    for name in _STARTERS:
        if hasattr(os, name):
            setattr(os, name, _refuse)
    os._exit = _exit
    os.abort = _abort
    _patch_signals()
    on_import("subprocess", _patch_subprocess)
    on_import("asyncio.subprocess", _patch_asyncio)
    on_import("multiprocessing.context", _patch_multiprocessing)
    on_import("multiprocessing", _patch_multiprocessing_names)
    on_import("concurrent.futures.process", _patch_process_pool)


def _refuse(*_arguments: Any, **_options: Any) -> NoReturn:
    raise NoProcesses(NO_PROCESSES)


def _refuse_workers(*_arguments: Any, **_options: Any) -> NoReturn:
    raise NoProcesses(NO_WORKERS)


async def _refuse_async(*_arguments: Any, **_options: Any) -> NoReturn:
    raise NoProcesses(NO_PROCESSES)


def _exit(status: int = 0) -> NoReturn:
    """`os._exit`: the program ends, the runtime lives on."""
    raise SystemExit(status)


def _abort() -> NoReturn:
    """`os.abort`: likewise."""
    raise SystemExit("The program aborted itself.")


def _patch_signals() -> None:
    """Signals to oneself: Ctrl+C interrupts, those that would end the process end the program."""
    kill, raise_signal = getattr(os, "kill", None), signal.raise_signal
    deadly = {
        getattr(signal, name)
        for name in ("SIGABRT", "SIGKILL", "SIGTERM", "SIGSEGV")
        if hasattr(signal, name)
    }

    def send(number: int) -> None:
        if number == signal.SIGINT:
            raise KeyboardInterrupt
        if number in deadly and signal.getsignal(number) in (signal.SIG_DFL, None):
            raise SystemExit(f"The program ended itself with signal {signal.Signals(number).name}.")
        raise_signal(number)

    def kill_process(process: int, number: int) -> None:
        if process in (0, os.getpid()) and number != 0:
            send(number)
        elif kill is not None and number == 0:
            kill(process, number)
        else:
            raise ProcessLookupError("A browser tab has no other processes to send a signal to.")

    signal.raise_signal = send
    if kill is not None:
        os.kill = kill_process


def _patch_subprocess(module: Any) -> None:
    class Popen:
        """Refuses to start a program."""

        def __init__(self, *_arguments: Any, **_options: Any) -> None:
            raise NoProcesses(NO_PROCESSES)

        def __class_getitem__(cls, _item: Any) -> Any:
            return cls

    def run(args: Any, **options: Any) -> Any:
        """Runs a Python program in this process; refuses any other."""
        from ..commands.child import run_child

        finished = run_child(args, **options)
        if finished is None:
            raise NoProcesses(NO_PROCESSES)
        return finished

    def call(args: Any, **options: Any) -> int:
        return int(run(args, **options).returncode)

    def check_call(args: Any, **options: Any) -> int:
        return int(run(args, check=True, **options).returncode)

    def check_output(args: Any, **options: Any) -> Any:
        return run(args, check=True, stdout=module.PIPE, **options).stdout

    module.Popen = Popen
    module.run, module.call, module.check_call = run, call, check_call
    module.check_output = check_output
    for name in ("getoutput", "getstatusoutput"):
        setattr(module, name, _refuse)


def _patch_asyncio(module: Any) -> None:
    import asyncio

    for owner in (module, asyncio):
        owner.create_subprocess_exec = _refuse_async
        owner.create_subprocess_shell = _refuse_async


def _patch_multiprocessing(module: Any) -> None:
    for name in ("Process", "Pool", "Manager", "Queue", "Pipe", "Value", "Array"):
        setattr(module.BaseContext, name, _refuse_workers)
    module.BaseContext.cpu_count = lambda _self: 1


def _patch_multiprocessing_names(module: Any) -> None:
    """The package copied its context's bound methods when it was imported."""
    for name in ("Process", "Pool", "Manager", "Queue", "Pipe", "Value", "Array"):
        setattr(module, name, _refuse_workers)


def _patch_process_pool(module: Any) -> None:
    class ProcessPoolExecutor:
        """Refuses to start processes."""

        def __init__(self, *_arguments: Any, **_options: Any) -> None:
            raise NoProcesses(NO_WORKERS)

    module.ProcessPoolExecutor = ProcessPoolExecutor
