"""The gateway of the code that runs: one for each `__main__`, since a check has its own."""

import sys
import types
from weakref import WeakKeyDictionary, ref

from ..namespace import notebook_of
from .gateway import Gateway

_gateways: WeakKeyDictionary[types.ModuleType, Gateway] = WeakKeyDictionary()


def gateway_of(main: types.ModuleType) -> Gateway:
    """The gateway to the apps of that namespace."""
    found = _gateways.get(main)
    if found is None:
        weak = ref(main)
        found = _gateways[main] = Gateway(lambda: weak() or main_now())
    return found


def gateway() -> Gateway:
    """The gateway to the apps of the code that runs now."""
    return gateway_of(main_now())


def main_now() -> types.ModuleType:
    """The `__main__` of the cells whose code runs now, or which started the program that runs."""
    return notebook_of(sys.modules["__main__"])


async def close(main: types.ModuleType) -> None:
    """Shuts the namespace's apps down."""
    found = _gateways.pop(main, None)
    if found is not None:
        await found.close()
