import { formatHttpText, splitUrl } from "../shared/http-text.ts";
import { copyCurl } from "./copy-curl.ts";
import { copyFetch } from "./copy-fetch.ts";
import { copyPython } from "./copy-python.ts";
import { type CopyRequest, textOf } from "./copy-request.ts";

/** What a request can be copied as. */
export const COPY_FORMATS = ["curl", "httpx", "requests", "fetch", "http"] as const;
export type CopyFormat = (typeof COPY_FORMATS)[number];

/** The request in the format; what the format cannot hold is said in a comment. */
export function copyAs(format: CopyFormat, request: CopyRequest): string {
  switch (format) {
    case "curl":
      return copyCurl(request);
    case "httpx":
    case "requests":
      return copyPython(format, request);
    case "fetch":
      return copyFetch(request);
    case "http":
      return copyFence(request);
  }
}

/** A fence for a lesson. Cookies belong to the client, so their header stays away. */
function copyFence({ method, url, headers, body, client, missing }: CopyRequest): string {
  const { path } = splitUrl(url);
  const text = body === null ? null : textOf(body);
  const request = formatHttpText({
    method,
    target: path === "" ? "/" : path,
    headers: headers.filter(([name]) => name.toLowerCase() !== "cookie"),
    body: text?.replaceAll("\r\n", "\n") ?? null,
  });
  const comments = [
    ...(missing > 0 ? [`# ${missing} bytes of the body are missing here.\n`] : []),
    ...(body !== null && text === null ? ["# The body is no text, so it is missing here.\n"] : []),
  ];
  const ticks = "`".repeat(Math.max(3, ...longestTicks(request).map((run) => run.length + 1)));
  const named = client === "" || client === "Alice" ? "" : ` client=${JSON.stringify(client)}`;
  return `${ticks}http${named}\n${comments.join("")}${request}\n${ticks}\n`;
}

function longestTicks(text: string): readonly string[] {
  return text.match(/`+/g) ?? [];
}
