import type { Catalogue } from "../../shared/lesson.ts";

/** The places of the site; the address keeps them behind the "#", so that any static host will do. */
export type Route =
  | { readonly kind: "catalogue" }
  /** `path` as in the catalogue: "flask-routing/01-first-route". */
  | { readonly kind: "lesson"; readonly path: string }
  | { readonly kind: "scratch" }
  | { readonly kind: "storage" }
  | { readonly kind: "about" }
  | { readonly kind: "unknown"; readonly address: string };

/** The route that an address's hash means. Total: what it does not know is `unknown`. */
export function parseRoute(hash: string): Route {
  const address = decode(hash.replace(/^#?\/?/, "").replace(/\/$/, ""));
  const [first = "", ...rest] = address.split("/");
  if (address === "") return { kind: "catalogue" };
  if (first === "lesson" && rest.length === 2) return { kind: "lesson", path: rest.join("/") };
  if (rest.length === 0 && (first === "scratch" || first === "storage" || first === "about")) {
    return { kind: first };
  }
  return { kind: "unknown", address };
}

/** The hash of a route. */
export function routeHref(route: Route): string {
  switch (route.kind) {
    case "catalogue":
      return "#/";
    case "lesson":
      return lessonHref(route.path);
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
