import { createContext } from "preact";
import { useContext } from "preact/hooks";
import type { Editors } from "../../editor/editors.ts";
import type { EditorPlace } from "../../editor/place.ts";
import type { CellId, Notebook } from "../../notebook/model.ts";

/** What a mounted cell can be asked. */
export interface CellHandle {
  /** Puts the focus on the cell itself. */
  focus(): void;
  /** Puts the caret into its code or text. */
  edit(place: EditorPlace): void;
}

/** The open notebook with its mounted cells. */
export interface NotebookScene {
  readonly notebook: Notebook;
  readonly editors: Editors;
  /** Makes a mounted cell known; the result forgets it. */
  register(id: CellId, handle: CellHandle): () => void;
  /** Selects a cell and puts the focus on it, as soon as it is on the page. */
  focusCell(id: CellId): void;
  /** Selects a cell and puts the caret into it, as soon as it is on the page. */
  editCell(id: CellId, place?: EditorPlace): void;
  announce(sentence: string): void;
  /** True where nothing is to be edited. */
  readonly readOnly: boolean;
}

/** A scene without cells. */
export function createScene(
  notebook: Notebook,
  editors: Editors,
  announce: (sentence: string) => void,
  readOnly = false,
): NotebookScene {
  const handles = new Map<CellId, CellHandle>();
  let waiting: { readonly id: CellId; readonly act: (handle: CellHandle) => void } | null = null;

  function reach(id: CellId, act: (handle: CellHandle) => void): void {
    notebook.selected.value = id;
    const handle = handles.get(id);
    waiting = handle ? null : { id, act };
    if (handle) act(handle);
  }

  return {
    notebook,
    editors,
    announce,
    readOnly,
    register(id, handle) {
      handles.set(id, handle);
      if (waiting?.id === id) {
        const { act } = waiting;
        waiting = null;
        act(handle);
      }
      return () => {
        if (handles.get(id) === handle) handles.delete(id);
      };
    },
    focusCell: (id) => reach(id, (handle) => handle.focus()),
    editCell: (id, place = "kept") => reach(id, (handle) => handle.edit(place)),
  };
}

const Context = createContext<NotebookScene | null>(null);

/** Makes the scene known to everything below. */
export const NotebookSceneProvider = Context.Provider;

/** The scene. Only for components below {@link NotebookSceneProvider}. */
export function useNotebookScene(): NotebookScene {
  const scene = useContext(Context);
  if (!scene) throw new Error("NotebookSceneProvider is missing above this component.");
  return scene;
}
