import type { HeaderPair } from "../shared/http.ts";
import { headerOf } from "../shared/header-pairs.ts";
import { isJsonType, mediaType } from "../shared/kept-answer.ts";
import { type CopyRequest, textOf } from "./copy-request.ts";
import { pythonBytes, pythonString, pythonValue } from "./python-literals.ts";

/** Bytes that are written down; more of them nobody wants in a program. */
const MOST_BYTES = 4000;

/** The request for httpx or requests, as a program that prints the answer. */
export function copyPython(library: "httpx" | "requests", request: CopyRequest): string {
  const { method, url, missing } = request;
  const comments: string[] = [];
  const body = bodyOf(library, request, comments);
  const headers = request.headers.filter(
    ([name]) => !(body.typed && name.toLowerCase() === "content-type"),
  );
  const parts = [
    pythonString(method),
    pythonString(url),
    ...headerArgument(library, headers, comments),
    ...(body.argument === null ? [] : [body.argument]),
  ];
  if (missing > 0) comments.push(`# ${missing} bytes of the body are missing here.`);
  const call = parts.map((part) => `    ${part.replaceAll("\n", "\n    ")},\n`).join("");
  return `import ${library}

${comments.map((line) => `${line}\n`).join("")}response = ${library}.request(
${call})
print(response.status_code, response.reason${library === "httpx" ? "_phrase" : ""})
print(response.text)
`;
}

interface BodyArgument {
  readonly argument: string | null;
  /** True where the library writes the Content-Type itself. */
  readonly typed: boolean;
}

function bodyOf(
  library: "httpx" | "requests",
  { headers, body }: CopyRequest,
  comments: string[],
): BodyArgument {
  if (body === null) return { argument: null, typed: false };
  const name = library === "httpx" ? "content" : "data";
  const type = headerOf(headers, "content-type") ?? "";
  const text = textOf(body);
  if (text === null) {
    if (body.length <= MOST_BYTES)
      return { argument: `${name}=${pythonBytes(body)}`, typed: false };
    comments.push(`# The body is ${body.length} bytes that are no text: save them as body.bin.`);
    return { argument: `${name}=open("body.bin", "rb").read()`, typed: false };
  }
  const value = type === "application/json" ? pythonValue(text) : null;
  if (value !== null) return { argument: `json=${value}`, typed: true };
  const form = type === "application/x-www-form-urlencoded" ? formOf(text) : null;
  if (form !== null) return { argument: `data=${form}`, typed: true };
  // Both libraries would encode other texts in their own ways.
  const plain = /^[\x20-\x7e\s]*$/.test(text) && !isJsonType(mediaType(type));
  return { argument: `${name}=${pythonString(text)}${plain ? "" : ".encode()"}`, typed: false };
}

/** A form as a dictionary; null where that would not give the very body back. */
function formOf(text: string): string | null {
  const fields = new URLSearchParams(text);
  const names = [...fields.keys()];
  if (new Set(names).size < names.length || fields.toString() !== text || text === "") return null;
  const items = Array.from(
    fields,
    ([key, value]) => `${pythonString(key)}: ${pythonString(value)}`,
  );
  return `{${items.join(", ")}}`;
}

function headerArgument(
  library: "httpx" | "requests",
  headers: readonly HeaderPair[],
  comments: string[],
): readonly string[] {
  if (headers.length === 0) return [];
  const names = headers.map(([name]) => name.toLowerCase());
  const repeated = new Set(names).size < names.length;
  const literals = headers.map(
    ([name, value]) => [pythonString(name), headerValue(value)] as const,
  );
  if (repeated && library === "httpx") {
    const pairs = literals.map(([name, value]) => `    (${name}, ${value}),\n`).join("");
    return [`headers=[\n${pairs}]`];
  }
  if (repeated)
    comments.push("# requests sends a header once only: of two with one name the last counts.");
  const pairs = literals.map(([name, value]) => `    ${name}: ${value},\n`).join("");
  return [`headers={\n${pairs}}`];
}

/** Both libraries take bytes; of a text beyond ASCII each makes something else. */
function headerValue(value: string): string {
  if (/^[\x20-\x7e]*$/.test(value)) return pythonString(value);
  return pythonBytes(Uint8Array.from(value, (character) => character.charCodeAt(0)));
}
