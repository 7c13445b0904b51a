import { toIpynb } from "../lesson/ipynb.ts";
import { readMagic } from "../lesson/notebook-fences.ts";
import { parseLesson } from "../lesson/parse-lesson.ts";
import type { JsonValue } from "../shared/json.ts";
import type { NotebookRecord } from "../storage/schema.ts";
import { jupyterOutputs } from "./jupyter-outputs.ts";
import { lessonText } from "./lesson-text.ts";
import { readOutputs } from "./stored-outputs.ts";

/** What `toIpynb` writes. */
interface Notebook {
  readonly cells: readonly {
    readonly cell_type: string;
    readonly source: readonly string[];
    outputs?: readonly JsonValue[];
  }[];
}

/**
 * A lesson with the learner's work as a Jupyter notebook, by the conventions of `toIpynb`; its cells
 * have the outputs that they had here. `text` is the lesson's own.
 */
export function lessonIpynb(text: string, record: NotebookRecord): string {
  const notebook = JSON.parse(toIpynb(lessonText(text, record))) as Notebook;
  const outputs = outputsBySource(text, record);
  if (outputs.size === 0) return toIpynb(lessonText(text, record));
  for (const cell of notebook.cells) {
    if (cell.cell_type !== "code") continue;
    const found = outputs.get(readMagic(cell.source.join("")).source)?.shift();
    if (found !== undefined) cell.outputs = found;
  }
  return `${JSON.stringify(notebook, null, 1)}\n`;
}

/** Cells are known by their code: of several with the same one each takes the next outputs. */
function outputsBySource(
  text: string,
  record: NotebookRecord,
): ReadonlyMap<string, (readonly JsonValue[])[]> {
  const found = new Map<string, (readonly JsonValue[])[]>();
  const add = (id: string, starter: string): void => {
    const cell = Object.hasOwn(record.cells, id) ? record.cells[id] : undefined;
    const outputs = jupyterOutputs(readOutputs(cell?.outputs), null);
    if (outputs.length === 0) return;
    const source = cell?.edit?.source ?? starter;
    found.set(source, [...(found.get(source) ?? []), outputs]);
  };
  for (const block of parseLesson(text).blocks) if ("id" in block) add(block.id, block.source);
  for (const { id } of record.own) add(id, "");
  return found;
}
