import { signal, type ReadonlySignal } from "@preact/signals";
import type { LiveEditorModule } from "./live-editor.ts";

const loaded = signal<LiveEditorModule | null>(null);
let pending: Promise<void> | null = null;

/** The full editor's module once it is there. Until then, and where it does not load, cells are text fields. */
export const liveEditorModule: ReadonlySignal<LiveEditorModule | null> = loaded;

/** True where fingers are the main pointer: text fields serve them better than Monaco. */
function prefersTextField(): boolean {
  return matchMedia("(pointer: coarse)").matches;
}

/** Starts to load the full editor, once. A failure leaves the text fields; the next call tries again. */
export function loadMonaco(): void {
  if (prefersTextField()) return;
  pending ??= import("./monaco.ts").then(
    (module) => {
      loaded.value = module;
    },
    (error: unknown) => {
      console.error("The full editor did not load; cells stay text fields.", error);
      pending = null;
    },
  );
}
