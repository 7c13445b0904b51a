import { copyOf } from "../../src/shared/cdn-copies.ts";
import { PREVIEW_FILES, isLoopback, isOwnFile } from "../../src/shared/preview.ts";

/** Who answers a request of a page. */
export type Route =
  /** One of the preview's own files. */
  | { readonly kind: "own" }
  /** The network: other hosts, and this very script. */
  | { readonly kind: "network" }
  | { readonly kind: "app" }
  /** Our copy of another host's file; its path below the preview's root. */
  | { readonly kind: "copy"; readonly path: string };

/**
 * Routes a request; `scope` is the service worker's. On an origin of its own everything is the
 * app's. Below the course's origin, root-absolute addresses of the app's pages are the app's, too:
 * only what such a page asks for comes here at all, and what the bridge asks for are own files.
 */
export function routeOf(url: URL, navigation: boolean, scope: URL): Route {
  if (url.origin === scope.origin) {
    if (!isOwnFile(url, scope.pathname)) return { kind: "app" };
    const isScript = url.pathname === scope.pathname + PREVIEW_FILES.serviceWorker;
    return { kind: isScript ? "network" : "own" };
  }
  // A page elsewhere on this machine is opened as such where a link was not mapped.
  if (isLoopback(url) && !navigation) return { kind: "app" };
  const path = copyOf(url);
  return path === null ? { kind: "network" } : { kind: "copy", path };
}
