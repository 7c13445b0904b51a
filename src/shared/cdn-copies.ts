/**
 * Files of other hosts that web frameworks put into their pages, and our copies of them: FastAPI's
 * `/docs` and `/redoc` work with no network. The build puts the copies into the preview's
 * `__assets/` folder (scripts/vite/preview-assets.ts).
 */

/** Folder of the copies, below the preview's root. */
export const COPIES_FOLDER = "__assets/";

/** Every file of the folder that {@link copyOf} names. */
export const COPIES: readonly string[] = [
  "swagger-ui/swagger-ui-bundle.js",
  "swagger-ui/swagger-ui.css",
  "swagger-ui/favicon-32x32.png",
  "redoc/redoc.standalone.js",
  "empty.css",
  "empty.svg",
];

/** True for a file that is only asked for to be there: our copy is empty. */
export function isEmptyCopy(url: URL): boolean {
  return nameOf(url)?.startsWith("empty.") === true;
}

/** Hosts that have npm's packages at `/npm/<name>@<version>/<file>`, or without the `/npm`. */
const PACKAGE_HOSTS = ["cdn.jsdelivr.net", "fastly.jsdelivr.net", "unpkg.com"];

/**
 * Our copy of a file of another host: its path below the preview's root ("__assets/…"); null where
 * we have none. The version in the address makes no difference within the same major version.
 */
export function copyOf(url: URL): string | null {
  const name = nameOf(url);
  return name !== null && COPIES.includes(name) ? COPIES_FOLDER + name : null;
}

function nameOf({ hostname, pathname }: URL): string | null {
  if (PACKAGE_HOSTS.includes(hostname)) return fromPackage(pathname.replace(/^\/npm\//, "/"));
  switch (hostname) {
    case "cdnjs.cloudflare.com":
      return inSwagger(/^\/ajax\/libs\/swagger-ui\/5[^/]*\/(.+)$/.exec(pathname)?.[1]);
    case "fastapi.tiangolo.com":
      return pathname === "/img/favicon.png" ? "swagger-ui/favicon-32x32.png" : null;
    // The fonts themselves come from a style sheet; without one the reader's own are used.
    case "fonts.googleapis.com":
      return "empty.css";
    case "cdn.redoc.ly":
      if (pathname === "/redoc/logo-mini.svg") return "empty.svg";
      return /^\/redoc\/(latest|v2[^/]*)\/bundles\/redoc\.standalone\.js$/.test(pathname)
        ? "redoc/redoc.standalone.js"
        : null;
    default:
      return null;
  }
}

function fromPackage(path: string): string | null {
  const [, name, version = "", file] = /^\/([^/@]+)(?:@([^/]+))?\/(.+)$/.exec(path) ?? [];
  if (name === "swagger-ui-dist" && isMajor(version, "5")) return inSwagger(file);
  if (name === "redoc" && isMajor(version, "2") && file === "bundles/redoc.standalone.js") {
    return "redoc/redoc.standalone.js";
  }
  return null;
}

function inSwagger(file: string | undefined): string | null {
  return file === undefined ? null : `swagger-ui/${file}`;
}

/** "5", "5.17.14", "^5", "latest", "next" and nothing at all are all the fifth. */
function isMajor(version: string, major: string): boolean {
  const digits = /\d+/.exec(version)?.[0];
  return digits === undefined || digits === major;
}
