"""Hints for TypeError: what cannot be called, and calls with wrong arguments."""

import builtins
import re
import types

from .hint_tools import Names, Rules, raised_in, says, source_line


def _taken_builtin(exc: TypeError, names: Names) -> str | None:
    """`print = 3` in one cell makes `print(…)` fail in all others."""
    if "object is not callable" not in str(exc):
        return None
    taken = [
        name
        for name, value in names.items()
        if name in vars(builtins) and not name.startswith("_") and not callable(value)
    ]
    line = source_line(exc)
    for name in [one for one in taken if re.search(rf"\b{one}\s*\(", line)] or taken[:1]:
        return (
            f"You gave the name `{name}` a value of your own in this notebook, so it is no longer"
            f" the built-in function. `del {name}` brings the built-in back; then choose another"
            " name."
        )
    return None


def _not_callable(exc: TypeError, names: Names) -> str | None:
    found = re.match(r"'(.+)' object is not callable", str(exc))
    if found is None:
        return None
    kind = found[1]
    if kind == "module":
        line = source_line(exc)
        module = next(
            (
                name
                for name, value in names.items()
                if isinstance(value, types.ModuleType) and f"{name}(" in line
            ),
            "datetime",
        )
        return (
            f"This is a module, not a function. You may want something in it: `from {module}"
            " import …`."
        )
    if kind in ("list", "tuple", "dict", "str", "DataFrame", "Series", "ndarray"):
        return (
            f"The value before the parentheses is a {kind}. To take something out of it use square "
            "brackets: `name[…]`. If two items stand side by side, a comma may be missing."
        )
    return f"The value before the parentheses is a {kind}, which is no function."


def _missing_argument(exc: TypeError, _names: Names) -> str | None:
    found = re.match(
        r"(.+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)", str(exc)
    )
    if found is None:
        return None
    function, missing = found[1], found[2]
    if raised_in(exc, "flask/app.py", "dispatch_request") is not None:
        return (
            f"The view `{function}` wants {missing}, but its route does not give it. Every"
            " parameter of a "
            f'view must stand in the route between angle brackets: `@app.route("/…/<name>")`.'
        )
    if missing == "'self'":
        owner = function.rpartition(".")[0] or "the class"
        return (
            f"`{function}` is a method: call it on an object, as in"
            f" `{owner}().{function.rpartition('.')[2]}()`."
        )
    return (
        f"The call of `{function}` leaves out {missing.replace(chr(39), '`')}. Give a value for it"
        " between the parentheses."
    )


def _unexpected_argument(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"(.+)\(\) got an unexpected keyword argument '(\w+)'", str(exc))
    if found is None:
        return None
    function, name = found[1], found[2]
    if raised_in(exc, "flask/app.py", "dispatch_request") is not None:
        return (
            f"The route gives the view `{function}` a value named `{name}`, but the view has no"
            " parameter of that name. The name in `<…>` and the parameter must be the same."
        )
    suggested = re.search(r"Did you mean '(\w+)'", str(exc))
    if suggested:
        return f"`{function}` has no parameter `{name}`. Did you mean `{suggested[1]}`?"
    return (
        f"`{function}` has no parameter `{name}`. Look at its `def` line, or at"
        f" `help({function.rpartition('.')[2]})`."
    )


def _too_many_arguments(exc: TypeError, _names: Names) -> str | None:
    found = re.match(
        r"(.+)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) (?:was|were) given",
        str(exc),
    )
    if found is None:
        return None
    function, takes, given = found[1], int(found[2]), int(found[3])
    if "." in function and given == takes + 1:
        return (
            f"`{function}` is a method: Python passes the object itself as first argument. "
            "Does its `def` line begin with `self`?"
        )
    return (
        f"`{function}` takes {takes}, but the call passes {given}. Leave some out, or add"
        " parameters to its `def` line."
    )


RULES: Rules = {
    "TypeError": [
        _taken_builtin,
        _not_callable,
        _missing_argument,
        _unexpected_argument,
        _too_many_arguments,
        says(
            "multiple values for argument",
            hint="The call gives one parameter twice: once by its place and once by its name.",
        ),
        says(
            "Can't instantiate abstract class",
            hint="The class leaves methods open that a subclass must write.",
        ),
    ]
}
