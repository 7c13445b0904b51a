import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromIpynb } from "../../src/lesson/ipynb.ts";
import { readIpynb } from "../../src/lesson/ipynb-cells.ts";
import { isLessonNotebook } from "../../src/notebook/read-ipynb.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { writeIpynb } from "../../src/notebook/write-ipynb.ts";
import { schemaProblems, storedRecord } from "./support/jupyter.ts";

/** Cases of each property; twelve thousand in all. */
const RUNS = { numRuns: 4000 } as const;

const NAMES = ["__proto__", "constructor", "prototype", "toString", "routebook", "tags", "name"];
const key = fc.oneof(fc.constantFrom(...NAMES), fc.string({ maxLength: 6 }));
/** JSON as text: objects of JavaScript cannot hold a key "__proto__" by assignment. */
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { maxDepth: 3 },
    fc.string({ maxLength: 12, unit: "binary" }).map((text) => JSON.stringify(text)),
    fc.constantFrom("null", "true", "0", "-1", "1.5", "1e999", '"code"', '"\\ud800"'),
    fc.array(tie("json"), { maxLength: 3 }).map((items) => `[${items.join()}]`),
    fc.array(fc.tuple(key, tie("json")), { maxLength: 4 }).map((entries) => objectText(entries)),
  ),
}));

function objectText(entries: readonly (readonly [string, string])[]): string {
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${value}`).join()}}`;
}

function object(fields: Record<string, fc.Arbitrary<string>>): fc.Arbitrary<string> {
  const pairs = Object.entries(fields).map(([name, value]) =>
    fc.option(value, { freq: 8 }).map((text) => (text === null ? [] : [[name, text] as const])),
  );
  return fc.tuple(...pairs).map((found) => objectText(found.flat()));
}

const text = fc.oneof(
  fc.string({ maxLength: 40 }).map((value) => JSON.stringify(value)),
  fc.constantFrom(
    '["a\\n","b"]',
    '"```http\\nGET /\\n```"',
    '"---\\ntitle: x\\n---"',
    '"%%html\\n<p>"',
  ),
  json,
);
const bundle = object({ "text/plain": text, "image/png": text, "application/json": json });
const output = object({
  output_type: fc.constantFrom(
    '"stream"',
    '"display_data"',
    '"execute_result"',
    '"error"',
    '"pyout"',
    '"pyerr"',
    "7",
  ),
  name: fc.constantFrom('"stdout"', '"stderr"', "3"),
  text,
  data: fc.oneof(bundle, json),
  metadata: json,
  ename: text,
  evalue: text,
  traceback: json,
  execution_count: json,
});
const cell = object({
  cell_type: fc.constantFrom('"code"', '"markdown"', '"raw"', '"heading"', '"sql"', '"html"', "1"),
  id: fc.oneof(fc.constantFrom('"a"', '"__proto__"', '"routebook-1"'), json),
  source: text,
  input: text,
  metadata: fc.oneof(
    object({ setup: json, exercise: text, check: text, tags: json, raises: text, routebook: json }),
    json,
  ),
  attachments: fc.oneof(object({ "a.png": bundle, __proto__: bundle }), json),
  outputs: fc.array(output, { maxLength: 3 }).map((outputs) => `[${outputs.join()}]`),
  execution_count: json,
  level: json,
});
const cells = fc.array(fc.oneof({ arbitrary: cell, weight: 6 }, json), { maxLength: 5 });
const notebook = fc.oneof(
  object({
    nbformat: fc.constant("4"),
    metadata: fc.oneof(object({ title: text, routebook: json, widgets: json }), json),
    cells: cells.map((list) => `[${list.join()}]`),
  }),
  object({
    nbformat: fc.constantFrom("2", "3"),
    metadata: json,
    worksheets: cells.map((list) => `[{"cells":[${list.join()}]}]`),
  }),
);

/** What an import must never change. */
function prototypes(): string {
  const owners = [Object.prototype, Array.prototype, Function.prototype];
  return JSON.stringify(owners.map((owner) => Reflect.ownKeys(owner).map(String)));
}

const CLEAN = prototypes();

async function importAndExport(source: string): Promise<void> {
  let read;
  try {
    read = await readNotebook(source, "ipynb");
  } catch (error) {
    // The one error that tells the learner what to do.
    expect(error).toHaveProperty("name", "NotebookUnreadable");
    return;
  } finally {
    expect(prototypes()).toBe(CLEAN);
  }
  const exported = writeIpynb(storedRecord(read));
  expect(schemaProblems(exported)).toEqual([]);
  const again = writeIpynb(storedRecord(await readNotebook(exported, "ipynb")));
  const reread = readIpynb(exported);
  // A lesson comes back by way of its Markdown, where texts beside each other are one.
  if (reread.kind === "notebook" && !isLessonNotebook(reread.cells)) expect(again).toBe(exported);
}

describe("an .ipynb from anywhere", () => {
  it("is read or refused, and what is exported is valid and comes back the same", async () => {
    await fc.assert(fc.asyncProperty(notebook, importAndExport), RUNS);
  });

  it("may be any JSON", async () => {
    await fc.assert(fc.asyncProperty(json, importAndExport), RUNS);
  });

  it("may be any text, or a notebook with a piece missing", async () => {
    const cut = fc.tuple(notebook, fc.nat(), fc.nat({ max: 9 })).map(([whole, at, size]) => {
      const start = at % (whole.length + 1);
      return whole.slice(0, start) + whole.slice(start + size);
    });
    await fc.assert(
      fc.asyncProperty(fc.oneof(fc.string({ unit: "binary" }), cut), importAndExport),
      RUNS,
    );
  });

  it("becomes a lesson's text or a sentence", () => {
    fc.assert(
      fc.property(notebook, (source) => {
        const read = fromIpynb(source);
        expect(read.kind === "text" ? read.text : read.message).toBeTypeOf("string");
      }),
      RUNS,
    );
  });
}, 120_000);
