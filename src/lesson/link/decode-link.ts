import { hashSource } from "../../shared/hash.ts";
import { isTooLong } from "../text-size.ts";
import { fromBase64url } from "./base64url.ts";
import { inflate } from "./inflate.ts";
import { applyPatch } from "./line-patch.ts";
import { type LinkFields, readLinkFields } from "./link-fields.ts";
import { MOST_INFLATED } from "./link-limits.ts";
import { LINK_VERSION, readLinkText } from "./link-text.ts";
import { applyByContext } from "./moved-patch.ts";
import { refused, refusedBase } from "./refusals.ts";
import { openJson } from "./sealed-json.ts";
import type { BaseText, LinkOrigin, RefusedLink, SharedLesson } from "./shared-lesson.ts";
import { withoutSolutions } from "./without-solutions.ts";

export interface DecodeEffects {
  readonly baseText: BaseText;
}

/**
 * Reads a link: an address, its hash, or a message with an address in it. Total: it never rejects,
 * and what cannot be opened is refused in a sentence for people. It runs nothing, and it never
 * unpacks much more than the limit (link-limits.ts).
 */
export async function decodeLink(
  text: string,
  { baseText }: DecodeEffects,
): Promise<SharedLesson | RefusedLink> {
  const link = readLinkText(text);
  if (link.kind !== "found") return refused(link.kind);
  if (link.version !== LINK_VERSION)
    return refused(link.version > LINK_VERSION ? "newer" : "altered");
  const fields = unpack(link.candidates);
  return "body" in fields ? sharedLesson(fields, baseText) : fields;
}

/** The first candidate that is whole; else what is wrong with the likeliest. */
function unpack(candidates: readonly string[]): LinkFields | RefusedLink {
  let wrong: RefusedLink | null = null;
  for (const candidate of candidates) {
    const read = unpackOne(candidate);
    if ("body" in read) return read;
    wrong ??= read;
  }
  return wrong ?? refused("truncated");
}

function unpackOne(packed: string): LinkFields | RefusedLink {
  const inflated = inflate(fromBase64url(packed), MOST_INFLATED);
  if (inflated.kind !== "bytes") return refused(inflated.kind);
  const json = decodeUtf8(inflated.bytes);
  if (json === null) return refused("altered");
  const opened = openJson(json);
  if (opened.kind !== "value") return refused(opened.kind);
  return readLinkFields(opened.value) ?? refused("malformed");
}

function decodeUtf8(bytes: Uint8Array): string | null {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

async function sharedLesson(
  { body, form, files, options }: LinkFields,
  baseText: BaseText,
): Promise<SharedLesson | RefusedLink> {
  const shared = { kind: "shared", form, files, options } as const;
  if (body.kind === "whole") {
    if (isTooLong(body.text)) return refused("long-text");
    return { ...shared, text: body.text, from: await originOf(body.path, baseText) };
  }
  const { path, patch } = body;
  let whole: string | null;
  try {
    whole = await baseText(path);
  } catch {
    return refusedBase("unreachable", path);
  }
  if (whole === null) return refusedBase("no-lesson", path);
  // The patch was made for this, and brings no solutions: only the site's own text is read here.
  const base = options.hideSolutions ? withoutSolutions(whole) : whole;
  const baseChanged = hashSource(base) !== body.base;
  const text = baseChanged ? applyByContext(base, patch) : applyPatch(base, patch);
  if (text === null) return baseChanged ? refusedBase("outdated", path) : refused("malformed");
  if (isTooLong(text)) return refused("long-text");
  const from = { kind: "difference", path, changes: patch.length, baseChanged } as const;
  return { ...shared, text, from };
}

/** A lesson that cannot be loaded now is one that the site has: of others the catalogue knows nothing. */
async function originOf(path: string | null, baseText: BaseText): Promise<LinkOrigin | null> {
  if (path === null) return null;
  const here = await baseText(path).then(
    (text) => text !== null,
    () => true,
  );
  return { kind: "whole", path, here };
}
