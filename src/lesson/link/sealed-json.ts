import { hashSource } from "../../shared/hash.ts";
import type { JsonValue } from "../../shared/json.ts";

/** Objects and lists in one another; a link's own have three. */
const DEEPEST = 20;

const SEAL = /^\{"sum":"([0-9a-z]{1,11})",/;

/** What a sealed text holds, or what is wrong with it. */
export type Opened =
  | { readonly kind: "value"; readonly value: unknown }
  | { readonly kind: "truncated" | "altered" | "malformed" };

/**
 * An object as JSON that begins with a fingerprint of all that follows, so that no change on the
 * way goes unnoticed. It guards against accidents: whoever writes a link writes its fingerprint.
 */
export function sealJson(fields: Readonly<Record<string, JsonValue>>): string {
  const json = JSON.stringify(fields);
  return `{"sum":"${hashSource(json)}",${json.slice(1)}`;
}

/** The inverse of {@link sealJson}. Total. */
export function openJson(text: string): Opened {
  const seal = SEAL.exec(text);
  if (seal === null) return { kind: text.endsWith("}") ? "altered" : "truncated" };
  const json = `{${text.slice(seal[0].length)}`;
  if (hashSource(json) !== seal[1]) return { kind: json.endsWith("}") ? "altered" : "truncated" };
  if (depthOf(json) > DEEPEST) return { kind: "malformed" };
  try {
    return { kind: "value", value: JSON.parse(json) as unknown };
  } catch {
    return { kind: "malformed" };
  }
}

/** How deep a JSON text is nested. It is counted before it is read: a reader may run out of stack. */
function depthOf(json: string): number {
  let depth = 0;
  let deepest = 0;
  let quoted = false;
  for (let at = 0; at < json.length; at++) {
    const letter = json[at];
    if (letter === '"') quoted = !quoted;
    else if (quoted) at += letter === "\\" ? 1 : 0;
    else if (letter === "[" || letter === "{") deepest = Math.max(deepest, ++depth);
    else if (letter === "]" || letter === "}") depth--;
  }
  return deepest;
}
