import { batch } from "@preact/signals-core";
import { EMPTY_RECORD, type NotebookRecord, type OwnCellRecord } from "../storage/schema.ts";
import type { CellList } from "./cell-list.ts";
import { wordsFor } from "./cell-words.ts";
import type { NotebookEffects } from "./effects.ts";
import { applyEdit, editCell, editOf, type LiveCell } from "./live-cell.ts";
import type { Cell, CellId, Notebook } from "./model.ts";
import { hasQuizzes } from "./notebook-quizzes.ts";
import type { Notices } from "./notices.ts";

export interface CellEditsOptions {
  readonly list: CellList;
  readonly notices: Notices;
  readonly effects: Pick<NotebookEffects, "date" | "newId">;
  /** The notebook as it stands, to come back to. */
  readonly snapshot: () => NotebookRecord;
  readonly adopt: (record: NotebookRecord) => void;
  /** Something that is to be stored changed. */
  readonly touch: () => void;
  readonly render: (cell: LiveCell) => Promise<void>;
  /** Takes a cell out of the run queue. */
  readonly release: (id: CellId) => void;
  /** Forgets the files that no record holds; the result puts them back. */
  readonly dropFiles: () => () => void;
  /** What an emptied notebook begins with. */
  readonly empty: () => NotebookRecord;
}

type EditMethods = Pick<
  Notebook,
  | "setSource"
  | "addCell"
  | "moveCell"
  | "deleteCell"
  | "changeKind"
  | "setClient"
  | "undoDelete"
  | "resetCell"
  | "resetAll"
>;

/** The notebook's methods that change its text; what takes something away can be undone. */
export function createCellEdits(options: CellEditsOptions): EditMethods {
  const { list, notices, effects, snapshot, adopt, touch, render, release } = options;
  const deleted: { readonly cell: LiveCell; readonly after: string | null }[] = [];

  const now = () => effects.date().toISOString();

  function edit(cell: LiveCell, source: string): void {
    if (cell.source.peek() === source) return;
    editCell(cell, source, now());
    touch();
  }

  function restore(entry: (typeof deleted)[number]): void {
    const index = deleted.indexOf(entry);
    if (index < 0) return;
    deleted.splice(index, 1);
    list.insert(entry.cell, entry.after);
    notices.remove(deletedTopic(entry.cell.id));
    touch();
  }

  function reset(cell: LiveCell): void {
    const before = editOf(cell);
    editCell(cell, cell.starter, now());
    touch();
    notices.add({
      level: "info",
      topic: `text:${cell.id}`,
      text: `${wordsFor(cell)} is as the lesson has it again.`,
      action: {
        label: "Undo",
        run: () => {
          batch(() => applyEdit(cell, before));
          touch();
        },
      },
    });
  }

  return {
    setSource(id, source) {
      const cell = list.find(id);
      if (cell !== undefined && !cell.locked) edit(cell, source);
    },
    addCell(kind, after): Cell {
      const cell = list.make(ownCell(effects.newId(), kind));
      editCell(cell, kind === "http" ? "GET /" : "", now());
      list.insert(cell, after);
      touch();
      return cell;
    },
    moveCell(id, by) {
      if (list.find(id)?.own !== true) return;
      list.move(id, by);
      touch();
    },
    deleteCell(id) {
      const cell = list.find(id);
      if (cell?.own !== true) return;
      release(id);
      const entry = { cell, after: list.take(id) };
      deleted.push(entry);
      touch();
      notices.add({
        level: "info",
        topic: deletedTopic(id),
        text: "The cell was deleted.",
        action: { label: "Undo", run: () => restore(entry) },
      });
    },
    changeKind(id, kind) {
      const former = list.find(id);
      if (former?.own !== true || former.kind === kind) return;
      release(id);
      const { foreign } = former;
      const cell = list.make({ ...ownCell(id, kind), ...(foreign !== undefined && { foreign }) });
      editCell(cell, former.source.peek(), now());
      list.swap(id, cell);
      void render(cell);
      touch();
    },
    setClient(id, client) {
      const former = list.find(id);
      if (former?.own !== true || former.kind !== "http" || former.client === client) return;
      release(id);
      const cell = list.make({ ...ownCell(id, "http"), client });
      editCell(cell, former.source.peek(), now());
      list.swap(id, cell);
      touch();
    },
    undoDelete() {
      const last = deleted.at(-1);
      if (last !== undefined) restore(last);
    },
    resetCell(id) {
      const cell = list.find(id);
      if (cell === undefined || cell.own || cell.source.peek() === cell.starter) return;
      reset(cell);
    },
    async resetAll() {
      const before = snapshot();
      for (const cell of list.cells.peek()) release(cell.id);
      const putFilesBack = options.dropFiles();
      adopt(options.empty());
      touch();
      notices.add({
        level: "info",
        topic: "reset",
        text: hasQuizzes(list.items.peek())
          ? "The notebook was reset: texts, files, outputs, passed checks and quizzes."
          : "The notebook was reset: texts, files, outputs and passed checks.",
        action: {
          label: "Undo",
          run: () => {
            adopt(before);
            putFilesBack();
            touch();
          },
        },
      });
    },
  };
}

/** The record of a new scratch notebook: one empty cell. */
export function emptyScratch(title: string | null = null): NotebookRecord {
  return { ...EMPTY_RECORD, title, own: [ownCell("cell-1", "python")] };
}

function ownCell(id: CellId, kind: "python" | "markdown" | "http"): OwnCellRecord {
  return { id, kind, after: null, afterCell: null };
}

function deletedTopic(id: CellId): string {
  return `deleted:${id}`;
}
