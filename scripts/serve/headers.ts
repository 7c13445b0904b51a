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

/** Headers of the preview's origin: the course may embed it, and it holds no course. */
export function previewHeaders(options: Pick<HeaderOptions, "isolation">): Headers {
  const isolation: Headers = options.isolation
    ? [["Cross-Origin-Embedder-Policy", "require-corp"]]
    : [];
  return [
    ...isolation,
    ["Cross-Origin-Resource-Policy", "cross-origin"],
    ["X-Content-Type-Options", "nosniff"],
  ];
}

/** True for a file whose name holds a hash of its content: it may be kept for ever. */
export function isImmutable(pathname: string): boolean {
  return /\/(assets|packs)\/[^/]+$/.test(pathname) || /\/pyodide\/[^/]+\/[^/]+$/.test(pathname);
}

/** Seconds of a year, as Cache-Control wants them. */
export const IMMUTABLE = "public, max-age=31536000, immutable";

/** The page itself is asked for each time, so that an update is seen. */
export const REVALIDATE = "no-cache";

/** The same headers in the format of static hosts' `_headers` files (Netlify, Cloudflare Pages). */
export function headersFile(): string {
  const lines = siteHeaders({ previewOrigin: null, isolation: true }).map(
    ([name, value]) => `  ${name}: ${value}`,
  );
  const immutable = ["/assets/*", "/packs/*", "/pyodide/*"].map(
    (path) => `${path}\n  Cache-Control: ${IMMUTABLE}`,
  );
  return `/*\n${lines.join("\n")}\n\n${immutable.join("\n\n")}\n`;
}
