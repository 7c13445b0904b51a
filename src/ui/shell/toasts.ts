import { signal, type ReadonlySignal } from "@preact/signals";

/** A sentence that belongs to no notebook; it goes by itself unless it tells of an error. */
export interface Toast {
  readonly id: number;
  readonly level: "info" | "error";
  readonly text: string;
}

/** The toasts on the page. */
export interface Toasts {
  readonly list: ReadonlySignal<readonly Toast[]>;
  show(level: Toast["level"], text: string): void;
  dismiss(id: number): void;
}

/** `wait` calls back after some milliseconds. */
export function createToasts(
  wait: (callback: () => void, ms: number) => unknown = setTimeout,
): Toasts {
  const list = signal<readonly Toast[]>([]);
  let last = 0;
  const dismiss = (id: number) => {
    list.value = list.value.filter((toast) => toast.id !== id);
  };
  return {
    list,
    dismiss,
    show(level, text) {
      const id = ++last;
      list.value = [...list.value, { id, level, text }];
      if (level === "info") wait(() => dismiss(id), 6000);
    },
  };
}
