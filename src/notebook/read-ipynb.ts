import { type NotebookCell, OWN_METADATA } from "../lesson/ipynb-cells.ts";
import { type Fields, fieldsOf, listOf, without } from "../lesson/ipynb-fields.ts";
import { readLessonHeader } from "../lesson/lesson-header.ts";
import { splitFrontMatter } from "../lesson/front-matter.ts";
import { cellKeys, readMagic } from "../lesson/notebook-fences.ts";
import { boundedObject, type JsonObject } from "../shared/bounded-json.ts";
import type { JsonValue } from "../shared/json.ts";
import { FOREIGN_LIMITS } from "../storage/schema.ts";
import { keepCell } from "./foreign-cell.ts";
import { readJupyterOutputs } from "./jupyter-outputs.ts";
import type { Output } from "./model.ts";
import type { ReadCell, ReadNotebook } from "./read-notebook.ts";
import { readOutputs, storedOutputs } from "./stored-outputs.ts";

/** Characters of all outputs of an imported notebook: the store writes them with each change. */
const OUTPUTS_LIMIT = 25_000_000;
/** Characters of what is kept for the export, over all cells. */
const FOREIGN_LIMIT = 10_000_000;
/** Sentences about what was lost; the rest is counted. */
const MOST_PROBLEMS = 20;

/**
 * True for a notebook that holds what only lessons have: exercises, setup, files, requests. Its
 * cells belong together, so it is read as the lesson that it is.
 */
export function isLessonNotebook(cells: readonly NotebookCell[]): boolean {
  return cells.some(
    ({ type, source, metadata }) =>
      (type === "code" && cellKeys(Object.entries(metadata)).some(([key]) => key !== "raises")) ||
      (type === "markdown" && /^ {0,3}(?:`{3,}|~{3,})[ \t]*http\b/m.test(source)),
  );
}

/** A notebook of Jupyter's, cell by cell, with its outputs and all that other tools wrote into it. */
export function fromJupyter(metadata: Fields, cells: readonly NotebookCell[]): ReadNotebook {
  const [first, ...rest] = cells;
  const front = first !== undefined && isFrontMatter(first) ? first : null;
  const header = front === null ? null : readLessonHeader(splitFrontMatter(linesOf(front.source)));
  const kept = keepCells(front === null ? cells : rest);
  const read = { title: header?.title ?? null, packages: header?.packages ?? [], ...kept };
  return withMetadata(read, metadata, front);
}

/**
 * Gives a notebook that was read as a lesson the outputs of the code with the same text, and what
 * the metadata says.
 */
export function withOutputs(
  lesson: ReadNotebook,
  metadata: Fields,
  cells: readonly NotebookCell[],
): ReadNotebook {
  const read = withMetadata(lesson, metadata, null);
  const bySource = new Map<string, { readonly index: number; readonly cell: NotebookCell }[]>();
  for (const [index, cell] of cells.entries()) {
    if (cell.type !== "code") continue;
    const { source } = readMagic(cell.source);
    const same = bySource.get(source);
    if (same === undefined) bySource.set(source, [{ index, cell }]);
    else same.push({ index, cell });
  }
  const problems: string[] = [];
  const found = read.cells.map((cell): ReadCell => {
    if (cell.kind === "markdown" || cell.kind === "http") return cell;
    const code = bySource.get(cell.source)?.shift();
    if (code === undefined) return cell;
    const name = `Cell ${code.index + 1}`;
    const outputs = boundedOutputs(readJupyterOutputs(code.cell.outputs), name, problems);
    return outputs.length === 0 ? cell : { ...cell, outputs };
  });
  return { ...read, cells: found, problems: [...read.problems, ...problems] };
}

function withMetadata(
  read: ReadNotebook,
  metadata: Fields,
  front: NotebookCell | null,
): ReadNotebook {
  const { title } = metadata;
  const own = fieldsOf(metadata[OWN_METADATA]);
  const packages = listOf(own["packages"]).filter((name) => typeof name === "string");
  const foreign = foreignOf(metadata, front);
  return {
    ...read,
    title: read.title ?? (typeof title === "string" ? title.slice(0, 1000) : null),
    packages: read.packages.length === 0 ? packages : read.packages,
    problems: [...read.problems, ...foreign.problems],
    ...(foreign.value !== undefined && { foreign: foreign.value }),
  };
}

function keepCells(cells: readonly NotebookCell[]): Pick<ReadNotebook, "cells" | "problems"> {
  const problems: string[] = [];
  let outputsRoom = OUTPUTS_LIMIT;
  let foreignRoom = FOREIGN_LIMIT;
  const read = cells.map((cell, index): ReadCell => {
    const { source, foreign, lost } = keepCell(cell);
    const name = `Cell ${index + 1}`;
    const size = foreign === undefined ? 0 : JSON.stringify(foreign).length;
    const keeps = size <= foreignRoom;
    if (keeps) foreignRoom -= size;
    const gone = keeps ? lost : ["what other tools wrote into it"];
    for (const what of gone) problems.push(`${name}: ${what} was too large to be kept.`);
    const outputs = boundedOutputs(readJupyterOutputs(cell.outputs), name, problems);
    const outputsSize = outputs.length === 0 ? 0 : JSON.stringify(outputs).length;
    const fits = outputsSize <= outputsRoom;
    if (fits) outputsRoom -= outputsSize;
    else problems.push(`${name}: its outputs were left out, since there are too many in all.`);
    return {
      id: `cell-${index + 1}`,
      kind: cell.type === "code" ? "python" : "markdown",
      source,
      ...raisesOf(cell),
      ...(keeps && foreign !== undefined && { foreign }),
      ...(fits && outputs.length > 0 && { outputs }),
    };
  });
  const more = problems.length - MOST_PROBLEMS;
  const told = problems.slice(0, MOST_PROBLEMS);
  return { cells: read, problems: more > 0 ? [...told, `${more} more such cells.`] : told };
}

/** What the store would drop is dropped now, so that the reader is told. */
function boundedOutputs(
  outputs: readonly Output[],
  name: string,
  problems: string[],
): readonly JsonValue[] {
  const stored = storedOutputs(outputs);
  for (const output of readOutputs(stored)) {
    if (output.kind !== "dropped") continue;
    problems.push(`${name}: ${output.description} could not be kept; run the cell for it.`);
  }
  return stored;
}

function raisesOf({ type, metadata }: NotebookCell): { readonly raises?: string } {
  const { raises } = metadata;
  return type === "code" && typeof raises === "string" && raises !== "" ? { raises } : {};
}

/** What the page has a place for is not kept twice; `language_info` and the like are. */
const PLACED = new Set(["title", OWN_METADATA]);

function foreignOf(
  metadata: Fields,
  front: NotebookCell | null,
): { readonly value?: JsonObject; readonly problems: readonly string[] } {
  const frontMatter = front === null ? {} : { frontMatter: front.source };
  for (const left of [[], ["widgets"]]) {
    const rest = without(metadata, new Set([...PLACED, ...left]));
    const value = boundedObject({ metadata: rest, ...frontMatter }, FOREIGN_LIMITS.notebook);
    if (value === undefined) continue;
    const problems =
      left.length === 0 ? [] : ["The state of its widgets was too large to be kept."];
    return Object.keys(rest).length === 0 && front === null ? { problems } : { value, problems };
  }
  return { problems: ["The notebook's metadata was too large to be kept."] };
}

function isFrontMatter({ type, source, foreignType }: NotebookCell): boolean {
  if (type !== "raw" || foreignType !== null || source.length > 100_000) return false;
  const lines = linesOf(source);
  const split = splitFrontMatter(lines);
  return split.yaml !== null && split.problem === null && split.lines === lines.length;
}

function linesOf(text: string): string[] {
  return text.replace(/\n+$/, "").split("\n");
}
