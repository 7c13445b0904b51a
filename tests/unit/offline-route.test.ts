import { describe, expect, test } from "vitest";
import { routeOf, wantsFresh } from "../../workers/shell/route.ts";
import type { RoutedRequest } from "../../workers/shell/route.ts";

const SCOPE = new URL("https://host.test/courses/python/");
const SHELL = new Map([
  ["", null],
  ["theme.js", "sha256-1"],
  ["assets/shell-1.js", "sha256-2"],
]);

function kindOf(path: string, more: Partial<RoutedRequest> = {}): string {
  const url = new URL(path, SCOPE).href;
  const request = { url, method: "GET", mode: "cors", integrity: "", cache: "default", ...more };
  return routeOf(request as RoutedRequest, SCOPE, SHELL).kind;
}

describe("routeOf(request) of the shell's service worker", () => {
  test.each([
    ["theme.js", "shell"],
    ["assets/shell-1.js", "shell"],
    ["assets/01-first-route-2.js", "asset"],
    ["assets/about-page-older.js", "asset"],
    ["offline-0123.json", "asset"],
    ["pyodide/314.0.4/pyodide.asm.wasm", "immutable"],
    ["packs/flask-1.pack", "immutable"],
    ["images/index-1.json", "immutable"],
    ["images/web-heap-1.image", "image"],
    ["preview.json", "preview-origin"],
  ])("%s is answered as %s", (path, kind) => {
    expect(kindOf(path)).toBe(kind);
  });

  test.each([
    ["preview/__bridge.html", { mode: "navigate" }],
    ["preview/~abc/login", {}],
    ["service-worker.js", {}],
    ["../another-course/assets/shell-1.js", {}],
    ["https://elsewhere.test/theme.js", {}],
    ["theme.js", { method: "POST" }],
    ["packs/flask-1.pack", { integrity: "sha256-x" }],
    ["theme.js", { cache: "only-if-cached", mode: "no-cors" }],
  ] as const)("%s is left to the browser (%o)", (path, more) => {
    expect(kindOf(path, more as Partial<RoutedRequest>)).toBe("browser");
  });

  test.each([
    ["", "page"],
    ["index.html", "page"],
    ["?source=app", "page"],
    ["lessons/of/old", "elsewhere"],
  ])("opening %s in a tab is answered as %s", (path, kind) => {
    expect(kindOf(path, { mode: "navigate" })).toBe(kind);
  });
});

describe("wantsFresh(request)", () => {
  test.each([
    ["reload", "", true],
    ["no-store", "", true],
    ["default", "no-cache", true],
    ["default", "", false],
    // Firefox asks so for each file of a page that is loaded anew.
    ["no-cache", "max-age=0", false],
  ])("cache %s and the header %j: %s", (cache, header, expected) => {
    const headers = new Headers(header === "" ? {} : { "Cache-Control": header });
    expect(wantsFresh({ cache: cache as RequestCache, headers })).toBe(expected);
  });
});
