import { createServer, connect, type AddressInfo, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Failure } from "../failure.ts";

/** A network to pretend: bytes a second towards the browser, and milliseconds of delay each way. */
export interface LinkProfile {
  readonly bytesPerSecond: number;
  readonly delay: number;
}

/** 10 Mbit/s with a round trip of 40 ms. */
export const SLOW_LINK: LinkProfile = { bytesPerSecond: 10_000_000 / 8, delay: 20 };

const HOST = "127.0.0.1";

/** How often a quiet wire is looked at, in ms. */
const LOOK = 50;

/**
 * A wire between the browser and a server: it counts, slows down where told, and can be cut.
 * Counting here and not through the browser's tools sees the requests of every worker, and
 * compressed sizes with their headers.
 */
export class Link {
  readonly port: number;
  readonly #target: () => number;
  readonly #server = createServer((browser) => this.#join(browser));
  readonly #sockets = new Set<Socket>();
  #profile: LinkProfile | null = null;
  /** When the line, which all connections share, will have sent what it was given. */
  #freeAt = 0;
  /** What came since it was last asked, in order. */
  #arrived: { readonly at: number; readonly bytes: number }[] = [];
  #lastByte = 0;

  private constructor(target: () => number, port: number) {
    this.#target = target;
    this.port = port;
  }

  /** Opens a port of 127.0.0.1 that leads to `target`, which is asked at each connection. */
  static async open(target: () => number): Promise<Link> {
    const probe = createServer();
    await new Promise<void>((resolve) => probe.listen(0, HOST, resolve));
    const { port } = probe.address() as AddressInfo;
    await new Promise((resolve) => probe.close(resolve));
    const link = new Link(target, port);
    await link.mend();
    return link;
  }

  /** Pretends this network for what comes from now on; null for none. */
  shape(profile: LinkProfile | null): void {
    this.#profile = profile;
  }

  /**
   * Bytes that came to the browser since the last call, of all its threads and workers; with a time
   * (ms since 1970), those until then, and the later ones the next time.
   */
  takeBytes(until: number = Infinity): number {
    const late = this.#arrived.findIndex(({ at }) => at > until);
    const taken = this.#arrived.splice(0, late === -1 ? this.#arrived.length : late);
    return taken.reduce((sum, { bytes }) => sum + bytes, 0);
  }

  /** Resolves once nothing has come for that many ms. */
  async quiet(ms: number): Promise<void> {
    const asked = performance.now();
    while (performance.now() - Math.max(asked, this.#lastByte) < ms) await sleep(LOOK);
  }

  /** The network is gone: nobody listens at the port, and what was open is torn. */
  async cut(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    for (const socket of this.#sockets) socket.destroy();
    await closed;
  }

  /** It is there again, at the same port. */
  async mend(): Promise<void> {
    await new Promise<void>((resolve, reject) => {
      this.#server.once("error", (cause) => {
        reject(new Failure(`Port ${this.port} was taken in between: run it again.`, { cause }));
      });
      this.#server.listen(this.port, HOST, resolve);
    });
    this.#server.removeAllListeners("error");
  }

  #join(browser: Socket): void {
    const upstream = connect(this.#target(), HOST);
    // Timers that end in the same millisecond may come in any order; what they deliver must not.
    const underway: (() => void)[] = [];
    const deliverNext = (): void => underway.shift()?.();
    for (const socket of [browser, upstream]) {
      this.#sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("close", () => this.#sockets.delete(socket));
    }
    browser.on("data", (chunk) => this.#up(() => upstream.write(chunk)));
    browser.on("close", () => upstream.destroy());
    browser.on("error", () => upstream.destroy());
    upstream.on("data", (chunk) => {
      this.#arrived.push({ at: performance.timeOrigin + performance.now(), bytes: chunk.length });
      this.#lastByte = performance.now();
      underway.push(() => browser.write(chunk));
      // The server goes on when the chunk is on the line: else the file would wait in this process.
      if (this.#down(chunk.length, () => upstream.resume(), deliverNext)) upstream.pause();
    });
    // What is still on its way arrives first.
    upstream.on("end", () => {
      underway.push(() => browser.end());
      this.#down(0, () => undefined, deliverNext);
    });
    upstream.on("error", () => browser.destroy());
  }

  #up(deliver: () => void): void {
    if (this.#profile === null) deliver();
    else setTimeout(deliver, this.#profile.delay);
  }

  /** True where the bytes take their time; false where all has been done already. */
  #down(length: number, sent: () => void, arrived: () => void): boolean {
    if (this.#profile === null) {
      arrived();
      return false;
    }
    const { bytesPerSecond, delay } = this.#profile;
    const now = performance.now();
    this.#freeAt = Math.max(now, this.#freeAt) + (length / bytesPerSecond) * 1000;
    const wait = this.#freeAt - now;
    setTimeout(sent, wait);
    setTimeout(arrived, wait + delay);
    return true;
  }
}
