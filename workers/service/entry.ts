import { PreviewWorker } from "./preview-worker.ts";
import type { ServiceScope } from "./service-scope.ts";

const scope = self as unknown as ServiceScope;
const worker = new PreviewWorker({
  scope: new URL(scope.registration.scope),
  pages: scope.clients,
  traits: scope.navigator,
  caches: scope.caches,
  fetch: (request) => scope.fetch(request),
  setTimeout: (work, milliseconds) => setTimeout(work, milliseconds),
  createChannel: () => new MessageChannel(),
  createNonce: () => crypto.randomUUID(),
});

// It holds nothing but copies, so a newer one may take over at any moment.
scope.addEventListener("install", (event) => {
  event.waitUntil(worker.keepFiles().then(() => scope.skipWaiting()));
});
scope.addEventListener("activate", (event) => event.waitUntil(scope.clients.claim()));
scope.addEventListener("fetch", (event) => worker.hear(event));
