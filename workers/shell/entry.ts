import { lazyImageStore, openImageStore } from "../../src/shared/image-store.ts";
import { cacheNames, imagesOf } from "../../src/shared/site-files.ts";
import { immutableFiles } from "./immutable-files.ts";
import { InterruptFlag } from "./interrupt-flag.ts";
import type { ShellScope } from "./shell-scope.ts";
import { ShellStore } from "./shell-store.ts";
import { ShellWorker } from "./shell-worker.ts";
import { staticRoutes } from "./static-routes.ts";

const scope = self as unknown as ShellScope;
const manifest = scope.routebookShell;
const base = scope.registration.scope;
const { caches } = scope;
const { storage = null } = scope.navigator;
const place = {
  base,
  caches,
  fetch: (request: Request) => scope.fetch(request),
  images: lazyImageStore(() => openImageStore(imagesOf(base), { storage, caches })),
};
const names = cacheNames(base);
const interrupts = new InterruptFlag(base);
const shell: ShellStore = new ShellStore({
  ...place,
  manifest,
  onStored: (done, total) => worker.reportStored(done, total),
});
const worker = new ShellWorker({
  manifest,
  place,
  shell,
  immutable: immutableFiles(names.immutable),
  lessons: immutableFiles(names.lessons),
  registration: scope.registration,
  clients: scope.clients,
  skipWaiting: () => scope.skipWaiting(),
  alone: (work) => scope.navigator.locks.request(`routebook-files:${base}`, work),
  createChannel: () => new MessageChannel(),
  setTimeout: (work, milliseconds) => setTimeout(work, milliseconds),
});

scope.addEventListener("install", (event) => {
  const { pathname } = new URL(base);
  const routes = staticRoutes(manifest, pathname, names.shell(manifest.build));
  // Without them all works, if not as fast.
  if (event.addRoutes) event.waitUntil(event.addRoutes(routes).catch(() => undefined));
  event.waitUntil(worker.install(event));
});
scope.addEventListener("activate", (event) => event.waitUntil(worker.activate()));
scope.addEventListener("fetch", (event) => {
  if (!interrupts.answer(event)) worker.fetch(event);
});
scope.addEventListener("message", (event) => {
  if (!interrupts.hear(event)) worker.message(event);
});
