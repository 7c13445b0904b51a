import { readdir, stat } from "node:fs/promises";
import path from "node:path";

/** A file of a course, found on disk. */
export interface CourseFile {
  /** Path below the course's folder, with "/" between its parts. */
  readonly name: string;
  /** Where it is on disk. */
  readonly file: string;
}

/** A file in a course's data/. */
export interface DataFile extends CourseFile {
  readonly bytes: number;
}

/** One folder below lessons/. Nothing in it was read yet. */
export interface CourseFolder {
  /** The folder's name. */
  readonly id: string;
  readonly folder: string;
  /** Null where the folder has no course.md. */
  readonly courseFile: string | null;
  /** Files named by a number and words, such as 01-first-route.md, in the order of the numbers. */
  readonly lessons: readonly CourseFile[];
  /** Files in the folder's data/, which every lesson of the course sees. */
  readonly data: readonly DataFile[];
  /** Files that are none of these. */
  readonly stray: readonly CourseFile[];
}

const DATA = "data/";
const LESSON_FILE = /^(\d+)-[a-z0-9]+(?:-[a-z0-9]+)*\.md$/;

/** Finds the courses below a folder; one that is not there has none. */
export async function findCourses(root: string): Promise<CourseFolder[]> {
  const entries = await readdir(root, { withFileTypes: true }).catch(nothingIfMissing);
  const folders = entries.filter((entry) => entry.isDirectory() && !entry.name.startsWith("."));
  const courses = folders.map((entry) => readCourseFolder(path.join(root, entry.name)));
  return (await Promise.all(courses)).toSorted((one, other) => (one.id < other.id ? -1 : 1));
}

/** Reads one course's folder. */
export async function readCourseFolder(folder: string): Promise<CourseFolder> {
  const files = await listFiles(folder, "");
  const lessons = files.filter(({ name }) => LESSON_FILE.test(name));
  const courseFile = files.find(({ name }) => name === "course.md") ?? null;
  return {
    id: path.basename(folder),
    folder,
    courseFile: courseFile?.file ?? null,
    lessons: lessons.toSorted(byNumber),
    data: await readCourseData(folder),
    stray: files.filter(
      (file) => !lessons.includes(file) && !file.name.startsWith(DATA) && file !== courseFile,
    ),
  };
}

/** The files in a folder's data/; none where there is no such folder. */
export async function readCourseData(folder: string): Promise<DataFile[]> {
  const files = await listFiles(path.join(folder, DATA), DATA).catch(nothingIfMissing);
  return Promise.all(files.map(async (file) => ({ ...file, bytes: (await stat(file.file)).size })));
}

/** "flask-routing/01-first-route": how the page calls a lesson. */
export function lessonPath(course: CourseFolder, lesson: CourseFile): string {
  return `${course.id}/${lesson.name.replace(/\.md$/, "")}`;
}

async function listFiles(folder: string, prefix: string): Promise<CourseFile[]> {
  const entries = await readdir(folder, { withFileTypes: true });
  const found = await Promise.all(
    entries
      // Such as .DS_Store: not the teacher's.
      .filter((entry) => !entry.name.startsWith("."))
      .map(async (entry): Promise<CourseFile[]> => {
        const file = path.join(folder, entry.name);
        const name = prefix + entry.name;
        return entry.isDirectory() ? await listFiles(file, `${name}/`) : [{ name, file }];
      }),
  );
  return found.flat().toSorted((one, other) => (one.name < other.name ? -1 : 1));
}

function byNumber(one: CourseFile, other: CourseFile): number {
  const difference = Number.parseInt(one.name, 10) - Number.parseInt(other.name, 10);
  return difference !== 0 ? difference : one.name < other.name ? -1 : 1;
}

function nothingIfMissing(error: unknown): [] {
  if (error instanceof Error && "code" in error && error.code === "ENOENT") return [];
  throw error;
}
