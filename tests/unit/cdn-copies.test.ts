import { describe, expect, test } from "vitest";
import { readCopy } from "../../scripts/vite/preview-assets.ts";
import { COPIES, copyOf, isEmptyCopy } from "../../src/shared/cdn-copies.ts";

const copy = (address: string): string | null => copyOf(new URL(address));

describe("copyOf", () => {
  test.each([
    ["https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui-bundle.js", "swagger-ui-bundle.js"],
    ["https://cdn.jsdelivr.net/npm/swagger-ui-dist@5.17.14/swagger-ui.css", "swagger-ui.css"],
    ["https://unpkg.com/swagger-ui-dist@5/swagger-ui.css", "swagger-ui.css"],
    ["https://unpkg.com/swagger-ui-dist/swagger-ui-bundle.js?v=1", "swagger-ui-bundle.js"],
    [
      "https://cdnjs.cloudflare.com/ajax/libs/swagger-ui/5.9.0/swagger-ui-bundle.js",
      "swagger-ui-bundle.js",
    ],
    ["https://fastapi.tiangolo.com/img/favicon.png", "favicon-32x32.png"],
  ])("knows %s", (address, file) => {
    expect(copy(address)).toBe(`__assets/swagger-ui/${file}`);
  });

  test("knows ReDoc by both of its addresses", () => {
    const expected = "__assets/redoc/redoc.standalone.js";
    expect(copy("https://cdn.jsdelivr.net/npm/redoc@2/bundles/redoc.standalone.js")).toBe(expected);
    expect(copy("https://cdn.redoc.ly/redoc/latest/bundles/redoc.standalone.js")).toBe(expected);
  });

  test("answers for fonts with nothing", () => {
    expect(copy("https://fonts.googleapis.com/css?family=Montserrat:300")).toBe(
      "__assets/empty.css",
    );
    expect(isEmptyCopy(new URL("https://cdn.redoc.ly/redoc/logo-mini.svg"))).toBe(true);
    expect(isEmptyCopy(new URL("https://fastapi.tiangolo.com/img/favicon.png"))).toBe(false);
  });

  test.each([
    "https://cdn.jsdelivr.net/npm/swagger-ui-dist@4/swagger-ui-bundle.js",
    "https://cdn.jsdelivr.net/npm/redoc@3/bundles/redoc.standalone.js",
    "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/../../../secret.js",
    "https://cdn.jsdelivr.net/npm/swagger-ui-dist@5/swagger-ui.js",
    "https://example.com/npm/swagger-ui-dist@5/swagger-ui-bundle.js",
    "http://localhost:8000/static/swagger-ui-bundle.js",
  ])("knows nothing of %s", (address) => {
    expect(copy(address)).toBeNull();
  });
});

test("each copy is there to be shipped", async () => {
  for (const name of COPIES) expect((await readCopy(name)).length).toBeGreaterThan(0);
});
