import { headerOf } from "../shared/header-pairs.ts";
import type { HeaderPair } from "../shared/http.ts";

/** Media types that browsers show; others they save. */
const SHOWN =
  /^(?:text\/|image\/|audio\/|video\/|multipart\/x-mixed-replace|application\/(?:json|xml|javascript|pdf|[\w.-]+\+(?:json|xml)))/i;

/** Whether an answer takes the place of the page that asked for it; else that page stays. */
export function becomesPage(status: number, headers: readonly HeaderPair[]): boolean {
  // A redirect leads to an answer that will tell.
  if (status >= 300 && status < 400) return true;
  if (status === 204 || status === 205) return false;
  if (/^\s*attachment\b/i.test(headerOf(headers, "content-disposition") ?? "")) return false;
  const type = headerOf(headers, "content-type") ?? "";
  return type === "" || SHOWN.test(type);
}
