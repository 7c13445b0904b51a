/** Milliseconds that a message may wait while its turn goes on. */
const PATIENCE = 5;

/**
 * Joins what is said on a port in one turn of the event loop into one posted array: a short answer
 * (head, body, end) then costs each thread on its way one wake-up instead of three.
 */
export class TurnPost<Message> {
  readonly #port: Pick<MessagePort, "postMessage">;
  readonly #now: () => number;
  #messages: Message[] = [];
  #transfer: Transferable[] = [];
  #since = 0;

  constructor(port: Pick<MessagePort, "postMessage">, now: () => number = () => performance.now()) {
    this.#port = port;
    this.#now = now;
  }

  say(message: Message, transfer: readonly Transferable[] = []): void {
    if (this.#messages.length === 0) {
      this.#since = this.#now();
      queueMicrotask(() => this.flush());
    }
    this.#messages.push(message);
    this.#transfer.push(...transfer);
    this.poll();
  }

  /** Posts what has waited long enough; to be called now and then in a turn that takes its time. */
  poll(): void {
    if (this.#messages.length > 0 && this.#now() - this.#since >= PATIENCE) this.flush();
  }

  flush(): void {
    if (this.#messages.length === 0) return;
    const messages: readonly Message[] = this.#messages;
    const transfer = this.#transfer;
    this.#messages = [];
    this.#transfer = [];
    this.#port.postMessage(messages, transfer);
  }
}
