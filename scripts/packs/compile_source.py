"""Compiles a module's source to the bytes of a .pyc file, inside the Pyodide that will load it.

The bytes depend on the source and the path alone, not on what was compiled before: packs are named
by their content, and a changed name would be downloaded again by everyone.
"""

import importlib.util
import marshal
import types
import warnings

SITE_PACKAGES = "/lib/python3.14/site-packages/"

# PEP 552: hash-based, and never checked against a source, which is not shipped.
UNCHECKED_HASH = (0b01).to_bytes(4, "little")


def compile_source(source, path):
    """The .pyc bytes of `source`, a module at `path` below site-packages; None if it is no Python.

    Some packages carry files for other Pythons, or templates that only look like modules.
    """
    source = bytes(source)
    try:
        code = _compile(source, path)
    except (SyntaxError, ValueError):
        return None
    if _has_set(code):
        # A set of strings is shared by its users or copied for each, by whether its strings were
        # known to the interpreter before. While the first code lives, they always are.
        code = _compile(source, path)
    # References are marked where an object happens to have more than one owner. Once read back,
    # only the code's own structure decides.
    code = marshal.loads(marshal.dumps(code))
    source_hash = importlib.util.source_hash(source)
    return importlib.util.MAGIC_NUMBER + UNCHECKED_HASH + source_hash + marshal.dumps(code)


def _compile(source, path):
    with warnings.catch_warnings(action="ignore"):
        return compile(source, SITE_PACKAGES + path, "exec", dont_inherit=True, optimize=0)


def _has_set(code):
    return any(
        isinstance(constant, frozenset)
        or (isinstance(constant, types.CodeType) and _has_set(constant))
        for constant in code.co_consts
    )
