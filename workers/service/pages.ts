import { wordsPage } from "../../src/shared/words-page.ts";
import type { PageWords } from "../../src/shared/words-page.ts";

/**
 * Our own answer in the place of the app's: a page where a page is wanted, else the sentence. It
 * may be framed by a page that is cross-origin isolated.
 */
export function wordsResponse(words: PageWords, status: number, asPage: boolean): Response {
  return new Response(asPage ? wordsPage(words) : `${words.sentence}\n`, {
    status,
    headers: {
      "Content-Type": asPage ? "text/html; charset=utf-8" : "text/plain; charset=utf-8",
      "Cache-Control": "no-store",
      "Cross-Origin-Embedder-Policy": "require-corp",
      "Cross-Origin-Resource-Policy": "cross-origin",
    },
  });
}
