import { PREVIEW_FILES } from "../shared/preview.ts";
import type { BridgeHello, BridgeWelcome } from "../shared/preview.ts";

export interface BridgeOptions {
  readonly place: HTMLElement;
  /** Address of the preview's folder, with a slash at its end. */
  readonly folder: string;
  readonly session: string;
  readonly appOrigin: string;
  /** What assistive technology calls the frame. Default "Preview of your app". */
  readonly title?: string;
  readonly setTimeout: (work: () => void, milliseconds: number) => unknown;
}

/** The bridge's frame, and the channel to it. */
export interface OpenBridge {
  /** Rejects with a sentence where the bridge does not come. */
  readonly port: Promise<MessagePort>;
  close(): void;
}

/** Milliseconds that the bridge's own page may take. */
const PATIENCE = 30_000;

// Pages of other sites open in tabs of their own, which are not to be bound by this.
const SANDBOX =
  "allow-scripts allow-same-origin allow-forms allow-modals allow-popups allow-popups-to-escape-sandbox allow-downloads";

/**
 * Opens the bridge in a frame. Only a message of that very window, of the folder's origin and with
 * this session, is answered with a port.
 */
export function openBridge(options: BridgeOptions): OpenBridge {
  const { place, folder, session, appOrigin, setTimeout, title = "Preview of your app" } = options;
  const frame = document.createElement("iframe");
  const { origin } = new URL(folder);
  const channel = new MessageChannel();
  let hear: ((event: MessageEvent<BridgeHello | null>) => void) | null = null;

  const port = new Promise<MessagePort>((resolve, reject) => {
    hear = (event) => {
      if (event.source !== frame.contentWindow || event.origin !== origin) return;
      if (event.data?.type !== "routebook:hello" || event.data.session !== session) return;
      stopHearing();
      const welcome: BridgeWelcome = { type: "routebook:welcome", appOrigin };
      frame.contentWindow?.postMessage(welcome, origin, [channel.port2]);
      resolve(channel.port1);
    };
    window.addEventListener("message", hear);
    setTimeout(() => reject(new Error(`The preview's page at ${origin} did not load.`)), PATIENCE);
  });

  function stopHearing(): void {
    if (hear !== null) window.removeEventListener("message", hear);
  }

  const address = new URL(PREVIEW_FILES.bridge, folder);
  address.search = new URLSearchParams({ session, shell: window.location.origin }).toString();
  frame.title = title;
  frame.setAttribute("sandbox", SANDBOX);
  frame.allow = "clipboard-write";
  Object.assign(frame.style, { border: "0", width: "100%", height: "100%", display: "block" });
  frame.src = address.href;
  place.append(frame);
  return {
    port,
    close() {
      stopHearing();
      channel.port1.close();
      frame.remove();
    },
  };
}
