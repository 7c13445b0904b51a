import { describe, expect, test } from "vitest";
import { cssAddresses, rewriteCss } from "../../src/preview/document-css.ts";
import { DocumentHistory } from "../../src/preview/document-history.ts";
import type { Visit } from "../../src/preview/document-history.ts";
import {
  importsOf,
  readImportMap,
  resolveSpecifier,
  rewriteImports,
} from "../../src/preview/document-modules.ts";
import { withOwnLocation } from "../../src/shared/own-location.ts";
import { redirectOf } from "../../src/shared/redirect.ts";

describe("style sheets", () => {
  test("name what they import and what they show", () => {
    const css = `
      @import "base.css"; @import url('theme.css') screen; /* url(not.png) */
      a { background: url(a.png), url("b c.png"); content: "url(not.png)"; filter: url(#here) }`;
    expect(cssAddresses(css)).toEqual([
      { url: "base.css", use: "import" },
      { url: "theme.css", use: "import" },
      { url: "a.png", use: "file" },
      { url: "b c.png", use: "file" },
    ]);
  });

  test("get other addresses, and keep the rest as it was", () => {
    const css = "@import 'x.css' print;a{background:url( x.png ) no-repeat;src:url(y.woff)}";
    const other = (url: string): string | null => (url.startsWith("x") ? `data:${url}` : null);
    expect(rewriteCss(css, other)).toBe(
      '@import url("data:x.css") print;a{background:url("data:x.png") no-repeat;src:url(y.woff)}',
    );
  });
});

describe("scripts", () => {
  test.each([
    ["location = '/x'", "__previewLocation = '/x'"],
    ["window.location.href = url", "__previewLocation.href = url"],
    ["if (document.location.pathname === '/')", "if (__previewLocation.pathname === '/')"],
    ["location.reload()", "__previewLocation.reload()"],
  ])("see the app's address: %s", (code, expected) => {
    expect(withOwnLocation(code)).toBe(expected);
  });

  test.each([
    "shop.location = 'Bern'",
    "if (location == null)",
    "const location = shop.place; location.href = 1",
    "places.map((location) => location.href)",
    "'your location is secret'",
    "{ location: 1 }",
  ])("keep what is something else: %s", (code) => {
    expect(withOwnLocation(code)).toBe(code);
  });
});

describe("modules", () => {
  const code = `import a, { b } from "./a.js";
import "./side.js";
export * from '../up.js';
// import "./not.js"
const late = await import("./late.js");`;

  test("name what they import", () => {
    expect(importsOf(code)).toEqual(["./a.js", "./side.js", "../up.js", "./late.js"]);
  });

  test("get other specifiers", () => {
    expect(rewriteImports('import x from "./a.js"', (name) => `/${name}`)).toBe(
      'import x from "/./a.js"',
    );
  });

  test("follow the page's import map", () => {
    const base = new URL("http://localhost:8000/js/main.js");
    const map = readImportMap('{"imports": {"lib": "/lib/index.js", "ui/": "./ui/"}}', base);
    const found = (name: string): string | undefined => resolveSpecifier(name, base, map)?.href;
    expect(found("lib")).toBe("http://localhost:8000/lib/index.js");
    expect(found("ui/button.js")).toBe("http://localhost:8000/js/ui/button.js");
    expect(found("./x.js")).toBe("http://localhost:8000/js/x.js");
    expect(found("unknown")).toBeUndefined();
    expect(readImportMap("no JSON", base).size).toBe(0);
  });
});

describe("redirects", () => {
  const asked = (method: string) => ({ url: new URL("http://localhost:8000/a#part"), method });

  test.each([
    [301, "POST", "GET", false],
    [302, "POST", "GET", false],
    [302, "PUT", "PUT", true],
    [303, "POST", "GET", false],
    [303, "HEAD", "HEAD", true],
    [307, "POST", "POST", true],
    [308, "POST", "POST", true],
  ])("%i of %s asks with %s", (status, method, next, keepsBody) => {
    expect(redirectOf(status, "/b", asked(method))).toMatchObject({ method: next, keepsBody });
  });

  test("keep the fragment unless the new address has one", () => {
    expect(redirectOf(302, "b", asked("GET"))?.url.href).toBe("http://localhost:8000/b#part");
    expect(redirectOf(302, "b#new", asked("GET"))?.url.hash).toBe("#new");
  });

  test("are none without a Location or with another status", () => {
    expect(redirectOf(302, null, asked("GET"))).toBeNull();
    expect(redirectOf(304, "/b", asked("GET"))).toBeNull();
  });
});

describe("the preview's history", () => {
  const visit = (url: string): Visit => ({
    url,
    method: "GET",
    contentType: null,
    body: null,
    referrer: null,
    document: 1,
    state: null,
  });

  test("goes back, and forgets what was forward when a new page comes", () => {
    const history = new DocumentHistory();
    for (const url of ["/a", "/b", "/c"]) history.push(visit(url));
    history.go(-2, visit("/a"));
    expect(history.present?.url).toBe("/a");
    expect(history.away(2)?.url).toBe("/c");
    history.push(visit("/d"));
    expect([history.length, history.away(1), history.away(-1)?.url]).toEqual([2, null, "/a"]);
  });

  test("stays where it is beyond its ends", () => {
    const history = new DocumentHistory();
    history.replace(visit("/a"));
    history.go(-1, visit("/x"));
    expect(history.present?.url).toBe("/a");
  });
});
