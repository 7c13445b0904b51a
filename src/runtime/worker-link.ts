import { releaseProxy, transfer, wrap } from "comlink";
import type { Remote } from "comlink";
import { deferred } from "../shared/deferred.ts";
import type { KernelEvent, KernelService, StartOptions } from "../shared/kernel.ts";
import { KernelDied, messageOf } from "./errors.ts";

/** The worker's kernel as comlink mirrors it. */
export type KernelRemote = Remote<KernelService>;

/** One worker's life: calls on it reject with `KernelDied` when it ends, which comlink alone does not do. */
export class WorkerLink {
  readonly #worker: Worker;
  readonly #service: KernelRemote;
  readonly #ended = deferred<never>();
  readonly #port: MessagePort;
  readonly #farPort: MessagePort;
  #over = false;

  constructor(
    worker: Worker,
    onEvents: (events: readonly KernelEvent[]) => void,
    onDeath: (message: string) => void,
  ) {
    this.#worker = worker;
    this.#service = wrap<KernelService>(worker);
    const channel = new MessageChannel();
    this.#port = channel.port1;
    this.#farPort = channel.port2;
    // A link nobody waits on may end, too.
    this.#ended.promise.catch(() => {});
    this.#port.onmessage = (message: MessageEvent<readonly KernelEvent[]>) => {
      if (this.#over) return;
      onEvents(message.data);
      const fatal = message.data.find((event) => event.type === "fatal");
      if (fatal?.type === "fatal") this.#die(fatal.message, onDeath);
    };
    worker.addEventListener("error", (event) => {
      event.preventDefault();
      this.#die(event.message || "The worker's script could not be loaded.", onDeath);
    });
    worker.addEventListener("messageerror", () => {
      this.#die("A message of the worker could not be read.", onDeath);
    });
  }

  start(options: StartOptions) {
    const port = this.#farPort;
    const buffers = options.kept?.slices.map(({ bytes }) => bytes) ?? [];
    return this.call((service) =>
      service.start(transfer(options, buffers), transfer(port, [port])),
    );
  }

  /** Gives the worker a port on which requests to the learner's app come. */
  serveHttp(port: MessagePort): Promise<void> {
    return this.call((service) => service.serveHttp(transfer(port, [port])));
  }

  /** Calls the worker; rejects with `KernelDied` if it ends first, or has ended. */
  call<Result>(work: (service: KernelRemote) => Promise<Result>): Promise<Result> {
    if (this.#over) return this.#ended.promise;
    return Promise.race([work(this.#service), this.#ended.promise]);
  }

  /** Ends the worker; pending calls reject with the sentence. */
  end(message: string): void {
    if (this.#over) return;
    this.#over = true;
    this.#worker.terminate();
    this.#port.close();
    try {
      this.#service[releaseProxy]();
    } catch (error) {
      // comlink posts a farewell to the worker, which is gone already.
      void messageOf(error);
    }
    this.#ended.reject(new KernelDied(message));
  }

  #die(message: string, onDeath: (message: string) => void): void {
    if (this.#over) return;
    this.end(message);
    onDeath(message);
  }
}
