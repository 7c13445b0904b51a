import { SERVICE_WORKER } from "../../src/shared/site-files.ts";
import { APART, IMMUTABLE, REVALIDATE, previewFileHeaders, siteHeaders } from "./headers.ts";
import type { Headers } from "./headers.ts";

/**
 * The headers of a site as files for hosts that do not read `_headers`. Each host ignores the files
 * of the others; a host that reads none serves everything, without isolation.
 */

const PREVIEW = previewFileHeaders("/preview/", { isolation: true });
const FILES = Object.keys(APART).map((file) => ({
  file,
  headers: previewFileHeaders(`/preview/${file}`, { isolation: true }),
}));
const FOREVER: Headers = [["Cache-Control", IMMUTABLE]];
const ASK: Headers = [["Cache-Control", REVALIDATE]];
/** Folders of files whose names change with their content. */
const HASHED = ["assets", "packs", "images", "pyodide"] as const;
const TYPES = {
  ".mjs": "text/javascript",
  ".pack": "application/octet-stream",
  ".wasm": "application/wasm",
  ".webmanifest": "application/manifest+json",
} as const;

/** The files, by their path in the built site; `previewOrigin` is null where there is none. */
export function hostFiles(previewOrigin: string | null): Readonly<Record<string, string>> {
  const site = siteHeaders({ previewOrigin, isolation: true });
  return {
    "vercel.json": json(vercel(site)),
    "staticwebapp.config.json": json(azure(site)),
    ".htaccess": apache(site),
    "preview/.htaccess": apachePreview(site),
    // GitHub's pages leave out files that begin with "_", unless there is this one.
    ".nojekyll": "",
  };
}

/** https://vercel.com/docs/project-configuration#headers; no two rules set one header. */
function vercel(site: Headers): unknown {
  const rule = (source: string, headers: Headers) => ({
    source,
    headers: headers.map(([key, value]) => ({ key, value })),
  });
  const names = FILES.map(({ file }) => file.replace(".", "\\."));
  return {
    headers: [
      rule("/((?!preview/).*)", site),
      rule(`/preview/((?!${names.join("|")}).*)`, PREVIEW),
      ...FILES.map(({ file, headers }) => rule(`/preview/${file}`, headers)),
      rule(`/(${HASHED.join("|")})/(.*)`, FOREVER),
      rule(`/${SERVICE_WORKER}`, ASK),
    ],
  };
}

/** https://learn.microsoft.com/azure/static-web-apps/configuration; the first rule that fits counts. */
function azure(site: Headers): unknown {
  // An empty value takes a header of the whole site away.
  const none = Object.fromEntries(site.map(([name]) => [name, ""]));
  const rule = (route: string, headers: object) => ({ route, headers });
  return {
    globalHeaders: Object.fromEntries(site),
    routes: [
      ...FILES.map(({ file, headers }) =>
        rule(`/preview/${file}`, { ...none, ...Object.fromEntries(headers) }),
      ),
      rule("/preview/*", { ...none, ...Object.fromEntries(PREVIEW) }),
      ...HASHED.map((folder) => rule(`/${folder}/*`, Object.fromEntries(FOREVER))),
      rule(`/${SERVICE_WORKER}`, Object.fromEntries(ASK)),
    ],
    mimeTypes: TYPES,
  };
}

/** https://httpd.apache.org/docs/2.4/mod/mod_headers.html */
function apache(site: Headers): string {
  return lines(
    ...Object.entries(TYPES).map(([extension, type]) => `AddType ${type} ${extension}`),
    "<IfModule mod_headers.c>",
    ...setHeaders([...site, ...ASK]),
    `  <If "%{REQUEST_URI} =~ m#/(?:assets|packs|images)/[^/]+$|/pyodide/[^/]+/[^/]+$#">`,
    ...setHeaders(FOREVER).map(indented),
    "  </If>",
    "</IfModule>",
  );
}

function apachePreview(site: Headers): string {
  const files = FILES.flatMap(({ file, headers }) => [
    `  <Files "${file}">`,
    ...setHeaders(headers.filter(([name]) => name === "Content-Security-Policy")).map(indented),
    "  </Files>",
  ]);
  return lines(
    "<IfModule mod_headers.c>",
    ...site.map(([name]) => `  Header unset ${name}`),
    ...setHeaders(PREVIEW),
    ...files,
    "</IfModule>",
  );
}

function setHeaders(headers: Headers): string[] {
  return headers.map(([name, value]) => `  Header set ${name} "${value}"`);
}

function indented(line: string): string {
  return `  ${line}`;
}

function lines(...all: string[]): string {
  return `${all.join("\n")}\n`;
}

function json(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
