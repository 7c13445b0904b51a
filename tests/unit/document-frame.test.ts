import { describe, expect, test } from "vitest";
import { createStorage } from "../../src/bridge/document-storage.ts";
import { EventStream } from "../../src/bridge/event-stream.ts";
import { contentOf, decodeText, fileName } from "../../src/preview/document-content.ts";
import { alive, inert } from "../../src/preview/document-inert.ts";
import { srcset } from "../../src/preview/document-media.ts";
import type { HeaderPair } from "../../src/shared/http.ts";

const bytes = (text: string): Uint8Array => new TextEncoder().encode(text);

describe("an event stream", () => {
  test("is read in whatever parts it comes", () => {
    const stream = new EventStream();
    const text = "\uFEFF: hello\nid: 7\nevent: tick\ndata: a\r\ndata:b\r\rretry: 50\ndata\n\n";
    const events = Array.from(text).flatMap((part) => stream.read(part));
    expect(events).toEqual([
      { type: "tick", data: "a\nb", lastEventId: "7" },
      { type: "message", data: "", lastEventId: "7" },
    ]);
    expect([stream.lastEventId, stream.retry]).toEqual(["7", 50]);
  });

  test("gives nothing for an event without data or without an end", () => {
    expect(new EventStream().read("event: tick\n\ndata: half")).toEqual([]);
  });
});

describe("an answer", () => {
  const url = new URL("http://localhost:8000/files/a%20b.pdf?x=1");
  const of = (status: number, headers: readonly HeaderPair[], body = "") => {
    const ask = {
      url,
      method: "GET",
      contentType: null,
      body: null,
      referrer: null,
      destination: "document",
      client: "Alice",
    };
    return contentOf({ url, asked: ask, status, headers, body: bytes(body) });
  };

  test("is a page, or something that a page can show", () => {
    const html = of(404, [["Content-Type", "text/html; charset=utf-8"]], "<h1>ü</h1>");
    expect(html).toEqual({ kind: "page", html: "<h1>ü</h1>" });
    const json = of(200, [["content-type", "application/json"]], '{"a": "<b>"}');
    expect(json).toMatchObject({ kind: "page", html: expect.stringContaining('{"a": "&lt;b>"}') });
    const picture = of(200, [["Content-Type", "image/png"]], "x");
    expect(picture).toMatchObject({ html: expect.stringContaining("data:image/png;base64,eA==") });
  });

  test("is a file to keep where it says so, or where no page can show it", () => {
    const pdf = of(200, [["Content-Type", "application/pdf"]]);
    expect(pdf).toEqual({ kind: "file", name: "a b.pdf", type: "application/pdf" });
    const csv = of(200, [
      ["Content-Type", "text/csv"],
      ["Content-Disposition", 'attachment; filename="x.csv"'],
    ]);
    expect(csv).toEqual({ kind: "file", name: "x.csv", type: "text/csv" });
  });

  test("may be nothing: the page stays", () => {
    expect(of(204, [])).toEqual({ kind: "nothing" });
  });

  test("names a file without a path", () => {
    expect(fileName("attachment; filename*=UTF-8''gr%C3%BCn.txt; filename=x", url)).toBe(
      "grün.txt",
    );
    expect(fileName('attachment; filename="../../etc/passwd"', url)).toBe("passwd");
    expect(fileName("attachment", new URL("http://localhost:8000/"))).toBe("download");
  });

  test("is decoded by its header, then by its own word, else as UTF-8", () => {
    const latin = new Uint8Array([0xfc]);
    expect(decodeText(latin, "text/html; charset=iso-8859-1", true)).toBe("ü");
    const page = new Uint8Array([...bytes('<meta charset="latin1">'), 0xfc]);
    expect(decodeText(page, "text/html", true)).toContain("ü");
    expect(decodeText(bytes("ü"), "text/html; charset=unknown", true)).toBe("ü");
  });
});

test("a page's handlers and base are held back while it is read, and come back", () => {
  const html = '<base href="/x"><a ONCLICK = "go()" onfocus=a>when onload = x</a>';
  expect(inert(html)).toBe(
    '<meta data-base href="/x"><a data-held-ONCLICK = "go()" data-held-onfocus=a>when data-held-onload = x</a>',
  );
  expect(alive(inert(html))).toBe(html.replace("<base", "<meta data-base"));
});

test("the candidates of a srcset are told apart", () => {
  expect(srcset("a.png, /b,c.png 2x,  d.png 640w")).toEqual([
    { url: "a.png", descriptor: "" },
    { url: "/b,c.png", descriptor: "2x" },
    { url: "d.png", descriptor: "640w" },
  ]);
});

describe("storage", () => {
  test("keeps texts by method and by property, and tells of changes", () => {
    const told: object[] = [];
    const storage = createStorage({ theme: "dark" }, (texts) => told.push(texts));
    storage.setItem("count", "1");
    storage["name"] = "Ada";
    expect([storage.getItem("theme"), storage["name"], storage.length]).toEqual(["dark", "Ada", 3]);
    expect(Object.keys(storage)).toEqual(["theme", "count", "name"]);
    delete storage["theme"];
    expect("theme" in storage).toBe(false);
    expect(storage.getItem("absent")).toBeNull();
    expect(told.at(-1)).toEqual({ count: "1", name: "Ada" });
  });

  test("is full at some time", () => {
    const storage = createStorage({}, () => {});
    expect(() => storage.setItem("a", "x".repeat(5_000_001))).toThrow("The storage is full");
  });
});
