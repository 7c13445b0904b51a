import type { HeaderPair, WireTrace } from "../shared/http.ts";
import { pathOf } from "./entry-words.ts";
import { readBody } from "./wire-body.ts";

/** All that a request was, as plain text for a message or an issue. */
export function traceText(trace: WireTrace): string {
  const { method, url, status, ms, client } = trace;
  const who = client === "" ? "" : ` as ${client}`;
  const parts = [
    `${method} ${url}${who}: ${status ?? trace.state}, ${ms.toFixed(1)} ms`,
    message(`${method} ${pathOf(url)} HTTP/1.1`, trace.requestHeaders, bodyText(trace, "request")),
    message(
      status === null ? "No answer" : `HTTP/1.1 ${status}`,
      trace.responseHeaders,
      bodyText(trace, "response"),
    ),
    section("Went through", [...trace.middleware, ...(trace.endpoint ? [trace.endpoint] : [])]),
    section(
      "SQL",
      trace.queries.map(({ statement, parameters, ms: took, error }) =>
        [statement, parameters, `${took.toFixed(1)} ms`, error].filter(Boolean).join("  "),
      ),
    ),
    section(
      "Templates",
      trace.templates.map(({ name }) => name),
    ),
    section(
      "Log",
      trace.logs.map(({ level, logger, message: text }) => `${level} ${logger}: ${text}`),
    ),
    section(
      "Printed",
      trace.output.length > 0 ? [trace.output.map(({ text }) => text).join("")] : [],
    ),
    section("Notes", trace.notes),
    trace.failure === null ? "" : trace.failure.traceback.trimEnd(),
  ];
  return `${parts.filter((part) => part !== "").join("\n\n")}\n`;
}

function message(first: string, headers: readonly HeaderPair[], body: string): string {
  const lines = [first, ...headers.map(([name, value]) => `${name}: ${value}`)];
  return body === "" ? lines.join("\n") : `${lines.join("\n")}\n\n${body}`;
}

function section(title: string, lines: readonly string[]): string {
  return lines.length === 0 ? "" : `${title}:\n${lines.join("\n")}`;
}

function bodyText(trace: WireTrace, which: "request" | "response"): string {
  const isRequest = which === "request";
  const bytes = isRequest ? trace.requestBytes : trace.responseBytes;
  const read = readBody(
    isRequest ? trace.requestBody : trace.responseBody,
    bytes,
    isRequest ? trace.requestHeaders : trace.responseHeaders,
  );
  switch (read.kind) {
    case "none":
      return "";
    case "json":
      return JSON.stringify(read.value, null, 2);
    case "form":
      return read.fields.map(([name, value]) => `${name}=${value}`).join("\n");
    case "text":
      return read.text;
    case "binary":
      return `(${bytes} bytes)`;
  }
}
