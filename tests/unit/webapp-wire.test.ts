import { describe, expect, it } from "vitest";
import { pythonBytes, pythonText } from "../../src/webapp/python-text.ts";
import { repeatedStatements } from "../../src/webapp/repeated-statements.ts";
import { readBody } from "../../src/webapp/wire-body.ts";
import { environGroups, scopeGroups } from "../../src/webapp/wire-groups.ts";

/** A text as traces keep it: one byte a character. */
function bytesOf(text: string): string {
  return Buffer.from(text, "utf8").toString("latin1");
}

function read(body: string, type: string, bytes = body.length) {
  return readBody(body, bytes, type === "" ? [] : [["Content-Type", type]]);
}

describe("readBody(body, bytes, headers)", () => {
  it("reads JSON, forms and text by their media type", () => {
    expect(read('{"a":[1]}', "application/json")).toEqual({ kind: "json", value: { a: [1] } });
    expect(read("{}", "application/problem+json")).toEqual({ kind: "json", value: {} });
    expect(read("a=1&a=2+3", "application/x-www-form-urlencoded")).toEqual({
      kind: "form",
      fields: [
        ["a", "1"],
        ["a", "2 3"],
      ],
    });
    expect(read(bytesOf("é"), "text/html; charset=utf-8")).toEqual({ kind: "text", text: "é" });
    expect(read("\xe9", "text/plain; charset=iso-8859-1")).toEqual({ kind: "text", text: "é" });
  });

  it("shows JSON that was cut off, or is none, as text", () => {
    expect(read('{"a":', "application/json", 9000)).toEqual({ kind: "text", text: '{"a":' });
    expect(read("nope", "application/json")).toEqual({ kind: "text", text: "nope" });
  });

  it("does not stumble over a character that was cut in two", () => {
    const whole = bytesOf("aé");
    expect(read(whole.slice(0, 2), "text/plain", 3)).toEqual({ kind: "text", text: "a" });
  });

  it("takes what has no media type for text only where it reads like text", () => {
    expect(read("hello", "")).toEqual({ kind: "text", text: "hello" });
    expect(read("\x00\x01", "")).toMatchObject({ kind: "binary" });
    expect(read("\xff\xfe", "")).toMatchObject({ kind: "binary" });
  });

  it("shows the first bytes of what is no text", () => {
    expect(read("\x89PNG\r\n", "image/png")).toEqual({
      kind: "binary",
      dump: `0000  89 50 4e 47 0d 0a${" ".repeat(30)}  .PNG..`,
    });
    expect(
      readBody("abc", 3, [
        ["Content-Type", "text/plain"],
        ["Content-Encoding", "gzip"],
      ]),
    ).toMatchObject({ kind: "binary" });
  });

  it("says where there is nothing, and takes an unknown charset for UTF-8", () => {
    expect(read("", "text/plain")).toEqual({ kind: "none" });
    expect(read("abc", "text/plain; charset=no-such")).toEqual({ kind: "text", text: "abc" });
  });
});

describe("environGroups(environ)", () => {
  it("puts CGI's keys first, then headers, wsgi.* and what frameworks add", () => {
    const groups = environGroups({
      "werkzeug.request": { repr: "<Request>" },
      HTTP_HOST: "localhost",
      "wsgi.version": [1, 0],
      PATH_INFO: "/",
      REQUEST_METHOD: "GET",
    });
    expect(groups.map(({ title, entries }) => [title, entries.map(([key]) => key)])).toEqual([
      ["Request (CGI)", ["REQUEST_METHOD", "PATH_INFO"]],
      ["Headers", ["HTTP_HOST"]],
      ["WSGI", ["wsgi.version"]],
      ["From server and framework", ["werkzeug.request"]],
    ]);
  });

  it("gives nothing for a request that had none", () => {
    expect(environGroups(null)).toEqual([]);
  });
});

describe("scopeGroups(scope)", () => {
  it("keeps the specification's keys in its order", () => {
    const [first, second] = scopeGroups({ app: 1, path: "/", type: "http", method: "GET" });
    expect(first?.entries.map(([key]) => key)).toEqual(["type", "method", "path"]);
    expect(second?.entries.map(([key]) => key)).toEqual(["app"]);
  });
});

describe("pythonText(text) and pythonBytes(bytes)", () => {
  it("quote as repr() does", () => {
    expect(pythonText("it's")).toBe(`"it's"`);
    expect(pythonText(`'"`)).toBe(`'\\'"'`);
    expect(pythonText("a\nb\\ é\x00")).toBe(String.raw`'a\nb\\ é\x00'`);
    expect(pythonBytes("ok\xff'")).toBe(String.raw`b"ok\xff'"`);
  });
});

describe("repeatedStatements(queries)", () => {
  const ran = (statement: string, times: number) =>
    Array.from({ length: times }, () => ({ statement }));

  it("tells of a SELECT that ran for each row of a list", () => {
    const queries = [
      ...ran("SELECT * FROM book", 1),
      ...ran("SELECT name\n  FROM author WHERE id = ?", 5),
      ...ran("INSERT INTO log VALUES (?)", 9),
    ];
    expect(repeatedStatements(queries)).toEqual([
      { statement: "SELECT name FROM author WHERE id = ?", times: 5 },
    ]);
  });
});
