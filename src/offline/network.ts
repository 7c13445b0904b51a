import { type ReadonlySignal, signal } from "@preact/signals-core";
import { SERVICE_WORKER } from "../shared/site-files.ts";

export interface NetworkEffects {
  /** The browser's own opinion: false is believed, true is not. */
  readonly onLine: () => boolean;
  readonly fetch: (url: string, init: RequestInit) => Promise<Response>;
  /** Calls back where the browser's opinion changes, and where the page is seen again. */
  readonly onChange: (listener: () => void) => void;
  readonly isVisible: () => boolean;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

export interface Network {
  readonly online: ReadonlySignal<boolean>;
  /** Asks the server whether it is there. */
  look(): Promise<boolean>;
}

/** Milliseconds between two questions while the server does not answer. */
const PAUSE = 15_000;

/**
 * Whether the site's server can be reached. A cable in the wall says nothing of the server, so it
 * is asked: for the head of the service worker's script, which no service worker answers.
 */
export function createNetwork(base: string, effects: NetworkEffects): Network {
  const online = signal(effects.onLine());
  let waits = false;

  async function look(): Promise<boolean> {
    online.value = effects.onLine() && (await answers());
    if (!online.peek()) lookLater();
    return online.peek();
  }

  async function answers(): Promise<boolean> {
    const url = new URL(SERVICE_WORKER, base).href;
    return effects.fetch(url, { method: "HEAD", cache: "no-store" }).then(
      () => true,
      () => false,
    );
  }

  function lookLater(): void {
    if (waits) return;
    waits = true;
    effects.setTimeout(() => {
      waits = false;
      // A page that nobody sees is asked to look when it is seen again.
      if (effects.isVisible() && !online.peek()) void look();
    }, PAUSE);
  }

  effects.onChange(() => void look());
  return { online, look };
}
