import { describe, expect, it } from "vitest";
import { createLessonIds } from "../../src/lesson/cell-ids.ts";
import { encodeLink } from "../../src/lesson/link/encode-link.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import { renderMarkdown } from "../../src/lesson/render-markdown.ts";
import { isTooLong, MOST_MARKDOWN } from "../../src/lesson/text-size.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { contentOf, opened, sealedLink } from "./support/link-bench.ts";

/** Texts that take markdown-it much longer than prose of that length. */
const HOSTILE = ["[", "![", ">", "*_", "- ", "```\n\n", "|a|\n|-|\n", "[a]: b\n", "`a``b", "# a\n"];

const long = (unit: string, length = MOST_MARKDOWN + 1) =>
  unit.repeat(Math.ceil(length / unit.length)).slice(0, length);

describe("isTooLong(text)", () => {
  it("counts all characters but those of pictures", () => {
    expect(isTooLong("a".repeat(MOST_MARKDOWN))).toBe(false);
    expect(isTooLong("a".repeat(MOST_MARKDOWN + 1))).toBe(true);
    const picture = `![a](data:image/png;base64,${"A".repeat(MOST_MARKDOWN)})`;
    expect(isTooLong(picture)).toBe(false);
    expect(isTooLong(`${picture}${"a".repeat(MOST_MARKDOWN)}`)).toBe(true);
  });
});

describe("a text that could keep the page busy for long", () => {
  it.each(HOSTILE)("of %j is not opened from a link", async (unit) => {
    const link = sealedLink(JSON.stringify({ text: long(unit) }));
    expect(await opened(link)).toMatchObject({
      kind: "refused",
      reason: "long-text",
      message: expect.stringContaining("200,000 characters"),
    });
  });

  it("is told to the author who wants to share it", async () => {
    const baseText = async () => null;
    expect(await encodeLink(contentOf(long("[")), null, { baseText })).toMatchObject({
      kind: "unfit",
      message: expect.stringContaining("200,000 characters"),
    });
  });

  it("is not imported as a notebook", async () => {
    await expect(readNotebook(long("["), "md")).rejects.toThrow("split it");
  });

  it("is shown as it is where it stands in a cell", () => {
    const html = renderMarkdown(long("<["));
    expect(html).toMatch(/^<pre><code>&lt;\[&lt;\[/);
    expect(renderMarkdown("[a](b)")).toContain("<a ");
  });

  it("is told where it stands in front matter, which is not read", () => {
    const { problems, title } = parseLesson(`---\ntitle: A\n${long("a: b\n", 20_001)}\n---\n`);
    expect(title).toBe("Lesson without a title");
    expect(problems[0]?.message).toContain("20,000 characters");
  });
});

describe("ids of equal headings", () => {
  it("are counted on from the last, and take none that an exercise has", () => {
    const ids = createLessonIds(["a-2-2"]);
    expect([ids.heading("a"), ids.heading("a"), ids.heading("a")]).toEqual(["a", "a-1", "a-2"]);
    expect([ids.cell(), ids.cell(), ids.cell()]).toEqual(["a-2-1", "a-2-2-1", "a-2-3"]);
    const many = Array.from({ length: 50_000 }, () => ids.heading("b"));
    expect(many.at(-1)).toBe("b-49999");
  });
});
