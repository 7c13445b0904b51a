import { splitFrontMatter } from "./front-matter.ts";
import { CELL_KEYS } from "./fence-role.ts";
import { parseFenceInfo } from "./fence-info.ts";
import { type NotebookCell, OWN_METADATA, readIpynb } from "./ipynb-cells.ts";
import { linesOf } from "./ipynb-fields.ts";
import { placePictures } from "./ipynb-pictures.ts";
import {
  cellKeys,
  formatFence,
  isNotebookCode,
  magicSource,
  readMagic,
} from "./notebook-fences.ts";
import { joinSegments, type Segment, segmentLines, usualGap } from "./notebook-segments.ts";
import { quietFences } from "./quiet-fences.ts";
import { toLines } from "./text-lines.ts";

/** A notebook file read, or the sentence that says why it cannot be. */
export type IpynbImport =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "refused"; readonly message: string };

/**
 * The lesson as a Jupyter notebook (nbformat 4.5, as JSON text) by Jupytext's conventions: front
 * matter in a first raw cell, the fence's keys as cell metadata, unusual numbers of empty lines as
 * `lines_to_next_cell`. {@link fromIpynb} gives the very text back (with "\n" line ends).
 */
export function toIpynb(text: string): string {
  const lines = toLines(text);
  const split = splitFrontMatter(lines);
  const body = segmentLines(lines.slice(split.lines), isNotebookCode);
  const front = lines.slice(0, split.lines).join("\n");
  const segments: readonly (Segment & { front?: true })[] =
    split.lines === 0
      ? body.segments
      : [
          { kind: "code", source: front, text: front, info: "", gap: body.lead, front: true },
          ...body.segments,
        ];
  const lead = split.lines === 0 ? body.lead : 0;
  const cells = segments.map((segment, index) => {
    const next = segments[index + 1];
    const usual = next === undefined ? segment.gap : usualGap(segment.kind, next.kind);
    const gap = segment.gap === usual ? {} : { lines_to_next_cell: segment.gap };
    const base = { id: `cell-${index + 1}`, metadata: { ...metadataOf(segment), ...gap } };
    if (segment.front === true) return { cell_type: "raw", ...base, source: linesOf(front) };
    if (segment.kind === "markdown") {
      return { cell_type: "markdown", ...base, source: linesOf(segment.source) };
    }
    const source = linesOf(magicSource(parseFenceInfo(segment.info), segment.source));
    return { cell_type: "code", execution_count: null, ...base, outputs: [], source };
  });
  const end = segments.at(-1)?.gap ?? 1;
  const own = lead === 0 && end === 1 ? {} : { [OWN_METADATA]: { lead, end } };
  const notebook = { cells, metadata: { ...METADATA, ...own }, nbformat: 4, nbformat_minor: 5 };
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

const METADATA = {
  jupytext: {
    cell_metadata_filter: `${CELL_KEYS.join(",")},-all`,
    main_language: "python",
    notebook_metadata_filter: "-all",
  },
  kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
  language_info: { name: "python" },
};

/**
 * The lesson's text from a Jupyter notebook's JSON text. Outputs are left out; a cell's metadata
 * that a fence has keys for become its keys; pictures attached to texts become data: addresses.
 */
export function fromIpynb(json: string): IpynbImport {
  const notebook = readIpynb(json);
  if (notebook.kind === "refused") return notebook;
  const { lead, end } = spacing(notebook.metadata[OWN_METADATA]);
  const cells = notebook.cells
    .map(asText)
    .filter((cell) => cell.type === "code" || (cell.source !== "" && cell.foreignType === null));
  const segments = cells.map((cell, index): Segment => {
    const kind = kindOf(cell, index);
    const next = cells[index + 1];
    const usual = next === undefined ? end : usualGap(kind, kindOf(next, index + 1));
    const wanted = cell.metadata["lines_to_next_cell"];
    const gap = next !== undefined && isCount(wanted) ? wanted : usual;
    return { kind, source: cell.source, text: textOf(cell, index), info: "", gap };
  });
  return { kind: "text", text: joinSegments({ lead, segments }).join("\n") };
}

/** A text as it stands in a file: with its pictures, and without empty lines at its ends. */
function asText(cell: NotebookCell): NotebookCell {
  if (cell.type !== "markdown") return cell;
  const { text } = placePictures(cell.source, cell.attachments);
  // Python that stands in a text is to be read: what is to be run would be a cell.
  return { ...cell, source: quietFences(text, isNotebookCode).replace(/^\n+|\n+$/g, "") };
}

function metadataOf(segment: Segment & { front?: true }): Record<string, unknown> {
  if (segment.kind === "markdown" || segment.front === true) return {};
  const info = parseFenceInfo(segment.info);
  const keys = cellKeys(info.attributes);
  // A fence that would be written in another way is kept as it is.
  const { language, source } = readMagic(magicSource(info, segment.source));
  const same = formatFence(language, keys, source) === segment.text;
  return {
    ...Object.fromEntries(keys),
    ...(same ? {} : { [OWN_METADATA]: { fence: segment.text } }),
  };
}

function kindOf(cell: NotebookCell, index: number): Segment["kind"] {
  return cell.type === "markdown" || (cell.type === "raw" && !isFrontMatter(cell, index))
    ? "markdown"
    : "code";
}

function textOf(cell: NotebookCell, index: number): string {
  if (cell.type === "markdown" || isFrontMatter(cell, index)) return cell.source;
  // Raw cells are for other tools: they are shown as they are.
  if (cell.type === "raw") return formatFence("text", [], cell.source);
  const keys = cellKeys(Object.entries(cell.metadata));
  const kept = keptFence(cell.metadata[OWN_METADATA]);
  if (kept !== null && isFenceOf(kept, cell.source, keys)) return kept;
  const { language, source } = readMagic(cell.source);
  return formatFence(language, keys, source);
}

function isFrontMatter({ type, source }: NotebookCell, index: number): boolean {
  if (type !== "raw" || index !== 0) return false;
  const lines = source.split("\n");
  return splitFrontMatter(lines).lines === lines.length;
}

/** False for a fence that was kept, but whose cell was then changed in another tool. */
function isFenceOf(
  fence: string,
  source: string,
  keys: readonly (readonly [string, string])[],
): boolean {
  const { lead, segments } = segmentLines(fence.split("\n"), isNotebookCode);
  const [segment, more] = segments;
  if (segment?.kind !== "code" || segment.text !== fence || more !== undefined) return false;
  const info = parseFenceInfo(segment.info);
  const same = JSON.stringify(cellKeys(info.attributes)) === JSON.stringify(keys);
  return lead === 0 && same && magicSource(info, segment.source) === source;
}

function keptFence(own: unknown): string | null {
  if (typeof own !== "object" || own === null || !("fence" in own)) return null;
  return typeof own.fence === "string" ? own.fence : null;
}

function spacing(own: unknown): { lead: number; end: number } {
  const known = typeof own === "object" && own !== null ? own : {};
  return {
    lead: "lead" in known && isCount(known.lead) ? known.lead : 0,
    end: "end" in known && isCount(known.end) ? known.end : 1,
  };
}

/** A number of empty lines that is not there to fill the memory. */
function isCount(value: unknown): value is number {
  return typeof value === "number" && Number.isInteger(value) && value >= 0 && value <= 1000;
}
