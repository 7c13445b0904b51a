"""Bodies of requests: JSON, forms, and forms with files (RFC 7578)."""

import json as json_format
import os
from collections.abc import Iterable, Mapping
from typing import Any
from urllib.parse import urlencode

Fields = Mapping[str, Any] | Iterable[tuple[str, Any]]


def encode(json: Any, data: Any, files: Fields | None) -> tuple[bytes, str | None]:
    """The body, and its Content-Type where it has one. `json` wins where it is given."""
    if json is not None:
        return json_format.dumps(json).encode("utf-8"), "application/json"
    if files:
        return _multipart(_pairs(data), _pairs(files))
    if isinstance(data, (bytes, bytearray)):
        return bytes(data), None
    if isinstance(data, str):
        return data.encode("utf-8"), None
    if data is None:
        return b"", None
    return urlencode(_pairs(data)).encode("ascii"), "application/x-www-form-urlencoded"


def _pairs(fields: Fields | None) -> list[tuple[str, Any]]:
    items = fields.items() if isinstance(fields, Mapping) else (fields or ())
    flat: list[tuple[str, Any]] = []
    for name, value in items:
        several = isinstance(value, list)
        flat += [(name, one) for one in value] if several else [(name, value)]
    return flat


def _multipart(data: list[tuple[str, Any]], files: list[tuple[str, Any]]) -> tuple[bytes, str]:
    parts = [(name, None, _bytes(value), None) for name, value in data]
    parts += [(name, *_file(name, value)) for name, value in files]
    boundary = "routebook"
    while any(boundary.encode() in content for _, _, content, _ in parts):
        boundary = f"routebook-{os.urandom(8).hex()}"
    body = bytearray()
    for name, filename, content, kind in parts:
        body += f"--{boundary}\r\nContent-Disposition: form-data; name={_quoted(name)}".encode()
        if filename is not None:
            body += f"; filename={_quoted(filename)}".encode()
        if kind is not None:
            body += f"\r\nContent-Type: {kind}".encode()
        body += b"\r\n\r\n" + content + b"\r\n"
    body += f"--{boundary}--\r\n".encode()
    return bytes(body), f"multipart/form-data; boundary={boundary}"


def _file(name: str, value: Any) -> tuple[str, bytes, str]:
    """File name, content and type of a content, an open file or a tuple (name, content[, type])."""
    if isinstance(value, tuple):
        filename, content, *kind = value
    else:
        filename, content, kind = os.path.basename(getattr(value, "name", name)), value, []
    data = content.read() if hasattr(content, "read") else content
    return str(filename), _bytes(data), kind[0] if kind else "application/octet-stream"


def _bytes(value: Any) -> bytes:
    return bytes(value) if isinstance(value, (bytes, bytearray)) else str(value).encode("utf-8")


def _quoted(text: str) -> str:
    """As browsers write names (WHATWG HTML, multipart/form-data)."""
    escaped = text.replace('"', "%22").replace("\r", "%0D").replace("\n", "%0A")
    return f'"{escaped}"'
