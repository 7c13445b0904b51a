import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";

describe("window.routebook", () => {
  test("run() is fulfilled when the cell ended, with all its outputs", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const result = await view.api.ask(
      'import sys\nprint("out")\nprint("err", file=sys.stderr)\n6 * 7',
    );
    expect(result.status).toBe("done");
    expect(result.ms).toBeGreaterThanOrEqual(0);
    expect(result.outputs.map(({ mime }) => mime)).toEqual([
      "application/vnd.routebook.stdout",
      "application/vnd.routebook.stderr",
      "text/plain",
    ]);
    expect(result.outputs.map(({ data }) => data)).toEqual(["out\n", "err\n", "42"]);
  });

  test("a failed run has the exception as data", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const { status, error } = await view.api.ask("def f():\n    return {}['key']\nf()");
    expect(status).toBe("failed");
    expect(error).toMatchObject({ type: "KeyError", message: "'key'" });
    expect(error?.frames.at(-1)).toMatchObject({ line: 2, function: "f" });
  });

  test("interrupt() ends a run as interrupted", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await view.scratch("while True: pass");
    const id = (await view.api.cells())[0]?.id ?? "";
    const run = view.api.run(id);
    await view.cell(1).button("Stop").waitFor();
    await view.api.interrupt();
    expect((await run).status).toBe("interrupted");
  });

  test("open() opens a lesson, and refuses one that is not there", async ({ visit }) => {
    const view = await (await visit()).open();
    await view.api.open("pydantic-validation/01-models");
    await view.page.getByRole("heading", { name: "A model for your data", level: 1 }).waitFor();
    const refused = view.api.open("pydantic-validation/99-nothing");
    await expect(refused).rejects.toThrow(/99-nothing/);
  });

  test("importNotebook() takes .ipynb too", async ({ visit }) => {
    const view = await (await visit()).open();
    const notebook = {
      nbformat: 4,
      nbformat_minor: 5,
      metadata: {},
      cells: [
        { cell_type: "markdown", id: "a", metadata: {}, source: ["# Title\n", "text"] },
        {
          cell_type: "code",
          id: "b",
          metadata: {},
          source: "print(1 + 1)",
          outputs: [],
          execution_count: null,
        },
      ],
    };
    await view.api.importNotebook(JSON.stringify(notebook), "ipynb");
    const code = (await view.api.cells()).find(({ kind }) => kind === "python");
    expect(code?.source).toBe("print(1 + 1)");
    expect((await view.api.run(code?.id ?? "")).outputs[0]?.data).toBe("2\n");
  });

  test("unknown ids are refused with a sentence", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    await expect(view.api.run("no-such-cell")).rejects.toThrow(/no-such-cell/);
    await expect(view.api.setSource("no-such-cell", "")).rejects.toThrow(/no-such-cell/);
  });
});

describe("packages", () => {
  test("those that a cell imports are loaded by themselves", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const code = [
      "import pandas as pd",
      "from fastapi import FastAPI",
      "from fastapi.testclient import TestClient",
      "app = FastAPI()",
      '@app.get("/items/{number}")',
      "def item(number: int): return {'number': number}",
      "client = TestClient(app)",
      'print(client.get("/items/3").json(), client.get("/items/x").status_code)',
      "print(pd.Series([1, 2]).sum())",
    ].join("\n");
    const { status, outputs } = await view.api.ask(code);
    expect(status).toBe("done");
    expect(outputs[0]?.data).toBe("{'number': 3} 422\n3\n");
  });

  test("time.sleep waits, and the page lives meanwhile", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const { outputs } = await view.api.ask(
      "import time\nstart = time.monotonic()\ntime.sleep(0.3)\nprint(time.monotonic() - start >= 0.3)",
    );
    expect(outputs[0]?.data).toBe("True\n");
  });

  test("Django's login works, password hashing included", async ({ visit }) => {
    const view = await (await visit()).open("#/scratch");
    const code = [
      "import django",
      "from django.conf import settings",
      'settings.configure(SECRET_KEY="x", INSTALLED_APPS=["django.contrib.auth", "django.contrib.contenttypes", "django.contrib.sessions"], DATABASES={"default": {"ENGINE": "django.db.backends.sqlite3", "NAME": ":memory:"}})',
      "django.setup()",
      "from django.core.management import call_command",
      'call_command("migrate", verbosity=0)',
      "from django.contrib.auth import authenticate, get_user_model",
      'get_user_model().objects.create_user("ada", password="countess")',
      'print(authenticate(username="ada", password="countess"), authenticate(username="ada", password="no"))',
    ].join("\n");
    const { outputs, status } = await view.api.ask(code);
    expect(status).toBe("done");
    expect(outputs[0]?.data).toBe("ada None\n");
  });
});
