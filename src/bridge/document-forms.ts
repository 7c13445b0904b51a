import type { DocumentGo } from "../shared/document-wire.ts";

/** What a form sends, apart from how it enters the history. */
export type FormRequest = Pick<DocumentGo, "url" | "method" | "contentType" | "body">;

/**
 * The request that a form makes, by the attributes of form and submitter
 * (https://html.spec.whatwg.org/#form-submission-algorithm); null for what is no request (`dialog`).
 */
export async function formRequest(
  form: HTMLFormElement,
  submitter: HTMLElement | null,
  page: URL,
): Promise<FormRequest | null> {
  const attribute = (name: string): string | null =>
    submitter?.getAttribute(`form${name}`) ?? form.getAttribute(name);
  const method = (attribute("method") ?? "get").toLowerCase();
  if (method === "dialog") return null;
  const action = attribute("action")?.trim() ?? "";
  const url = action === "" ? new URL(page) : new URL(action, document.baseURI);
  const data = new FormData(form, submitter);
  if (method !== "post") {
    url.search = urlEncoded(data);
    return { url: url.href, method: "GET", contentType: null, body: null };
  }
  const { contentType, body } = await encoded(data, (attribute("enctype") ?? "").toLowerCase());
  return { url: url.href, method: "POST", contentType, body };
}

async function encoded(
  data: FormData,
  type: string,
): Promise<{ readonly contentType: string; readonly body: Uint8Array }> {
  if (type === "multipart/form-data") {
    const response = new Response(data);
    const body = new Uint8Array(await response.arrayBuffer());
    return { contentType: response.headers.get("content-type") ?? type, body };
  }
  if (type === "text/plain") {
    const lines = entries(data).map(([name, value]) => `${name}=${value}\r\n`);
    return { contentType: type, body: new TextEncoder().encode(lines.join("")) };
  }
  const body = new TextEncoder().encode(urlEncoded(data));
  return { contentType: "application/x-www-form-urlencoded", body };
}

function urlEncoded(data: FormData): string {
  return new URLSearchParams(entries(data)).toString();
}

/** Names and texts with the line breaks of the wire; a file is its name. */
function entries(data: FormData): [string, string][] {
  const wire = (text: string): string => text.replaceAll(/\r\n|\r|\n/g, "\r\n");
  return [...data].map(([name, value]) => [
    wire(name),
    wire(typeof value === "string" ? value : value.name),
  ]);
}
