import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { checkLessons } from "../../scripts/lessons/check-lessons.ts";
import { formatFinding } from "../../scripts/lessons/finding.ts";
import type { LessonKernel } from "../../scripts/lessons/lesson-kernel.ts";
import type { CheckRequest, CheckResult, CheckVerdict } from "../../src/shared/kernel.ts";

/**
 * A kernel whose "Python" knows four lines: `raise Name`, `forever`, `die`, and `ok`, which a check
 * that says `wants ok` asks of the code. A cell `only once` fails when it runs in the reader's own
 * namespace. The app answers with the status that the path names; `/silent` gives no answer.
 */
function fakeKernel(log: string[]): LessonKernel {
  const raisedBy = (code: string): string | null => /^raise (\w+)/m.exec(code)?.[1] ?? null;
  return {
    async prepare(files, packages) {
      log.push(`prepare ${files.map((file) => file.path).join(" ")} | ${packages.join(" ")}`);
    },
    async check(request: CheckRequest): Promise<CheckResult> {
      const codes = [...request.before.map(({ code }) => code), request.code];
      log.push(`check ${codes.join(" + ")}`);
      if (codes.includes("die")) throw new Error("memory");
      const result = (verdict: CheckVerdict | null, type: string | null): CheckResult => ({
        status: type === null ? "done" : "failed",
        error: type === null ? null : failure(type, request.cell),
        interruptedBy: verdict === null ? "time-limit" : null,
        ms: 1,
        lastEvent: 0,
        verdict,
      });
      if (codes.includes("forever")) return result(null, "KeyboardInterrupt");
      for (const { code, label } of request.before) {
        if (raisedBy(code) === null) continue;
        return result({ kind: "raised", where: "before", label }, raisedBy(code));
      }
      const type = raisedBy(request.code);
      if (type !== null) return result({ kind: "raised", where: "code", label: "" }, type);
      if (request.check === "wants ok" && request.code !== "ok") {
        const details = [{ label: "Came", value: request.code }];
        return result({ kind: "failed", message: "Not ok.", details }, null);
      }
      return result({ kind: "passed", message: null }, null);
    },
    origin: "http://localhost:5000",
    async run({ code, cell }) {
      log.push(`run ${code}`);
      const type = code === "only once" ? "AssertionError" : raisedBy(code);
      return {
        status: type === null ? "done" : "failed",
        error: type === null ? null : failure(type, cell),
        interruptedBy: null,
        ms: 1,
        lastEvent: 0,
      };
    },
    async send({ method, url, client }) {
      log.push(`${client}: ${method} ${url}`);
      const { pathname } = new URL(url);
      if (pathname === "/silent") throw new Error("The app went home.");
      const status = Number(pathname.slice(1));
      return {
        status,
        reason: "So",
        headers: [["Content-Type", "text/plain"]],
        body: new TextEncoder().encode("What it\nsays."),
        ms: 1,
        fromApp: pathname !== "/503",
        failure: status === 500 ? failure("ValueError", "") : null,
      };
    },
    close: () => log.push("close"),
  };
}

function failure(type: string, cell: string): CheckResult["error"] {
  const frame = { cell, file: "", line: 1, columns: null, function: "", source: null };
  return {
    type: `some.module.${type}`,
    message: "",
    frames: [frame],
    hidden: 0,
    hint: null,
    traceback: "",
  };
}

const fence = (info: string, code: string): string => `\`\`\`${info}\n${code}\n\`\`\`\n`;
const exercise = (starter: string, solution: string | null): string =>
  fence('python exercise="a"', starter) +
  fence('python check="a"', "wants ok") +
  (solution === null ? "" : fence('python solution="a"', solution));

let folder = "";
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "lessons-"));
});
afterAll(() => rm(folder, { recursive: true }));

async function check(body: string, packages = "flask") {
  const file = path.join(folder, "01-lesson.md");
  await writeFile(file, `---\ntitle: T\npackages: [${packages}]\n---\n${body}`);
  const log: string[] = [];
  const found: string[] = [];
  const totals = await checkLessons(
    [file],
    ({ findings }) => found.push(...findings.map((finding) => formatFinding(finding, folder))),
    { kernel: fakeKernel(log), packages: async () => new Set(["flask"]) },
  );
  return { found, log, totals };
}

describe("checkLessons([file])", () => {
  it("counts a sound lesson's cells and exercises", async () => {
    const { found, totals } = await check(fence("python", "one") + exercise("...", "ok"));
    expect(found).toEqual([]);
    expect(totals).toEqual({ lessons: 1, cells: 1, exercises: 1, problems: 0 });
  });

  it("runs exercises after setup and the cells above that raise nothing on purpose", async () => {
    const body =
      fence("python", "one") +
      fence('python raises="KeyError"', "raise KeyError") +
      exercise("...", "ok") +
      fence("python", "two") +
      fence('python setup="true"', "setup");
    expect((await check(body)).log).toEqual([
      "prepare  | flask",
      "check setup + one + two + ",
      "check setup + one + raise KeyError",
      "check setup + one + ...",
      "check setup + one + ok",
      "close",
    ]);
  });

  it("writes the lesson's files and the course's data first", async () => {
    const data = path.join(folder, "data");
    await mkdir(data, { recursive: true });
    await writeFile(path.join(data, "orders.csv"), "a\n");
    const { log } = await check(fence('python file="app.py"', "x"));
    await rm(data, { recursive: true });
    expect(log[0]).toBe("prepare app.py data/orders.csv | flask");
  });

  it.each([
    [
      "a cell that stops",
      fence("python", "one") + fence("python", "raise KeyError") + fence("python", "two"),
      ["01-lesson.md:9: This cell stops with some.module.KeyError."],
    ],
    [
      "a cell that never ends",
      fence("python", "forever"),
      ["01-lesson.md:6: This cell does not end within 60 s."],
    ],
    [
      "a cell that does not raise what it is to raise",
      fence('python raises="KeyError"', "one") + fence('python raises="KeyError"', "raise OSError"),
      [
        "01-lesson.md:5: This cell is to raise KeyError, but runs to its end.",
        "01-lesson.md:9: This cell is to raise KeyError, but stops with some.module.OSError.",
      ],
    ],
    [
      "a starter that passes",
      exercise("ok", "ok"),
      [
        '01-lesson.md:5: The starter of "a" passes its check as it is; leave something to do, or let the check ask for it.',
      ],
    ],
    [
      "a solution that fails",
      exercise("...", "wrong"),
      ['01-lesson.md:11: The solution of "a" fails its check: Not ok (Came: wrong).'],
    ],
    ["a starter that stops by itself", exercise("raise NameError", "ok"), []],
    [
      "an exercise without solution",
      exercise("...", null),
      [
        '01-lesson.md:5: warning: The exercise "a" has no solution, so nothing shows that its check can be passed; add a fence ```python solution="a".',
      ],
    ],
    [
      "a runtime that dies",
      fence("python", "die"),
      ["01-lesson.md:1: The Python runtime ended while it ran this lesson: memory"],
    ],
  ])("tells of %s", async (_name, body, found) => {
    expect((await check(body)).found).toEqual(found);
  });

  it("sends the requests as a reader who solves the exercises", async () => {
    const body =
      fence("python", "one") +
      fence("http", "/200") +
      fence('python raises="KeyError"', "raise KeyError") +
      exercise("...", "ok") +
      fence('http client="Bob" status="404"', "DELETE /404") +
      fence('python setup="true"', "setup");
    const { found, log, totals } = await check(body);
    expect(found).toEqual([]);
    expect(totals).toMatchObject({ cells: 5, exercises: 1 });
    expect(log.slice(-7)).toEqual([
      "run setup",
      "run one",
      "Alice: GET http://localhost:5000/200",
      "run raise KeyError",
      "run ok",
      "Bob: DELETE http://localhost:5000/404",
      "close",
    ]);
  });

  it.each([
    ["404", "/404", null],
    [
      "204 where 201 was to come",
      "/204",
      'is answered with 204 So, and the lesson says status="201" (What it says)',
    ],
    ["a server error that nobody expects", "/502", "is answered with 502 So (What it says)"],
    ["an app that raises", "/500", "is answered with 500 So (some.module.ValueError)"],
  ])("tells of a request: %s", async (name, line, problem) => {
    const info = name.includes("201") ? 'http status="201"' : "http";
    const { found } = await check(fence("python", "one") + fence(info, line));
    expect(found).toEqual(problem === null ? [] : [`01-lesson.md:8: This request ${problem}.`]);
  });

  it("tells of requests that nobody answers, and of cells that run only before them", async () => {
    const body =
      fence("python", "only once") +
      fence("http", "/503") +
      fence("python", "only once") +
      fence("python", "raise KeyError") +
      fence("http", "/silent");
    expect((await check(body)).found).toEqual([
      "01-lesson.md:8: No app answers this request; make one in a cell above it.",
      "01-lesson.md:11: This cell stops with some.module.AssertionError when it runs after the requests above it.",
      "01-lesson.md:15: This cell stops with some.module.KeyError.",
      "01-lesson.md:17: This request got no answer: The app went home.",
    ]);
  });

  it("sends nothing while a request is written wrongly", async () => {
    const { found, log } = await check(fence("http", "GET nowhere"));
    expect(found).toEqual([
      '01-lesson.md:6: "nowhere" is no path; begin it with a slash, as in GET /items.',
    ]);
    expect(log).toEqual(["close"]);
  });

  it("tells of a package that is not there, and runs nothing", async () => {
    const { found, log } = await check(fence("python", "one"), "flask, nothere");
    expect(found).toEqual([
      '01-lesson.md:3: There is no package "nothere" here; the packages are listed in workers/python/packages.in.',
    ]);
    expect(log).toEqual(["close"]);
  });

  it("refuses a file that is not there", async () => {
    const missing = checkLessons([path.join(folder, "none.md")], () => {}, {
      kernel: fakeKernel([]),
      packages: async () => new Set(),
    });
    await expect(missing).rejects.toThrow("There is no file");
  });
});

describe("checkLessons([folder])", () => {
  it("tells of files that belong nowhere, numbers given twice and a missing course.md", async () => {
    const course = path.join(folder, "a-course");
    await mkdir(path.join(course, "data"), { recursive: true });
    const files = [
      "01-one.md",
      "1-uno.md",
      "Two.md",
      "notes.txt",
      ".hidden",
      "data/x.csv",
      "img/x.png",
    ];
    for (const name of files) {
      await mkdir(path.dirname(path.join(course, name)), { recursive: true });
      await writeFile(path.join(course, name), "---\ntitle: T\n---\n");
    }
    const found: string[] = [];
    const totals = await checkLessons(
      [course],
      ({ findings }) => found.push(...findings.map((finding) => formatFinding(finding, course))),
      { kernel: fakeKernel([]), packages: async () => new Set() },
    );
    expect(totals).toEqual({ lessons: 2, cells: 0, exercises: 0, problems: 5 });
    expect(found.map((line) => line.split(":")[0])).toEqual([
      "course.md",
      "1-uno.md",
      "Two.md",
      "img/x.png",
      "notes.txt",
    ]);
  });
});
