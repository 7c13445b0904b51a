import { isLessonPath } from "./link-fields.ts";
import { readLinkText, unescapeAll } from "./link-text.ts";
import { type LinkView, readView, viewParameters } from "./link-view.ts";

/** What an address opens: a lesson of the catalogue, or one that it carries. */
export type LessonAddress =
  | { readonly kind: "lesson"; readonly path: string; readonly view: LinkView }
  /** `link` is for `decodeLink`, which tells whether there is a lesson in it. */
  | { readonly kind: "shared"; readonly link: string; readonly view: LinkView };

/**
 * Reads an address, or its query and hash: "#l=1.…", "?lesson=flask-routing/01-first-route", or
 * "#/lesson/flask-routing/01-first-route", each with what it says of the view after "&" or "?". Null
 * for an address that opens no lesson. Total; undoes what programs do to links on the way.
 */
export function parseLessonAddress(address: string): LessonAddress | null {
  const link = readLinkText(address);
  if (link.kind !== "no-link") {
    const parameters = link.kind === "found" ? link.parameters : "";
    return { kind: "shared", link: address, view: readView(parameters) };
  }
  const plain = unescapeAll(address).replaceAll("&amp;", "&");
  const found = /[?&]lesson=([^&#]*)([^#]*)/.exec(plain) ?? /#\/?lesson\/([^?&]*)(.*)/s.exec(plain);
  if (found === null) return null;
  const [, rawPath = "", parameters = ""] = found;
  const path = PATH.exec(rawPath.replace(/\p{Cf}/gu, ""))?.[0] ?? "";
  return isLessonPath(path) ? { kind: "lesson", path, view: readView(parameters) } : null;
}

/** Up to the punctuation of the sentence that an address stands in. */
const PATH = /^[\p{L}\p{M}\p{N}][\p{L}\p{M}\p{N}._/-]*[\p{L}\p{M}\p{N}]/u;

/**
 * The short form of a catalogue lesson's address, relative to the site's:
 * "?lesson=flask-routing/01-first-route&exercise=hello".
 */
export function lessonQuery(path: string, view: Partial<LinkView> = {}): string {
  return `?lesson=${escapePath(path)}${joined("&", viewParameters(view))}`;
}

/** The same as the page's own route: "#/lesson/flask-routing/01-first-route?exercise=hello". */
export function lessonRoute(path: string, view: Partial<LinkView> = {}): string {
  return `#/lesson/${escapePath(path)}${joined("?", viewParameters(view))}`;
}

/** A link's hash, "#l=1.…", with what it says of the view in place of what it said before. */
export function linkHash(hash: string, view: Partial<LinkView> = {}): string {
  return `${hash.split("&", 1)[0] ?? ""}${joined("&", viewParameters(view))}`;
}

function escapePath(path: string): string {
  return path.split("/").map(encodeURIComponent).join("/");
}

function joined(mark: string, parameters: string): string {
  return parameters === "" ? "" : `${mark}${parameters}`;
}
