import { describe, expect, it } from "vitest";
import { recheck } from "../../src/classroom/recheck.ts";
import { recheckKernel } from "../../src/classroom/recheck-kernel.ts";
import { openClient } from "./support/client-bench.ts";
import { LESSON, work } from "./support/class-files.ts";

const never = () => new Promise<never>(() => {});
const CODES = ["one", "two", "three"];

/** The class over the page's own kernel client, whose workers have no Python. */
function openClass(onCheck: (code: string) => void = () => {}, timeLimit = 20) {
  const bench = openClient(async (request, service) => {
    onCheck(request.code);
    if (request.code === "input")
      service.emit({ type: "input", run: request.run, prompt: "?", password: false });
    if (["crash", "stuck", "waits", "input"].includes(request.code)) return never();
    return {};
  });
  const stop = new AbortController();
  /** Runs submissions, each a list of codes for the exercises, in their order. */
  async function run(...submissions: readonly (readonly string[])[]) {
    const tasks = submissions.map((codes, index) => {
      const code = Object.fromEntries(codes.map((text, at) => [CODES[at] ?? "", text]));
      return { key: String(index), lesson: LESSON, result: work({ code }), data: [] };
    });
    const kernel = recheckKernel(bench.client);
    // Patience is short here.
    const setTimer = (callback: () => void, ms: number) => {
      const timer = setTimeout(callback, ms > 1000 ? ms / 50 : ms);
      return () => clearTimeout(timer);
    };
    const kinds: string[] = [];
    const options = { kernel, timeLimit, signal: stop.signal, setTimer };
    for await (const { outcome } of recheck(tasks, options)) {
      if (outcome.kind !== "not-tried") kinds.push(outcome.kind);
    }
    kernel.close();
    return kinds;
  }
  return { ...bench, run, stop };
}

describe("recheck(tasks) over the page's kernel client", () => {
  it("gives each submission a worker of its own, with its packages and files", async () => {
    const { run, workers, newest } = openClass();
    expect(await run(["a", "b"], ["c"])).toEqual(["passed", "passed", "passed"]);
    const started = workers.filter(({ service }) => service.options !== null);
    expect(started).toHaveLength(2);
    expect(newest().service.options?.packages).toEqual(["flask"]);
    expect(newest().service.given.map(({ path }) => path)).toEqual(["app/models.py"]);
  });

  it("survives a runtime that dies", async () => {
    const { run, newest } = openClass((code) => {
      if (code === "crash") setTimeout(() => newest().crash("Maximum call stack size exceeded"));
    }, 60_000);
    expect(await run(["crash", "a"], ["b"])).toEqual(["died", "passed", "passed"]);
  });

  it("replaces a worker that computes for ever in one call", async () => {
    const { run, newest } = openClass((code) => {
      if (code === "stuck") newest().service.ping = never;
    });
    expect(await run(["stuck", "a"])).toEqual(["timed-out", "passed"]);
  });

  it("ends code that waits, and lets nobody wait for an input", async () => {
    const answers: (string | null)[] = [];
    const { run, newest } = openClass((code) => {
      if (code === "input") {
        newest().service.answer = async (line?: string | null) => void answers.push(line ?? null);
      }
    });
    expect(await run(["waits", "input", "a"])).toEqual(["timed-out", "timed-out", "passed"]);
    expect(answers).toEqual([null]);
  });

  it("stops at once when the teacher says so", async () => {
    const { run, stop } = openClass((code) => {
      if (code === "waits") setTimeout(() => stop.abort());
    });
    expect(await run(["a", "waits", "b"], ["c"])).toEqual(["passed", "stopped"]);
  });
});
