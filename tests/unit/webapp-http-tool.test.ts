import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import { RequestFailed } from "../../src/runtime/errors.ts";
import type { SendOptions } from "../../src/runtime/send-request.ts";
import { deferred } from "../../src/shared/deferred.ts";
import type { WireRequest, WireResponse, WireTrace } from "../../src/shared/http.ts";
import { bodyKind, formBody, formFields, withBodyKind } from "../../src/webapp/body-kind.ts";
import { EMPTY_DRAFT } from "../../src/webapp/draft.ts";
import { canReplay, createHttpTool } from "../../src/webapp/http-tool.ts";
import { parseHttpText } from "../../src/shared/http-text.ts";
import type { Draft } from "../../src/webapp/model.ts";
import { settle } from "./support/notebook-bench.ts";

const OK: WireResponse = { status: 200, reason: "OK", headers: [], body: new Uint8Array(2), ms: 5 };

function bench() {
  const asked: { readonly request: WireRequest; readonly options: SendOptions }[] = [];
  const answers: ReturnType<typeof deferred<WireResponse>>[] = [];
  const kernel = {
    request(request: WireRequest, options: SendOptions = {}) {
      asked.push({ request, options });
      const answer = deferred<WireResponse>();
      answers.push(answer);
      options.signal?.addEventListener("abort", () => answer.reject(new Error("left")));
      return answer.promise;
    },
  };
  const active = signal("Bob");
  const clock = { now: 1000 };
  const tool = createHttpTool({
    kernel,
    active,
    origin: signal("http://localhost:5000"),
    now: () => clock.now,
  });
  return { tool, asked, answers, active, clock };
}

const DRAFT: Draft = {
  method: "post",
  url: " /items?q=a b ",
  headers: [
    { name: "X-On", value: " 1 ", on: true },
    { name: "X-Off", value: "2", on: false },
    { name: "", value: "3", on: true },
  ],
  body: "{}",
};

describe("send()", () => {
  it("sends the draft as the active client, and keeps the answer", async () => {
    const { tool, asked, answers } = bench();
    tool.draft.value = DRAFT;
    const sent = tool.send();
    expect(tool.state.value).toMatchObject({ kind: "sending", since: 1000, accepted: false });
    asked[0]?.options.onAccepted?.();
    expect(tool.state.value).toMatchObject({ kind: "sending", accepted: true });
    answers[0]?.resolve(OK);
    await sent;
    expect(asked[0]?.request).toMatchObject({
      method: "POST",
      url: "http://localhost:5000/items?q=a%20b",
      client: "Bob",
      headers: [
        ["User-Agent", "Routebook"],
        ["Accept", "*/*"],
        ["X-On", "1"],
        ["Content-Type", "application/json"],
      ],
    });
    expect(tool.state.value).toMatchObject({
      kind: "answered",
      response: OK,
      answer: { status: 200, client: "Bob", notes: [expect.stringContaining("Content-Type")] },
    });
  });

  it("does not guess a Content-Type that was switched off", async () => {
    const { tool, asked, answers } = bench();
    const type = { name: "content-type", value: "application/json", on: false };
    tool.draft.value = { ...DRAFT, headers: [type] };
    const sent = tool.send();
    answers[0]?.resolve(OK);
    await sent;
    expect(asked[0]?.request.headers.map(([name]) => name)).toEqual(["User-Agent", "Accept"]);
  });

  it("says what is wrong with the draft, and sends nothing", async () => {
    const { tool, asked } = bench();
    tool.draft.value = { ...EMPTY_DRAFT, url: "https://example.org/" };
    await tool.send();
    expect(asked).toEqual([]);
    expect(tool.state.value).toMatchObject({ kind: "failed" });
    tool.draft.value = { ...EMPTY_DRAFT, headers: [{ name: "a b", value: "", on: true }] };
    await tool.send();
    expect(tool.state.value).toMatchObject({ message: expect.stringContaining("no header") });
  });

  it("fails with the sentence where no answer comes", async () => {
    const { tool, answers } = bench();
    const sent = tool.send();
    answers[0]?.reject(new RequestFailed("The app went home."));
    await sent;
    expect(tool.state.value).toEqual({ kind: "failed", message: "The app went home." });
  });

  it("leaves the request before, whose end changes nothing", async () => {
    const { tool, asked, answers } = bench();
    const first = tool.send();
    const second = tool.send();
    expect(asked[0]?.options.signal?.aborted).toBe(true);
    await first;
    answers[1]?.resolve(OK);
    await second;
    expect(tool.state.value.kind).toBe("answered");
  });

  it("shows a stream while it comes, and keeps it when it is cancelled", async () => {
    const { tool, asked, clock } = bench();
    const sent = tool.send();
    const { onHead, onChunk } = asked[0]?.options ?? {};
    onHead?.(200, [["content-type", "text/event-stream"]]);
    onChunk?.(new TextEncoder().encode("data: 1\n"));
    expect(tool.state.value).toMatchObject({ partial: null });
    clock.now += 1000;
    onChunk?.(new TextEncoder().encode("data: 2\n"));
    expect(tool.state.value).toMatchObject({ partial: { body: "data: 1\ndata: 2\n" } });
    tool.cancel();
    await sent;
    expect(tool.state.value).toMatchObject({
      kind: "answered",
      answer: { body: "data: 1\ndata: 2\n", notes: ["The answer was stopped before its end."] },
    });
  });

  it("is idle after a cancel before any answer", async () => {
    const { tool } = bench();
    const sent = tool.send();
    tool.cancel();
    await sent;
    expect(tool.state.value).toEqual({ kind: "idle" });
  });
});

const TRACE = {
  method: "POST",
  url: "http://localhost:5000/login?next=/",
  client: "Alice",
  requestHeaders: [
    ["Host", "localhost:5000"],
    ["Origin", "http://localhost:5000"],
    ["Sec-Fetch-Mode", "cors"],
    ["Cookie", "session=x"],
    ["Content-Type", "text/plain"],
    ["Content-Length", "2"],
  ],
  requestBody: "\xc3\xa9",
  requestBytes: 2,
} as unknown as WireTrace;

describe("load(trace)", () => {
  it("puts the request into the draft, without what is added anyway", () => {
    const { tool, active } = bench();
    tool.load(TRACE);
    expect(tool.draft.value).toEqual({
      method: "POST",
      url: "/login?next=/",
      headers: [
        { name: "Origin", value: "http://localhost:5000", on: true },
        { name: "Content-Type", value: "text/plain", on: true },
      ],
      body: "é",
    });
    expect([active.value, tool.notice.value]).toEqual(["Alice", null]);
  });

  it("says where the log does not know all", () => {
    const { tool } = bench();
    tool.load({ ...TRACE, requestBytes: 9 });
    expect(tool.notice.value).toContain("7 bytes are missing");
    tool.load({ ...TRACE, requestBody: "\xff\x00" });
    expect([tool.draft.value.body, tool.notice.value]).toEqual([
      "",
      "The body of that request is no text, so it is missing here.",
    ]);
  });
});

describe("replay(trace)", () => {
  it("sends the same once more, with the cookies of now", async () => {
    const { tool, asked, answers } = bench();
    const sent = tool.replay(TRACE);
    answers[0]?.reject(new Error("whatever"));
    await sent;
    expect(asked[0]?.request).toEqual({
      method: "POST",
      url: TRACE.url,
      client: "Alice",
      headers: [
        ["Origin", "http://localhost:5000"],
        ["Sec-Fetch-Mode", "cors"],
        ["Content-Type", "text/plain"],
      ],
      body: Uint8Array.of(0xc3, 0xa9),
      initiator: "http://localhost:5000",
      navigation: false,
    });
    expect(tool.state.value).toEqual({ kind: "idle" });
  });

  it("does nothing where a part of the body is missing", async () => {
    const { tool, asked } = bench();
    const cut = { ...TRACE, requestBytes: 9 };
    await tool.replay(cut);
    expect([asked, canReplay(cut), canReplay(TRACE)]).toEqual([[], false, true]);
  });
});

describe("write(text, client) and forget()", () => {
  it("fill the draft and empty it", async () => {
    const { tool, active } = bench();
    tool.write(parseHttpText("PUT /a\nX: 1\n\nbody"), "Mallory", "A note.");
    expect(tool.draft.value).toEqual({
      method: "PUT",
      url: "/a",
      headers: [{ name: "X", value: "1", on: true }],
      body: "body",
    });
    expect([active.value, tool.notice.value]).toEqual(["Mallory", "A note."]);
    tool.forget();
    await settle();
    expect([tool.draft.value, tool.notice.value]).toEqual([EMPTY_DRAFT, null]);
  });
});

describe("the kind of a body", () => {
  it("is what its header says", () => {
    expect(bodyKind(EMPTY_DRAFT)).toBe("none");
    expect(bodyKind({ ...EMPTY_DRAFT, body: "a" })).toBe("text");
    const typed = (value: string) =>
      bodyKind({ ...EMPTY_DRAFT, headers: [{ name: "content-type", value, on: true }] });
    expect(
      [
        "application/problem+json",
        "application/x-www-form-urlencoded; charset=x",
        "text/csv",
        "image/png",
      ].map(typed),
    ).toEqual(["json", "form", "text", "other"]);
  });

  it("changes header and method, and back", () => {
    const json = withBodyKind(EMPTY_DRAFT, "json");
    expect(json).toMatchObject({
      method: "POST",
      headers: [{ name: "Content-Type", value: "application/json", on: true }],
    });
    expect(withBodyKind({ ...json, method: "PUT" }, "form").method).toBe("PUT");
    expect(withBodyKind({ ...json, body: "{}" }, "none")).toMatchObject({ headers: [], body: "" });
  });

  it("of a form has fields", () => {
    expect(formFields("a=1&b=x+y&a=")).toEqual([
      ["a", "1"],
      ["b", "x y"],
      ["a", ""],
    ]);
    expect(
      formBody([
        ["a", "ü &"],
        ["", ""],
      ]),
    ).toBe("a=%C3%BC+%26");
  });
});
