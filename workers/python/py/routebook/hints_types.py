"""Hints for TypeError: the wrong kind of value."""

import builtins
import re
import types

from .hint_tools import Names, Rules, raised_in, says, source_line

_COROUTINE = "This is a coroutine that was not awaited: put `await` before the call that made it."
_NOTHING = (
    "The value is None: something above returned nothing. A function needs a `return`; methods such as "
    "`list.sort()` and `list.append()` change the list and return None."
)


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
            f"You gave the name `{name}` a value of your own in this notebook, so it is no longer the "
            f"built-in function. `del {name}` brings the built-in back; then choose another name."
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
            (name for name, value in names.items() if isinstance(value, types.ModuleType) and f"{name}(" in line),
            "datetime",
        )
        return f"This is a module, not a function. You may want something in it: `from {module} import …`."
    if kind in ("list", "tuple", "dict", "str", "DataFrame", "Series", "ndarray"):
        return (
            f"The value before the parentheses is a {kind}. To take something out of it use square "
            f"brackets: `name[…]`. If two items stand side by side, a comma may be missing."
        )
    return f"The value before the parentheses is a {kind}, which is no function."


def _missing_argument(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"(.+)\(\) missing \d+ required (?:positional|keyword-only) arguments?: (.+)", str(exc))
    if found is None:
        return None
    function, missing = found[1], found[2]
    if raised_in(exc, "flask/app.py", "dispatch_request") is not None:
        return (
            f"The view `{function}` wants {missing}, but its route does not give it. Every parameter of a "
            f"view must stand in the route between angle brackets: `@app.route(\"/…/<name>\")`."
        )
    if missing == "'self'":
        owner = function.rpartition(".")[0] or "the class"
        return f"`{function}` is a method: call it on an object, as in `{owner}().{function.rpartition('.')[2]}()`."
    return f"The call of `{function}` leaves out {missing.replace(chr(39), '`')}. Give a value for it between the parentheses."


def _unexpected_argument(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"(.+)\(\) got an unexpected keyword argument '(\w+)'", str(exc))
    if found is None:
        return None
    function, name = found[1], found[2]
    if raised_in(exc, "flask/app.py", "dispatch_request") is not None:
        return (
            f"The route gives the view `{function}` a value named `{name}`, but the view has no parameter "
            f"of that name. The name in `<…>` and the parameter must be the same."
        )
    suggested = re.search(r"Did you mean '(\w+)'", str(exc))
    if suggested:
        return f"`{function}` has no parameter `{name}`. Did you mean `{suggested[1]}`?"
    return f"`{function}` has no parameter `{name}`. Look at its `def` line, or at `help({function.rpartition('.')[2]})`."


def _too_many_arguments(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"(.+)\(\) takes (?:from \d+ to )?(\d+) positional arguments? but (\d+) (?:was|were) given", str(exc))
    if found is None:
        return None
    function, takes, given = found[1], int(found[2]), int(found[3])
    if "." in function and given == takes + 1:
        return (
            f"`{function}` is a method: Python passes the object itself as first argument. "
            f"Does its `def` line begin with `self`?"
        )
    return f"`{function}` takes {takes}, but the call passes {given}. Leave some out, or add parameters to its `def` line."


def _operands(exc: TypeError, _names: Names) -> str | None:
    text = str(exc)
    found = re.search(r"unsupported operand type\(s\) for (\S+): '(.+)' and '(.+)'", text)
    kinds: set[str] = set()
    if found:
        kinds = {found[2], found[3]}
    elif found := re.match(r"can only concatenate (\w+) \(not \"(.+)\"\) to", text):
        kinds = {found[1], found[2]}
    if not kinds:
        return None
    if "NoneType" in kinds:
        return _NOTHING
    if "coroutine" in kinds:
        return _COROUTINE
    if "str" in kinds and kinds & {"int", "float"}:
        return (
            "One side is text, the other a number. To join them as text use an f-string: "
            "`f\"{name} costs {price}\"`; to calculate turn the text into a number: `int(text)`."
        )
    if "str" in kinds and len(kinds) == 2:
        return "One side is text, the other is not. Use an f-string: `f\"… {value}\"`."
    return f"Values of type {' and '.join(f'`{kind}`' for kind in sorted(kinds))} do not go together here."


def _comparison(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"'(\S+)' not supported between instances of '(.+)' and '(.+)'", str(exc))
    if found is None:
        return None
    kinds = {found[2], found[3]}
    if "NoneType" in kinds:
        return _NOTHING
    if kinds & {"int", "float"} and "str" in kinds:
        return "One side is text, the other a number. What comes from `input()`, a form or a file is text: use `int(…)`."
    return f"Python does not know which of a `{found[2]}` and a `{found[3]}` is the smaller."


def _nothing(exc: TypeError, _names: Names) -> str | None:
    text = str(exc)
    if "NoneType" in text and ("subscriptable" in text or "iterable" in text or "no len" in text or "unpack" in text):
        return _NOTHING
    return None


def _coroutine(exc: TypeError, _names: Names) -> str | None:
    text = str(exc)
    return _COROUTINE if "'coroutine'" in text or "type 'coroutine'" in text or "type coroutine" in text else None


def _await(exc: TypeError, _names: Names) -> str | None:
    found = re.search(r"(?:object|'(.+)' object) ?(\w*) can't be (?:used in 'await' expression|awaited)", str(exc))
    if found is None:
        return None
    return "What stands after `await` is no coroutine: the function is a plain `def`. Leave `await` out."


def _subscript(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"'(.+)' object is not subscriptable", str(exc))
    if found is None:
        return None
    if found[1] in ("function", "method", "builtin_function_or_method"):
        return "To call a function use parentheses, not square brackets."
    return f"A value of type `{found[1]}` has no items, so `[…]` does not work on it."


def _iterate(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"'(.+)' object is not iterable", str(exc))
    if found is None:
        return None
    if found[1] in ("int", "float"):
        return "A number cannot be gone through one by one. To count use `range(n)`."
    return f"A value of type `{found[1]}` cannot be gone through one by one."


def _json(exc: TypeError, _names: Names) -> str | None:
    found = re.match(r"Object of type (\w+) is not JSON serializable", str(exc))
    if found is None:
        return None
    kind = found[1]
    ways: dict[str, str] = {
        "set": "make it a list: `sorted(…)` or `list(…)`",
        "datetime": "make it text: `.isoformat()`",
        "date": "make it text: `.isoformat()`",
        "Decimal": "make it text or a float: `str(…)` or `float(…)`",
        "DataFrame": "make it records: `.to_dict(\"records\")`",
        "Series": "make it a list: `.tolist()`",
        "int64": "make it a plain number: `int(…)`",
        "bytes": "make it text: `.decode()`",
        "coroutine": "put `await` before the call that made it",
    }
    way = ways.get(kind, "make a dictionary of its fields first (`.model_dump()` of a Pydantic model)")
    return f"JSON knows only text, numbers, booleans, null, lists and dictionaries. This is a `{kind}`: {way}."


def _unhashable(exc: TypeError, _names: Names) -> str | None:
    found = re.search(r"unhashable type: '(\w+)'", str(exc))
    if found is None:
        return None
    way = {"list": "a tuple", "set": "a `frozenset`", "dict": "a tuple of its items"}.get(found[1], "something fixed")
    return (
        f"Keys of a dictionary and members of a set must never change, and a `{found[1]}` can. "
        f"Use {way} instead."
    )


def _argument_kind(exc: TypeError, _names: Names) -> str | None:
    text = str(exc)
    if re.match(r"(int|float)\(\) argument must be .* not 'NoneType'", text):
        return (
            "There is no value to make a number of: it is None. With `request.args.get(\"x\")` the request "
            "has no field of that name; give a default: `.get(\"x\", 0)`."
        )
    return None


RULES: Rules = {
    "TypeError": [
        _taken_builtin,
        _coroutine,
        _await,
        _nothing,
        _not_callable,
        _missing_argument,
        _unexpected_argument,
        _too_many_arguments,
        _operands,
        _comparison,
        _json,
        _unhashable,
        _argument_kind,
        says(
            "string indices must be integers",
            hint="The value before `[…]` is text, not a dictionary: its items have numbers. Was JSON text "
            "meant to be read first, with `json.loads(text)` or `response.json()`?",
        ),
        says(
            "indices must be integers or slices, not str",
            hint="The value before `[…]` is a list: its items have numbers. To look into one of its "
            "dictionaries pick the item first: `items[0][\"name\"]`.",
        ),
        says(
            "object does not support item assignment",
            hint="This value cannot be changed in place (text and tuples cannot). Make a new one.",
        ),
        _subscript,
        _iterate,
        says(
            "multiple values for argument",
            hint="The call gives one parameter twice: once by its place and once by its name.",
        ),
        says(
            "Can't instantiate abstract class",
            hint="The class leaves methods open that a subclass must write.",
        ),
        says("not all arguments converted during string formatting", hint="There are more values than `%` places in the text. An f-string is easier: `f\"{value}\"`."),
    ],
}
