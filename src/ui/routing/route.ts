import { type LinkView, readView, viewParameters } from "../../lesson/link/link-view.ts";
import type { Catalogue } from "../../shared/lesson.ts";

/** The places of the site; the address keeps them behind the "#", so that any static host will do. */
export type Route =
  | { readonly kind: "catalogue" }
  /** `path` as in the catalogue: "flask-routing/01-first-route". */
  | { readonly kind: "lesson"; readonly path: string; readonly view?: LinkView }
  /** A lesson that the address itself carries; `link` is all of the hash, and may be anything. */
  | { readonly kind: "shared"; readonly link: string; readonly view?: LinkView }
  | { readonly kind: "scratch" }
  | { readonly kind: "storage" }
  | { readonly kind: "class" }
  | { readonly kind: "about" }
  | { readonly kind: "unknown"; readonly address: string };

/** Pages that are one word of an address. */
const PAGES = ["scratch", "storage", "class", "about"] as const;

/** The route that an address's hash means. Total: what it does not know is `unknown`. */
export function parseRoute(hash: string): Route {
  if (LINK.test(hash)) {
    const [, parameters = ""] = /&(.*)$/s.exec(hash) ?? [];
    return { kind: "shared", link: hash, ...viewOf(parameters) };
  }
  const [, plain = "", parameters = ""] = /^(#?\/?lesson\/[^?&]*)(?:[?&](.*))?$/s.exec(hash) ?? [
    "",
    hash,
  ];
  const address = decode(plain.replace(/^#?\/?/, "").replace(/\/$/, ""));
  const [first = "", ...rest] = address.split("/");
  if (address === "") return { kind: "catalogue" };
  if (first === "lesson" && rest.length === 2) {
    return { kind: "lesson", path: rest.join("/"), ...viewOf(parameters) };
  }
  const page = rest.length === 0 ? PAGES.find((kind) => kind === first) : undefined;
  return page === undefined ? { kind: "unknown", address } : { kind: page };
}

/** Where a link begins, escaped or not; what it holds is for `decodeLink` to say. */
const LINK = /^#?\/?l(?:=|%3d)/i;

/** True for the places where a notebook is. */
export function hasNotebook({ kind }: Route): boolean {
  return kind === "lesson" || kind === "shared" || kind === "scratch";
}

/** How a route wants to be shown within another page; null where it does not. */
export function embedOf(route: Route): LinkView | null {
  return "view" in route && route.view?.embedded === true ? route.view : null;
}

/** What an address says of how it is to be shown; absent where it says nothing. */
function viewOf(parameters: string): { readonly view?: LinkView } {
  const view = readView(parameters);
  return viewParameters(view) === "" ? {} : { view };
}

/** The hash that an address with a query such as "?lesson=flask-routing/01-first-route" means. */
export function hashOfQuery(search: string, hash: string): string | null {
  const [, path, parameters = ""] = /[?&]lesson=([^&]+)(.*)$/s.exec(search) ?? [];
  if (path === undefined || (hash !== "" && hash !== "#")) return null;
  return `${lessonHref(decode(path))}${parameters.replace(/^&/, "?")}`;
}

/** The hash of a route. */
export function routeHref(route: Route): string {
  switch (route.kind) {
    case "catalogue":
      return "#/";
    case "lesson":
      return lessonHref(route.path);
    case "shared":
      return route.link;
    case "unknown":
      return `#/${encodeURI(route.address)}`;
    default:
      return `#/${route.kind}`;
  }
}

/** The hash of a lesson. */
export function lessonHref(path: string): string {
  return `#/lesson/${path.split("/").map(encodeURIComponent).join("/")}`;
}

/** The lesson whose address is most like `address`; null where nothing is near. */
export function nearestLesson(address: string, catalogue: Catalogue): string | null {
  const wanted = address.replace(/^lesson\//, "").toLowerCase();
  let best: { readonly path: string; readonly distance: number } | null = null;
  for (const { path } of catalogue.flatMap((course) => course.lessons)) {
    const distance = editDistance(wanted, path);
    if (!best || distance < best.distance) best = { path, distance };
  }
  return best && best.distance <= Math.max(4, wanted.length / 2) ? best.path : null;
}

function decode(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** Levenshtein's distance, one row at a time. */
function editDistance(from: string, to: string): number {
  let row = Array.from({ length: to.length + 1 }, (_, index) => index);
  for (let index = 0; index < from.length; index++) {
    const next = [index + 1];
    for (let column = 1; column <= to.length; column++) {
      const replaced = (row[column - 1] ?? 0) + (to[column - 1] === from[index] ? 0 : 1);
      next.push(Math.min(replaced, (row[column] ?? 0) + 1, (next[column - 1] ?? 0) + 1));
    }
    row = next;
  }
  return row[to.length] ?? 0;
}
