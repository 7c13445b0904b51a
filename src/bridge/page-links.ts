import { toPage } from "../shared/preview.ts";
import type { Mount } from "../shared/preview.ts";
import type { PageDoor } from "./page-door.ts";

/** A page of the app and where it is. */
export interface PagePlace {
  readonly page: Window;
  readonly mount: Mount;
  /** Null where the page's bridge cannot be found. */
  readonly door: PageDoor | null;
}

/**
 * Where an address of a page leads to in the preview, where that is elsewhere than it says: the
 * app's own absolute addresses, and below a prefix those that begin at the root. Null for others.
 */
export function mapped(href: string, { mount, door }: Pick<PagePlace, "mount" | "door">) {
  if (!URL.canParse(href)) return null;
  const url = new URL(href);
  if (!/^https?:$/.test(url.protocol)) return null;
  const found = toPage(url, mount, door?.appOrigin ?? mount.origin);
  return found === null || found.href === url.href ? null : found.href;
}

/** Keeps links, forms and scripts that go somewhere within the app. */
export function shimLinks(place: PagePlace): void {
  const { page, door } = place;
  // Last of all, so that the page's own listeners come first and see what it wrote.
  for (const type of ["click", "auxclick"] as const) {
    page.addEventListener(type, (event) => {
      const link = linkOf(event);
      if (link !== null && !event.defaultPrevented) mapLink(link, place);
    });
  }
  page.addEventListener("submit", (event) => {
    if (!event.defaultPrevented && event.target instanceof HTMLFormElement) {
      mapForm(event.target, event.submitter, place);
    }
  });
  const { submit } = HTMLFormElement.prototype;
  HTMLFormElement.prototype.submit = function (this: HTMLFormElement) {
    mapForm(this, null, place);
    submit.call(this);
  };
  page.navigation?.addEventListener("navigate", (event) => {
    const { destination, hashChange, downloadRequest, navigationType, formData } = event;
    if (destination.sameDocument || hashChange || downloadRequest !== null) return;
    const target = mapped(destination.url, place);
    if (target === null || formData || !event.cancelable || navigationType === "traverse") {
      door?.leaving(page, destination.url);
      return;
    }
    event.preventDefault();
    if (navigationType === "push") page.location.assign(target);
    else page.location.replace(target);
  });
  const open = page.open.bind(page);
  page.open = (url, ...rest) => {
    const href = url === undefined ? "" : absolute(String(url), page);
    return open(mapped(href, place) ?? url, ...rest);
  };
  shimHistory(place);
}

/** Scripts that write the address themselves stay within the preview. */
function shimHistory(place: PagePlace): void {
  const { page } = place;
  for (const name of ["pushState", "replaceState"] as const) {
    const original = page.history[name].bind(page.history);
    page.history[name] = (data, unused, url) => {
      const href = url === null || url === undefined ? "" : absolute(String(url), page);
      original(data, unused, mapped(href, place) ?? url);
    };
  }
}

function absolute(url: string, { document }: Window): string {
  return URL.canParse(url, document.baseURI) ? new URL(url, document.baseURI).href : "";
}

function linkOf(event: Event): HTMLAnchorElement | HTMLAreaElement | null {
  for (const target of event.composedPath()) {
    if (target instanceof HTMLAnchorElement || target instanceof HTMLAreaElement) return target;
  }
  return null;
}

function mapLink(link: HTMLAnchorElement | HTMLAreaElement, place: PagePlace): void {
  const target = mapped(link.href, place);
  if (target !== null) {
    lend(link, { href: target });
  } else if (isElsewhere(link.href, place) && !link.target) {
    // A page of another site would not be shown within this one.
    lend(link, { target: "_blank", rel: "noopener" });
  }
}

function isElsewhere(href: string, { mount }: PagePlace): boolean {
  return /^https?:/.test(href) && new URL(href).origin !== mount.origin;
}

function mapForm(form: HTMLFormElement, submitter: HTMLElement | null, place: PagePlace): void {
  // A field called "action" hides the form's own.
  const action = form.getAttribute("action") ?? "";
  const target = mapped(absolute(action, place.page), place);
  if (target !== null) lend(form, { action: target });
  const own = submitter?.getAttribute("formaction");
  if (submitter === null || own === null || own === undefined) return;
  const ownTarget = mapped(absolute(own, place.page), place);
  if (ownTarget !== null) lend(submitter, { formaction: ownTarget });
}

/** Changes attributes for the moment in which the browser reads them. */
function lend(element: Element, attributes: Readonly<Record<string, string>>): void {
  const before = Object.keys(attributes).map((name) => [name, element.getAttribute(name)] as const);
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  setTimeout(() => {
    for (const [name, value] of before) {
      if (value === null) element.removeAttribute(name);
      else element.setAttribute(name, value);
    }
  });
}
