import { type NotebookCell, OWN_METADATA } from "../lesson/ipynb-cells.ts";
import { without } from "../lesson/ipynb-fields.ts";
import { placePictures } from "../lesson/ipynb-pictures.ts";
import { formatFence } from "../lesson/notebook-fences.ts";
import { boundedObject, isJsonObject, type JsonObject } from "../shared/bounded-json.ts";
import { hashSource } from "../shared/hash.ts";
import { asCount, asText } from "../shared/json-fields.ts";
import { FOREIGN_LIMITS } from "../storage/schema.ts";

/**
 * What a Jupyter notebook says of a cell and this page has no place for: kept with the cell, as
 * JSON, and given back by the export.
 */
export interface ForeignCell {
  /** nbformat 4.5's id. */
  readonly id: string | null;
  /** Empty where the cell had none. */
  readonly metadata: JsonObject;
  /** "raw", or the name of a type that nbformat does not know; null for the page's own kinds. */
  readonly type: string | null;
  /** What a cell of an unknown type had beside what all have. */
  readonly fields: JsonObject;
  readonly executionCount: number | null;
  /** Attachments that are not in the text. */
  readonly attachments: JsonObject;
  /** Attachments that stand in the text as data: addresses: by the hash of their Base64. */
  readonly pictures: JsonObject;
}

/** A cell's text as the page shows it, with what is kept of the rest. */
export interface KeptCell {
  readonly source: string;
  /** Absent where there is nothing to keep. */
  readonly foreign?: JsonObject;
  /** What was too much to be kept, for the reader: "the pictures attached to it". */
  readonly lost: readonly string[];
}

/** Characters of a cell's text with its pictures in it. */
const TEXT_LIMIT = 2_000_000;
const METADATA_LIMIT = 100_000;

/** Takes a notebook's cell apart into what the page shows and what it keeps. Total. */
export function keepCell(cell: NotebookCell): KeptCell {
  const lost: string[] = [];
  const { text, placed } = placePictures(cell.source, cell.attachments, TEXT_LIMIT);
  const inText = new Set(placed.map(({ name }) => name));
  const attachments = boundedObject(without(cell.attachments, inText), FOREIGN_LIMITS.cell / 2);
  if (attachments === undefined) lost.push("what is attached to it");
  const others = without(cell.metadata, new Set([OWN_METADATA]));
  const metadata = boundedObject(others, METADATA_LIMIT);
  if (metadata === undefined) lost.push("its metadata");
  const fields = boundedObject(cell.foreignFields, METADATA_LIMIT) ?? {};
  const type = cell.foreignType ?? (cell.type === "raw" ? "raw" : null);
  const pictures = placed.map(({ name, data }) => [hashSource(data), name] as const);
  const foreign: JsonObject = {
    ...(cell.id !== null && cell.id.length <= 64 && { id: cell.id }),
    ...(metadata !== undefined && Object.keys(metadata).length > 0 && { metadata }),
    ...(type !== null && { type }),
    ...(Object.keys(fields).length > 0 && { fields }),
    ...(cell.executionCount !== null && { executionCount: cell.executionCount }),
    ...(attachments !== undefined && Object.keys(attachments).length > 0 && { attachments }),
    ...(pictures.length > 0 && { pictures: Object.fromEntries(pictures) }),
  };
  return {
    // Raw cells are for other tools: the page shows them as they are.
    source: type === null ? text : formatFence("text", [], cell.source),
    ...(Object.keys(foreign).length > 0 && { foreign }),
    lost,
  };
}

/** What was kept, from the store or a progress file. Total: what makes no sense is left out. */
export function readForeign(value: JsonObject | undefined): ForeignCell {
  const { id, metadata, type, fields, executionCount, attachments, pictures } = value ?? {};
  return {
    id: asText(id, 64) ?? null,
    metadata: isJsonObject(metadata) ? metadata : {},
    type: asText(type, 100) ?? null,
    fields: isJsonObject(fields) ? fields : {},
    executionCount: asCount(executionCount) ?? null,
    attachments: isJsonObject(attachments) ? attachments : {},
    pictures: isJsonObject(pictures) ? pictures : {},
  };
}

const ADDRESS = /\(data:(image\/[a-z]+);base64,([A-Za-z0-9+/=]+)\)/g;

/** A text with its pictures attached again: the inverse of {@link keepCell}, edits in it kept. */
export function attachPictures(
  text: string,
  foreign: ForeignCell,
): { readonly text: string; readonly attachments: JsonObject } {
  const attached: [string, JsonObject][] = [];
  const back = text.replace(ADDRESS, (address, type: string, data: string) => {
    const hash = hashSource(data);
    const name = Object.hasOwn(foreign.pictures, hash) ? foreign.pictures[hash] : undefined;
    if (typeof name !== "string") return address;
    attached.push([name, { [type]: data }]);
    return `(attachment:${encodeName(name)})`;
  });
  return { text: back, attachments: { ...foreign.attachments, ...Object.fromEntries(attached) } };
}

/** A name may have blanks and brackets, which would end an address. */
function encodeName(name: string): string {
  return /[()\s]/.test(name)
    ? name.replace(/[()\s%]/g, (sign) => `%${sign.charCodeAt(0).toString(16).padStart(2, "0")}`)
    : name;
}
