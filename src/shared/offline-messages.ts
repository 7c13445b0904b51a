/** What the page and the shell's service worker say to each other. */

/** The page to a service worker: which build is yours? Answered on the port with {@link BuildAnswer}. */
export interface BuildQuestion {
  readonly type: "routebook:build?";
}

export interface BuildAnswer {
  readonly build: string;
  /** Of a service worker: whether all of its shell is stored. Where not, it begins to store it. */
  readonly whole?: boolean;
}

/** The page to a service worker that waits: the learner wants the new version. */
export interface TakeOver {
  readonly type: "routebook:take-over";
}

/** The page to its service worker: a quiet moment to remove what nobody uses any more. */
export interface Tidy {
  readonly type: "routebook:tidy";
}

export type MessageToWorker = BuildQuestion | TakeOver | Tidy;

/** Why files could not be stored. */
export type StoreTrouble =
  /** The disk or the site's quota is full. */
  | "full"
  /** A file did not come, or not as this build made it. */
  | "network";

/** The service worker to its pages. */
export type MessageToPage =
  /** Which build are you? Answered on the port with {@link BuildAnswer}. */
  | BuildQuestion
  /** So much of the shell of a build is stored. */
  | {
      readonly type: "routebook:storing";
      readonly build: string;
      readonly done: number;
      readonly total: number;
    }
  | {
      readonly type: "routebook:not-stored";
      readonly build: string;
      readonly trouble: StoreTrouble;
    };

/** A message that came to the service worker, where it is one of ours; else null. */
export function readMessageToWorker(data: unknown): MessageToWorker | null {
  const type = typeOf(data);
  return type === "routebook:build?" || type === "routebook:take-over" || type === "routebook:tidy"
    ? { type }
    : null;
}

/** A message that came to the page, where it is one of ours; else null. */
export function readMessageToPage(data: unknown): MessageToPage | null {
  switch (typeOf(data)) {
    case "routebook:build?":
    case "routebook:storing":
    case "routebook:not-stored":
      return data as MessageToPage;
    default:
      return null;
  }
}

function typeOf(data: unknown): unknown {
  return typeof data === "object" && data !== null ? (data as { type?: unknown }).type : undefined;
}
