import type { AppReload, FileKind, NotebookFile } from "../../notebook/file-model.ts";
import type { Notebook } from "../../notebook/model.ts";
import { FailureView } from "../outputs/failure-view.tsx";

const KINDS: Readonly<Record<FileKind, string>> = {
  lesson: "The lesson’s file",
  own: "Your file",
  program: "Written by a program; yours once you change it",
  data: "The lesson’s data, read-only",
};

/** Below a file: whether it is stored, whose it is, and what became of the app after the last edit. */
export function FileStatus({
  notebook,
  file,
  locked,
}: {
  readonly notebook: Notebook;
  readonly file: NotebookFile;
  /** True for a file that its author lets nobody change. */
  readonly locked: boolean;
}) {
  const reload = notebook.files.reload.value;
  const saved = notebook.saved.value;
  return (
    <>
      {reload.kind === "failed" && (
        <section class="file-strip" data-level="bad" aria-label="The app did not start again">
          <p>The app did not start again with these files.</p>
          <FailureView error={reload.error} />
        </section>
      )}
      {reload.kind === "in-cell" && (
        <p class="file-strip" role="status">
          Your app is made in a cell: run that cell again to see the change.
        </p>
      )}
      <div class="file-status">
        <span>
          {locked ? "Locked by the lesson’s author: can be read, not changed" : KINDS[file.kind]}
        </span>
        <span class="grow" />
        <span role="status">{wordOf(reload, saved, file)}</span>
      </div>
    </>
  );
}

function wordOf(reload: AppReload, saved: boolean, { text }: NotebookFile): string {
  if (text === null) return "";
  if (!saved) return "Saving";
  if (reload.kind === "reloading") return "Saved, app reloading";
  return reload.kind === "reloaded" ? "Saved, app reloaded" : "Saved";
}
