import { describe, expect, it } from "vitest";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import { Random, randomLessonText } from "./support/random.ts";

const SEEDS = Array.from({ length: 500 }, (_, seed) => seed);

function idsOf(text: string): string[] {
  return parseLesson(text).blocks.flatMap((block) => ("id" in block ? [block.id] : []));
}

describe("parseLesson(any text)", () => {
  it("gives every cell an id of its own", () => {
    for (const seed of SEEDS) {
      const text = randomLessonText(new Random(seed));
      const ids = idsOf(text);
      expect(new Set(ids).size, `seed ${seed}:\n${text}`).toBe(ids.length);
    }
  });

  it("gives lines that the file has, and each problem both in its place and in the list", () => {
    for (const seed of SEEDS) {
      const text = randomLessonText(new Random(seed));
      const { blocks, problems } = parseLesson(text);
      const count = text.split("\n").length;
      const outside = blocks.filter(({ line }) => line < 1 || line > count);
      expect(outside, `seed ${seed}`).toEqual([]);
      expect(problems).toHaveLength(blocks.filter(({ kind }) => kind === "problem").length);
    }
  });

  it("makes HTML without an element that the text brought along", () => {
    for (const seed of SEEDS) {
      const { blocks } = parseLesson(`${randomLessonText(new Random(seed))}\n<script>x</script>`);
      expect(JSON.stringify(blocks)).not.toMatch(/"html":"[^"]*<(?:script|b)>/);
    }
  });

  it.each([
    ["deep quotations", ">".repeat(20_000)],
    ["deep lists", "- ".repeat(20_000)],
    ["deep YAML", `---\ntitle: ${"[".repeat(20_000)}\n---\n`],
    ["YAML that multiplies itself", `---\na: &a [x, x]\ntitle: [*a, *a, *a]\n---\n`],
    ["many forgotten ends", "```python\n".repeat(5_000)],
    ["many brackets", "[".repeat(50_000)],
    ["many backticks", "`a".repeat(20_000)],
    ["a binary file", "\u0000\u0001\uFFFD\uD800".repeat(1_000)],
  ])("reads %s without throwing, within the time of a test", (_name, text) => {
    expect(parseLesson(text).title).toBeTypeOf("string");
  });
});

describe("parseLesson(text): ids", () => {
  const lesson = (first: string) => `---
title: T
---
## One
${first}
## Two
\`\`\`python
two = 1
\`\`\`
\`\`\`python
two = 2
\`\`\`
`;

  it("stay when a cell is added under another heading", () => {
    const before = idsOf(lesson("text"));
    const after = idsOf(lesson("```python\nnew = 1\n```"));
    expect(before).toEqual(["two-1", "two-2"]);
    expect(after).toEqual(["one-1", "two-1", "two-2"]);
  });

  it("stay when the text around a cell changes", () => {
    expect(idsOf(lesson("other text\n\n> quoted\n\n```py\n1\n```"))).toEqual(["two-1", "two-2"]);
  });

  it("stay when a request is added, even under the same heading", () => {
    const ids = idsOf(
      `${lesson("text")}\n\`\`\`http\nGET /\n\`\`\`\n\`\`\`python\nthree = 3\n\`\`\`\n`,
    );
    expect(ids).toEqual(["two-1", "two-2", "two-request-1", "two-3"]);
  });

  it("give way to an exercise of the same name, wherever it stands", () => {
    const exercise = '```python exercise="two-1"\n```\n```python check="two-1"\n```\n';
    expect(idsOf(lesson("text") + exercise)).toEqual(["two-1-1", "two-2", "two-1"]);
  });
});

describe("parseLesson(text): the title's heading", () => {
  const proseOf = (heading: string) =>
    parseLesson(`---\ntitle: Use GET\n---\n\n${heading}\n\nText.\n`).blocks.map((block) =>
      block.kind === "prose" ? block.html : block.kind,
    );

  it("is left out of the prose, since the page shows the title", () => {
    expect(proseOf("# Use `GET`")).toEqual(["<p>Text.</p>\n"]);
  });

  it("stays where it says something else", () => {
    expect(proseOf("# Why GET?")).toEqual(['<h1 id="why-get">Why GET?</h1>\n<p>Text.</p>\n']);
  });
});
