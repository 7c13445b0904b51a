import { useEffect, useLayoutEffect } from "preact/hooks";
import { liveEditorModule, loadMonaco } from "../../editor/load-monaco.ts";
import type { Notebook } from "../../notebook/model.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { NotebookView } from "./notebook-view.tsx";
import { NoticeList } from "./notice-list.tsx";
import { useMainElement } from "../main-element.ts";
import { useServices } from "../services.ts";

/** The place of the open notebook: it, or why it is not there. */
export function NotebookStage({ notebookKey }: { readonly notebookKey: string }) {
  const { router, workspace } = useServices();
  const opening = workspace.opening.value;
  const notebook = workspace.notebook.value;
  if (notebook?.key === notebookKey) {
    return (
      <ErrorBoundary what="The notebook">
        <NotebookView key={notebook.key} notebook={notebook} />
        <NoticeList notebook={notebook} />
        <Position notebook={notebook} />
      </ErrorBoundary>
    );
  }
  if (opening.kind !== "failed") {
    return <div class="opening" role="status" aria-label="The notebook is being opened" />;
  }
  const again = () => {
    const open =
      notebookKey === "scratch"
        ? workspace.openScratch()
        : workspace.openLesson(notebookKey.slice("lesson:".length));
    // How it ends is told by `workspace.opening`.
    open.catch(() => undefined);
  };
  return (
    <div class="problem" role="alert">
      <span>{opening.message}</span>
      <span class="grow" />
      <button type="button" class="button" onClick={again}>
        Try again
      </button>
      <button type="button" class="button" onClick={() => router.go("#/")}>
        All courses
      </button>
    </div>
  );
}

/** Goes to where the learner was last, and remembers where they go. */
function Position({ notebook }: { readonly notebook: Notebook }) {
  const main = useMainElement();
  useLayoutEffect(() => {
    const element = main.current;
    if (!element) return undefined;
    element.scrollTop = notebook.scroll.peek();
    let frame = 0;
    const onScroll = () => {
      frame ||= requestAnimationFrame(() => {
        frame = 0;
        notebook.scroll.value = Math.round(element.scrollTop);
      });
    };
    element.addEventListener("scroll", onScroll, { passive: true });
    return () => {
      cancelAnimationFrame(frame);
      element.removeEventListener("scroll", onScroll);
    };
  }, [notebook]);
  useEffect(() => {
    // The full editor is loaded when there is nothing better to do; cells can be edited before.
    const idle = globalThis.requestIdleCallback ?? ((callback) => setTimeout(callback, 300));
    idle(() => loadMonaco(), { timeout: 3000 });
    // The undo histories of a notebook end with it.
    return () => liveEditorModule.peek()?.forgetTexts(`${notebook.key}#`);
  }, [notebook]);
  return null;
}
