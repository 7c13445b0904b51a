/**
 * The second origin that the preview has on this site, from `preview.json`; null where it has none
 * or cannot be asked.
 */
export async function findOrigin(
  base: string,
  fetch: (url: string) => Promise<Response> = (url) => window.fetch(url),
): Promise<string | null> {
  try {
    const response = await fetch(new URL("preview.json", base).href);
    if (!response.ok) return null;
    const { origin } = (await response.json()) as { readonly origin?: unknown };
    return typeof origin === "string" && URL.canParse(origin) ? new URL(origin).origin : null;
  } catch {
    return null;
  }
}
