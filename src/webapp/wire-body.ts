import { headerOf } from "../shared/header-pairs.ts";
import type { HeaderPair } from "../shared/http.ts";
import type { JsonValue } from "../shared/json.ts";

/** The kept beginning of a body, read as what its headers say it is. */
export type ReadBody =
  | { readonly kind: "none" }
  | { readonly kind: "json"; readonly value: JsonValue }
  | { readonly kind: "form"; readonly fields: readonly (readonly [string, string])[] }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "binary"; readonly dump: string };

/** Bytes of a binary body that are shown. */
const DUMPED = 256;
const TEXT_TYPE =
  /^text\/|[/+](json|xml|javascript|ecmascript|yaml|graphql)\b|x-www-form-urlencoded/i;

/**
 * Reads a body of one byte a character. `bytes` is its whole size: what was cut off is no longer
 * JSON. A body that says nothing of itself is text where it is UTF-8 without control characters.
 */
export function readBody(body: string, bytes: number, headers: readonly HeaderPair[]): ReadBody {
  if (bytes === 0 || body === "") return { kind: "none" };
  const type = headerOf(headers, "content-type") ?? "";
  const isWhole = body.length === bytes;
  const text =
    (headerOf(headers, "content-encoding") ?? "") === "" ? asText(body, type, isWhole) : null;
  if (text === null) return { kind: "binary", dump: hexDump(body.slice(0, DUMPED)) };
  if (/[/+]json\b/i.test(type) && isWhole) return asJson(text) ?? { kind: "text", text };
  if (/x-www-form-urlencoded/i.test(type)) {
    return { kind: "form", fields: [...new URLSearchParams(text)] };
  }
  return { kind: "text", text };
}

function asText(body: string, type: string, isWhole: boolean): string | null {
  const bytes = Uint8Array.from(body, (character) => character.charCodeAt(0));
  const says = TEXT_TYPE.test(type);
  if (type !== "" && !says && !/^multipart\//i.test(type)) return null;
  try {
    const charset = /charset="?([\w-]+)/i.exec(type)?.[1] ?? "utf-8";
    // A character may have been cut in two at the end of what was kept.
    const text = decoderOf(charset, !says).decode(bytes, { stream: !isWhole });
    // oxlint-disable-next-line no-control-regex -- these are what tells bytes from text
    return says || !/[\0-\x08\x0e-\x1f]/.test(text) ? text : null;
  } catch {
    return null;
  }
}

function decoderOf(charset: string, fatal: boolean): TextDecoder {
  try {
    return new TextDecoder(charset, { fatal });
  } catch {
    // A name that browsers do not know.
    return new TextDecoder("utf-8", { fatal });
  }
}

function asJson(text: string): ReadBody | null {
  try {
    return { kind: "json", value: JSON.parse(text) as JsonValue };
  } catch {
    return null;
  }
}

/** "0000  89 50 4e 47 …  .PNG", sixteen bytes a line. */
function hexDump(bytes: string): string {
  const lines: string[] = [];
  for (let at = 0; at < bytes.length; at += 16) {
    const row = bytes.slice(at, at + 16).split("");
    const hex = row.map((character) => character.charCodeAt(0).toString(16).padStart(2, "0"));
    const shown = row.map((character) => (/[ -~]/.test(character) ? character : "."));
    lines.push(
      `${at.toString(16).padStart(4, "0")}  ${hex.join(" ").padEnd(47)}  ${shown.join("")}`,
    );
  }
  return lines.join("\n");
}
