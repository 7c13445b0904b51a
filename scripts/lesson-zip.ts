import { readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { parseLesson } from "../src/lesson/parse-lesson.ts";
import { projectFiles } from "../src/lesson/project-files.ts";
import { writeZip } from "../src/lesson/write-zip.ts";
import { Failure, runScript } from "./failure.ts";
import { readCourseFolder } from "./lessons/course-folders.ts";
import { readProjectParts } from "./project/project-parts.ts";

/** `lesson-zip.ts LESSON.md OUT.zip`: the project that a reader of the lesson can export. */
await runScript(async () => {
  const [lesson, out] = process.argv.slice(2);
  if (lesson === undefined || out === undefined) {
    throw new Failure("Say which lesson, and where to write: lesson-zip LESSON.md OUT.zip.");
  }
  const text = await readFile(lesson, "utf8");
  const { title, packages } = parseLesson(text);
  const { data } = await readCourseFolder(path.dirname(lesson));
  const files = await Promise.all(
    data.map(async ({ name, file }) => ({
      path: name,
      bytes: new Uint8Array(await readFile(file)),
    })),
  );
  const source = { title, packages, text, original: text, data: files };
  await writeFile(out, writeZip(projectFiles(source, await readProjectParts())));
});
