import { describe, expect, test } from "vitest";
import { toAppConnect, toAppRequest, toPageHeaders } from "../../src/preview/app-request.ts";
import { becomesPage } from "../../src/preview/shown-types.ts";
import type { WireRequest } from "../../src/shared/http.ts";
import {
  WITHOUT_COOKIES,
  isLoopback,
  isOwnFile,
  mountAt,
  sessionOf,
  toApp,
  toPage,
} from "../../src/shared/preview.ts";

const APP = "http://localhost:8000";
const OWN = mountAt("http://127.0.0.1:4174/", "s1");
const BELOW = mountAt("https://school.example/courses/preview/", "s1");

describe("mountAt", () => {
  test("gives the app the root of an origin of its own", () => {
    expect(OWN).toEqual({ origin: "http://127.0.0.1:4174", root: "/", prefix: "/" });
  });

  test("gives it a folder with the session's name on the course's origin", () => {
    expect(BELOW.prefix).toBe("/courses/preview/~s1/");
    expect(sessionOf(new URL("https://school.example/courses/preview/~s1/a"), BELOW.root)).toBe(
      "s1",
    );
    expect(sessionOf(new URL("https://school.example/courses/preview/a"), BELOW.root)).toBeNull();
  });
});

describe("toApp", () => {
  test.each([
    [OWN, "http://127.0.0.1:4174/a/b?c=1#d", "http://localhost:8000/a/b?c=1#d"],
    [OWN, "http://127.0.0.1:4174//evil.example/x", "http://localhost:8000//evil.example/x"],
    [OWN, "ws://127.0.0.1:4174/ws", "ws://localhost:8000/ws"],
    [OWN, "http://localhost:5000/x", "http://localhost:5000/x"],
    [OWN, "https://www.python.org/", null],
    [BELOW, "https://school.example/courses/preview/~s1/a?b", "http://localhost:8000/a?b"],
    [BELOW, "https://school.example/static/a.css", "http://localhost:8000/static/a.css"],
    [BELOW, "wss://school.example/ws", "ws://localhost:8000/ws"],
  ])("%o: %s is %s", (mount, page, app) => {
    expect(toApp(new URL(page), mount, APP)?.href ?? null).toBe(app);
  });
});

describe("toPage", () => {
  test.each([
    [OWN, "http://localhost:8000/a?b#c", "http://127.0.0.1:4174/a?b#c"],
    [OWN, "http://127.0.0.1:4174/a", "http://127.0.0.1:4174/a"],
    [OWN, "http://127.0.0.1:5000/a", "http://127.0.0.1:4174/a"],
    [OWN, "http://localhost:8000//evil.example/", "http://127.0.0.1:4174//evil.example/"],
    [OWN, "https://www.python.org/", null],
    [BELOW, "http://localhost:8000/", "https://school.example/courses/preview/~s1/"],
    [BELOW, "https://school.example/about", "https://school.example/courses/preview/~s1/about"],
    [
      BELOW,
      "https://school.example/courses/preview/~s1/x",
      "https://school.example/courses/preview/~s1/x",
    ],
    [
      BELOW,
      "https://school.example/courses/preview/__shim.js",
      "https://school.example/courses/preview/__shim.js",
    ],
  ])("%o: %s is %s", (mount, app, page) => {
    expect(toPage(new URL(app), mount, APP)?.href ?? null).toBe(page);
  });

  test("leads back to where toApp came from", () => {
    for (const mount of [OWN, BELOW]) {
      for (const path of ["/", "/a//b", "/~x/%2F?q=%20", "/__init__"]) {
        const app = new URL(APP + path);
        const page = toPage(app, mount, APP);
        expect(page && toApp(page, mount, APP)?.href).toBe(app.href);
      }
    }
  });
});

describe("isOwnFile", () => {
  test.each([
    ["/__bridge.html", true],
    ["/__shim.js", true],
    ["/__site.json", true],
    ["/__assets/swagger-ui/swagger-ui.css", true],
    ["/__init__.py", false],
    ["/a/__shim.js", false],
  ])("%s: %s", (path, own) => {
    expect(isOwnFile(new URL(path, OWN.origin), "/")).toBe(own);
  });
});

describe("isLoopback", () => {
  test.each([
    ["http://localhost:8000/", true],
    ["http://127.0.0.1/", true],
    ["http://[::1]:5000/", true],
    ["http://api.localhost:8000/", true],
    ["https://localhost/", false],
    ["http://localhost.example/", false],
    ["http://1270.0.0.1.example/", false],
  ])("%s: %s", (url, local) => {
    expect(isLoopback(new URL(url))).toBe(local);
  });
});

describe("toAppRequest", () => {
  const request: WireRequest = {
    method: "POST",
    url: "https://school.example/login?next=%2F",
    headers: [
      ["Host", "school.example"],
      ["Origin", "https://school.example"],
      ["Referer", "https://school.example/courses/preview/~s1/login"],
      ["Sec-Fetch-Site", "same-origin"],
      ["X-Twice", "1"],
      ["X-Twice", "2"],
    ],
    body: null,
    client: "",
    initiator: "https://school.example",
    navigation: true,
  };

  test("gives addresses and names as the app knows them", () => {
    expect(toAppRequest(request, { mount: BELOW, origin: APP, client: "Bob" })).toEqual({
      ...request,
      url: "http://localhost:8000/login?next=%2F",
      headers: [
        ["Host", "localhost:8000"],
        ["Origin", APP],
        ["Referer", "http://localhost:8000/login"],
        ["Sec-Fetch-Site", "same-origin"],
        ["X-Twice", "1"],
        ["X-Twice", "2"],
      ],
      client: "Bob",
      initiator: APP,
    });
  });

  test("tells another port of the same site from the same origin", () => {
    const other = { ...request, url: "http://localhost:5000/x" };
    const { headers } = toAppRequest(other, { mount: BELOW, origin: APP, client: "Bob" });
    expect(headers).toContainEqual(["Sec-Fetch-Site", "same-site"]);
    expect(headers).toContainEqual(["Host", "localhost:5000"]);
  });
});

describe("toAppRequest for a script that wants no cookies", () => {
  test("names no client", () => {
    const request = {
      method: "GET",
      url: "http://127.0.0.1:4174/",
      headers: [],
      body: null,
      client: WITHOUT_COOKIES,
      initiator: null,
      navigation: false,
    } as const;
    expect(toAppRequest(request, { mount: OWN, origin: APP, client: "Bob" }).client).toBe("");
  });
});

describe("toAppConnect", () => {
  test("opens a WebSocket of the app's own origin", () => {
    const connect = {
      url: "ws://127.0.0.1:4174/chat",
      headers: [],
      protocols: ["a"],
      client: "",
      initiator: "http://127.0.0.1:4174",
      navigation: false,
    };
    expect(toAppConnect(connect, { mount: OWN, origin: APP, client: "Al" }, "UA")).toMatchObject({
      url: "ws://localhost:8000/chat",
      headers: [
        ["Host", "localhost:8000"],
        ["User-Agent", "UA"],
        ["Origin", APP],
      ],
      client: "Al",
    });
  });
});

describe("toPageHeaders", () => {
  const place = { mount: BELOW, origin: APP, client: "Al" };
  const map = (location: string): string | undefined =>
    toPageHeaders([["Location", location]], "http://localhost:8000/a/b", place, false)[0]?.[1];

  test.each([
    ["/login", "https://school.example/courses/preview/~s1/login"],
    ["c?d=1", "https://school.example/courses/preview/~s1/a/c?d=1"],
    ["http://localhost:8000/", "https://school.example/courses/preview/~s1/"],
    ["https://www.python.org/x", "https://www.python.org/x"],
    ["http://[", "http://["],
  ])("leads a redirect to %s to %s", (location, target) => {
    expect(map(location)).toBe(target);
  });

  test("lets a cross-origin isolated page frame the answer", () => {
    const given = [["cross-origin-embedder-policy", "unsafe-none"]] as const;
    expect(toPageHeaders(given, APP, place, true)).toEqual([
      ["Cross-Origin-Embedder-Policy", "require-corp"],
      ["Cross-Origin-Resource-Policy", "cross-origin"],
    ]);
  });
});

describe("becomesPage", () => {
  test.each([
    [200, "text/html; charset=utf-8", "", true],
    [200, "application/problem+json", "", true],
    [404, "text/plain", "", true],
    [303, "", "", true],
    [204, "", "", false],
    [200, "text/csv", "attachment; filename=a.csv", false],
    [200, "application/zip", "", false],
  ])("%i %s %s: %s", (status, type, disposition, page) => {
    const headers = [
      ["Content-Type", type],
      ["Content-Disposition", disposition],
    ] as const;
    expect(becomesPage(status, headers)).toBe(page);
  });
});
