import type { HeaderPair } from "./http.ts";
import type { LessonProblem } from "./lesson.ts";

/** A request as people write it: request line, headers, an empty line, the body. */
export interface HttpText {
  /** In capitals; "GET" where the text has none. */
  readonly method: string;
  /** "/items?page=2", or absolute on this computer; "" where the text has none. */
  readonly target: string;
  readonly headers: readonly HeaderPair[];
  /** What follows the empty line, as it is; null where nothing does. */
  readonly body: string | null;
}

/** A text read, and what is wrong with it; lines count from 1. */
export interface ReadHttpText extends HttpText {
  readonly problems: readonly LessonProblem[];
}

/** Hosts of this computer, and so of the learner's app. */
const LOCAL_HOST = /^(?:localhost|127\.0\.0\.1|\[::1\]|(?:[a-z0-9-]+\.)+localhost)(?::\d{1,5})?$/i;
const REQUEST_LINE = /^(?:([A-Za-z][A-Za-z-]*)\s+)?(\S+)(?:\s+HTTP\/\d(?:\.\d)?)?$/;
/** A token (RFC 9110, 5.6.2). */
const HEADER_NAME = /^[!#$%&'*+\-.^_`|~0-9A-Za-z]+$/;
const HEADER_VALUE = /^[\t\x20-\x7e\x80-\xff]*$/;

/**
 * Reads a request. Total: what cannot be read becomes a problem, and the rest stands. Lines that
 * begin with "#" before the body are comments; empty lines before the request line do not count.
 */
export function parseHttpText(text: string): ReadHttpText {
  const problems: LessonProblem[] = [];
  const headers: HeaderPair[] = [];
  let line: RequestLine | null = null;
  let body: string | null = null;
  let number = 0;
  for (let start = 0; start <= text.length;) {
    const found = text.indexOf("\n", start);
    const end = found === -1 ? text.length : found;
    const words = text.slice(start, end).trim();
    number++;
    start = end + 1;
    if (words === "") {
      if (line === null) continue;
      const rest = text.slice(start);
      body = /^[\r\n]*$/.test(rest) ? null : rest;
      break;
    }
    if (words.startsWith("#")) continue;
    const read: RequestLine | HeaderLine =
      line === null ? readRequestLine(words) : readHeader(words);
    if ("name" in read) headers.push([read.name, read.value]);
    else line = read;
    if (read.problem !== null) problems.push({ line: number, message: read.problem });
  }
  if (line === null) problems.push({ line: 1, message: NO_REQUEST });
  const { method, target } = line ?? { method: "GET", target: "" };
  return { method, target, headers, body, problems };
}

/** The request as text: the inverse of {@link parseHttpText} for what has no problems. */
export function formatHttpText({ method, target, headers, body }: HttpText): string {
  const head = [`${method} ${target}`, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return head.join("\n") + (body === null ? "" : `\n\n${body}`);
}

/** True for an address on this computer: "http://localhost:8000/…", "localhost:8000/…". */
export function isLocalUrl(target: string): boolean {
  return LOCAL_HOST.test(splitUrl(target).host);
}

/** Scheme with "//", host with port, and the rest of an address; scheme and host may be "". */
export function splitUrl(target: string): { scheme: string; host: string; path: string } {
  const [, scheme = "", host = "", path = ""] =
    /^(?:(https?:\/\/)|(?=[^/?#]))([^/?#]*)(.*)$/isu.exec(target) ?? [];
  return scheme === "" && host === "" ? { scheme, host, path: target } : { scheme, host, path };
}

const NO_REQUEST = "There is no request here; begin with a request line such as GET /items.";

interface RequestLine {
  readonly method: string;
  readonly target: string;
  readonly problem: string | null;
}

function readRequestLine(words: string): RequestLine {
  const match = REQUEST_LINE.exec(words);
  if (match === null) {
    const method = /^[A-Za-z]+(?=\s)/.exec(words)?.[0] ?? "GET";
    const problem = `"${words}" is no request line: there is a blank in the address, where %20 belongs; write a line such as GET /items?q=a%20b.`;
    return { method: method.toUpperCase(), target: "", problem };
  }
  const [, method = "GET", target = ""] = match;
  return { method: method.toUpperCase(), target, problem: targetProblem(target) };
}

function targetProblem(target: string): string | null {
  if (target.startsWith("/") && !target.startsWith("//")) return null;
  if (isLocalUrl(target)) return null;
  if (/^[A-Z]+$/.test(target)) {
    return `"${target}" has no path; write a request line such as ${target} /items.`;
  }
  if (/^(?:\w+:)?\/\//.test(target)) {
    return `"${target}" is another site, and requests go to the running app only; write a path such as /items.`;
  }
  return `"${target}" is no path; begin it with a slash, as in GET /items.`;
}

interface HeaderLine {
  readonly name: string;
  readonly value: string;
  readonly problem: string | null;
}

function readHeader(words: string): HeaderLine {
  const colon = words.indexOf(":");
  const name = colon < 0 ? words : words.slice(0, colon);
  const value = colon < 0 ? "" : words.slice(colon + 1).trim();
  return { name, value, problem: headerProblem(name, value, colon < 0) };
}

function headerProblem(name: string, value: string, bare: boolean): string | null {
  if (bare || !HEADER_NAME.test(name)) {
    const shown = bare ? name : `${name}:`;
    return `"${shown}" is no header; write Name: value, and leave a line empty before the body.`;
  }
  if (HEADER_VALUE.test(value)) return null;
  return `The header ${name} has a character that headers cannot hold; write it percent-encoded, or put it into the body.`;
}
