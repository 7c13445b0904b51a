import { isEmptyCopy } from "../shared/cdn-copies.ts";
import { withOwnLocation } from "../shared/own-location.ts";
import { isLoopback } from "../shared/preview.ts";

/** Elements that scripts make and that ask for a file, and the property with its address. */
const ASKING = [
  [HTMLImageElement, "src"],
  [HTMLScriptElement, "src"],
  [HTMLMediaElement, "src"],
  [HTMLSourceElement, "src"],
  [HTMLLinkElement, "href"],
] as const;

/** The address that the page knows for an element whose file was put into the document. */
const given = new WeakMap<Element, string>();

/**
 * Fetches what elements ask for that came after the document: pictures, style sheets and scripts of
 * the app that scripts add. Browsers would ask the network.
 */
export function loadLateFiles(send: typeof fetch): (nodes: Iterable<Node>) => void {
  const set = Element.prototype.setAttribute;

  const load = (element: Element, attribute: string, url: URL): void => {
    given.set(element, url.href);
    fileOf(element, url, send).then(
      (address) => {
        // Another address was set meanwhile.
        if (given.get(element) === url.href) set.call(element, attribute, address);
      },
      () => element.dispatchEvent(new Event("error")),
    );
  };

  /** True where the file is fetched here. */
  const take = (element: Element, attribute: string, address: string): boolean => {
    given.delete(element);
    if (!ASKING.some(([kind, name]) => element instanceof kind && name === attribute)) return false;
    if (element instanceof HTMLLinkElement && !element.relList.contains("stylesheet")) return false;
    if (!URL.canParse(address, document.baseURI)) return false;
    const url = new URL(address, document.baseURI);
    if (isLoopback(url)) {
      load(element, attribute, url);
      return true;
    }
    if (!isEmptyCopy(url)) return false;
    given.set(element, url.href);
    set.call(element, attribute, "data:,");
    return true;
  };

  for (const [kind, attribute] of ASKING) {
    const own = Object.getOwnPropertyDescriptor(kind.prototype, attribute);
    Object.defineProperty(kind.prototype, attribute, {
      configurable: true,
      enumerable: true,
      get(this: Element): unknown {
        return given.get(this) ?? own?.get?.call(this);
      },
      set(this: Element, value: unknown) {
        if (!take(this, attribute, String(value))) own?.set?.call(this, value);
      },
    });
  }
  Element.prototype.setAttribute = function setAttribute(this: Element, name, value) {
    if (!take(this, name.toLowerCase(), String(value))) set.call(this, name, value);
  };

  return (nodes) => {
    for (const node of nodes) {
      if (!(node instanceof Element)) continue;
      for (const element of [node, ...node.querySelectorAll("img, link, source, audio, video")]) {
        const attribute = element instanceof HTMLLinkElement ? "href" : "src";
        const address = element.getAttribute(attribute);
        if (address !== null && !given.has(element)) take(element, attribute, address);
      }
    }
  };
}

async function fileOf(element: Element, url: URL, send: typeof fetch): Promise<string> {
  const response = await send(url.href);
  if (!response.ok) throw new Error(`${url.href} answered ${response.status}.`);
  if (!(element instanceof HTMLScriptElement)) {
    return URL.createObjectURL(await response.blob());
  }
  const code = withOwnLocation(await response.text());
  return URL.createObjectURL(new Blob([code], { type: "text/javascript" }));
}
