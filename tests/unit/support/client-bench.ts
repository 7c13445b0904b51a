import { afterEach } from "vitest";
import { createKernelClient } from "../../../src/runtime/create-kernel-client.ts";
import type { KernelClientEffects } from "../../../src/runtime/create-kernel-client.ts";
import type { KernelClient } from "../../../src/runtime/kernel-client.ts";
import { FakeService, FakeWorker } from "./fake-kernel-worker.ts";

const opened: KernelClient[] = [];
afterEach(() => opened.splice(0).forEach((client) => client.close()));

/**
 * A kernel client over workers without Python, on an isolated page unless `effects` say otherwise;
 * it is closed at the end of the test.
 */
export function openClient(
  work: ConstructorParameters<typeof FakeService>[0] = async () => ({}),
  effects: Partial<KernelClientEffects> = {},
) {
  const workers: FakeWorker[] = [];
  const client = createKernelClient({
    createWorker() {
      const worker = new FakeWorker(new FakeService(work));
      workers.push(worker);
      return worker as unknown as Worker;
    },
    places: {
      pyodideUrl: "https://routebook.test/pyodide/",
      pyodideBytes: {},
      packIndexUrl: "https://routebook.test/packs/index.json",
      imageIndexUrl: null,
      cacheName: null,
    },
    keepsImages: true,
    isolated: true,
    patience: 20,
    requestPatience: 20,
    setTimeout: (callback, milliseconds) => Number(setTimeout(callback, milliseconds)),
    clearTimeout: (timer) => clearTimeout(timer),
    ...effects,
  });
  opened.push(client);
  return { client, workers, newest: () => workers.at(-1) as FakeWorker };
}
