import type { AskerMessage, GatewayMessage, WithoutId } from "../shared/http.ts";
import type { KernelDied } from "./errors.ts";

/** Hears one exchange with the learner's app. */
export interface ExchangeListener {
  hear(message: GatewayMessage): void;
  /** The worker died or was replaced; nothing more comes. */
  died(error: KernelDied): void;
}

/** A request under way, as whoever relays it sees it. */
export interface Exchange {
  say(message: WithoutId<AskerMessage>): void;
  /** Goes away: the app hears that it is disconnected, and is stopped where it does not listen. */
  leave(): void;
}

/** A WebSocket to the learner's app. */
export interface WireSocket {
  send(data: string | Uint8Array): void;
  close(code?: number, reason?: string): void;
}
