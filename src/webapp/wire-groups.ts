import type { JsonValue } from "../shared/json.ts";

/** Keys of a WSGI environment or an ASGI scope that belong together. */
export interface WireGroup {
  readonly title: string;
  readonly entries: readonly (readonly [key: string, value: JsonValue])[];
}

const CGI = [
  "REQUEST_METHOD",
  "SCRIPT_NAME",
  "PATH_INFO",
  "QUERY_STRING",
  "CONTENT_TYPE",
  "CONTENT_LENGTH",
  "SERVER_NAME",
  "SERVER_PORT",
  "SERVER_PROTOCOL",
  "REMOTE_ADDR",
];
const SCOPE = [
  "type",
  "asgi",
  "http_version",
  "method",
  "scheme",
  "path",
  "raw_path",
  "query_string",
  "root_path",
  "headers",
  "subprotocols",
  "client",
  "server",
  "state",
  "extensions",
];

/** A WSGI environment in reading order: CGI's keys, the headers, wsgi.*, the framework's (PEP 3333). */
export function environGroups(environ: JsonValue): readonly WireGroup[] {
  return grouped(environ, [
    ["Request (CGI)", (key) => CGI.includes(key) || /^(SERVER|REMOTE)_/.test(key)],
    ["Headers", (key) => key.startsWith("HTTP_")],
    ["WSGI", (key) => key.startsWith("wsgi.")],
    ["From server and framework", () => true],
  ]);
}

/** An ASGI scope in reading order: what the specification names, then what was added to it. */
export function scopeGroups(scope: JsonValue): readonly WireGroup[] {
  return grouped(scope, [
    ["Scope (ASGI)", (key) => SCOPE.includes(key)],
    ["From server and framework", () => true],
  ]);
}

function grouped(
  value: JsonValue,
  rules: readonly (readonly [title: string, belongs: (key: string) => boolean])[],
): readonly WireGroup[] {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return [];
  let left = Object.entries(value);
  const groups: WireGroup[] = [];
  for (const [title, belongs] of rules) {
    const entries = left.filter(([key]) => belongs(key)).toSorted(([a], [b]) => rank(a) - rank(b));
    left = left.filter(([key]) => !belongs(key));
    if (entries.length > 0) groups.push({ title, entries });
  }
  return groups;
}

/** Its place in the lists above; what is in none of them keeps its place after those. */
function rank(key: string): number {
  const at = Math.max(CGI.indexOf(key), SCOPE.indexOf(key));
  return at < 0 ? CGI.length + SCOPE.length : at;
}
