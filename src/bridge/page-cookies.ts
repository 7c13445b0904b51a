import type { PageDoor } from "./page-door.ts";

/** Gives `document.cookie` the jar of the preview's client instead of the browser's. */
export function shimCookies(door: PageDoor, page: Document): void {
  Object.defineProperty(page, "cookie", {
    configurable: true,
    enumerable: true,
    get: () => door.cookies(page.URL),
    set: (text: unknown) => {
      door.setCookie(page.URL, String(text));
    },
  });
}
