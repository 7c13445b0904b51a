import { hashSource } from "../../shared/hash.ts";
import { toBase64url } from "./base64url.ts";
import { contentProblem } from "./content-problem.ts";
import { deflate, type Deflate } from "./deflate.ts";
import { applyPatch, makePatch } from "./line-patch.ts";
import { type LinkFields, type LinkTextFields, linkJson } from "./link-fields.ts";
import { MOST_ENCODED, MOST_INFLATED } from "./link-limits.ts";
import { LINK_VERSION } from "./link-text.ts";
import { sealJson } from "./sealed-json.ts";
import type { BaseText, LinkContent } from "./shared-lesson.ts";
import { withoutSolutions } from "./without-solutions.ts";

/** A link, or the sentence that tells the author why there is none. */
export type EncodedLink =
  | {
      readonly kind: "link";
      /** What follows the site's address: "#l=1.…". */
      readonly hash: string;
      /** Whether it holds the whole text, or its difference to a catalogue lesson. */
      readonly body: LinkTextFields["kind"];
    }
  | { readonly kind: "unfit"; readonly message: string };

export interface EncodeEffects {
  readonly baseText: BaseText;
  /** Default: the browser's, or a library's. */
  readonly deflate?: Deflate;
}

/**
 * The link for a lesson or notebook. `lesson` is the catalogue lesson that the text began as, null
 * for none: then the link holds the difference, if that is shorter and the lesson can be loaded;
 * else the whole text, with the path, since the lesson's data files are in no link.
 * Where solutions are to be hidden they are taken out first, and stand nowhere in the link. Rejects
 * only where `deflate` does.
 */
export async function encodeLink(
  content: LinkContent,
  lesson: string | null,
  effects: EncodeEffects,
): Promise<EncodedLink> {
  const problem = contentProblem(content);
  if (problem !== null) return { kind: "unfit", message: problem };
  const { options } = content;
  const shown = (text: string) => (options.hideSolutions ? withoutSolutions(text) : text);
  const text = shown(content.text);
  const bodies: LinkTextFields[] = [{ kind: "whole", text, path: lesson }];
  const base = lesson === null ? null : await effects.baseText(lesson).catch(() => null);
  if (lesson !== null && base !== null) bodies.push(...differenceOf(lesson, shown(base), text));

  let best: EncodedLink = { kind: "unfit", message: TOO_MUCH };
  for (const body of bodies) {
    const packed = await pack({ ...content, body }, effects.deflate ?? deflate);
    if (packed === null) continue;
    const hash = `#l=${LINK_VERSION}.${packed}`;
    if (best.kind === "unfit" || hash.length < best.hash.length) {
      best = { kind: "link", hash, body: body.kind };
    }
  }
  return best;
}

const TOO_MUCH =
  "This is too much for a link. Share it as a file instead, or take out what the lesson can do without.";

function differenceOf(path: string, base: string, text: string): readonly LinkTextFields[] {
  const patch = makePatch(base, text);
  return applyPatch(base, patch) === text
    ? [{ kind: "difference", path, base: hashSource(base), patch }]
    : [];
}

/** Null for what the decoder would refuse for its size. */
async function pack(fields: LinkFields, deflateBytes: Deflate): Promise<string | null> {
  const bytes = new TextEncoder().encode(sealJson(linkJson(fields)));
  if (bytes.length > MOST_INFLATED) return null;
  const packed = toBase64url(await deflateBytes(bytes));
  return packed.length > MOST_ENCODED ? null : packed;
}
