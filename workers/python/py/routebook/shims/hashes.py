"""`hashlib.pbkdf2_hmac` and `hashlib.scrypt`, which this Python is built without."""

from typing import Any

from .hook import on_import


def install() -> None:
    """Adds the functions when hashlib is imported."""
    on_import("hashlib", _patch)


def _patch(module: Any) -> None:
    from . import pure_hashes

    for name in ("pbkdf2_hmac", "scrypt"):
        if not hasattr(module, name):
            setattr(module, name, getattr(pure_hashes, name))
