import { deferred } from "../shared/deferred.ts";
import type { Deferred } from "../shared/deferred.ts";
import type { AskerMessage, GatewayMessage, WireConnect, WithoutId } from "../shared/http.ts";
import { KernelDied } from "./errors.ts";
import type { Exchange, ExchangeListener, WireSocket } from "./http-exchange.ts";
import type { Timers } from "./in-time.ts";

export interface HttpAskerEffects extends Timers {
  /** Connects to the worker's gateway, when something is asked. Rejects where there is no worker. */
  connect(): Promise<MessagePort>;
  /** An exchange that was left goes on and on: its app does not hear, or cannot. */
  onStuck(): void;
  /** Milliseconds after which an exchange that was left counts as stuck. */
  readonly patience: number;
}

interface Open {
  readonly listener: ExchangeListener;
  accepted: boolean;
  /** Set once the asker has gone: what comes then is dropped. */
  left: boolean;
  timer: number | null;
}

/** The page's end of the gateway's wire: numbers exchanges and tells each what it hears. */
export class HttpAsker {
  #effects: HttpAskerEffects;
  #port: Promise<MessagePort> | null = null;
  #next = 1;
  #open = new Map<number, Open>();
  #idle: Deferred<void> | null = null;

  constructor(effects: HttpAskerEffects) {
    this.#effects = effects;
  }

  /** Begins an exchange: `listener` hears the gateway until it ends. */
  ask(first: WithoutId<AskerMessage>, listener: ExchangeListener): Exchange {
    const id = this.#next++;
    this.#open.set(id, { listener, accepted: false, left: false, timer: null });
    this.#idle ??= deferred();
    this.#say({ ...first, id });
    return {
      say: (message) => this.#say({ ...message, id }),
      leave: () => this.#leave(id),
    };
  }

  /** Opens a WebSocket. */
  connect(connect: WireConnect, listener: ExchangeListener): WireSocket {
    const exchange = this.ask({ type: "connect", connect }, listener);
    return {
      send: (data) => exchange.say({ type: "send", data }),
      close: (code = 1000, reason = "") => exchange.say({ type: "close", code, reason }),
    };
  }

  /** Resolves when no exchange that Python has taken up is left; null where there is none. */
  get running(): Promise<void> | null {
    const any = [...this.#open.values()].some(({ accepted }) => accepted);
    return any ? (this.#idle?.promise ?? null) : null;
  }

  /** The worker is gone: every exchange ends with the error. */
  lose(error: KernelDied): void {
    const port = this.#port;
    this.#port = null;
    port?.then(
      (open) => open.close(),
      () => {},
    );
    const ended = [...this.#open];
    for (const [id, { left, listener }] of ended) {
      this.#forget(id);
      if (!left) listener.died(error);
    }
  }

  #say(message: AskerMessage): void {
    this.#port ??= this.#connect();
    this.#port.then(
      (port) => port.postMessage(message),
      (error: unknown) => this.#refuse(message.id, error),
    );
  }

  async #connect(): Promise<MessagePort> {
    const port = await this.#effects.connect();
    port.onmessage = ({ data }: MessageEvent<readonly GatewayMessage[]>) => {
      for (const message of data) this.#hear(message);
    };
    return port;
  }

  #refuse(id: number, error: unknown): void {
    this.#port = null;
    const open = this.#open.get(id);
    this.#forget(id);
    const message = error instanceof Error ? error.message : String(error);
    if (open?.left === false) open.listener.died(new KernelDied(message, { cause: error }));
  }

  #hear(message: GatewayMessage): void {
    const open = this.#open.get(message.id);
    if (open === undefined) return;
    if (message.type === "accepted") open.accepted = true;
    const over = message.type === "end" || message.type === "failed" || message.type === "closed";
    if (over) this.#forget(message.id);
    if (!open.left) open.listener.hear(message);
  }

  #leave(id: number): void {
    const open = this.#open.get(id);
    if (open === undefined || open.left) return;
    open.left = true;
    this.#say({ type: "leave", id });
    open.timer = this.#effects.setTimeout(() => {
      // One that Python never took up waits behind a cell, whose Stop button is elsewhere.
      if (open.accepted) this.#effects.onStuck();
    }, this.#effects.patience);
  }

  #forget(id: number): void {
    const timer = this.#open.get(id)?.timer;
    if (timer !== undefined && timer !== null) this.#effects.clearTimeout(timer);
    this.#open.delete(id);
    if (this.#open.size > 0) return;
    this.#idle?.resolve();
    this.#idle = null;
  }
}
