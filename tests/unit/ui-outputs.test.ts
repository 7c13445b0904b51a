import { describe, expect, it } from "vitest";
import { GRID_MIME, IMAGE_SIZE_MIME } from "../../src/shared/mime.ts";
import { parseAnsi } from "../../src/ui/outputs/ansi.ts";
import { foldText } from "../../src/ui/outputs/fold-text.ts";
import { cellText, gridQuery } from "../../src/ui/outputs/grid-query.ts";
import { imageSize } from "../../src/ui/outputs/image-size.ts";
import { richest } from "../../src/ui/outputs/richest.ts";

describe("parseAnsi(text)", () => {
  const styled = (text: string) => parseAnsi(text).map((piece) => [piece.className, piece.text]);

  it("gives text without sequences back in one piece", () => {
    expect(styled("a [31m b")).toEqual([["", "a [31m b"]]);
  });

  it("turns SGR codes into classes", () => {
    expect(styled("\u001b[1;31mno\u001b[0m yes")).toEqual([
      ["ansi-bold ansi-red", "no"],
      ["", " yes"],
    ]);
  });

  it("skips the parts of 256 and 24-bit colours", () => {
    expect(styled("\u001b[38;5;31;4mx")).toEqual([["ansi-underline", "x"]]);
    expect(styled("\u001b[38;2;1;3;4mx")).toEqual([["", "x"]]);
  });

  it("takes out what moves the cursor or sets a title", () => {
    expect(styled("a\u001b[2Jb\u001b]0;title\u0007c").map(([, text]) => text)).toEqual([
      "a",
      "b",
      "c",
    ]);
  });
});

describe("foldText(text)", () => {
  const lines = (count: number) => Array.from({ length: count }, (_, at) => `${at}`).join("\n");

  it("leaves a text alone that is short enough", () => {
    expect(foldText(lines(120))).toBeNull();
  });

  it("keeps head and tail of many lines and counts what is folded", () => {
    const folded = foldText(lines(500), 120);
    expect(folded?.head.split("\n")).toHaveLength(40);
    expect(folded?.tail.split("\n").at(-1)).toBe("499");
    expect(folded?.lines).toBe(420);
  });

  it("folds one very long line by its characters", () => {
    const folded = foldText("x".repeat(30_000), 120, 20_000);
    expect(folded?.lines).toBe(0);
    expect((folded?.head.length ?? 0) + (folded?.tail.length ?? 0)).toBeLessThan(20_000);
  });
});

describe("richest(bundle)", () => {
  it("prefers a grid, then images, then HTML, Markdown, JSON, text", () => {
    const bundle = {
      [GRID_MIME]: { id: 1, rows: 0, columns: [], hiddenColumns: 0, head: [] },
      "image/png": "AAAA",
      "text/html": "<b>x</b>",
      "text/markdown": "**x**",
      "application/json": [1],
      "text/plain": "x",
    };
    const kinds: string[] = [];
    for (const mime of Object.keys(bundle)) {
      kinds.push(richest(bundle).kind);
      Reflect.deleteProperty(bundle, mime);
    }
    expect(kinds).toEqual(["grid", "image", "html", "markdown", "json", "text"]);
  });

  it("shows SVG as an image, in which no script runs", () => {
    expect(richest({ "image/svg+xml": "<svg onload='x()'/>" })).toMatchObject({
      kind: "image",
      url: expect.stringMatching(/^data:image\/svg\+xml,/),
    });
  });

  it("shows JSON's null, which is a value too", () => {
    expect(richest({ "application/json": null })).toEqual({ kind: "json", value: null });
  });

  it("has an empty text for a bundle it does not know", () => {
    expect(richest({ "application/x-unheard-of": "?" })).toEqual({ kind: "text", text: "" });
  });
});

describe("gridQuery(id, start, end, model)", () => {
  it("carries sort and filters over", () => {
    const filters = {
      "0": { filterType: "text", type: "contains", filter: "os" },
      "1": { filterType: "number", type: "inRange", filter: 1, filterTo: 5 },
      "2": { filterType: "date", type: "greaterThan", dateFrom: "2026-01-02 00:00:00" },
      "3": { filterType: "text", type: "blank" },
    };
    const sort = [{ colId: "1", sort: "desc" }];
    expect(gridQuery(7, 100, 200, { sort, filters })).toEqual({
      id: 7,
      start: 100,
      end: 200,
      sort: [{ column: "1", descending: true }],
      filters: [
        { column: "0", operator: "contains", value: "os", to: null },
        { column: "1", operator: "inRange", value: 1, to: 5 },
        { column: "2", operator: "greaterThan", value: "2026-01-02 00:00:00", to: null },
        { column: "3", operator: "blank", value: null, to: null },
      ],
    });
  });

  it("leaves out filters it does not know", () => {
    const filters = { "0": { type: "sortOfLike", filter: "x" }, "1": null };
    expect(gridQuery(1, 0, 1, { sort: [], filters }).filters).toEqual([]);
    expect(gridQuery(1, 0, 1, { sort: [], filters: undefined }).filters).toEqual([]);
  });
});

describe("cellText(value, kind)", () => {
  it("has pandas' word for what is missing", () => {
    expect(cellText(null, "number")).toBe("NaN");
    expect(cellText(null, "datetime")).toBe("NaT");
    expect(cellText(null, "text")).toBe("None");
  });

  it("writes truth as Python does", () => {
    expect(cellText(true, "boolean")).toBe("True");
  });
});

describe("imageSize(bundle)", () => {
  const png = Buffer.from("89504e470d0a1a0a0000000d4948445200000500000003c0", "hex").toString(
    "base64",
  );

  it("is what the bundle says", () => {
    const size = { width: 640, height: 480 };
    expect(imageSize({ "image/png": png, [IMAGE_SIZE_MIME]: size })).toEqual(size);
  });

  it("is what the PNG says where the bundle is silent", () => {
    expect(imageSize({ "image/png": png })).toEqual({ width: 1280, height: 960 });
  });

  it("is unknown for what is no PNG", () => {
    expect(["", "AAAA", "%%%"].map((text) => imageSize({ "image/png": text }))).toEqual([
      null,
      null,
      null,
    ]);
  });
});
