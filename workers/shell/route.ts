import type { ShellManifest } from "../../src/shared/site-files.ts";

/** Who answers a request of a page, or of a worker of one. */
export type ShellRoute =
  /** The browser by itself: other hosts, the preview, whatever is no file of the site. */
  | { readonly kind: "browser" }
  /** The page itself, at whatever route: they are all in the fragment. */
  | { readonly kind: "page" }
  /** Another address that is opened in a tab: the network, else words. */
  | { readonly kind: "elsewhere" }
  /** A file of this build's shell. */
  | { readonly kind: "shell"; readonly path: string }
  /** A lesson's file, or one of another build's shell, of which a tab may be open still. */
  | { readonly kind: "asset" }
  /** Pyodide's files, packs, and the list of images. */
  | { readonly kind: "immutable" }
  /**
   * A slice of a memory image, which the Python worker stores by itself, inflated. Here it is only
   * where it was stored ahead of its first use.
   */
  | { readonly kind: "image" }
  /** Where the preview is: each server knows it, and says it anew. */
  | { readonly kind: "preview-origin" };

const BROWSER = { kind: "browser" } as const;

/** What the route depends on. */
export type RoutedRequest = Pick<Request, "url" | "method" | "mode" | "integrity" | "cache">;

/** Routes a request below `scope`; `shell` has the paths of this build's shell. */
export function routeOf(
  request: RoutedRequest,
  scope: URL,
  shell: ReadonlyMap<string, string | null>,
): ShellRoute {
  if (request.method !== "GET") return BROWSER;
  const url = new URL(request.url);
  if (url.origin !== scope.origin || !url.pathname.startsWith(scope.pathname)) return BROWSER;
  // Only who stores files says what must be in them: what is stored would be no news to it.
  if (request.integrity !== "") return BROWSER;
  // A request of the developer tools, which must not be passed on with any other mode
  // (https://crbug.com/823392).
  if (request.cache === "only-if-cached" && request.mode !== "same-origin") return BROWSER;
  const path = url.pathname.slice(scope.pathname.length);
  // The preview's pages have a service worker of their own, which may yet have to start.
  if (path.startsWith("preview/")) return BROWSER;
  if (request.mode === "navigate") {
    return path === "" || path === "index.html" ? { kind: "page" } : { kind: "elsewhere" };
  }
  if (path === "preview.json") return { kind: "preview-origin" };
  if (shell.has(path)) return { kind: "shell", path };
  if (/^(?:assets\/|offline-[^/]*\.json$)/.test(path)) return { kind: "asset" };
  if (/^images\/[^/]+(?<!\.json)$/.test(path)) return { kind: "image" };
  return /^(?:pyodide|packs|images)\//.test(path) ? { kind: "immutable" } : BROWSER;
}

/** True where the asker wants the server's own answer: what is stored is damaged, say. */
export function wantsFresh({ cache, headers }: Pick<Request, "cache" | "headers">): boolean {
  // A synchronous XMLHttpRequest can say it in a header only.
  const header = headers.get("Cache-Control") ?? "";
  return cache === "reload" || cache === "no-store" || header.includes("no-cache");
}

/** The manifest's files by path. */
export function shellFiles({ shell }: ShellManifest): ReadonlyMap<string, string | null> {
  return new Map(shell);
}
