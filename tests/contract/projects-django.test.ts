import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { ProjectBench } from "./support/project-bench.ts";

/** A Django project from its first command to its reload, on real Pyodide. */
let bench: ProjectBench;

beforeAll(async () => {
  bench = await ProjectBench.start();
  await bench.printed("!django-admin startproject mysite .\n!python manage.py startapp tickets");
  const settings = await bench.printed("!cat mysite/settings.py");
  await bench.write({
    "mysite/settings.py": `${settings.replace(
      "INSTALLED_APPS = [",
      'INSTALLED_APPS = [\n    "tickets",\n    "rest_framework",',
    )}\nSTATIC_ROOT = BASE_DIR / "collected"\n`,
    "mysite/urls.py": urls,
    "tickets/models.py": models(""),
    "tickets/views.py": views("one"),
  });
});

afterAll(() => bench.close());

const urls = `
from django.contrib import admin
from django.urls import path
from tickets import views
urlpatterns = [path("admin/", admin.site.urls), path("", views.index)]
`;
const models = (more: string) => `
from django.db import models
class Ticket(models.Model):
    title = models.CharField(max_length=40)
    ${more}
    def __str__(self):
        return self.title
`;
const views = (said: string) => `
from django.http import HttpResponse
from django.shortcuts import render
from .models import Ticket
def index(request):
    if request.GET:
        return render(request, "list.html", {"tickets": Ticket.objects.all()})
    return HttpResponse(f"${said} {Ticket.objects.count()}")
`;

describe("manage.py", () => {
  test("makemigrations, migrate and check", async () => {
    const out = await bench.printed(
      "!python manage.py makemigrations\n!python manage.py migrate -v 1\n!python manage.py check",
    );
    expect(out).toContain("+ Create model Ticket");
    expect(out).toMatch(/Applying tickets\.0001_initial\.\.\.\s*OK/);
    expect(out).toContain("System check identified no issues");
    expect(await bench.printed("!ls tickets/migrations")).toBe("0001_initial.py\n__init__.py\n");
  });

  test("createsuperuser from the environment, and by questions", async () => {
    const env =
      "DJANGO_SUPERUSER_USERNAME=root DJANGO_SUPERUSER_PASSWORD=pw DJANGO_SUPERUSER_EMAIL=a@example.com";
    expect(await bench.printed(`!${env} python manage.py createsuperuser --noinput`)).toContain(
      "Superuser created successfully.",
    );
    const answers = ["ada", "ada@example.com", "lovelace1815", "lovelace1815"];
    const asked = await bench.run("!python manage.py createsuperuser", answers);
    expect(asked.text).toContain("Superuser created successfully.");
    expect(asked.text).not.toContain("lovelace1815");
  });

  test("shell -c, dumpdata, collectstatic and what it does not know", async () => {
    const script =
      "from django.contrib.auth.models import User; print(sorted(User.objects.values_list('username', flat=True)))";
    expect(await bench.printed(`!python manage.py shell -v 0 -c "${script}"`)).toBe(
      "['ada', 'root']\n",
    );
    await bench.printed(
      "!python manage.py dumpdata auth.user > users.json && python manage.py collectstatic --noinput",
    );
    const { shown } = await bench.run(
      "import json, os\n(len(json.load(open('users.json'))), os.path.exists('collected/admin/css/base.css'))",
    );
    expect(shown).toEqual(["(2, True)"]);
    const unknown = await bench.run("!python manage.py migrat\n1");
    expect(unknown.text).toContain("Did you mean migrate?");
    expect(unknown.notices).toEqual(["“python manage.py migrat” ended with exit code 1."]);
  });

  test("its own tests use another database", async () => {
    await bench.write({
      "tickets/tests.py": `
from django.test import TestCase
from .models import Ticket
class Tests(TestCase):
    def test_index(self):
        Ticket.objects.create(title="only here")
        self.assertEqual(self.client.get("/").content, b"one 1")
`,
    });
    const { text, notices } = await bench.run("!python manage.py test");
    expect(text).toMatch(/Ran 1 test in .*\n\nOK\n/);
    expect(notices).toEqual([]);
  });

  test("runserver starts the preview, with the admin and its static files", async () => {
    const { notices } = await bench.run("!python manage.py runserver 8000");
    expect(notices[0]).toContain(
      "Django app mysite.settings is served in this tab at http://localhost:8000/",
    );
    expect(await bench.page()).toBe("one 0");
    expect(await bench.page("/admin/login/")).toContain("Django administration");
    expect(await bench.page("/static/admin/css/base.css")).toContain("body");
  });
});

describe("a change", () => {
  test("of views, URLs and templates is followed, and the project stays set up", async () => {
    await bench.printed(
      "from tickets.models import Ticket\nfrom django.apps import apps\nTicket.objects.create(title='kept')\nbefore = apps",
    );
    await bench.write({
      "tickets/views.py": views("two"),
      "tickets/templates/list.html": "<b>{{ tickets.0 }}</b>",
    });
    expect(await bench.reload()).toEqual({ reloaded: true, error: null });
    expect(await bench.page()).toBe("two 1");
    expect(await bench.page("/?list")).toBe("<b>kept</b>");
    await bench.write({ "tickets/templates/list.html": "<i>{{ tickets.0 }}</i>" });
    await bench.reload();
    expect(await bench.page("/?list")).toBe("<i>kept</i>");
    const after = await bench.run(
      "from django.apps import apps\n(apps is before, Ticket.objects.count())",
    );
    expect(after.result.error).toBeNull();
    expect(after.shown).toEqual(["(True, 1)"]);
  });

  test("of models sets the project up anew, with the database kept", async () => {
    await bench.write({ "tickets/models.py": models("price = models.IntegerField(default=3)") });
    expect(await bench.reload()).toEqual({ reloaded: true, error: null });
    const broken = await bench.send("GET", "/?list");
    expect(broken.status).toBe(500);
    const out = await bench.printed(
      "!python manage.py makemigrations --no-color\n!python manage.py migrate -v 0",
    );
    expect(out).toContain("+ Add field price to ticket");
    expect(await bench.page("/?list")).toBe("<i>kept</i>");
    // What a cell had imported before goes on working, as it was.
    expect((await bench.run("Ticket.objects.count(), apps is before")).shown).toEqual([
      "(1, True)",
    ]);
    const price = "from tickets.models import Ticket\nTicket.objects.get().price";
    expect((await bench.run(price)).shown).toEqual(["3"]);
  });

  test("that adds an admin is seen, in a new file as well", async () => {
    await bench.write({
      "tickets/admin.py":
        "from django.contrib import admin\nfrom .models import Ticket\nadmin.site.register(Ticket)\n",
      "tickets/templatetags/__init__.py": "",
      "tickets/templatetags/shouts.py":
        "from django import template\nregister = template.Library()\n@register.filter\ndef shout(text):\n    return str(text).upper()\n",
      "tickets/templates/list.html": "{% load shouts %}{{ tickets.0|shout }}",
    });
    await bench.reload();
    expect(await bench.page("/?list")).toBe("KEPT");
    const { shown } = await bench.run(
      "from django.contrib import admin\nfrom tickets.models import Ticket\nadmin.site.is_registered(Ticket)",
    );
    expect(shown).toEqual(["True"]);
  });

  test.for([
    ["tickets/views.py", "def index(:\n", "SyntaxError"],
    ["tickets/models.py", "from django.db import model\n", "ImportError"],
    ["mysite/settings.py", "1 / 0\n", "ZeroDivisionError"],
  ] as const)("that breaks %s is told each time, and mended", async ([path, wrong, type]) => {
    const right = await bench.printed(`!cat ${path}`);
    await bench.write({ [path]: wrong });
    for (let time = 0; time < 2; time++) {
      expect(await bench.reload()).toMatchObject({ reloaded: true, error: { type } });
      expect((await bench.send("GET", "/")).status).toBe(500);
      expect(bench.traces.at(-1)?.failure?.type).toBe(type);
    }
    expect(await bench.node.kernel.apps()).toEqual(expect.any(Array));
    await bench.write({ [path]: right });
    expect(await bench.reload()).toEqual({ reloaded: true, error: null });
    expect(await bench.page()).toBe("two 1");
  });
});

describe("beside it", () => {
  test("a check works on a folder of its own, and the notebook's project is as before", async () => {
    const result = await bench.check(
      "from django.core.management import call_command\ncall_command('migrate', run_syncdb=True, verbosity=0)",
      `
from tickets.models import Ticket
from django.test import Client
assert Ticket.objects.count() == 0
Ticket.objects.create(title="the check's own")
assert Client(SERVER_NAME="localhost").get("/").content == b"two 1"
`,
    );
    expect(result.error).toBeNull();
    expect(result.verdict).toEqual({ kind: "passed", message: null });
    expect(await bench.page("/?list")).toBe("KEPT");
  });

  test("another project runs its commands without disturbing the one that is served", async () => {
    await bench.printed("import os\nos.makedirs('other')\n!django-admin startproject shop other");
    const out = await bench.printed("!python other/manage.py diffsettings");
    expect(out).toContain("ROOT_URLCONF = 'shop.urls'");
    expect(await bench.page()).toBe("two 1");
    expect(
      (await bench.run("from django.conf import settings\nsettings.ROOT_URLCONF")).shown,
    ).toEqual(["'mysite.urls'"]);
  });
});
