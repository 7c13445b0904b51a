"""Hints for Django."""

import re
from typing import Any

from .hint_tools import Names, Rules, always, listed, near, says


def _field(exc: Any, _names: Names) -> str | None:
    found = re.search(r"Cannot resolve keyword '(.+)' into field\. Choices are: (.+)", str(exc))
    if found is None:
        return None
    choices = [one.strip() for one in found[2].split(",")]
    other = near(found[1], choices, 0.6)
    if other is not None:
        return f"The model has no field `{found[1]}`. Did you mean `{other}`?"
    return f"The model has no field `{found[1]}`. It has {listed(choices, 12)}."


def _reverse(exc: Any, _names: Names) -> str | None:
    text = str(exc)
    found = re.search(r"Reverse for '(.+?)' not found", text)
    if found:
        return (
            f"No URL is named {found[1]!r}. The name is the `name=` of a `path(…)`, with"
            " `app_name:` before it where `app_name` is set."
        )
    found = re.search(
        r"Reverse for '(.+?)' with .* not found. \d+ pattern\(s\) tried: \['(.+?)'", text
    )
    if found:
        return f"The URL {found[1]!r} needs other arguments: its pattern is `{found[2]}`."
    return None


RULES: Rules = {
    "django.core.exceptions.ImproperlyConfigured": [
        says(
            "settings are not configured",
            hint=(
                "Django needs its settings first: call `settings.configure(…)` and then"
                " `django.setup()`, or name the settings module in `DJANGO_SETTINGS_MODULE`."
            ),
        ),
        says(
            "SECRET_KEY setting must not be empty",
            hint="Set `SECRET_KEY` in the settings; any text will do in a lesson.",
        ),
        says(
            "does not appear to have any patterns",
            hint="The URL module has no list named `urlpatterns`.",
        ),
        says(
            "settings.DATABASES is improperly configured",
            hint="Give `DATABASES` in the settings, e.g. SQLite with a file name.",
        ),
        says(
            "Settings already configured",
            hint=(
                "`settings.configure()` may be called once in a kernel's life: restart it to change"
                " settings."
            ),
        ),
    ],
    "RuntimeError": [
        says(
            "Settings already configured",
            hint=(
                "`settings.configure()` may be called once in a kernel's life: restart the kernel"
                " to change the settings."
            ),
        ),
        says(
            "doesn't declare an explicit app_label",
            hint=(
                "Django does not know which app the model belongs to: put its app into"
                ' `INSTALLED_APPS`, or add `class Meta: app_label = "…"`.'
            ),
        ),
        says(
            "populate() isn't reentrant",
            hint="`django.setup()` failed half-way before. Restart the kernel.",
        ),
        says(
            "Conflicting",
            "models in application",
            hint="A model of that name was made before. To define it anew restart the kernel.",
        ),
    ],
    "django.core.exceptions.AppRegistryNotReady": [
        always("Call `django.setup()` after the settings and before models are used or imported.")
    ],
    "django.core.exceptions.SynchronousOnlyOperation": [
        always(
            "Inside `async def` use the methods that begin with a: `await Item.objects.aget(…)`,"
            " `async for item in …`."
        )
    ],
    "django.core.exceptions.ObjectDoesNotExist": [
        always(
            "No row matches. `.filter(…).first()` gives None instead, and `get_object_or_404` a 404"
            " answer."
        )
    ],
    "django.core.exceptions.MultipleObjectsReturned": [
        always(
            "`.get()` wants exactly one row, and several match. Use `.filter(…)`, or a condition"
            " that is unique."
        )
    ],
    "django.core.exceptions.FieldError": [_field],
    "django.core.exceptions.DisallowedHost": [
        always('Add the host to `ALLOWED_HOSTS`; for the test client that is `"testserver"`.')
    ],
    "django.core.exceptions.ValidationError": [
        lambda exc, _names: (
            "Django refused the values: "
            + "; ".join(
                f"`{field}`: {' '.join(messages)}"
                for field, messages in (
                    exc.message_dict if hasattr(exc, "error_dict") else {"value": exc.messages}
                ).items()
            )
        )
    ],
    "django.urls.exceptions.NoReverseMatch": [_reverse],
    "django.template.exceptions.TemplateDoesNotExist": [
        lambda exc, _names: (
            f"Django found no template {str(exc)!r}. Put it into a folder named in "
            '`TEMPLATES[0]["DIRS"]`, or into `templates` of an installed app with `APP_DIRS: True`.'
        )
    ],
    "django.template.exceptions.TemplateSyntaxError": [
        always(
            "The mistake is in the template: check its tags, and `{% load … %}` for those that are"
            " not built in."
        )
    ],
    "django.utils.datastructures.MultiValueDictKeyError": [
        lambda exc, _names: (
            f"The request has no field {exc.args[0]!r}. `.get({exc.args[0]!r})` gives None where it"
            " is missing."
        )
    ],
    "django.db.utils.ConnectionDoesNotExist": [
        always("`DATABASES` in the settings has no database of that name.")
    ],
}
