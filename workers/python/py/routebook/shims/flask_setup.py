"""Flask in a notebook: an app is added to after its first request, by cells that run again.

Elsewhere a program sets an app up once, and then serves it; Flask refuses what comes later. Here

- setup methods (`@app.route`, `@app.before_request` …) work at any time but within a request;
- a view takes the place of the one that an earlier run of the same cell had made for the same
  endpoint, or for the same rule and method; so do functions that run before or after each request,
  blueprints, and resources of Flask-RESTful;
- two functions for one endpoint in one run, or in two cells, are Flask's own error, as ever.
"""

from typing import Any
from weakref import WeakKeyDictionary

from .hook import on_import
from .reruns import forget_earlier, is_earlier, running

# Setup methods that take one function, and the lists in which an app keeps those.
_FUNCTIONS = {
    "before_request": "before_request_funcs",
    "after_request": "after_request_funcs",
    "teardown_request": "teardown_request_funcs",
    "context_processor": "template_context_processors",
    "url_value_preprocessor": "url_value_preprocessors",
    "url_defaults": "url_default_functions",
}

# App → name of a blueprint → the run that registered it.
_registered: WeakKeyDictionary[Any, dict[str, str | None]] = WeakKeyDictionary()


def install() -> None:
    """Mends Flask and Flask-RESTful when they are imported."""
    on_import("flask.sansio.app", _patch_app)
    on_import("flask.sansio.scaffold", _patch_scaffold)
    on_import("flask.sansio.blueprints", _patch_blueprints)
    on_import("flask_restful", _patch_restful)


def _patch_app(module: Any) -> None:
    check, add, teardown = (
        module.App._check_setup_finished,
        module.App.add_url_rule,
        module.App.teardown_appcontext,
    )

    def check_setup_finished(self: Any, f_name: str) -> None:
        from flask import current_app, has_request_context

        if has_request_context() and current_app._get_current_object() is self:
            check(self, f_name)

    def add_url_rule(
        self: Any,
        rule: str,
        endpoint: str | None = None,
        view_func: Any = None,
        provide_automatic_options: bool | None = None,
        **options: Any,
    ) -> None:
        name = endpoint or getattr(view_func, "__name__", None)
        methods = options.get("methods") or getattr(view_func, "methods", None) or ["GET"]
        # Whatever else was passed is Flask's to refuse.
        if name is not None and not isinstance(methods, str):
            _make_room(self, name, view_func, rule, {str(method).upper() for method in methods})
        add(self, rule, endpoint, view_func, provide_automatic_options, **options)
        run = running()
        for one in self.url_map._rules_by_endpoint.get(name, ()):
            if not hasattr(one, "_routebook_run"):
                one._routebook_run = run

    def teardown_appcontext(self: Any, f: Any) -> Any:
        forget_earlier(self.teardown_appcontext_funcs, f)
        return teardown(self, f)

    module.App._check_setup_finished = check_setup_finished
    module.App.add_url_rule = add_url_rule
    module.App.teardown_appcontext = teardown_appcontext


def _make_room(app: Any, endpoint: str, view: Any, rule: str, methods: set[str]) -> None:
    now = running()
    former = app.view_functions.get(endpoint)
    if former is not None and former != view and _is_superseded(app, endpoint, now):
        _forget_endpoint(app, endpoint)

    def shadows(one: Any) -> bool:
        """A function that was renamed in its cell would answer for ever."""
        same = one.rule == rule and one.endpoint != endpoint and methods & (one.methods or set())
        return bool(same) and is_earlier(getattr(one, "_routebook_run", None), now)

    if any(shadows(one) for one in app.url_map.iter_rules()):
        _keep(app.url_map, lambda one: not shadows(one))


def _is_superseded(app: Any, endpoint: str, now: str | None) -> bool:
    """Whether all of the endpoint's rules come from earlier runs of the cell that runs."""
    rules = app.url_map._rules_by_endpoint.get(endpoint, [])
    return bool(rules) and all(
        is_earlier(getattr(one, "_routebook_run", None), now) for one in rules
    )


def _forget_endpoint(app: Any, endpoint: str) -> None:
    app.view_functions.pop(endpoint, None)
    _keep(app.url_map, lambda one: one.endpoint != endpoint)


def _keep(url_map: Any, wanted: Any) -> None:
    """Takes all other rules out of a map, which Werkzeug has no method for."""
    rules = [one for one in url_map.iter_rules() if wanted(one)]
    matcher = type(url_map._matcher)(url_map.merge_slashes)
    by_endpoint: dict[str, list[Any]] = {}
    for rule in rules:
        if not rule.build_only:
            matcher.add(rule)
        by_endpoint.setdefault(rule.endpoint, []).append(rule)
    url_map._matcher, url_map._rules_by_endpoint, url_map._remap = matcher, by_endpoint, True


def _patch_scaffold(module: Any) -> None:
    for method, functions in _FUNCTIONS.items():
        setup = getattr(module.Scaffold, method)
        setattr(module.Scaffold, method, _replacing(setup, functions))


def _replacing(setup: Any, functions: str) -> Any:
    def replace(self: Any, f: Any) -> Any:
        forget_earlier(getattr(self, functions).setdefault(None, []), f)
        return setup(self, f)

    replace.__name__ = setup.__name__
    return replace


def _patch_blueprints(module: Any) -> None:
    register = module.Blueprint.register

    def register_again(self: Any, app: Any, options: Any) -> None:
        name = f"{options.get('name_prefix', '')}.{options.get('name', self.name)}".lstrip(".")
        runs, now = _registered.setdefault(app, {}), running()
        if name in app.blueprints and is_earlier(runs.get(name), now):
            _forget_blueprint(app, name)
        register(self, app, options)
        runs[name] = now

    module.Blueprint.register = register_again


def _forget_blueprint(app: Any, name: str) -> None:
    """Takes out what a blueprint and those nested in it had brought to the app."""

    def belongs(key: str | None) -> bool:
        return key is not None and (key == name or key.startswith(name + "."))

    for endpoint in [one for one in app.view_functions if belongs(one.rpartition(".")[0])]:
        del app.view_functions[endpoint]
    _keep(app.url_map, lambda rule: not belongs(rule.endpoint.rpartition(".")[0]))
    kept = [getattr(app, functions) for functions in _FUNCTIONS.values()]
    for by_blueprint in (app.blueprints, app.error_handler_spec, *kept):
        for key in [key for key in by_blueprint if belongs(key)]:
            del by_blueprint[key]


def _patch_restful(module: Any) -> None:
    register = module.Api._register_view

    def register_view(self: Any, app: Any, resource: Any, *urls: Any, **options: Any) -> None:
        endpoint = options.get("endpoint") or resource.__name__.lower()
        view = getattr(app, "view_functions", {}).get(endpoint)
        if (
            getattr(view, "view_class", resource) is not resource
            and hasattr(app, "url_map")
            and _is_superseded(app, endpoint, running())
        ):
            _forget_endpoint(app, endpoint)
        register(self, app, resource, *urls, **options)

    module.Api._register_view = register_view
