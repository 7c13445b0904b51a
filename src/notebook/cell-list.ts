import { batch, computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import type { Lesson } from "../shared/lesson.ts";
import type { NotebookRecord, OwnCellRecord } from "../storage/schema.ts";
import { applyRecord } from "./cell-record.ts";
import { type FixedItem, lessonItems } from "./lesson-items.ts";
import { createLiveCell, type LiveCell } from "./live-cell.ts";
import { createLiveQuiz, type LiveQuiz } from "./live-quiz.ts";
import type { CellId } from "./model.ts";
import { createNumbering } from "./numbering.ts";
import { type HintHtml, ownRecord, specOfOwn } from "./own-cell.ts";
import { type Placement, placements, weave } from "./weave.ts";

/** An item whose cell or quiz can be written to. */
export type LiveItem =
  | { readonly kind: "cell"; readonly key: string; readonly cell: LiveCell }
  | {
      readonly kind: "quiz";
      readonly key: string;
      readonly quiz: LiveQuiz;
      /** The key that its answers are stored by. */
      readonly stored: string;
    }
  | FixedItem;

export interface CellListEffects {
  readonly hintHtml: HintHtml;
  /** An ISO time. */
  readonly now: () => string;
  /** Told when a quiz was answered. */
  readonly touch: () => void;
}

type OwnItem = Placement & { readonly item: LiveItem & { readonly kind: "cell" } };

/** The notebook's items: the lesson's, with the learner's own cells among them. */
export interface CellList {
  readonly items: ReadonlySignal<readonly LiveItem[]>;
  readonly cells: ReadonlySignal<readonly LiveCell[]>;
  /** The kernel's life, which the session tells. */
  readonly life: Signal<number>;
  find(id: CellId): LiveCell | undefined;
  /** Makes a cell without putting it anywhere. */
  make(record: OwnCellRecord): LiveCell;
  /** Puts an own cell after the item of that key; null is the top, an unknown key the end. */
  insert(cell: LiveCell, after: string | null): void;
  /** Takes an own cell out; returns the key of the item before it. */
  take(id: CellId): string | null;
  /** Puts another own cell in the place of one, with its kept texts. */
  swap(id: CellId, cell: LiveCell): void;
  /** Moves an own cell past its neighbour. */
  move(id: CellId, by: -1 | 1): void;
  /** Own cells as stored, in order. */
  ownRecords(): readonly OwnCellRecord[];
  /** Brings the list to a stored state; a cell that is there already keeps its signals. */
  apply(record: NotebookRecord, changed: (id: CellId) => boolean): void;
}

/** The items of a lesson (none for a scratch notebook), without progress. */
export function createCellList(
  lesson: Lesson | null,
  { hintHtml, now, touch }: CellListEffects,
): CellList {
  const numbering = createNumbering();
  const fixed = (lesson === null ? [] : lessonItems(lesson)).map((item): LiveItem => {
    const { kind, key } = item;
    if (kind === "cell") return { kind, key, cell: createLiveCell(item.spec, numbering) };
    if (kind !== "quiz") return item;
    return { kind, key, quiz: createLiveQuiz(item.spec, now, touch), stored: item.stored };
  });
  const own = signal<readonly OwnItem[]>([]);
  const items = computed(() => weave(fixed, own.value));
  const cells = computed(() => items.value.flatMap((i) => (i.kind === "cell" ? [i.cell] : [])));
  const byId = computed(() => new Map(cells.value.map((cell) => [cell.id, cell])));
  numbering.follow(cells);

  /** The own cells and their places, read off a new order of all items. */
  function arrange(next: readonly LiveItem[]): void {
    const isOwn = (item: LiveItem) => item.kind === "cell" && item.cell.own;
    const places = placements(next, isOwn, (item) => item.kind === "cell");
    const byKey = new Map(next.map((item) => [item.key, item]));
    own.value = places.flatMap((place) => {
      const item = byKey.get(place.key);
      return item?.kind === "cell" ? [{ ...place, item }] : [];
    });
  }

  const itemOf = (cell: LiveCell) => ({ kind: "cell", key: cell.id, cell }) as const;
  const indexOf = (id: CellId) => items.peek().findIndex(({ key }) => key === id);
  const make = (record: OwnCellRecord) => createLiveCell(specOfOwn(record, hintHtml), numbering);

  return {
    items,
    cells,
    life: numbering.life,
    make,
    find: (id) => byId.peek().get(id),
    insert(cell, after) {
      const next = [...items.peek()];
      const index = next.findIndex(({ key }) => key === after);
      const place = after === null ? 0 : index < 0 ? next.length : index + 1;
      next.splice(place, 0, itemOf(cell));
      arrange(next);
    },
    take(id) {
      const index = indexOf(id);
      const before = items.peek()[index - 1]?.key ?? null;
      arrange(items.peek().filter((_item, other) => other !== index));
      return before;
    },
    swap(id, cell) {
      cell.kept.value = byId.peek().get(id)?.kept.peek() ?? [];
      arrange(items.peek().map((item) => (item.key === id ? itemOf(cell) : item)));
    },
    move(id, by) {
      const next = [...items.peek()];
      const index = indexOf(id);
      const item = next[index];
      const target = index + by;
      if (item === undefined || target < 0 || target >= next.length) return;
      next.splice(index, 1);
      next.splice(target, 0, item);
      arrange(next);
    },
    ownRecords: () => own.peek().map(({ item, ...place }) => ownRecord(item.cell, place)),
    apply(record, changed) {
      batch(() => {
        const there = new Map(own.peek().map(({ item }) => [item.key, item.cell]));
        const fresh = new Set<CellId>();
        own.value = record.own.map((entry) => {
          const known = there.get(entry.id);
          const cell = known?.kind === entry.kind ? known : make(entry);
          if (cell !== known) fresh.add(entry.id);
          const { after, afterCell } = entry;
          return { key: entry.id, after, afterCell, item: itemOf(cell) };
        });
        for (const cell of cells.peek()) {
          if (!fresh.has(cell.id) && !changed(cell.id)) continue;
          applyRecord(cell, record.cells[cell.id] ?? {});
        }
      });
    },
  };
}
