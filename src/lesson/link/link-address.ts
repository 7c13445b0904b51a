import { lessonQuery, linkHash } from "./lesson-address.ts";
import type { LinkView } from "./link-view.ts";

/** A lesson of the site, or a link that carries one. */
export type LinkTarget =
  | { readonly kind: "lesson"; readonly path: string }
  | { readonly kind: "link"; readonly hash: string };

/** The whole address of a link; `site` is the site's own, with a slash at its end. */
export function linkAddress(
  site: string,
  target: LinkTarget,
  view: Partial<LinkView> = {},
): string {
  const rest =
    target.kind === "lesson" ? lessonQuery(target.path, view) : linkHash(target.hash, view);
  return site + rest;
}
