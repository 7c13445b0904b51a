"""Hints for Flask, Werkzeug, Jinja, Starlette, FastAPI and Pydantic."""

import os
import re
from typing import Any

from .hint_tools import Names, Rules, always, listed, near, raised_in, says


def _view_returned_none(exc: TypeError, _names: Names) -> str | None:
    text = str(exc)
    if "did not return a valid response" not in text:
        if "was not a valid response" in text or "return type must be a string" in text:
            return (
                "A view returns text, a dictionary, a list, a response, or a tuple (body, status)."
            )
        return None
    view = re.search(r"view function for '([^']+)'", text)
    name = f"`{view[1]}`" if view else "The view"
    if "None" in text:
        return (
            f"{name} ended without `return`, so there is nothing to send. Is there a `return` on"
            " every way through it?"
        )
    return (
        f"{name} returned something that is no answer. Return text, a dictionary, a list or a tuple"
        " (body, status)."
    )


def _build(exc: Any, _names: Names) -> str | None:
    endpoint, adapter = exc.endpoint, getattr(exc, "adapter", None)
    rules = list(adapter.map.iter_rules()) if adapter is not None else []
    same = [rule for rule in rules if rule.endpoint == endpoint]
    for rule in same:
        missing = sorted(rule.arguments - set(exc.values or {}))
        if missing:
            return (
                f"`url_for({endpoint!r})` also needs {listed(missing)}: the route is `{rule.rule}`."
            )
    known = sorted({rule.endpoint for rule in rules})
    for one in known:
        if one.rpartition(".")[2] == endpoint:
            return f"The view belongs to a blueprint: `url_for({one!r})`."
    other = near(endpoint, known, 0.6)
    if other is not None:
        return f"No view is named {endpoint!r}. Did you mean {other!r}?"
    if endpoint.startswith("/"):
        return "`url_for` takes the name of the view function, not its path."
    return f"No view is named {endpoint!r}. There are {listed(known)}."


def _template(exc: Any, names: Names) -> str | None:
    wanted = exc.name or str(exc)
    known = _templates(exc)
    other = near(os.path.basename(wanted), [os.path.basename(one) for one in known], 0.6)
    if other is not None:
        path = next(one for one in known if os.path.basename(one) == other)
        return f"There is no template {wanted!r}. Did you mean {path!r}?"
    if known:
        return f"There is no template {wanted!r}. There are {listed(known)}."
    return (
        f"There is no template {wanted!r}: templates lie in the folder `templates` beside the app, "
        "and there is none yet."
    )


def _templates(exc: BaseException) -> list[str]:
    """Names that the loaders which looked for the template know."""
    for path in ("flask/templating.py", "jinja2/environment.py"):
        frame = raised_in(exc, path)
        while frame is not None:
            environment = frame.f_locals.get("self") or frame.f_locals.get("environment")
            lister = getattr(environment, "list_templates", None)
            if callable(lister):
                try:
                    return sorted(lister())
                except TypeError:  # a loader that cannot list
                    return []
            frame = frame.f_back
    return []


def _undefined(exc: Any, _names: Names) -> str | None:
    found = re.match(r"'(.+)' is undefined", str(exc))
    if found:
        return (
            f"The template uses `{found[1]}`, but the view does not pass it: `render_template(…,"
            f" {found[1]}=…)`."
        )
    return "The template asks for something that its value does not have."


def _template_syntax(exc: Any, _names: Names) -> str:
    place = f"in {exc.name!r}, " if exc.name else ""
    return (
        f"The mistake is in the template, {place}line {exc.lineno}. Each `{{% if %}}` and `{{% for"
        " %}` needs its `{% endif %}` or `{% endfor %}`, each `{{` its `}}`."
    )


def _missing_field(exc: Any, _names: Names) -> str | None:
    key = exc.args[0] if exc.args else None
    if key is None:
        return None
    return (
        f"The request has no field {key!r}. `.get({key!r})` gives None where it is missing. Has the"
        " form's field that name?"
    )


def _validation(exc: Any, _names: Names) -> str | None:
    """A Pydantic ValidationError: each field's path in words."""
    errors = exc.errors()
    if not errors:
        return None
    sentences = [_field_error(error) for error in errors[:4]]
    more = f" And {len(errors) - 4} more." if len(errors) > 4 else ""
    title = getattr(exc, "title", None)
    what = f"`{title}` was not made" if title else "The data was refused"
    return f"{what}: " + " ".join(sentences) + more


def _field_error(error: Any) -> str:
    path = in_words(error.get("loc", ()))
    if error.get("type") == "missing":
        return f"{path} is missing."
    if error.get("type") == "extra_forbidden":
        return f"{path} is not a field of the model."
    given = repr(error.get("input"))
    given = given if len(given) <= 60 else given[:60] + "…"
    message = str(error.get("msg", "")).rstrip(".")
    return f"{path}: {message[:1].lower()}{message[1:]}, and you gave {given}."


def in_words(path: tuple[str | int, ...]) -> str:
    """("items", 2, "price") → "`price` of item 3 of `items`"; "the whole value" for ()."""
    if not path:
        return "the whole value"
    parts = [
        f"item {part + 1}" if isinstance(part, int) else f"`{part}`" for part in reversed(path)
    ]
    return " of ".join(parts)


RULES: Rules = {
    "TypeError": [_view_returned_none],
    "RuntimeError": [
        says(
            "Working outside of application context",
            hint=(
                "This needs to know which app is meant. Use it inside a view, or write "
                "`with app.app_context():` around it."
            ),
        ),
        says(
            "Working outside of request context",
            hint=(
                "`request`, `session` and `url_for` only work while a request is handled: inside a"
                ' view, or in `with app.test_request_context("/"):`.'
            ),
        ),
        says(
            "no secret key was set",
            hint=(
                'A session is signed, so that nobody can change it: set `app.secret_key = "…"`'
                " first."
            ),
        ),
        says(
            "Form data requires",
            "python-multipart",
            hint=(
                "Forms need the package python-multipart: write `import python_multipart` once"
                " before."
            ),
        ),
    ],
    "AssertionError": [
        says(
            "overwriting an existing endpoint function",
            hint=(
                "Two views have the same name. Give each function its own; in a notebook, run the"
                " cell that makes the app again before you define a view anew."
            ),
        ),
        says(
            "can no longer be called",
            hint=(
                "The app answers a request just now, and takes no routes meanwhile. Routes are"
                " added outside of views: in a cell, or at the top of a file."
            ),
        ),
    ],
    "ValueError": [
        says(
            "is already registered for",
            hint='Two blueprints have one name. Give each its own: `Blueprint("name", …)`.',
        ),
        says(
            "urls must start with a leading slash", hint='A route begins with a slash: `"/items"`.'
        ),
        says(
            "URL rule", "must start with a slash", hint='A route begins with a slash: `"/items"`.'
        ),
        says(
            "malformed url rule",
            hint="The route's `<…>` is not complete: write `<name>` or `<int:name>`.",
        ),
    ],
    "LookupError": [
        says(
            "the converter",
            "does not exist",
            hint=(
                "A route knows the kinds `string`, `int`, `float`, `path` and `uuid`, as in"
                " `<int:number>`."
            ),
        )
    ],
    "werkzeug.exceptions.BadRequestKeyError": [_missing_field],
    "werkzeug.exceptions.UnsupportedMediaType": [
        always(
            "The request's body is not marked as JSON: send it with `json={…}`, or with the header"
            " Content-Type: application/json."
        )
    ],
    "werkzeug.routing.exceptions.BuildError": [_build],
    "jinja2.exceptions.TemplateNotFound": [_template],
    "jinja2.exceptions.TemplateSyntaxError": [_template_syntax],
    "jinja2.exceptions.UndefinedError": [_undefined],
    "fastapi.exceptions.ResponseValidationError": [
        always(
            "What the endpoint returned does not fit its `response_model` (or its return"
            " annotation): see the fields named above."
        )
    ],
    "fastapi.exceptions.FastAPIError": [
        says(
            "Invalid args for response field",
            hint=(
                "FastAPI builds an answer from a parameter's or the return type, and cannot from"
                " this one. Use a Pydantic model or a plain type, or set `response_model=None`."
            ),
        )
    ],
    "pydantic_core._pydantic_core.ValidationError": [_validation],
    "pydantic.errors.PydanticUserError": [
        says(
            "non-annotated attribute",
            hint='Every field of a model needs a type: `name: str = "…"`.',
        ),
        says(
            "is not fully defined",
            hint=(
                "The model names a type that does not exist yet. Define that one first, or call"
                " `Model.model_rebuild()` after it."
            ),
        ),
        says(
            "non-existent fields",
            hint="The validator names a field that the model does not have. Check its spelling.",
        ),
    ],
}
