import { effect } from "@preact/signals";
import { createProgressReporter, type ReporterOptions } from "../../classroom/progress-reporter.ts";
import type { Notebook } from "../../notebook/model.ts";
import { goToCellWhenDrawn } from "../notebook/go-to-cell.ts";
import type { Workspace } from "../../notebook/workspace.ts";

const LESSON = "lesson:";

/**
 * Tells the page around this one how far the learner is in the open lesson, now and at each change,
 * where the address names that page. `goTo` brings a cell into view.
 */
export function reportProgress(
  { notebook, progress }: Pick<Workspace, "notebook" | "progress">,
  frame: Pick<ReporterOptions, "page" | "embedder">,
  goTo: (cell: string) => void = goToCellWhenDrawn,
): void {
  let place: string | null = null;
  const reporter = createProgressReporter({
    ...frame,
    onPlace(cell) {
      place = cell;
      take(notebook.peek());
    },
  });
  if (reporter === null) return;

  /** The place of an earlier visit, unless this browser knows one. */
  function take(open: Notebook | null): void {
    if (open === null || place === null) return;
    const cell = place;
    place = null;
    if (open.cell(cell) === undefined || open.scroll.peek() > 0) return;
    open.selected.value = cell;
    goTo(cell);
  }

  effect(() => {
    const open = notebook.value;
    if (open === null || !open.key.startsWith(LESSON)) return;
    const lesson = open.key.slice(LESSON.length);
    const cell = open.selected.value;
    const total = progress.value.get(lesson)?.total ?? 0;
    const passed = Math.min(passedNow(open), total);
    reporter.tell({ lesson, passed, total, ...(cell !== null && { cell }) });
    take(open);
  });
}

/** Exercises that are passed, before the store knows of the latest. */
function passedNow({ cells }: Notebook): number {
  const exercises = cells.value.flatMap(({ exercise }) => exercise ?? []);
  return exercises.filter(({ passed }) => passed.value).length;
}
