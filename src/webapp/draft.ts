import type { WireTrace } from "../shared/http.ts";
import {
  formatHttpText,
  type HttpText,
  parseHttpText,
  type ReadHttpText,
  splitUrl,
} from "../shared/http-text.ts";
import { ADDED, bytesOf, textOf } from "./copy-request.ts";
import type { Draft } from "./model.ts";

/** What the HTTP client begins with. */
export const EMPTY_DRAFT: Draft = { method: "GET", url: "/", headers: [], body: "" };

/**
 * The draft as a request, with what is wrong with it. It is read as written text is, so that a
 * request means the same here and in a lesson; lines count as they would there.
 */
export function readDraft(draft: Draft): ReadHttpText {
  const url = draft.url.trim();
  const text: HttpText = {
    method: draft.method.trim() === "" ? "GET" : draft.method.trim(),
    target: url === "" ? "/" : url.replaceAll(" ", "%20"),
    headers: draft.headers
      .filter(({ name, on }) => on && name.trim() !== "")
      .map(({ name, value }) => [name.trim(), value.trim()]),
    body: draft.body === "" ? null : draft.body,
  };
  return parseHttpText(formatHttpText(text));
}

/** A request as a draft; a path stays a path. */
export function draftOf({ method, target, headers, body }: HttpText): Draft {
  return {
    method,
    url: target,
    headers: headers.map(([name, value]) => ({ name, value, on: true })),
    body: body ?? "",
  };
}

/** A logged request as a draft, and a sentence where it is not all of it. */
export function draftOfTrace(trace: WireTrace): { draft: Draft; notice: string | null } {
  const { path } = splitUrl(trace.url);
  const bytes = bytesOf(trace.requestBody);
  const text = textOf(bytes);
  const draft = draftOf({
    method: trace.method,
    target: path === "" ? "/" : path,
    // The client's jar brings its own cookies.
    headers: trace.requestHeaders.filter(
      ([name]) => !ADDED.test(name) && name.toLowerCase() !== "cookie",
    ),
    body: text ?? "",
  });
  if (text === null) {
    return { draft, notice: "The body of that request is no text, so it is missing here." };
  }
  const missing = trace.requestBytes - bytes.length;
  const notice =
    missing > 0
      ? `The log kept the beginning of the body only: ${missing} bytes are missing.`
      : null;
  return { draft, notice };
}
