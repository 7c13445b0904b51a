import { randomId } from "../shared/random-id.ts";
import { onPageHide } from "../storage/page-hide.ts";

/** What a notebook does to the world outside it, handed in so that tests can watch. */
export interface NotebookEffects {
  /** Milliseconds of a clock that never goes back. */
  readonly now: () => number;
  /** The wall clock. */
  readonly date: () => Date;
  /** Calls back once after so many milliseconds; returns the way to call it off. */
  readonly setTimer: (callback: () => void, ms: number) => () => void;
  /** A new id for a cell or scratch notebook, unique in the learner's store. */
  readonly newId: () => string;
  /** Content of a lesson's data file. Rejects where it cannot be had. */
  readonly fetchBytes: (url: string) => Promise<Uint8Array>;
  /** HTML of Markdown, raw HTML in it shown as text. */
  readonly renderMarkdown: (markdown: string) => Promise<string>;
  /** Asks the browser not to evict what is stored; called after the first passed check. */
  readonly persistStorage: () => void;
  /** Resolves once what was drawn last can be seen; at the latest after a moment. */
  readonly painted: () => Promise<void>;
  /** Calls back whenever the page may be about to go; returns the way to stop. */
  readonly onHide: (listener: () => void) => () => void;
}

/** The effects of a real page. */
export const PAGE_EFFECTS: NotebookEffects = {
  now: () => performance.now(),
  date: () => new Date(),
  setTimer(callback, ms) {
    const timer = setTimeout(callback, ms);
    return () => clearTimeout(timer);
  },
  newId: () => randomId().slice(0, 8),
  async fetchBytes(url) {
    const response = await fetch(url);
    if (!response.ok) throw new Error(`The server answered ${response.status}.`);
    return new Uint8Array(await response.arrayBuffer());
  },
  async renderMarkdown(markdown) {
    const { renderMarkdown } = await import("../lesson/render-markdown.ts");
    return renderMarkdown(markdown);
  },
  persistStorage() {
    // Missing outside secure contexts; a refusal changes nothing.
    void navigator.storage?.persist?.().catch(() => false);
  },
  painted: () =>
    new Promise((resolve) => {
      // The task after an animation frame comes when its pixels are on their way.
      requestAnimationFrame(() => setTimeout(resolve));
      // A page that nobody sees has no frames.
      setTimeout(resolve, 100);
    }),
  onHide: onPageHide,
};
