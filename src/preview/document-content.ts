import { headerOf } from "../shared/header-pairs.ts";
import type { DocumentAnswer } from "./document-ask.ts";
import { dataUrl } from "./document-resources.ts";

/** What an answer is for the reader. */
export type DocumentContent =
  | { readonly kind: "page"; readonly html: string }
  /** A file to keep; the present page stays. */
  | { readonly kind: "file"; readonly name: string; readonly type: string }
  /** Nothing (204, 205): the present page stays. */
  | { readonly kind: "nothing" };

/** Reads an answer as a browser does: a page, something that a page can show, or a download. */
export function contentOf({ url, status, headers, body }: DocumentAnswer): DocumentContent {
  if (status === 204 || status === 205) return { kind: "nothing" };
  const given = headerOf(headers, "content-type") ?? "text/html";
  const type = given.split(";", 1)[0]?.trim().toLowerCase() ?? "";
  const disposition = headerOf(headers, "content-disposition") ?? "";
  if (/^\s*attachment\b/i.test(disposition)) {
    return { kind: "file", name: fileName(disposition, url), type };
  }
  if (type === "text/html" || type === "application/xhtml+xml") {
    return { kind: "page", html: decodeText(body, given, true) };
  }
  const [group] = type.split("/", 1);
  if (group === "image" || group === "audio" || group === "video") {
    const tag = { image: "img", audio: "audio controls", video: "video controls" }[group];
    return { kind: "page", html: framed(`<${tag} src="${dataUrl(body, type)}">`) };
  }
  if (group === "text" || /^application\/(?:.+\+)?(?:json|xml|javascript)$/.test(type)) {
    const text = escaped(decodeText(body, given, false));
    return { kind: "page", html: framed(`<pre>${text}</pre>`) };
  }
  return { kind: "file", name: fileName(disposition, url), type };
}

/** The text of a body; without a charset it is UTF-8, or what the page's own `<meta>` says. */
export function decodeText(body: Uint8Array, contentType: string, isHtml: boolean): string {
  const said = /charset\s*=\s*["']?([^\s;"']+)/i;
  const beginning = isHtml ? new TextDecoder("latin1").decode(body.subarray(0, 1024)) : "";
  const label =
    said.exec(contentType)?.[1] ?? /<meta[^>]+charset\s*=\s*["']?([\w-]+)/i.exec(beginning)?.[1];
  try {
    return new TextDecoder(label).decode(body);
  } catch {
    return new TextDecoder().decode(body);
  }
}

/** The name of a download (RFC 6266), never a path. */
export function fileName(disposition: string, url: URL): string {
  const extended = /filename\*\s*=\s*utf-8'[^']*'([^;]+)/i.exec(disposition)?.[1];
  const plain = /filename\s*=\s*(?:"((?:\\.|[^"\\])*)"|([^;]+))/i.exec(disposition);
  const given = decoded(extended) ?? plain?.[1]?.replaceAll(/\\(.)/g, "$1") ?? plain?.[2];
  const name = (given ?? decoded(url.pathname) ?? "").trim().split(/[/\\]/).at(-1) ?? "";
  return name === "" ? "download" : name;
}

function decoded(text: string | undefined): string | null {
  if (text === undefined) return null;
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

function framed(content: string): string {
  return `<!doctype html><meta name="color-scheme" content="light dark"><style>pre{white-space:pre-wrap;overflow-wrap:anywhere}img,video{max-width:100%}</style>${content}`;
}

function escaped(text: string): string {
  return text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");
}
