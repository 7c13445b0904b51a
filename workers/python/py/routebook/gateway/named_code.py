"""What functions, classes and objects are called: "mysite.views.index"."""

from functools import partial
from types import MethodType
from typing import Any


def dotted(value: Any) -> str:
    """Module and name of a function or class, of an object its class's; `__main__` goes unsaid."""
    while isinstance(value, partial):
        value = value.func
    if isinstance(value, MethodType):
        owner = value.__self__
        return f"{dotted(owner if isinstance(owner, type) else type(owner))}.{value.__name__}"
    view = getattr(value, "view_class", None)  # Flask's and Django's views made of classes
    if isinstance(view, type):
        value = view
    name = getattr(value, "__qualname__", None)
    if not isinstance(name, str):
        value = type(value)
        name = value.__qualname__
    module = getattr(value, "__module__", None)
    return name if module in (None, "__main__", "builtins") else f"{module}.{name}"
