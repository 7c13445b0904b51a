import { type ReadonlySignal, signal } from "@preact/signals-core";
import type { Notice } from "./model.ts";

export interface NewNotice {
  readonly level: Notice["level"];
  readonly text: string;
  readonly action?: { readonly label: string; readonly run: () => void };
  /** A notice of the same topic takes the place of the former one. */
  readonly topic?: string;
  /** Called when the learner dismisses it without taking its action. */
  readonly onDismiss?: () => void;
}

export interface Notices {
  readonly list: ReadonlySignal<readonly Notice[]>;
  add(notice: NewNotice): void;
  dismiss(id: number): void;
  /** Takes away the notice of a topic, as if it had never been. */
  remove(topic: string): void;
}

/** Sentences above the notebook, oldest first. Taking a notice's action takes it away. */
export function createNotices(): Notices {
  const list = signal<readonly Notice[]>([]);
  const details = new Map<number, NewNotice>();
  let last = 0;

  function take(id: number): NewNotice | undefined {
    const notice = details.get(id);
    details.delete(id);
    list.value = list.peek().filter((other) => other.id !== id);
    return notice;
  }

  function remove(topic: string): void {
    for (const [id, notice] of details) if (notice.topic === topic) take(id);
  }

  return {
    list,
    remove,
    add(notice) {
      if (notice.topic !== undefined) remove(notice.topic);
      const id = ++last;
      details.set(id, notice);
      const { level, text, action } = notice;
      const act = action && {
        label: action.label,
        run: () => {
          // A second click, on a button that is just going away, does nothing.
          if (take(id) !== undefined) action.run();
        },
      };
      list.value = [...list.peek(), { id, level, text, action: act ?? null }];
    },
    dismiss(id) {
      take(id)?.onDismiss?.();
    },
  };
}
