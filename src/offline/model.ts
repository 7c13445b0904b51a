import type { ReadonlySignal } from "@preact/signals-core";
import type { FileKind } from "../shared/site-files.ts";

/** Whether a lesson works without a network. */
export type Readiness =
  /** There is no lesson, or nobody has looked yet. */
  | { readonly kind: "unknown" }
  /** Its files are being stored; bytes of all that it needs. */
  | { readonly kind: "preparing"; readonly done: number; readonly total: number }
  | { readonly kind: "ready"; readonly bytes: number }
  /** It will not be; `message` says why, and what to do. */
  | { readonly kind: "failed"; readonly message: string };

/** "Make everything available offline". */
export type Everything =
  /** `missing` bytes are to be stored; null before anybody has looked. */
  | { readonly kind: "partly"; readonly missing: number | null }
  | { readonly kind: "storing"; readonly done: number; readonly total: number }
  | { readonly kind: "stored"; readonly bytes: number }
  /** It ended early; what was stored stays. */
  | { readonly kind: "failed"; readonly message: string };

/** What is stored of one kind. */
export interface StoredFiles {
  readonly kind: FileKind;
  readonly files: number;
  readonly bytes: number;
}

/** What this site stores on the device, in bytes; null where the browser does not tell. */
export interface StoredTotal {
  readonly used: number | null;
  readonly available: number | null;
}

/** Use without a network: what is stored for it, and new versions of the site. */
export interface Offline {
  /** False where the server cannot be reached. */
  readonly online: ReadonlySignal<boolean>;
  /** The open lesson's. */
  readonly lesson: ReadonlySignal<Readiness>;
  readonly everything: ReadonlySignal<Everything>;
  /** True where a newer version of the site is there and this tab runs the older one. */
  readonly update: ReadonlySignal<boolean>;
  /** What the learner is to be told once: no room, say. Null while there is nothing. */
  readonly trouble: ReadonlySignal<string | null>;

  /** Asks the server whether it is there. */
  checkNetwork(): Promise<boolean>;
  /** Paths of the lessons that work without a network. */
  readyLessons(): Promise<readonly string[]>;
  /** Looks how much of everything is stored, for {@link everything}. */
  look(): Promise<void>;
  /** Stores all lessons; what is there is not fetched again. Ends as {@link everything} says. */
  storeEverything(): Promise<void>;
  /** Ends {@link storeEverything}; what is stored stays. */
  cancelEverything(): void;
  /** What is stored, by kind. */
  stored(): Promise<readonly StoredFiles[]>;
  total(): Promise<StoredTotal>;
  /** Removes what is stored of these kinds; nothing that the learner wrote is among it. */
  remove(kinds: readonly FileKind[]): Promise<void>;
  /** Loads the page anew, in the newest version. Progress is to be stored before. */
  takeUpdate(): Promise<void>;
}
