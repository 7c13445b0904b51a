import { join } from "node:path";
import { root } from "../paths.ts";

/**
 * The script for `context.addInitScript({ path })`. It is JavaScript on disk and not a function
 * handed over, because the TypeScript runner wraps functions in helpers that the page has not.
 */
export const PROBE_FILE: string = join(root, "scripts", "bench", "probe.js");

/** How many requests to send, the first of which do not count. */
export interface RequestCount {
  readonly warmUp: number;
  readonly requests: number;
}

/** What probe.js leaves on the page; every time is in milliseconds. */
export interface Probe {
  /** Time since navigation at which the text was painted. */
  shown(text: string): Promise<number>;
  /** Time since navigation at which such an element was painted. */
  present(selector: string): Promise<number>;
  /** Time since navigation at which such an element had taken the focus and that was painted. */
  focused(selector: string): Promise<number>;
  /**
   * Null once the page says that it can be opened without the network, or the reason why that
   * cannot be waited for any longer. Where it never says so, Python is there once its interpreter
   * is stored.
   */
  readyOffline(wait: { readonly ms: number; readonly says: boolean }): Promise<string | null>;
  /** Time since navigation at which the browser painted anything at all. */
  firstPaint(): Promise<number>;
  /** Bytes of what the page itself, Python left out, had got until that time since navigation. */
  pageBytes(until: number): number;
  /** Opens Markdown as the scratch notebook. */
  importText(text: string): Promise<void>;
  /** Puts the code into the first cell and runs it as soon as that is possible; when the marker was painted. */
  runFirst(code: string, marker: string): Promise<number>;
  /** Opens Markdown as the scratch notebook, runs all of it, and gives what its last cell printed. */
  runLast(text: string): Promise<string>;
  /** Times of GET / through the page's API, one after the other. */
  requests(count: RequestCount): Promise<number[]>;
  /** Times of GET / through `fetch`, in a page of the app. */
  fetches(count: RequestCount): Promise<number[]>;
  /** How long Stop takes in an endless loop; rejects where the variables are lost. */
  stop(): Promise<number>;
  /**
   * Runs the code so many times, one after the other, and gives what the last run printed; rejects
   * where one does not end well.
   */
  repeat(code: string, times: number): Promise<string>;
  /** Bytes of the page, its frames and workers, WebAssembly's left out, as the browser counts them. */
  memory(): Promise<number>;
  /** From restart to the marker painted. */
  restart(code: string, marker: string): Promise<number>;
  /** Gets ready to measure from the next Enter to the text painted. */
  expectKey(text: string): void;
  /** What came of it. */
  keyLatency(): Promise<number>;
  /** Notes, from now on, how long each key takes to be painted. */
  watchKeys(): void;
  /** What was noted, once so many keys are through. */
  keyTimes(count: number): Promise<readonly number[]>;
}

declare global {
  interface Window {
    readonly bench: Probe;
  }
}
