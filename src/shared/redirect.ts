/** Statuses whose `Location` is followed. */
const REDIRECTS: readonly number[] = [301, 302, 303, 307, 308];

/** How many redirects of one request are followed, as browsers do. */
export const REDIRECT_LIMIT = 20;

/** What is asked for after a redirect (https://fetch.spec.whatwg.org/#http-redirect-fetch). */
export interface NextRequest {
  readonly url: URL;
  readonly method: string;
  /** False where the body is dropped, and with it what described it. */
  readonly keepsBody: boolean;
}

/** Null for an answer that is no redirect; throws a TypeError for an address that is none. */
export function redirectOf(
  status: number,
  location: string | null,
  asked: { readonly url: URL; readonly method: string },
): NextRequest | null {
  if (!REDIRECTS.includes(status) || location === null) return null;
  const url = new URL(location, asked.url);
  if (url.hash === "") url.hash = asked.url.hash;
  const { method } = asked;
  const becomesGet =
    (status <= 302 && method === "POST") ||
    (status === 303 && method !== "GET" && method !== "HEAD");
  return { url, method: becomesGet ? "GET" : method, keepsBody: !becomesGet };
}
