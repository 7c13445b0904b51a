import type { BridgeCommand, BridgeEvent } from "../shared/preview.ts";
import { findOrigin } from "./find-origin.ts";
import { openBridge } from "./open-bridge.ts";

/** What {@link keepPreviewOffline} does to the page. */
export interface KeepEffects {
  /** Address of the site. */
  readonly base: string;
  readonly document: Document;
  readonly findOrigin: (base: string) => Promise<string | null>;
  readonly openBridge: typeof openBridge;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

/** Milliseconds that storing may take; a slow network has a later visit. */
const PATIENCE = 60_000;

const PAGE_EFFECTS = (): KeepEffects => ({
  base: document.baseURI,
  document,
  findOrigin,
  openBridge,
  setTimeout: (work, milliseconds) => window.setTimeout(work, milliseconds),
});

/**
 * Makes the preview work without a network, on whatever origin it has: opens its bridge out of
 * sight, which starts its service worker and stores its files. `all` for those that only some apps
 * show, too. Resolves with false where the preview has no service worker, or its files do not come.
 */
export async function keepPreviewOffline(
  all: boolean,
  effects: KeepEffects = PAGE_EFFECTS(),
): Promise<boolean> {
  const { base, document: page, setTimeout } = effects;
  const origin = await effects.findOrigin(base);
  const place = page.createElement("div");
  place.hidden = true;
  page.body.append(place);
  const bridge = effects.openBridge({
    place,
    folder: origin === null ? new URL("preview/", base).href : `${origin}/`,
    session: "keep-offline",
    appOrigin: "http://localhost:8000",
    title: "",
    setTimeout,
  });
  try {
    const port = await bridge.port;
    return await new Promise<boolean>((resolve) => {
      setTimeout(() => resolve(false), PATIENCE);
      port.onmessage = ({ data }: MessageEvent<BridgeEvent>) => {
        const keep: BridgeCommand = { type: "keep", all };
        if (data.type === "ready") port.postMessage(keep);
        else if (data.type === "kept") resolve(data.stored);
        else if (data.type === "unavailable") resolve(false);
      };
    });
  } catch {
    return false;
  } finally {
    bridge.close();
    place.remove();
  }
}
