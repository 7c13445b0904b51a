import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { GatewayBench, bytes, text, until } from "./support/gateway-bench.ts";

/** Django behind the gateway: a project of files, runserver, and a project in one cell. */
let bench: GatewayBench;

beforeAll(async () => {
  bench = await GatewayBench.start();
});

afterAll(() => bench.close());

describe("Django", () => {
  const settings = `
from pathlib import Path
DEBUG = True
SECRET_KEY = "secret"
ROOT_URLCONF = "mysite.urls"
INSTALLED_APPS = ["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.staticfiles", "django.contrib.admin", "django.contrib.messages", "django.contrib.sessions"]
MIDDLEWARE = ["django.contrib.sessions.middleware.SessionMiddleware", "django.middleware.common.CommonMiddleware", "django.contrib.auth.middleware.AuthenticationMiddleware", "django.contrib.messages.middleware.MessageMiddleware"]
TEMPLATES = [{"BACKEND": "django.template.backends.django.DjangoTemplates", "APP_DIRS": True, "OPTIONS": {"context_processors": ["django.template.context_processors.request", "django.contrib.auth.context_processors.auth", "django.contrib.messages.context_processors.messages"]}}]
DATABASES = {"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": "site.db"}}
STATIC_URL = "static/"
`;
  const urls = (said: string) => `
from django.contrib import admin
from django.http import HttpResponse
from django.urls import path
urlpatterns = [path("", lambda request: HttpResponse("${said}")), path("admin/", admin.site.urls)]
`;
  const manage = `
import os
os.environ.setdefault("DJANGO_SETTINGS_MODULE", "mysite.settings")
`;

  test("a project of many files is found by its manage.py, and follows a saved file", async () => {
    const write = (path: string, content: string) =>
      bench.node.kernel.writeFiles([{ path, bytes: bytes(content) }]);
    await write("manage.py", manage);
    await write("mysite/__init__.py", "");
    await write("mysite/settings.py", settings);
    await write("mysite/urls.py", urls("one"));
    await bench.node.kernel.loadPackages(["django"]);
    expect(text((await bench.send("GET", "/", { client: "" })).body)).toBe("one");
    await write("mysite/urls.py", urls("two"));
    expect(text((await bench.send("GET", "/")).body)).toBe("two");
    await until(() => bench.traces.at(-1)?.app?.framework === "Django");
  });

  test("runserver serves it with the admin and its static files", async () => {
    await bench.run(`
from django.core.management import call_command
call_command("migrate", verbosity=0)
call_command("runserver", "8000")
`);
    const login = await bench.send("GET", "/admin/login/", { client: "Ada" });
    expect(login.status).toBe(200);
    const css = await bench.send("GET", "/static/admin/css/base.css");
    expect(css.status).toBe(200);
    expect(css.headers).toContainEqual(["Content-Type", "text/css"]);
  });

  test("in a cell alone follows the cell that runs again", async () => {
    const cell = (said: string) => `
from django.http import HttpResponse
from django.test import override_settings
from django.urls import path
import sys
urlpatterns = [path("", lambda request: HttpResponse("${said}"))]
override = override_settings(ROOT_URLCONF="__main__")
override.enable()
`;
    await bench.run(cell("first"));
    expect(text((await bench.send("GET", "/")).body)).toBe("first");
    await bench.run(cell("second"));
    expect(text((await bench.send("GET", "/")).body)).toBe("second");
    await bench.run("override.disable()");
  });
});
