import { readFile, stat } from "node:fs/promises";
import path from "node:path";
import { parseCourse } from "../../src/lesson/course.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import type { KernelFile } from "../../src/shared/kernel.ts";
import type { Lesson } from "../../src/shared/lesson.ts";
import { Failure } from "../failure.ts";
import { ensurePacks } from "../packs/ensure-packs.ts";
import { readLock } from "../packages/lock.ts";
import { root } from "../paths.ts";
import { checkCourseFolder, checkLessonText } from "./check-text.ts";
import {
  type CourseFolder,
  type DataFile,
  findCourses,
  readCourseData,
  readCourseFolder,
} from "./course-folders.ts";
import type { Finding } from "./finding.ts";
import { createLessonKernel, type LessonKernel } from "./lesson-kernel.ts";
import { runLesson } from "./run-lesson.ts";

/** What was found in one lesson, or in one course's folder. */
export interface LessonReport {
  /** The lesson's file, or the course's course.md. */
  readonly file: string;
  readonly kind: "lesson" | "course";
  readonly cells: number;
  readonly exercises: number;
  readonly findings: readonly Finding[];
}

/** The sums over all lessons. */
export interface LessonTotals {
  readonly lessons: number;
  readonly cells: number;
  readonly exercises: number;
  readonly problems: number;
}

/** What the check needs of its surroundings. */
export interface CheckEffects {
  readonly kernel: LessonKernel;
  /** Normalized names of the packages that a lesson may ask for. */
  packages(): Promise<ReadonlySet<string>>;
}

/** The kernel with the project's own packs, built first where need be. */
function projectEffects(): CheckEffects {
  return {
    kernel: createLessonKernel(() => ensurePacks()),
    packages: async () => new Set((await readLock()).packages.map(({ name }) => name)),
  };
}

/**
 * Checks lessons: files, folders of a course, or (none named) all courses of the project. Each
 * lesson's text is read; where nothing is wrong with it, its code is run in Python. `report` gets
 * what was found as soon as a lesson is done.
 */
export async function checkLessons(
  files: readonly string[],
  report: (report: LessonReport) => void,
  effects: CheckEffects = projectEffects(),
): Promise<LessonTotals> {
  let totals: LessonTotals = { lessons: 0, cells: 0, exercises: 0, problems: 0 };
  const tell = (one: LessonReport): void => {
    totals = {
      lessons: totals.lessons + (one.kind === "lesson" ? 1 : 0),
      cells: totals.cells + one.cells,
      exercises: totals.exercises + one.exercises,
      problems: totals.problems + one.findings.filter(isProblem).length,
    };
    report(one);
  };
  try {
    const { courses, lessons } = await findTargets(files);
    for (const course of courses) tell(await checkCourse(course));
    const packages = await effects.packages();
    for (const target of lessons) tell(await checkLesson(target, packages, effects.kernel));
    return totals;
  } finally {
    effects.kernel.close();
  }
}

interface LessonTarget {
  readonly file: string;
  /** The data that the lesson sees. */
  readonly data: readonly DataFile[];
}

interface Targets {
  readonly courses: readonly CourseFolder[];
  readonly lessons: readonly LessonTarget[];
}

async function findTargets(files: readonly string[]): Promise<Targets> {
  const courses = files.length === 0 ? await findCourses(path.join(root, "lessons")) : [];
  const single: LessonTarget[] = [];
  for (const name of files) {
    const file = path.resolve(name);
    const found = await stat(file).catch(() => null);
    if (found === null) throw new Failure(`There is no file ${name}: name a lesson or a course.`);
    if (found.isDirectory()) courses.push(await readCourseFolder(file));
    else single.push({ file, data: await readCourseData(path.dirname(file)) });
  }
  const inCourses = courses.flatMap(({ lessons, data }) =>
    lessons.map(({ file }) => ({ file, data })),
  );
  return { courses, lessons: [...inCourses, ...single] };
}

async function checkCourse(course: CourseFolder): Promise<LessonReport> {
  const text =
    course.courseFile === null ? null : parseCourse(await readFile(course.courseFile, "utf8"));
  return {
    file: path.join(course.folder, "course.md"),
    kind: "course",
    cells: 0,
    exercises: 0,
    findings: checkCourseFolder(course, text),
  };
}

async function checkLesson(
  { file, data }: LessonTarget,
  packages: ReadonlySet<string>,
  kernel: LessonKernel,
): Promise<LessonReport> {
  const text = await readFile(file, "utf8");
  const lesson = parseLesson(text);
  const findings = checkLessonText(file, text, lesson, packages);
  const base = { file, kind: "lesson" } as const;
  // What the text says wrongly would be said again, less clearly, by its code.
  if (findings.some(isProblem)) return { ...base, cells: 0, exercises: 0, findings };
  try {
    const run = await runLesson(lesson, await filesOf(lesson, data), kernel);
    const problems = run.problems.map((one) => ({ file, ...one, severity: "problem" as const }));
    return {
      ...base,
      cells: run.cells,
      exercises: run.exercises,
      findings: [...findings, ...problems],
    };
  } catch (error) {
    // No Python or no packages on this machine: nothing is wrong with the lesson.
    if (error instanceof Failure) throw error;
    const reason = error instanceof Error ? error.message : String(error);
    const message = `The Python runtime ended while it ran this lesson: ${reason}`;
    return {
      ...base,
      cells: 0,
      exercises: 0,
      findings: [...findings, { file, line: 1, message, severity: "problem" }],
    };
  }
}

async function filesOf(lesson: Lesson, data: readonly DataFile[]): Promise<KernelFile[]> {
  const encoder = new TextEncoder();
  const own = lesson.blocks.flatMap((block) =>
    block.kind === "file" ? [{ path: block.file, bytes: encoder.encode(block.source) }] : [],
  );
  const given = data.map(async ({ name, file }) => ({
    path: name,
    bytes: new Uint8Array(await readFile(file)),
    readOnly: true,
  }));
  return [...own, ...(await Promise.all(given))];
}

function isProblem({ severity }: Finding): boolean {
  return severity === "problem";
}
