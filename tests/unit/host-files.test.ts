import { describe, expect, test } from "vitest";
import { hostFiles } from "../../scripts/serve/host-files.ts";
import { headersFile } from "../../scripts/serve/headers.ts";

const files = hostFiles("https://preview.example.org");

interface Rule {
  readonly source: string;
  readonly headers: readonly { readonly key: string; readonly value: string }[];
}

/** The headers that Vercel would set: of every rule that fits. */
function vercel(path: string): Record<string, string> {
  const { headers } = JSON.parse(files["vercel.json"] ?? "") as { headers: readonly Rule[] };
  const fitting = headers.filter(({ source }) => new RegExp(`^${source}$`).test(path));
  const names = fitting.flatMap((rule) => rule.headers.map(({ key }) => key));
  expect(new Set(names).size).toBe(names.length);
  return Object.fromEntries(
    fitting.flatMap((rule) => rule.headers).map(({ key, value }) => [key, value]),
  );
}

/** The headers that Azure would set: the site's, and those of the first rule that fits. */
function azure(path: string): Record<string, string> {
  const config = JSON.parse(files["staticwebapp.config.json"] ?? "") as {
    globalHeaders: Record<string, string>;
    routes: readonly { route: string; headers: Record<string, string> }[];
  };
  const rule = config.routes.find(({ route }) =>
    route.endsWith("*") ? path.startsWith(route.slice(0, -1)) : path === route,
  );
  const all = { ...config.globalHeaders, ...rule?.headers };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ""));
}

describe.each([
  ["vercel.json", vercel],
  ["staticwebapp.config.json", azure],
])("%s", (_file, headersOf) => {
  test("isolates the page, and lets it embed the preview alone", () => {
    const headers = headersOf("/");
    expect(headers["Cross-Origin-Opener-Policy"]).toBe("same-origin");
    expect(headers["Cross-Origin-Embedder-Policy"]).toBe("require-corp");
    expect(headers["Content-Security-Policy"]).toContain(
      "frame-src 'self' https://preview.example.org",
    );
  });

  test("lets the preview's files be embedded, without the page's policy", () => {
    const headers = headersOf("/preview/__bridge.html");
    expect(headers["Cross-Origin-Resource-Policy"]).toBe("cross-origin");
    expect(headers["Content-Security-Policy"]).toBe("frame-ancestors *");
    expect(headers["Cross-Origin-Opener-Policy"]).toBeUndefined();
  });

  test.each([
    ["__document.html", "*"],
    ["__fetch.html", "'self'"],
  ])("keeps %s out of the site's origin, within %s", (file, ancestors) => {
    const policy = headersOf(`/preview/${file}`)["Content-Security-Policy"] ?? "";
    expect(policy).toMatch(/^sandbox allow-scripts\b/);
    expect(policy.endsWith(`; frame-ancestors ${ancestors}`)).toBe(true);
    expect(policy).not.toContain("allow-same-origin");
  });

  test.each([
    "/assets/shell-1.js",
    "/packs/flask-1.pack",
    "/images/web-1.image",
    "/pyodide/1/a.wasm",
  ])("lets browsers keep %s for ever", (path) => {
    expect(headersOf(path)["Cache-Control"]).toContain("immutable");
  });

  test("has browsers ask for the service worker each time", () => {
    expect(headersOf("/service-worker.js")["Cache-Control"]).toBe("no-cache");
  });
});

describe(".htaccess", () => {
  test("says the same of the site, and of the preview in a file of its own", () => {
    expect(files[".htaccess"]).toContain('Header set Cross-Origin-Opener-Policy "same-origin"');
    expect(files[".htaccess"]).toContain("AddType application/wasm .wasm");
    expect(files["preview/.htaccess"]).toContain('<Files "__fetch.html">');
    expect(files["preview/.htaccess"]).toContain("Header unset Cross-Origin-Opener-Policy");
    expect(files["preview/.htaccess"]).toContain(
      'Header set Cross-Origin-Resource-Policy "cross-origin"',
    );
  });
});

describe("_headers", () => {
  test("has browsers ask for the service worker each time", () => {
    expect(headersFile(null)).toContain("/service-worker.js\n  Cache-Control: no-cache");
  });
});
