import { expose } from "comlink";
import type { HeadStart, RuntimePlaces } from "../../src/shared/kernel.ts";
import { askSynchronously } from "./asked-flag.ts";
import { browserBoot } from "./browser-boot.ts";
import { reportDeaths } from "./deaths.ts";
import type { CreateModule } from "./image-module.ts";
import { lockDown } from "./lockdown.ts";
import { packedOwnFiles } from "./own-package.ts";
import { browserPackSource } from "./pack-source.ts";
import { Provisions } from "./provisions.ts";
import { PythonKernel } from "./python-kernel.ts";
import { safeRecursionLimit } from "./recursion-limit.ts";

const fetch = self.fetch.bind(self);
const Request = self.XMLHttpRequest;
const { subtle } = self.crypto;

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

const provisionEffects = {
  ...packEffects,
  scope: self,
  caches: "caches" in self ? self.caches : null,
  importCreateModule: async (address: string) => {
    const script = (await import(/* @vite-ignore */ address)) as { default: CreateModule };
    return script.default;
  },
  packIndex: (address: string) =>
    browserPackSource(address, { ...packEffects, notice: () => {} }).index(),
};

let provisions: Provisions | null = null;

function provide(places: RuntimePlaces, main: WebAssembly.Module | null): Provisions {
  provisions ??= new Provisions(provisionEffects, places, main);
  return provisions;
}

self.addEventListener("message", ({ data }: MessageEvent<Partial<HeadStart> | null>) => {
  if (data?.type !== "head-start") return;
  const { packages, main = null, ...places } = data as HeadStart;
  const provided = provide(places, main);
  if (packages !== null) provided.foresee(packages);
});

reportDeaths(self);
expose(
  new PythonKernel({
    boot: (options, listener) =>
      browserBoot(provide(options, options.kept?.main ?? null), options, listener),
    packSource(url, notice) {
      const source = browserPackSource(url, { ...packEffects, notice });
      const early = provisions?.packs;
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
