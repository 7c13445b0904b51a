import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { fromIpynb, toIpynb } from "../../src/lesson/ipynb.ts";
import { Random, randomLessonText } from "./support/random.ts";

function roundTrip(text: string): string {
  const back = fromIpynb(toIpynb(text));
  return back.kind === "text" ? back.text : back.message;
}

function textOf(notebook: object): string {
  const read = fromIpynb(JSON.stringify(notebook));
  return read.kind === "text" ? read.text : read.message;
}

interface Cell {
  readonly cell_type: string;
  readonly source: readonly string[];
  readonly metadata: object;
}

function cellsOf(text: string): [string, string, object][] {
  const { cells } = JSON.parse(toIpynb(text)) as { cells: Cell[] };
  return cells.map(({ cell_type: type, source, metadata }) => [type, source.join(""), metadata]);
}

const TESTS = join(import.meta.dirname, "..");
const FILES = [join(TESTS, "../lessons"), join(TESTS, "fixtures/lessons")].flatMap((folder) =>
  readdirSync(folder, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".md"))
    .map((name) => [name, join(folder, name)] as const),
);

describe("fromIpynb(toIpynb(text))", () => {
  it.each(FILES)("is the text of %s, byte by byte", (_name, file) => {
    const text = readFileSync(file, "utf8")
      .replace(/^\uFEFF/, "")
      .replaceAll("\r\n", "\n");
    expect(roundTrip(text)).toBe(text);
  });

  it("is any text, byte by byte", () => {
    for (let seed = 0; seed < 1000; seed++) {
      const text = randomLessonText(new Random(seed));
      expect(roundTrip(text), `seed ${seed}`).toBe(text);
    }
  });
});

describe("toIpynb(text)", () => {
  it("makes the cells that Jupytext makes", () => {
    const text = `---
title: T
---

Text.


More text.
\`\`\`python exercise="one"
x = ...
\`\`\`

\`\`\`html file="a.html"
<p>
\`\`\`

\`\`\`http
GET /
\`\`\`
`;
    expect(cellsOf(text)).toEqual([
      ["raw", "---\ntitle: T\n---", {}],
      ["markdown", "Text.", {}],
      ["markdown", "More text.", { lines_to_next_cell: 0 }],
      ["code", "x = ...", { exercise: "one" }],
      ["code", "%%html\n<p>", { file: "a.html" }],
      ["markdown", "```http\nGET /\n```", {}],
    ]);
  });

  it("keeps code with backticks in it", () => {
    expect(cellsOf('````python\n"""\n```\n"""\n````\n')).toEqual([["code", '"""\n```\n"""', {}]]);
  });
});

describe("fromIpynb(json)", () => {
  const cell = (cell_type: string, source: unknown, more: object = {}) => ({
    cell_type,
    source,
    metadata: {},
    ...more,
  });
  const notebook = (...cells: object[]) => ({
    nbformat: 4,
    nbformat_minor: 5,
    metadata: {},
    cells,
  });

  it("takes texts and lists of lines, and leaves outputs out", () => {
    const outputs = [{ output_type: "stream", text: "hi" }];
    const cells = [cell("markdown", ["# T\n", "text"]), cell("code", "x = 1", { outputs })];
    expect(textOf(notebook(...cells))).toBe("# T\ntext\n\n```python\nx = 1\n```\n");
  });

  it("makes a lesson's keys of a cell's metadata, and no others", () => {
    const metadata = { tags: ["x"], setup: true, exercise: null, scrolled: false };
    expect(textOf(notebook(cell("code", "x", { metadata })))).toBe(
      '```python setup="true"\nx\n```\n',
    );
  });

  it("believes a cell that was edited elsewhere rather than the fence that was kept", () => {
    const json = toIpynb("~~~python\nx = 1\n~~~\n").replace('"x = 1"', '"x = 2"');
    expect(fromIpynb(json)).toEqual({ kind: "text", text: "```python\nx = 2\n```\n" });
  });

  it("puts pictures that are attached to a text into it", () => {
    const attachments = { "a.png": { "image/png": "AAAA" } };
    const text = cell("markdown", "![a](attachment:a.png)", { attachments });
    expect(textOf(notebook(text))).toBe("![a](data:image/png;base64,AAAA)\n");
  });

  it("shows other raw cells as they are, and skips what is no cell", () => {
    const cells = [
      cell("code", ""),
      cell("raw", "a"),
      cell("markdown", ""),
      cell("heading", "b"),
      [],
      {},
    ];
    expect(textOf(notebook(...cells))).toBe("```python\n```\n\n```text\na\n```\n");
  });

  it.each([
    ["not JSON", "no Jupyter notebook: the file is not JSON"],
    ["[1]", "it has no cells"],
    ['{"a": 1}', "it has no cells"],
    ['{"nbformat": 5, "cells": []}', "format 5, and only the formats 2 to 4 can be read"],
    ['{"nbformat": "x"}', "an unknown format"],
    ['{"nbformat": 4, "cells": {}}', "no list of cells"],
    ['{"nbformat": 4, "cells": [], "metadata": {"kernelspec": {"language": "R"}}}', "written in R"],
  ])("refuses %s in a sentence", (json, part) => {
    const read = fromIpynb(json);
    expect(read.kind === "refused" && read.message).toContain(part);
  });
});
