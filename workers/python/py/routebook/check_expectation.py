"""`expect(value)`: sentences about a value, each of which holds or raises CheckFailed."""

import math
from collections.abc import Iterable
from typing import Any, Self

from .check_compare import equal, first_difference, json_text, why_not_equal
from .check_failed import CheckFailed, Details
from .check_frames import frame_difference, is_pandas
from .check_http import HttpResponse, as_response
from .plain import one_line

_LIMIT = 2_000


class Expectation:
    """Every method returns the expectation itself, so that they can be chained.

    `because` replaces the sentence that the learner reads.
    """

    def __init__(self, value: Any) -> None:
        self._value = value

    # Any value

    def equals(self, expected: object, because: str | None = None) -> Self:
        """The value is `expected`; for data frames, in labels and values."""
        if is_pandas(self._value) or is_pandas(expected):
            difference = frame_difference(self._value, expected)
            if difference is not None:
                self._fail(because or f"The table is not the expected one: {difference}", expected)
            return self
        if not equal(self._value, expected):
            self._fail(because or why_not_equal(self._value, expected), expected)
        return self

    def is_a(self, kind: type | tuple[type, ...], because: str | None = None) -> Self:
        """The value is of this type."""
        if not isinstance(self._value, kind):
            kinds = kind if isinstance(kind, tuple) else (kind,)
            wanted = " or ".join(one.__name__ for one in kinds)
            came = f"{_show(self._value)} ({type(self._value).__name__})"
            self._raise(
                because or f"This should be a {wanted}.", [("Expected", wanted), ("Came", came)]
            )
        return self

    def contains(self, item: object, because: str | None = None) -> Self:
        """The item is in the value: a part of a text, a member, a key."""
        try:
            found = item in self._value
        except TypeError:
            found = False
        if not found:
            said = because or f"{_show(item)[:200]} should be in it, and is not."
            self._raise(said, [("Expected", f"… {_show(item)} …"), ("Came", _show(self._value))])
        return self

    def is_close(
        self, expected: float, tolerance: float = 1e-6, because: str | None = None
    ) -> Self:
        """The number differs from `expected` by `tolerance` at most."""
        try:
            close = math.isclose(self._value, expected, rel_tol=0, abs_tol=tolerance)
        except TypeError:
            close = False
        if not close:
            self._fail(because or f"This should be {expected} within {tolerance}.", expected)
        return self

    def is_true(self, because: str | None = None) -> Self:
        """The value counts as true."""
        if not self._value:
            self._fail(because or "This should be true.", True)
        return self

    def is_false(self, because: str | None = None) -> Self:
        """The value counts as false."""
        if self._value:
            self._fail(because or "This should be false.", False)
        return self

    def raises(self, kind: type[BaseException] = Exception, because: str | None = None) -> Self:
        """Calling the value, without arguments, raises this exception."""
        try:
            result = self._value()
        except kind:
            return self
        except Exception as error:
            said = because or f"The call should raise {kind.__name__}, and raised something else."
            came = f"{type(error).__name__}: {error}"
            raise CheckFailed(said, [("Expected", kind.__name__), ("Came", came)]) from error
        came = f"no exception, but the value {_show(result)}"
        self._raise(
            because or f"The call should raise {kind.__name__}, and did not.",
            [("Expected", kind.__name__), ("Came", came)],
        )
        return self

    def has_columns(self, names: Iterable[str], because: str | None = None) -> Self:
        """The data frame has these columns, and may have others."""
        wanted = list(names)
        columns = list(getattr(self._value, "columns", []))
        missing = [name for name in wanted if name not in columns]
        if missing:
            said = (
                because
                or f"The table lacks the column{'s' * (len(missing) > 1)} {', '.join(missing)}."
            )
            self._raise(
                said, [("Expected", ", ".join(wanted)), ("Came", ", ".join(map(str, columns)))]
            )
        return self

    # HTTP responses of Flask, Werkzeug, Starlette, FastAPI, httpx, requests and Django

    def status(self, expected: int, because: str | None = None) -> Self:
        """The response has this status code."""
        response = self._response()
        if response.status != expected:
            said = because or f"The answer has the status {response.status_line}, not {expected}."
            self._http(said, response, str(expected), response.status_and_body())
        return self

    def json(self, expected: object, because: str | None = None) -> Self:
        """The response's body is this JSON value."""
        response = self._response()
        came = self._json(response, because)
        if came != expected:
            self._http(
                because or why_not_equal(came, expected),
                response,
                json_text(expected),
                json_text(came),
            )
        return self

    def json_contains(self, expected: Any, because: str | None = None) -> Self:
        """The JSON body has these fields with these values, at any depth, and may have others."""
        response = self._response()
        came = self._json(response, because)
        problem = first_difference(came, expected)
        if problem is not None:
            self._http(because or problem, response, json_text(expected), json_text(came))
        return self

    def text(self, expected: str, because: str | None = None) -> Self:
        """The response's body is this text, apart from space around it."""
        response = self._response()
        if response.text.strip() != expected.strip():
            self._http(
                because or "The body is not the expected text.", response, expected, response.text
            )
        return self

    def text_contains(self, *parts: str, because: str | None = None) -> Self:
        """Each of the parts is in the response's body."""
        response = self._response()
        for part in parts:
            if part not in response.text:
                said = because or f"The body should have {part!r} in it."
                self._http(said, response, f"… {part} …", response.text)
        return self

    def header(self, name: str, expected: str | None = None, because: str | None = None) -> Self:
        """The response has this header, with this value if one is given."""
        response = self._response()
        values = response.header_values(name)
        if not values:
            self._http(
                because or f"The answer has no header {name}.",
                response,
                f"{name}: {expected or '…'}",
                "no such header",
            )
        elif expected is not None and expected not in values:
            self._http(
                because or f"The header {name} has another value.",
                response,
                expected,
                ", ".join(values),
            )
        return self

    def redirects_to(self, expected: str, because: str | None = None) -> Self:
        """The response sends the browser on to this path or address."""
        response = self._response()
        place = response.location
        if place is None or response.status not in (301, 302, 303, 307, 308):
            said = because or f"The answer should redirect to {expected}, and is no redirect."
            self._http(said, response, f"a redirect to {expected}", response.status_and_body())
        elif expected not in (place, response.location_path):
            self._http(because or "The redirect leads to another place.", response, expected, place)
        return self

    def cookie(self, name: str, expected: str | None = None, because: str | None = None) -> Self:
        """The response sets this cookie, with this value if one is given."""
        response = self._response()
        cookies = response.cookies
        if name not in cookies:
            came = ", ".join(cookies) or "no cookies"
            self._http(
                because or f"The answer sets no cookie {name}.", response, f"a cookie {name}", came
            )
        elif expected is not None and cookies[name] != expected:
            self._http(
                because or f"The cookie {name} has another value.",
                response,
                expected,
                cookies[name],
            )
        return self

    def _response(self) -> HttpResponse:
        return as_response(self._value)

    def _json(self, response: HttpResponse, because: str | None) -> Any:
        try:
            return response.json()
        except ValueError:
            self._http(
                because or "The body is not JSON.", response, "JSON", response.status_and_body()
            )

    def _fail(self, message: str, expected: object) -> None:
        self._raise(message, [("Expected", _show(expected)), ("Came", _show(self._value))])

    def _http(self, message: str, response: HttpResponse, expected: str, came: str) -> None:
        request = [("Request", response.request_line)] if response.request_line else []
        raised = [("The app raised", response.raised)] if response.raised else []
        self._raise(message, [*request, ("Expected", expected), ("Came", came), *raised])

    def _raise(self, message: str, details: Details) -> None:
        raise CheckFailed(message, details)


def _show(value: object) -> str:
    return one_line(value, _LIMIT)
