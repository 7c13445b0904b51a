/** Why what the learner does is not stored, or not yet. */
export interface StorageTrouble {
  /**
   * `slow`: the store takes long, and is waited for. In all other cases memory has its place:
   * `silent`: it has not answered at all so far; `unavailable`: there is none; `full`: the disk or
   * quota is; `broken`: it works no more.
   */
  readonly kind: "slow" | "silent" | "unavailable" | "full" | "broken";
  /** For the learner: what happened and what to do. */
  readonly message: string;
}

export const SLOW_STORAGE: StorageTrouble = {
  kind: "slow",
  message:
    "The browser's storage is slow to answer: what you do is not stored before it does. Keep this tab open until this notice is gone.",
};

export const SILENT_STORAGE: StorageTrouble = {
  kind: "silent",
  message:
    "The browser's storage does not answer: what you did on former visits does not show, and what you do now is kept only until this tab closes. Once the storage answers, all that is put right, and this notice goes; before that, export your progress as a file before you go.",
};

/** The words for a failure of the browser's storage. */
export function storageTrouble(error: unknown, everWorked: boolean): StorageTrouble {
  if (isQuotaError(error)) {
    return {
      kind: "full",
      message:
        "The browser's storage is full: what you do from now on is kept only until this tab closes. Export your progress as a file, free some space, then reload.",
    };
  }
  if (!everWorked) {
    return {
      kind: "unavailable",
      message:
        "This browser does not let Routebook store anything (a private window, perhaps): everything works, but it is kept only until this tab closes. Export your progress as a file before you go.",
    };
  }
  return {
    kind: "broken",
    message:
      "The browser's storage stopped working: what you do from now on is kept only until this tab closes. Export your progress as a file, then reload.",
  };
}

/** True where a write failed for lack of room (Storage Standard; Firefox has a name of its own). */
export function isQuotaError(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === "QuotaExceededError" || error.name === "NS_ERROR_DOM_QUOTA_REACHED")
  );
}
