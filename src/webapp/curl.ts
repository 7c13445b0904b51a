import { hasHeader } from "../shared/header-pairs.ts";
import type { HeaderPair } from "../shared/http.ts";
import { type HttpText, isLocalUrl, splitUrl } from "../shared/http-text.ts";
import { type CurlOption, readCurlWords } from "./curl-options.ts";
import { CurlBody } from "./curl-body.ts";
import { shellWords } from "./shell-words.ts";

/** A curl command as a request, with a sentence for each thing that is not as curl would do it. */
export type CurlImport =
  | { readonly kind: "request"; readonly request: HttpText; readonly notes: readonly string[] }
  | { readonly kind: "refused"; readonly message: string };

/** True for a text that can only be meant as a curl command. */
export function looksLikeCurl(text: string): boolean {
  return /^\s*(?:\$\s+)?curl(?:\.exe)?\s/.test(text);
}

/** Options that change nothing about the request itself, or nothing that matters here. */
const WITHOUT_EFFECT: ReadonlySet<string> = new Set([
  ..."anyauth basic cacert capath compressed connect-timeout fail fail-with-body globoff".split(
    " ",
  ),
  ..."http1.0 http1.1 http2 http3 include insecure ipv4 ipv6 max-redirs max-time".split(" "),
  ..."no-buffer no-keepalive no-progress-meter output path-as-is progress-bar remote-name retry".split(
    " ",
  ),
  ..."show-error silent verbose write-out".split(" "),
]);

/** Reads a curl command as browsers copy it and people type it. Total. */
export function importCurl(command: string): CurlImport {
  const { words, notes: shellNotes, problem } = shellWords(command);
  const [name, ...rest] = words[0] === "$" ? words.slice(1) : words;
  if (!/^(?:.*[/\\])?curl(?:\.exe)?$/.test(name ?? "")) {
    return { kind: "refused", message: 'This is no curl command; it has to begin with "curl".' };
  }
  if (problem !== null) return { kind: "refused", message: problem };
  const { options, addresses, unknown } = readCurlWords(rest);
  const urls = [...valuesOf(options, "url"), ...addresses];
  const [url] = urls;
  if (url === undefined) {
    return { kind: "refused", message: "The command has no address; add one, such as /items." };
  }
  const notes = [...shellNotes];
  if (urls.length > 1) notes.push("The command has several addresses; the first one was taken.");
  const body = new CurlBody(notes);
  const headers: HeaderPair[] = [];
  let method: string | null = null;
  let asQuery = false;
  const query: string[] = [];
  for (const { name: option, value } of options) {
    if (option === "request") method = value.toUpperCase();
    else if (option === "head") method ??= "HEAD";
    else if (option === "get") asQuery = true;
    else if (option === "header") addHeader(headers, value, notes);
    else if (option === "url-query") query.push(value);
    else if (option === "location") notes.push(FOLLOWS);
    else if (!body.add(option, value) && !addShorthand(headers, option, value, notes)) {
      if (option !== "url" && !WITHOUT_EFFECT.has(option)) notes.push(leftOut(`--${option}`));
    }
  }
  for (const word of unknown) notes.push(leftOut(word));
  const content = asQuery ? null : body.content(headers);
  if (asQuery) query.unshift(...body.fields);
  if (hasHeader(headers, "cookie")) notes.push(COOKIES);
  const request: HttpText = {
    method: method ?? (content === null ? "GET" : "POST"),
    target: targetOf(url, query, notes),
    headers: content === null ? headers : [...headers, ...content.headers],
    body: content?.text ?? null,
  };
  return { kind: "request", request, notes: [...new Set(notes)] };
}

const FOLLOWS = "Redirects are not followed here: each answer is shown as it comes.";
const COOKIES = "The Cookie header of the command goes in place of the client's own cookies.";

function leftOut(option: string): string {
  return `The option ${option} is not understood here and was left out.`;
}

function valuesOf(options: readonly CurlOption[], wanted: string): readonly string[] {
  return options.filter(({ name }) => name === wanted).map(({ value }) => value);
}

/** curl sends "Name;" with an empty value, and leaves the header away for "Name:". */
function addHeader(headers: HeaderPair[], given: string, notes: string[]): void {
  if (given.startsWith("@")) {
    notes.push(`The headers in the file ${given.slice(1)} were left out: it is on your computer.`);
    return;
  }
  // A line break would make two headers of one.
  const line = given.replace(/[\r\n]+/g, " ");
  const colon = line.indexOf(":");
  const value = line.slice(colon + 1).trim();
  if (colon < 0 && line.endsWith(";")) headers.push([line.slice(0, -1).trim(), ""]);
  else if (colon > 0 && value !== "") headers.push([line.slice(0, colon).trim(), value]);
}

/** The options that stand for one header. */
function addShorthand(
  headers: HeaderPair[],
  option: string,
  value: string,
  notes: string[],
): boolean {
  switch (option) {
    case "user-agent":
      headers.push(["User-Agent", value]);
      return true;
    case "referer":
      headers.push(["Referer", value.replace(/;auto$/, "")]);
      return true;
    case "range":
      headers.push(["Range", `bytes=${value}`]);
      return true;
    case "oauth2-bearer":
      headers.push(["Authorization", `Bearer ${value}`]);
      return true;
    case "user": {
      const pair = value.includes(":") ? value : `${value}:`;
      const bytes = String.fromCharCode(...new TextEncoder().encode(pair));
      headers.push(["Authorization", `Basic ${btoa(bytes)}`]);
      return true;
    }
    case "cookie":
      if (value.includes("=")) headers.push(["Cookie", value]);
      else notes.push(`The cookie file ${value} was not read: it is on your computer.`);
      return true;
    default:
      return false;
  }
}

function targetOf(url: string, query: readonly string[], notes: string[]): string {
  const [address = ""] = url.split("#", 1);
  const { host, path } = splitUrl(address);
  const local = isLocalUrl(address);
  if (!local && host !== "") {
    notes.push(`The address was on ${host}; the request goes to your app instead.`);
  }
  const rest = host === "" ? address : path;
  const plain = rest.startsWith("/") ? rest : `/${rest}`;
  if (query.length === 0) return plain.replaceAll(" ", "%20");
  const joint = plain.includes("?") ? "&" : "?";
  return `${plain}${joint}${query.join("&")}`.replaceAll(" ", "%20");
}
