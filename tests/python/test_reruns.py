"""Cells that run again, and the app that they add to."""

from collections.abc import Iterator
from typing import Any

import pytest
from gateway_bench import Bench, in_loop
from routebook import sources
from routebook.shims import install

install()


class Notebook:
    """Runs code as cells, each time under a name of its own, and asks the app among it."""

    def __init__(self) -> None:
        self.bench = Bench()
        self._runs = 10_000

    @property
    def names(self) -> dict[str, Any]:
        return vars(self.bench.main)

    def run(self, cell: int, code: str) -> None:
        self._runs += 1
        filename = sources.register(f"reruns-{cell}", f"cell {cell}", self._runs, code)
        exec(compile(code, filename, "exec"), self.names)

    def ask(self, path: str, method: str = "GET") -> tuple[int, str]:
        answer = self.bench.ask(method, path)
        return answer.status, answer.body.decode()


@pytest.fixture
def book() -> Iterator[Notebook]:
    """A notebook whose apps are shut down after the test."""
    notebook = Notebook()
    yield notebook
    in_loop(notebook.bench.gateway.close)


FLASK = "from flask import Flask, Blueprint\napp = Flask('shop')"
ROUTE = "@app.get('{path}')\ndef {name}(): return '{said}'"


class TestFlask:
    def setup_method(self) -> None:
        pytest.importorskip("flask")

    def route(self, said: str, path: str = "/x", name: str = "view") -> str:
        return ROUTE.format(path=path, name=name, said=said)

    def test_routes_may_come_after_the_first_request(self, book: Notebook) -> None:
        book.run(1, FLASK)
        assert book.ask("/x")[0] == 404
        book.run(2, self.route("there"))
        assert book.ask("/x") == (200, "there")

    def test_routes_may_not_come_within_a_request(self, book: Notebook) -> None:
        book.run(1, FLASK)
        book.run(2, "@app.get('/')\ndef home():\n    app.add_url_rule('/late', 'late', home)")
        answer = book.bench.get("/")
        assert answer.status == 500
        assert "can no longer be called" in str(answer.raised)

    def test_the_next_run_of_a_cell_replaces_its_views(self, book: Notebook) -> None:
        book.run(1, FLASK)
        for said in ("one", "two"):
            book.run(2, self.route(said))
            assert book.ask("/x") == (200, said)
        book.run(2, self.route("elsewhere", path="/y"))
        assert book.ask("/x")[0] == 404
        assert book.ask("/y") == (200, "elsewhere")

    def test_a_renamed_view_does_not_leave_the_old_one_behind(self, book: Notebook) -> None:
        book.run(1, FLASK)
        book.run(2, self.route("one", name="former"))
        book.run(2, self.route("two", name="renamed"))
        assert book.ask("/x") == (200, "two")

    def test_one_view_with_two_routes_keeps_both(self, book: Notebook) -> None:
        book.run(1, FLASK)
        for said in ("one", "two"):
            book.run(2, "@app.get('/other')\n" + self.route(said))
            assert [book.ask(path)[1] for path in ("/x", "/other")] == [said, said]

    def test_two_functions_in_one_run_or_two_cells_stay_an_error(self, book: Notebook) -> None:
        book.run(1, FLASK)
        twice = self.route("one") + "\n" + self.route("two", path="/y")
        with pytest.raises(AssertionError, match="overwriting an existing endpoint"):
            book.run(2, twice)
        with pytest.raises(AssertionError, match="overwriting an existing endpoint"):
            book.run(3, self.route("three", path="/z"))

    def test_what_runs_before_each_request_runs_once(self, book: Notebook) -> None:
        book.run(1, FLASK + "\ncounted = []\n" + self.route("x"))
        for _ in range(3):
            book.run(2, "@app.before_request\ndef count(): counted.append(1)")
        book.ask("/x")
        assert book.names["counted"] == [1]

    def test_a_blueprint_is_registered_again(self, book: Notebook) -> None:
        book.run(1, FLASK)
        for said in ("one", "two"):
            book.run(
                2,
                "bp = Blueprint('shop', 'shop')\n"
                f"@bp.get('/b')\ndef b(): return '{said}'\n"
                "app.register_blueprint(bp)",
            )
            assert book.ask("/b") == (200, said)
        with pytest.raises(ValueError, match="already registered for this blueprint"):
            book.run(3, "app.register_blueprint(bp)")

    def test_a_restful_resource_is_added_again(self, book: Notebook) -> None:
        pytest.importorskip("flask_restful")
        book.run(1, FLASK + "\nfrom flask_restful import Api, Resource\napi = Api(app)")
        for said in ("one", "two"):
            book.run(
                2,
                f"class Item(Resource):\n    def get(self): return '{said}'\n"
                "api.add_resource(Item, '/item')",
            )
            assert book.ask("/item") == (200, f'"{said}"\n')


FASTAPI = "from fastapi import FastAPI, APIRouter\napp = FastAPI()"


class TestFastApi:
    def setup_method(self) -> None:
        pytest.importorskip("fastapi")

    def route(self, said: str, path: str = "/x") -> str:
        return f"@app.get('{path}')\ndef view(): return '{said}'"

    def test_the_next_run_of_a_cell_replaces_its_routes(self, book: Notebook) -> None:
        book.run(1, FASTAPI)
        for said in ("one", "two"):
            book.run(2, self.route(said))
            assert book.ask("/x") == (200, f'"{said}"')
        assert book.ask("/openapi.json")[1].count('"/x"') == 1

    def test_a_replaced_route_keeps_its_place(self, book: Notebook) -> None:
        book.run(1, FASTAPI)
        book.run(2, self.route("me", "/items/me"))
        book.run(3, "@app.get('/items/{name}')\ndef item(name: str): return name")
        book.run(2, self.route("me again", "/items/me"))
        assert book.ask("/items/me") == (200, '"me again"')
        assert book.ask("/items/you") == (200, '"you"')

    def test_other_methods_and_other_cells_are_kept(self, book: Notebook) -> None:
        book.run(1, FASTAPI)
        book.run(2, self.route("get"))
        book.run(3, "@app.post('/x')\ndef add(): return 'post'\n" + self.route("never reached"))
        assert book.ask("/x") == (200, '"get"')
        assert book.ask("/x", "POST") == (200, '"post"')

    def test_an_included_router_is_included_again(self, book: Notebook) -> None:
        book.run(1, FASTAPI)
        for said in ("one", "two"):
            book.run(
                2,
                "router = APIRouter(prefix='/shop')\n"
                f"@router.get('/b')\ndef b(): return '{said}'\n"
                "app.include_router(router)",
            )
            assert book.ask("/shop/b") == (200, f'"{said}"')

    def test_middleware_may_come_after_the_first_request_and_counts_once(
        self, book: Notebook
    ) -> None:
        book.run(1, FASTAPI + "\ncounted = []\n" + self.route("x"))
        assert book.ask("/x")[0] == 200
        for _ in range(2):
            book.run(
                2,
                "@app.middleware('http')\n"
                "async def count(request, call_next):\n"
                "    counted.append(1)\n"
                "    return await call_next(request)",
            )
        assert book.ask("/x")[0] == 200
        assert book.names["counted"] == [1]

    def test_an_exception_handler_may_come_after_the_first_request(self, book: Notebook) -> None:
        book.run(1, FASTAPI + "\n@app.get('/x')\ndef view(): raise LookupError('gone')")
        assert book.ask("/x")[0] == 500
        book.run(
            2,
            "from fastapi.responses import PlainTextResponse\n"
            "@app.exception_handler(LookupError)\n"
            "async def tell(request, error): return PlainTextResponse(str(error), 410)",
        )
        assert book.ask("/x") == (410, "gone")


def test_starlette_routes_are_replaced(book: Notebook) -> None:
    pytest.importorskip("starlette")
    book.run(
        1,
        "from starlette.applications import Starlette\n"
        "from starlette.responses import PlainTextResponse\napp = Starlette()",
    )
    for said in ("one", "two"):
        book.run(
            2, f"async def view(request): return PlainTextResponse('{said}')\n"
            "app.add_route('/x', view)",
        )  # fmt: skip
        assert book.ask("/x") == (200, said)
