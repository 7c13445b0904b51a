import { unzipSync } from "fflate";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { forOlderPython } from "../../scripts/project/older-python.ts";
import { readProjectParts } from "../../scripts/project/project-parts.ts";
import { importClosure } from "../../scripts/project/python-closure.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import {
  type ProjectFile,
  projectFiles,
  type ProjectParts,
  type ProjectSource,
} from "../../src/lesson/project-files.ts";
import { awaitsAtTop, moduleText } from "../../src/lesson/project-module.ts";
import { requirementsOf } from "../../src/lesson/project-requirements.ts";
import { writeZip } from "../../src/lesson/write-zip.ts";

const LESSONS = join(import.meta.dirname, "../../lessons");
let parts: ProjectParts;
beforeAll(async () => {
  parts = await readProjectParts();
});

function lesson(name: string): ProjectSource {
  return project(readFileSync(join(LESSONS, name), "utf8"));
}

function project(text: string, original: string | null = text): ProjectSource {
  const { title, packages } = parseLesson(text);
  return { title, packages, text, original, data: [] };
}

function texts(files: readonly ProjectFile[]): Record<string, string> {
  return Object.fromEntries(
    files.flatMap(({ path, content }) => (typeof content === "string" ? [[path, content]] : [])),
  );
}

const TWO = `---
title: Two
packages: [flask]
---

\`\`\`python
a = 1
\`\`\`

\`\`\`python setup="true"
import os
\`\`\`

\`\`\`python raises="KeyError"
{}["x"]
\`\`\`

\`\`\`python exercise="one"
b = ...
\`\`\`

\`\`\`python check="one"
assert b == a
\`\`\`

\`\`\`python solution="one"
b = a
\`\`\`

\`\`\`python
c = 3
\`\`\`

\`\`\`python exercise="two"
d = ...
\`\`\`

\`\`\`python check="two"
assert d
\`\`\`
`;

describe("projectFiles(source, parts)", () => {
  it("has what the README promises", () => {
    const files = texts(projectFiles(lesson("flask-routing/01-first-route.md"), parts));
    const paths = Object.keys(files).filter((path) => !path.startsWith("tests/routebook/"));
    expect(paths).toEqual([
      "README.md",
      "app.py",
      "exercises/contact.py",
      "exercises/events.py",
      "lesson.md",
      "pytest.ini",
      "requirements.txt",
      "solutions/contact.py",
      "solutions/events.py",
      "tests/cells/01-a-function-gets-an-address-1.py",
      "tests/cells/02-a-visitor-in-python-1.py",
      "tests/cells/03-no-route-no-page-1.py",
      "tests/cells/04-the-view-runs-for-every-request-1.py",
      "tests/checks/contact.py",
      "tests/checks/events.py",
      "tests/lesson.json",
      "tests/run_check.py",
      "tests/starters/contact.py",
      "tests/starters/events.py",
      "tests/test_exercises.py",
    ]);
    expect(files["README.md"]).toContain(
      "python -m pip install -r requirements.txt && flask --app app run --port 8000",
    );
    expect(files["requirements.txt"]).toMatch(/^flask==\d+\.\d+\.\d+$/m);
    expect(files["requirements.txt"]).toMatch(/^werkzeug==/m);
    expect(files["requirements.txt"]).toMatch(/^pytest==/m);
  });

  it("runs setup first, then cells above, but no other exercise and none that raises", () => {
    const files = texts(projectFiles(project(TWO), parts));
    expect(JSON.parse(files["tests/lesson.json"] ?? "")).toEqual({
      exercises: [
        {
          id: "one",
          file: "one",
          solution: true,
          before: ["cells/01-start-2.py", "cells/02-start-1.py"],
          original_before: ["cells/01-start-2.py", "cells/02-start-1.py"],
        },
        {
          id: "two",
          file: "two",
          solution: false,
          before: ["cells/01-start-2.py", "cells/02-start-1.py", "cells/03-start-4.py"],
          original_before: ["cells/01-start-2.py", "cells/02-start-1.py", "cells/03-start-4.py"],
        },
      ],
      files: [],
      original: false,
    });
  });

  it("tests solutions with the lesson's own cells where the learner changed some", () => {
    const mine = TWO.replace("a = 1", "a = broken").replace("b = ...", "b = 2");
    const files = texts(projectFiles(project(mine, TWO), parts));
    expect(files["tests/cells/02-start-1.py"]).toBe("a = broken\n");
    expect(files["tests/original/cells/02-start-1.py"]).toBe("a = 1\n");
    expect(files["exercises/one.py"]).toBe("b = 2\n");
    expect(files["tests/starters/one.py"]).toBe("b = ...\n");
    expect(JSON.parse(files["tests/lesson.json"] ?? "")).toMatchObject({
      original: true,
      exercises: [
        { original_before: ["original/cells/01-start-2.py", "original/cells/02-start-1.py"] },
        {},
      ],
    });
  });

  it.each([
    [
      "django/02-models-and-migrations.md",
      "python manage.py makemigrations repairs && python manage.py migrate && python manage.py runserver 8000",
    ],
    ["fastapi/01-paths-and-bodies.md", "uvicorn app:app --port 8000"],
    ["pandas-first-steps/01-frames.md", "python notebook.py"],
  ])("starts %s as its framework is started", (name, line) => {
    const files = texts(projectFiles(lesson(name), parts));
    expect(files["README.md"]).toContain(`requirements.txt && ${line}\n`);
    expect(files["README.md"]).toMatch(/starts it\.( Then open http:\/\/localhost:8000\/\S*\.)?$/m);
  });

  it("starts an app that stands in a file, and names the module so that it hides no file", () => {
    const text =
      '```python file="shop/main.py"\nfrom fastapi import FastAPI\napi = FastAPI()\n```\n\n```python\nprint(1)\n```\n';
    const files = texts(projectFiles(project(text, null), parts));
    expect(files["README.md"]).toContain("uvicorn shop.main:api --port 8000");
    expect(files["notebook.py"]).toBe("print(1)\n");
    const flask =
      '```python file="app/models.py"\nx = 1\n```\n\n```python\nfrom flask import Flask\napp = Flask(__name__)\n```\n';
    expect(texts(projectFiles(project(flask, null), parts))["README.md"]).toContain(
      "flask --app notebook run",
    );
  });

  it("leaves files out that would be written outside of the folder", () => {
    const paths = ["../x", "/etc/x", "a/../../x", "C:\\x", "data/../x", "data/x"];
    const data = paths.map((path) => ({ path, bytes: new Uint8Array(1) }));
    const files = projectFiles({ ...project(TWO), data }, parts).map(({ path }) => path);
    expect(files.filter((path) => path.endsWith("x"))).toEqual(["data/x"]);
  });

  it("gives exercises of any id files of their own", () => {
    const text = TWO.replaceAll('"two"', '"ONE"');
    const files = texts(projectFiles(project(text), parts));
    expect(Object.keys(files).filter((path) => path.startsWith("exercises/"))).toEqual([
      "exercises/ONE-2.py",
      "exercises/one.py",
    ]);
  });
});

describe("writeZip(files)", () => {
  it("gives the same bytes in every time zone, and every file", () => {
    const files = projectFiles(lesson("flask-routing/01-first-route.md"), parts);
    const zone = process.env["TZ"];
    process.env["TZ"] = "Asia/Tokyo";
    const tokyo = writeZip(files);
    process.env["TZ"] = "America/New_York";
    const york = writeZip([...files].reverse());
    if (zone === undefined) delete process.env["TZ"];
    else process.env["TZ"] = zone;
    expect(tokyo).toEqual(york);
    expect(Object.keys(unzipSync(tokyo))).toEqual(files.map(({ path }) => path));
  });
});

describe("moduleText(sources)", () => {
  it("comments out what only a notebook understands", () => {
    expect(
      moduleText([
        "%matplotlib inline\nx = 1\nif x:\n    !ls\n",
        "%%writefile a.py\ny = 2",
        "await f()",
        "app.run(debug=True)\n",
      ]),
    ).toBe(`# %matplotlib inline
x = 1
if x:
    pass  # !ls


# %%writefile a.py
# y = 2


# Left out: this cell awaits outside of a function.
# await f()


if __name__ == "__main__":
    app.run(debug=True)
`);
  });

  it.each([
    ["async def f():\n    await g()\n\nx = 1", false],
    ["async def f():\n    pass\nawait f()", true],
    ["# await x", false],
    ["async with a as b:\n    pass", true],
    ["class A:\n    async def f(self):\n        await g()\n    x = 1", false],
  ])("sees whether code awaits outside of a function: %j", (code, awaits) => {
    expect(awaitsAtTop(code)).toBe(awaits);
  });
});

describe("requirementsOf(packages, code, versions)", () => {
  const versions = Object.fromEntries(
    ["pytest", "fastapi", "httpx", "uvicorn", "scikit-learn", "numpy", "starlette"].map((name) => [
      name,
      { version: "1.0", depends: name === "scikit-learn" ? ["numpy"] : [] },
    ]),
  );

  it("finds packages by import, by word, and what they need; none that is not shipped", () => {
    expect(requirementsOf(["Fast_API"], ["x"], versions)).toEqual(["pytest==1.0"]);
    expect(
      requirementsOf(
        ["fastapi"],
        [
          "from sklearn.svm import SVC\nimport os, unknown",
          "from fastapi.testclient import TestClient",
        ],
        versions,
      ),
    ).toEqual(
      ["fastapi", "httpx", "numpy", "pytest", "scikit-learn", "uvicorn"].map(
        (name) => `${name}==1.0`,
      ),
    );
  });
});

describe("the checks' Python in a project", () => {
  it("is all that it imports, and nothing that only a browser has", () => {
    const paths = parts.helpers.map(([path]) => path);
    expect(paths).toContain("routebook/gateway/app_client.py");
    expect(paths).not.toContain("routebook/worker.py");
    expect(paths).not.toContain("routebook/shims/threads.py");
  });

  it("follows imports, of types too only where they run", () => {
    const sources = new Map([
      ["p/__init__.py", ""],
      [
        "p/a.py",
        "from .q import b\nif TYPE_CHECKING:\n    from .c import C\n\ndef f():\n    from . import d\n",
      ],
      ["p/q/__init__.py", "from ..e import x"],
      ["p/q/b.py", "import os"],
      ["p/c.py", ""],
      ["p/d.py", ""],
      ["p/e.py", ""],
    ]);
    expect(importClosure(sources, ["p.a"], new Set())).toEqual(
      ["p/__init__.py", "p/a.py", "p/d.py", "p/e.py", "p/q/__init__.py", "p/q/b.py"].toSorted(),
    );
    expect(importClosure(sources, ["p.a"], new Set(["p.q"]))).not.toContain("p/e.py");
  });

  it("is written for versions before 3.14", () => {
    expect(
      forOlderPython(
        '"""Doc."""\n\nimport os\n\ntry:\n    x\nexcept A, b.C:\n    pass\nexcept D as d:\n    pass\n',
      ),
    ).toBe(
      '"""Doc."""\n\nfrom __future__ import annotations\n\nimport os\n\ntry:\n    x\nexcept (A, b.C):\n    pass\nexcept D as d:\n    pass\n',
    );
    for (const [path, text] of parts.helpers) {
      expect(text, path).not.toMatch(/^[ \t]*except [\w.]+, /m);
    }
  });
});
