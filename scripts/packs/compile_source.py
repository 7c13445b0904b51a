"""Compiles a module's source to the bytes of a .pyc file, inside the Pyodide that will load it."""

import importlib.util
import marshal
import warnings

SITE_PACKAGES = "/lib/python3.14/site-packages/"

# PEP 552: hash-based, and never checked against a source, which is not shipped.
UNCHECKED_HASH = (0b01).to_bytes(4, "little")


def compile_source(source, path):
    """The .pyc bytes of `source`, a module at `path` below site-packages; None if it is no Python.

    Some packages carry files for other Pythons, or templates that only look like modules.
    """
    source = bytes(source)
    with warnings.catch_warnings(action="ignore"):
        try:
            code = compile(source, SITE_PACKAGES + path, "exec", dont_inherit=True, optimize=0)
        except (SyntaxError, ValueError):
            return None
    # References are marked where an object happens to have more than one owner, and that depends
    # on what was compiled before. Once read back, only the code's own structure decides.
    code = marshal.loads(marshal.dumps(code))
    source_hash = importlib.util.source_hash(source)
    return importlib.util.MAGIC_NUMBER + UNCHECKED_HASH + source_hash + marshal.dumps(code)
