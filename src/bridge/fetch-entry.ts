import type { FetchEvent, FetchWelcome } from "../shared/fetch-wire.ts";
import { fetchFile } from "./fetch-file.ts";
import { allowOnly } from "./fetch-policy.ts";

/**
 * Waits for the address that the site's page sends, and for nobody else's: only from the window
 * around this one, only of the site's own origin, and only in a sandbox, where nothing can be done
 * with that origin.
 */
function hear(event: MessageEvent<Partial<FetchWelcome> | null>): void {
  const [port] = event.ports;
  const { data } = event;
  if (event.source !== window.parent || window.parent === window) return;
  if (event.origin !== window.location.origin || window.origin !== "null") return;
  if (data?.type !== "routebook:fetch" || port === undefined) return;
  window.removeEventListener("message", hear);
  void answer(data as FetchWelcome, port);
}

async function answer({ url, limit }: FetchWelcome, port: MessagePort): Promise<void> {
  const tell = (told: FetchEvent) => port.postMessage(told);
  tell({ type: "begun" });
  const wasSentOn = allowOnly(new URL(url).origin, document);
  tell(
    await fetchFile(url, limit, {
      fetch: (address, init) => window.fetch(address, init),
      onProgress: (bytes, total) => tell({ type: "progress", bytes, total }),
      wasSentOn,
    }),
  );
}

window.addEventListener("message", hear);
