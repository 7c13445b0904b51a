import { toLines } from "./text-lines.ts";
import { isPercentMarker } from "./percent-cells.ts";

/** What a file is that somebody chose or dropped. */
export type FileKind =
  | { readonly kind: "md" | "ipynb" | "py-percent" | "py-plain" | "zip" }
  /** All progress of a browser ("routebook-progress"), or one learner's result ("routebook-result"). */
  | { readonly kind: "progress" | "result" }
  /** Nothing that can be opened; the sentence says what can. */
  | { readonly kind: "unknown"; readonly message: string };

/** Bytes at the start of a file that are looked at; more tells nothing new. */
const HEAD = 100_000;

const CHOOSE =
  "Choose a lesson or notebook (.md, .ipynb, .py), a project (.zip), or a progress or result file (.json).";

/**
 * Tells a file's kind by its content first, and by its name where the content says nothing. Total
 * and quick: it looks at the beginning only, and parses nothing.
 */
export function fileKind(name: string, bytes: Uint8Array): FileKind {
  if (bytes.length === 0) return unknown(`The file ${shown(name)} is empty. ${CHOOSE}`);
  if (startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06])) {
    return { kind: "zip" };
  }
  const head = headText(bytes);
  const extension = /\.([a-z0-9]+)$/i.exec(name)?.[1]?.toLowerCase() ?? "";
  if (head === null) return unknown(`The file ${shown(name)} is no text. ${CHOOSE}`);
  const json = /^\s*\{/.test(head) ? jsonKind(head) : null;
  if (json !== null && extension !== "md" && extension !== "py") return json;
  switch (extension) {
    case "md":
    case "markdown":
    case "qmd":
    case "rmd":
      return { kind: "md" };
    case "py":
    case "pyw":
      return { kind: isPercentText(head) ? "py-percent" : "py-plain" };
    case "ipynb":
      return { kind: "ipynb" };
    case "zip":
      return unknown(`The file ${shown(name)} is no zip file; perhaps it was cut short.`);
    case "json":
      return unknown(`The file ${shown(name)} is no notebook and no file of Routebook. ${CHOOSE}`);
    case "":
    case "txt":
      return byText(head, name);
    default:
      return unknown(`Files like ${shown(name)} cannot be opened as a notebook. ${CHOOSE}`);
  }
}

/** True for Python in the percent format. */
export function isPercentText(text: string): boolean {
  return toLines(text).some(isPercentMarker);
}

/** JSON that is cut off after its head cannot be parsed, but its keys show. */
function jsonKind(head: string): FileKind | null {
  if (/"format"\s*:\s*"routebook-progress"/.test(head)) return { kind: "progress" };
  if (/"format"\s*:\s*"routebook-result"/.test(head)) return { kind: "result" };
  return /"(?:nbformat|cells|worksheets|cell_type)"\s*:/.test(head) ? { kind: "ipynb" } : null;
}

function byText(head: string, name: string): FileKind {
  if (isPercentText(head)) return { kind: "py-percent" };
  if (/^(?:---\s*$|#{1,6} |```|~~~)/m.test(head)) return { kind: "md" };
  if (/^(?:import \w|from [\w.]+ import |def \w+\(|@\w|class \w+[(:])/m.test(head)) {
    return { kind: "py-plain" };
  }
  return unknown(`What is in ${shown(name)} cannot be told from its name. ${CHOOSE}`);
}

/** Null where the bytes are no UTF-8 text. */
function headText(bytes: Uint8Array): string | null {
  const head = bytes.subarray(0, HEAD);
  if (head.includes(0)) return null;
  try {
    // "stream": the head may end within a character.
    return new TextDecoder("utf-8", { fatal: true }).decode(head, { stream: true });
  } catch {
    return null;
  }
}

function startsWith(bytes: Uint8Array, start: readonly number[]): boolean {
  return start.every((byte, index) => bytes[index] === byte);
}

function shown(name: string): string {
  return name === "" ? "without a name" : `"${name.slice(-60)}"`;
}

function unknown(message: string): FileKind {
  return { kind: "unknown", message };
}
