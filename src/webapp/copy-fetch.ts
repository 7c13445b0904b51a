import { hasHeader, headerOf } from "../shared/header-pairs.ts";
import { type CopyRequest, textOf } from "./copy-request.ts";

/** Bytes that are written down; more of them nobody wants in a program. */
const MOST_BYTES = 2000;
/** Headers that a browser writes itself and refuses from scripts. */
const FORBIDDEN = /^(?:cookie|host|origin|referer|content-length|user-agent)$/i;

/** The request as a browser's script sends it. */
export function copyFetch({ method, url, headers, body, missing }: CopyRequest): string {
  const comments: string[] = [];
  const allowed = headers.filter(([name]) => !FORBIDDEN.test(name));
  if (hasHeader(headers, "cookie")) {
    comments.push("// Browsers send cookies by themselves.");
  }
  const options: string[] = [];
  if (method !== "GET") options.push(`  method: ${JSON.stringify(method)},\n`);
  if (allowed.length > 0) {
    const pairs = allowed
      .map((pair) => `    [${pair.map((part) => JSON.stringify(part)).join(", ")}],\n`)
      .join("");
    options.push(`  headers: [\n${pairs}  ],\n`);
  }
  if (body !== null) {
    if (method === "GET" || method === "HEAD") {
      comments.push(`// fetch sends no body with ${method}; this request had one.`);
    } else
      options.push(`  body: ${bodyOf(body, headerOf(headers, "content-type") ?? "", comments)},\n`);
  }
  if (missing > 0) comments.push(`// ${missing} bytes of the body are missing here.`);
  const given = options.length === 0 ? "" : `, {\n${options.join("")}}`;
  return `${comments.map((line) => `${line}\n`).join("")}const response = await fetch(${JSON.stringify(url)}${given});
console.log(response.status, await response.text());
`;
}

function bodyOf(body: Uint8Array, type: string, comments: string[]): string {
  const text = textOf(body);
  if (text === null) {
    if (body.length <= MOST_BYTES) return `new Uint8Array([${body.join(", ")}])`;
    comments.push(`// The body is ${body.length} bytes that are no text: get them from a file.`);
    return "file";
  }
  if (type === "application/json" && isCompact(text)) return `JSON.stringify(${text})`;
  return JSON.stringify(text);
}

/** True for JSON that JSON.stringify gives back as it is: 1.0 would become 1. */
function isCompact(text: string): boolean {
  try {
    const squeezed = text.replace(/("(?:[^"\\]|\\.)*")|\s+/g, "$1");
    return !text.includes("__proto__") && JSON.stringify(JSON.parse(text)) === squeezed;
  } catch {
    return false;
  }
}
