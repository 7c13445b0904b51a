import { computed, type ReadonlySignal, type Signal, signal } from "@preact/signals-core";
import { isCode, type LiveCell } from "./live-cell.ts";
import type { CellId } from "./model.ts";

/** What a cell derives from the others and from the kernel. */
export interface Numbering {
  /** Position among the code cells, from 1. */
  readonly numbers: ReadonlySignal<ReadonlyMap<CellId, number>>;
  /** For each cell the latest run above it that ran something new. */
  readonly changes: ReadonlySignal<ReadonlyMap<CellId, number>>;
  /** The kernel's life, as counted by its session; 0 before the first. */
  readonly life: Signal<number>;
  /** Hands over the cells, once there are some. */
  follow(cells: ReadonlySignal<readonly LiveCell[]>): void;
}

/** Made before the cells, since each cell derives from it and it from all of them. */
export function createNumbering(): Numbering {
  const followed = signal<ReadonlySignal<readonly LiveCell[]> | null>(null);
  const cells = computed(() => followed.value?.value ?? []);
  return {
    life: signal(0),
    numbers: computed(() => {
      const code = cells.value.filter(isCode);
      return new Map(code.map((cell, index) => [cell.id, index + 1]));
    }),
    changes: computed(() => {
      const changes = new Map<CellId, number>();
      let latest = 0;
      for (const cell of cells.value) {
        changes.set(cell.id, latest);
        // An answer changes nothing that later cells are made of.
        if (cell.kind !== "http") latest = Math.max(latest, cell.stamp.value?.changedAt ?? 0);
      }
      return changes;
    }),
    follow(list) {
      followed.value = list;
    },
  };
}
