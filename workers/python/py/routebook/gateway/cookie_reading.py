"""What a cookie says: `CookieReading` of `src/shared/http.ts`."""

from dataclasses import dataclass
from typing import Any

from .jar import Cookie

SIGNED: dict[bool | None, str] = {
    True: "Signed, not encrypted: anybody can read it, and only the app's secret key can make it.",
    False: "The app's secret key has not made this signature: the app takes the session for empty.",
    None: "Signed, not encrypted: anybody can read it. "
    "No running app has the key that tells whether the signature is right.",
}
"""By whether the app's own key made it."""


@dataclass(frozen=True)
class Reading:
    """The reading of one cookie's value; the fields are those of `CookieReading`."""

    kind: str
    content: Any
    genuine: bool | None
    signed_at: float | None = None
    expires: float | None = None
    note: str = ""

    def data(self, cookie: Cookie) -> dict[str, Any]:
        """With the cookie's name and place."""
        return {
            "name": cookie.name,
            "path": cookie.path,
            "domain": cookie.domain,
            "kind": self.kind,
            "content": self.content,
            "genuine": self.genuine,
            "signedAt": self.signed_at,
            "expires": self.expires,
            "note": self.note,
        }
