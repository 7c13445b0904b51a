import { boundedJson } from "../shared/bounded-json.ts";
import type { JsonValue } from "../shared/json.ts";
import { splitFrontMatter } from "./front-matter.ts";
import { type NotebookCell, readIpynb } from "./ipynb-cells.ts";
import { placePictures } from "./ipynb-pictures.ts";
import { type PercentCell, readPercent, writePercent } from "./percent-cells.ts";
import { toLines } from "./text-lines.ts";

/** Characters of one value in a cell's marker; longer ones would make an unreadable line. */
const VALUE_LIMIT = 10_000;

/**
 * A Jupyter notebook's JSON text as Python in the percent format, by Jupytext's conventions: front
 * matter as the header, texts in comments, metadata in the markers. Outputs are left out. Throws
 * nothing for a text that `readIpynb` reads; "" for one that it refuses.
 */
export function notebookToPython(json: string): string {
  const notebook = readIpynb(json);
  if (notebook.kind === "refused") return "";
  const [first, ...rest] = notebook.cells;
  const front = first === undefined ? null : frontMatterOf(first);
  const cells = front === null ? notebook.cells : rest;
  return writePercent({ header: front, cells: cells.map(percentCell) });
}

/** Python in the percent format as a notebook's JSON text; the inverse of {@link notebookToPython}. */
export function pythonToNotebook(text: string): string {
  const { header, cells } = readPercent(toLines(text));
  const front = header === null || header.length === 0 ? [] : [rawCell(header)];
  return notebookText([...front, ...cells.map(notebookCell)]);
}

/**
 * A plain Python file as a notebook of one cell; with `docstring`, the module's docstring becomes a
 * text above it. A docstring with a backslash in it stays code: what it says is not what is written.
 */
export function plainPythonToNotebook(text: string, { docstring }: { docstring: boolean }): string {
  const source = toLines(text).join("\n").trimEnd();
  const found = docstring ? DOCSTRING.exec(source) : null;
  const said = found?.[3]?.trim() ?? "";
  if (found === null || said === "" || said.includes("\\")) {
    return notebookText([{ cell_type: "code", source, metadata: {} }]);
  }
  const code = `${found[1] ?? ""}${source.slice(found[0].length).replace(/^\s*\n/, "")}`.trim();
  return notebookText([
    { cell_type: "markdown", source: withoutIndent(said), metadata: {} },
    ...(code === "" ? [] : [{ cell_type: "code", source: code, metadata: {} }]),
  ]);
}

/** Comments and empty lines, then a string in three quotes that is a line of its own. */
const DOCSTRING = /^((?:[ \t]*(?:#[^\n]*)?\n)*)("""|''')([\s\S]*?)\2[ \t]*(?=\n|$)/;

/** Lines after the first are indented as in PEP 257. */
function withoutIndent(text: string): string {
  const [first = "", ...rest] = text.split("\n");
  const indents = rest.filter((line) => line.trim() !== "").map((line) => line.search(/\S/));
  const indent = indents.reduce((least, one) => Math.min(least, one), Infinity);
  return [first, ...rest.map((line) => line.slice(Math.min(indent, line.length)))].join("\n");
}

type JsonCell = Readonly<Record<string, unknown>>;

function notebookText(cells: readonly JsonCell[]): string {
  const metadata = {
    kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
  };
  return JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4 });
}

function rawCell(header: readonly string[]): JsonCell {
  return { cell_type: "raw", source: ["---", ...header, "---"].join("\n"), metadata: {} };
}

function notebookCell({ kind, source, title, metadata }: PercentCell): JsonCell {
  const named = title === null ? [] : [["title", title] as const];
  return { cell_type: kind, source, metadata: Object.fromEntries([...named, ...metadata]) };
}

function percentCell(cell: NotebookCell): PercentCell {
  const { title, ...others } = cell.metadata;
  const metadata = Object.entries(others).flatMap(([key, value]): [string, JsonValue][] => {
    const kept = key === "__proto__" ? undefined : boundedJson(value, VALUE_LIMIT);
    return kept === undefined ? [] : [[key, kept]];
  });
  const text = placePictures(cell.source, cell.attachments).text;
  return {
    kind: cell.type,
    source: cell.type === "code" ? cell.source : text,
    title: typeof title === "string" ? title : null,
    metadata,
  };
}

function frontMatterOf({ type, source }: NotebookCell): readonly string[] | null {
  const lines = source.trimEnd().split("\n");
  if (type !== "raw" || splitFrontMatter(lines).lines !== lines.length) return null;
  return lines.slice(1, -1);
}
