import { readZip, type ZippedText } from "../lesson/read-zip.ts";
import { filePathProblem } from "../shared/file-path.ts";
import {
  NotebookUnreadable,
  readNotebook,
  type ReadCell,
  type ReadNotebook,
} from "./read-notebook.ts";

/** Files of our own projects that are made anew with each export. */
const MADE =
  /^(?:tests\/|solutions\/|exercises\/|lesson\.md$|pytest\.ini$|README\.md$|requirements\.txt$)/;

/** A zip file as a scratch notebook; see {@link readProject}. Rejects with a sentence. */
export async function readProjectZip(zip: Uint8Array, name: string): Promise<ReadNotebook> {
  const read = readZip(zip);
  if (read.kind === "refused") throw new NotebookUnreadable(read.message);
  const { others } = read;
  const notebook = await readProject(read.files, name);
  return {
    ...notebook,
    ...(others.length > 0 && { others }),
    problems: [...read.problems, ...notebook.problems],
  };
}

/**
 * The files of a zip as a scratch notebook. A project that Routebook exported gives its lesson, with
 * the code that stands in exercises/ and in its files now; a folder with one notebook gives that
 * one, the rest as files; any other folder its files, beside one empty cell. Rejects with a sentence
 * where the one notebook is none.
 */
export async function readProject(
  files: readonly ZippedText[],
  name: string,
): Promise<ReadNotebook> {
  const texts = new Map(files.map(({ path, text }) => [path, text]));
  const lesson = texts.get("lesson.md");
  if (lesson !== undefined && texts.has("requirements.txt")) return fromOwn(lesson, texts);
  const notebooks = files.filter(({ path }) => path.endsWith(".ipynb"));
  const [notebook, more] = notebooks;
  const single = notebook !== undefined && more === undefined;
  const read = single ? await readNotebook(notebook.text, "ipynb") : EMPTY;
  const rest = files.filter((file) => !single || file !== notebook);
  return withFiles({ ...read, title: read.title ?? titleOf(name) }, rest);
}

const EMPTY: ReadNotebook = {
  title: null,
  packages: [],
  cells: [{ id: "cell-1", kind: "python", source: "" }],
  problems: [],
};

async function fromOwn(lesson: string, texts: ReadonlyMap<string, string>): Promise<ReadNotebook> {
  const read = await readNotebook(lesson, "md");
  const used = new Set<string>();
  const taken = (cell: ReadCell, path: string): ReadCell => {
    used.add(path);
    const text = texts.get(path);
    return text === undefined ? cell : { ...cell, source: text.replace(/\n$/, "") };
  };
  const names = exerciseFiles(texts.get("tests/lesson.json"));
  const cells = read.cells.map((cell) => {
    if (cell.kind === "exercise") {
      return taken(cell, `exercises/${names.get(cell.id) ?? cell.id}.py`);
    }
    const { file } = cell;
    // What the export writes anew has the export's text there, not the learner's.
    return file !== undefined && !MADE.test(file) ? taken(cell, file) : cell;
  });
  const module = ["app.py", "notebook.py", "cells_of_lesson.py", "cells_of_notebook.py"];
  const others = [...texts]
    .map(([path, text]) => ({ path, text }))
    .filter(({ path }) => !used.has(path) && !MADE.test(path) && !module.includes(path));
  return withFiles({ ...read, cells }, others);
}

/** The files of exercises by their ids, from tests/lesson.json; total. */
function exerciseFiles(json: string | undefined): ReadonlyMap<string, string> {
  try {
    const { exercises } = JSON.parse(json ?? "{}") as { readonly exercises?: unknown };
    const list: readonly unknown[] = Array.isArray(exercises) ? exercises : [];
    return new Map(
      list.flatMap((entry): readonly (readonly [string, string])[] => {
        if (typeof entry !== "object" || entry === null) return [];
        const { id, file } = entry as { readonly id?: unknown; readonly file?: unknown };
        return typeof id === "string" && typeof file === "string" ? [[id, file]] : [];
      }),
    );
  } catch {
    return new Map();
  }
}

/** The files beside the cells; those that cannot stand there are told. */
function withFiles(read: ReadNotebook, files: readonly ZippedText[]): ReadNotebook {
  const problems: string[] = [];
  const kept = files.filter(({ path }) => {
    const problem = filePathProblem(path);
    if (problem !== null) problems.push(`Left out: ${problem}`);
    return problem === null;
  });
  return { ...read, files: kept, problems: [...read.problems, ...problems.slice(0, 20)] };
}

function titleOf(name: string): string | null {
  const title = name
    .replace(/^.*\//, "")
    .replace(/\.zip$/i, "")
    .trim();
  return title === "" ? null : title.slice(0, 200);
}
