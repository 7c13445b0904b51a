import { readFile } from "node:fs/promises";
import { parseCourse } from "../../src/lesson/course.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import type { Catalogue, Course, LessonSummary } from "../../src/shared/lesson.ts";
import {
  type CourseFile,
  type CourseFolder,
  type DataFile,
  findCourses,
  lessonPath,
} from "./course-folders.ts";

/** Where a lesson of the catalogue comes from. */
export interface LessonSource {
  readonly file: string;
  readonly data: readonly DataFile[];
}

/** The catalogue with the files behind it, keyed by the lessons' paths. */
export interface BuiltCatalogue {
  readonly catalogue: Catalogue;
  readonly sources: ReadonlyMap<string, LessonSource>;
}

/** Reads all courses below a folder. Folders without a course.md are none. */
export async function buildCatalogue(root: string): Promise<BuiltCatalogue> {
  const sources = new Map<string, LessonSource>();
  const ordered: { readonly order: number; readonly course: Course }[] = [];
  for (const folder of await findCourses(root)) {
    if (folder.courseFile === null) continue;
    const { title, summary, order, about } = parseCourse(await readFile(folder.courseFile, "utf8"));
    const lessons = await Promise.all(folder.lessons.map((lesson) => summarize(folder, lesson)));
    for (const lesson of folder.lessons) {
      sources.set(lessonPath(folder, lesson), { file: lesson.file, data: folder.data });
    }
    const text = about === "" ? {} : { about };
    ordered.push({
      order,
      course: { id: folder.id, title: title ?? folder.id, summary, ...text, lessons },
    });
  }
  // Folders come in the order of their names, and sorting keeps it among equals.
  const catalogue = ordered
    .toSorted((one, other) => one.order - other.order)
    .map(({ course }) => course);
  return { catalogue, sources };
}

async function summarize(folder: CourseFolder, lesson: CourseFile): Promise<LessonSummary> {
  const parsed = parseLesson(await readFile(lesson.file, "utf8"));
  return {
    path: lessonPath(folder, lesson),
    title: parsed.title,
    summary: parsed.summary,
    minutes: parsed.minutes,
    packages: parsed.packages,
    exercises: parsed.blocks.filter((block) => block.kind === "exercise").map(({ id }) => id),
    ...(parsed.app !== null && { app: true }),
  };
}
