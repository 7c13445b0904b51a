import { mapped } from "./page-links.ts";
import type { PagePlace } from "./page-links.ts";

/**
 * Fetches what `<a download>` points at and saves it: browsers do not ask the service worker for
 * downloads that a link says to be one.
 */
export function shimDownloads(place: PagePlace): void {
  const { page, mount } = place;
  page.addEventListener("click", (event) => {
    const link = event.composedPath().find((target) => target instanceof HTMLAnchorElement);
    if (event.defaultPrevented || !link?.hasAttribute("download")) return;
    const href = mapped(link.href, place) ?? link.href;
    if (!/^https?:/.test(href) || new URL(href).origin !== mount.origin) return;
    event.preventDefault();
    save(href, link.download, page).catch((error: unknown) => {
      console.error(`${link.href} was not saved.`, error);
    });
  });
}

async function save(href: string, asked: string, page: Window): Promise<void> {
  const response = await page.fetch(href);
  const sent = response.headers.get("content-disposition") ?? "";
  const name = fileNameIn(sent) ?? (asked || lastPart(href));
  const link = page.document.createElement("a");
  link.href = URL.createObjectURL(await response.blob());
  link.download = name;
  link.click();
  // The browser has taken hold of it once it began to save.
  page.setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}

/** The file's name in a Content-Disposition header (RFC 6266); null where it has none. */
export function fileNameIn(header: string): string | null {
  const extended = /;\s*filename\*\s*=\s*UTF-8'[^']*'([^;\s]+)/i.exec(header)?.[1];
  try {
    if (extended !== undefined) return decodeURIComponent(extended);
  } catch {
    // Not what it says it is: the plain one may be there, too.
  }
  const [, quoted, plain] =
    /;\s*filename\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^;\s]+))/i.exec(header) ?? [];
  return quoted?.replaceAll(/\\(.)/g, "$1") ?? plain ?? null;
}

function lastPart(href: string): string {
  return new URL(href).pathname.split("/").at(-1) || "download";
}
