import { readIpynb } from "../../../src/lesson/ipynb-cells.ts";
import { fieldsOf, textOf } from "../../../src/lesson/ipynb-fields.ts";
import { type ReadNotebook, readNotebook } from "../../../src/notebook/read-notebook.ts";
import { scratchRecord } from "../../../src/notebook/scratch.ts";
import { writeIpynb } from "../../../src/notebook/write-ipynb.ts";
import { normalizeRecord } from "../../../src/storage/normalize-record.ts";
import type { NotebookRecord } from "../../../src/storage/schema.ts";

/** The record that a store gives back of a notebook that was read. */
export function storedRecord(read: ReadNotebook): NotebookRecord {
  const record = normalizeRecord(structuredClone(scratchRecord(read, "2026-11-22T10:00:00.000Z")));
  if (record === null) throw new Error("The record is none.");
  return record;
}

/** The notebook as it is exported after it was imported and stored. */
export async function throughTheStore(json: string): Promise<string> {
  return writeIpynb(storedRecord(await readNotebook(json, "ipynb")));
}

/** What two files must have in common to be the same notebook, however their tools write it. */
export function essence(json: string) {
  const read = readIpynb(json);
  if (read.kind === "refused") throw new Error(read.message);
  return {
    metadata: read.metadata,
    cells: read.cells.map((cell) => ({
      type: cell.foreignType ?? cell.type,
      source: cell.source,
      metadata: cell.metadata,
      attachments: joined(cell.attachments),
      count: cell.executionCount,
      outputs: cell.outputs.map((output) => {
        const fields = fieldsOf(output);
        const { data, text, traceback, ...rest } = fields;
        return {
          ...rest,
          ...("text" in fields && { text: textOf(text) }),
          ...("traceback" in fields && { traceback: textOf(traceback) }),
          ...("data" in fields && { data: joined(fieldsOf(data)) }),
        };
      }),
    })),
  };
}

/** Lists of lines as texts, Base64 without line breaks, at any depth. */
function joined(fields: Readonly<Record<string, unknown>>): unknown {
  return JSON.parse(JSON.stringify(fields), (key, value: unknown) => {
    if (!Array.isArray(value) || !value.every((line) => typeof line === "string")) {
      return key.startsWith("image/p") && typeof value === "string" ? value.trim() : value;
    }
    return key.startsWith("image/p") ? textOf(value).replace(/\s/g, "") : textOf(value);
  });
}

/** What of the schema of nbformat 4.5 a notebook breaks; the contract test asks nbformat itself. */
export function schemaProblems(json: string): string[] {
  const notebook = fieldsOf(JSON.parse(json) as unknown);
  const problems: string[] = [];
  const say = (holds: boolean, message: string) => void (holds || problems.push(message));
  say(notebook["nbformat"] === 4 && notebook["nbformat_minor"] === 5, "format");
  const ids = new Set<unknown>();
  for (const [index, value] of (notebook["cells"] as unknown[]).entries()) {
    const cell = fieldsOf(value);
    const at = (what: string) => `cell ${index}: ${what}`;
    const type = String(cell["cell_type"]);
    const allowed = ["cell_type", "id", "metadata", "source"];
    const more = type === "code" ? ["execution_count", "outputs"] : ["attachments"];
    say(["code", "markdown", "raw"].includes(type), at("type"));
    say(
      Object.keys(cell).every((key) => [...allowed, ...more].includes(key)),
      at("keys"),
    );
    say(
      allowed.every((key) => key in cell),
      at("required"),
    );
    say(/^[a-zA-Z0-9-_]{1,64}$/.test(String(cell["id"])) && !ids.has(cell["id"]), at("id"));
    ids.add(cell["id"]);
    const source = cell["source"] as unknown[];
    say(
      source.every((line) => typeof line === "string"),
      at("source"),
    );
    if (type !== "code") continue;
    const count = cell["execution_count"];
    say(count === null || (Number.isInteger(count) && Number(count) >= 0), at("count"));
    for (const output of cell["outputs"] as unknown[]) {
      const kind = String(fieldsOf(output)["output_type"]);
      const keys = Object.keys(fieldsOf(output)).sort().join();
      say(OUTPUT_KEYS[kind] === keys, at(`output ${kind}: ${keys}`));
    }
  }
  return problems;
}

const OUTPUT_KEYS: Readonly<Record<string, string>> = {
  stream: "name,output_type,text",
  display_data: "data,metadata,output_type",
  execute_result: "data,execution_count,metadata,output_type",
  error: "ename,evalue,output_type,traceback",
};
