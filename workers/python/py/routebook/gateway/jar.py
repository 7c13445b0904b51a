"""Cookie jars, one for each named client (RFC 6265, with SameSite of RFC 6265bis)."""

import re
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from ipaddress import ip_address
from typing import Any
from urllib.parse import urlsplit

from .cookie_date import cookie_date
from .request import Request

# RFC 6265bis, 5.6: a tab is none of them.
_CONTROL = re.compile(r"[\x00-\x08\x0a-\x1f\x7f]")
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
# What browsers keep (RFC 6265, 6.1, asks for 50 a domain and 4096 bytes each at least).
_LONGEST = 4096
_MOST = 180


@dataclass
class Cookie:
    """One cookie as it is stored."""

    name: str
    value: str
    domain: str
    path: str
    host_only: bool
    expires: float | None
    """Seconds since 1970; None ends with the session."""
    secure: bool
    http_only: bool
    same_site: str
    """ "lax", "strict" or "none"."""
    created: float


class Jar:
    """One client's cookies, in the order in which they were made."""

    def __init__(self, now: Callable[[], float] = time.time) -> None:
        self._now = now
        self._cookies: dict[tuple[str, str, str], Cookie] = {}

    def store(self, request: Request, line: str, *, by_script: bool = False) -> str | None:
        """Takes a `Set-Cookie` value; returns why it was refused, in a sentence, else None.

        `by_script` is for `document.cookie = line` on the page that the request asks for: scripts
        neither make nor replace what is HttpOnly.
        """
        if _CONTROL.search(line):  # headers were looked through before, what scripts write was not
            return "A cookie must not have line breaks or other control characters in it."
        made = self._read(request, line)
        if isinstance(made, str):
            return made
        if by_script and made.http_only:
            return f"The cookie {made.name} is HttpOnly, and scripts cannot make such a cookie."
        self._living()
        key = (made.domain, made.path, made.name)
        before = self._cookies.get(key)
        if by_script and before is not None and before.http_only:
            return f"The cookie {made.name} is HttpOnly: scripts cannot replace it."
        if before is not None:
            made.created = before.created
        if made.expires is not None and made.expires <= self._now():
            self._cookies.pop(key, None)
            return None
        self._cookies[key] = made
        self._make_room(made.domain)
        return None

    def header(self, request: Request) -> str:
        """The value of `Cookie` for the request; empty where no cookie goes with it."""
        fitting = [cookie for cookie in self._living() if _goes_with(cookie, request)]
        # Longer paths first, then older cookies (5.4).
        fitting.sort(key=lambda cookie: (-len(cookie.path), cookie.created))
        return "; ".join(
            f"{cookie.name}={cookie.value}" if cookie.name else cookie.value for cookie in fitting
        )

    def script_value(self, request: Request) -> str:
        """What `document.cookie` shows on that page."""
        shown = [one for one in self._living() if not one.http_only and _goes_with(one, request)]
        return "; ".join(f"{cookie.name}={cookie.value}" for cookie in shown)

    def data(self) -> list[dict[str, Any]]:
        """All cookies as plain data (`JarCookie` of `src/shared/http.ts`)."""
        return [
            {
                "name": cookie.name,
                "value": cookie.value,
                "domain": cookie.domain,
                "path": cookie.path,
                "hostOnly": cookie.host_only,
                "expires": cookie.expires,
                "secure": cookie.secure,
                "httpOnly": cookie.http_only,
                "sameSite": cookie.same_site,
            }
            for cookie in self._living()
        ]

    def put(self, data: dict[str, Any]) -> None:
        """Stores a cookie as `data()` gives it, in place of one with its domain, path and name."""
        key = (data["domain"], data["path"], data["name"])
        before = self._cookies.get(key)
        self._cookies[key] = Cookie(
            name=data["name"],
            value=data["value"],
            domain=data["domain"],
            path=data["path"],
            host_only=data["hostOnly"],
            expires=data["expires"],
            secure=data["secure"],
            http_only=data["httpOnly"],
            same_site=data["sameSite"],
            created=before.created if before else self._now(),
        )

    def remove(self, domain: str, path: str, name: str) -> None:
        """Forgets one cookie."""
        self._cookies.pop((domain, path, name), None)

    def clear(self) -> None:
        """Forgets all."""
        self._cookies.clear()

    def __iter__(self) -> Iterator[Cookie]:
        return iter(self._living())

    def _living(self) -> list[Cookie]:
        now = self._now()
        for key, cookie in list(self._cookies.items()):
            if cookie.expires is not None and cookie.expires <= now:
                del self._cookies[key]
        return list(self._cookies.values())

    def _make_room(self, domain: str) -> None:
        same = [key for key in self._cookies if key[0] == domain]
        for key in same[: max(0, len(same) - _MOST)]:
            del self._cookies[key]

    def _read(self, request: Request, line: str) -> Cookie | str:
        """Parses (5.2) and applies the storage model (5.3)."""
        pair, _, rest = line.partition(";")
        name, equals, value = pair.partition("=")
        if not equals:
            name, value = "", name
        name, value = name.strip(" \t"), value.strip(" \t")
        if not name and not value:
            return "A cookie needs a name."
        if len(name) + len(value) > _LONGEST:
            return f"The cookie {name} is longer than {_LONGEST} characters."
        fields = dict(_attributes(rest))
        host = request.host.lower()
        domain = fields.get("domain", "").lower().removeprefix(".")
        if domain and domain != host and ("." not in domain or not _domain_match(host, domain)):
            return f"The cookie {name} is for the domain {domain}, and {host} must not set that."
        secure = "secure" in fields
        if secure and not _trustworthy(request):
            return f"The cookie {name} is Secure, and {request.scheme}://{host} is not."
        same_site = fields.get("samesite", "").lower()
        if same_site not in ("strict", "lax", "none"):
            same_site = "lax"
        if same_site == "none" and not secure:
            return f"The cookie {name} has SameSite=None, which needs Secure."
        path = fields.get("path", "")
        if not path.startswith("/"):
            path = default_path(request.path.decode("ascii"))
        if name.lower().startswith("__host-") and (
            not secure or domain or fields.get("path") != "/"
        ):
            return f"The cookie {name} must be Secure, with Path=/ and without a Domain."
        if name.lower().startswith("__secure-") and not secure:
            return f"The cookie {name} must be Secure."
        now = self._now()
        expires = _expiry(fields, now)
        host_only = not domain or _is_address(host)
        http_only = "httponly" in fields
        owner = host if host_only else domain
        return Cookie(
            name, value, owner, path, host_only, expires, secure, http_only, same_site, now
        )


def default_path(path: str) -> str:
    """The directory of the request's path (5.1.4)."""
    if not path.startswith("/") or path.count("/") == 1:
        return "/"
    return path.rpartition("/")[0]


def _attributes(text: str) -> Iterator[tuple[str, str]]:
    for part in text.split(";"):
        name, _, value = part.partition("=")
        yield name.strip(" \t").lower(), value.strip(" \t")


def _expiry(fields: dict[str, str], now: float) -> float | None:
    age = fields.get("max-age")
    if age is not None and age.removeprefix("-").isdigit():
        return now + int(age) if int(age) > 0 else 0.0
    return cookie_date(fields["expires"]) if "expires" in fields else None


def _goes_with(cookie: Cookie, request: Request) -> bool:
    host = request.host.lower()
    if cookie.host_only and host != cookie.domain:
        return False
    if not _domain_match(host, cookie.domain):
        return False
    if not _path_match(request.path.decode("ascii"), cookie.path):
        return False
    if cookie.secure and not _trustworthy(request):
        return False
    return cookie.same_site == "none" or _is_same_site(request) or _lax(cookie, request)


def _lax(cookie: Cookie, request: Request) -> bool:
    return cookie.same_site == "lax" and request.navigation and request.method in _SAFE


def _is_same_site(request: Request) -> bool:
    if request.initiator is None:
        return True
    parts = urlsplit(request.initiator)
    here = (request.scheme.replace("ws", "http"), site_of(request.host))
    return here == (parts.scheme, site_of(parts.hostname or ""))


def site_of(host: str) -> str:
    """The registrable domain, taking the last label for the public suffix."""
    name = host.lower()
    return name if _is_address(name) else ".".join(name.split(".")[-2:])


def _trustworthy(request: Request) -> bool:
    """Browsers take this computer for secure, with or without TLS."""
    host = request.host.lower()
    local = host in ("localhost", "127.0.0.1", "::1") or host.endswith(".localhost")
    return local or request.scheme in ("https", "wss")


def _domain_match(host: str, domain: str) -> bool:
    return host == domain or (host.endswith("." + domain) and not _is_address(host))


def _path_match(path: str, wanted: str) -> bool:
    if path == wanted:
        return True
    return path.startswith(wanted) and (wanted.endswith("/") or path[len(wanted)] == "/")


def _is_address(host: str) -> bool:
    try:
        ip_address(host)
    except ValueError:
        return False
    return True
