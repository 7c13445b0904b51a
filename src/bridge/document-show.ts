import type { DocumentWelcome } from "../shared/document-wire.ts";
import { createEventSource } from "./document-event-source.ts";
import { DocumentChannel } from "./document-channel.ts";
import { createFetch } from "./document-fetch.ts";
import { loadLateFiles } from "./document-late.ts";
import { followLinks } from "./document-links.ts";
import { DocumentPlace } from "./document-place.ts";
import { createStorage } from "./document-storage.ts";
import { createXmlHttpRequest } from "./document-xhr.ts";
import { createPageWebSocket } from "./page-web-socket.ts";
import { ScriptCookies } from "./script-cookies.ts";

/**
 * Shows the document in this window, whose scripts get what they need of a page of the app: it
 * stands for the app's page for as long as it lives.
 */
export function showDocument(welcome: DocumentWelcome, port: MessagePort): void {
  const channel = new DocumentChannel(port);
  const place = new DocumentPlace(welcome, channel);
  const send = createFetch(channel, window.fetch.bind(window));
  // Takes all listeners away, so everything else comes after it.
  document.open();
  place.install();
  installCookies(welcome, channel, place);
  define(window, {
    fetch: send,
    XMLHttpRequest: createXmlHttpRequest(send),
    EventSource: createEventSource(send),
    WebSocket: createPageWebSocket({
      page: window,
      door: { appOrigin: place.url.origin, connect: (socket) => channel.join(socket) },
      mount: { origin: place.url.origin, root: "/", prefix: "/" },
    }),
  });
  for (const area of ["localStorage", "sessionStorage"] as const) {
    const storage = createStorage(welcome.stored[area], (texts) =>
      channel.tell({ type: "stored", area, texts }),
    );
    Object.defineProperty(window, area, { configurable: true, value: storage });
  }
  define(document, { referrer: welcome.referrer });
  define(navigator, {
    sendBeacon: (url: string | URL, body?: BodyInit | null) => {
      void send(url, { method: "POST", body: body ?? null }).catch(() => undefined);
      return true;
    },
  });
  followLinks(place, send);
  const loadLate = loadLateFiles(send);
  watchDocument(channel, loadLate);
  window.addEventListener("pagehide", () => channel.tell({ type: "gone" }));
  const { refresh } = welcome;
  if (refresh !== null) {
    setTimeout(() => place.go({ url: refresh.url, replace: true }), refresh.after);
  }
  channel.tell({ type: "begun" });
  document.write(welcome.html);
  document.close();
}

function installCookies(
  welcome: DocumentWelcome,
  channel: DocumentChannel,
  place: DocumentPlace,
): void {
  const cookies = new ScriptCookies();
  cookies.replace(welcome.cookies, 0);
  channel.onCookies = (command) => cookies.replace(command.cookies, command.edits);
  Object.defineProperty(document, "cookie", {
    configurable: true,
    get: () => cookies.read(place.url),
    set: (text: unknown) => {
      const edits = cookies.write(place.url, String(text));
      channel.tell({ type: "cookie", text: String(text), edits });
    },
  });
}

/** Reports the title, and takes care of what scripts add. */
function watchDocument(channel: DocumentChannel, loadLate: (nodes: Iterable<Node>) => void): void {
  let title = "";
  const tellTitle = (): void => {
    if (document.title === title) return;
    title = document.title;
    channel.tell({ type: "title", title });
  };
  new MutationObserver((records) => {
    for (const { addedNodes } of records) loadLate(addedNodes);
    tellTitle();
  }).observe(document, { childList: true, subtree: true });
  window.addEventListener("load", () => {
    tellTitle();
    channel.tell({ type: "loaded" });
    const { hash } = new URL(document.URL);
    if (hash !== "") document.getElementById(decodeURIComponent(hash.slice(1)))?.scrollIntoView();
  });
}

function define(target: object, values: Readonly<Record<string, unknown>>): void {
  for (const [name, value] of Object.entries(values)) {
    Object.defineProperty(target, name, { configurable: true, writable: true, value });
  }
}
