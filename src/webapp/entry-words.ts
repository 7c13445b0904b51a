import type { LogEntry } from "./model.ts";

/** How a request of the log stands, in one word or number. */
export type EntryKind = "running" | "lost" | "failed" | "disconnected" | "ok" | "moved" | "error";

/** The kind of an entry: what colours it and what the filter looks for. */
export function kindOf({ trace, lost }: LogEntry): EntryKind {
  if (lost) return "lost";
  if (trace === null) return "running";
  if (trace.status === null) return trace.state === "disconnected" ? "disconnected" : "failed";
  if (trace.status >= 400) return "error";
  return trace.status >= 300 ? "moved" : "ok";
}

/** What stands in the column "Status": "200", "running", "lost". */
export function statusWord(entry: LogEntry): string {
  const status = entry.trace?.status ?? null;
  if (status !== null) return String(status);
  const kind = kindOf(entry);
  return kind === "disconnected" ? "left" : kind;
}

/** Path and query of a request's address; the whole of what is no address. */
export function pathOf(url: string): string {
  if (!URL.canParse(url)) return url;
  const { pathname, search } = new URL(url);
  return pathname + search;
}

/** Who asked: a client's name, or "Python" for its own requests without one. */
export function whoAsked({ start }: LogEntry): string {
  if (start.client !== "") return start.client;
  return start.origin === "python" ? "Python" : "nobody";
}
