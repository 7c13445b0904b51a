import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it } from "vitest";
import { readIpynb } from "../../src/lesson/ipynb-cells.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { scratchText } from "../../src/notebook/scratch-text.ts";
import { writeIpynb } from "../../src/notebook/write-ipynb.ts";
import { essence, schemaProblems, storedRecord, throughTheStore } from "./support/jupyter.ts";

const FOLDER = join(import.meta.dirname, "../fixtures/notebooks");
const FILES = readdirSync(FOLDER).filter((name) => name.endsWith(".ipynb"));

function fixture(name: string): string {
  return readFileSync(join(FOLDER, name), "utf8");
}

function notebook(...cells: object[]): string {
  return JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: {}, cells });
}

function cell(source: string, more: object = {}): object {
  return { cell_type: "code", source, metadata: {}, outputs: [], execution_count: null, ...more };
}

describe.each(FILES)("%s", (name) => {
  it("keeps cells, metadata, attachments and outputs through import, store and export", async () => {
    const before = essence(fixture(name));
    const after = essence(await throughTheStore(fixture(name)));
    for (const [index, one] of before.cells.entries()) {
      const { metadata, ...rest } = after.cells[index] ?? {};
      const { metadata: known, ...wanted } = one;
      expect(rest, `cell ${index}`).toEqual(wanted);
      expect(known, `metadata of cell ${index}`).toMatchObject(withoutOwn(metadata ?? {}));
    }
    expect(after.cells).toHaveLength(before.cells.length);
    expect(after.metadata).toMatchObject(before.metadata);
  });

  it("is exported as valid nbformat 4.5", async () => {
    expect(schemaProblems(await throughTheStore(fixture(name)))).toEqual([]);
  });

  it("is the same notebook when it comes back a second time", async () => {
    const once = await throughTheStore(fixture(name));
    expect(await throughTheStore(once)).toBe(once);
  });
});

/** Our own key holds what nbformat has no place for; `tags` and `name` are cut to what it allows. */
function withoutOwn(metadata: object): object {
  return Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== "routebook"));
}

describe("readNotebook(json, 'ipynb')", () => {
  it("shows attached pictures, raw cells and cells of unknown types", async () => {
    const { cells } = await readNotebook(fixture("attachments-4.1.ipynb"), "ipynb");
    expect(cells[0]?.source).toContain("![dot](data:image/png;base64,iVBOR");
    expect(cells[0]?.source).toContain("![svg](attachment:a.svg)");
    const deepnote = await readNotebook(fixture("deepnote.ipynb"), "ipynb");
    expect(deepnote.cells[2]?.source).toBe("```text\nselect * from costs\n```");
  });

  it("reads format 3 with its headings, worksheets and output names", async () => {
    const { title, cells } = await readNotebook(fixture("ipython-v3.ipynb"), "ipynb");
    expect(title).toBe("Old lecture");
    expect(cells.map(({ source }) => source)).toEqual([
      "## Squares",
      "By hand,\nin a text editor.",
      "x = 3\nx * x",
      "print(x)\nplot()",
      "boom",
      "```text\nraw text\n```",
      "Second sheet.",
    ]);
    expect(cells[2]?.outputs).toMatchObject([{ bundle: { "text/plain": "9" }, result: true }]);
    expect(cells[3]?.outputs).toMatchObject([{ kind: "stream" }, { kind: "display" }]);
    expect(cells[4]?.outputs).toMatchObject([{ kind: "error", error: { type: "NameError" } }]);
  });

  it("takes title and packages from front matter", async () => {
    const read = await readNotebook(fixture("jupytext.ipynb"), "ipynb");
    expect([read.title, read.packages]).toEqual(["Counting birds", ["pandas"]]);
    expect(read.cells).toHaveLength(3);
  });

  it("gives a lesson's cells their outputs, too", async () => {
    const outputs = [{ output_type: "stream", name: "stdout", text: "hi\n" }];
    const json = notebook(
      cell("print('hi')", { outputs }),
      cell("x = ...", { metadata: { exercise: "x" } }),
      cell("assert x", { metadata: { check: "x" } }),
    );
    const { cells } = await readNotebook(json, "ipynb");
    expect(cells.map(({ kind }) => kind)).toEqual(["python", "exercise"]);
    expect(cells[0]?.outputs).toEqual([{ kind: "stream", name: "stdout", text: "hi\n" }]);
  });

  it("says what was too large to be kept", async () => {
    const image = { "image/png": "A".repeat(300_000) };
    const outputs = [{ output_type: "display_data", metadata: {}, data: image }];
    const metadata = { big: "x".repeat(200_000) };
    const read = await readNotebook(notebook(cell("plot()", { outputs, metadata })), "ipynb");
    expect(read.problems).toEqual([
      "Cell 1: its metadata was too large to be kept.",
      "Cell 1: an image of 300 kB could not be kept; run the cell for it.",
    ]);
    expect(read.cells[0]?.outputs).toMatchObject([{ kind: "dropped" }]);
  });

  it("says that the state of widgets was too large, and keeps the rest of the metadata", async () => {
    const metadata = { widgets: { state: "x".repeat(3_000_000) }, mine: 1 };
    const json = JSON.stringify({ nbformat: 4, metadata, cells: [] });
    const read = await readNotebook(json, "ipynb");
    expect(read.problems).toEqual(["The state of its widgets was too large to be kept."]);
    expect(read.foreign).toEqual({ metadata: { mine: 1 } });
  });

  it("reads 20 MB in a few thousand cells, and bounds what it keeps", async () => {
    const text = "x = 1  # ".padEnd(4000, "y");
    const outputs = [{ output_type: "stream", name: "stdout", text: "z".repeat(4000) }];
    const many = Array.from({ length: 2500 }, (_, index) =>
      cell(`${index}\n${text}`, { outputs, attachments: { a: {} }, metadata: { index } }),
    );
    const json = notebook(...many);
    expect(json.length).toBeGreaterThan(20_000_000);
    const read = await readNotebook(json, "ipynb");
    expect(read.cells).toHaveLength(2500);
    expect(writeIpynb(storedRecord(read)).length).toBeGreaterThan(20_000_000);
  }, 60_000);

  it("keeps the outputs of 25 million characters, and says which cells lost theirs", async () => {
    const outputs = [{ output_type: "stream", name: "stdout", text: "z".repeat(60_000) }];
    const json = notebook(...Array.from({ length: 450 }, () => cell("f()", { outputs })));
    const read = await readNotebook(json, "ipynb");
    expect(read.cells.filter((one) => one.outputs !== undefined).length).toBe(416);
    expect(read.problems.at(0)).toBe(
      "Cell 417: its outputs were left out, since there are too many in all.",
    );
    expect(read.problems.at(-1)).toBe("14 more such cells.");
  }, 60_000);

  it("survives values that are nested without end", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const json = notebook(cell("1", { metadata: { deep: 0 } })).replace(
      '"deep":0',
      `"deep":${deep}`,
    );
    const read = await readNotebook(json, "ipynb");
    expect(read.problems).toEqual(["Cell 1: its metadata was too large to be kept."]);
  });

  it.each([
    ["lines of backticks", "raw", "`\n".repeat(200_000)],
    ["texts with empty lines between them", "markdown", "a\n\n\n".repeat(200_000)],
    ["fences that nothing closes", "markdown", "```python\n".repeat(50_000)],
    ["addresses that nothing closes", "markdown", "(attachment:".repeat(100_000)],
  ])(
    "survives %s, and refuses them in a lesson",
    async (_name, cell_type, source) => {
      const odd = { cell_type, source, metadata: {} };
      const plain = await readNotebook(notebook(odd), "ipynb");
      expect(scratchText(storedRecord(plain)).length).toBeGreaterThan(source.length / 2);
      const setup = cell("x", { metadata: { setup: "true" } });
      const lesson = readNotebook(notebook(odd, setup), "ipynb");
      await expect(lesson).rejects.toThrow("no more can be opened");
    },
    120_000,
  );

  it("refuses what the page cannot show or the store cannot keep, in a sentence", async () => {
    const many = readNotebook("```python\nx\n```\n".repeat(5001), "md");
    await expect(many).rejects.toThrow("This notebook has 5001 cells, and 5000 can be opened");
    const large = readNotebook(`x = "${"y".repeat(10_000_000)}"`, "py");
    await expect(large).rejects.toThrow("Cell 1 of this notebook has more than 10 MB");
  }, 60_000);

  it("refuses more cells than the page can show", () => {
    const json = JSON.stringify({ nbformat: 4, cells: Array.from({ length: 5001 }, () => ({})) });
    expect(readIpynb(json)).toMatchObject({
      message:
        "This notebook has 5001 cells, and 5000 can be opened; split it in Jupyter, and try again.",
    });
  });
});

describe("writeIpynb(record)", () => {
  it("gives edited cells back with the rest of what their tool wrote", async () => {
    const record = storedRecord(await readNotebook(fixture("attachments-4.1.ipynb"), "ipynb"));
    const [first] = record.own;
    const id = first?.id ?? "";
    const source = record.cells[id]?.edit?.source.replace("and again", "and once more") ?? "";
    const edited = {
      ...record,
      cells: { ...record.cells, [id]: { edit: { source, base: "", at: "" } } },
    };
    const { cells } = essence(writeIpynb(edited));
    expect(cells[0]?.source).toContain(
      "(attachment:dot.png) and once more ![dot](attachment:dot.png)",
    );
    expect(cells[0]?.attachments).toHaveProperty(["dot.png", "image/png"]);
  });

  it("forgets the count of a run once the cell was run here", async () => {
    const record = storedRecord(await readNotebook(fixture("classic-4.0.ipynb"), "ipynb"));
    const run = { status: "done", ms: 1, at: "2026-11-22T10:00:00.000Z", source: "" } as const;
    const cells = { ...record.cells, "cell-2": { ...record.cells["cell-2"], run } };
    const after = essence(writeIpynb({ ...record, cells }));
    expect(after.cells.map(({ count }) => count)).toEqual([null, null, 2, 3, null, null]);
  });

  it("writes what only lessons have as lessons are written", async () => {
    const text = `---
title: "Yes: or no"
packages: [flask]
---

\`\`\`python setup="true"
import os
\`\`\`

\`\`\`css file="static/a.css"
p {}
\`\`\`

\`\`\`python exercise="one"
x = ...
\`\`\`

> [!TIP]
> Count.

\`\`\`python check="one"
assert x == 1
\`\`\`

\`\`\`http client="Bob"
GET /
\`\`\`
`;
    const record = storedRecord(await readNotebook(text, "md"));
    const json = writeIpynb(record);
    expect(schemaProblems(json)).toEqual([]);
    const back = await readNotebook(json, "ipynb");
    expect(
      back.cells.map(({ kind, source, file, client }) => [kind, source, file, client]),
    ).toEqual(
      record.own.map(({ kind, id, file, client }) => [
        kind,
        record.cells[id]?.edit?.source,
        file,
        client,
      ]),
    );
    expect(back.title).toBe("Yes: or no");
  });
});
