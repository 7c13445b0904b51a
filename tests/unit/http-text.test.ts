import { describe, expect, it } from "vitest";
import { absoluteUrl, readyRequest } from "../../src/shared/http-send.ts";
import { formatHttpText, type HttpText, parseHttpText } from "../../src/shared/http-text.ts";
import { Random } from "./support/random.ts";

describe("parseHttpText(text)", () => {
  it.each([
    ["GET /items?page=2", { method: "GET", target: "/items?page=2", headers: [], body: null }],
    ["/items", { method: "GET", target: "/items", headers: [], body: null }],
    [
      "post http://localhost:8000/items HTTP/1.1\nAccept:text/html\nX-Empty:\n\n{\n}\n",
      {
        method: "POST",
        target: "http://localhost:8000/items",
        headers: [
          ["Accept", "text/html"],
          ["X-Empty", ""],
        ],
        body: "{\n}\n",
      },
    ],
    [
      "# a comment\n\n# another\r\nDELETE shop.localhost/1\r\n# X-Off: 1\r\nX-On: a:b\r\n\r\n# the body",
      {
        method: "DELETE",
        target: "shop.localhost/1",
        headers: [["X-On", "a:b"]],
        body: "# the body",
      },
    ],
    ["GET /\n\n\n", { method: "GET", target: "/", headers: [], body: null }],
  ])("reads %j", (text, read) => {
    expect(parseHttpText(text)).toEqual({ ...read, problems: [] });
  });

  it.each([
    ["", [1]],
    ["\n# only a comment", [1]],
    ["\nGET", [2]],
    ["GET items", [1]],
    ["GET /a b", [1]],
    ["GET https://example.org/", [1]],
    ["GET //example.org/", [1]],
    ["GET http://localhost.example.org/", [1]],
    ["GET http://user@localhost/", [1]],
    ["GET /\nNo colon\n: no name\nA b: c\nX: \u0000", [2, 3, 4, 5]],
  ])("tells the lines of what is wrong with %j", (text, lines) => {
    expect(parseHttpText(text).problems.map(({ line }) => line)).toEqual(lines);
  });

  it("reads what formatHttpText() wrote", () => {
    for (let seed = 1; seed <= 300; seed++) {
      const random = new Random(seed);
      const letters = (most: number, alphabet: string) =>
        `${alphabet[0]}${random.list(most, () => alphabet[random.below(alphabet.length)]).join("")}`;
      const written: HttpText = {
        method: letters(6, "ABCXYZ"),
        target: `/${letters(9, "ab/?&=%.;é:#")}`,
        headers: random.list(3, () => [letters(6, "abX-_!"), `${letters(8, 'a b:;="é')}v`]),
        body: random.below(2) === 0 ? null : letters(20, "a #:\n\r\t{}é"),
      };
      expect(parseHttpText(formatHttpText(written)), `seed ${seed}`).toEqual({
        ...written,
        problems: [],
      });
    }
  });
});

describe("absoluteUrl(target, origin)", () => {
  it.each([
    ["/items?q=a#top", "http://localhost:5000/items?q=a"],
    ["/files/../secret", "http://localhost:5000/files/../secret"],
    ["/é b?q=ü", "http://localhost:5000/%C3%A9%20b?q=%C3%BC"],
    ["/100%25", "http://localhost:5000/100%25"],
    ["localhost:8000", "http://localhost:8000/"],
    ["https://127.0.0.1?a", "https://127.0.0.1/?a"],
    ["", "http://localhost:5000/"],
  ])("is, of %j, %j", (target, url) => {
    expect(absoluteUrl(target, "http://localhost:5000")).toBe(url);
  });
});

describe("readyRequest(text, client)", () => {
  const ready = (text: string) => {
    const { request, notes } = readyRequest(parseHttpText(text), "Bob");
    const body = request.body instanceof Uint8Array ? new TextDecoder().decode(request.body) : null;
    return { headers: request.headers, body, notes };
  };
  const usual = [
    ["User-Agent", "Routebook"],
    ["Accept", "*/*"],
  ];

  it("adds what every client sends", () => {
    expect(ready("GET /")).toEqual({ headers: usual, body: null, notes: [] });
    expect(ready("GET /\nuser-agent: me\nACCEPT: text/html").headers).toEqual([
      ["user-agent", "me"],
      ["ACCEPT", "text/html"],
    ]);
  });

  it("takes a body that looks like JSON for JSON, and says so", () => {
    expect(ready('POST /\n\n [1, "é"]')).toEqual({
      headers: [...usual, ["Content-Type", "application/json"]],
      body: ' [1, "é"]',
      notes: ["Content-Type: application/json was added, since the body looks like JSON."],
    });
    expect(ready("POST /\n\na=b&c=d")).toEqual({ headers: usual, body: "a=b&c=d", notes: [] });
    expect(ready("POST /\nContent-Type: text/plain\n\n{}").notes).toEqual([]);
  });

  it("ends the lines of a multipart body as its parsers ask", () => {
    const type = "Content-Type: multipart/form-data; boundary=x";
    expect(ready(`POST /\n${type}\n\n--x\n\n1\n--x--`).body).toBe("--x\r\n\r\n1\r\n--x--");
  });
});
