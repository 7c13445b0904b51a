import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { bytes, until } from "./support/gateway-bench.ts";
import { ProjectBench } from "./support/project-bench.ts";

/** Projects of many files: the commands of a terminal, servers, and the reload after a change. */
let bench: ProjectBench;

beforeAll(async () => {
  bench = await ProjectBench.start();
});

afterAll(() => bench.close());

const run = (code: string, typed?: readonly string[]) => bench.run(code, typed);
const printed = (code: string, typed?: readonly string[]) => bench.printed(code, typed);
const write = (files: Readonly<Record<string, string>>) => bench.write(files);
const page = (path?: string) => bench.page(path);
const served = () =>
  bench.node.events.flatMap((event) => (event.type === "served" ? [event.app.url] : [])).at(-1);

describe("a program", () => {
  test("runs as __main__ with its arguments, and leaves everything as it was", async () => {
    await write({
      "tools/report.py":
        "import sys, helper\nprint(__name__, sys.argv, helper.word)\nos = 3\nsys.exit(2)\n",
      "tools/helper.py": "word = 'beside it'\n",
    });
    const { text: out, notices } = await run("kept = 1\n!python tools/report.py --all 'a b'");
    expect(out).toBe("__main__ ['tools/report.py', '--all', 'a b'] beside it\n");
    expect(notices).toEqual(["“python tools/report.py --all 'a b'” ended with exit code 2."]);
    const after = await run(
      "import sys\n(kept, __name__, 'helper' in sys.modules, '/home/learner/tools' in sys.path)",
    );
    expect(after.shown).toEqual(["(1, '__main__', False, False)"]);
  });

  test("that fails shows the learner's own frames", async () => {
    await write({ "broken.py": "def half(n):\n    return n / 0\n\nhalf(3)\n" });
    const { result } = await run("!python broken.py\nprint('not reached')");
    expect(result.error).toMatchObject({
      type: "ZeroDivisionError",
      frames: [
        { file: `cell ${bench.runs}`, line: 1, source: "!python broken.py" },
        { file: "broken.py", line: 4 },
        { file: "broken.py", line: 2, function: "half", source: "    return n / 0" },
      ],
    });
  });

  test("stands in a loop, takes names of the cell, and answers input()", async () => {
    await write({ "greet.py": "import sys\nprint(input(f'{sys.argv[1]}? ').upper())\n" });
    const code = "for name in ('Ada', 'Bob'):\n    !python greet.py {name}";
    expect(await printed(code, ["yes", "no"])).toBe("Ada? yes\nYES\nBob? no\nNO\n");
  });

  test("%run leaves its names to the notebook; %%writefile writes a file", async () => {
    expect(await printed("%%writefile lib/numbers_of.py\nanswer = 42\n")).toBe(
      "Writing lib/numbers_of.py\n",
    );
    expect((await run("%run lib/numbers_of.py\nanswer")).shown).toEqual(["42"]);
    expect(await printed("!ls lib\n!cat lib/numbers_of.py")).toBe("numbers_of.py\nanswer = 42\n");
  });

  test("is stopped by the time limit, also where it turns Ctrl+C into an exit", async () => {
    await write({
      "endless.py": "import click\n@click.command()\ndef go():\n    while True: pass\ngo()\n",
    });
    const code = "import click\n!python endless.py\nprint('not reached')";
    const { result } = await bench.run(code, [], 1500);
    expect(result).toMatchObject({ status: "interrupted", interruptedBy: "time-limit" });
  });

  test("is what subprocess.run starts", async () => {
    await write({ "child.py": "import sys\nprint('out')\nprint('err', file=sys.stderr)\n1 / 0\n" });
    const { shown } = await run(`
import subprocess, sys
done = subprocess.run([sys.executable, "child.py"], capture_output=True, text=True)
(done.returncode, done.stdout, done.stderr.splitlines()[0], done.stderr.splitlines()[-1])`);
    expect(shown).toEqual(["(1, 'out\\n', 'err', 'ZeroDivisionError: division by zero')"]);
  });
});

describe("pytest", () => {
  test("tests the files as they are now, and leaves no rewritten module behind", async () => {
    await write({
      "shop.py": "def total(prices):\n    return sum(prices)\n",
      "test_shop.py": "import shop\ndef test_total():\n    assert shop.total([1, 2]) == 4\n",
    });
    const failed = await run("!python -m pytest -q");
    expect(failed.text).toContain("assert 3 == 4");
    expect(failed.notices).toEqual(["“python -m pytest -q” ended with exit code 1."]);
    await write({ "shop.py": "def total(prices):\n    return sum(prices) + 1\n" });
    const passed = await run("!pytest -q test_shop.py");
    expect(passed.text).toContain("1 passed");
    expect(passed.notices).toEqual([]);
    expect((await run("import sys\n[n for n in sys.modules if 'shop' in n]")).shown).toEqual([
      "[]",
    ]);
    expect(await printed("!ls -a")).not.toContain(".pytest_cache");
  });
});

describe("Flask", () => {
  const main = (said: string) => `
import sys
from flask import Flask
import words
app = Flask(__name__)
visits = []
@app.get("/")
def index():
    visits.append(1)
    from words import punctuation
    return f"${said} {words.who}{punctuation} {len(visits)}"
if __name__ == "__main__":
    app.run(port=int(sys.argv[1]), debug=True)
`;

  test("python main.py serves the app, whose program stays alive", async () => {
    await write({ "main.py": main("hello"), "words.py": "who = 'Ada'\npunctuation = '!'\n" });
    const { notices } = await run("!python main.py 5001");
    expect(notices[0]).toContain("Flask app app is served in this tab at http://localhost:5001/");
    await bench.node.kernel.apps();
    const newest = await bench.node.kernel.ping();
    await until(() => served() === "http://localhost:5001/");
    const told = bench.node.events.find(({ type }) => type === "served");
    expect(told?.seq).toBeLessThanOrEqual(newest);
    expect(await page()).toBe("hello Ada! 1");
    expect(await page()).toBe("hello Ada! 2");
  });

  test("starts again after a change, with its new files", async () => {
    await write({ "main.py": main("good day"), "words.py": "who = 'Bob'\npunctuation = '.'\n" });
    const announced = bench.node.events.filter((event) => event.type === "served").length;
    expect(await bench.node.kernel.reloadApp()).toEqual({ reloaded: true, error: null });
    expect(await page()).toBe("good day Bob. 1");
    expect(bench.node.events.filter((event) => event.type === "served").length).toBe(announced);
  });

  test("tells what a file raises, and answers with it until it is mended", async () => {
    await write({ "words.py": "who = unknown\n" });
    const outcome = await bench.node.kernel.reloadApp();
    expect(outcome).toMatchObject({
      reloaded: true,
      error: { type: "NameError", frames: [{ file: "main.py" }, { file: "words.py", line: 1 }] },
    });
    expect((await bench.send("GET", "/")).status).toBe(500);
    await expect(bench.node.kernel.apps()).resolves.toEqual(expect.any(Array));
    await write({ "words.py": "who = 'Eve'\npunctuation = '?'\n" });
    expect(await bench.node.kernel.reloadApp()).toEqual({ reloaded: true, error: null });
    expect(await page()).toBe("good day Eve? 1");
  });

  test("flask run and flask routes take the app from a file or a factory", async () => {
    await write({
      "shop/__init__.py": `
from flask import Flask
def create_app():
    app = Flask(__name__)
    app.add_url_rule("/", "index", lambda: "from a factory")
    return app
`,
    });
    const { text: out, notices } = await run("!flask --app shop routes\n!flask --app shop run");
    expect(out).toContain("index");
    expect(notices.at(-1)).toContain("is served in this tab at http://localhost:5000/");
    expect(await page()).toBe("from a factory");
    await bench.node.kernel.reloadApp();
    expect(await page()).toBe("from a factory");
  });

  test("made in a cell is not reloaded: the cell has to run again", async () => {
    await run("from flask import Flask\ncell_app = Flask('x')\ncell_app.run(port=5001)");
    await run("cell_app.run(port=5000)");
    expect(await bench.node.kernel.reloadApp()).toEqual({ reloaded: false, error: null });
  });
});

describe("FastAPI", () => {
  const api = (said: string) => `
from fastapi import FastAPI
app = FastAPI()
@app.get("/said")
def said():
    return "${said}"
`;

  test("uvicorn main:app --reload follows a saved file, and says what is wrong with one", async () => {
    await write({ "api.py": api("one") });
    const { notices } = await run("!uvicorn api:app --reload --port 8003");
    expect(notices).toHaveLength(1);
    expect(await page("/said")).toBe('"one"');
    await write({ "api.py": api("two") });
    expect(await page("/said")).toBe('"two"');
    await write({ "api.py": "from fastapi import Fast" });
    expect((await bench.send("GET", "/said")).status).toBe(500);
    expect(await bench.node.kernel.reloadApp()).toMatchObject({ error: { type: "ImportError" } });
    await write({ "api.py": api("three") });
    expect(await bench.node.kernel.reloadApp()).toEqual({ reloaded: true, error: null });
    expect(await page("/said")).toBe('"three"');
  });

  test("fastapi dev finds the file and the app; uvicorn.run, asyncio.run(serve()) and factories work", async () => {
    await write({
      "backend/__init__.py": "",
      "backend/main.py": `${api("package")}service = app\n`,
      "run_it.py": `
import asyncio, uvicorn
from backend.main import app
asyncio.run(uvicorn.Server(uvicorn.Config(app, port=8005)).serve())
uvicorn.run("backend.main:app", port=8006, reload=True)
`,
      "factory.py": "def make():\n    from backend.main import app\n    return app\n",
    });
    const { notices } = await run(
      "!fastapi dev backend/main.py --port 8004\n!python run_it.py\n!uvicorn factory:make --factory --port 8007",
    );
    expect(notices.map((notice) => /app (\S+) is served.*:(\d+)/.exec(notice)?.slice(1))).toEqual([
      ["backend.main:app", "8004"],
      ["app", "8005"],
      ["backend.main:app", "8006"],
      ["factory:make()", "8007"],
    ]);
    expect(await page("/said")).toBe('"package"');
    expect(await bench.node.kernel.reloadApp()).toEqual({ reloaded: true, error: null });
    expect(await page("/said")).toBe('"package"');
  });

  test("aiohttp's web.run_app serves and is started again", async () => {
    const aio = (said: string) => `
from aiohttp import web
async def index(request):
    return web.Response(text="${said}")
app = web.Application()
app.router.add_get("/", index)
web.run_app(app, port=8008)
`;
    await write({ "aio.py": aio("aiohttp one") });
    await printed("!python aio.py");
    expect(await page()).toBe("aiohttp one");
    await write({ "aio.py": aio("aiohttp two") });
    await bench.node.kernel.reloadApp();
    expect(await page()).toBe("aiohttp two");
  });
});

describe("an app without a server call", () => {
  test("in a file is found and reloaded, and has a new number then", async () => {
    const plain = await ProjectBench.start();
    const app = (said: string) =>
      `def app(environ, start_response):\n    start_response("200 OK", [])\n    return [b"${said}"]\n`;
    await plain.write({ "main.py": app("one") });
    expect(await plain.page()).toBe("one");
    await plain.write({ "main.py": app("two") });
    expect(await plain.reload()).toEqual({ reloaded: true, error: null });
    expect(await plain.page()).toBe("two");
    await until(() => plain.traces.length === 2);
    const [one, two] = plain.traces.map((trace) => trace.app);
    expect([one?.name, two?.name]).toEqual(["main:app", "main:app"]);
    expect(two?.revision).not.toBe(one?.revision);
    await plain.write({ "main.py": "nothing = 1\n" });
    expect(await plain.reload()).toEqual({ reloaded: false, error: null });
    expect((await plain.send("GET", "/")).status).toBe(503);
    plain.close();
  });
});

describe("files of the page", () => {
  const exists = async (path: string) =>
    (await run(`import os\nos.path.exists(${JSON.stringify(path)})`)).shown[0];

  test("removed files take their empty folders with them, and no others", async () => {
    await write({ "gone/deep/a.txt": "a", "gone/.hidden": "h" });
    await bench.node.kernel.removeFiles(["gone/deep/a.txt", "gone/never.txt"]);
    expect([await exists("gone/deep"), await exists("gone/.hidden")]).toEqual(["False", "True"]);
    await bench.node.kernel.removeFiles(["gone/.hidden"]);
    expect(await exists("gone")).toBe("False");
    const told = bench.node.events.filter(
      (event) =>
        event.type === "files" && event.changed.some(({ path }) => path.startsWith("gone")),
    );
    expect(told).toEqual([]);
  });

  test("a module of a restored or removed file is imported anew", async () => {
    await bench.node.kernel.restoreFiles([{ path: "put_back.py", bytes: bytes("n = 1") }]);
    expect((await run("import put_back\nput_back.n")).shown).toEqual(["1"]);
    await bench.node.kernel.restoreFiles([{ path: "put_back.py", bytes: bytes("n = 22") }]);
    expect((await run("import put_back\nput_back.n")).shown).toEqual(["22"]);
    await bench.node.kernel.removeFiles(["put_back.py"]);
    expect((await run("import put_back")).result.error?.type).toBe("ModuleNotFoundError");
  });

  test("a folder in the place of a file, and a link that leads nowhere, do no harm", async () => {
    await run("import os\nos.makedirs('was_a_file/inside')\nos.symlink('nowhere', 'dangling')");
    await bench.node.kernel.removeFiles(["was_a_file", "dangling"]);
    expect(await exists("was_a_file/inside")).toBe("True");
    expect((await run("1 + 1")).shown).toEqual(["2"]);
  });
});
