import { addressOf } from "./document-address.ts";
import { completeScripts } from "./document-code.ts";
import { alive, inert } from "./document-inert.ts";
import { completeMedia } from "./document-media.ts";
import { nestedPage } from "./document-nested.ts";
import type { Resources } from "./document-resources.ts";
import { withOwnLocation } from "../shared/own-location.ts";
import { completeCss, styleUrl } from "./document-styles.ts";
import { wordsPage } from "../shared/words-page.ts";

/** A document that needs no network any more. */
export interface CompleteDocument {
  readonly html: string;
  /** `<meta http-equiv="refresh">`, in milliseconds; null where there is none. */
  readonly refresh: { readonly after: number; readonly url: string } | null;
}

// Frames in frames are followed so far.
const DEEPEST = 2;

// Of no use here, or in the way: the policy would refuse what was put into the page.
const DROPPED = [
  'link[rel~="icon" i]',
  'link[rel="preload" i]',
  'link[rel="modulepreload" i]',
  'link[rel="prefetch" i]',
  'link[rel="preconnect" i]',
  'link[rel="dns-prefetch" i]',
  'link[rel="manifest" i]',
  'meta[http-equiv="content-security-policy" i]',
].join();

/**
 * Puts a document's style sheets, scripts, pictures and frames into it, and the app's address as
 * the base of its links. Only markup is changed; nothing of it runs.
 */
export async function completeDocument(
  html: string,
  url: URL,
  resources: Resources,
  depth = 0,
): Promise<CompleteDocument> {
  const page = new DOMParser().parseFromString(inert(html), "text/html");
  const { base, element } = baseOf(page, url);
  for (const dropped of page.querySelectorAll(DROPPED)) dropped.remove();
  const refresh = takeRefresh(page, base);
  await Promise.all([
    completeStyles(page, base, resources),
    completeScripts(page, base, resources, depth === 0 ? withOwnLocation : asItIs),
    completeMedia(page, base, resources),
    depth < DEEPEST ? completeFrames(page, base, resources, depth) : null,
  ]);
  // The doctype decides about quirks mode.
  const doctype =
    page.doctype === null ? "" : `${new XMLSerializer().serializeToString(page.doctype)}\n`;
  const whole = page.documentElement.outerHTML.replace(/<head[^>]*>/i, (head) => head + element);
  return { html: doctype + alive(whole), refresh };
}

/** Frames within the page have nobody to tell where they go. */
function asItIs(code: string): string {
  return code;
}

/** Relative addresses are the app's; a `<base>` of the page's own says what they are relative to. */
function baseOf(page: Document, url: URL): { readonly base: URL; readonly element: string } {
  const own = [...page.querySelectorAll("meta[data-base]")];
  const given = own.find((element) => element.hasAttribute("href"))?.getAttribute("href") ?? "";
  const base = URL.canParse(given, url.href) ? new URL(given, url) : url;
  for (const element of own) element.remove();
  // An address that was parsed has no quotes or angle brackets left.
  return { base, element: `<base href="${base.href.replaceAll("&", "&amp;")}">` };
}

function takeRefresh(page: Document, base: URL): CompleteDocument["refresh"] {
  const element = page.querySelector('meta[http-equiv="refresh" i]');
  if (element === null) return null;
  element.remove();
  const [, seconds, address] =
    /^\s*(\d+(?:\.\d+)?)\s*(?:[;,]\s*(?:url\s*=\s*)?["']?([^"']*))?/i.exec(
      element.getAttribute("content") ?? "",
    ) ?? [];
  if (seconds === undefined) return null;
  const target = (address ?? "").trim();
  const url = target === "" || !URL.canParse(target, base.href) ? base : new URL(target, base);
  return { after: Number(seconds) * 1000, url: url.href };
}

function completeStyles(page: Document, base: URL, resources: Resources): Promise<unknown> {
  const links = [...page.querySelectorAll('link[rel~="stylesheet" i][href]')].map(async (link) => {
    const url = addressOf(link, "href", base);
    if (url === null || !resources.covers(url)) return;
    const found = await styleUrl(url, resources);
    link.removeAttribute("integrity");
    // Scripts may read the rules of a sheet that came with permission.
    link.setAttribute("crossorigin", "anonymous");
    link.setAttribute("href", found ?? "data:text/css,");
  });
  const elements = [...page.querySelectorAll("style")].map(async (style) => {
    style.textContent = await completeCss(style.textContent, base, resources);
  });
  const attributes = [...page.querySelectorAll('[style*="url(" i]')].map(async (element) => {
    const css = element.getAttribute("style") ?? "";
    element.setAttribute("style", await completeCss(css, base, resources));
  });
  return Promise.all([...links, ...elements, ...attributes]);
}

function completeFrames(
  page: Document,
  base: URL,
  resources: Resources,
  depth: number,
): Promise<unknown> {
  return Promise.all(
    [...page.querySelectorAll("iframe[src]")].map(async (frame) => {
      const url = addressOf(frame, "src", base);
      if (url === null || !resources.covers(url)) return;
      frame.removeAttribute("src");
      const nested = await nestedPage(url, resources);
      const complete =
        nested === null
          ? wordsPage({
              title: "This frame is empty",
              sentence: `The app gave no page for ${url.pathname}.`,
            })
          : (await completeDocument(nested.html, nested.url, resources, depth + 1)).html;
      frame.setAttribute("srcdoc", complete);
    }),
  );
}
