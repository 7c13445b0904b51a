import path from "node:path";
import type { CourseText } from "../../src/lesson/course.ts";
import type { Lesson, LessonProblem } from "../../src/shared/lesson.ts";
import type { CourseFolder } from "./course-folders.ts";
import type { Finding } from "./finding.ts";

/** What is wrong with a lesson's text, before any of it is run. */
export function checkLessonText(
  file: string,
  text: string,
  lesson: Lesson,
  packages: ReadonlySet<string>,
): Finding[] {
  const packagesLine = Math.max(1, text.split(/\r\n|\n|\r/).findIndex(isPackagesField) + 1);
  const missing = lesson.packages
    .filter((name) => !packages.has(name))
    .map((name) => ({
      line: packagesLine,
      message: `There is no package "${name}" here; the packages are listed in workers/python/packages.in.`,
    }));
  const unsolved = lesson.blocks.flatMap((block) =>
    block.kind === "exercise" && block.solution === null
      ? [{ line: block.line, message: withoutSolution(block.id) }]
      : [],
  );
  return [
    ...[...lesson.problems, ...missing].map((problem) => finding(file, problem, "problem")),
    ...unsolved.map((problem) => finding(file, problem, "warning")),
  ].toSorted((one, other) => one.line - other.line);
}

/** What is wrong with a course's folder: its course.md, its file names, files that belong nowhere. */
export function checkCourseFolder(course: CourseFolder, text: CourseText | null): Finding[] {
  const courseFile = path.join(course.folder, "course.md");
  const problem = (file: string, message: string): Finding =>
    finding(file, { line: 1, message }, "problem");
  const findings = (text?.problems ?? []).map((item) => finding(courseFile, item, "problem"));
  if (text === null) {
    const message = `The folder "${course.id}" is no course yet; add a course.md with title, summary and order.`;
    findings.push(problem(courseFile, message));
  }
  if (course.lessons.length === 0) {
    const message = "The course has no lessons; add a file such as 01-first-steps.md.";
    findings.push(problem(courseFile, message));
  }
  const numbers = new Map<number, string>();
  for (const { name, file } of course.lessons) {
    const number = Number.parseInt(name, 10);
    const earlier = numbers.get(number);
    if (earlier === undefined) numbers.set(number, name);
    else findings.push(problem(file, `${earlier} has this number too; give one of them another.`));
  }
  for (const { name, file } of course.stray) {
    findings.push(problem(file, strayMessage(name)));
  }
  return findings;
}

function strayMessage(name: string): string {
  return name.endsWith(".md") && !name.includes("/")
    ? "This is not shown as a lesson; name it with a number and small letters, such as 03-json-replies.md."
    : "This file belongs to no lesson; put data into data/, and remove what is not used.";
}

function withoutSolution(id: string): string {
  return `The exercise "${id}" has no solution, so nothing shows that its check can be passed; add a fence \`\`\`python solution="${id}".`;
}

function isPackagesField(line: string): boolean {
  return /^packages\s*:/.test(line);
}

function finding(
  file: string,
  { line, message }: LessonProblem,
  severity: Finding["severity"],
): Finding {
  return { file, line, message, severity };
}
