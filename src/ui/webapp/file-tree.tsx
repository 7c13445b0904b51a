import type { TargetedKeyboardEvent } from "preact";
import { useEffect, useMemo, useRef } from "preact/hooks";
import type { FileKind } from "../../notebook/file-model.ts";
import type { Notebook } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { READ_ONLY, useReadOnly } from "../notebook/use-read-only.ts";
import { useServices } from "../services.ts";
import { askToDelete } from "./file-actions.ts";
import { fileRows, rowAfterKey, type FileRow } from "./file-rows.ts";
import { openFile, toggleFolder, type FileState } from "./file-state.ts";
import { PaneIcon } from "./pane-icon.tsx";

/** Whose a file is, in a word; the learner's own need none. */
const WORDS: Readonly<Record<FileKind, string>> = {
  lesson: "lesson",
  own: "",
  program: "written",
  data: "data",
};

/** The same at length, shown on hover. */
const TITLES: Readonly<Record<FileKind, string>> = {
  lesson: "The lesson's file: the same text as in the lesson",
  own: "Your file",
  program: "Written by a program",
  data: "The lesson's data: read-only",
};

/** The tree of files. Arrow keys move, Enter opens, F2 renames, Delete deletes. */
export function FileTree({
  notebook,
  state,
}: {
  readonly notebook: Notebook;
  readonly state: FileState;
}) {
  const services = useServices();
  const readOnly = useReadOnly();
  const tree = useRef<HTMLDivElement>(null);
  const files = notebook.files.list.value;
  const folded = state.folded.value;
  const rows = useMemo(() => fileRows(files, folded), [files, folded]);
  const selected = state.selected.value;
  const focusable = rows.some(({ path }) => path === selected) ? selected : rows[0]?.path;

  useEffect(() => {
    const row = tree.current?.querySelector('[aria-selected="true"]');
    row?.scrollIntoView({ block: "nearest" });
  }, [selected]);
  const focus = (row: FileRow) => {
    state.selected.value = row.path;
    const items = tree.current?.querySelectorAll<HTMLElement>('[role="treeitem"]') ?? [];
    [...items].find((item) => item.dataset["path"] === row.path)?.focus();
  };
  const act = (row: FileRow) => {
    state.selected.value = row.path;
    if (row.open === null) openFile(state, row.path);
    else toggleFolder(state, row.path);
  };
  const onKeyDown = (event: TargetedKeyboardEvent<HTMLElement>) => {
    const { key } = event;
    const row = rows.find(({ path }) => path === focusable);
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOwn = row.kind === "own" || row.kind === "program" || row.kind === null;
    const next = rowAfterKey(rows, row.path, key);
    if (key === "ArrowRight" && row.open === false) toggleFolder(state, row.path);
    else if (key === "ArrowLeft" && row.open === true) toggleFolder(state, row.path);
    else if (next) focus(next);
    else if (key === "Enter" || key === " ") act(row);
    else if (readOnly && (key === "F2" || key === "Delete")) {
      services.announcement.value = READ_ONLY;
    } else if (key === "F2" && isOwn) state.question.value = { kind: "rename", path: row.path };
    else if (key === "Delete" && isOwn) {
      askToDelete(notebook, row.path, row.open !== null, services);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <div ref={tree} class="file-tree" role="tree" aria-label="Files" onKeyDown={onKeyDown}>
      {rows.map((row) => (
        <div
          key={row.path}
          class="file-row"
          role="treeitem"
          data-path={row.path}
          aria-level={row.level}
          aria-posinset={row.position}
          aria-setsize={row.siblings}
          aria-selected={row.path === selected}
          aria-expanded={row.open ?? undefined}
          aria-label={row.kind && WORDS[row.kind] ? `${row.name}, ${WORDS[row.kind]}` : row.name}
          data-active={row.path === state.active.value ? "" : undefined}
          tabIndex={row.path === focusable ? 0 : -1}
          style={{ paddingInlineStart: `${8 + (row.level - 1) * 14}px` }}
          onClick={() => act(row)}
        >
          <span class="file-fold">
            {row.open !== null && <Icon name={row.open ? "chevron-down" : "chevron-right"} />}
          </span>
          <FileIcon row={row} />
          <span class="file-name">{row.name}</span>{" "}
          {row.kind && WORDS[row.kind] !== "" && (
            <span class="file-kind" data-kind={row.kind} title={TITLES[row.kind]}>
              {row.kind === "program" ? "" : WORDS[row.kind]}
            </span>
          )}
        </div>
      ))}
    </div>
  );
}

function FileIcon({ row }: { readonly row: FileRow }) {
  if (row.open !== null) return <PaneIcon name={row.open ? "folder-open" : "folder"} />;
  if (/\.(?:sqlite3?|db)$/.test(row.name)) return <PaneIcon name="database" />;
  return row.name.endsWith(".py") ? <PaneIcon name="file-code" /> : <Icon name="file" />;
}
