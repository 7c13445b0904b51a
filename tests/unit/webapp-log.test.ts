import { effect, signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { WireStart, WireTrace } from "../../src/shared/http.ts";
import type { KernelEvent } from "../../src/shared/kernel.ts";
import { statusWord, whoAsked } from "../../src/webapp/entry-words.ts";
import { filterLog } from "../../src/webapp/filter-log.ts";
import type { LogEntry } from "../../src/webapp/model.ts";
import { createRequestLog, type KernelPhase } from "../../src/webapp/request-log.ts";
import { traceText } from "../../src/webapp/trace-text.ts";
import { startOf, traceOf } from "./support/wire-traces.ts";

/** A log, the kernel's phase, and the way to let the kernel say something. */
function openLog() {
  const phase = signal<KernelPhase>("ready");
  let tell: (event: KernelEvent) => void = () => {};
  const listen = (listener: (event: KernelEvent) => void) => {
    tell = listener;
    return () => {};
  };
  const timers: (() => void)[] = [];
  const log = createRequestLog({
    kernel: { listen },
    phase,
    setTimeout: (work) => timers.push(work),
  });
  let seq = 0;
  return {
    log,
    phase,
    timers,
    /** The pace is over: what came is shown. */
    show: () => {
      for (const work of timers.splice(0)) work();
    },
    begin: (start: Partial<WireStart>) =>
      tell({ seq: ++seq, type: "request-began", start: startOf(start) }),
    end: (trace: Partial<WireTrace>) =>
      tell({ seq: ++seq, type: "request-ended", trace: traceOf(trace) }),
    /** The worker is replaced: the next one numbers from 1 again. */
    replace: () => {
      seq = 0;
    },
  };
}

const words = (entries: readonly LogEntry[]) =>
  entries.map((entry) => `${entry.start.method} ${entry.start.url} ${statusWord(entry)}`);

describe("createRequestLog(…)", () => {
  it("keeps requests in the order in which they began and fills in how they ended", () => {
    const { log, begin, end, show } = openLog();
    begin({ exchange: "1", url: "/slow" });
    begin({ exchange: "2", url: "/quick" });
    end({ exchange: "2", url: "/quick", status: 204 });
    show();
    expect(words(log.entries.value)).toEqual(["GET /slow running", "GET /quick 204"]);
    expect(log.running.value).toBe(1);
    end({ exchange: "1", url: "/slow", status: 200 });
    show();
    expect(words(log.entries.value)).toEqual(["GET /slow 200", "GET /quick 204"]);
    expect(log.running.value).toBe(0);
  });

  it("shows a burst of requests at once", () => {
    const { log, begin, end, show, timers } = openLog();
    let shown = -1;
    effect(() => {
      void log.entries.value;
      shown++;
    });
    for (const exchange of ["1", "2", "3"]) {
      begin({ exchange });
      end({ exchange });
    }
    expect(timers).toHaveLength(1);
    expect(shown).toBe(0);
    show();
    expect(shown).toBe(1);
    expect(log.entries.value).toHaveLength(3);
  });

  it("leaves out what exercise checks send", () => {
    const { log, begin, end, show } = openLog();
    begin({ exchange: "1", client: "check:Alice" });
    end({ exchange: "1", client: "check:Alice" });
    show();
    expect(log.entries.value).toEqual([]);
  });

  it("keeps the newest thousand", () => {
    const { log, begin, show } = openLog();
    for (let number = 1; number <= 1003; number++) begin({ exchange: String(number) });
    show();
    expect(log.entries.value).toHaveLength(1000);
    expect(log.entries.value[0]?.start.exchange).toBe("4");
  });

  it("counts what runs as lost when the kernel starts anew", () => {
    const { log, phase, begin, end } = openLog();
    begin({ exchange: "1" });
    end({ exchange: "1" });
    begin({ exchange: "2" });
    phase.value = "starting";
    expect(log.entries.value.map(({ lost }) => lost)).toEqual([false, true]);
    expect(log.running.value).toBe(0);
  });

  it("does not mistake a new worker's requests for those of the one before", () => {
    const { log, begin, end, replace, show } = openLog();
    begin({ exchange: "1", url: "/before" });
    replace();
    begin({ exchange: "1", url: "/after" });
    end({ exchange: "1", url: "/after", status: 200 });
    show();
    expect(words(log.entries.value)).toEqual(["GET /before lost", "GET /after 200"]);
    expect(new Set(log.entries.value.map(({ id }) => id)).size).toBe(2);
  });

  it("clear() keeps what still runs", () => {
    const { log, begin, end, show } = openLog();
    begin({ exchange: "1", url: "/done" });
    end({ exchange: "1", url: "/done" });
    begin({ exchange: "2", url: "/runs" });
    log.clear();
    expect(words(log.entries.value)).toEqual(["GET /runs running"]);
    end({ exchange: "2", url: "/runs", status: 200 });
    show();
    expect(words(log.entries.value)).toEqual(["GET /runs 200"]);
  });
});

describe("filterLog(entries, text)", () => {
  const entry = (trace: Partial<WireTrace>): LogEntry => ({
    id: String(trace.url),
    start: startOf(trace),
    trace: traceOf(trace),
    lost: false,
  });
  const entries: readonly LogEntry[] = [
    entry({ method: "POST", url: "http://localhost:8000/login", client: "Alice", status: 302 }),
    entry({ method: "GET", url: "http://localhost:8000/post/404", client: "Bob", status: 200 }),
    entry({ method: "GET", url: "http://localhost:8000/static/a.css", client: "Bob", status: 404 }),
    entry({ method: "GET", url: "http://localhost:8000/boom", client: "", status: 500 }),
    { id: "5", start: startOf({ url: "http://localhost:8000/slow" }), trace: null, lost: false },
    entry({ url: "http://localhost:8000/broken", status: null, state: "failed" }),
  ];
  const found = (text: string) =>
    filterLog(entries, text).map(({ start }) => new URL(start.url).pathname);

  it.each([
    ["", entries.map(({ start }) => new URL(start.url).pathname)],
    ["post", ["/login", "/post/404"]],
    ["5xx", ["/boom"]],
    ["404", ["/post/404", "/static/a.css"]],
    [">=400", ["/static/a.css", "/boom"]],
    ["<300", ["/post/404"]],
    [">404", ["/boom"]],
    ["bob -static", ["/post/404"]],
    ["running", ["/slow"]],
    ["failed", ["/broken"]],
    ["ALICE", ["/login", "/slow", "/broken"]],
    ["no such thing", []],
  ])("%j lets through the right ones", (text, paths) => {
    expect(found(text)).toEqual(paths);
  });
});

describe("whoAsked(entry)", () => {
  it("names Python where its own code asked without a client", () => {
    const asked = (start: Partial<WireStart>) =>
      whoAsked({ id: "1", start: startOf(start), trace: null, lost: false });
    expect(asked({ client: "Bob" })).toBe("Bob");
    expect(asked({ client: "", origin: "python" })).toBe("Python");
    expect(asked({ client: "", origin: "page" })).toBe("nobody");
  });
});

describe("traceText(trace)", () => {
  it("tells all of a request in plain words", () => {
    const text = traceText(
      traceOf({
        method: "POST",
        url: "http://localhost:8000/notes",
        client: "Bob",
        status: 201,
        ms: 4.25,
        requestHeaders: [["Content-Type", "application/json"]],
        requestBody: '{"text":"milk"}',
        requestBytes: 15,
        responseHeaders: [["Content-Type", "image/png"]],
        responseBody: "\x89PNG",
        responseBytes: 9000,
        middleware: ["shop.auth"],
        endpoint: "shop.add",
      }),
    );
    expect(text).toBe(`POST http://localhost:8000/notes as Bob: 201, 4.3 ms

POST /notes HTTP/1.1
Content-Type: application/json

{
  "text": "milk"
}

HTTP/1.1 201
Content-Type: image/png

(9000 bytes)

Went through:
shop.auth
shop.add
`);
  });
});
