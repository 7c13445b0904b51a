import { describe, expect, it } from "vitest";
import { fetchTrouble, pageTrouble } from "../../src/lesson/fetch-trouble.ts";

const request = { kind: "fetch", url: "https://a.org/x.md", name: "x.md", host: "a.org" } as const;

describe("fetchTrouble(outcome, request, limit)", () => {
  it.each([
    [{ kind: "unreachable" }, /a\.org cannot be reached, or .* CORS\. Open the address/],
    [{ kind: "sent-on" }, /sends on to another host, which was not asked/],
    [{ kind: "slow" }, /did not answer for half a minute/],
    [{ kind: "status", status: 403 }, /signed in/],
    [{ kind: "status", status: 500 }, /the status 500/],
  ] as const)("%j: the reader can go there", (outcome, words) => {
    const { message, download } = fetchTrouble(outcome, request, 1_000_000);
    expect(message).toMatch(words);
    expect(download).toBe(request.url);
  });

  it.each([
    [{ kind: "offline" }, /no network/],
    [{ kind: "no-frame" }, /did not load/],
    [{ kind: "status", status: 404 }, /There is no file at this address on a\.org/],
    [{ kind: "status", status: 429 }, /in some minutes/],
    [{ kind: "too-large", bytes: 31_000_000 }, /At most 20 MB .* this file has 31 MB/],
    [{ kind: "too-large", bytes: null }, /more than that/],
  ] as const)("%j: going there is of no use", (outcome, words) => {
    const { message, download } = fetchTrouble(outcome, request, 20_000_000);
    expect(message).toMatch(words);
    expect(download).toBeNull();
  });
});

describe("pageTrouble(bytes, request)", () => {
  const troubleOf = (text: string) => pageTrouble(new TextEncoder().encode(text), request);

  it.each(["<!DOCTYPE html><p>", "\ufeff\n <!-- x -->\n<html lang=en>", "<HTML>"])(
    "knows a web page: %j",
    (text) => expect(troubleOf(text)?.message).toMatch(/a web page of a\.org, not a file/),
  );

  it.each(["# Tea", "", "<p>Markdown may begin so</p>", '{"nbformat": 4}'])(
    "takes everything else for a file: %j",
    (text) => expect(troubleOf(text)).toBeNull(),
  );
});
