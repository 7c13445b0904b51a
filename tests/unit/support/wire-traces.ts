import type { WireStart, WireTrace } from "../../../src/shared/http.ts";

/** A request that began, with these fields. */
export function startOf(fields: Partial<WireStart>): WireStart {
  return {
    exchange: "1",
    client: "Alice",
    origin: "page",
    method: "GET",
    url: "http://localhost:8000/",
    began: 0,
    ...only(fields, ["exchange", "client", "origin", "method", "url", "began"]),
  };
}

/** A request that was answered with nothing in particular, with these fields. */
export function traceOf(fields: Partial<WireTrace>): WireTrace {
  return {
    ...startOf(fields),
    state: "answered",
    status: 200,
    ms: 1,
    app: null,
    requestHeaders: [],
    responseHeaders: [],
    requestBytes: 0,
    responseBytes: 0,
    requestBody: "",
    responseBody: "",
    environ: null,
    scope: null,
    messages: [],
    logs: [],
    output: [],
    queries: [],
    templates: [],
    middleware: [],
    endpoint: null,
    changes: [],
    notes: [],
    failure: null,
    ...fields,
  };
}

function only<Fields extends object>(
  fields: Partial<WireTrace>,
  names: readonly (keyof WireStart)[],
): Partial<Fields> {
  return Object.fromEntries(
    Object.entries(fields).filter(([name]) => (names as readonly string[]).includes(name)),
  ) as Partial<Fields>;
}
