import { linkAddress } from "../lesson/link/link-address.ts";
import { linkLength } from "../lesson/link/link-length.ts";
import type { NotebookFormat, Workspace } from "../notebook/workspace.ts";
import type { PageApi } from "./page-api.ts";
import { findCell, whenOpen, whenReady } from "./when-open.ts";
import { wireRequest } from "./plain-request.ts";
import { plainCell, plainCheck, plainRun } from "./plain-cells.ts";

/**
 * The page's own API over its workspace; `ready` resolves once the page can be used, `site` is the
 * address of the site for links.
 */
export function createPageApi(workspace: Workspace, ready: Promise<void>, site: string): PageApi {
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
    async exportNotebook(format) {
      const wanted = format === "zip" ? format : formatOf(format);
      await whenOpen(workspace);
      const { name, type, content } = await workspace.exportNotebook(wanted);
      return new File([typeof content === "string" ? content : content.slice()], name, { type });
    },
    async cells() {
      return (await whenOpen(workspace)).cells.peek().map(plainCell);
    },
    async setSource(id, text) {
      if (typeof text !== "string") throw new TypeError("setSource needs the cell's new text.");
      const notebook = await whenOpen(workspace);
      const { locked } = findCell(notebook, id);
      if (locked) {
        throw new Error(
          `Cell "${id}" is locked by the lesson's author: it can be run, not changed.`,
        );
      }
      notebook.setSource(id, text);
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
      await whenOpen(workspace);
      const { options } = await workspace.shareable();
      const link = await workspace.share({ work: true, options, locked: null });
      if (link.kind === "unfit") throw new Error(link.message);
      const { exercise } = options;
      const address = linkAddress(site, link, link.kind === "lesson" ? { exercise } : {});
      const { characters, level } = linkLength(address);
      return { address, characters, level };
    },
  };
}

function formatOf(format: NotebookFormat): NotebookFormat {
  // Callers are scripts of other pages: the type says which, the value may be anything.
  if (format === "md" || format === "ipynb" || format === "py") return format;
  throw new TypeError(`The format must be "md", "ipynb" or "py", not ${JSON.stringify(format)}.`);
}
