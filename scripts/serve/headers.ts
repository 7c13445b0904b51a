import { DOCUMENT_FILE, DOCUMENT_SANDBOX } from "../../src/shared/document-wire.ts";
import { FETCH_FILE, FETCH_SANDBOX } from "../../src/shared/fetch-wire.ts";
import { SERVICE_WORKER } from "../../src/shared/site-files.ts";

/** What the headers depend on. */
export interface HeaderOptions {
  /** The preview's origin, which the shell may frame; null where there is none. */
  readonly previewOrigin: string | null;
  /** True for cross-origin isolation (SharedArrayBuffer, exact Stop). */
  readonly isolation: boolean;
}

export type Headers = readonly (readonly [name: string, value: string])[];

/**
 * The shell's Content-Security-Policy (https://www.w3.org/TR/CSP3/): no script but our own files,
 * no `eval` but WebAssembly's, no request to another host. Styles may be inline: the editor and
 * the grid write them.
 */
function contentSecurityPolicy(previewOrigin: string | null): string {
  const frames = previewOrigin === null ? "'self'" : `'self' ${previewOrigin}`;
  return [
    "default-src 'none'",
    "script-src 'self' 'wasm-unsafe-eval'",
    "style-src 'self' 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self' data:",
    "media-src 'self' data: blob:",
    "connect-src 'self'",
    "worker-src 'self'",
    `frame-src ${frames}`,
    "manifest-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
  ].join("; ");
}

/** Headers of every answer of the course's own origin. */
export function siteHeaders(options: HeaderOptions): Headers {
  const isolation: Headers = options.isolation
    ? [
        ["Cross-Origin-Opener-Policy", "same-origin"],
        ["Cross-Origin-Embedder-Policy", "require-corp"],
      ]
    : [];
  return [
    ["Content-Security-Policy", contentSecurityPolicy(options.previewOrigin)],
    ...isolation,
    ["Cross-Origin-Resource-Policy", "same-origin"],
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "same-origin"],
    ["Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()"],
  ];
}

/**
 * Headers of the preview's own files, on an origin of their own or below the course's `preview/`.
 * Any page may be around them: `frame-ancestors` looks at all of them, and the course itself may
 * stand in a teacher's page. The bridge obeys the course alone (src/bridge/bridge-entry.ts).
 */
export function previewHeaders(options: Pick<HeaderOptions, "isolation">): Headers {
  const isolation: Headers = options.isolation
    ? [["Cross-Origin-Embedder-Policy", "require-corp"]]
    : [];
  return [
    ["Content-Security-Policy", ANY_ANCESTORS],
    ...isolation,
    ["Cross-Origin-Resource-Policy", "cross-origin"],
    ["X-Content-Type-Options", "nosniff"],
    ["Referrer-Policy", "same-origin"],
  ];
}

/** Said aloud, for it also takes the place of the site's policy where a host joins the two. */
const ANY_ANCESTORS = "frame-ancestors *";

/**
 * Files of the preview's folder that have no part in the site's origin, whoever opens them, with the
 * policy of each: one shows the app's documents where there is no service worker, one asks another
 * host for a file, which is for the course alone.
 */
export const APART = {
  [DOCUMENT_FILE]: `sandbox ${DOCUMENT_SANDBOX}; ${ANY_ANCESTORS}`,
  [FETCH_FILE]: `sandbox ${FETCH_SANDBOX}; frame-ancestors 'self'`,
} as const;

/** Headers of one of the preview's files on the course's own origin. */
export function previewFileHeaders(
  pathname: string,
  options: Pick<HeaderOptions, "isolation">,
): Headers {
  const headers = previewHeaders(options);
  const file = Object.entries(APART).find(([name]) => pathname === `/preview/${name}`);
  if (file === undefined) return headers;
  return [["Content-Security-Policy", file[1]], ...headers.slice(1)];
}

/** True for a file of the preview on the course's own origin. */
export function isPreviewFile(pathname: string): boolean {
  return pathname.startsWith("/preview/");
}

/** True for a file whose name holds a hash of its content: it may be kept for ever. */
export function isImmutable(pathname: string): boolean {
  return (
    /\/(assets|images|packs)\/[^/]+$/.test(pathname) || /\/pyodide\/[^/]+\/[^/]+$/.test(pathname)
  );
}

/** Seconds of a year, as Cache-Control wants them. */
export const IMMUTABLE = "public, max-age=31536000, immutable";

/** The page itself is asked for each time, so that an update is seen. */
export const REVALIDATE = "no-cache";

/**
 * The same headers in the format of static hosts' `_headers` files (Netlify, Cloudflare Pages), for
 * a site whose preview is on that origin, null for none.
 */
export function headersFile(previewOrigin: string | null): string {
  const site = section("/*", siteHeaders({ previewOrigin, isolation: true }));
  // Headers of several sections that fit are joined, so what the site sets is taken away first.
  const preview = [
    "/preview/*",
    "  ! Content-Security-Policy",
    "  ! Cross-Origin-Embedder-Policy",
    "  ! Cross-Origin-Opener-Policy",
    "  ! Cross-Origin-Resource-Policy",
    "  ! X-Content-Type-Options",
    "  ! Referrer-Policy",
    ...headerLines(previewHeaders({ isolation: true })),
  ].join("\n");
  const immutable = ["/assets/*", "/images/*", "/packs/*", "/pyodide/*"].map((path) =>
    section(path, [["Cache-Control", IMMUTABLE]]),
  );
  // An update must be seen when it is there, whatever the host's own habits are.
  const asked = section(`/${SERVICE_WORKER}`, [["Cache-Control", REVALIDATE]]);
  const apart = Object.entries(APART).map(([file, policy]) =>
    section(`/preview/${file}`, [["Content-Security-Policy", policy]]),
  );
  return `${[site, preview, ...apart, ...immutable, asked].join("\n\n")}\n`;
}

/** The `_headers` file of a host that serves the preview's folder as an origin of its own. */
export function previewHeadersFile(): string {
  return `${section("/*", previewHeaders({ isolation: true }))}\n`;
}

function section(path: string, headers: Headers): string {
  return [path, ...headerLines(headers)].join("\n");
}

function headerLines(headers: Headers): string[] {
  return headers.map(([name, value]) => `  ${name}: ${value}`);
}
