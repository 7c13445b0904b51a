import { describe, expect, it, vi } from "vitest";
import type { KernelHandle } from "../../src/classroom/recheck-kernel.ts";
import type { CheckRequest, CheckResult } from "../../src/shared/kernel.ts";
import type { Catalogue, LessonModule } from "../../src/shared/lesson.ts";
import { type ClassEffects, createClassState } from "../../src/ui/classroom/class-state.ts";
import { dropped, LESSON, NOON, PATH, work } from "./support/class-files.ts";

const [course = "", file = ""] = PATH.split("/");
const CATALOGUE: Catalogue = [
  {
    id: course,
    title: "Flask",
    summary: "",
    lessons: [
      {
        path: `${course}/${file}`,
        title: LESSON.title,
        summary: "",
        minutes: null,
        packages: [],
        exercises: ["one", "two", "three"],
      },
    ],
  },
];

/** Code passes where it says that it is right. */
function verdictOn({ code }: CheckRequest): CheckResult {
  const verdict = code.includes("right")
    ? ({ kind: "passed", message: null } as const)
    : ({ kind: "failed", message: "It is not right.", details: [] } as const);
  return { status: "done", error: null, interruptedBy: null, ms: 1, lastEvent: 0, verdict };
}

/** A class, and the kernels that it asked for. */
function classroom(
  effects: Partial<ClassEffects> = {},
  check = async (r: CheckRequest) => verdictOn(r),
) {
  const kernels: { closed: boolean; readonly restarts: unknown[] }[] = [];
  const state = createClassState({
    catalogue: CATALOGUE,
    loadLesson: async (): Promise<LessonModule> => ({ lesson: LESSON, data: [] }),
    fetchBytes: async () => new Uint8Array(),
    createKernel() {
      const kernel = { closed: false, restarts: [] as unknown[] };
      kernels.push(kernel);
      const handle: KernelHandle & { close(): void } = {
        restart: async (packages, options) => void kernel.restarts.push({ packages, options }),
        writeFiles: async () => {},
        check,
        answer: async () => {},
        listen: () => () => {},
        close: () => {
          kernel.closed = true;
        },
      };
      return handle;
    },
    setTimer: () => () => {},
    now: () => NOON,
    ...effects,
  });
  const rows = () => state.tables.value.flatMap((table) => table.rows);
  return { state, kernels, rows };
}

const ANN = dropped("ann.json", work({ name: "Ann", code: { one: "right" }, passed: ["one"] }));
const BEN = dropped("ben.json", work({ name: "Ben", code: { one: "wrong" }, passed: ["one"] }));

describe("createClassState(effects)", () => {
  it("reads files into a table, and runs nothing", async () => {
    const { state, kernels, rows } = classroom();
    await state.add([ANN, BEN, dropped("notes.txt", "Dear diary")]);
    expect(rows().map(({ row, score, claimed }) => [row.learner, score, claimed])).toEqual([
      ["Ann", null, 1],
      ["Ben", null, 1],
    ]);
    expect(state.refused.value.map((one) => one.file)).toEqual(["notes.txt"]);
    expect(state.tables.value[0]?.exercises).toEqual(["one", "two", "three"]);
    expect(kernels).toEqual([]);
  });

  it("runs the checks in a kernel of its own, one life a learner, and closes it", async () => {
    const { state, kernels, rows } = classroom();
    await state.add([ANN, BEN]);
    await state.runChecks(1000);
    expect(rows().map(({ score }) => score?.passed)).toEqual([1, 0]);
    expect(rows()[1]?.doubts.map(({ level }) => level)).toContain("look");
    expect(state.run.value).toEqual({ kind: "ended", done: 6, total: 6 });
    const life = { packages: ["flask"], options: { keepFiles: false } };
    expect(kernels).toEqual([{ closed: true, restarts: [life, life] }]);
  });

  it("keeps what was run when more files come, and tells who is yet to be run", async () => {
    const { state, rows } = classroom();
    await state.add([ANN]);
    await state.runChecks(1000);
    await state.add([BEN]);
    expect(rows().map(({ score }) => score?.passed ?? null)).toEqual([1, null]);
  });

  it("stops, leaves the rest out, and closes the kernel", async () => {
    let began = () => {};
    const running = new Promise<void>((resolve) => {
      began = resolve;
    });
    const { state, kernels, rows } = classroom({}, () => {
      began();
      return new Promise<CheckResult>(() => {});
    });
    await state.add([ANN, BEN]);
    const ended = state.runChecks(1000);
    await running;
    expect(state.run.value.kind).toBe("running");
    state.stop();
    await ended;
    expect(state.run.value).toEqual({ kind: "ended", done: 0, total: 6 });
    expect(rows().map(({ score }) => score)).toEqual([null, null]);
    expect(kernels[0]?.closed).toBe(true);
  });

  it("runs once, however often it is asked", async () => {
    const { state, kernels } = classroom();
    await state.add([ANN]);
    await Promise.all([state.runChecks(1000), state.runChecks(1000)]);
    expect(kernels).toHaveLength(1);
  });

  it("forgets all files", async () => {
    const { state } = classroom();
    await state.add([ANN, dropped("notes.txt", "")]);
    await state.runChecks(1000);
    state.clear();
    expect(state.tables.value).toEqual([]);
    expect(state.refused.value).toEqual([]);
    expect(state.run.value).toEqual({ kind: "none" });
  });

  it("says that a lesson is not of this site, and loads nothing for it", async () => {
    const loadLesson = vi.fn<ClassEffects["loadLesson"]>();
    const { state, rows } = classroom({ catalogue: [], loadLesson });
    await state.add([ANN]);
    expect(state.tables.value[0]?.lesson).toEqual({
      kind: "missing",
      message: expect.stringContaining("This site has no lesson"),
    });
    expect(rows()[0]?.claimed).toBe(1);
    expect(loadLesson).not.toHaveBeenCalled();
    await state.runChecks(1000);
    expect(state.run.value).toEqual({ kind: "ended", done: 0, total: 0 });
  });

  it("tries a lesson that did not load again with the next files", async () => {
    const loadLesson = vi
      .fn<ClassEffects["loadLesson"]>()
      .mockRejectedValueOnce(new Error("No connection."))
      .mockResolvedValue({ lesson: LESSON, data: [] });
    const { state } = classroom({ loadLesson });
    await state.add([ANN]);
    expect(state.tables.value[0]?.lesson).toMatchObject({
      message: expect.stringContaining("No connection."),
    });
    await state.add([BEN]);
    expect(state.tables.value[0]?.lesson.kind).toBe("here");
  });
});
