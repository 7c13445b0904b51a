import { encode } from "uqr";
import { describe, expect, it } from "vitest";
import { embedHtml } from "../../src/lesson/link/embed-html.ts";
import { linkContents } from "../../src/lesson/link/link-contents.ts";
import { linkLength } from "../../src/lesson/link/link-length.ts";
import { qrCode } from "../../src/lesson/link/qr.ts";
import { contentOf } from "./support/link-bench.ts";

describe("linkLength(address)", () => {
  it.each([
    [1, "everywhere"],
    [2_000, "everywhere"],
    [2_001, "most"],
    [8_000, "most"],
    [8_001, "browsers"],
    [32_000, "browsers"],
    [32_001, "file"],
  ])("of %i characters is %s", (characters, level) => {
    const length = linkLength("x".repeat(characters));
    expect(length).toMatchObject({ characters, level });
    expect(length.sentence).toMatch(/^The link has [\d,]+ characters?\. .*\.$/);
  });
});

describe("linkContents(content)", () => {
  it("counts what a lesson has", () => {
    const text = `---
title: T
packages: [flask, pandas]
---

\`\`\`python setup="true"
1
\`\`\`

\`\`\`python
2
\`\`\`

\`\`\`python exercise="one"
3
\`\`\`

\`\`\`python check="one"
4
\`\`\`

\`\`\`html file="a.html"
ü
\`\`\`

\`\`\`http
GET /
\`\`\`

\`\`\`python setup="maybe"
5
\`\`\`
`;
    const files = [
      { path: "b.txt", text: "123" },
      { path: "a.html", text: "" },
    ];
    expect(linkContents(contentOf(text, {}, { files }))).toEqual({
      title: "T",
      cells: 3,
      exercises: 1,
      requests: 1,
      files: ["a.html", "b.txt"],
      packages: ["flask", "pandas"],
      problems: 1,
      bytes: text.length + 1 + 3,
    });
  });

  it("counts what a notebook has, and goes by the author's title", () => {
    const text = "Text.\n\n```python\n1\n```\n\n```python\n2\n```\n";
    const content = contentOf(text, { title: "Mine" }, { form: "notebook" });
    expect(linkContents(content)).toMatchObject({
      title: "Mine",
      cells: 2,
      exercises: 0,
      files: [],
    });
    expect(
      linkContents({ ...content, options: { ...content.options, title: null } }).title,
    ).toBeNull();
  });
});

describe("qrCode(link)", () => {
  /** The squares that a path paints. */
  function painted(path: string, size: number): boolean[][] {
    const rows = Array.from({ length: size }, () => Array.from({ length: size }, () => false));
    for (const [, x, y, width] of path.matchAll(/M(\d+) (\d+)h(\d+)v1h-\3z/g)) {
      rows[Number(y)]?.fill(true, Number(x), Number(x) + Number(width));
    }
    return rows;
  }

  it.each([1, 50, 500, 1_200])("paints the code of %i bytes, and white around it", (length) => {
    const link = "x".repeat(length);
    const code = qrCode(link);
    const { data, size } = encode(link, { ecc: "L", boostEcc: true, border: 4 });
    expect(code).toMatchObject({ size, dense: false });
    expect(painted(code?.path ?? "", size)).toEqual(data);
    expect(data.slice(0, 4).flat()).not.toContain(true);
  });

  it("says when it is dense, and is null for what no camera reads", () => {
    expect(qrCode("x".repeat(1_201))?.dense).toBe(true);
    expect(qrCode("x".repeat(2_300))?.dense).toBe(true);
    expect(qrCode("x".repeat(2_301))).toBeNull();
    expect(qrCode("ü".repeat(1_151))).toBeNull();
  });
});

describe("embedHtml(options)", () => {
  const address = "https://site.example/#l=1.abc&embed=https%3A%2F%2Fschool.example&theme=dark";

  it("is one frame", () => {
    expect(embedHtml({ address, title: "Routes", height: 640.4 })).toBe(
      '<iframe src="https://site.example/#l=1.abc&amp;embed=https%3A%2F%2Fschool.example&amp;theme=dark" title="Routes" width="100%" height="640" style="border: 0" loading="lazy" allow="cross-origin-isolated; clipboard-write; fullscreen"></iframe>',
    );
  });

  it("escapes every value", () => {
    const bad = `"'><script>alert(1)</script>&quot;\n<`;
    const html = embedHtml({ address: `https://site.example/${bad}`, title: bad, height: 1 });
    expect(html.match(/[<>]/g)).toEqual(["<", ">", "<", ">"]);
    expect(html).toMatch(/^<iframe( [a-z]+="[^"<>\n]*")+><\/iframe>$/);
  });

  it.each([
    [1, 200],
    [1e9, 4_000],
    [Number.NaN, 700],
    [Number.POSITIVE_INFINITY, 700],
  ])("has a height in which it can be read: %d becomes %i", (height, expected) => {
    expect(embedHtml({ address, title: "", height })).toContain(` height="${expected}"`);
  });
});
