import { expose } from "comlink";
import { lazyImageStore, openImageStore } from "../../src/shared/image-store.ts";
import type { HeadStart, RuntimePlaces } from "../../src/shared/kernel.ts";
import type { PackIndex } from "../../src/shared/packs.ts";
import { askSynchronously } from "./asked-flag.ts";
import { BrowserBoot } from "./browser-boot.ts";
import { reportDeaths } from "./deaths.ts";
import type { CreateModule } from "./image-module.ts";
import { lockDown } from "./lockdown.ts";
import { packedOwnFiles } from "./own-package.ts";
import { browserPackSource } from "./pack-source.ts";
import { Provisions, type ProvisionEffects } from "./provisions.ts";
import { PythonKernel } from "./python-kernel.ts";
import { safeRecursionLimit } from "./recursion-limit.ts";
import { storedIn } from "./stored.ts";

const fetch = self.fetch.bind(self);
const Request = self.XMLHttpRequest;
const { subtle } = self.crypto;

// Pages without https have neither.
const storage = "storage" in self.navigator ? self.navigator.storage : null;
const caches = "caches" in self ? self.caches : null;

const packEffects = {
  fetch,
  Request,
  // Pages without https have none, nor Cache Storage.
  digest: "subtle" in self.crypto ? hexSha256 : null,
  wait: (milliseconds: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

let browserBoot: BrowserBoot | null = null;

function provide(places: RuntimePlaces, main: WebAssembly.Module | null): BrowserBoot {
  browserBoot ??= new BrowserBoot(new Provisions(effectsFor(places), places, main));
  return browserBoot;
}

function effectsFor({ cacheName }: RuntimePlaces): ProvisionEffects {
  const stored = storedIn(caches, cacheName);
  return {
    ...packEffects,
    scope: self,
    stored,
    imageStore(folder) {
      // At once: what is to be read from it will not be known for a while.
      const opened = openImageStore(folder, { storage, caches });
      return lazyImageStore(() => opened);
    },
    async importCreateModule(address) {
      const script = (await import(/* @vite-ignore */ address)) as { default: CreateModule };
      return script.default;
    },
    async packIndex(address) {
      const response = await stored(address);
      if (response !== undefined) return (await response.json()) as PackIndex;
      return browserPackSource(address, { ...packEffects, notice: () => {} }).index();
    },
  };
}

function begin({ packages, main, ...places }: HeadStart): void {
  const provided = provide(places, main ?? null);
  if (packages !== null) provided.foresee(packages);
}

if (self.name.startsWith("{")) begin(JSON.parse(self.name) as HeadStart);

self.addEventListener("message", ({ data }: MessageEvent<Partial<HeadStart> | null>) => {
  if (data?.type === "head-start") begin(data as HeadStart);
});

reportDeaths(self);
expose(
  new PythonKernel({
    boot: (options, listener) =>
      provide(options, options.kept?.main ?? null).boot(options, listener),
    packSource(url, notice) {
      const source = browserPackSource(url, { ...packEffects, notice });
      const early = browserBoot?.provisions.packs;
      return { ...source, index: () => early?.catch(() => source.index()) ?? source.index() };
    },
    ownFiles: packedOwnFiles,
    askSynchronously: askSynchronously(Request),
    lockDown: () => lockDown(self),
    now: () => performance.now(),
    recursionLimit: safeRecursionLimit,
  }),
);

async function hexSha256(bytes: ArrayBuffer): Promise<string> {
  const hash = new Uint8Array(await subtle.digest("SHA-256", bytes));
  return Array.from(hash, (byte) => byte.toString(16).padStart(2, "0")).join("");
}
