import { useEffect, useRef, useState } from "preact/hooks";
import { messageOf } from "../../runtime/errors.ts";
import type { Notebook } from "../../notebook/model.ts";
import { Icon } from "../icon.tsx";
import { IconButton } from "../icon-button.tsx";
import { READ_ONLY, useReadOnly } from "../notebook/use-read-only.ts";
import { useServices } from "../services.ts";
import { askToDelete, downloadFile, uploadFiles } from "./file-actions.ts";
import { folderOf } from "./file-rows.ts";
import { followRename, openFile, type FileState, type PathQuestion } from "./file-state.ts";
import { PaneIconButton } from "./pane-icon.tsx";

/** What can be done with the files: make and upload, and rename, download and delete the selected one. */
export function FileBar({
  notebook,
  state,
}: {
  readonly notebook: Notebook;
  readonly state: FileState;
}) {
  const services = useServices();
  const readOnly = useReadOnly();
  const files = notebook.files.list.value;
  const selected = state.selected.value;
  const file = files.find(({ path }) => path === selected);
  const isFolder =
    selected !== null && !file && files.some(({ path }) => path.startsWith(`${selected}/`));
  const isOwn = file ? file.kind === "own" || file.kind === "program" : isFolder;
  const folder = isFolder ? `${selected}/` : folderOf(selected ?? "");
  const question = state.question.value;
  return (
    <>
      <div class="files-bar">
        <button
          type="button"
          class="button quiet files-toggle"
          aria-expanded={state.treeShown.value}
          onClick={() => {
            state.treeShown.value = !state.treeShown.value;
          }}
        >
          <Icon name={state.treeShown.value ? "chevron-down" : "chevron-right"} />
          Files
        </button>
        {!readOnly && (
          <>
            <PaneIconButton
              icon="file-plus"
              name="New file"
              onClick={() => {
                state.question.value = { kind: "new", folder: folder === "data/" ? "" : folder };
              }}
            />
            <PaneIconButton
              icon="upload"
              name="Upload files"
              onClick={() => void uploadFiles(notebook, state, folder, services)}
            />
          </>
        )}
        <span class="grow" />
        {!readOnly && (
          <IconButton
            icon="pencil"
            name={selected === null ? "Rename" : `Rename ${selected}`}
            disabled={!isOwn}
            onClick={() => {
              if (selected !== null) state.question.value = { kind: "rename", path: selected };
            }}
          />
        )}
        <PaneIconButton
          icon="download"
          name={file ? `Download ${file.path}` : "Download"}
          disabled={!file}
          onClick={() => {
            if (file) void downloadFile(notebook, file.path, services);
          }}
        />
        {!readOnly && (
          <IconButton
            icon="trash"
            name={selected === null ? "Delete" : `Delete ${selected}`}
            disabled={!isOwn}
            onClick={() => {
              if (selected !== null) askToDelete(notebook, selected, isFolder, services);
            }}
          />
        )}
      </div>
      {readOnly && <p class="files-note">{READ_ONLY}</p>}
      {question && !readOnly && (
        <PathForm
          key={question.kind === "new" ? question.folder : question.path}
          question={question}
          notebook={notebook}
          state={state}
        />
      )}
    </>
  );
}

function PathForm({
  question,
  notebook,
  state,
}: {
  readonly question: PathQuestion;
  readonly notebook: Notebook;
  readonly state: FileState;
}) {
  const [path, setPath] = useState(question.kind === "new" ? question.folder : question.path);
  const [problem, setProblem] = useState<string | null>(null);
  const field = useRef<HTMLInputElement>(null);
  const label = question.kind === "new" ? "Path of the new file" : "New path";
  useEffect(() => {
    const input = field.current;
    input?.focus();
    if (input) input.setSelectionRange(folderOf(input.value).length, input.value.length);
  }, []);
  const close = () => {
    state.question.value = null;
  };
  const submit = () => {
    const to = path.trim();
    try {
      if (question.kind === "new") {
        if (notebook.files.list.peek().some((file) => file.path === to)) {
          throw new Error(`There is a file ${to} already. Choose another name.`);
        }
        notebook.files.write(to, "");
        openFile(state, to);
      } else {
        notebook.files.rename(question.path, to);
        followRename(state, question.path, to);
      }
      close();
    } catch (error) {
      setProblem(messageOf(error));
      field.current?.focus();
    }
  };
  return (
    <form
      class="files-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key !== "Escape") return;
        event.preventDefault();
        event.stopPropagation();
        close();
      }}
    >
      <input
        ref={field}
        class="field"
        aria-label={label}
        aria-invalid={problem !== null}
        placeholder="app/models.py"
        autocomplete="off"
        autocapitalize="off"
        spellcheck={false}
        value={path}
        onInput={(event) => setPath(event.currentTarget.value)}
      />
      <button type="submit" class="button primary">
        {question.kind === "new" ? "Make" : "Rename"}
      </button>
      <button type="button" class="button" onClick={close}>
        Cancel
      </button>
      {problem !== null && (
        <p class="files-problem" role="alert">
          {problem}
        </p>
      )}
    </form>
  );
}
