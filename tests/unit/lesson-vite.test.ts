import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { pathToFileURL } from "node:url";
import { build } from "vite";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { lessons } from "../../scripts/vite/lessons.ts";
import type { Catalogue, LessonModule } from "../../src/shared/lesson.ts";

const FILES = {
  "main.js":
    'import { catalogue } from "virtual:catalogue";\nimport { loadLesson } from "virtual:lesson-loader";\nimport { loadLessonText } from "virtual:lesson-text-loader";\nexport { catalogue, loadLesson, loadLessonText };\n',
  "lessons/README.md": "For teachers.\n",
  "lessons/second/course.md": "---\ntitle: Second\nsummary: Later.\norder: 2\n---\n",
  "lessons/second/10-ten.md": "---\ntitle: Ten\n---\n",
  "lessons/second/9-nine.md":
    '---\ntitle: Nine\npackages: [flask]\nminutes: 9\n---\n\n```python exercise="x"\n```\n\n```python check="x"\n```\n',
  "lessons/second/data/orders.csv": "a,b\n1,2\n",
  "lessons/first/course.md": "---\ntitle: First\norder: 1\n---\n\nAbout it.\n",
  "lessons/no-course/01-draft.md": "---\ntitle: Draft\n---\n",
};

let root = "";
beforeAll(async () => {
  root = await mkdtemp(path.join(tmpdir(), "catalogue-"));
  for (const [name, text] of Object.entries(FILES)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
});
afterAll(() => rm(root, { recursive: true }));

/** What the small page exports. */
interface CatalogueModule {
  readonly catalogue: Catalogue;
  readonly loadLesson: (path: string) => Promise<LessonModule>;
  readonly loadLessonText: (path: string) => Promise<string>;
}

/** Builds the small site above and loads what was built. */
async function built(): Promise<CatalogueModule> {
  await build({
    root,
    base: "./",
    configFile: false,
    logLevel: "silent",
    plugins: [lessons()],
    build: {
      minify: false,
      lib: { entry: path.join(root, "main.js"), formats: ["es"], fileName: () => "main.mjs" },
    },
  });
  const file = pathToFileURL(path.join(root, "dist/main.mjs")).href;
  return (await import(/* @vite-ignore */ file)) as CatalogueModule;
}

describe("lessons()", () => {
  it("serves the catalogue, each lesson and its data", async () => {
    const { catalogue, loadLesson } = await built();
    expect(catalogue).toEqual([
      { id: "first", title: "First", summary: "", about: "<p>About it.</p>\n", lessons: [] },
      {
        id: "second",
        title: "Second",
        summary: "Later.",
        lessons: [
          {
            path: "second/9-nine",
            title: "Nine",
            summary: "",
            minutes: 9,
            packages: ["flask"],
            exercises: ["x"],
            app: true,
          },
          {
            path: "second/10-ten",
            title: "Ten",
            summary: "",
            minutes: null,
            packages: [],
            exercises: [],
          },
        ],
      },
    ]);
    const { lesson, data } = await loadLesson("second/9-nine");
    expect(lesson.blocks.map(({ kind }) => kind)).toEqual(["exercise"]);
    expect(data).toMatchObject([{ path: "data/orders.csv", bytes: 8 }]);
    await expect(loadLesson("second/11-none")).rejects.toThrow(
      "There is no lesson second/11-none.",
    );
  });

  it("serves each lesson's Markdown in a file of its own", async () => {
    const { loadLessonText } = await built();
    expect(await loadLessonText("second/10-ten")).toBe(FILES["lessons/second/10-ten.md"]);
    await expect(loadLessonText("second/11-none")).rejects.toThrow(
      "There is no lesson second/11-none.",
    );
    const chunks = await readdir(path.join(root, "dist"), { recursive: true });
    const holding = chunks.filter(
      (name) =>
        name.endsWith("js") &&
        readFileSync(path.join(root, "dist", name), "utf8").includes("minutes: 9\\n"),
    );
    expect(holding).toHaveLength(1);
  });
});
