import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect } from "vitest";
import type { ImageIndex } from "../../src/shared/images.ts";
import { BUILD } from "./support/built-app.ts";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { spoilImage, wholeImage } from "./support/stored-images.ts";
import type { Visitor } from "./support/visitor.ts";
import { withoutImages } from "./support/without-images.ts";

/** A lesson of each family, by the image that covers it. */
const LESSON_OF = {
  base: null,
  web: "flask-routing/01-first-route",
  data: "pandas-first-steps/01-frames",
  plots: "pandas-first-steps/05-a-plot",
  django: "django/01-project-and-urls",
} as const;

/** How long something that is done in the background may take. */
const PATIENCE = { timeout: 60_000 };

type Family = keyof typeof LESSON_OF;

/** Opens a notebook with one cell in a kernel of that family. */
async function openFamily(visitor: Visitor, family: Family): Promise<LessonView> {
  const lesson = LESSON_OF[family];
  const view = await visitor.open(lesson === null ? "#/scratch" : `#/lesson/${lesson}`);
  if (lesson === null) await view.scratch("None");
  return view;
}

/** Runs code in the notebook's first Python cell and answers what it printed. */
async function printed(view: LessonView, code: string): Promise<string> {
  const [cell] = await view.api.codeCells();
  const id = cell?.id ?? "";
  await view.api.setSource(id, code);
  const { status, outputs, error } = await view.api.run(id);
  expect(error, code).toBeUndefined();
  expect(status, code).toBe("done");
  return outputs
    .filter(({ mime }) => mime.endsWith("stdout"))
    .map(({ data }) => (typeof data === "string" ? data : ""))
    .join("");
}

/** What each family's libraries are asked to do after a restore. */
const USES: Readonly<Record<Family, string>> = {
  base: [
    "import sqlite3, zoneinfo, json",
    "db = sqlite3.connect(':memory:')",
    "db.execute('create table t (a)')",
    "db.execute('insert into t values (?)', (42,))",
    "print(db.execute('select a from t').fetchone()[0])",
  ].join("\n"),
  web: [
    "import importlib.metadata, flask",
    "from flask import Flask, render_template_string",
    "from fastapi import FastAPI",
    "from fastapi.testclient import TestClient",
    "from sqlalchemy import create_engine, text",
    "app = Flask('app')",
    "app.add_url_rule('/', view_func=lambda: render_template_string('{{ 6 * 7 }}'))",
    "print(app.test_client().get('/').text)",
    "api = FastAPI()",
    "@api.get('/items/{number}')",
    "def item(number: int): return {'number': number}",
    "print(TestClient(api).get('/items/3').json(), TestClient(api).get('/items/x').status_code)",
    "print(create_engine('sqlite://').connect().execute(text('select 1')).scalar())",
    "print(importlib.metadata.version('flask').split('.')[0])",
  ].join("\n"),
  data: [
    "import pandas as pd, numpy as np, io",
    "frame = pd.read_csv(io.StringIO('a,b\\n1,2\\n1,3'))",
    "print(frame.groupby('a').b.sum().tolist())",
    "print(np.linalg.solve(np.array([[2.0]]), np.array([4.0])).tolist())",
    "print(pd.Timestamp('2026-01-01', tz='Europe/Rome').utcoffset())",
  ].join("\n"),
  plots: [
    "import io, matplotlib.pyplot as plt",
    "figure, axes = plt.subplots()",
    "axes.plot([1, 2, 3])",
    "axes.set_title('Three')",
    "picture = io.BytesIO()",
    "figure.savefig(picture, format='png')",
    "plt.close(figure)",
    "print(picture.getvalue()[1:4].decode())",
  ].join("\n"),
  django: [
    "import django",
    "from django.conf import settings",
    "from django.http import JsonResponse",
    "print(JsonResponse.__name__, django.VERSION[0] >= 6)",
    "import rest_framework.serializers",
    "print(rest_framework.serializers.IntegerField().to_internal_value('7'))",
  ].join("\n"),
};

const EXPECTED: Readonly<Record<Family, string>> = {
  base: "42\n",
  web: "42\n{'number': 3} 422\n1\n3\n",
  data: "[5]\n[2.0]\n1:00:00\n",
  plots: "PNG\n",
  django: "JsonResponse True\n7\n",
};

const FAMILIES = Object.keys(LESSON_OF) as Family[];

describe.each(["isolated", "plain"] as const)("on a host that is %s", (host) => {
  test.for(FAMILIES)("Python starts from the image “%s” and works", async (family, { visit }) => {
    const view = await openFamily(await visit(host), family);
    expect(await view.api.kernel()).toMatchObject({
      image: { name: family, source: "network" },
      imageFailure: null,
    });
    expect(await printed(view, USES[family])).toBe(EXPECTED[family]);
  });
});

describe("a restored Python", () => {
  test("waits for time and for promises", async ({ visit }) => {
    const view = await openFamily(await visit(), "base");
    expect((await view.api.kernel()).canBlock).toBe(true);
    const code =
      "import time, asyncio\ntime.sleep(0.01)\nawait asyncio.sleep(0.01)\nprint('awake')";
    expect(await printed(view, code)).toBe("awake\n");
  });

  test("works where the browser cannot wait", async ({ visit }) => {
    const view = await openFamily(await visit("isolated", { suspending: false }), "web");
    expect(await view.api.kernel()).toMatchObject({ canBlock: false, image: { name: "web" } });
    expect(await printed(view, "print(sorted([3, 1], key=lambda x: -x))")).toBe("[3, 1]\n");
    expect(
      await printed(
        view,
        "import flask; print(flask.Flask('a').test_client().get('/').status_code)",
      ),
    ).toBe("404\n");
  });

  test("has randomness of its own in each start", async ({ visit }) => {
    const visitor = await visit();
    const code = [
      "import random, secrets, uuid, os, tempfile, numpy",
      "print(random.random(), numpy.random.rand(), numpy.random.default_rng().random())",
      "print(secrets.token_hex(), uuid.uuid4(), os.urandom(8).hex())",
      "print(tempfile.mktemp())",
    ].join("\n");
    const starts: string[][] = [];
    for (const _start of [1, 2]) {
      const view = await openFamily(visitor, "data");
      starts.push((await printed(view, code)).trim().split(/\s+/));
      await view.api.restart();
      starts.push((await printed(view, code)).trim().split(/\s+/));
    }
    const values = starts.flat();
    expect(values).toHaveLength(4 * 7);
    expect(new Set(values).size).toBe(values.length);
  });

  test("has the environment, the clock and the hash seed of a plain start", async ({ visit }) => {
    const code = [
      "import os, time, datetime",
      "print(*sorted(os.environ.items()), sep='\\n')",
      "print(os.getcwd(), time.tzname, abs(time.time() - datetime.datetime.now().timestamp()) < 5)",
      "print({'apple', 'pear', 'plum', 'fig', 'date'}, hash('routebook'))",
    ].join("\n");
    const image = await openFamily(await visit(), "base");
    const plain = await openFamily(await withoutImages(await visit()), "base");
    expect((await plain.api.kernel()).image).toBeNull();
    expect(await printed(image, code)).toBe(await printed(plain, code));
  });

  test("finds modules that were not imported yet, and loads packs on top", async ({ visit }) => {
    const view = await openFamily(await visit(), "data");
    const code = [
      "import pandas.plotting, xml.dom.minidom, importlib.metadata",
      "import jinja2",
      "print(importlib.metadata.version('pandas').split('.')[0], jinja2.Template('{{ 1 }}').render())",
    ].join("\n");
    expect(await printed(view, code)).toBe("3 1\n");
  });

  test("imports modules anew that are in memory alone", async ({ visit }) => {
    const view = await openFamily(await visit(), "data");
    const code = "import importlib, six\nprint(importlib.reload(six).PY3)";
    expect(await printed(view, code)).toBe("True\n");
  });

  test("takes deep recursion, callbacks from C, and Stop", async ({ visit }) => {
    const view = await openFamily(await visit(), "base");
    const recursion =
      "def f(): return f()\ntry:\n    f()\nexcept RecursionError:\n    print('too deep')";
    expect(await printed(view, recursion)).toBe("too deep\n");
    const callback = [
      "import ctypes",
      "compare = ctypes.CFUNCTYPE(ctypes.c_int, ctypes.c_int)(lambda x: x + 1)",
      "print(compare(41))",
    ].join("\n");
    expect(await printed(view, callback)).toBe("42\n");
    const [cell] = await view.api.codeCells();
    await view.api.setSource(cell?.id ?? "", "kept = 1\nprint('going on')\nwhile True: pass");
    const run = view.api.run(cell?.id ?? "");
    await view.page.getByText("going on", { exact: true }).waitFor();
    await view.api.interrupt();
    expect((await run).status).toBe("interrupted");
    expect(await printed(view, "print(kept)")).toBe("1\n");
  });
});

describe("where an image comes from", () => {
  test("the network, then the memory for a restart, the cache for another visit", async ({
    visit,
  }) => {
    const visitor = await visit();
    const view = await openFamily(visitor, "base");
    expect((await view.api.kernel()).image).toEqual({ name: "base", source: "network" });
    await wholeImage(view);
    const restarted = async () => {
      await view.api.restart();
      return (await view.api.kernel()).image?.source;
    };
    // The page takes the image over a moment after each start: the tries leave it that moment.
    await expect.poll(restarted, { ...PATIENCE, interval: 3000 }).toBe("memory");
    expect(await printed(view, "print(1)")).toBe("1\n");
    await view.page.reload();
    await view.ready();
    expect((await view.api.kernel()).image?.source).toBe("cache");
  });

  test.for(["altered", "truncated"] as const)(
    "a copy that is %s is fetched again",
    async (how, { visit }) => {
      const view = await openFamily(await visit(), "base");
      await wholeImage(view);
      await spoilImage(view, how);
      await view.page.reload();
      await view.ready();
      expect(await view.api.kernel()).toMatchObject({
        image: { source: "network" },
        imageFailure: null,
      });
      expect(await printed(view, "print(2)")).toBe("2\n");
    },
  );

  test("where none can be restored, Python starts plainly and says why", async ({ visit }) => {
    const visitor = await withoutImages(await visit());
    const view = await openFamily(visitor, "web");
    const kernel = await view.api.kernel();
    expect(kernel.image).toBeNull();
    expect(kernel.imageFailure).toMatch(/could not be loaded|missing/);
    expect(await printed(view, USES.web)).toBe(EXPECTED.web);
  });
});

test("no file is too large for common static hosts", () => {
  const folder = join(BUILD, "images");
  const index = readdirSync(folder).find((name) => name.startsWith("index-")) ?? "";
  const { images } = JSON.parse(readFileSync(join(folder, index), "utf8")) as ImageIndex;
  expect(images.map(({ name }) => name).toSorted()).toEqual(FAMILIES.toSorted());
  for (const file of readdirSync(folder)) {
    expect(readFileSync(join(folder, file)).length, file).toBeLessThan(25 * 1024 * 1024);
  }
});
