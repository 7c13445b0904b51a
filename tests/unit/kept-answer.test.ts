import { describe, expect, it } from "vitest";
import { answerBundle, keepAnswer, KEPT_BODY, readAnswer } from "../../src/shared/kept-answer.ts";
import type { WireRequest, WireResponse } from "../../src/shared/http.ts";
import { HTTP_MIME } from "../../src/shared/mime.ts";

const REQUEST: WireRequest = {
  method: "GET",
  url: "http://localhost:8000/",
  headers: [],
  body: null,
  client: "Alice",
  initiator: null,
  navigation: true,
};

function answerOf(type: string | null, body: Uint8Array): WireResponse {
  const headers: WireResponse["headers"] = type === null ? [] : [["Content-Type", type]];
  return { status: 200, reason: "OK", headers, body, ms: 3 };
}

const utf8 = (text: string) => new TextEncoder().encode(text);
const keep = (type: string | null, body: Uint8Array) => {
  const { body: kept, encoding } = keepAnswer(REQUEST, answerOf(type, body), []);
  return [encoding, kept];
};

describe("keepAnswer(request, response)", () => {
  it.each([
    ["application/json", utf8('{"é":1}'), "text", '{"é":1}'],
    ["text/html; charset=iso-8859-1", Uint8Array.of(0xe9), "text", "é"],
    ["text/html", Uint8Array.of(0x61, 0xff), "text", "a\ufffd"],
    ["text/plain; charset=nonsense", utf8("é"), "text", "é"],
    [null, utf8("plain"), "text", "plain"],
    [null, Uint8Array.of(0xff, 0), "base64", "/wA="],
    ["application/octet-stream", utf8("text all the same"), "text", "text all the same"],
    ["application/octet-stream", Uint8Array.of(0, 1), "base64", "AAE="],
    ["image/png", utf8("looks like text"), "base64", btoa("looks like text")],
    ["image/svg+xml", utf8("<svg/>"), "text", "<svg/>"],
  ])("keeps %j as it is best read", (type, body, encoding, kept) => {
    expect(keep(type, body)).toEqual([encoding, kept]);
  });

  it("keeps the beginning of a long body, and no half character", () => {
    const answer = keepAnswer(
      REQUEST,
      answerOf("text/plain", utf8(`a${"é".repeat(KEPT_BODY)}`)),
      [],
    );
    expect(answer.bytes).toBe(2 * KEPT_BODY + 1);
    expect(answer.body).toBe(`a${"é".repeat(KEPT_BODY / 2 - 1)}`);
    const binary = keepAnswer(REQUEST, answerOf("image/png", new Uint8Array(300_000)), []);
    expect(atob(binary.body)).toHaveLength(KEPT_BODY);
  });
});

describe("answerBundle(answer)", () => {
  it("has the answer, and plain text for those who know no better", () => {
    const answer = keepAnswer(REQUEST, answerOf("text/plain", utf8("Hello")), ["Said."]);
    expect(answerBundle(answer)).toEqual({
      [HTTP_MIME]: answer,
      "text/plain": "200 OK\nContent-Type: text/plain\n\nHello",
    });
  });
});

describe("readAnswer(value)", () => {
  it("reads back what was kept", () => {
    const answer = keepAnswer(REQUEST, answerOf("image/png", Uint8Array.of(1, 2)), ["Said."]);
    expect(readAnswer(JSON.parse(JSON.stringify(answer)))).toEqual(answer);
  });

  it.each([null, "200", 200, [], {}, { status: "200", body: "" }, { status: 200 }])(
    "is null for %j",
    (value) => {
      expect(readAnswer(value)).toBeNull();
    },
  );

  it("leaves out what makes no sense", () => {
    const odd = { status: 200, body: "<>", headers: [["a"], ["b", 1], ["c", "d"], 3], ms: "x" };
    expect(readAnswer({ ...odd, encoding: "base64", bytes: Infinity })).toEqual({
      method: "",
      url: "",
      client: "",
      status: 200,
      reason: "",
      headers: [["c", "d"]],
      body: "<>",
      encoding: "text",
      bytes: 0,
      ms: 0,
      notes: [],
    });
  });
});
