/** Why progress is kept in memory only. */
export interface StorageTrouble {
  /** `unavailable`: no store at all; `full`: the disk or quota is; `broken`: it stopped answering. */
  readonly kind: "unavailable" | "full" | "broken";
  /** For the learner: what happened and what to do. */
  readonly message: string;
}

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
      "The browser's storage stopped answering: what you do from now on is kept only until this tab closes. Export your progress as a file, then reload.",
  };
}

/** True where a write failed for lack of room (Storage Standard; Firefox has a name of its own). */
export function isQuotaError(error: unknown): boolean {
  return (
    error instanceof Error &&
    (error.name === "QuotaExceededError" || error.name === "NS_ERROR_DOM_QUOTA_REACHED")
  );
}
