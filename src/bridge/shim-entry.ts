import { mountAt } from "../shared/preview.ts";
import { shimCookies } from "./page-cookies.ts";
import { findDoor } from "./page-door.ts";
import { shimDownloads } from "./page-downloads.ts";
import { shimLinks } from "./page-links.ts";
import { createPageWebSocket } from "./page-web-socket.ts";
import { refuseFrame } from "./refuse-frame.ts";
import { belongsHere } from "./right-session.ts";

const script = document.currentScript;
if (script instanceof HTMLScriptElement) {
  const { session = "", refusesFrames, status = "0" } = script.dataset;
  const door = findDoor(window);
  const mount = mountAt(new URL("./", script.src).href, session);
  // The document is the app's alone.
  script.remove();
  if (belongsHere(session, door, window)) {
    const isFramed = window.parent !== window && door?.isMain(window) !== true;
    if (refusesFrames !== undefined && isFramed) refuseFrame(document, location.href);
    else {
      const place = { mount, page: window, door };
      shimLinks(place);
      shimDownloads(place);
      if (door !== null) {
        shimCookies(door, document);
        window.WebSocket = createPageWebSocket({ page: window, door, mount });
        door.begun(window, Number(status));
      }
    }
  }
}
