import { wordsPage } from "../../src/shared/words-page.ts";
import type { PageWords } from "../../src/shared/words-page.ts";

/** The page itself is not stored, and does not come. */
export const PAGE_MISSING: PageWords = {
  title: "Routebook is not on this device any more",
  sentence:
    "The browser removed what was stored for use without a network, and the network is not there. What you wrote is kept apart from it. Connect, then reload this page.",
};

/** An address that is no page of ours, with no network to ask; `home` is that of the start page. */
export function elsewhere(home: string): PageWords {
  return {
    title: "You are offline",
    sentence: "Nothing is stored for this address. Lessons that are ready offline work as ever.",
    action: { label: "Open the start page", href: home },
  };
}

/** A page of words in the place of one that cannot be had. It may be framed where ours may. */
export function offlinePage(words: PageWords): Response {
  return new Response(wordsPage(words), {
    status: 503,
    headers: {
      "Content-Type": "text/html; charset=utf-8",
      "Cache-Control": "no-store",
      "Content-Security-Policy": "default-src 'none'; style-src 'unsafe-inline'",
      "Cross-Origin-Opener-Policy": "same-origin",
      "Cross-Origin-Embedder-Policy": "require-corp",
    },
  });
}
