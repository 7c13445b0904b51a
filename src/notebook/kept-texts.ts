import type { CellRecord, NotebookRecord, OwnCellRecord, StoredEdit } from "../storage/schema.ts";
import { languageOfPath } from "./file-language.ts";
import type { CellList } from "./cell-list.ts";
import { applyEdit, editCell, type LiveCell } from "./live-cell.ts";
import type { CellId } from "./model.ts";
import type { Notices } from "./notices.ts";

export interface KeptTextsOptions {
  readonly list: CellList;
  readonly notices: Notices;
  readonly newId: () => string;
  readonly now: () => string;
  readonly touch: () => void;
}

/** Texts of the learner's that are kept though no cell shows them. */
export interface KeptTexts {
  /** Progress in cells which the lesson has no more. */
  readonly orphans: Readonly<Record<CellId, CellRecord>>;
  /** Takes note of a record that was just applied to the list, and offers what it keeps. */
  follow(record: NotebookRecord): void;
}

/** Offers texts that would be lost without it: of removed cells, and of another tab. */
export function createKeptTexts(options: KeptTextsOptions): KeptTexts {
  const { list, notices, newId, now, touch } = options;
  let orphans: Readonly<Record<CellId, CellRecord>> = {};

  /** The lesson lost cells that the learner had edited. */
  function offerOrphans(): void {
    const edits = Object.entries(orphans).flatMap(([id, { edit, rival, kept = [] }]) => {
      const [shown, ...others] = [edit, rival, ...kept.toReversed()].filter(isText);
      return shown === undefined ? [] : [{ id, shown, others }];
    });
    const count = edits.length;
    if (count === 0) return notices.remove("orphans");
    const what = count === 1 ? "A cell you edited is" : `${count} cells you edited are`;
    notices.add({
      level: "info",
      topic: "orphans",
      text: `${what} no longer part of this lesson. Your text is kept.`,
      action: {
        label: count === 1 ? "Show it as a cell" : "Show them as cells",
        run: () => {
          for (const { id, shown, others } of edits) {
            const place = { id: newId(), after: null, afterCell: null } as const;
            const cell = list.make({ ...place, ...kindFor(shown) });
            editCell(cell, shown.source, now());
            cell.kept.value = others.toReversed();
            list.insert(cell, list.items.peek().at(-1)?.key ?? null);
            const { [id]: _shown, ...rest } = orphans;
            orphans = rest;
          }
          touch();
        },
      },
    });
  }

  /** As the cell was; a file whose path is another's by now comes as a cell of Python. */
  function kindFor({ was }: StoredEdit): Pick<OwnCellRecord, "kind" | "file" | "language"> {
    if (was?.kind !== "file") return { kind: was?.kind ?? "python" };
    const { file } = was;
    const isTaken = list.cells.peek().some((other) => other.file === file);
    return isTaken ? { kind: "python" } : { kind: "file", file, language: languageOfPath(file) };
  }

  /** Two tabs saved different texts of one cell at once. */
  function offerRival(cell: LiveCell): void {
    const rival = cell.rival.peek();
    const topic = `rival:${cell.id}`;
    if (rival === null) return notices.remove(topic);
    const settle = () => {
      cell.rival.value = null;
      touch();
    };
    const name = cell.number.peek() === null ? "A cell" : `Cell ${cell.number.peek()}`;
    notices.add({
      level: "warning",
      topic,
      text: `${name} was changed in two tabs at once. The text shown was saved last; the other one is kept until you choose.`,
      onDismiss: settle,
      action: {
        label: "Use the other text",
        run: () => {
          applyEdit(cell, { ...rival, at: now() });
          settle();
        },
      },
    });
  }

  return {
    get orphans() {
      return orphans;
    },
    follow(record) {
      const unknown = Object.entries(record.cells).filter(([id]) => list.find(id) === undefined);
      orphans = Object.fromEntries(unknown);
      offerOrphans();
      for (const cell of list.cells.peek()) offerRival(cell);
    },
  };
}

function isText(edit: StoredEdit | undefined): edit is StoredEdit {
  return edit !== undefined;
}
