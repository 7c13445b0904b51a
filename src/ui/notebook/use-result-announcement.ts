import { useEffect, useRef } from "preact/hooks";
import type { Cell } from "../../notebook/model.ts";
import { formatDuration } from "../format.ts";
import { useNotebookScene } from "./notebook-scene.ts";

/** Tells assistive technology how a run or check of this cell ended. */
export function useResultAnnouncement(cell: Cell, name: string): void {
  const { announce } = useNotebookScene();
  const latest = useRef(name);
  latest.current = name;
  useEffect(() => {
    let wasBusy = false;
    return cell.state.subscribe(({ kind }) => {
      const isBusy = kind !== "idle";
      if (wasBusy && !isBusy) announce(resultSentence(cell, latest.current));
      wasBusy = isBusy;
    });
  }, [cell, announce]);
}

function resultSentence(cell: Cell, name: string): string {
  const report = cell.exercise?.report.peek();
  if (report) {
    return report.kind === "passed" ? `${name}: passed.` : `${name}: not yet. ${report.message}`;
  }
  const last = cell.lastRun.peek();
  if (!last) return `${name} was not run.`;
  if (last.status === "done") return `${name} ran in ${formatDuration(last.ms)}.`;
  if (last.status === "interrupted") return `${name} was stopped.`;
  const error = cell.outputs.peek().find((output) => output.kind === "error");
  return error ? `${name} failed: ${error.error.type}.` : `${name} failed.`;
}
