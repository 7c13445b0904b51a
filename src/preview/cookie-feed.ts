import type { ReadonlySignal } from "@preact/signals-core";
import type { BridgeCommand, ScriptCookie } from "../shared/preview.ts";
import type { PreviewGateway } from "./frame.ts";

export interface CookieFeedParts {
  readonly gateway: Pick<PreviewGateway, "jars" | "editJar">;
  readonly client: ReadonlySignal<string>;
  readonly send: (command: Extract<BridgeCommand, { type: "cookies" }>) => void;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

/** Milliseconds that an answer waits for its cookies: then its page does without the newest. */
const PATIENCE = 10_000;

/** Keeps the bridge's copy of the client's jar, which `document.cookie` reads, in step. */
export class CookieFeed {
  readonly #parts: CookieFeedParts;
  #number = 0;
  #edits = 0;
  #editing: Promise<void> | null = null;
  #waiting = new Map<number, () => void>();

  constructor(parts: CookieFeedParts) {
    this.#parts = parts;
  }

  /** Resolves when what scripts set is in the jar; null where nothing is under way. */
  get settled(): Promise<void> | null {
    return this.#editing;
  }

  /** Sends the jar as it is now; resolves when the bridge has it. */
  async refresh(): Promise<void> {
    const { gateway, client, send } = this.#parts;
    const edits = this.#edits;
    const number = ++this.#number;
    const taken = new Promise<void>((resolve) => {
      this.#waiting.set(number, resolve);
      this.#parts.setTimeout(() => this.acknowledge(number), PATIENCE);
    });
    const name = client.peek();
    // A kernel that is not there has no cookies.
    const read = gateway.jars().then(
      (jars) => jars[name] ?? [],
      () => [],
    );
    void read.then((jar) => {
      // Another client's by now, or scripts set something meanwhile: there will be a newer one.
      if (name !== client.peek()) return this.acknowledge(number);
      const cookies = jar.filter(({ httpOnly }) => !httpOnly).map(forScripts);
      send({ type: "cookies", cookies, edits, number });
    });
    await taken;
  }

  /** The bridge has the jar of that number. */
  acknowledge(number: number): void {
    this.#waiting.get(number)?.();
    this.#waiting.delete(number);
  }

  /** A script set a cookie on that page of the app; `edits` counts them. */
  edit(url: string, text: string, edits: number): void {
    const { gateway, client } = this.#parts;
    const before = this.#editing ?? Promise.resolve();
    const done = before
      .then(() => gateway.editJar(client.peek(), { type: "script", url, text }))
      .catch(() => undefined)
      .then(() => {
        this.#edits = edits;
        if (this.#editing === done) this.#editing = null;
        void this.refresh();
      });
    this.#editing = done;
  }
}

function forScripts(cookie: ScriptCookie): ScriptCookie {
  const { name, value, domain, path, hostOnly, expires } = cookie;
  return { name, value, domain, path, hostOnly, expires };
}
