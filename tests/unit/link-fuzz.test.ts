import { deflateRawSync } from "node:zlib";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { hashSource } from "../../src/shared/hash.ts";
import { filePathProblem } from "../../src/shared/file-path.ts";
import { toBase64url } from "../../src/lesson/link/base64url.ts";
import { decodeLink } from "../../src/lesson/link/decode-link.ts";
import { encodeLink } from "../../src/lesson/link/encode-link.ts";
import { makePatch } from "../../src/lesson/link/line-patch.ts";
import { inflate } from "../../src/lesson/link/inflate.ts";
import { parseLessonAddress } from "../../src/lesson/link/lesson-address.ts";
import { MOST_INFLATED } from "../../src/lesson/link/link-limits.ts";
import type { LinkContent } from "../../src/lesson/link/shared-lesson.ts";
import {
  CATALOGUE,
  catalogueText,
  contentOf,
  hashOf,
  linkAround,
  opened,
  packed,
  sealedLink,
} from "./support/link-bench.ts";

/** Cases of each property; together there are more than 10,000. */
const MANY = 2_000;

/** Twelve short lines or so, out of few: bases and edits of them have much in common. */
const lines = fc
  .array(fc.constantFrom("", "a", "b", "```python", "```", "## H", 'x = "é🐍"', "\u0000"), {
    maxLength: 12,
  })
  .map((found) => found.join("\n"));
const text = fc.oneof(lines, fc.string({ unit: "binary", maxLength: 200 }), fc.string());

const files = fc
  .uniqueArray(
    fc.record({
      path: fc.oneof(fc.constantFrom("__proto__", "a.py", "b/c.txt"), fc.string()),
      text,
    }),
    {
      maxLength: 4,
      selector: ({ path }) => path,
    },
  )
  .map((found) => found.filter(({ path }) => filePathProblem(path) === null));

const content: fc.Arbitrary<LinkContent> = fc.record({
  form: fc.constantFrom("lesson", "notebook"),
  text,
  files,
  options: fc.record({
    title: fc.option(fc.constantFrom("T", "__proto__", "Ünits 🐍")),
    exercise: fc.option(fc.stringMatching(/^[A-Za-z0-9][A-Za-z0-9_-]{0,20}$/)),
    hideSolutions: fc.constant(false),
    limit: fc.option(fc.double({ min: 0.5, max: 1_440, noNaN: true })),
  }),
});

/** JSON values, often with the names that a link's fields have, and with bad ones. */
const name = fc.oneof(
  fc.constantFrom(
    "text",
    "form",
    "files",
    "title",
    "exercise",
    "hide",
    "limit",
    "lesson",
    "base",
    "patch",
  ),
  fc.constantFrom("__proto__", "constructor", "prototype", "toString", "sum", "hasOwnProperty"),
  fc.string(),
);
const { json } = fc.letrec((tie) => ({
  json: fc.oneof(
    { maxDepth: 4, depthSize: "small" },
    fc.constantFrom("flask-routing/01-first-route", "lesson", "x", "", "..", "../a"),
    fc.string(),
    fc.double(),
    fc.integer(),
    fc.boolean(),
    fc.constant(null),
    fc.array(tie("json"), { maxLength: 4 }),
    fc.array(fc.tuple(name, tie("json")), { maxLength: 6 }).map(asJson),
  ),
}));

/** An object whose own fields have any names, written so that "__proto__" is one of them. */
function asJson(pairs: readonly (readonly [string, unknown])[]): unknown {
  return JSON.parse(
    `{${pairs.map(([key, value]) => `${JSON.stringify(key)}:${JSON.stringify(value) ?? "null"}`).join(",")}}`,
  );
}

const LINKS = Promise.all([
  ...CATALOGUE.slice(0, 3).map(([, lesson]) => hashOf(contentOf(lesson))),
  ...CATALOGUE.slice(0, 3).map(([path, lesson]) =>
    hashOf(contentOf(`${lesson}\nmore\n`, { limit: 5 }), path, catalogueText),
  ),
]);

/** Whatever comes in, one of the two comes out, and nothing else has changed. */
async function expectAnswer(link: string) {
  const result = await opened(link, catalogueText);
  if (result.kind === "refused") expect(result.message).toMatch(/^[A-Z].*\.$/s);
  else expectContent(result);
  expect(Object.keys(Object.prototype)).toEqual([]);
  expect(({} as Record<string, unknown>)["text"]).toBeUndefined();
  return result;
}

function expectContent(shared: LinkContent): void {
  expect(typeof shared.text).toBe("string");
  expect(["lesson", "notebook"]).toContain(shared.form);
  for (const file of shared.files) expect(filePathProblem(file.path)).toBeNull();
  const { title, exercise, hideSolutions, limit } = shared.options;
  expect(title === null || (title.length <= 200 && !title.includes("\n"))).toBe(true);
  expect(exercise === null || /^[\w-]+$/.test(exercise)).toBe(true);
  expect(typeof hideSolutions).toBe("boolean");
  expect(limit === null || (limit > 0 && limit <= 1_440)).toBe(true);
}

function run<Values extends [unknown, ...unknown[]]>(
  property: fc.IAsyncProperty<Values> | fc.IProperty<Values>,
  numRuns = MANY,
): Promise<void> {
  return Promise.resolve(fc.assert(property, { numRuns }));
}

describe("decodeLink(anything)", { timeout: 120_000 }, () => {
  it("answers any string", async () => {
    const part = fc.oneof(
      fc.constantFrom(
        "#l=1.",
        "l=",
        "1.",
        "%23l%3D1%2E",
        "%",
        "%25",
        "&",
        "…",
        "#/lesson/",
        "?lesson=",
      ),
      fc.string({ unit: "binary" }),
      fc.base64String(),
    );
    await run(
      fc.asyncProperty(fc.array(part, { maxLength: 6 }), async (parts) => {
        await expectAnswer(parts.join(""));
        const address = parseLessonAddress(parts.join(""));
        if (address?.kind === "lesson") expect(address.path.split("/")).toHaveLength(2);
      }),
    );
  });

  it("answers any bytes, and never unpacks more than the limit", async () => {
    await run(
      fc.asyncProperty(fc.uint8Array({ maxLength: 600 }), async (bytes) => {
        const result = await expectAnswer(`#l=1.${toBase64url(bytes)}`);
        expect(result.kind).toBe("refused");
        const inflated = inflate(bytes, 1_000);
        if (inflated.kind === "bytes") expect(inflated.bytes.length).toBeLessThanOrEqual(1_000);
      }),
    );
  });

  it("answers any text that is packed well", async () => {
    await run(
      fc.asyncProperty(text, async (inside) => {
        const result = await expectAnswer(linkAround(new TextEncoder().encode(inside)));
        expect(result.kind).toBe("refused");
      }),
      1_000,
    );
  });

  it("answers any JSON with the right sum", async () => {
    await run(
      fc.asyncProperty(
        fc.array(fc.tuple(name, json), { minLength: 1, maxLength: 8 }),
        async (pairs) => {
          await expectAnswer(sealedLink(JSON.stringify(asJson(pairs))));
        },
      ),
    );
  });

  it("answers a difference with any changes, to a lesson that they may or may not fit", async () => {
    const [path, lesson] = CATALOGUE[0] ?? ["", ""];
    const whole = makePatch(lesson, lesson.replaceAll("the", "THE"));
    const hunk = fc.oneof(
      fc.constantFrom(
        ...whole.map(({ at, removed, context, added }) => [at, removed, context, added]),
      ),
      fc.tuple(
        fc.oneof(fc.nat({ max: 400 }), fc.double()),
        fc.oneof(fc.nat({ max: 400 }), fc.maxSafeInteger()),
        fc.oneof(
          fc.stringMatching(/^([0-9a-z]{3}){0,3}\.([0-9a-z]{6})?\.([0-9a-z]{3}){0,3}$/),
          text,
        ),
        text,
      ),
    );
    const hunks = fc
      .array(hunk, { maxLength: 6 })
      .map((found) => found.toSorted(([one], [other]) => Number(one) - Number(other)));
    await run(
      fc.asyncProperty(hunks, fc.boolean(), async (patch, fits) => {
        const base = fits ? hashSource(lesson) : "other";
        const result = await expectAnswer(
          sealedLink(JSON.stringify({ lesson: path, base, patch })),
        );
        if (result.kind === "shared") expect(result.from).toMatchObject({ baseChanged: !fits });
      }),
    );
  });

  it("answers a link that was cut, or changed in any place, and never with another lesson", async () => {
    const links = await LINKS;
    const answers = await Promise.all(links.map((link) => opened(link, catalogueText)));
    const change = fc.record({
      at: fc.nat(),
      removed: fc.nat({ max: 3 }),
      added: fc.oneof(fc.base64String({ maxLength: 8 }), fc.string({ maxLength: 4 })),
    });
    await run(
      fc.asyncProperty(
        fc.nat({ max: links.length - 1 }),
        fc.array(change, { minLength: 1, maxLength: 3 }),
        async (index, changes) => {
          let link = links[index] ?? "";
          for (const { at, removed, added } of changes) {
            const place = at % link.length;
            link = link.slice(0, place) + added + link.slice(place + removed);
          }
          const result = await expectAnswer(link);
          if (result.kind === "shared") expect(result).toEqual(answers[index]);
        },
      ),
    );
  });

  it("never unpacks much more than the limit of what inflates", async () => {
    const bombs = [0, 1, 7].map((value) => deflateRawSync(new Uint8Array(5_000_000).fill(value)));
    await run(
      fc.property(fc.constantFrom(...bombs), fc.nat(), fc.nat({ max: 255 }), (bomb, at, value) => {
        const bytes = Uint8Array.from(bomb);
        bytes[at % bytes.length] = value;
        const inflated = inflate(bytes, MOST_INFLATED);
        const seen = inflated.kind === "bytes" ? inflated.bytes.length : inflated.seen;
        expect(seen).toBeLessThan(MOST_INFLATED + 540_000);
      }),
      100,
    );
  });
});

describe("decodeLink(encodeLink(content))", { timeout: 120_000 }, () => {
  it("is the content, whole or as a difference to any lesson", async () => {
    await run(
      fc.asyncProperty(content, fc.option(text), async (sent, base) => {
        const baseText = async () => base;
        const lesson = base === null ? null : "course/01-lesson";
        const link = await encodeLink(sent, lesson, { baseText, deflate: packed });
        const hash = link.kind === "link" ? link.hash : "";
        const rest =
          link.kind === "link" && link.body === "difference"
            ? { kind: "difference", changes: expect.any(Number), baseChanged: false }
            : { kind: "whole", here: true };
        const from = lesson === null ? null : { ...rest, path: lesson };
        expect(await decodeLink(hash, { baseText })).toEqual({ ...sent, kind: "shared", from });
      }),
    );
  });
});
