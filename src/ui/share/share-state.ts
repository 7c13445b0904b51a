import { batch, effect, signal, type ReadonlySignal, type Signal } from "@preact/signals";
import { NO_OPTIONS } from "../../lesson/link/shared-lesson.ts";
import type { NotebookLink, Shareable, ShareWish } from "../../notebook/share-notebook.ts";
import type { Workspace } from "../../notebook/workspace.ts";
import { messageOf } from "../../runtime/errors.ts";

/** What the author chooses in the share dialog, and the link that comes of it. */
export interface ShareState {
  /** Null until it is known. */
  readonly shareable: ReadonlySignal<Shareable | null>;
  readonly wish: Signal<ShareWish>;
  /** The link for the wish; the former one's while it is being made, null before the first. */
  readonly link: ReadonlySignal<NotebookLink | null>;
  /** True while the link for the wish is being made. */
  readonly pending: ReadonlySignal<boolean>;
  /** A sentence where something failed. */
  readonly trouble: ReadonlySignal<string | null>;
  /** Ends the work of it. */
  readonly close: () => void;
}

/**
 * Begins with the notebook as it stands, and with the options of the link that brought it;
 * `exercise` is the one that the address asks for, null for none.
 */
export function createShareState(
  workspace: Pick<Workspace, "share" | "shareable">,
  exercise: string | null,
): ShareState {
  const shareable = signal<Shareable | null>(null);
  const wish = signal<ShareWish>({ work: true, options: NO_OPTIONS, locked: null });
  const link = signal<NotebookLink | null>(null);
  const trouble = signal<string | null>(null);
  const pending = signal(true);
  let turn = 0;
  const note = (mine: number) => (error: unknown) => {
    if (mine !== turn) return;
    trouble.value = messageOf(error);
    pending.value = false;
  };
  workspace.shareable().then((found) => {
    const asked = found.exercises.find((id) => id === exercise) ?? found.options.exercise;
    batch(() => {
      shareable.value = found;
      wish.value = { ...wish.peek(), options: { ...found.options, exercise: asked } };
    });
  }, note(turn));
  const stop = effect(() => {
    const wanted = wish.value;
    if (shareable.value === null) return;
    const mine = ++turn;
    pending.value = true;
    workspace.share(wanted).then((made) => {
      if (mine !== turn) return;
      link.value = made;
      trouble.value = null;
      pending.value = false;
    }, note(mine));
  });
  return {
    shareable,
    wish,
    link,
    pending,
    trouble,
    close() {
      turn++;
      stop();
    },
  };
}
