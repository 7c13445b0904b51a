"""Running code as the notebook does: compiled under a cell's name, in a namespace of its own."""

from typing import Any

from routebook import sources


def raised(
    code: str, names: dict[str, Any] | None = None, label: str = "cell 3", run: int = 7
) -> BaseException:
    """The exception that the code raises as a cell."""
    filename = sources.register(f"id of {label}", label, run, code)
    try:
        exec(compile(code, filename, "exec"), names if names is not None else {})
    except BaseException as error:
        return error
    raise AssertionError(f"nothing was raised by {code!r}")
