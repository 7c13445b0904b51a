import { wordsPage } from "../shared/words-page.ts";
import { contentOf } from "./document-content.ts";
import { headerOf } from "../shared/header-pairs.ts";
import type { Resources } from "./document-resources.ts";

/** The page of a frame within the app's page, and where it is; null where the app gives none. */
export async function nestedPage(
  url: URL,
  resources: Resources,
): Promise<{ readonly html: string; readonly url: URL } | null> {
  const answer = await resources.page(url);
  if (answer === null) return null;
  if (refusesFrames(answer.headers)) {
    const html = wordsPage({
      title: `${url.host} refuses to be framed`,
      sentence:
        "Its headers say that no page may show it in a frame (X-Frame-Options or frame-ancestors).",
    });
    return { html, url };
  }
  const content = contentOf(answer);
  return content.kind === "page" ? { html: content.html, url: answer.url } : null;
}

/** Whether the app lets no page, not even its own, have this one in a frame. */
function refusesFrames(headers: Parameters<typeof headerOf>[0]): boolean {
  const policy = headerOf(headers, "content-security-policy") ?? "";
  const ancestors = /frame-ancestors([^;,]*)/i.exec(policy)?.[1];
  // A policy's word counts instead of the older header's (CSP3, 6.4.2.2).
  if (ancestors !== undefined) return /^\s*(?:'none')?\s*$/i.test(ancestors);
  return /\bdeny\b/i.test(headerOf(headers, "x-frame-options") ?? "");
}
