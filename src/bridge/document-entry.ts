import type { DocumentWelcome } from "../shared/document-wire.ts";
import { showDocument } from "./document-show.ts";

/**
 * Waits for the document that the preview's page sends, and for nobody else's: only from the window
 * around this one, only of the site's own origin, and only in a sandbox, where nothing can be done
 * with that origin.
 */
function hear(event: MessageEvent<Partial<DocumentWelcome> | null>): void {
  const [port] = event.ports;
  const { data } = event;
  if (event.source !== window.parent || window.parent === window) return;
  if (event.origin !== window.location.origin || window.origin !== "null") return;
  if (data?.type !== "routebook:document" || port === undefined) return;
  window.removeEventListener("message", hear);
  showDocument(data as DocumentWelcome, port);
}

window.addEventListener("message", hear);
