import { describe, expect, it } from "vitest";
import { copyAs } from "../../src/webapp/copy-as.ts";
import { copyOfText, type CopyRequest } from "../../src/webapp/copy-request.ts";
import { parseHttpText } from "../../src/shared/http-text.ts";
import { pythonBytes, pythonString, pythonValue } from "../../src/webapp/python-literals.ts";

const ofText = (text: string, client = "Alice") => copyOfText(parseHttpText(text), client);
const binary = (more: Partial<CopyRequest> = {}): CopyRequest => ({
  ...ofText("POST /up\nContent-Type: application/octet-stream\n\nx"),
  body: Uint8Array.of(0, 255, 34),
  ...more,
});

describe("copyAs(format, request)", () => {
  it("writes a plain request plainly", () => {
    const request = ofText("GET /items?page=2");
    const url = "http://localhost:8000/items?page=2";
    expect(copyAs("curl", request)).toBe(`curl '${url}'\n`);
    expect(copyAs("http", request)).toBe("```http\nGET /items?page=2\n```\n");
    expect(copyAs("fetch", request)).toBe(
      `const response = await fetch("${url}");\nconsole.log(response.status, await response.text());\n`,
    );
    expect(copyAs("httpx", request)).toBe(
      `import httpx\n\nresponse = httpx.request(\n    "GET",\n    "${url}",\n)\nprint(response.status_code, response.reason_phrase)\nprint(response.text)\n`,
    );
  });

  it("writes JSON as a value of the language, with numbers as they were", () => {
    const request = ofText('POST /items\n\n{"name": "tea", "price": 1.0, "old": null}');
    expect(copyAs("httpx", request)).toContain(
      '    json={"name": "tea", "price": 1.0, "old": None},\n',
    );
    expect(copyAs("httpx", request)).not.toContain("Content-Type");
    expect(copyAs("fetch", request)).toContain('  body: "{\\"name\\": \\"tea\\", \\"price\\": 1.0');
    const other = ofText('POST /items\n\n{"price": 1.5}');
    expect(copyAs("fetch", other)).toContain('  body: JSON.stringify({"price": 1.5}),\n');
    expect(copyAs("curl", other)).toContain(`  --data-raw '{"price": 1.5}'\n`);
  });

  it("writes a form as data where that gives the very body", () => {
    const form = (body: string) =>
      copyAs(
        "requests",
        ofText(`POST /\nContent-Type: application/x-www-form-urlencoded\n\n${body}`),
      );
    expect(form("a=1&b=x+y")).toContain('    data={"a": "1", "b": "x y"},\n');
    expect(form("a=1&a=2")).toContain('    data="a=1&a=2",\n');
    expect(form("a=%20")).toContain('    data="a=%20",\n');
  });

  it("keeps curl from adding what the request has not", () => {
    expect(copyAs("curl", ofText("POST /\n\nhello"))).toContain("-H 'Content-Type:'");
    expect(copyAs("curl", ofText("HEAD /"))).toContain("--head");
    expect(copyAs("curl", ofText("GET /a[1]"))).toContain("--globoff");
    expect(copyAs("curl", ofText("GET /a/../b"))).toContain("--path-as-is");
    expect(copyAs("curl", ofText("GET /\nX-Empty:"))).toContain("-H 'X-Empty;'");
    expect(copyAs("curl", ofText("GET /\nX: é"))).toContain(String.raw`-H $'X: \351'`);
  });

  it("is honest about bodies that cannot be written down", () => {
    expect(copyAs("curl", binary())).toBe(
      "# The body is 3 bytes that are no text: save them as body.bin.\ncurl http://localhost:8000/up \\\n  -X POST \\\n  -H 'Content-Type: application/octet-stream' \\\n  --data-binary @body.bin\n".replace(
        "  -X POST \\\n",
        "",
      ),
    );
    expect(copyAs("httpx", binary())).toContain(String.raw`content=b"\x00\xff\""`);
    expect(copyAs("fetch", binary())).toContain("body: new Uint8Array([0, 255, 34])");
    expect(copyAs("http", binary())).toContain("# The body is no text, so it is missing here.");
    for (const format of ["curl", "httpx", "requests", "fetch", "http"] as const) {
      expect(copyAs(format, binary({ missing: 7 }))).toContain("7 bytes of the body are missing");
    }
    expect(copyAs("fetch", ofText("GET /\n\nbody"))).toContain("fetch sends no body with GET");
    expect(copyAs("fetch", ofText("GET /\nCookie: a=1"))).not.toContain("a=1");
  });

  it("writes a fence for a lesson, with its client and backticks enough", () => {
    expect(copyAs("http", ofText("POST /a\nCookie: a=1\n\n```", "Bob"))).toBe(
      '````http client="Bob"\nPOST /a\n\n```\n````\n',
    );
  });

  it("writes repeated headers as each library can", () => {
    const request = ofText("GET /\nX-A: 1\nX-A: 2");
    expect(copyAs("httpx", request)).toContain('("X-A", "1"),\n        ("X-A", "2"),\n');
    expect(copyAs("requests", request)).toContain("# requests sends a header once only");
  });
});

describe("Python literals", () => {
  it.each([
    ['a "b" \\ \n', String.raw`"a \"b\" \\ \n"`],
    ["é 🐍", '"é 🐍"'],
    ["\u0000\u007f\u2028\ud800", String.raw`"\x00\x7f\u2028\ud800"`],
  ])("pythonString(%j)", (text, literal) => {
    expect(pythonString(text)).toBe(literal);
  });

  it("pythonBytes(bytes) escapes what is no ASCII", () => {
    expect(pythonBytes(Uint8Array.of(65, 10, 34, 200))).toBe(String.raw`b"A\n\"\xc8"`);
  });

  it.each([
    ['{"a": [1e5, -0.0, true], "a": {}}', '{"a": [1e5, -0.0, True], "a": {}}'],
    ['"\\ud83d\\udc0d\\/"', '"🐍/"'],
    ["[]", "[]"],
    ["{'a': 1}", null],
    ["[".repeat(80) + "]".repeat(80), null],
  ])("pythonValue(%j)", (json, value) => {
    expect(pythonValue(json)).toBe(value);
  });

  it("pythonValue(json) spreads what is wide over lines", () => {
    const long = "x".repeat(50);
    expect(pythonValue(`{"a":"${long}","b":["${long}",1]}`)).toBe(
      `{\n    "a": "${long}",\n    "b": ["${long}", 1],\n}`,
    );
  });
});
