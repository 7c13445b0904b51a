import type { Pack, PackIndex } from "../../src/shared/packs.ts";
import { persistently, Refused } from "./persistently.ts";
import { sha256 } from "../../src/shared/sha256.ts";

/** Where packs come from. The browser's and Node's differ; what is done with them does not. */
export interface PackSource {
  index(): Promise<PackIndex>;
  /** The pack's file; `onBytes` hears how many have come so far. Rejects with a sentence. */
  bytes(pack: Pack, onBytes: (loaded: number) => void): Promise<Uint8Array>;
  /** The same without returning to the event loop, for an import that nobody foresaw. */
  bytesSync(pack: Pack): Uint8Array;
}

/** What fetching packs needs of the worker; taken before the lockdown. */
export interface PackSourceEffects {
  readonly fetch: typeof globalThis.fetch;
  readonly Request: typeof XMLHttpRequest;
  /** Hex sha256; null where the page has no https, and our own is used. */
  readonly digest: ((bytes: ArrayBuffer) => Promise<string>) | null;
  readonly wait: (milliseconds: number) => Promise<void>;
  /** A sentence for the learner. */
  readonly notice: (text: string) => void;
}

/**
 * Packs beside their index on our own origin. Each is checked against its hash: one that is
 * damaged, wherever it was stored on the way, is asked of the server itself, and the learner told.
 * A download that breaks off is begun again, a few times: a pack is small enough to come whole.
 */
export function browserPackSource(indexUrl: string, effects: PackSourceEffects): PackSource {
  const { digest, wait, notice } = effects;
  const address = (pack: Pack) => new URL(pack.file, indexUrl).href;

  async function tried<Value>(what: string, work: () => Promise<Value>): Promise<Value> {
    return persistently(work, wait).catch((error: unknown) => {
      throw error instanceof Refused ? error : new Error(brokenOff(what), { cause: error });
    });
  }

  async function ask(url: string, what: string, cache: RequestCache): Promise<Response> {
    const response = await effects.fetch(url, { cache });
    // A server that is overloaded is better in a moment; one that lacks the file is not.
    if (response.status >= 500) throw new Error(unreachable(what, response.status));
    if (!response.ok) throw new Refused(unreachable(what, response.status));
    return response;
  }

  /** Null for a file that cannot be the pack. */
  async function download(
    pack: Pack,
    cache: RequestCache,
    onBytes: (loaded: number) => void,
  ): Promise<Uint8Array | null> {
    const { body } = await ask(address(pack), nameOf(pack), cache);
    const bytes = new Uint8Array(pack.size);
    let loaded = 0;
    for await (const chunk of body ?? []) {
      if (loaded + chunk.length > pack.size) return null;
      bytes.set(chunk, loaded);
      loaded += chunk.length;
      onBytes(loaded);
    }
    const hash = digest === null ? sha256(bytes) : await digest(bytes.buffer);
    return loaded === pack.size && hash === pack.sha256 ? bytes : null;
  }

  return {
    index: () =>
      tried("The list of packages", async () => {
        const response = await ask(indexUrl, "The list of packages", "default");
        return (await response.json()) as PackIndex;
      }),
    async bytes(pack, onBytes) {
      for (const cache of ["default", "reload"] as const) {
        const bytes = await tried(nameOf(pack), () => download(pack, cache, onBytes));
        if (bytes !== null) {
          if (cache === "reload") notice(repaired(pack));
          return bytes;
        }
      }
      throw new Error(damaged(pack));
    },
    bytesSync(pack) {
      for (const fresh of [false, true]) {
        const bytes = loadSync(address(pack), pack, effects.Request, fresh);
        if (bytes.length === pack.size && sha256(bytes) === pack.sha256) {
          if (fresh) notice(repaired(pack));
          return bytes;
        }
      }
      throw new Error(damaged(pack));
    },
  };
}

function loadSync(
  url: string,
  pack: Pack,
  Request: typeof XMLHttpRequest,
  fresh: boolean,
): Uint8Array {
  const request = new Request();
  request.open("GET", url, false);
  request.responseType = "arraybuffer";
  // The only way to say here that no stored copy is wanted.
  if (fresh) request.setRequestHeader("Cache-Control", "no-cache");
  try {
    request.send();
  } catch (error) {
    throw new Error(brokenOff(nameOf(pack)), { cause: error });
  }
  if (request.status !== 200) throw new Error(unreachable(nameOf(pack), request.status));
  return new Uint8Array(request.response as ArrayBuffer);
}

function nameOf(pack: Pack): string {
  return `The package ${pack.name}`;
}

function unreachable(what: string, status: number): string {
  return `${what} could not be loaded (HTTP ${status}). Check the connection, then restart the kernel.`;
}

function brokenOff(what: string): string {
  return `${what} is not stored on this device, and the server did not send it. Check the connection, then restart the kernel.`;
}

function damaged(pack: Pack): string {
  return `${nameOf(pack)} arrived damaged, twice. Reload the page; if that does not help, tell who runs this site.`;
}

function repaired(pack: Pack): string {
  return `The stored copy of ${pack.name} was damaged; it was fetched again.`;
}
