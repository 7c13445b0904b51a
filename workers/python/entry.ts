import { expose } from "comlink";
import { askSynchronously } from "./asked-flag.ts";
import { browserBoot } from "./browser-boot.ts";
import { reportDeaths } from "./deaths.ts";
import type { CreateModule } from "./image-module.ts";
import { lockDown } from "./lockdown.ts";
import { packedOwnFiles } from "./own-package.ts";
import { browserPackSource } from "./pack-source.ts";
import { PythonKernel } from "./python-kernel.ts";
import { safeRecursionLimit } from "./recursion-limit.ts";

const fetch = self.fetch.bind(self);
const Request = self.XMLHttpRequest;
const { subtle } = self.crypto;
const bootEffects = {
  scope: self,
  fetch,
  // Pages without https have neither of these.
  caches: "caches" in self ? self.caches : null,
  digest: "subtle" in self.crypto ? hexSha256 : null,
  importCreateModule: async (address: string) => {
    const script = (await import(/* @vite-ignore */ address)) as { default: CreateModule };
    return script.default;
  },
};

const packEffects = {
  fetch,
  Request,
  digest: bootEffects.digest,
  wait: (milliseconds: number) =>
    new Promise<void>((resolve) => {
      setTimeout(resolve, milliseconds);
    }),
};

reportDeaths(self);
expose(
  new PythonKernel({
    boot: (options, packIndex, listener) => browserBoot(bootEffects, options, packIndex, listener),
    packSource: (url, notice) => browserPackSource(url, { ...packEffects, notice }),
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
