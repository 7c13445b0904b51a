import type {
  BridgeEvent,
  BridgeHello,
  BridgeWelcome,
  OfferTaken,
  RequestOffer,
} from "../shared/preview.ts";
import { Bridge } from "./bridge.ts";
import { namedSite } from "./named-site.ts";
import type { BridgeWindow } from "./page-door.ts";
import { startServiceWorker } from "./start-service-worker.ts";

const { container, folder, session } = {
  container: navigator.serviceWorker as ServiceWorkerContainer | undefined,
  folder: new URL("./", location.href).href,
  session: new URLSearchParams(location.search).get("session") ?? "",
};
// Any page may be around this one, but only the course is obeyed. On the course's own origin that is
// who has this origin; elsewhere it names itself, and the preview's host says whether it is that.
const elsewhere = new URL(folder).pathname === "/";
const shellOrigin = elsewhere
  ? (new URLSearchParams(location.search).get("shell") ?? "")
  : location.origin;
const trusted = elsewhere
  ? namedSite(folder).then((site) => site === null || site === shellOrigin)
  : Promise.resolve(true);
// Whoever waits for it hears of it below.
trusted.catch(() => undefined);

Object.assign(document.documentElement.style, { height: "100%", background: "#fff" });
Object.assign(document.body.style, { margin: "0", height: "100%" });

const started = startServiceWorker({
  container,
  setTimeout: (work, milliseconds) => window.setTimeout(work, milliseconds),
});
// Whoever waits for it hears of it below.
started.catch(() => undefined);

window.addEventListener("message", function welcome(event: MessageEvent<BridgeWelcome | null>) {
  const [port] = event.ports;
  if (event.source !== window.parent || event.origin !== shellOrigin) return;
  if (event.data?.type !== "routebook:welcome" || port === undefined) return;
  // One shell, once.
  window.removeEventListener("message", welcome);
  void open(port, event.data);
});

async function open(port: MessagePort, { appOrigin }: BridgeWelcome): Promise<void> {
  if (!(await trusted.catch(() => false))) {
    const reason = `The preview on ${location.origin} belongs to another site than ${shellOrigin}.`;
    port.postMessage({ type: "unavailable", reason } satisfies BridgeEvent);
    return;
  }
  const bridge = new Bridge({ port, session, appOrigin, folder, document });
  (window as BridgeWindow).routebookBridge = bridge;
  container?.addEventListener("message", (offer: MessageEvent<RequestOffer | OfferTaken>) => {
    if (offer.data.type.startsWith("routebook:")) bridge.hear(offer.data, offer.ports[0]);
  });
  container?.startMessages();
  started.then(
    () => bridge.ready(),
    (error: unknown) => bridge.fail(error instanceof Error ? error.message : String(error)),
  );
}

const hello: BridgeHello = { type: "routebook:hello", session };
if (window.parent !== window && shellOrigin !== "") window.parent.postMessage(hello, shellOrigin);
