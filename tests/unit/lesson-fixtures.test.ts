import { existsSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";

const FOLDER = join(import.meta.dirname, "../fixtures/lessons");
const inCi = (process.env["CI"] ?? "") !== "";

/** A new fixture's expected file is written on a developer's machine, to be read and kept. */
function expectedOf(file: string, actual: string): string {
  if (!existsSync(file) && !inCi) writeFileSync(file, actual);
  return readFileSync(file, "utf8");
}

describe("parseLesson(text) of every fixture", () => {
  const names = readdirSync(FOLDER).filter((name) => name.endsWith(".md"));

  it.each(names)("%s is the lesson in the .json beside it", (name) => {
    const file = join(FOLDER, name);
    const lesson = parseLesson(readFileSync(file, "utf8"));
    const actual = `${JSON.stringify(lesson, null, 2)}\n`;
    expect(JSON.parse(actual)).toEqual(
      JSON.parse(expectedOf(file.replace(/\.md$/, ".json"), actual)),
    );
  });

  it("has no expected file without a lesson", () => {
    const orphans = readdirSync(FOLDER).filter(
      (name) => name.endsWith(".json") && !names.includes(name.replace(/\.json$/, ".md")),
    );
    expect(orphans).toEqual([]);
  });
});

describe("parseLesson(the example in lessons/README.md)", () => {
  it("is a lesson without problems", () => {
    const readme = readFileSync(join(import.meta.dirname, "../../lessons/README.md"), "utf8");
    const example = /^````markdown\n(.*?)^````$/ms.exec(readme)?.[1] ?? "";
    const { title, problems } = parseLesson(example);
    expect({ title, problems }).toEqual({ title: "Your first route", problems: [] });
  });
});
