import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { startNodeKernel } from "../../scripts/node-kernel.ts";
import type { NodeKernel } from "../../scripts/node-kernel.ts";
import type { CellCode, CheckResult, KernelEvent, RunResult } from "../../src/shared/kernel.ts";

/** The kernel on real Pyodide, without packages. */
let node: NodeKernel;
let folder: string;
let runs = 0;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "routebook-"));
  const index = { format: 1, pyodide: "314.0.4", packs: {} };
  await writeFile(join(folder, "index.json"), JSON.stringify(index));
  node = await startNodeKernel({ dir: folder, indexFile: "index.json" });
});

afterAll(async () => {
  node.close();
  await rm(folder, { recursive: true });
});

interface Ran {
  readonly result: RunResult;
  readonly events: readonly KernelEvent[];
  /** stdout and stderr as shown. */
  readonly text: string;
  /** text/plain of the displays. */
  readonly shown: readonly unknown[];
}

async function run(code: string, options: { limit?: number; typed?: string[] } = {}): Promise<Ran> {
  const id = ++runs;
  const result = await node.kernel.run({
    run: id,
    cell: `cell-${id}`,
    label: `cell ${id}`,
    code,
    timeLimit: options.limit ?? 20_000,
    typed: options.typed ?? [],
  });
  return { result, ...(await eventsOf(id, result)) };
}

async function eventsOf(id: number, result: RunResult) {
  while ((node.events.at(-1)?.seq ?? 0) < result.lastEvent) {
    await new Promise((resolve) => setImmediate(resolve));
  }
  const events = node.events.filter((event) => "run" in event && event.run === id);
  const text = events.map((event) => (event.type === "stream" ? event.text : "")).join("");
  const shown = events.flatMap((event) =>
    event.type === "display" ? [event.bundle["text/plain"]] : [],
  );
  return { events, text, shown };
}

async function check(code: string, checkCode: string, before: string[] = []): Promise<CheckResult> {
  const cells: CellCode[] = before.map((text, index) => ({
    cell: `before-${index}`,
    label: `cell ${index + 1}`,
    code: text,
  }));
  return node.kernel.check({
    run: ++runs,
    cell: "exercise",
    label: "cell 9",
    code,
    check: checkCode,
    before: cells,
    timeLimit: 20_000,
    typed: [],
  });
}

describe("run", () => {
  test("shows the last expression, and what was printed before it", async () => {
    const { shown, text } = await run("print('hello')\n6 * 7");
    expect(text).toBe("hello\n");
    expect(shown).toEqual(["42"]);
  });

  test("shows nothing for None, an assignment or a line that ends in a semicolon", async () => {
    for (const code of ["None", "x = 1", "x;", "x  # a comment;", "x;  # why"]) {
      const { shown } = await run(code);
      expect(shown, code).toEqual(code.startsWith("x  #") ? ["1"] : []);
    }
  });

  test("keeps names from cell to cell and awaits at the top level", async () => {
    await run(
      "import asyncio\nasync def later():\n    await asyncio.sleep(0.01)\n    return 'done'",
    );
    const { shown } = await run("await later()");
    expect(shown).toEqual(["'done'"]);
  });

  test("tells a StopIteration as what it is", async () => {
    for (const code of ["next(iter([]))", "x = next(iter([]))"]) {
      const { result } = await run(code);
      expect(result.error, code).toMatchObject({ type: "StopIteration", frames: [{ line: 1 }] });
    }
  });

  test("leaves a cell in another language out", async () => {
    const { result, events } = await run("%%bash\nls | wc -l");
    expect(result.status).toBe("done");
    expect(events.map((event) => event.type === "notice" && event.text)).toEqual([
      "The cell was left out: “%%bash” says that it is no Python.",
    ]);
  });

  test("keeps stdout and stderr in order", async () => {
    const { events } = await run("import sys\nprint('a'); print('b', file=sys.stderr); print('c')");
    const streams = events.filter((event) => event.type === "stream");
    expect(streams.map((event) => [event.name, event.text])).toEqual([
      ["stdout", "a\n"],
      ["stderr", "b\n"],
      ["stdout", "c\n"],
    ]);
  });

  test("is a real __main__: pickle, dataclasses and inspect find what a cell defined", async () => {
    await run("from dataclasses import dataclass\n@dataclass\nclass Point:\n    x: int\n");
    await run("def half(n):\n    return n / 2\n");
    const { shown } = await run(
      "import inspect, pickle\n(pickle.loads(pickle.dumps(Point(3))), inspect.getsource(half))",
    );
    expect(shown).toEqual([`(Point(x=3), 'def half(n):\\n    return n / 2\\n')`]);
  });

  test("input() takes lines typed beforehand, and says what to do when there are none", async () => {
    const { text } = await run("print('Hi', input('Name? '))", { typed: ["Ada"] });
    expect(text).toBe("Name? Ada\nHi Ada\n");
    const { result } = await run("input('Name? ')");
    expect(result.error).toMatchObject({
      type: "EOFError",
      message: expect.stringContaining("Lines for input()"),
    });
  });

  test("tells a mistake as type, message and the learner's own frames", async () => {
    const { result } = await run("def half(n):\n    return n / 0\nhalf(3)");
    expect(result.status).toBe("failed");
    expect(result.error).toMatchObject({
      type: "ZeroDivisionError",
      message: "division by zero",
      frames: [
        { line: 3, function: "<module>", source: "half(3)" },
        { line: 2, function: "half", source: "    return n / 0" },
      ],
    });
    expect(result.error?.frames[1]?.cell).toBe(`cell-${runs}`);
  });

  test("tells where a syntax error is", async () => {
    const { result } = await run("x = 1\ndef f(:\n    pass");
    expect(result.error).toMatchObject({ type: "SyntaxError", frames: [{ line: 2 }] });
    expect(result.error?.message).not.toContain("<cell");
  });

  test("leaves out IPython's own lines, and says so", async () => {
    const { events, shown } = await run("%matplotlib inline\n!pip install flask\n1 + 1");
    expect(shown).toEqual(["2"]);
    expect(events.map((event) => event.type === "notice" && event.text)).toEqual([
      "“%matplotlib inline” was left out: figures show by themselves here.",
      "“!pip install flask” was left out: there is nothing to install here. A package loads itself when a cell imports it.",
      false,
    ]);
  });

  test("reports files that the program wrote, and those it removed", async () => {
    const { result } = await run("open('note.txt', 'w').write('kept')");
    expect(result.status).toBe("done");
    const written = node.events.findLast((event) => event.type === "files");
    expect(written?.type === "files" && written.changed).toEqual([
      { path: "note.txt", bytes: new TextEncoder().encode("kept") },
    ]);
    await run("import os\nos.remove('note.txt')");
    const removed = node.events.findLast((event) => event.type === "files");
    expect(removed?.type === "files" && removed.changed).toEqual([
      { path: "note.txt", bytes: null },
    ]);
  });

  test("imports a module from a file, and again after the file changed", async () => {
    const write = (text: string) =>
      node.kernel.writeFiles([{ path: "shop/prices.py", bytes: new TextEncoder().encode(text) }]);
    await write("tea = 3");
    expect((await run("from shop import prices\nprices.tea")).shown).toEqual(["3"]);
    await write("tea = 40");
    expect((await run("from shop import prices\nprices.tea")).shown).toEqual(["40"]);
  });

  test("keeps a lesson's data from being overwritten", async () => {
    await node.kernel.writeFiles([
      { path: "data/a.csv", bytes: new TextEncoder().encode("x\n1\n"), readOnly: true },
    ]);
    expect((await run("open('data/a.csv').read()")).shown).toEqual(["'x\\n1\\n'"]);
    const { result } = await run("open('data/a.csv', 'w')");
    expect(result.error?.type).toBe("PermissionError");
  });
});

describe("what a cell may do to the kernel", () => {
  const survivors: readonly (readonly [string, string, Partial<RunResult>])[] = [
    ["sys.exit()", "import sys\nsys.exit()", { status: "done" }],
    ["sys.exit with a message", "import sys\nsys.exit('no')", { status: "failed" }],
    ["os._exit", "import os\nos._exit(1)", { status: "failed" }],
    ["raise KeyboardInterrupt", "raise KeyboardInterrupt", { interruptedBy: "code" }],
    ["del __builtins__", "del __builtins__", { status: "done" }],
    ["print = 3", "print = 3", { status: "done" }],
    [
      "builtins destroyed",
      "import builtins\nbuiltins.print = None\ndel builtins.len",
      { status: "done" },
    ],
    ["stdout closed", "import sys\nsys.stdout.close()", { status: "done" }],
    ["stdout replaced", "import sys\nsys.stdout = None", { status: "done" }],
    ["a syntax error", "def f(:", { status: "failed" }],
    ["a null character", "x = '\0'", { status: "failed" }],
    ["1 GB", "len(bytearray(10**9))", { status: "done" }],
    [
      "Ctrl+C ignored",
      "import signal\nsignal.signal(signal.SIGINT, signal.SIG_IGN)",
      { status: "done" },
    ],
  ];

  test.for(survivors)("%s: the next run works", async ([, code, expected]) => {
    const { result } = await run(code);
    expect(result).toMatchObject(expected);
    const { text, shown } = await run("print(len('still')); 1 + 1");
    expect(text).toBe("5\n");
    expect(shown).toEqual(["2"]);
  });

  test("an endless loop ends at the time limit, its variables kept", async () => {
    const { result } = await run("kept = 'yes'\nwhile True: pass", { limit: 200 });
    expect(result).toMatchObject({ status: "interrupted", interruptedBy: "time-limit" });
    expect((await run("kept")).shown).toEqual(["'yes'"]);
  });

  test("an endless wait ends at the time limit", async () => {
    const { result } = await run("import asyncio\nawait asyncio.sleep(1000)", { limit: 100 });
    expect(result).toMatchObject({ status: "interrupted", interruptedBy: "time-limit" });
  });

  test("10 MB printed in a loop cost the page little", async () => {
    const { events } = await run("for n in range(100_000): print('x' * 99)", { limit: 60_000 });
    const skipped = events.find((event) => event.type === "skipped");
    expect(skipped?.type === "skipped" && skipped.characters).toBeGreaterThan(9_000_000);
    expect(JSON.stringify(events).length).toBeLessThan(1_000_000);
  });

  test("a result of 50 MB is shown in part, and says how much is missing", async () => {
    const { shown } = await run("'x' * 50_000_000");
    expect(String(shown[0]).length).toBeLessThan(200_000);
    expect(shown[0]).toMatch(/characters not shown/);
  });
});

describe("check", () => {
  test("passes in a fresh namespace with the cells before", async () => {
    await run("leftover = 1");
    const result = await check(
      "double = base * 2",
      "assert double == 6\nassert 'leftover' not in globals()",
      ["base = 3\nprint('silent')"],
    );
    expect(result).toMatchObject({ status: "done", verdict: { kind: "passed" } });
    const { text } = await eventsOf(runs, result);
    expect(text).toBe("");
  });

  test("fails with the assertion's own sentence", async () => {
    const result = await check("double = 5", "assert double == 6, f'double is {double}, not 6'");
    expect(result.verdict).toEqual({ kind: "failed", message: "double is 5, not 6", details: [] });
  });

  test("says which cell before it stopped", async () => {
    const result = await check("pass", "pass", ["ok = 1", "1 / 0"]);
    expect(result).toMatchObject({
      error: { type: "ZeroDivisionError" },
      verdict: { kind: "raised", where: "before", label: "cell 2" },
    });
  });

  test("says when the learner's own code stopped", async () => {
    const result = await check("undefined_name", "pass");
    expect(result).toMatchObject({
      status: "failed",
      error: { type: "NameError" },
      verdict: { kind: "raised", where: "code" },
    });
  });

  test("leaves the notebook's names and files alone", async () => {
    await run("mine = 'kept'\nopen('mine.txt', 'w').write('kept')");
    const result = await check(
      "mine = 'changed'\nopen('other.txt', 'w').write('x')",
      "import os\nassert not os.path.exists('mine.txt')\nassert mine == 'changed'",
    );
    expect(result.verdict).toEqual({ kind: "passed", message: null });
    const { shown } = await run(
      "import os\n(mine, os.path.exists('mine.txt'), os.path.exists('other.txt'))",
    );
    expect(shown).toEqual(["('kept', True, False)"]);
  });

  test("is stopped by the time limit without a verdict", async () => {
    const result = await node.kernel.check({
      run: ++runs,
      cell: "exercise",
      label: "cell 9",
      code: "while True: pass",
      check: "pass",
      before: [],
      timeLimit: 100,
      typed: [],
    });
    expect(result).toMatchObject({ interruptedBy: "time-limit", verdict: null });
  });
});
