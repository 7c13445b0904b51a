import { signal, type ReadonlySignal } from "@preact/signals";

/** A question before something that cannot be taken back. */
export interface Confirmation {
  readonly title: string;
  readonly text: string;
  /** The verb on the button: "Reset lesson". */
  readonly verb: string;
  /** A word to type first; null where a click is enough. */
  readonly word: string | null;
  /** True where nothing is lost by it; the button then has no colour of danger. */
  readonly harmless?: boolean;
  readonly action: () => void | Promise<void>;
}

/** The dialog that is open, if any: one at a time. */
export type OpenDialog =
  | { readonly kind: "help" }
  | { readonly kind: "palette" }
  | { readonly kind: "lessons" }
  | { readonly kind: "hand-in" }
  | { readonly kind: "share" }
  | { readonly kind: "address" }
  | { readonly kind: "confirm"; readonly confirmation: Confirmation };

/** Opens and closes the page's dialogs. */
export interface Dialogs {
  readonly open: ReadonlySignal<OpenDialog | null>;
  show(dialog: OpenDialog): void;
  close(): void;
}

/** No dialog is open at first. */
export function createDialogs(): Dialogs {
  const open = signal<OpenDialog | null>(null);
  return {
    open,
    show(dialog) {
      open.value = dialog;
    },
    close() {
      open.value = null;
    },
  };
}
