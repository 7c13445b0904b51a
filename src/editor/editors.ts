import type { EditorPlace } from "./place.ts";

/** What others may ask of a mounted editor. */
export interface EditorHandle {
  focus(place: EditorPlace): void;
}

/** The mounted editors by cell, so that keys and tracebacks can send the caret to one of them. */
export class Editors {
  readonly #handles = new Map<string, EditorHandle>();
  readonly #live: { readonly id: string; readonly leave: () => void }[] = [];
  readonly #limit: number;

  /** At most `limit` editors are heavy ones at a time. */
  constructor(limit = 6) {
    this.#limit = limit;
  }

  /** Makes an editor known; the result forgets it. */
  register(id: string, handle: EditorHandle): () => void {
    this.#handles.set(id, handle);
    return () => {
      if (this.#handles.get(id) === handle) this.#handles.delete(id);
    };
  }

  /** Sends the caret to a cell's editor; false where that cell has none on the page. */
  focus(id: string, place: EditorPlace = "kept"): boolean {
    const handle = this.#handles.get(id);
    handle?.focus(place);
    return handle !== undefined;
  }

  /** A heavy editor came alive or got the focus; the one unused for longest has to leave. */
  enter(id: string, leave: () => void): void {
    this.forget(id);
    this.#live.push({ id, leave });
    if (this.#live.length > this.#limit) this.#live.shift()?.leave();
  }

  /** A heavy editor is gone. */
  forget(id: string): void {
    const index = this.#live.findIndex((live) => live.id === id);
    if (index >= 0) this.#live.splice(index, 1);
  }
}
