import { useEffect, useState } from "preact/hooks";
import { messageOf } from "../../runtime/errors.ts";
import { CodeEditor } from "../../editor/code-editor.tsx";
import { StaticCode } from "../../editor/static-code.tsx";
import { languageOfPath } from "../../notebook/file-language.ts";
import { textOf } from "../../notebook/file-text.ts";
import type { NotebookFile } from "../../notebook/file-model.ts";
import type { Cell, Notebook } from "../../notebook/model.ts";
import { formatBytes } from "../format.ts";
import { ConflictCard } from "../notebook/conflict-card.tsx";
import { useReadOnly } from "../notebook/use-read-only.ts";
import { useServices } from "../services.ts";
import { downloadFile } from "./file-actions.ts";
import { FileOutput } from "./file-output.tsx";
import type { FileState } from "./file-state.ts";
import { FileStatus } from "./file-status.tsx";

/** An open file: its text to be edited, or what is known of it. */
export function FileView({
  notebook,
  file,
  state,
}: {
  readonly notebook: Notebook;
  readonly file: NotebookFile;
  readonly state: FileState;
}) {
  const cell = notebook.cells.value.find((other) => other.file === file.path);
  const locked = cell?.locked === true;
  return (
    <>
      {file.text ? (
        <TextFile notebook={notebook} file={file} cell={cell} text={file.text} />
      ) : file.kind === "data" ? (
        <DataFile notebook={notebook} path={file.path} />
      ) : (
        <OtherFile notebook={notebook} path={file.path} bytes={file.bytes} />
      )}
      <FileOutput notebook={notebook} state={state} />
      <FileStatus notebook={notebook} file={file} locked={locked} />
    </>
  );
}

function TextFile({
  notebook,
  file: { path },
  cell,
  text,
}: {
  readonly notebook: Notebook;
  readonly file: NotebookFile;
  /** The cell that has the same text. */
  readonly cell: Cell | undefined;
  readonly text: NonNullable<NotebookFile["text"]>;
}) {
  const { editors, toasts } = useServices();
  const readOnly = useReadOnly();
  const write = (next: string) => {
    // An editor that hears that its file is gone must not make it anew.
    if (!notebook.files.list.peek().some((other) => other.path === path)) return;
    try {
      notebook.files.write(path, next);
    } catch (error) {
      toasts.show("error", messageOf(error));
    }
  };
  return (
    <div class="file-text" data-scroller>
      {cell?.change.value && !readOnly && (
        <ConflictCard
          cell={cell}
          change={cell.change.value}
          onChosen={() => editors.focus(`file:${path}`, "kept")}
        />
      )}
      <CodeEditor
        id={`file:${path}`}
        // A lesson's file is one text in two places, and has one undo history.
        textKey={`${notebook.key}#${cell ? cell.id : `file:${path}`}`}
        label={`Contents of ${path}`}
        language={cell?.language ?? languageOfPath(path)}
        source={text}
        readOnly={readOnly || cell?.locked === true}
        editors={editors}
        onInput={write}
      />
    </div>
  );
}

type Loaded = Uint8Array | { readonly problem: string } | null;

/** A file of the lesson's data: shown, not edited. */
function DataFile({ notebook, path }: { readonly notebook: Notebook; readonly path: string }) {
  const [loaded, setLoaded] = useState<Loaded>(null);
  useEffect(() => {
    let here = true;
    notebook.files.read(path).then(
      (bytes) => here && setLoaded(bytes),
      (error: unknown) => here && setLoaded({ problem: messageOf(error) }),
    );
    return () => {
      here = false;
    };
  }, []);
  if (loaded === null) return <p class="panel-empty dim">Loading.</p>;
  if (!(loaded instanceof Uint8Array)) return <p class="panel-empty">{loaded.problem}</p>;
  const text = textOf(loaded);
  if (text === null) return <OtherFile notebook={notebook} path={path} bytes={loaded.length} />;
  return (
    <div
      class="file-text file-readonly"
      data-scroller
      role="region"
      aria-label={`Contents of ${path}`}
      tabIndex={0}
    >
      <StaticCode language={languageOfPath(path)} source={text} />
    </div>
  );
}

/** What cannot be shown as text. */
function OtherFile({
  notebook,
  path,
  bytes,
}: {
  readonly notebook: Notebook;
  readonly path: string;
  readonly bytes: number | null;
}) {
  const services = useServices();
  const isDatabase = /\.(?:sqlite3?|db)$/.test(path);
  return (
    <div class="panel-empty">
      <p>
        <b>{path}</b>
      </p>
      <p>
        {isDatabase ? "A database" : "No text that can be edited here"}
        {bytes !== null && `, ${formatBytes(bytes)}`}.
      </p>
      <div class="panel-buttons">
        {isDatabase && (
          <button type="button" class="button" onClick={() => services.pane.open("database")}>
            Show in Database
          </button>
        )}
        <button
          type="button"
          class="button"
          onClick={() => void downloadFile(notebook, path, services)}
        >
          Download
        </button>
      </div>
    </div>
  );
}
