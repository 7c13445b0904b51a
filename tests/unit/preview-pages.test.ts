import { describe, expect, test } from "vitest";
import { mountAt } from "../../src/shared/preview.ts";
import { answer, type AnswerPlace } from "../../workers/service/answer.ts";
import { amendPolicy } from "../../workers/service/content-security-policy.ts";
import { frameSources } from "../../workers/service/frame-sources.ts";
import { injectScript } from "../../workers/service/inject-script.ts";
import { injectionPoint } from "../../workers/service/injection-point.ts";
import { pageHeaders } from "../../workers/service/page-headers.ts";
import { wire } from "./support/exchange-wire.ts";

const SCOPE = new URL("http://127.0.0.1:4174/");
const SCRIPT = "http://127.0.0.1:4174/__shim.js";

describe("injectionPoint", () => {
  const put = (html: string): string => {
    const at = injectionPoint(html, true) ?? 0;
    return `${html.slice(0, at)}*${html.slice(at)}`;
  };

  test.each([
    ["<!doctype html><html><head><title>", "<!doctype html><html><head>*<title>"],
    ["\n<!-- a > b --><!DOCTYPE html>\n<title>", "\n<!-- a > b --><!DOCTYPE html>\n*<title>"],
    ['<html lang="a>b"><HEAD class=x><p>', '<html lang="a>b"><HEAD class=x>*<p>'],
    ["<header>Hi</header>", "*<header>Hi</header>"],
    ["Hello", "*Hello"],
    ["", "*"],
    ["<html><body>", "<html>*<body>"],
  ])("%s", (html, expected) => {
    expect(put(html)).toBe(expected);
  });

  test.each(["", "<", "<!doc", "<!doctype html><!-- half", "<html", "<html lang='a", "<he"])(
    "waits for more after %j",
    (html) => {
      expect(injectionPoint(html, false)).toBeNull();
    },
  );

  test("waits no longer than a head can be", () => {
    expect(injectionPoint(`<!--${" ".repeat(9_000)}`, false)).toBe(0);
  });
});

describe("injectScript", () => {
  test("gives the same wherever the chunks are cut", async () => {
    const html = "\uFEFF<!doctype html><html><head><meta charset=utf-8></head>Grüezi";
    const bytes = new TextEncoder().encode(html);
    for (let cut = 0; cut <= bytes.length; cut++) {
      const parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
      const whole = await through(injectScript("<x>"), parts);
      expect(whole).toBe(html.slice(1).replace("<head>", "<head><x>"));
    }
  });
});

describe("frameSources", () => {
  test("puts the prefix before frames' root-absolute addresses alone", async () => {
    const html =
      '<a href="/a"><iframe title="x > y" src="/b?c=1"></iframe><IFRAME src=/d></IFRAME>' +
      '<iframe src="//other/e"><iframe src="f"><img src="/g"><iframe src="/p/~s/h">';
    const expected = html.replace('"/b', '"/p/~s/b').replace("=/d", "=/p/~s/d");
    const bytes = new TextEncoder().encode(html);
    for (let cut = 0; cut <= bytes.length; cut += 7) {
      const parts = [bytes.subarray(0, cut), bytes.subarray(cut)];
      expect(await through(frameSources("/p/~s/"), parts)).toBe(expected);
    }
  });
});

describe("amendPolicy", () => {
  const amended = (value: string) => amendPolicy(value, SCRIPT, "fresh");

  test.each([
    [
      "default-src 'self'; img-src *",
      `default-src 'self'; img-src *; script-src-elem 'self' ${SCRIPT}`,
    ],
    ["script-src 'none'", `script-src 'none'; script-src-elem ${SCRIPT}`],
    [
      "default-src 'none'; script-src-elem a.js",
      `default-src 'none'; script-src-elem a.js ${SCRIPT}`,
    ],
    ["img-src 'self'", "img-src 'self'"],
    ["frame-ancestors 'none'", ""],
    [
      "img-src *, default-src 'SELF'",
      `img-src *, default-src 'self'; script-src-elem 'self' ${SCRIPT}`,
    ],
  ])("%s", (value, expected) => {
    expect(amended(value)).toMatchObject({ value: expected, nonce: null });
  });

  test("carries a nonce where the page trusts what trusted scripts load", () => {
    expect(amended("script-src 'nonce-AbC' 'strict-dynamic'").nonce).toBe("AbC");
    const hashed = amended("script-src 'sha256-x' 'strict-dynamic'");
    expect(hashed.nonce).toBe("fresh");
    expect(hashed.value).toContain("'nonce-fresh'");
  });

  test.each([
    ["frame-ancestors 'none'", true],
    ["frame-ancestors https://trusted.example", true],
    ["frame-ancestors 'self'", false],
    ["frame-ancestors http://localhost:8000", false],
    ["default-src 'self'", false],
  ])("%s refuses frames: %s", (value, refuses) => {
    expect(amended(value).refusesFrames).toBe(refuses);
  });
});

describe("pageHeaders", () => {
  const read = (...headers: (readonly [string, string])[]) => pageHeaders(headers, SCRIPT, "fresh");

  test("drops what acts on the preview itself", () => {
    const { headers } = read(
      ["Set-Cookie", "a=1"],
      ["X-Frame-Options", "SAMEORIGIN"],
      ["Transfer-Encoding", "chunked"],
      ["X-Own", "kept"],
    );
    expect(headers).toEqual([["X-Own", "kept"]]);
  });

  test("tells who may frame the page; a policy counts before the older header", () => {
    expect(read(["X-Frame-Options", "DENY"]).refusesFrames).toBe(true);
    expect(read(["X-Frame-Options", "SAMEORIGIN"]).refusesFrames).toBe(false);
    expect(
      read(["X-Frame-Options", "DENY"], ["Content-Security-Policy", "frame-ancestors 'self'"])
        .refusesFrames,
    ).toBe(false);
  });

  test("takes an encoded body's length away with its encoding", () => {
    const { headers, encoding } = read(["Content-Encoding", "GZIP"], ["Content-Length", "20"]);
    expect({ headers, encoding }).toEqual({ headers: [], encoding: "gzip" });
  });
});

describe("answer", () => {
  const place: AnswerPlace = {
    mount: mountAt(SCOPE.href, "s1"),
    session: "s1",
    method: "GET",
    navigation: true,
    nonce: "fresh",
  };

  test("puts one script into a page, and says what it must know", async () => {
    const { exchange, say } = wire();
    const html = "<!doctype html><head><p>Hi";
    say({ type: "chunk", bytes: new TextEncoder().encode(html) }, { type: "end" });
    const headers = [
      ["Content-Type", "text/html"],
      ["Content-Length", "26"],
      ["X-Frame-Options", "DENY"],
    ] as const;
    const response = answer({ status: 404, reason: "Not Found", headers }, exchange, place);
    expect([response.status, response.statusText]).toEqual([404, "Not Found"]);
    expect(response.headers.has("content-length")).toBe(false);
    expect(await response.text()).toBe(
      '<!doctype html><head><script src="http://127.0.0.1:4174/__shim.js" data-session="s1" ' +
        'data-status="404" data-refuses-frames></script><p>Hi',
    );
  });

  test("leaves what a script fetched as it is", async () => {
    const { exchange, say } = wire();
    say({ type: "chunk", bytes: new TextEncoder().encode("<p>part") }, { type: "end" });
    const head = { status: 200, reason: "", headers: [["Content-Type", "text/html"]] } as const;
    const response = answer(head, exchange, { ...place, navigation: false });
    expect(await response.text()).toBe("<p>part");
  });

  test("gives a body that is complete as a whole, and one that broke off as far as it came", async () => {
    const { exchange, say } = wire();
    say({ type: "chunk", bytes: new TextEncoder().encode("<p>wh") });
    say({ type: "chunk", bytes: new TextEncoder().encode("ole") });
    expect(exchange.takeWhole()).toBeNull();
    say({ type: "end" });
    await exchange.over;
    const head = { status: 200, reason: "", headers: [["Content-Type", "text/html"]] } as const;
    const response = answer(head, exchange, { ...place, navigation: false });
    expect(await response.text()).toBe("<p>whole");

    const broken = wire();
    broken.say({ type: "chunk", bytes: new Uint8Array(3) });
    broken.say({ type: "failed", message: "It broke." });
    await broken.exchange.over;
    expect(broken.exchange.takeWhole()).toBeNull();
  });

  test.each([301, 302, 303, 307, 308])("redirects with %i", (status) => {
    const { exchange } = wire();
    const headers = [["Location", "http://127.0.0.1:4174/b"]] as const;
    const response = answer({ status, reason: "", headers }, exchange, place);
    expect([response.status, response.headers.get("location")]).toEqual([
      status,
      "http://127.0.0.1:4174/b",
    ]);
  });

  test("has a page of its own for another site, and for a status that is none", async () => {
    const away = [["Location", "https://example.org/?a=1&b=2"]] as const;
    const left = answer({ status: 302, reason: "", headers: away }, wire().exchange, place);
    expect(await left.text()).toContain('href="https://example.org/?a=1&amp;b=2"');
    const odd = answer({ status: 999, reason: "", headers: [] }, wire().exchange, place);
    expect([odd.status, await odd.text()]).toEqual([502, expect.stringContaining("status 999")]);
  });

  test.each([204, 205, 304])("has no body with %i", (status) => {
    const response = answer({ status, reason: "", headers: [] }, wire().exchange, place);
    expect([response.status, response.body]).toEqual([status, null]);
  });

  test("reads what the app packed", async () => {
    const { exchange, say } = wire();
    const packed = new Response("packed").body?.pipeThrough(new CompressionStream("gzip"));
    const bytes = new Uint8Array(await new Response(packed).arrayBuffer());
    say({ type: "chunk", bytes }, { type: "end" });
    const headers = [["Content-Encoding", "gzip"]] as const;
    const response = answer({ status: 200, reason: "", headers }, exchange, place);
    expect(await response.text()).toBe("packed");
  });
});

async function through(
  stream: TransformStream<Uint8Array, Uint8Array>,
  parts: readonly Uint8Array[],
): Promise<string> {
  const source = new ReadableStream<Uint8Array>({
    start(controller) {
      for (const part of parts) if (part.length > 0) controller.enqueue(part);
      controller.close();
    },
  });
  const body = source.pipeThrough(stream) as ReadableStream<Uint8Array<ArrayBuffer>>;
  return new Response(body).text();
}
