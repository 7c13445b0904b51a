import type { BridgeHello, BridgeWelcome, OfferTaken, RequestOffer } from "../shared/preview.ts";
import { Bridge } from "./bridge.ts";
import type { BridgeWindow } from "./page-door.ts";
import { startServiceWorker } from "./start-service-worker.ts";

const { container, folder, session } = {
  container: navigator.serviceWorker as ServiceWorkerContainer | undefined,
  folder: new URL("./", location.href).href,
  session: new URLSearchParams(location.search).get("session") ?? "",
};
// On the course's own origin the course alone may be around; elsewhere it names itself, and the
// server says who may.
const shellOrigin =
  new URL(folder).pathname === "/"
    ? (new URLSearchParams(location.search).get("shell") ?? "")
    : location.origin;

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
  const { appOrigin } = event.data;
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
});

const hello: BridgeHello = { type: "routebook:hello", session };
if (window.parent !== window && shellOrigin !== "") window.parent.postMessage(hello, shellOrigin);
