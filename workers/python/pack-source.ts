import type { Pack, PackIndex } from "../../src/shared/packs.ts";

/** Where packs come from. The browser's and Node's differ; what is done with them does not. */
export interface PackSource {
  index(): Promise<PackIndex>;
  /** The pack's file; `onBytes` hears how many have come so far. Rejects with a sentence. */
  bytes(pack: Pack, onBytes: (loaded: number) => void): Promise<Uint8Array>;
  /** The same without returning to the event loop, for an import that nobody foresaw. */
  bytesSync(pack: Pack): Uint8Array;
}

/** Packs beside their index on our own origin. `fetch` and the request are taken before the lockdown. */
export function browserPackSource(
  indexUrl: string,
  fetch: typeof globalThis.fetch,
  Request: typeof XMLHttpRequest,
): PackSource {
  const address = (pack: Pack) => new URL(pack.file, indexUrl).href;
  return {
    async index() {
      const response = await fetch(indexUrl);
      if (!response.ok) throw new Error(unreachable("The list of packages", response.status));
      return (await response.json()) as PackIndex;
    },
    async bytes(pack, onBytes) {
      const response = await fetch(address(pack));
      if (!response.ok || response.body === null) {
        throw new Error(unreachable(`The package ${pack.name}`, response.status));
      }
      const bytes = new Uint8Array(pack.size);
      let loaded = 0;
      for await (const chunk of response.body) {
        if (loaded + chunk.length > pack.size) throw new Error(damaged(pack));
        bytes.set(chunk, loaded);
        loaded += chunk.length;
        onBytes(loaded);
      }
      if (loaded !== pack.size) throw new Error(damaged(pack));
      return bytes;
    },
    bytesSync(pack) {
      const request = new Request();
      request.open("GET", address(pack), false);
      request.responseType = "arraybuffer";
      request.send();
      if (request.status !== 200) {
        throw new Error(unreachable(`The package ${pack.name}`, request.status));
      }
      const bytes = new Uint8Array(request.response as ArrayBuffer);
      if (bytes.length !== pack.size) throw new Error(damaged(pack));
      return bytes;
    },
  };
}

function unreachable(what: string, status: number): string {
  return `${what} could not be loaded (HTTP ${status}). Check the connection, then restart the kernel.`;
}

function damaged(pack: Pack): string {
  return `The package ${pack.name} arrived incomplete. Restart the kernel to load it again.`;
}
