import { signAddress } from "../shared/interrupt-flag.ts";
import type { StopMessage, StopSign } from "../shared/interrupt-flag.ts";
import type { Timers } from "./in-time.ts";
import type { WorkerLink } from "./worker-link.ts";

/** What the flag needs of the page. */
export interface ServiceFlagEffects extends Timers {
  /** `navigator.serviceWorker`. */
  readonly container: Pick<ServiceWorkerContainer, "controller" | "addEventListener">;
  /** Address of the shell's folder: the service worker's scope. */
  readonly base: string;
  readonly createId: () => string;
}

/** Milliseconds until a sign is posted again. */
const REPEAT = 200;

/**
 * Stop by way of the service worker, for one worker of a page that can share no memory. While no
 * service worker controls the page, which may be so all through a first visit, it does nothing.
 */
export class ServiceFlag {
  readonly #effects: ServiceFlagEffects;
  readonly #kernel: string;
  #press = 0;

  constructor(effects: ServiceFlagEffects) {
    this.#effects = effects;
    this.#kernel = effects.createId();
  }

  /**
   * Tells the worker where to look for signs, at once or as soon as a service worker takes the page
   * over, and its worker with it. Resolves when the worker knows, or has nothing to know.
   */
  async join(link: WorkerLink): Promise<void> {
    const { base, container } = this.#effects;
    const tell = () => link.call((service) => service.watchSign(signAddress(base, this.#kernel)));
    if (container.controller !== null) return tell();
    // A worker that ended needs to know nothing.
    container.addEventListener("controllerchange", () => void tell().catch(() => {}), {
      once: true,
    });
  }

  /** The run of that number is to stop. Returns the way to take it back, once it has ended. */
  raise(run: number): () => void {
    const sign: StopSign = { run, press: ++this.#press };
    let timer = 0;
    const repeat = () => {
      this.#post(sign);
      // One that was ended in between has forgotten the sign.
      timer = this.#effects.setTimeout(repeat, REPEAT);
    };
    repeat();
    return () => {
      this.#effects.clearTimeout(timer);
      this.#post(null);
    };
  }

  #post(sign: StopSign | null): void {
    const message: StopMessage = { type: "routebook:stop", kernel: this.#kernel, sign };
    this.#effects.container.controller?.postMessage(message);
  }
}
