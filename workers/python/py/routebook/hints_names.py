"""Hints for names, attributes and imports."""

import builtins
import os
import sys
from typing import Any

from .folder import HOME
from .hint_tools import Names, Rules, listed, near, raised_in

_USUAL_IMPORTS = {
    "np": "import numpy as np",
    "pd": "import pandas as pd",
    "plt": "import matplotlib.pyplot as plt",
    "sa": "import sqlalchemy as sa",
    "Flask": "from flask import Flask",
    "request": "from flask import request",
    "jsonify": "from flask import jsonify",
    "render_template": "from flask import render_template",
    "url_for": "from flask import url_for",
    "redirect": "from flask import redirect",
    "abort": "from flask import abort",
    "Blueprint": "from flask import Blueprint",
    "FastAPI": "from fastapi import FastAPI",
    "HTTPException": "from fastapi import HTTPException",
    "Depends": "from fastapi import Depends",
    "TestClient": "from fastapi.testclient import TestClient",
    "BaseModel": "from pydantic import BaseModel",
    "Field": "from pydantic import Field",
    "ValidationError": "from pydantic import ValidationError",
    "field_validator": "from pydantic import field_validator",
    "dataclass": "from dataclasses import dataclass",
    "datetime": "from datetime import datetime",
    "date": "from datetime import date",
    "timedelta": "from datetime import timedelta",
    "Path": "from pathlib import Path",
    "Decimal": "from decimal import Decimal",
    "Counter": "from collections import Counter",
    "defaultdict": "from collections import defaultdict",
    "Optional": "from typing import Optional",
    "Annotated": "from typing import Annotated",
    "Any": "from typing import Any",
    "Literal": "from typing import Literal",
    "sleep": "from time import sleep",
    "sqrt": "from math import sqrt",
}
_OTHER_LANGUAGES = {"true": "True", "false": "False", "null": "None", "none": "None", "nil": "None"}
_NOT_IN_A_TAB = {
    "tkinter": "A browser tab has no windows for tkinter to open.",
    "turtle": "turtle draws in a window of its own, which a browser tab does not have.",
    "curses": "A browser tab has no terminal.",
    "termios": "A browser tab has no terminal.",
    "readline": "A browser tab has no terminal.",
    "psycopg2": "A browser tab reaches no database server: use SQLite, which is built in.",
    "psycopg": "A browser tab reaches no database server: use SQLite, which is built in.",
    "MySQLdb": "A browser tab reaches no database server: use SQLite, which is built in.",
    "pymysql": "A browser tab reaches no database server: use SQLite, which is built in.",
    "_multiprocessing": "A browser tab has only one process: do the work in a plain loop.",
    "gunicorn": "A browser tab has no port to serve on: call the app with its test client.",
    "uvicorn": "A browser tab has no port to serve on: call the app with its test client.",
}
_PACKAGE_TO_MODULE = {
    "scikit-learn": "sklearn",
    "scikit_learn": "sklearn",
    "pyyaml": "yaml",
    "djangorestframework": "rest_framework",
    "pyjwt": "jwt",
    "beautifulsoup4": "bs4",
    "pillow": "PIL",
    "python_dotenv": "dotenv",
}

_NEW_IN_PANDAS = {"ix": "loc", "applymap": "map", "iteritems": "items"}


def _name(exc: NameError, names: Names) -> str | None:
    name = exc.name
    if not name:
        return None
    if name in _OTHER_LANGUAGES:
        return f"In Python this is written `{_OTHER_LANGUAGES[name]}`, with a capital letter."
    own = near(name, [known for known in names if not known.startswith("__")])
    if own is not None and own.casefold() == name.casefold():
        return f"There is no `{name}`, but there is `{own}`: capital and small letters count."
    if name in _USUAL_IMPORTS:
        return f"`{name}` has to be imported first: `{_USUAL_IMPORTS[name]}`."
    other = own or near(name, vars(builtins), 0.75)
    if other is not None:
        return f"Python knows no `{name}` here. Did you mean `{other}`?"
    if name in sys.stdlib_module_names and not name.startswith("_"):
        return f"`{name}` is a module of Python's own: write `import {name}` first."
    return (
        f"Nothing has the name `{name}` yet. If another cell defines it, run that cell first; "
        "if you meant text, put it into quotes."
    )


def _unbound(exc: UnboundLocalError, _names: Names) -> str | None:
    name = exc.name or str(exc).split("'")[1]
    return (
        f"The function gives `{name}` a value somewhere, so `{name}` is local to the function, and"
        " here it has no value yet. Set it before this line, pass it in as an argument, or write"
        f" `global {name}` if you mean the one outside."
    )


def _attribute(exc: AttributeError, _names: Names) -> str | None:
    name, value = exc.name, exc.obj
    if not name:
        return None
    kind = type(value).__name__
    if value is None and "NoneType" in str(exc):
        return (
            f"The value before `.{name}` is None. Something above returned nothing: a function"
            " without `return`, a search that found nothing, or a method that changes its object"
            " in place."
        )
    if kind in ("coroutine", "Task", "Future"):
        return "This is a coroutine that was not awaited: put `await` before the call that made it."
    gone = _removed(value, name)
    if gone is not None:
        return gone
    module = _hidden_module(value)
    if module is not None:
        return module
    what = f"The module `{value.__name__}`" if kind == "module" else f"A value of type `{kind}`"
    other = near(name, dir(value))
    if other is not None:
        return f"{what} has no `{name}`. Did you mean `{other}`?"
    return f"{what} has no `{name}`. `dir(…)` lists what it has."


def _removed(value: Any, name: str) -> str | None:
    """Names that tutorials still use."""
    owner = type(value).__module__.partition(".")[0]
    if owner == "pandas" and name == "append":
        return "pandas has no `append` any more: use `pd.concat([first, second])`."
    if owner == "pandas" and name in _NEW_IN_PANDAS:
        return f"pandas has no `{name}` any more: use `{_NEW_IN_PANDAS[name]}`."
    if owner == "flask" and name == "before_first_request":
        return "Flask removed `before_first_request`: run that code where the app is made."
    return None


def _hidden_module(value: Any) -> str | None:
    """A file of the learner's that took the name of a module of Python's."""
    file = getattr(value, "__file__", None)
    name = getattr(value, "__name__", "")
    if isinstance(file, str) and file.startswith(HOME + "/") and name in sys.stdlib_module_names:
        return (
            f"Your file {os.path.relpath(file, HOME)} has the name of Python's own module `{name}` "
            "and hides it. Give the file another name."
        )
    return None


def _no_module(exc: ModuleNotFoundError, _names: Names) -> str | None:
    from .hints import known_modules

    name = exc.name
    if not name:
        return None
    top = name.partition(".")[0]
    if top in _NOT_IN_A_TAB:
        return _NOT_IN_A_TAB[top]
    if top in _PACKAGE_TO_MODULE:
        return f"The package is imported under another name: `import {_PACKAGE_TO_MODULE[top]}`."
    files = [entry.removesuffix(".py") for entry in os.listdir(".")] if os.path.isdir(".") else []
    if top in files and name != top:
        return f"`{top}` was found, but it has no module `{name.partition('.')[2]}` in it."
    other = near(top, [*known_modules(), *sys.stdlib_module_names, *files], 0.75)
    if other is not None and other != top:
        return f"There is no module `{top}`. Did you mean `{other}`?"
    available = [known for known in known_modules() if not known.startswith("_")]
    if not available:
        return f"There is no module `{top}` here."
    return (
        f"There is no module `{top}` here. The packages of this page are {listed(available, 40)}."
    )


def _cannot_import(exc: ImportError, _names: Names) -> str | None:
    source, text = exc.name, str(exc)
    if "partially initialized module" in text or "circular import" in text:
        return (
            "Two files import each other, and neither can finish first. Move what both need into a "
            "third file, or put one import inside the function that uses it."
        )
    module = sys.modules.get(source or "")
    wanted = getattr(exc, "name_from", None) or (text.split("'")[1] if "'" in text else None)
    if module is None or wanted is None:
        return None
    hidden = _hidden_module(module)
    if hidden is not None:
        return hidden
    other = near(wanted, dir(module))
    if other is not None:
        return f"`{source}` has no `{wanted}`. Did you mean `{other}`?"
    return (
        f"`{source}` has no `{wanted}`: another version may have had it, or it lives in another"
        " module."
    )


def _outside_request(exc: AttributeError, _names: Names) -> str | None:
    if raised_in(exc, "werkzeug/local.py") is not None:
        return "This name only has a value while a request is handled: use it inside a view."
    return None


RULES: Rules = {
    "UnboundLocalError": [_unbound],
    "NameError": [_name],
    "AttributeError": [_outside_request, _attribute],
    "ModuleNotFoundError": [_no_module],
    "ImportError": [_cannot_import],
}
