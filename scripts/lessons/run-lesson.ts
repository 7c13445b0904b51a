import type { CheckResult, KernelFile } from "../../src/shared/kernel.ts";
import type { Lesson, LessonProblem } from "../../src/shared/lesson.ts";
import type { PythonFailure } from "../../src/shared/python-failure.ts";
import { type LessonCell, type LessonCode, type LessonExercise, programOf } from "./lesson-code.ts";
import type { LessonKernel } from "./lesson-kernel.ts";
import { runRequests } from "./run-requests.ts";

/** What running a lesson showed. */
export interface LessonRun {
  /** Cells and requests. */
  readonly cells: number;
  readonly exercises: number;
  readonly problems: readonly LessonProblem[];
}

/** Milliseconds that one cell may take. */
const TIME_LIMIT = 60_000;
/** Nothing: where only the cells before it matter. */
const NOTHING: LessonCode = { cell: "nothing", label: "nothing", line: 0, code: "" };

/**
 * Runs a lesson as its readers will: every cell in order, every starter (which must fail its check)
 * and every solution (which must pass it), each in a fresh namespace; then, where it has requests,
 * all of it once more in one namespace, with the requests in their places.
 */
export async function runLesson(
  lesson: Lesson,
  files: readonly KernelFile[],
  kernel: LessonKernel,
): Promise<LessonRun> {
  const { cells, exercises, steps } = programOf(lesson);
  await kernel.prepare(files, lesson.packages);
  const runner = new LessonRunner(kernel);
  const sound = await runner.runCells(cells);
  for (const exercise of exercises) await runner.runExercise(exercise, sound);
  const requests = steps.filter(({ kind }) => kind === "request").length;
  if (requests > 0) {
    const found = await runRequests(steps, {
      kernel,
      nextRun: () => runner.nextRun(),
      unsound: (cell) => !sound.has(cell),
    });
    runner.problems.push(...found);
  }
  const problems = runner.problems.toSorted((one, other) => one.line - other.line);
  return { cells: cells.length + requests, exercises: exercises.length, problems };
}

class LessonRunner {
  readonly problems: LessonProblem[] = [];
  #kernel: LessonKernel;
  #runs = 0;
  /** Milliseconds that the sound cells took, which run again before each exercise. */
  #spent = 0;

  constructor(kernel: LessonKernel) {
    this.#kernel = kernel;
  }

  /** Runs the cells and returns those that ended well. */
  async runCells(cells: readonly LessonCell[]): Promise<ReadonlySet<LessonCell>> {
    const plain = cells.filter(({ raises }) => raises === null);
    let sound: LessonCell[] = [...plain];
    const start = performance.now();
    const all = await this.#run(plain, NOTHING, NOTHING);
    if (all.verdict?.kind === "passed") {
      this.#spent = performance.now() - start;
    } else {
      // One of them does not run: which one shows when they run one by one.
      sound = [];
      for (const cell of plain) {
        const result = await this.#run(sound, cell, NOTHING);
        if (result.verdict?.kind === "passed") {
          sound.push(cell);
          this.#spent += result.ms;
        } else {
          this.#tell(cell, result, `This cell ${ending(result)}`);
        }
      }
    }
    for (const cell of cells) {
      if (cell.raises === null) continue;
      const earlier = sound.filter((other) => cells.indexOf(other) < cells.indexOf(cell));
      this.#expectRaise(cell, cell.raises, await this.#run(earlier, cell, NOTHING));
    }
    return new Set(sound);
  }

  nextRun(): number {
    return ++this.#runs;
  }

  /** The starter must fail the check, the solution must pass it. */
  async runExercise(exercise: LessonExercise, sound: ReadonlySet<LessonCell>): Promise<void> {
    const { id, starter, check, solution } = exercise;
    const before = exercise.before.filter((cell) => sound.has(cell));
    const first = await this.#run(before, starter, check);
    if (first.verdict === null)
      this.#tell(starter, first, `The starter of "${id}" ${ending(first)}`);
    if (first.verdict?.kind === "passed") {
      const message = `The starter of "${id}" passes its check as it is; leave something to do, or let the check ask for it.`;
      this.problems.push({ line: starter.line, message });
    }
    if (solution === null) return;
    const last = await this.#run(before, solution, check);
    if (last.verdict?.kind === "passed") return;
    this.#tell(solution, last, `The solution of "${id}" ${ending(last)}`);
  }

  #run(
    before: readonly LessonCode[],
    { cell, label, code }: LessonCode,
    check: LessonCode,
  ): Promise<CheckResult> {
    return this.#kernel.check({
      run: this.nextRun(),
      before: before.map((item) => ({ cell: item.cell, label: item.label, code: item.code })),
      cell,
      label,
      code,
      check: check.code,
      // Twice, since no two runs take the same time.
      timeLimit: TIME_LIMIT + 2 * this.#spent,
      typed: [],
    });
  }

  #expectRaise(cell: LessonCell, raises: string, result: CheckResult): void {
    const raised = result.verdict?.kind === "raised" ? result.error : null;
    // Python prints some exceptions with their module: pydantic_core._pydantic_core.ValidationError.
    if (raised?.type.split(".").at(-1) === raises) return;
    const found = result.verdict?.kind === "passed" ? "runs to its end" : ending(result);
    this.#tell(cell, result, `This cell is to raise ${raises}, but ${found}`);
  }

  #tell(code: LessonCode, result: CheckResult, message: string): void {
    const frame = result.error?.frames.findLast(({ cell }) => cell === code.cell);
    this.problems.push({
      line: code.line + (frame?.line ?? 0),
      message: message.endsWith(".") ? message : `${message}.`,
    });
  }
}

/** How code ended that should have ended well: the end of a sentence. */
function ending({ verdict, error, interruptedBy }: CheckResult): string {
  if (verdict === null) {
    return interruptedBy === "time-limit"
      ? `does not end within ${TIME_LIMIT / 1000} s`
      : `stops with ${describe(error)}`;
  }
  switch (verdict.kind) {
    case "passed":
      return "passes";
    case "raised":
      return verdict.where === "before"
        ? `cannot run, since ${verdict.label} before it stops with ${describe(error)}`
        : `stops with ${describe(error)}`;
    case "failed": {
      const details = verdict.details.map(({ label, value }) => `${label}: ${value}`).join("; ");
      if (details === "") return `fails its check: ${verdict.message}`;
      return `fails its check: ${verdict.message.replace(/\.$/, "")} (${details})`;
    }
  }
}

function describe(error: PythonFailure | null): string {
  if (error === null) return "an interrupt";
  return error.message === "" ? error.type : `${error.type}: ${error.message}`;
}
