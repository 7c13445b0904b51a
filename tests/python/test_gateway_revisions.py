"""Whether an app was made anew."""

import gc
import sys
import types
from typing import Any

import pytest
from gateway_bench import Bench
from routebook.gateway import discovery
from routebook.gateway.found import Found
from routebook.gateway.revisions import Revisions


def make_app() -> Any:
    def app(_environ: Any, start_response: Any) -> list[bytes]:
        start_response("200 OK", [])
        return [b""]

    return app


class Slotted:
    """An object to which no weak reference is possible."""

    __slots__ = ()

    def __call__(self, _environ: Any, start_response: Any) -> list[bytes]:
        return []


def found(app: Any, name: str = "app", framework: str = "WSGI") -> Found:
    return Found(name, framework, "wsgi", app)


@pytest.mark.parametrize("make", [make_app, Slotted])
def test_a_name_keeps_its_number_until_it_stands_for_another_object(make: Any) -> None:
    revisions = Revisions()
    app = make()
    first = revisions.of(found(app))
    assert revisions.of(found(app)) == first
    second = revisions.of(found(make()))
    assert second != first
    assert revisions.of(found(make(), "other")) not in (first, second)


def test_numbers_never_come_again_though_addresses_may() -> None:
    revisions = Revisions()
    seen = set()
    for _ in range(100):
        seen.add(revisions.of(found(make_app())))
        gc.collect(0)
    assert len(seen) == 100


def test_an_app_is_not_kept_alive() -> None:
    revisions = Revisions()
    app = make_app()
    revisions.of(found(app))
    assert sys.getrefcount(app) == 2 - (sys.version_info >= (3, 14))


def test_urls_of_django_that_were_imported_again_count(monkeypatch: pytest.MonkeyPatch) -> None:
    settings = types.SimpleNamespace(configured=True, ROOT_URLCONF="shop_urls")
    monkeypatch.setitem(sys.modules, "django.conf", types.SimpleNamespace(settings=settings))
    revisions = Revisions()
    app = found(make_app(), framework="Django")
    first = revisions.of(app)
    monkeypatch.setitem(sys.modules, "shop_urls", types.ModuleType("shop_urls"))
    assert revisions.of(app) == first  # seen for the first time
    monkeypatch.delitem(sys.modules, "shop_urls")
    assert revisions.of(app) == first
    monkeypatch.setitem(sys.modules, "shop_urls", types.ModuleType("shop_urls"))
    assert revisions.of(app) != first


def test_log_and_list_of_apps_tell_the_same(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(discovery, "_django_configured", lambda: None)
    bench = Bench(make_app())
    bench.get()
    before = bench.trace["app"]["revision"]
    vars(bench.main)["app"] = make_app()
    [app] = bench.gateway.candidates()
    assert bench.gateway.data_of(app)["revision"] != before
    bench.get()
    assert bench.trace["app"] == bench.gateway.data_of(app)
