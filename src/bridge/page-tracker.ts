import { CERTAINTY } from "../shared/preview.ts";
import type { Certainty, RequestOffer } from "../shared/preview.ts";
import { setNewest } from "../shared/set-newest.ts";

/** What a bridge knows about a request that the service worker offers. */
export interface Judgement {
  /** How well it is known that the request is of this bridge's pages. */
  readonly certainty: Certainty;
  /** True where it asks for the page itself. */
  readonly main: boolean;
  /** How many redirects led to it. */
  readonly hop: number;
}

/** A frame within the page. */
export interface TrackedFrame {
  readonly url: string;
  /** False while its first page is still to come. */
  readonly arrived: boolean;
}

/** What the tracker looks at. */
export interface TrackerEffects {
  readonly now: () => number;
  /** The frames within the page. */
  readonly frames: () => readonly TrackedFrame[];
  /** True while the page itself is on its way to another. */
  readonly isLeaving: () => boolean;
}

interface Page {
  readonly main: boolean;
  readonly hops: number;
}

interface Expected {
  readonly url: string;
  readonly main: boolean;
  readonly at: number;
}

/** Milliseconds between a page's wish to go somewhere and the request for it. */
const SOON = 10_000;
/** Pages that are remembered; older ones have been left long ago. */
const MOST = 1_000;

/** Tells which requests are made by pages of this bridge: those of two tabs share an origin. */
export class PageTracker {
  readonly #effects: TrackerEffects;
  #pages = new Map<string, Page>();
  #expected: readonly Expected[] = [];
  #active = 0;

  constructor(effects: TrackerEffects) {
    this.#effects = effects;
  }

  /** When a page of this bridge was last opened, in milliseconds since 1970; 0 for never. */
  get active(): number {
    return this.#active;
  }

  /** A page, or a frame within it, goes to that address. */
  expect(url: string, main: boolean): void {
    const at = this.#effects.now();
    const recent = this.#expected.filter((one) => at - one.at < SOON);
    this.#expected = [...recent, { url: plain(url), main, at }];
  }

  judge({ navigation, clientId, resultingClientId, url }: RequestOffer): Judgement {
    const { possible, likely, certain } = CERTAINTY;
    if (!navigation) {
      const certainty = this.#pages.has(clientId) ? certain : possible;
      return { certainty, main: false, hop: 0 };
    }
    const known = this.#pages.get(resultingClientId);
    if (known !== undefined) return { certainty: certain, main: known.main, hop: known.hops };
    const expected = this.#find(url);
    if (expected !== undefined) return { certainty: certain, main: expected.main, hop: 0 };
    const frames = this.#effects.frames();
    const leading = frames.filter((frame) => plain(frame.url) === url);
    if (leading.length > 0) {
      const certainty = leading.some(({ arrived }) => !arrived) ? likely : possible;
      return { certainty, main: false, hop: 0 };
    }
    const leaving = this.#effects.isLeaving();
    const main = leaving || frames.length === 0;
    return { certainty: leaving ? likely : possible, main, hop: 0 };
  }

  /** The request is this bridge's. */
  take(offer: RequestOffer): void {
    const { navigation, resultingClientId, url } = offer;
    if (!navigation) return this.#remember(resultingClientId, { main: false, hops: 0 });
    const { main, hop } = this.judge(offer);
    const expected = this.#find(url);
    // The page's own way to an address may have been announced twice, by the pane and by the page;
    // what is left would claim the same address of another tab.
    this.#expected = this.#expected.filter(
      (one) => one !== expected && !(main && one.main && one.url === url),
    );
    this.#active = this.#effects.now();
    this.#remember(resultingClientId, { main, hops: hop + 1 });
  }

  /** A page, or the worker that a script makes: what it will ask for is this bridge's, too. */
  #remember(id: string, page: Page): void {
    if (id !== "") setNewest(this.#pages, id, page, MOST);
  }

  #find(url: string): Expected | undefined {
    const now = this.#effects.now();
    return this.#expected.find((one) => one.url === url && now - one.at < SOON);
  }
}

function plain(url: string): string {
  return url.replace(/#.*$/s, "");
}
