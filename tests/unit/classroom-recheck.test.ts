import { describe, expect, it } from "vitest";
import type { Outcome } from "../../src/classroom/outcome.ts";
import { recheck, type RecheckStep, type RecheckTask } from "../../src/classroom/recheck.ts";
import type { RecheckKernel } from "../../src/classroom/recheck-kernel.ts";
import type { CheckRequest, CheckResult, CheckVerdict } from "../../src/shared/kernel.ts";
import { failure } from "./support/fake-kernel.ts";
import { LESSON, work, type Work } from "./support/class-files.ts";

/**
 * A kernel whose checks read the code's first word: `pass`, `fail TEXT`, `raise TYPE`, `forever`
 * (until its time limit), `waits` (until somebody aborts), `stuck` (for ever, deaf to an abort),
 * `quit` (stops itself), `die`.
 */
class Kernel implements RecheckKernel {
  readonly log: string[] = [];
  readonly requests: CheckRequest[] = [];
  /** Told before each check. */
  onCheck: () => void = () => {};
  failures = 0;

  async prepare(packages: readonly string[], files: readonly { path: string }[]): Promise<void> {
    this.log.push(`prepare ${packages.join()} | ${files.map(({ path }) => path).join()}`);
    if (this.failures-- > 0) throw new Error("Python did not start.");
  }

  async check(request: CheckRequest, signal: AbortSignal): Promise<CheckResult> {
    this.requests.push(request);
    this.log.push(`check ${request.cell}: ${request.code}`);
    this.onCheck();
    const [word, text = ""] = request.code.split(" ");
    switch (word) {
      case "pass":
        return ended({ kind: "passed", message: null });
      case "fail":
        return ended({ kind: "failed", message: text, details: [] });
      case "raise":
        return {
          ...ended({ kind: "raised", where: "code", label: "cell 9" }),
          error: failure(text, "x."),
        };
      case "forever":
        return { ...ended(null), status: "interrupted", interruptedBy: "time-limit" };
      case "quit":
        return {
          ...ended(null),
          status: "interrupted",
          interruptedBy: "code",
          error: failure("KeyboardInterrupt"),
        };
      case "die":
        throw new Error("The Python runtime died.");
      case "waits":
        return new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(signal.reason as Error));
        });
      case "stuck":
        return new Promise(() => {});
      default:
        return ended({ kind: "raised", where: "before", label: "cell 1" });
    }
  }

  close(): void {}
}

function ended(verdict: CheckVerdict | null): CheckResult {
  return { status: "done", error: null, interruptedBy: null, ms: 1, lastEvent: 0, verdict };
}

const task = (key: string, done: Work, more: Partial<RecheckTask> = {}): RecheckTask => ({
  key,
  lesson: LESSON,
  result: work(done),
  data: [],
  ...more,
});

/** Timers that go off when told. */
function clock() {
  const timers = new Set<{ readonly ms: number; readonly callback: () => void }>();
  return {
    setTimer(callback: () => void, ms: number) {
      const timer = { ms, callback };
      timers.add(timer);
      return () => void timers.delete(timer);
    },
    /** Lets all timers go off, the shortest first. */
    elapse() {
      for (const { callback } of [...timers].sort((one, other) => one.ms - other.ms)) callback();
    },
    timers,
  };
}

async function run(
  tasks: readonly RecheckTask[],
  kernel = new Kernel(),
  stop = new AbortController(),
) {
  const time = clock();
  const options = { kernel, timeLimit: 10_000, signal: stop.signal, setTimer: time.setTimer };
  const steps: RecheckStep[] = [];
  const finished = (async () => {
    for await (const step of recheck(tasks, options)) steps.push(step);
  })();
  return { kernel, stop, time, steps, finished };
}

async function outcomes(...works: readonly Work[]) {
  const { kernel, steps, finished } = await run(
    works.map((done, index) => task(`row ${index}`, done)),
  );
  await finished;
  return { kernel, steps, kinds: steps.map(({ outcome }) => outcome.kind) };
}

const settle = () => new Promise((resolve) => setImmediate(resolve));

describe("recheck(tasks)", () => {
  it("yields each exercise of each submission, with how far it is", async () => {
    const { steps } = await outcomes(
      { code: { one: "pass", two: "fail Sorry." } },
      { code: { three: "pass" } },
    );
    expect(
      steps.map(({ key, exercise, outcome, done, total }) => [
        key,
        exercise,
        outcome.kind,
        done,
        total,
      ]),
    ).toEqual([
      ["row 0", "one", "passed", 1, 6],
      ["row 0", "two", "failed", 2, 6],
      ["row 0", "three", "not-tried", 3, 6],
      ["row 1", "one", "not-tried", 4, 6],
      ["row 1", "two", "not-tried", 5, 6],
      ["row 1", "three", "passed", 6, 6],
    ]);
  });

  it.each<readonly [string, Outcome]>([
    ["pass", { kind: "passed", message: null }],
    ["fail Sorry.", { kind: "failed", message: "Sorry.", details: [] }],
    [
      "raise KeyError",
      { kind: "failed", message: "The code stops with KeyError: x.", details: [] },
    ],
    [
      "other",
      {
        kind: "failed",
        message: "It could not be checked: cell 1 above it stops with an error.",
        details: [],
      },
    ],
    ["forever", { kind: "timed-out", message: "It did not end within 10 s." }],
    [
      "quit",
      {
        kind: "failed",
        message: "The program stopped itself with KeyboardInterrupt.",
        details: [],
      },
    ],
    [
      "die",
      { kind: "died", message: "Python broke down under this code: The Python runtime died." },
    ],
  ])("says how %j came out", async (code, outcome) => {
    const { steps } = await outcomes({ code: { one: code } });
    expect(steps[0]?.outcome).toEqual(outcome);
  });

  it("gives each submission a new Python with its files and the lesson's data", async () => {
    const bytes = new Uint8Array();
    const { kernel, finished } = await run([
      task(
        "a",
        { code: { one: "pass", two: "pass" } },
        { data: [{ path: "data/x.csv", bytes, readOnly: true }] },
      ),
      task("b", { code: { one: "pass" }, record: { files: [{ path: "mine.txt", text: "" }] } }),
    ]);
    await finished;
    expect(kernel.log).toEqual([
      "prepare flask | app/models.py,data/x.csv",
      "check one: pass",
      "check two: pass",
      "prepare flask | mine.txt,app/models.py",
      "check one: pass",
    ]);
  });

  it("starts no Python for who tried nothing", async () => {
    expect((await outcomes({})).kernel.log).toEqual([]);
  });

  it("runs the starter where somebody claims to have passed with it", async () => {
    const { steps, kernel } = await outcomes({ passed: ["one"] });
    expect(kernel.requests[0]?.code).toBe("...");
    expect(steps[0]?.outcome.kind).toBe("failed");
  });

  it("survives a submission that kills Python: the next exercise gets a new one", async () => {
    const { kernel, kinds } = await outcomes(
      { code: { one: "die", two: "pass" } },
      { code: { one: "pass" } },
    );
    expect(kinds).toEqual(["died", "passed", "not-tried", "passed", "not-tried", "not-tried"]);
    expect(kernel.log.filter((line) => line.startsWith("prepare"))).toHaveLength(3);
  });

  it("ends what waits for somebody, some time after its limit", async () => {
    const { steps, finished, time, kernel } = await run([
      task("a", { code: { one: "waits", two: "stuck", three: "pass" } }),
    ]);
    await settle();
    time.elapse();
    await settle();
    time.elapse();
    await finished;
    expect(steps.map(({ outcome }) => outcome.kind)).toEqual(["timed-out", "timed-out", "passed"]);
    expect(kernel.log.filter((line) => line.startsWith("prepare"))).toHaveLength(3);
    expect(time.timers.size).toBe(0);
  });

  it("takes a Python that is lost after the limit for one that computed too long", async () => {
    const kernel = new Kernel();
    const { steps, finished, time } = await run([task("a", { code: { one: "die" } })], kernel);
    kernel.onCheck = () => time.elapse();
    await finished;
    expect(steps[0]?.outcome.kind).toBe("timed-out");
  });

  it("stops when the teacher says so, and leaves out the rest", async () => {
    const { steps, finished, stop, kernel } = await run([
      task("a", { code: { one: "pass", two: "stuck", three: "pass" } }),
      task("b", { code: { one: "pass" } }),
    ]);
    await settle();
    stop.abort();
    await finished;
    expect(steps.map(({ outcome }) => outcome.kind)).toEqual(["passed", "stopped"]);
    expect(kernel.log).toHaveLength(3);
  });

  it("does nothing for a teacher who has stopped already", async () => {
    const { steps, finished, kernel } = await run(
      [task("a", { code: { one: "pass" } })],
      new Kernel(),
      aborted(),
    );
    await finished;
    expect([steps, kernel.log]).toEqual([[], []]);
  });

  it("tries to start Python three times, then says for all the rest that there is none", async () => {
    const kernel = new Kernel();
    kernel.failures = 99;
    const { steps, finished } = await run(
      ["a", "b"].map((key) => task(key, { code: { one: "pass", two: "pass", three: "pass" } })),
      kernel,
    );
    await finished;
    expect(kernel.log).toHaveLength(3);
    expect(steps.map(({ outcome }) => outcome)).toEqual(
      Array.from({ length: 6 }, () => ({
        kind: "not-run",
        message: "There was no Python to run it: Python did not start.",
      })),
    );
  });

  it("goes on where Python starts after all", async () => {
    const kernel = new Kernel();
    kernel.failures = 2;
    const { steps, finished } = await run(
      [task("a", { code: { one: "pass", two: "pass", three: "pass" } })],
      kernel,
    );
    await finished;
    expect(steps.map(({ outcome }) => outcome.kind)).toEqual(["not-run", "not-run", "passed"]);
  });
});

function aborted(): AbortController {
  const stop = new AbortController();
  stop.abort();
  return stop;
}
