import { createServer, connect, type AddressInfo, type Socket } from "node:net";

/** A network to pretend: bytes a second towards the browser, and milliseconds of delay each way. */
export interface LinkProfile {
  readonly bytesPerSecond: number;
  readonly delay: number;
}

/** 10 Mbit/s with a round trip of 40 ms. */
export const SLOW_LINK: LinkProfile = { bytesPerSecond: 10_000_000 / 8, delay: 20 };

/** A wire between the browser and a server: it counts, and slows down where told. */
export interface Link {
  readonly port: number;
  /** Bytes that came to the browser since the last call, of all its threads and workers. */
  takeBytes(): number;
  close(): Promise<void>;
}

/**
 * Opens a port of 127.0.0.1 that leads to `target`. Counting here and not through the browser's
 * tools sees the requests of every worker, and compressed sizes with their headers.
 */
export async function openLink(target: number, profile: LinkProfile | null = null): Promise<Link> {
  let bytes = 0;
  const sockets = new Set<Socket>();
  const wire = new Wire(profile);
  const server = createServer((browser) => {
    const upstream = connect(target, "127.0.0.1");
    for (const socket of [browser, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on("close", () => sockets.delete(socket));
    }
    browser.on("data", (chunk) => wire.up(() => upstream.write(chunk)));
    browser.on("close", () => upstream.destroy());
    browser.on("error", () => upstream.destroy());
    upstream.on("data", (chunk) => {
      bytes += chunk.length;
      // One chunk on its way at a time: else the whole file would wait in this process' memory.
      if (profile !== null) upstream.pause();
      wire.down(chunk.length, () => {
        browser.write(chunk);
        upstream.resume();
      });
    });
    // What is still on its way arrives first.
    upstream.on("end", () => wire.down(0, () => browser.end()));
    upstream.on("error", () => browser.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    port: (server.address() as AddressInfo).port,
    takeBytes: () => {
      const taken = bytes;
      bytes = 0;
      return taken;
    },
    close: () =>
      new Promise((resolve) => {
        for (const socket of sockets) socket.destroy();
        server.close(() => resolve());
      }),
  };
}

/** The shared medium: one downward queue for all connections, as on a real line. */
class Wire {
  #freeAt = 0;
  readonly #profile: LinkProfile | null;

  constructor(profile: LinkProfile | null) {
    this.#profile = profile;
  }

  up(deliver: () => void): void {
    if (this.#profile === null) deliver();
    else setTimeout(deliver, this.#profile.delay);
  }

  down(length: number, deliver: () => void): void {
    if (this.#profile === null) {
      deliver();
      return;
    }
    const now = performance.now();
    const start = Math.max(now, this.#freeAt);
    this.#freeAt = start + (length / this.#profile.bytesPerSecond) * 1000;
    setTimeout(deliver, this.#freeAt - now + this.#profile.delay);
  }
}
