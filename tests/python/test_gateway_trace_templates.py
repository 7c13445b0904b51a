"""What the request log hears of templates."""

from collections.abc import Callable
from importlib import import_module
from typing import Any

import pytest
from gateway_bench import Bench, in_loop
from routebook import shims
from routebook.gateway import discovery

shims.install()

BASE = "<h1>{% block title %}{% endblock %}</h1>"
ROW = "<li>{{ row }}</li>"
PAGE = (
    "{% extends 'base.html' %}"
    "{% block title %}{% for row in rows %}{% include 'row.html' %}{% endfor %}{% endblock %}"
)
FILES = {"base.html": BASE, "row.html": ROW, "page.html": PAGE}


@pytest.fixture(autouse=True)
def no_django(monkeypatch: pytest.MonkeyPatch) -> None:
    """Other tests configure Django, which counts as an app of every namespace."""
    monkeypatch.setattr(discovery, "_django_configured", lambda: None)


def rendered(work: Callable[[], object]) -> list[tuple[str, str]]:
    """Names and engines of the templates that were rendered for a request."""

    def app(_environ: Any, start_response: Any) -> list[bytes]:
        work()
        start_response("200 OK", [])
        return [b""]

    bench = Bench(app)
    answer = bench.get()
    assert answer.raised is None
    assert all(entry["at"] >= 0 for entry in bench.trace["templates"])
    return [(entry["name"], entry["engine"]) for entry in bench.trace["templates"]]


@pytest.fixture
def jinja() -> Any:
    module: Any = import_module("jinja2")
    return module.Environment(loader=module.DictLoader(FILES))


@pytest.mark.parametrize(
    "render",
    [
        lambda template: template.render(rows=[1, 2]),
        lambda template: list(template.generate(rows=[1, 2])),
        lambda template: list(template.stream(rows=[1, 2])),
    ],
)
def test_jinja_tells_parents_and_included_templates_in_order(jinja: Any, render: Any) -> None:
    def work() -> None:
        render(jinja.get_template("page.html"))

    names = ["page.html", "base.html", "row.html", "row.html"]
    assert rendered(work) == [(name, "jinja2") for name in names]


def test_a_template_that_is_only_loaded_is_not_told(jinja: Any) -> None:
    assert rendered(lambda: jinja.get_template("row.html")) == []


def test_a_template_of_a_text_has_no_name(jinja: Any) -> None:
    assert rendered(lambda: jinja.from_string("{{ 1 }}").render()) == [("<string>", "jinja2")]


def test_jinja_in_an_asynchronous_environment_is_told_once() -> None:
    module: Any = import_module("jinja2")
    environment = module.Environment(loader=module.DictLoader(FILES), enable_async=True)
    template = environment.get_template("row.html")
    work = lambda: in_loop(lambda: template.render_async(row=1))  # noqa: E731
    assert rendered(work) == [("row.html", "jinja2")]


def test_a_template_that_is_missing_fails_as_ever(jinja: Any) -> None:
    module: Any = import_module("jinja2")
    template = jinja.from_string("{% include 'gone.html' %}")
    with pytest.raises(module.TemplateNotFound, match=r"gone\.html"):
        template.render()
    assert rendered(lambda: jinja.select_template(["gone.html", "row.html"]).render()) == [
        ("row.html", "jinja2")
    ]


def test_django_tells_parents_and_included_templates() -> None:
    import_module("django")
    from django.template import Context, Engine
    from django.template.loaders.locmem import Loader

    engine = Engine(loaders=[("django.template.loaders.locmem.Loader", FILES)])
    assert isinstance(engine.template_loaders[0], Loader)
    template = engine.get_template("page.html")
    told = rendered(lambda: template.render(Context({"rows": [1]}, use_l10n=False, use_tz=False)))
    assert told == [(name, "django") for name in ("page.html", "base.html", "row.html")]


def test_more_templates_than_are_kept_are_counted(jinja: Any) -> None:
    template = jinja.get_template("row.html")

    def app(_environ: Any, start_response: Any) -> list[bytes]:
        for _ in range(201):
            template.render()
        start_response("200 OK", [])
        return [b""]

    bench = Bench(app)
    bench.get()
    assert len(bench.trace["templates"]) == 200
    assert bench.trace["notes"] == ["1 template is not shown, after the first 200."]
