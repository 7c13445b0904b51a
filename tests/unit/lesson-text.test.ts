import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import { fromIpynb, toIpynb } from "../../src/lesson/ipynb.ts";
import { lessonIpynb } from "../../src/notebook/lesson-ipynb.ts";
import { lessonText } from "../../src/notebook/lesson-text.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { scratchText } from "../../src/notebook/scratch-text.ts";
import {
  type CellRecord,
  EMPTY_RECORD,
  type NotebookRecord,
  type OwnCellRecord,
} from "../../src/storage/schema.ts";
import { storedRecord } from "./support/jupyter.ts";
import { Random, randomLessonText } from "./support/random.ts";

const AT = "2026-11-22T10:00:00.000Z";
const FOLDER = join(import.meta.dirname, "../../lessons");
const LESSONS = readdirSync(FOLDER, { recursive: true, encoding: "utf8" }).filter((name) =>
  /\/\d+-.*\.md$/.test(name),
);

const LESSON = `---
title: T
---

# T

Before.

\`\`\`python
x = 1
\`\`\`

## Turn

\`\`\`python exercise="one"
y = ...
\`\`\`

> [!TIP]
> Hint.

\`\`\`python check="one"
assert y
\`\`\`

After.
`;

function edited(cells: Readonly<Record<string, string>>, more: Partial<NotebookRecord> = {}) {
  const records = Object.entries(cells).map(([id, source]): [string, CellRecord] => [
    id,
    { edit: { source, base: "", at: AT } },
  ]);
  return { ...EMPTY_RECORD, cells: Object.fromEntries(records), ...more };
}

function own(id: string, after: string | null, kind: OwnCellRecord["kind"] = "python") {
  return { id, kind, after, afterCell: after } as const;
}

describe("lessonText(text, record)", () => {
  it.each(LESSONS)("is the text of %s, byte by byte, where nothing was changed", (name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    expect(lessonText(text, EMPTY_RECORD)).toBe(text);
    const sources = parseLesson(text).blocks.flatMap((block) =>
      "id" in block ? [[block.id, block.source] as const] : [],
    );
    expect(lessonText(text, edited(Object.fromEntries(sources)))).toBe(text);
  });

  it.each(LESSONS)("changes each cell of %s, and nothing else", (name) => {
    const text = readFileSync(join(FOLDER, name), "utf8");
    const { blocks } = parseLesson(text);
    const cells = blocks.flatMap((block) => ("id" in block ? [block] : []));
    const record = edited(
      Object.fromEntries(cells.map(({ id }) => [id, `# ${id}\n\n"""\`\`\`"""`])),
    );
    const changed = lessonText(text, record);
    // A request of such a text is none: that is told, and the text is there.
    const after = parseLesson(changed).blocks.filter(({ kind }) => kind !== "problem");
    expect(after.map((block) => ("id" in block ? [block.id, block.source] : block.kind))).toEqual(
      blocks.map((block) =>
        "id" in block ? [block.id, `# ${block.id}\n\n"""\`\`\`"""`] : block.kind,
      ),
    );
    const back = edited(Object.fromEntries(cells.map(({ id, source }) => [id, source])));
    expect(parseLesson(lessonText(changed, back)).blocks.map(withoutLine)).toEqual(
      blocks.map(withoutLine),
    );
  });

  it("puts an edit into its fence", () => {
    expect(lessonText(LESSON, edited({ one: "y = 2\nz = 3" }))).toBe(
      LESSON.replace("y = ...", "y = 2\nz = 3"),
    );
    expect(lessonText(LESSON, edited({ "start-1": "" }))).toBe(LESSON.replace("x = 1\n", ""));
  });

  it("makes a fence longer where code would end it", () => {
    const code = '"""\n```\n"""';
    const text = lessonText(LESSON, edited({ "start-1": code }));
    expect(text).toBe(LESSON.replace("```python\nx = 1\n```", `\`\`\`\`python\n${code}\n\`\`\`\``));
    const waves = lessonText("~~~python\nx\n~~~\n", edited({ "start-1": "~~~\ny" }));
    expect(waves).toBe("```python\n~~~\ny\n```\n");
  });

  it("closes a fence whose end was forgotten, once its code is changed", () => {
    const text = "```python\nx = 1\n\n## Next\n";
    expect(lessonText(text, edited({ "start-1": "x = 2" }))).toContain("x = 2\n```");
  });

  it("keeps Windows' line ends", () => {
    const text = LESSON.replaceAll("\n", "\r\n");
    const after = lessonText(text, edited({ one: "a\nb" }));
    expect(after).toBe(text.replace("y = ...", "a\r\nb"));
  });

  it("puts own cells into their places, an exercise's hints and check before them", () => {
    const record = edited(
      { top: "first()", mid: "a = 1", text: "Mine.\n\n```python\nno cell\n```", end: "GET /" },
      {
        own: [
          own("top", null),
          own("mid", "start-1"),
          own("text", "one", "markdown"),
          { ...own("end", "gone", "http"), afterCell: "also gone", client: "Bob" },
        ],
      },
    );
    const text = lessonText(LESSON, record);
    const kinds = parseLesson(text).blocks.map((block) => [
      block.kind,
      "source" in block ? block.source : "",
    ]);
    expect(kinds).toEqual([
      ["python", "first()"],
      ["prose", ""],
      ["python", "x = 1"],
      ["python", "a = 1"],
      ["prose", ""],
      ["exercise", "y = ..."],
      ["prose", ""],
      ["fence", "no cell"],
      ["prose", ""],
      ["http", "GET /"],
    ]);
    expect(parseLesson(text).problems).toEqual([]);
    expect(text).toContain('```http client="Bob"\nGET /\n```\n');
  });

  it("carries files of the learner's own at the end", () => {
    const files = [{ path: "app/main.py", text: "import os\n", at: AT }];
    const text = lessonText(LESSON, edited({}, { files }));
    expect(text).toBe(`${LESSON}\n\`\`\`python file="app/main.py"\nimport os\n\`\`\`\n`);
  });

  it("is total, whatever the lesson and the record", () => {
    for (let seed = 0; seed < 500; seed++) {
      const text = randomLessonText(new Random(seed));
      expect(lessonText(text, EMPTY_RECORD)).toBe(text);
      const ids = parseLesson(text).blocks.flatMap((block) => ("id" in block ? [block.id] : []));
      const record = edited(Object.fromEntries(ids.map((id) => [id, "changed()"])), {
        own: [own("mine", ids[0] ?? null)],
      });
      expect(lessonText(text, { ...record }).length).toBeGreaterThan(0);
    }
  });
});

function withoutLine(block: object): object {
  const { line: _where, check, solution, ...rest } = block as Record<string, unknown>;
  return { ...rest, check: typeof check, solution: typeof solution };
}

describe("lessonIpynb(text, record)", () => {
  it("is the lesson's notebook, with the outputs that its cells had", () => {
    expect(lessonIpynb(LESSON, EMPTY_RECORD)).toBe(toIpynb(LESSON));
    const outputs = [{ kind: "stream", name: "stdout", text: "hi\n" }];
    const cells = {
      "start-1": { outputs },
      one: { edit: { source: "y = 2", base: "", at: AT }, outputs },
    };
    const json = lessonIpynb(LESSON, { ...EMPTY_RECORD, cells });
    const notebook = JSON.parse(json) as { cells: { source: string[]; outputs?: unknown[] }[] };
    const stream = { output_type: "stream", name: "stdout", text: ["hi\n"] };
    expect(
      notebook.cells.flatMap(({ source, outputs: found }) =>
        found ? [[source.join(""), found]] : [],
      ),
    ).toEqual([
      ["x = 1", [stream]],
      ["y = 2", [stream]],
      ["assert y", []],
    ]);
    expect(fromIpynb(json)).toEqual({
      kind: "text",
      text: LESSON.replace("y = ...", "y = 2"),
    });
  });
});

describe("scratchText(record)", () => {
  it("is read again as the same notebook", async () => {
    const record = edited(
      { a: "x = 1", b: "Text with\n\n```python\nx\n```", c: "assert_()", d: "p {}" },
      {
        title: "Mine: a title",
        packages: ["flask"],
        own: [
          own("a", null),
          own("b", null, "markdown"),
          {
            ...own("c", null, "exercise"),
            exercise: { check: "ok()", solution: null, hints: ["H"] },
          },
          { ...own("d", null, "file"), file: "a.css", language: "css" },
        ],
        files: [{ path: "b.txt", text: "words\n", at: AT }],
      },
    );
    const text = scratchText(record);
    const read = await readNotebook(text, "md");
    expect([read.title, read.packages, read.problems]).toEqual(["Mine: a title", ["flask"], []]);
    expect(read.cells.map(({ kind, file }) => [kind, file])).toEqual([
      ["python", undefined],
      ["markdown", undefined],
      ["markdown", undefined],
      ["exercise", undefined],
      ["file", "a.css"],
      ["file", "b.txt"],
    ]);
    expect(read.cells[3]?.exercise).toEqual({ check: "ok()", solution: null, hints: ["H"] });
    const again = scratchText(storedRecord(read));
    expect(scratchText(storedRecord(await readNotebook(again, "md")))).toBe(again);
  });

  it("is empty for an empty notebook", () => {
    expect(scratchText(EMPTY_RECORD)).toBe("");
  });
});
