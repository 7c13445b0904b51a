import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { expect, test } from "vitest";
import { FAMILIES } from "../../scripts/images/families.ts";
import { findCourses } from "../../scripts/lessons/course-folders.ts";
import { root } from "../../scripts/paths.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";

test("every lesson finds its packages in one memory image", async () => {
  const files = (await findCourses(join(root, "lessons"))).flatMap(({ lessons }) => lessons);
  expect(files.length).toBeGreaterThan(20);
  for (const { file } of files) {
    const { packages } = parseLesson(await readFile(file, "utf8"));
    const covers = FAMILIES.some((family) =>
      packages.every((name) => family.packages.includes(name)),
    );
    expect(covers, `${file} needs ${packages.join(", ")}`).toBe(true);
  }
});
