import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { deflateRawSync, inflateRawSync } from "node:zlib";
import { hashSource } from "../../../src/shared/hash.ts";
import { toBase64url } from "../../../src/lesson/link/base64url.ts";
import { decodeLink } from "../../../src/lesson/link/decode-link.ts";
import type { Deflate } from "../../../src/lesson/link/deflate.ts";
import { encodeLink } from "../../../src/lesson/link/encode-link.ts";
import {
  type BaseText,
  type LinkContent,
  type LinkOptions,
  NO_OPTIONS,
  type RefusedLink,
  type SharedLesson,
} from "../../../src/lesson/link/shared-lesson.ts";

const LESSONS = join(import.meta.dirname, "../../../lessons");

/** Every lesson of the catalogue: its path and its text. */
export const CATALOGUE: readonly (readonly [path: string, text: string])[] = readdirSync(LESSONS, {
  recursive: true,
  encoding: "utf8",
})
  .filter((name) => /\d[^/]*\.md$/.test(name))
  .sort()
  .map((name) => [name.replace(/\.md$/, ""), readFileSync(join(LESSONS, name), "utf8")]);

const texts = new Map(CATALOGUE);

/** The site's own lessons. */
export const catalogueText: BaseText = async (path) => texts.get(path) ?? null;

/** A site whose only lesson is "course/01-lesson", with this text. */
export function siteWith(text: string): BaseText {
  return async (path) => (path === "course/01-lesson" ? text : null);
}

/** A site without lessons. */
const noLessons: BaseText = async () => null;

/** A lesson to share. */
export function contentOf(
  text: string,
  options: Partial<LinkOptions> = {},
  more: Partial<LinkContent> = {},
): LinkContent {
  return { form: "lesson", text, files: [], ...more, options: { ...NO_OPTIONS, ...options } };
}

/** The hash of a link that can be made. */
export async function hashOf(
  content: LinkContent,
  lesson: string | null = null,
  baseText: BaseText = noLessons,
): Promise<string> {
  const link = await encodeLink(content, lesson, { baseText, deflate: packed });
  if (link.kind === "unfit") throw new Error(link.message);
  return link.hash;
}

/** What a link holds, on a site with these lessons. */
export function opened(
  link: string,
  baseText: BaseText = noLessons,
): Promise<SharedLesson | RefusedLink> {
  return decodeLink(link, { baseText });
}

/** Why a link is refused; "shared" where it is not. */
export async function reasonOf(link: string, baseText: BaseText = noLessons): Promise<string> {
  const result = await opened(link, baseText);
  return result.kind === "refused" ? result.reason : result.kind;
}

/** A link around any bytes. */
export function linkAround(bytes: Uint8Array): string {
  return `#l=1.${toBase64url(deflateRawSync(bytes))}`;
}

/** What a link carries, as anybody can read it. */
export function jsonIn(hash: string): string {
  return inflateRawSync(Buffer.from(hash.slice("#l=1.".length), "base64url")).toString();
}

/** Packs at once: streams are slow where there are thousands of texts to pack. */
export const packed: Deflate = async (bytes) => deflateRawSync(bytes);

/** A link around any JSON text, with its right sum: what somebody could write who knows the format. */
export function sealedLink(json: string): string {
  const sealed = `{"sum":"${hashSource(json)}",${json.slice(1)}`;
  return linkAround(new TextEncoder().encode(sealed));
}
