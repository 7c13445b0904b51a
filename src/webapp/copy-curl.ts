import { hasHeader } from "../shared/header-pairs.ts";
import { type CopyRequest, textOf } from "./copy-request.ts";

/** The request as a curl command for a POSIX shell with bash's `$'…'` where bytes need it. */
export function copyCurl({ method, url, headers, body, missing }: CopyRequest): string {
  const options: string[] = [];
  const usual = body === null ? "GET" : "POST";
  if (method === "HEAD" && body === null) options.push("--head");
  else if (method !== usual) options.push(`-X ${shellQuote(method)}`);
  // curl takes these for its own otherwise: brackets as patterns, dots as steps.
  if (/[[\]{}]/.test(url)) options.push("--globoff");
  if (/\/\.\.?(?:\/|$|\?)/.test(url)) options.push("--path-as-is");
  for (const [name, value] of headers) {
    // "Name:" would take the header away.
    options.push(`-H ${shellQuote(value === "" ? `${name};` : `${name}: ${value}`, true)}`);
  }
  const comments: string[] = [];
  if (body !== null) {
    const typed = hasHeader(headers, "content-type");
    // curl says that any body is a form unless it is told not to.
    if (!typed) options.push("-H 'Content-Type:'");
    const text = textOf(body);
    if (text === null) {
      comments.push(`# The body is ${body.length} bytes that are no text: save them as body.bin.`);
      options.push("--data-binary @body.bin");
    } else options.push(`--data-raw ${shellQuote(text)}`);
  }
  if (missing > 0) comments.push(`# ${missing} bytes of the body are missing here.`);
  return `${[...comments, [`curl ${shellQuote(url)}`, ...options].join(" \\\n  ")].join("\n")}\n`;
}

/** A word for the shell. With `bytes`, characters beyond ASCII stand for one byte each. */
function shellQuote(text: string, bytes = false): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  // oxlint-disable-next-line no-control-regex -- what cannot be seen has to be escaped
  const special = bytes ? /[^\x20-\x7e]/ : /[\x00-\x08\x0b-\x1f\x7f]/;
  if (!special.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const pattern = new RegExp(`['\\\\\\n\\t]|${special.source}`, "g");
  return `$'${text.replace(pattern, (character) => ESCAPES[character] ?? octal(character))}'`;
}

const ESCAPES: Readonly<Record<string, string>> = {
  "'": "\\'",
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Three octal digits: no digit after them can be taken for one of theirs. */
function octal(character: string): string {
  return `\\${character.charCodeAt(0).toString(8).padStart(3, "0")}`;
}
