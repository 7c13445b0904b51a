"""Reading what is signed and not encrypted: Flask's, Starlette's and Django's sessions, and JWTs.

Everything here is pure, bounded and total: text that is no such thing gives None.
"""

import base64
import binascii
import hashlib
import hmac
import json
import zlib
from dataclasses import dataclass
from typing import Any

# Bytes that a compressed session may unfold to.
_INFLATED = 100_000
_BASE62 = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz"
_HMACS = {"HS256": hashlib.sha256, "HS384": hashlib.sha384, "HS512": hashlib.sha512}


@dataclass(frozen=True)
class Signed:
    """A value with the time at which it was signed, in seconds since 1970."""

    text: str
    """The JSON as it was written."""
    content: Any
    signed_at: int | None


def read_itsdangerous(value: str) -> Signed | None:
    """`payload.time.signature`, as Flask and Starlette write it; a leading dot means compressed."""
    compressed = value.startswith(".")
    parts = value.removeprefix(".").split(".")
    if len(parts) != 3 or not all(parts):
        return None
    time = _bytes(parts[1])
    signature = _bytes(parts[2])
    if time is None or signature is None or not 3 <= len(time) <= 6 or len(signature) < 16:
        return None
    return _signed(parts[0], compressed, int.from_bytes(time))


def read_django(value: str) -> Signed | None:
    """`payload:time:signature`, as `django.core.signing` writes it."""
    parts = value.removeprefix(".").split(":")
    if len(parts) != 3 or not all(parts) or not all(sign in _BASE62 for sign in parts[1][:12]):
        return None
    time = 0
    for sign in parts[1][:12]:
        time = time * 62 + _BASE62.index(sign)
    return _signed(parts[0], value.startswith("."), time)


def read_jwt(value: str) -> dict[str, Any] | None:
    """`{header, payload}` of a JSON Web Token (RFC 7519)."""
    parts = value.split(".")
    if len(parts) != 3:
        return None
    header, payload = (_json(_bytes(part)) for part in parts[:2])
    if header is None or payload is None:
        return None
    if (
        not isinstance(header[1], dict)
        or "alg" not in header[1]
        or not isinstance(payload[1], dict)
    ):
        return None
    return {"header": header[1], "payload": payload[1]}


def is_signed_by(value: str, key: str) -> bool:
    """Whether the key made this JWT's signature, by HMAC (RFC 7518, 3.2)."""
    token = read_jwt(value)
    digest = _HMACS.get(str(token["header"]["alg"])) if token else None
    signed, _, signature = value.rpartition(".")
    if digest is None:
        return False
    made = hmac.new(key.encode(), signed.encode("ascii", "replace"), digest).digest()
    return hmac.compare_digest(made, _bytes(signature) or b"")


def _signed(payload: str, compressed: bool, time: int) -> Signed | None:
    data = _bytes(payload)
    if data is not None and compressed:
        data = _inflated(data)
    found = _json(data)
    return None if found is None else Signed(*found, time)


def _bytes(text: str) -> bytes | None:
    """Of base64, with the signs of either alphabet, and with or without its padding."""
    plain = text.rstrip("=").replace("-", "+").replace("_", "/")
    try:
        return base64.b64decode(plain + "=" * (-len(plain) % 4), validate=True)
    except ValueError, binascii.Error:
        return None


def _inflated(data: bytes) -> bytes | None:
    reader = zlib.decompressobj()
    try:
        inflated = reader.decompress(data, _INFLATED)
    except zlib.error:
        return None
    return inflated if reader.eof else None


def _json(data: bytes | None) -> tuple[str, Any] | None:
    try:
        text = (data or b"").decode()
        return text, json.loads(text)
    except ValueError, RecursionError:
        return None
