/**
 * How Stop reaches Python that computes where no memory can be shared: the page posts a sign to its
 * service worker, and Python's worker asks for it, with a request that the service worker answers
 * from its memory. Neither leaves the device.
 */

/** The learner pressed Stop. */
export interface StopSign {
  /** The run to stop (see `RunRequest`), or `REQUESTS`. */
  readonly run: number;
  /** Counts the presses from 1: a press stops once, however often it is seen. */
  readonly press: number;
}

/** What the page posts to its service worker. */
export interface StopMessage {
  readonly type: "routebook:stop";
  /** The kernel's id, which nobody else knows. */
  readonly kernel: string;
  /** Null takes the sign away. */
  readonly sign: StopSign | null;
}

const PATH = "__routebook/interrupt";

/**
 * Where the sign of a kernel is asked for; `base` is the address of the shell, the scope of its
 * service worker.
 */
export function signAddress(base: string, kernel: string): string {
  const url = new URL(PATH, base);
  url.search = new URLSearchParams({ kernel }).toString();
  return url.href;
}

/** The kernel of an address made by {@link signAddress}; null for any other. */
export function kernelOfSign(address: string, base: string): string | null {
  const url = new URL(address);
  const own = new URL(PATH, base);
  if (url.origin !== own.origin || url.pathname !== own.pathname) return null;
  return url.searchParams.get("kernel");
}

/** The answer's text. */
export function writeSign(sign: StopSign | null): string {
  return sign === null ? "go on" : `stop ${sign.run} ${sign.press}`;
}

/**
 * What the answer says: a sign, or null to go on. Throws for a text that is no answer of ours, as a
 * host has that gives its start page for every address.
 */
export function readSign(text: string): StopSign | null {
  if (text === "go on") return null;
  const [, run, press] = /^stop (-?\d+) (\d+)$/.exec(text) ?? [];
  if (run === undefined || press === undefined) throw new Error("No service worker answered.");
  return { run: Number(run), press: Number(press) };
}

/** A message that came to the service worker, where it is one of these; else null. */
export function readStopMessage(data: unknown): StopMessage | null {
  if (typeof data !== "object" || data === null) return null;
  const { type, kernel, sign = null } = data as Partial<Record<string, unknown>>;
  if (type !== "routebook:stop" || typeof kernel !== "string") return null;
  if (sign === null) return { type, kernel, sign };
  const { run, press } = sign as Partial<Record<string, unknown>>;
  if (typeof run !== "number" || typeof press !== "number") return null;
  return { type, kernel, sign: { run, press } };
}
