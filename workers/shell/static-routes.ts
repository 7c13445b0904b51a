import type { ShellManifest } from "../../src/shared/site-files.ts";
import type { StaticRoute } from "./shell-scope.ts";

/** So many conditions a browser takes in all (Chromium 123). */
const LIMIT = 1000;

/**
 * The hashed files of the shell, which the browser then takes out of its cache by itself: it need
 * not wait for the service worker to start, nor for its turn. What is not in the cache any more
 * comes from the network, and is stored again when the page next asks for the build. The page
 * itself is left out: where it is missing, the service worker has words for that.
 *
 * `folder` is the path of the site, with a slash at its end.
 */
export function staticRoutes(
  { shell }: ShellManifest,
  folder: string,
  cacheName: string,
): readonly StaticRoute[] {
  const files = shell.flatMap(([path]) => (path.startsWith("assets/") ? [path] : []));
  if (files.length === 0) return [];
  const or = files.slice(0, LIMIT).map(
    (path) =>
      ({
        urlPattern: { pathname: literally(folder + path), search: "" },
      }) as const,
  );
  return [{ condition: { or }, source: { cacheName } }];
}

/** The path as a pattern of its own letters (https://urlpattern.spec.whatwg.org/#escape-a-pattern-string). */
function literally(path: string): string {
  return path.replace(/[+*?:{}()\\]/g, "\\$&");
}
