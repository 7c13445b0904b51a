import { PREVIEW_FILES } from "../shared/preview.ts";

/**
 * The origin whose pages may use the preview of this folder, as its own host names it; null where
 * the host leaves that open. Rejects where the host cannot be asked, now or in an earlier visit.
 */
export async function namedSite(
  folder: string,
  fetch: (url: string) => Promise<Response> = (url) => window.fetch(url, { cache: "no-cache" }),
): Promise<string | null> {
  const response = await fetch(new URL(PREVIEW_FILES.site, folder).href);
  if (!response.ok) return null;
  const named: unknown = await response.json();
  const origin = typeof named === "object" && named !== null && "origin" in named && named.origin;
  return typeof origin === "string" ? origin : null;
}
