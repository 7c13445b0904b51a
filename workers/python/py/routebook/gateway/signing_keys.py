"""The secrets with which the running apps may have signed a token."""

import re
import sys
from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from ..folder import learner_modules
from .found import Found
from .stack import unwrapped

_NAME = re.compile(r"[A-Z0-9_]*(SECRET|KEY)[A-Z0-9_]*\Z")
_MOST = 50


def signing_keys(apps: Iterable[Found], main: Mapping[str, Any]) -> list[str]:
    """Settings of Flask and Django, and constants such as SECRET_KEY in the learner's code.

    A key that fits proves where a token comes from; one that does not proves nothing.
    """
    return list(dict.fromkeys(_every(apps, main)))[:_MOST]


def _every(apps: Iterable[Found], main: Mapping[str, Any]) -> Iterator[str]:
    for found in apps:
        config = getattr(unwrapped(found.app)[1], "config", None)
        if isinstance(config, Mapping):
            yield from _constants(config)
    settings = getattr(sys.modules.get("django.conf"), "settings", None)
    if settings is not None and settings.configured:
        yield settings.SECRET_KEY
    for names in (main, *(vars(sys.modules[name]) for name in learner_modules())):
        yield from _constants(names)


def _constants(names: Mapping[str, Any]) -> Iterator[str]:
    for name, value in list(names.items()):
        if _NAME.match(name) and isinstance(value, str) and value:
            yield value
