import type { ReadonlySignal, Signal } from "@preact/signals-core";

/** How the page in the preview stands. */
export type PreviewState =
  /** Nothing was opened yet. */
  | { readonly kind: "blank" }
  /** A page was asked for. `accepted` once Python works on it; before that it waits for a cell. */
  | { readonly kind: "loading"; readonly since: number; readonly accepted: boolean }
  /** `status` is that of the page's answer; null where it is not known. */
  | { readonly kind: "shown"; readonly status: number | null }
  /** The learner stopped it, or it broke; `message` is a sentence that says what to do. */
  | { readonly kind: "failed"; readonly message: string };

/** How the preview's pages reach the app. */
export type PreviewTransport =
  /** A service worker on an origin of its own. */
  | "own-origin"
  /** A service worker below a path of the course's origin. */
  | "same-origin"
  /** No service worker: one document at a time, with links, forms and `fetch` by message. */
  | "document";

/** The browser pane: pages of the learner's app in a frame. It touches the DOM; `src/ui` mounts it. */
export interface Preview {
  readonly state: ReadonlySignal<PreviewState>;
  /** As the learner knows it: "http://localhost:8000/login?next=%2F". */
  readonly location: ReadonlySignal<string>;
  /** Title of the page; "" where it has none. */
  readonly title: ReadonlySignal<string>;
  readonly canGoBack: ReadonlySignal<boolean>;
  readonly canGoForward: ReadonlySignal<boolean>;
  /** Null until the first page was asked for. */
  readonly transport: ReadonlySignal<PreviewTransport | null>;
  /** What does not work with this transport, in one sentence; null where everything does. */
  readonly reduced: ReadonlySignal<string | null>;
  /** Whose cookies the pages are asked for with. */
  readonly client: Signal<string>;
  /** Puts the frame into the element; it stays there until {@link unmount}. */
  mount(place: HTMLElement): void;
  unmount(): void;
  /** Opens an address: absolute on the app's origin, or a path. Throws a sentence for another host. */
  navigate(url: string): void;
  reload(): void;
  back(): void;
  forward(): void;
  /** Gives up the page that is being loaded. */
  stop(): void;
  /** Back to blank: another notebook is open. */
  reset(): void;
}
