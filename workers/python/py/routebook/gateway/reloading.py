"""Starting the app again from the learner's files, as its framework's reloader would."""

import types
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

from .. import django_project, failures, interrupts, namespace, sink, sources
from . import served
from .discovery import NoApp
from .django_app import import_routes
from .found import Found
from .gateway import PORT
from .here import gateway_of
from .served import Served

Json = dict[str, Any]


def reload(main: types.ModuleType) -> Json:
    """`ReloadOutcome` of `src/shared/kernel.ts`. What the learner's files raise is a value.

    The old app is gone then: requests are told the same.
    """
    again = [one for one in served.ports(main).values() if _is_from_files(one)]
    if not again and (served.ports(main) or not _answers_from_files(main)):
        return {"reloaded": False, "error": None}
    error: BaseException | None = None
    with interrupts.armed(), _silence(), served.quietly():
        django_project.forget()
        try:
            for one in again:
                _again(main, one)
            if not again:
                gateway = gateway_of(main)
                gateway.follow(_imported(gateway.app_at(PORT)))
        except NoApp:
            pass
        except (Exception, SystemExit, KeyboardInterrupt) as raised:
            error = raised
    return {
        "reloaded": True,
        "error": None if error is None else failures.failure_of(error, sources.cells),
    }


def _is_from_files(one: Served) -> bool:
    if one.is_project:
        return django_project.settings_name() is not None
    return one.path is not None or one.program is not None


def _answers_from_files(main: types.ModuleType) -> bool:
    """Whether a file of the working folder makes the app that answers without a server call."""
    try:
        found = gateway_of(main).app_at(PORT)
    except NoApp:
        return False
    except Exception:  # a file that cannot be imported
        return True
    if found.framework == "Django" and django_project.settings_name() is not None:
        return True
    return ":" in found.name


def _again(main: types.ModuleType, one: Served) -> None:
    program = None if one.program is None else namespace.program_of(one.program)
    if one.path is not None or one.is_project or program is None:
        _imported(one.current(vars(main)))
        return
    try:
        program.again()
    except BaseException as error:
        served.note(main, replace(one, error=error))
        raise


def _imported(found: Found) -> Found:
    """Django reads a project's URLs and views when they are needed; its reloader at once."""
    if found.framework == "Django" and django_project.settings_name() is not None:
        import_routes()
    return found


@contextmanager
def _silence() -> Iterator[None]:
    """What the files print was printed when they were started first; no cell runs to show it."""
    loud, sink.current = sink.current, sink.NullSink()
    try:
        yield
    finally:
        sink.current = loud
