"""What `image_use` runs: cells such as lessons have, by the modules that they need."""

FAILING = "numbers = [1]\nnumbers[3]"
"""A cell that fails, for what explains mistakes."""

CELLS: list[tuple[tuple[str, ...], str]] = [
    (
        (),
        """
        import asyncio, json, re, time
        from dataclasses import dataclass

        @dataclass
        class Point:
            x: int
            y: float

        async def later():
            await asyncio.sleep(0)
            return json.loads(json.dumps({"a": [1, 2.5, None]}))

        await later()
        [Point(1, 2.5), f"{3:>5}", {"set": {1, 2}}]
        """,
    ),
    (
        ("sqlite3",),
        """
        import sqlite3
        base = sqlite3.connect(":memory:")
        base.row_factory = sqlite3.Row
        with base:
            base.execute("CREATE TABLE items (id INTEGER PRIMARY KEY, name TEXT NOT NULL)")
            base.executemany("INSERT INTO items (name) VALUES (?)", [("a",), ("b",)])
        [dict(row) for row in base.execute("SELECT * FROM items ORDER BY name")]
        """,
    ),
    (
        ("pydantic",),
        """
        from typing import Annotated, Literal
        from pydantic import BaseModel, ConfigDict, Field, ValidationError, field_validator

        class Part(BaseModel):
            kind: Literal["a", "b"] = "a"

        class Item(BaseModel):
            model_config = ConfigDict(extra="forbid")
            name: Annotated[str, Field(min_length=1)]
            price: float = Field(gt=0)
            parts: list[Part] = []

            @field_validator("name")
            @classmethod
            def strip(cls, value: str) -> str:
                return value.strip()

        try:
            Item(name="", price="x", other=1)
        except ValidationError as error:
            error.errors(), str(error)
        item = Item.model_validate_json('{"name": "a", "price": 1, "parts": [{"kind": "b"}]}')
        Item.model_json_schema()
        item.model_dump_json(), item
        """,
    ),
    (
        ("flask",),
        """
        from flask import Blueprint, Flask, abort, jsonify, make_response, redirect
        from flask import render_template_string, request, session, url_for
        from flask.sessions import SecureCookieSessionInterface

        app = Flask(__name__)
        app.secret_key = "image"
        part = Blueprint("part", __name__, url_prefix="/part")

        @part.get("/")
        def inside():
            return redirect(url_for("index"))

        @app.route("/")
        def index():
            session["visits"] = session.get("visits", 0) + 1
            page = "<ul>{% for n in numbers if n %}<li>{{ n|upper }}</li>{% endfor %}</ul>"
            return render_template_string(page, numbers=["a", "b"])

        @app.route("/items/<int:number>", methods=["GET", "POST"])
        def item(number):
            response = make_response(jsonify(number=number, data=request.get_json(silent=True)))
            response.set_cookie("seen", "1")
            return response

        @app.errorhandler(404)
        def missing(error):
            return {"error": str(error)}, 404

        app.register_blueprint(part)
        client = app.test_client()
        client.get("/"), client.get("/part/"), client.get("/missing")
        client.post("/items/3", json={"a": 1}).get_json(), client.post("/", data={"a": "b"})
        """,
    ),
    (
        ("fastapi",),
        """
        from typing import Annotated
        from fastapi import Body, Depends, FastAPI, Header, HTTPException, Query, Request
        from fastapi.responses import HTMLResponse, JSONResponse
        from pydantic import BaseModel, Field

        class Item(BaseModel):
            name: str = Field(min_length=1)
            price: float = 1.5

        app = FastAPI()

        def reader(accept: Annotated[str | None, Header()] = None) -> str:
            return accept or ""

        @app.get("/", response_class=HTMLResponse)
        async def index(request: Request):
            return "<p>hello</p>"

        @app.get("/items/{number}")
        def item(number: int, accept: Annotated[str, Depends(reader)], limit: int = 3):
            if number > 3:
                raise HTTPException(404, "no such item")
            return {"number": number, "limit": limit}

        @app.post("/items", status_code=201)
        async def make(item: Item) -> Item:
            return item

        app.openapi()["paths"]
        """,
    ),
    (
        ("fastapi", "httpx"),
        """
        import httpx
        from fastapi import FastAPI
        from fastapi.testclient import TestClient
        from pydantic import BaseModel

        class Item(BaseModel):
            name: str

        app = FastAPI()

        @app.post("/items")
        def make(item: Item) -> Item:
            return item

        with TestClient(app) as client:
            client.post("/items", json={"name": "a"}).json(), client.post("/items", json={}).json()
            client.get("/openapi.json"), client.get("/docs")
        """,
    ),
    (
        ("sqlalchemy",),
        """
        from sqlalchemy import ForeignKey, create_engine, func, select
        from sqlalchemy.orm import DeclarativeBase, Mapped, Session, mapped_column, relationship

        class Base(DeclarativeBase):
            pass

        class Owner(Base):
            __tablename__ = "owners"
            id: Mapped[int] = mapped_column(primary_key=True)
            items: Mapped[list["Item"]] = relationship(back_populates="owner")

        class Item(Base):
            __tablename__ = "items"
            id: Mapped[int] = mapped_column(primary_key=True)
            name: Mapped[str]
            owner_id: Mapped[int] = mapped_column(ForeignKey("owners.id"))
            owner: Mapped[Owner] = relationship(back_populates="items")

        engine = create_engine("sqlite://")
        Base.metadata.create_all(engine)
        with Session(engine) as session:
            session.add(Owner(items=[Item(name="a"), Item(name="b")]))
            session.commit()
            names = session.scalars(select(Item).where(Item.name == "a")).all()
            session.execute(select(func.count()).select_from(Item).join(Item.owner)).all()
        engine.dispose()
        Base.registry.dispose()
        """,
    ),
    (
        ("numpy",),
        """
        import numpy as np
        made = np.random.default_rng(1).normal(size=(3, 3))
        np.linalg.inv(made @ made.T + np.eye(3)), np.arange(6).reshape(2, 3).mean(axis=0)
        """,
    ),
    (
        ("pandas",),
        """
        import io
        import pandas as pd

        text = "day,town,sales\\n2026-01-01,A,3\\n2026-01-02,B,5\\n2026-02-01,A,\\n"
        frame = pd.read_csv(io.StringIO(text), parse_dates=["day"])
        frame["month"] = frame["day"].dt.to_period("M").astype(str)
        frame.groupby("town")["sales"].agg(["sum", "mean"]).reset_index()
        frame.merge(pd.DataFrame({"town": ["A", "B"], "people": [1, 2]}), on="town", how="left")
        frame.set_index("day").resample("MS")["sales"].sum()
        frame.pivot_table(index="month", columns="town", values="sales")
        frame.loc[frame["sales"] > 3, ["town", "sales"]].sort_values("sales", ascending=False)
        frame["sales"].fillna(0).rolling(2).mean(), frame.describe(), frame.value_counts("town")
        frame.isna().sum(), frame["town"].str.lower(), frame.info(buf=io.StringIO())
        frame.to_csv(), frame.to_html(), frame.to_json()
        repr(frame), frame.head(2)
        frame
        """,
    ),
    (
        ("matplotlib", "pandas"),
        """
        import matplotlib.pyplot as plt
        import pandas as pd
        frame = pd.DataFrame({"a": [1, 3, 2]}, index=pd.date_range("2026-01-01", periods=3))
        frame.plot(title="image")
        figure, axes = plt.subplots(1, 2, figsize=(3, 2))
        axes[0].bar(["a", "b"], [1, 2]), axes[0].set_title("bars")
        axes[1].scatter([1, 2], [2, 1], label="points"), axes[1].legend()
        figure.tight_layout()
        # pandas' first plot changes how matplotlib draws dates.
        pd.plotting.deregister_matplotlib_converters()
        """,
    ),
    (
        ("django",),
        """
        import django.contrib.messages, django.contrib.staticfiles.finders
        import django.contrib.staticfiles.storage
        import django.core.checks.registry, django.core.handlers.asgi, django.core.handlers.wsgi
        import django.core.mail, django.core.paginator, django.core.serializers, django.core.signing
        import django.core.management.commands.check
        import django.core.management.commands.makemigrations
        import django.core.management.commands.migrate
        import django.core.management.commands.runserver
        import django.core.management.commands.startapp
        import django.core.management.commands.startproject
        import django.db.backends.sqlite3.base, django.db.migrations.autodetector
        import django.db.migrations.executor, django.db.models.functions
        import django.forms.models, django.http, django.middleware.clickjacking
        import django.middleware.common, django.middleware.csrf, django.middleware.security
        import django.template.backends.django, django.template.loader
        import django.template.loader_tags, django.templatetags.static, django.test
        import django.test.runner, django.test.utils, django.urls, django.utils.autoreload
        import django.utils.log, django.views.csrf, django.views.debug, django.views.defaults
        import django.views.generic, django.views.static
        """,
    ),
]
"""The modules that must be imported already, and a cell that uses them."""
