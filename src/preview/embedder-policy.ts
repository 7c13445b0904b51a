/** What the page knows of itself. */
export interface PageIsolation {
  readonly isolated: boolean;
  /** True within another page. */
  readonly framed: boolean;
}

/**
 * Whether frames of this page must say that they, too, embed nothing that did not agree to it
 * (Cross-Origin-Embedder-Policy). An isolated page asks for that, and so does one with the same
 * headers whose surroundings keep it from being isolated: a lesson in a teacher's page.
 */
export async function needsEmbedderPolicy(
  base: string,
  page: PageIsolation = { isolated: crossOriginIsolated, framed: window.parent !== window },
  fetch: (url: string) => Promise<Response> = (url) => window.fetch(url),
): Promise<boolean> {
  if (page.isolated || !page.framed) return page.isolated;
  try {
    // Scripts cannot read the page's own headers; this file has the same.
    const { headers } = await fetch(new URL("preview.json", base).href);
    return /require-corp|credentialless/.test(headers.get("Cross-Origin-Embedder-Policy") ?? "");
  } catch {
    return false;
  }
}
