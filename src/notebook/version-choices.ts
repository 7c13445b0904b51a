import { batch, computed } from "@preact/signals-core";
import { mergeRecords } from "../storage/merge-records.ts";
import type { CellRecord, NotebookRecord, StoredEdit } from "../storage/schema.ts";
import { type CellChange, conflictsOf } from "./cell-change.ts";
import type { CellList } from "./cell-list.ts";
import { wordsFor } from "./cell-words.ts";
import type { NotebookEffects } from "./effects.ts";
import { addKept, turnKept } from "./kept-edits.ts";
import { applyEdit, editCell, editOf, type LiveCell, rebase } from "./live-cell.ts";
import { markedText } from "./marked-text.ts";
import type { CellId, Notebook } from "./model.ts";
import { hasQuizzes } from "./notebook-quizzes.ts";
import type { Notices } from "./notices.ts";

export interface VersionChoicesOptions {
  readonly list: CellList;
  readonly notices: Notices;
  readonly effects: Pick<NotebookEffects, "date">;
  /** The notebook as it stands, to come back to. */
  readonly snapshot: () => NotebookRecord;
  readonly adopt: (record: NotebookRecord) => void;
  /** Something that is to be stored changed. */
  readonly touch: () => void;
  /** Takes a cell out of the run queue. */
  readonly release: (id: CellId) => void;
}

type ChoiceMethods = Pick<
  Notebook,
  "changed" | "keepMine" | "takeMerge" | "takeNew" | "takeFormer" | "restartLesson"
>;

/** A cell that waits for a choice. */
interface Changed {
  readonly cell: LiveCell;
  readonly change: CellChange;
}

/**
 * What a learner can do about cells that the lesson changed under their edits. The text before each
 * choice is kept with the cell, and stored, until it is wanted back.
 */
export function createVersionChoices(options: VersionChoicesOptions): ChoiceMethods {
  const { list, notices, effects, snapshot, adopt, touch, release } = options;
  const changed = computed(() => list.cells.value.filter((cell) => cell.change.value !== null));

  /** The changed cells that are meant; null means all. */
  function meant(id: CellId | null): readonly Changed[] {
    const cells = id === null ? changed.peek() : changed.peek().filter((cell) => cell.id === id);
    return cells.flatMap((cell) => {
      const change = cell.change.peek();
      return change === null ? [] : [{ cell, change }];
    });
  }

  /** Gives a cell its text of the present version; the result takes that back. */
  function settle(cell: LiveCell, text: string | null): () => void {
    const [before, kept] = [editOf(cell), cell.kept.peek()];
    cell.kept.value = addKept(kept, before);
    if (text !== null) editCell(cell, text, effects.date().toISOString());
    rebase(cell);
    return () => {
      const present = editOf(cell);
      // What was typed since then goes on from the learner's own text, or is kept beside it.
      const goesOn = text === null;
      const isNew = !goesOn && present.source !== text && present.source !== cell.starter;
      applyEdit(cell, goesOn ? { ...before, source: present.source, at: present.at } : before);
      cell.kept.value = isNew ? addKept(kept, present) : kept;
    };
  }

  /** Settles cells and offers the way back. */
  function settleAll(
    cells: readonly Changed[],
    textOf: (change: CellChange, cell: LiveCell) => string | null,
    say: string,
    back: string,
  ): void {
    const [first] = cells;
    if (first === undefined) return;
    const undos = batch(() => cells.map(({ cell, change }) => settle(cell, textOf(change, cell))));
    touch();
    notices.add({
      level: "info",
      topic: cells.length === 1 ? `text:${first.cell.id}` : "versions",
      text: say,
      action: {
        label: back,
        run: () => {
          batch(() => undos.forEach((undo) => undo()));
          touch();
        },
      },
    });
  }

  return {
    changed,
    keepMine(id) {
      const cells = meant(id);
      const say = `${namesOf(cells)} ${cells.length === 1 ? "keeps" : "keep"} your text.`;
      settleAll(cells, () => null, say, "Undo");
    },
    takeMerge(id, choices = []) {
      const cells = meant(id);
      const fitting = cells.filter(({ change }) => id !== null || change.kind === "merges");
      const left = cells.length - fitting.length;
      if (fitting.length === 0 && left > 0)
        return notices.add({ level: "info", text: leftOver(left) });
      const back = fitting.length === 1 ? "Back to mine" : "Undo";
      const open = fitting.some(({ change }) => conflictsOf(change).some((_, at) => !choices[at]));
      const say = open || choices.length === 0 ? mergedWords(fitting, left) : chosenWords(fitting);
      settleAll(
        fitting,
        (change, { language }) => markedText(change, language, choices),
        say,
        back,
      );
    },
    takeNew(id) {
      const cells = meant(id);
      const has = cells.length === 1 ? "has" : "have";
      const say = `${namesOf(cells)} ${has} the lesson's new text. Your own is kept.`;
      settleAll(cells, ({ theirs }) => theirs, say, cells.length === 1 ? "Back to mine" : "Undo");
    },
    takeFormer(id) {
      const cell = list.find(id);
      const former = cell?.kept.peek().at(-1);
      if (cell === undefined || former === undefined) return;
      batch(() => {
        const present = editOf(cell);
        applyEdit(cell, former);
        cell.kept.value = turnKept(
          cell.kept.peek(),
          isWorthKeeping(cell, present) ? present : null,
        );
      });
      touch();
    },
    restartLesson() {
      const before = snapshot();
      for (const cell of list.cells.peek()) if (!cell.own) release(cell.id);
      adopt({ ...before, cells: restarted(before, list), quizzes: {} });
      const after = snapshot();
      touch();
      notices.add({
        level: "info",
        topic: "reset",
        text: `The lesson was restarted: ${hasQuizzes(list.items.peek()) ? "its texts, outputs, checks and quizzes" : "its texts, outputs and checks"}. Your texts are kept with their cells.`,
        action: {
          label: "Undo",
          run: () => {
            adopt(mergeRecords(after, snapshot(), before));
            touch();
          },
        },
      });
    },
  };
}

/** False for a text that is shown, or that is one choice away. */
function isWorthKeeping(cell: LiveCell, { source }: StoredEdit): boolean {
  if (source === cell.source.peek() || source === cell.change.peek()?.merged) return false;
  return cell.own || source !== cell.starter;
}

/** The cells' records with the lesson's part as it was at first, but for the learner's texts. */
function restarted({ cells }: NotebookRecord, list: CellList): NotebookRecord["cells"] {
  const next: [CellId, CellRecord][] = [];
  for (const [id, record] of Object.entries(cells)) {
    if (list.find(id)?.own !== false) {
      next.push([id, record]);
      continue;
    }
    const { kept = [], rival, edit } = record;
    const texts = [rival, edit].filter((text) => text !== undefined).reduce(addKept, kept);
    if (texts.length > 0) next.push([id, { kept: texts }]);
  }
  return Object.fromEntries(next);
}

function namesOf(cells: readonly Changed[]): string {
  const [first] = cells;
  return cells.length === 1 && first !== undefined ? wordsFor(first.cell) : `${cells.length} cells`;
}

function mergedWords(cells: readonly Changed[], left: number): string {
  const both = cells.some(({ change }) => change.kind !== "merges");
  const has = cells.length === 1 ? "has" : "have";
  const what = both
    ? `${namesOf(cells)} ${has} both texts where they differ. Keep the lines you need and delete the rest.`
    : `${namesOf(cells)} ${has} your changes and the lesson's.`;
  return left === 0 ? what : `${what} ${leftOver(left)}`;
}

function chosenWords(cells: readonly Changed[]): string {
  return `${namesOf(cells)} has the lines that you chose. Your former text is kept.`;
}

function leftOver(count: number): string {
  return count === 1
    ? "One cell cannot be merged by itself: choose there."
    : `${count} cells cannot be merged by themselves: choose there.`;
}
