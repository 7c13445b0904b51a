import { signal } from "@preact/signals";
import { useEffect } from "preact/hooks";
import type { Workspace } from "../../notebook/workspace.ts";
import { useServices } from "../services.ts";
import { LessonText } from "./lesson-text.tsx";
import type { OpenNotebook } from "./open-notebook.tsx";

/** What draws an open notebook, once its code is there: apart, for the lesson's text comes first. */
const view = signal<typeof OpenNotebook | null>(null);

/** The place of the open notebook: it, its text while it is being opened, or why it is not there. */
export function NotebookStage({ notebookKey }: { readonly notebookKey: string }) {
  const { workspace } = useServices();
  const opening = workspace.opening.value;
  const notebook = workspace.notebook.value;
  const isOpen = notebook?.key === notebookKey;
  useEffect(() => {
    if (!isOpen) return;
    // The state's code lies in the same file: it is there by now.
    import("./open-notebook.tsx").then(
      (part) => {
        view.value = part.OpenNotebook;
      },
      () => undefined,
    );
  }, [isOpen]);
  const View = view.value;
  if (isOpen && View) return <View notebook={notebook} />;
  if (opening.kind === "failed") {
    return <NotOpened notebookKey={notebookKey} message={opening.message} />;
  }
  const lesson = opening.kind === "opening" ? opening.lesson : (notebook?.lesson ?? null);
  if (lesson !== null) return <LessonText lesson={lesson} />;
  return <div class="opening" role="status" aria-label="The notebook is being opened" />;
}

function NotOpened({
  notebookKey,
  message,
}: {
  readonly notebookKey: string;
  readonly message: string;
}) {
  const { offline, router, workspace } = useServices();
  const OfflineProblem = offline.value?.Problem;
  return (
    <>
      <div class="problem" role="alert">
        <span>{message}</span>
        <span class="grow" />
        <button type="button" class="button" onClick={() => openAgain(notebookKey, workspace)}>
          Try again
        </button>
        <button type="button" class="button" onClick={() => router.go("#/")}>
          All courses
        </button>
      </div>
      {OfflineProblem && <OfflineProblem />}
    </>
  );
}

function openAgain(notebookKey: string, workspace: Workspace): void {
  const open =
    notebookKey === "scratch"
      ? workspace.openScratch()
      : workspace.openLesson(notebookKey.slice("lesson:".length));
  // How it ends is told by `workspace.opening`.
  open.catch(() => undefined);
}
