import { useEffect, useLayoutEffect } from "preact/hooks";
import { liveEditorModule, loadMonaco } from "../../editor/load-monaco.ts";
import type { Notebook } from "../../notebook/model.ts";
import { ErrorBoundary } from "../error-boundary.tsx";
import { useMainElement } from "../main-element.ts";
import { NotebookView } from "./notebook-view.tsx";
import { NoticeList } from "./notice-list.tsx";
import { VersionNotice } from "./version-notice.tsx";

/** A notebook that is alive: its cells, its notices, and the place where the learner is in it. */
export function OpenNotebook({ notebook }: { readonly notebook: Notebook }) {
  return (
    <ErrorBoundary what="The notebook">
      <VersionNotice key={`version:${notebook.key}`} notebook={notebook} />
      <NotebookView key={notebook.key} notebook={notebook} />
      <NoticeList notebook={notebook} />
      <Position notebook={notebook} />
    </ErrorBoundary>
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
    const stop = loadEditorAfterPython(notebook);
    return () => {
      stop();
      // The undo histories of a notebook end with it.
      liveEditorModule.peek()?.forgetTexts(`${notebook.key}#`);
    };
  }, [notebook]);
  return null;
}

/**
 * Loads the full editor in an idle moment after Python's start has ended, well or not: what a
 * learner waits for comes first, and a cell that gets the focus before asks for the editor itself.
 */
function loadEditorAfterPython(notebook: Notebook): () => void {
  const idle = globalThis.requestIdleCallback ?? ((callback) => setTimeout(callback, 300));
  let asked = false;
  return notebook.kernel.subscribe(({ kind }) => {
    if (asked || kind === "off" || kind === "starting" || kind === "running") return;
    asked = true;
    idle(() => loadMonaco(), { timeout: 1000 });
  });
}
