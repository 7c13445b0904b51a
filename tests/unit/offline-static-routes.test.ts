import { expect, test } from "vitest";
import { staticRoutes } from "../../workers/shell/static-routes.ts";

const FILES = ["", "theme.js", "assets/index-a1.js", "assets/style-b2.css"];
const manifest = (paths: readonly string[]) => ({
  build: "b1",
  shell: paths.map((path) => [path, null] as const),
});

/** What the routes give for an address, as the browser reads them. */
function sourceOf(paths: readonly string[], url: string): string | null {
  for (const { condition, source } of staticRoutes(manifest(paths), "/course/", "shell:b1")) {
    const matches = condition.or.some(({ urlPattern: { pathname, search } }) => {
      const { pathname: path, search: query } = new URL(url);
      return path === pathname.replace(/\\(.)/g, "$1") && query === search;
    });
    if (matches) return source.cacheName;
  }
  return null;
}

test.each([
  ["https://site.test/course/assets/index-a1.js", "shell:b1"],
  ["https://site.test/course/assets/style-b2.css", "shell:b1"],
  ["https://site.test/course/assets/lesson-c3.js", null],
  ["https://site.test/course/assets/index-a1.js?fresh", null],
  ["https://site.test/assets/index-a1.js", null],
  ["https://site.test/course/", null],
  ["https://site.test/course/theme.js", null],
])("%s comes from %s without the service worker", (url, source) => {
  expect(sourceOf(FILES, url)).toBe(source);
});

test("letters that a pattern would take for its own are taken literally", () => {
  const [route] = staticRoutes(manifest(["assets/a+b(c)*.js"]), "/{x}:/", "shell");
  const { pathname } = route?.condition.or[0]?.urlPattern ?? {};
  expect(pathname).toBe(String.raw`/\{x\}\:/assets/a\+b\(c\)\*.js`);
});

test("a shell without hashed files has none, and no browser is given too many", () => {
  expect(staticRoutes(manifest(["", "theme.js"]), "/", "shell")).toEqual([]);
  const many = Array.from({ length: 3000 }, (_, index) => `assets/${index}.js`);
  expect(staticRoutes(manifest(many), "/", "shell")[0]?.condition.or).toHaveLength(1000);
});
