/** The absolute address in an attribute; null where there is none, or none of the network. */
export function addressOf(element: Element, attribute: string, base: URL): URL | null {
  const text = element.getAttribute(attribute)?.trim() ?? "";
  if (text === "" || !URL.canParse(text, base.href)) return null;
  const url = new URL(text, base);
  return /^https?:$/.test(url.protocol) ? url : null;
}
