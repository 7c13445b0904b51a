import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { WireTrace } from "../../src/shared/http.ts";
import { GatewayBench, bytes, text, until } from "./support/gateway-bench.ts";

/** What the request log and the clients panel learn from apps in the kernel. */
let bench: GatewayBench;

beforeAll(async () => {
  bench = await GatewayBench.start();
});

afterAll(() => bench.close());

/** Sends a request; the trace of it. */
async function traced(method: string, path: string, client = "Ada"): Promise<WireTrace> {
  const before = bench.traces.length;
  await bench.send(method, path, { client });
  await until(() => bench.traces.length > before);
  const trace = bench.traces.at(-1);
  if (trace === undefined) throw new Error("There is no trace.");
  expect(trace.failure).toBeNull();
  return trace;
}

describe("a Flask app", () => {
  const cell = (greeting: string) => `
import sqlite3
from flask import Flask, render_template_string, session
app = Flask(__name__)
app.secret_key = "secret"
@app.before_request
def load_user():
    session["user"] = "ada"
@app.get("/")
def index():
    with sqlite3.connect("shop.db") as db:
        db.execute("CREATE TABLE IF NOT EXISTS teas (id INTEGER PRIMARY KEY, name TEXT)")
        db.execute("INSERT INTO teas (name) VALUES (?)", ("Assam",))
    return render_template_string("${greeting}")
`;

  test("has statements, templates, functions, its view and changed rows in the log", async () => {
    await bench.run(cell("Hello"));
    await traced("GET", "/");
    const trace = await traced("GET", "/");
    expect(
      trace.queries.map(({ statement, parameters, changed, database }) => [
        statement,
        parameters,
        changed,
        database,
      ]),
    ).toEqual([
      [expect.stringMatching(/^CREATE TABLE/), null, null, "shop.db"],
      ["INSERT INTO teas (name) VALUES (?)", "('Assam',)", 1, "shop.db"],
      ["COMMIT", null, null, "shop.db"],
    ]);
    expect(trace.templates).toMatchObject([{ name: "<string>", engine: "jinja2" }]);
    expect(trace).toMatchObject({ middleware: ["load_user"], endpoint: "index" });
    expect(trace.changes).toMatchObject([
      { database: "shop.db", table: "teas", added: [["2", "Assam"]], removed: [], updated: [] },
    ]);
  });

  test("has a session that can be read", async () => {
    expect(await bench.node.kernel.readCookies("Ada")).toMatchObject([
      { name: "session", kind: "flask-session", content: { user: "ada" }, genuine: true },
    ]);
    expect(await bench.node.kernel.readCookies("Nobody")).toEqual([]);
  });

  test("has another revision once its cell ran again, and the same one until then", async () => {
    const revision = async () => (await bench.node.kernel.apps())[0]?.revision;
    const first = await revision();
    await bench.run("unrelated = 1");
    expect(await revision()).toBe(first);
    await bench.run(cell("Hello again"));
    expect(await revision()).not.toBe(first);
  });

  test("has cookies that a page's script may set, and one that it may not", async () => {
    const url = "http://localhost:8000/";
    await bench.node.kernel.editJar("Ada", { type: "script", url, text: "theme=dark" });
    await bench.node.kernel.editJar("Ada", { type: "script", url, text: "session=stolen" });
    const { Ada: jar } = await bench.node.kernel.jars();
    expect(jar?.find(({ name }) => name === "theme")?.value).toBe("dark");
    expect(jar?.find(({ name }) => name === "session")?.value).not.toBe("stolen");
  });
});

describe("a request that runs long", () => {
  test("is told at once, before its app has answered", async () => {
    await bench.run(`
import asyncio
answers = asyncio.Event()
async def app(scope, receive, send):
    if scope["type"] != "http":
        raise NotImplementedError
    await answers.wait()
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": b"done"})
`);
    const began = () => bench.node.events.filter(({ type }) => type === "request-began").length;
    const before = { began: began(), ended: bench.traces.length };
    const answer = bench.send("GET", "/");
    await until(() => began() > before.began);
    expect(bench.traces.length).toBe(before.ended);
    await bench.run("answers.set()");
    expect(text((await answer).body)).toBe("done");
  });
});

describe("a stop that strikes in a task of the app's own", () => {
  test("is answered like any other, and the kernel lives on", async () => {
    await bench.run(`
from fastapi import FastAPI
app = FastAPI()
@app.middleware("http")
async def in_a_task(request, call_next):
    return await call_next(request)
@app.get("/")
async def index():
    raise KeyboardInterrupt
`);
    const answer = await bench.send("GET", "/");
    expect(answer.status).toBe(503);
    expect(text(answer.body)).toBe("The app was stopped before it had answered.");
    expect(bench.traces.at(-1)?.failure?.type).toBe("KeyboardInterrupt");
    await bench.run("assert app");
  });
});

describe("a Django project", () => {
  const files = {
    "manage.py": `
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
`,
    "mysite/__init__.py": "",
    "mysite/settings.py": `
DEBUG = True
SECRET_KEY = "secret"
ROOT_URLCONF = "mysite.urls"
INSTALLED_APPS = ["django.contrib.sessions", "django.contrib.staticfiles"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "DIRS": ["templates"]}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "site.db"}}
STATIC_URL = "static/"
`,
    "mysite/urls.py": `
from django.urls import path
from mysite import views
urlpatterns = [path("", views.index), path("page/", views.Page.as_view())]
`,
    "mysite/views.py": `
from django.shortcuts import render
from django.views.generic import TemplateView
def index(request):
    request.session["user"] = "ada"
    return render(request, "page.html")
class Page(TemplateView):
    template_name = "page.html"
`,
    "templates/base.html": "<main>{% block content %}{% endblock %}</main>",
    "templates/page.html": `{% extends "base.html" %}{% block content %}Hi{% endblock %}`,
  };

  beforeAll(async () => {
    const written = Object.entries(files).map(([path, content]) => ({
      path,
      bytes: bytes(content),
    }));
    await bench.node.kernel.writeFiles(written);
    await bench.node.kernel.loadPackages(["django"]);
    await bench.run(`
import os
del app
os.environ["DJANGO_SETTINGS_MODULE"] = "mysite.settings"
import django
django.setup()
from django.core.management import call_command
call_command("migrate", verbosity=0)
`);
  });

  test("tells its middleware, its view, its templates and its statements, each once", async () => {
    await traced("GET", "/", "Grace");
    const trace = await traced("GET", "/", "Grace");
    expect(trace.app).toMatchObject({ framework: "Django", name: "mysite.settings" });
    expect(trace.endpoint).toBe("mysite.views.index");
    expect(trace.middleware).toEqual([
      "django.contrib.sessions.middleware.SessionMiddleware",
      "django.middleware.common.CommonMiddleware",
    ]);
    const names = trace.templates.map(({ name, engine }) => `${engine}: ${name}`);
    expect(names).toEqual(["django: page.html", "django: base.html"]);
    const told = trace.queries.map(({ statement }) => statement.split(" ")[0]);
    expect(told).toEqual(["SELECT", "BEGIN", "UPDATE", "COMMIT"]);
    expect(trace.queries[2]).toMatchObject({ database: "site.db", changed: 1, error: null });
  });

  test("tells the class of a view and of none where a file is served", async () => {
    expect((await traced("GET", "/page/")).endpoint).toBe("mysite.views.Page");
    expect(await traced("GET", "/static/none.css")).toMatchObject({
      middleware: [],
      endpoint: "django.contrib.staticfiles.views.serve",
    });
    expect((await traced("GET", "/nowhere/")).templates).toEqual([]);
  });

  test("has a session whose content is in the database", async () => {
    const [session] = await bench.node.kernel.readCookies("Grace");
    expect(session).toMatchObject({
      kind: "django-session",
      content: { user: "ada" },
      genuine: true,
    });
    expect(session?.note).toContain("in the table django_session");
    expect(session?.expires).toBeGreaterThan(Date.now() / 1000);
    await bench.run(
      `from django.contrib.sessions.models import Session; Session.objects.all().delete()`,
    );
    expect(await bench.node.kernel.readCookies("Grace")).toMatchObject([
      { content: null, genuine: false },
    ]);
  });

  test("has a session that the cookie holds, where the settings say so", async () => {
    await bench.run(`
from django.test import override_settings
override = override_settings(SESSION_ENGINE="django.contrib.sessions.backends.signed_cookies")
override.enable()
`);
    await traced("GET", "/", "Linus");
    const [session] = await bench.node.kernel.readCookies("Linus");
    expect(session).toMatchObject({
      kind: "django-session",
      content: { user: "ada" },
      genuine: true,
    });
    expect((session?.expires ?? 0) - (session?.signedAt ?? 0)).toBe(14 * 24 * 3600);
    await bench.run("override.disable()");
  });
});
