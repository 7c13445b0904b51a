import type { NotebookFormat, Workspace } from "../notebook/workspace.ts";
import type { PageApi } from "./page-api.ts";
import { findCell, whenOpen, whenReady } from "./when-open.ts";
import { wireRequest } from "./plain-request.ts";
import { plainCell, plainCheck, plainRun } from "./plain-cells.ts";

/** The page's own API over its workspace; `ready` resolves once the page can be used. */
export function createPageApi(workspace: Workspace, ready: Promise<void>): PageApi {
  return {
    ready,
    async open(lessonPath) {
      await workspace.openLesson(lessonPath);
    },
    async importNotebook(text, format) {
      if (typeof text !== "string")
        throw new TypeError("importNotebook needs the notebook's text.");
      await workspace.importNotebook(text, formatOf(format));
    },
    async cells() {
      return (await whenOpen(workspace)).cells.peek().map(plainCell);
    },
    async setSource(id, text) {
      if (typeof text !== "string") throw new TypeError("setSource needs the cell's new text.");
      const notebook = await whenOpen(workspace);
      notebook.setSource(findCell(notebook, id).id, text);
    },
    async run(id) {
      const notebook = await whenOpen(workspace);
      const cell = findCell(notebook, id);
      const before = cell.lastRun.peek();
      const status = await notebook.run(id);
      // Dropped before it began: what the cell shows is of another run.
      if (cell.lastRun.peek() === before) return { status, outputs: [], ms: 0 };
      return { ...plainRun(cell), status };
    },
    async runAll() {
      await (await whenOpen(workspace)).runAll();
    },
    async check(id) {
      const notebook = await whenOpen(workspace);
      const { exercise } = findCell(notebook, id);
      if (exercise === null) throw new Error(`Cell "${id}" is no exercise, so it has no check.`);
      const before = exercise.report.peek();
      await notebook.check(id);
      const report = exercise.report.peek();
      if (report === null || report === before) {
        throw new Error(`The check of "${id}" was stopped before it said anything.`);
      }
      return plainCheck(report);
    },
    async interrupt() {
      await (await whenOpen(workspace)).interrupt();
      await workspace.app.stopRequests();
    },
    async kernel() {
      const { ms: _none, ...about } = await whenReady(await whenOpen(workspace));
      return about;
    },
    async restart() {
      await (await whenOpen(workspace)).restart();
    },
    async request(request) {
      const wanted = wireRequest(request);
      await whenOpen(workspace);
      const { status, headers, body, ms } = await workspace.app.request(wanted);
      return { status, headers, body, ms };
    },
    async progress() {
      await workspace.flush();
      return {
        lessons: Object.fromEntries(workspace.progress.peek()),
        latest: workspace.latestLesson.peek(),
      };
    },
    exportProgress: () => workspace.exportProgress(),
    async importProgress(file, mode) {
      if (!(file instanceof Blob)) throw new TypeError("importProgress needs a Blob or a File.");
      return workspace.importProgress(file, mode);
    },
    async share() {
      throw new Error("share: not yet. This version keeps notebooks in the browser only.");
    },
  };
}

function formatOf(format: NotebookFormat): NotebookFormat {
  // Callers are scripts of other pages: the type says "md" | "ipynb", the value may be anything.
  if (format === "md" || format === "ipynb") return format;
  throw new TypeError(`The format must be "md" or "ipynb", not ${JSON.stringify(format)}.`);
}
