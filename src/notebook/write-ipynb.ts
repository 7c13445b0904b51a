import { OWN_METADATA } from "../lesson/ipynb-cells.ts";
import { linesOf } from "../lesson/ipynb-fields.ts";
import { formatFence, magicSource } from "../lesson/notebook-fences.ts";
import { isJsonObject, type JsonObject } from "../shared/bounded-json.ts";
import type { JsonValue } from "../shared/json.ts";
import { asText } from "../shared/json-fields.ts";
import type { CellRecord, NotebookRecord } from "../storage/schema.ts";
import { type ExportCell, exportCells } from "./export-cells.ts";
import { attachPictures, type ForeignCell, readForeign } from "./foreign-cell.ts";
import { jupyterOutputs } from "./jupyter-outputs.ts";
import { validAttachments, validCellMetadata, validNotebookMetadata } from "./nbformat-metadata.ts";
import { createNbformatIds, type NbformatIds } from "./nbformat-ids.ts";
import { titleOf } from "./scratch-title.ts";
import { readOutputs } from "./stored-outputs.ts";

type Fields = Readonly<Record<string, JsonValue>>;

/** What a notebook of ours says where it came from no other tool. */
const METADATA = {
  kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
  language_info: { name: "python" },
} as const;

/**
 * A scratch notebook as a Jupyter notebook: nbformat 4.5, valid by its schema, as JSON text. What an
 * imported notebook brought (ids, metadata, attachments, raw cells, outputs) is given back; cells
 * that only lessons have are written as lessons are, by Jupytext's conventions.
 */
export function writeIpynb(record: NotebookRecord): string {
  const ids = createNbformatIds();
  const cells = exportCells(record).map((cell) => jupyterCell(cell, ids));
  const front = asText(record.foreign?.["frontMatter"]);
  const first = front === undefined ? [] : [textCell("raw", front, {}, {}, ids.take(null))];
  const notebook = {
    cells: [...first, ...cells],
    metadata: metadataOf(record),
    nbformat: 4,
    nbformat_minor: 5,
  };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

function metadataOf(record: NotebookRecord): Fields {
  const kept = record.foreign?.["metadata"];
  const title = titleOf(record);
  const { packages } = record;
  return {
    ...METADATA,
    ...(isJsonObject(kept) && validNotebookMetadata(kept)),
    ...(title !== null && { title }),
    ...(packages.length > 0 && { [OWN_METADATA]: { packages } }),
  };
}

function jupyterCell(cell: ExportCell, ids: NbformatIds): JsonObject {
  const foreign = readForeign(cell.foreign);
  const id = ids.take(foreign.id ?? cell.id);
  if (cell.kind === "markdown") return markdownCell(cell.source, foreign, id);
  if (!isNotebookLanguage(cell.language)) {
    const fence = formatFence(cell.language, cell.keys, cell.source);
    return textCell("markdown", fence, {}, {}, id);
  }
  const count = executionCount(cell.record, foreign);
  const info = { language: cell.language, attributes: new Map<string, string>(), words: [] };
  return {
    cell_type: "code",
    execution_count: count,
    id,
    metadata: { ...validCellMetadata(foreign.metadata), ...Object.fromEntries(cell.keys) },
    outputs: jupyterOutputs(readOutputs(cell.record.outputs), count),
    source: linesOf(magicSource(info, cell.source)),
  };
}

/** Languages of Jupytext's magics: a file in them is a code cell, any other one a fence. */
function isNotebookLanguage(language: string): boolean {
  return ["python", "html", "javascript", "sql"].includes(language);
}

function markdownCell(source: string, foreign: ForeignCell, id: string): JsonObject {
  const raw = foreign.type === null ? null : unfenced(source);
  if (raw !== null) {
    const metadata = { ...validCellMetadata(foreign.metadata), ...unknownType(foreign) };
    return textCell("raw", raw, metadata, foreign.attachments, id);
  }
  const { text, attachments } = attachPictures(source, foreign);
  return textCell("markdown", text, validCellMetadata(foreign.metadata), attachments, id);
}

function textCell(
  type: "markdown" | "raw",
  source: string,
  metadata: JsonObject,
  attachments: JsonObject,
  id: string,
): JsonObject {
  const valid = validAttachments(attachments);
  return {
    ...(Object.keys(valid).length > 0 && { attachments: valid }),
    cell_type: type,
    id,
    metadata,
    source: linesOf(source),
  };
}

/** nbformat knows no other types: such a cell is a raw one that says what it was. */
function unknownType({ type, fields }: ForeignCell): JsonObject {
  if (type === null || type === "raw") return {};
  const kept = Object.keys(fields).length > 0 ? { fields } : {};
  return { [OWN_METADATA]: { cell_type: type, ...kept } };
}

/** The text of a raw cell, if it still stands in the fence that it was shown in. */
function unfenced(source: string): string | null {
  const found = /^(`{3,})text\n([\s\S]*?)\n?\1$/.exec(source.trimEnd());
  return found === null ? null : (found[2] ?? "");
}

/** The count of the run that the outputs are of: the file's, until the cell was run here. */
function executionCount({ run }: CellRecord, foreign: ForeignCell): number | null {
  return run === undefined && Number.isInteger(foreign.executionCount)
    ? foreign.executionCount
    : null;
}
