import type { Notebook } from "../../../src/notebook/model.ts";
import type { ProgressStore } from "../../../src/storage/progress-store.ts";
import type { NotebookRecord } from "../../../src/storage/schema.ts";
import { FakePage, memoryProgress, openBench } from "./notebook-bench.ts";

/** A fence of a lesson. */
export function fence(code: string, keys = ""): string {
  return `\`\`\`python${keys}\n${code}\n\`\`\`\n\n`;
}

/** A learner who comes back to one lesson, whatever its version is by then. */
export class Learner {
  readonly store: ProgressStore;
  readonly #page = new FakePage();

  constructor(store: ProgressStore = memoryProgress()) {
    this.store = store;
  }

  /** Opens the lesson, does something in it and leaves; the result is what `act` gave. */
  async visit<Result>(markdown: string, act: (notebook: Notebook) => Result): Promise<Result> {
    const { notebook } = await openBench({ markdown, store: this.store, page: this.#page });
    const result = act(notebook);
    await notebook.close();
    return result;
  }

  /** The lesson's record as it is stored. */
  async record(): Promise<NotebookRecord> {
    const record = await this.store.read("lesson:course/lesson");
    if (record === null) throw new Error("Nothing is stored of the lesson.");
    return record;
  }

  /** All texts of the learner's that are stored, wherever they are. */
  async texts(): Promise<readonly string[]> {
    return textsOf(await this.record());
  }
}

/** All texts of a learner's in a record. */
export function textsOf({ cells }: NotebookRecord): readonly string[] {
  return Object.values(cells).flatMap(({ edit, rival, kept = [] }) =>
    [edit, rival, ...kept].flatMap((text) => (text === undefined ? [] : [text.source])),
  );
}

/** The first cell whose text has these words in it. */
export function cellWith(notebook: Notebook, words: string) {
  const cell = notebook.cells.peek().find(({ source }) => source.peek().includes(words));
  if (cell === undefined) throw new Error(`No cell has "${words}" in it.`);
  return cell;
}
