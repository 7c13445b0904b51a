import { useEffect } from "preact/hooks";
import type { Notebook } from "../../notebook/model.ts";
import { useServices } from "../services.ts";
import { FileBar } from "./file-bar.tsx";
import { FileEmpty } from "./file-empty.tsx";
import { closeFile, fileState, openFile } from "./file-state.ts";
import { FileTabs } from "./file-tabs.tsx";
import { FileTree } from "./file-tree.tsx";
import { FileView } from "./file-view.tsx";
import "../../theme/webapp-panels.css";
import "../../theme/webapp-files.css";

/** The files of the working folder: a tree of them, and those that are open. */
export function FilesTab() {
  const { workspace } = useServices();
  const notebook = workspace.notebook.value;
  return notebook && <Panel key={notebook.key} notebook={notebook} />;
}

function Panel({ notebook }: { readonly notebook: Notebook }) {
  const { pane, editors } = useServices();
  const state = fileState(notebook);
  const files = notebook.files.list.value;
  const { open, active } = state;
  useEffect(() => {
    // Another tab, or a program, may have taken a file away.
    const there = new Set(files.map(({ path }) => path));
    for (const path of open.peek()) if (!there.has(path)) closeFile(state, path);
  }, [files]);
  useEffect(() => {
    const first = files.find(({ text }) => text !== null);
    if (open.peek().length === 0 && first) openFile(state, first.path);
  }, []);
  const wanted = pane.wantedFile.value;
  useEffect(() => {
    if (wanted === null) return;
    openFile(state, wanted.path);
    pane.wantedFile.value = null;
    // Its editor is there once the tab is drawn.
    requestAnimationFrame(() => editors.focus(`file:${wanted.path}`, wanted.place));
  }, [wanted]);
  const file = files.find(({ path }) => path === active.value);
  return (
    <div class="files">
      <div class="files-columns">
        <section class="files-side" aria-label="Files of the project">
          <FileBar notebook={notebook} state={state} />
          {files.length > 0 && state.treeShown.value && (
            <FileTree notebook={notebook} state={state} />
          )}
        </section>
        <div class="files-main">
          {open.value.length > 0 && <FileTabs notebook={notebook} state={state} />}
          {file ? (
            <FileView key={file.path} notebook={notebook} file={file} state={state} />
          ) : (
            <FileEmpty state={state} any={files.length > 0} />
          )}
        </div>
      </div>
    </div>
  );
}
