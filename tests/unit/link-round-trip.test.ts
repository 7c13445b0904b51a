import { afterAll, describe, expect, it } from "vitest";
import { deflateByLibrary, deflateByStream } from "../../src/lesson/link/deflate.ts";
import { encodeLink } from "../../src/lesson/link/encode-link.ts";
import { linkLength } from "../../src/lesson/link/link-length.ts";
import { withLocks } from "../../src/lesson/link/locks.ts";
import { withSources } from "../../src/lesson/link/with-sources.ts";
import { withoutSolutions } from "../../src/lesson/link/without-solutions.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import {
  CATALOGUE,
  catalogueText,
  contentOf,
  hashOf,
  jsonIn,
  opened,
  siteWith,
} from "./support/link-bench.ts";

/** What a teacher does to a lesson: another first cell, a word in the text, a cell less, one more. */
function editedByTeacher(text: string): string {
  const { blocks } = parseLesson(text);
  const cells = blocks.filter(({ kind }) => kind === "python");
  const [first, second] = cells;
  const sources = new Map(
    first?.kind === "python" ? [[first.id, `${first.source}\nprint("hi")`]] : [],
  );
  const locked = withLocks(text, new Set(second?.kind === "python" ? [second.id] : []));
  return `${withSources(locked, sources).replace(/\bthe\b/, "THE")}\n\`\`\`python\nmore = 1\n\`\`\`\n`;
}

/** What a learner does: code of their own in each exercise. */
function editedByLearner(text: string): string {
  const sources = parseLesson(text).blocks.flatMap((block): [string, string][] =>
    block.kind === "exercise" ? [[block.id, block.solution?.source ?? "pass"]] : [],
  );
  return withSources(text, new Map(sources));
}

const SITE = "https://routebook.example/";
const rows: string[] = [];

afterAll(() => {
  const head = ["lesson", "bytes", "whole", "teacher", "learner", "level of whole"];
  console.info([head.join("\t"), ...rows].join("\n"));
});

describe.each(CATALOGUE)("a link to %s", { timeout: 60_000 }, (path, text) => {
  it("gives the lesson byte by byte: whole, and as a difference after edits", async () => {
    const versions = [text, editedByTeacher(text), editedByLearner(text)];
    const lengths: number[] = [];
    for (const [index, version] of versions.entries()) {
      const link = await encodeLink(contentOf(version), index === 0 ? null : path, {
        baseText: catalogueText,
      });
      expect(link).toMatchObject({ kind: "link", body: index === 0 ? "whole" : "difference" });
      const hash = link.kind === "link" ? link.hash : "";
      const back = await opened(SITE + hash, catalogueText);
      expect(back).toEqual({
        ...contentOf(version),
        kind: "shared",
        from:
          index === 0
            ? null
            : { kind: "difference", path, changes: expect.any(Number), baseChanged: false },
      });
      lengths.push(SITE.length + hash.length);
    }
    const [whole = 0, teacher = 0, learner = 0] = lengths;
    const level = linkLength("x".repeat(whole)).level;
    rows.push([path, text.length, whole, teacher, learner, level].join("\t"));
    expect(Math.max(teacher, learner)).toBeLessThan(whole);
    expect(whole).toBeLessThan(8_000);
  });

  it("without solutions has none in it, whole or as a difference", async () => {
    const bare = withoutSolutions(text);
    const options = { hideSolutions: true, exercise: "one", limit: 45, title: "Homework" };
    for (const lesson of [null, path]) {
      const hash = await hashOf(contentOf(text, options), lesson, catalogueText);
      const back = await opened(hash, catalogueText);
      expect(back).toMatchObject({ kind: "shared", text: bare, options });
      expect(hash.length).toBeLessThan(lesson === null ? 8_000 : 200);
    }
    const before = parseLesson(text).blocks;
    const after = parseLesson(bare).blocks;
    expect(after.map(({ kind }) => kind)).toEqual(before.map(({ kind }) => kind));
    expect(after.some((block) => block.kind === "exercise" && block.solution !== null)).toBe(false);
    expect(parseLesson(bare).problems).toEqual([]);
  });
});

describe("a link without solutions", () => {
  const base = `---
title: T
---

${"A line of the lesson.\n\n".repeat(20)}
\`\`\`python exercise="one"
x = ...
\`\`\`

\`\`\`python check="one"
assert x
\`\`\`

\`\`\`python solution="one"
x = 1
\`\`\`
`;
  const mine = base.replace("x = ...", "y = ...").replace("x = 1", "y = 'secret'");

  it.each([
    ["whole", null, 1],
    ["a difference", "course/01-lesson", 1],
  ])("has none of the author's own either, %s", async (_name, lesson, changes) => {
    const content = contentOf(mine, { hideSolutions: true });
    const hash = await hashOf(content, lesson, siteWith(base));
    expect(jsonIn(hash)).toContain("y = ...");
    expect(jsonIn(hash)).not.toContain("secret");
    expect(await opened(hash, siteWith(base))).toMatchObject({
      text: withoutSolutions(mine),
      from: lesson === null ? null : { path: lesson, changes, baseChanged: false },
    });
  });

  it("is no other where the site's solution has changed", async () => {
    const hash = await hashOf(
      contentOf(mine, { hideSolutions: true }),
      "course/01-lesson",
      siteWith(base),
    );
    const today = siteWith(base.replace("x = 1", "x = 2 - 1\nx"));
    expect(await opened(hash, today)).toMatchObject({ from: { baseChanged: false } });
  });
});

describe("a link", () => {
  it("that changes nothing of a catalogue lesson is short", async () => {
    const [path, text] = CATALOGUE[0] ?? ["", ""];
    const hash = await hashOf(contentOf(text, { exercise: "a", limit: 20 }), path, catalogueText);
    expect(hash.length).toBeLessThan(200);
    expect(await opened(hash, catalogueText)).toMatchObject({ text, from: { path, changes: 0 } });
  });

  it("carries files, a notebook and every option", async () => {
    const content = contentOf(
      "# Notes\n\n```python\n1\n```\n",
      { title: "Ünits — 日本語", exercise: "e-1", hideSolutions: true, limit: 0.5 },
      {
        form: "notebook",
        files: [
          { path: "app/main.py", text: "x = 1\r\n" },
          { path: "__proto__", text: "" },
        ],
      },
    );
    expect(await opened(await hashOf(content))).toEqual({ ...content, kind: "shared", from: null });
  });

  it.each([
    ["no text", ""],
    ["a byte order mark and CRLF", "\uFEFF---\r\ntitle: T\r\n---\r\nText.\r\n"],
    ["old line ends", "a\rb\rc"],
    ["no line end at the end", "a\nb"],
    ["control characters and half a surrogate", "\u0000\u0007\uD800\u2028x"],
  ])("keeps a text with %s as it is", async (_name, text) => {
    const [base] = [`${text}\nmore`];
    expect(await opened(await hashOf(contentOf(text)))).toMatchObject({ text });
    const hash = await hashOf(contentOf(text), "course/01-lesson", async () => base);
    expect(await opened(hash, async () => base)).toMatchObject({ kind: "shared", text });
  });

  it("is whole where the site's lesson cannot be loaded, or hardly a line of it is left", async () => {
    const path = "course/01-lesson";
    const base = "A line of the lesson.\n".repeat(3);
    const offline = async () => {
      throw new Error("offline");
    };
    for (const site of [offline, siteWith(base)]) {
      const hash = await hashOf(contentOf("text"), path, site);
      expect(JSON.parse(jsonIn(hash))).toMatchObject({ text: "text", lesson: path });
      expect(await opened(hash, site)).toMatchObject({
        text: "text",
        from: { kind: "whole", path, here: true },
      });
      expect(await opened(hash, async () => null)).toMatchObject({
        text: "text",
        from: { kind: "whole", path, here: false },
      });
    }
  });

  it("can be read whoever packed it", async () => {
    for (const deflate of [deflateByStream, deflateByLibrary]) {
      const link = await encodeLink(contentOf("text"), null, { baseText: catalogueText, deflate });
      expect(await opened(link.kind === "link" ? link.hash : "")).toMatchObject({ text: "text" });
    }
  });

  it.each([
    [{ title: "two\nlines" }, {}, "The title must be one line"],
    [{ title: "x".repeat(201) }, {}, "The title must be one line"],
    [{ exercise: "no id" }, {}, '"no id" is no exercise\'s id'],
    [{ limit: -1 }, {}, "The time limit must be"],
    [{ limit: Number.NaN }, {}, "The time limit must be"],
    [{}, { files: [{ path: "../x", text: "" }] }, "leads out of the working folder"],
    [
      {},
      {
        files: [
          { path: "x", text: "" },
          { path: "x", text: "" },
        ],
      },
      'There are two files "x"',
    ],
    [
      {},
      { files: Array.from({ length: 201 }, (_, index) => ({ path: `f${index}`, text: "" })) },
      "A link can carry 200 files",
    ],
    [{}, { text: "x".repeat(2_000_000) }, "A link can carry a text of 200,000 characters"],
    [{}, { files: [{ path: "x", text: "x".repeat(2_000_000) }] }, "This is too much for a link"],
  ])("is not made of %j %#", async (options, more, part) => {
    const content = contentOf("text", options, more);
    const link = await encodeLink(content, null, { baseText: catalogueText });
    expect(link.kind === "unfit" && link.message).toContain(part);
  });
});
