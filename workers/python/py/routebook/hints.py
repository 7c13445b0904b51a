"""Hints: what went wrong in words, and what to try.

A rule is a small function of the exception and the names in scope. Rules are
kept by the exception's class name, so that no library is imported to explain
an error of another one. They are asked along the class's ancestors, nearest
first; the first answer counts.
"""

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from .hint_tools import Rule, Rules

_table: Rules | None = None
_known_modules: tuple[str, ...] = ()


def set_known_modules(modules: list[str]) -> None:
    """Tells which top-level modules can be imported beyond the standard library."""
    global _known_modules
    _known_modules = tuple(modules)


def known_modules() -> tuple[str, ...]:
    """The modules told by `set_known_modules`."""
    return _known_modules


def hint_for(exc: BaseException, namespace: Mapping[str, Any]) -> str | None:
    """One or two sentences about `exc`, or None where there is nothing to add.

    `namespace` has the names visible where it was raised. Code in a hint stands in backticks.
    """
    table = _rules()
    for cls in type(exc).__mro__:
        name = (
            cls.__qualname__
            if cls.__module__ == "builtins"
            else f"{cls.__module__}.{cls.__qualname__}"
        )
        for rule in table.get(name, ()):
            hint = _ask(rule, exc, namespace)
            if hint is not None:
                return hint
    return None


def _ask(rule: Rule, exc: BaseException, namespace: Mapping[str, Any]) -> str | None:
    try:
        return rule(exc, namespace)
    except Exception:  # exception objects differ between versions: a rule that fails has no answer
        return None


def _rules() -> Rules:
    """The whole table; the modules with rules are imported at the first error."""
    global _table
    if _table is None:
        from . import (
            hints_calls,
            hints_columns,
            hints_data,
            hints_database,
            hints_django,
            hints_names,
            hints_syntax,
            hints_system,
            hints_types,
            hints_values,
            hints_web,
        )

        table: Rules = {}
        # What a library's messages tell is more to the point than rules for any TypeError.
        for module in (
            hints_web,
            hints_django,
            hints_database,
            hints_columns,
            hints_data,
            hints_syntax,
            hints_names,
            hints_calls,
            hints_types,
            hints_values,
            hints_system,
        ):
            for name, rules in module.RULES.items():
                table.setdefault(name, []).extend(rules)
        _table = table
    return _table
