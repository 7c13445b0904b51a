import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import { renderMarkdown } from "../../src/lesson/render-markdown.ts";

/** Cases of the two properties; together there are more than 10,000. */
const MANY = 6_000;

/** What lessons are made of, and what attacks on pages are made of. */
const PARTS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  '<svg onload="alert(1)"><style>*{position:fixed;inset:0}</style>',
  "<style>body{display:none}</style>",
  '<a href="javascript:alert(1)" style="position:fixed">x</a>',
  "<!--",
  "-->",
  "<![CDATA[",
  '<https://a.org/">',
  "<javascript:alert(1)>",
  "[a](javascript:alert(1))",
  "[a](JaVa\u0001Script:alert(1))",
  "[a](&#106;avascript&colon;alert(1))",
  "[a](vbscript:x)",
  "[a](data:text/html;base64,AAAA)",
  '[a](//evil.org/"onmouseover=alert(1)//)',
  '[a](x "t\\"onclick=alert(1)")',
  "[a]: javascript:alert(1)",
  "[a]",
  "![a](data:image/svg+xml;base64,AAAA)",
  '![a](data:image/png;base64,AAAA"onload=alert(1))',
  '!["><script>](data:image/png;base64,AAAA)',
  "![a](https://evil.org/x.png)",
  "> [!NOTE]",
  "> [!<b>]",
  "> q",
  "# <b>h</b>",
  "- l",
  "1. l",
  "| a | b |\n|---|:-:|",
  "| <i> | ` |",
  "```python",
  "```quiz\nWhat? <b>\n- [x] <script>\n  [a](javascript:alert(1))\n- [ ] ",
  "- [x] <img src=x onerror=alert(1)>",
  '```python exercise="<b>" onclick="x"',
  "```",
  "~~~ html",
  "`<b>`",
  "**",
  "~~",
  "&lt;script&gt;",
  "&#60;script&#62;",
  "\\<b>",
  "\u0000",
  "\u2028",
  "---",
  "title: <b>",
  "\n",
  "\n\n",
  " ",
  "    ",
  "\t",
];

const text = fc.oneof(
  fc
    .array(fc.oneof(fc.constantFrom(...PARTS), fc.string({ maxLength: 6 })), { maxLength: 14 })
    .map((parts) => parts.join("")),
  fc.array(fc.constantFrom(...PARTS), { maxLength: 14 }).map((parts) => parts.join("\n")),
  fc.string({ unit: "binary", maxLength: 120 }),
);

/** The elements that prose may have, with their attributes. */
const ALLOWED: Readonly<Record<string, readonly string[]>> = {
  a: ["href", "title", "target", "rel"],
  blockquote: [],
  br: [],
  code: ["class"],
  div: ["class", "role"],
  em: ["class"],
  h1: ["id"],
  h2: ["id"],
  h3: ["id"],
  h4: ["id"],
  h5: ["id"],
  h6: ["id"],
  hr: [],
  img: ["src", "alt"],
  li: [],
  ol: ["start"],
  p: ["class"],
  pre: [],
  s: [],
  strong: [],
  table: [],
  tbody: [],
  thead: [],
  tr: [],
  td: ["style"],
  th: ["style"],
  ul: [],
};

/** The only styles are those of a table's columns. */
const STYLE = /^text-align:(?:left|center|right)$/;

/** What is wrong with the HTML; every "<" and ">" in it must be a tag's own. */
function wrongIn(html: string): readonly string[] {
  const wrong: string[] = [];
  const rest = html.replace(
    /<(\/?)([a-z][a-z0-9]*)((?: [a-z-]+="[^"<>]*")*)( ?\/?)>/g,
    (...found) => {
      const [tag, end, name, attributes] = found as unknown as [string, string, string, string];
      const allowed = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined;
      if (allowed === undefined || (end !== "" && attributes !== "")) wrong.push(tag);
      for (const [whole, key = "", value = ""] of attributes.matchAll(/ ([a-z-]+)="([^"]*)"/g)) {
        if (!(allowed ?? []).includes(key)) wrong.push(whole);
        if (key === "href" && !isSafe(decoded(value))) wrong.push(whole);
        if (key === "src" && !/^data:image\/(?:png|jpeg|gif|webp);base64,/i.test(value))
          wrong.push(whole);
        if (key === "style" && !STYLE.test(value)) wrong.push(whole);
      }
      return "";
    },
  );
  if (/[<>]/.test(rest)) wrong.push(rest);
  return wrong;
}

/** As a browser reads an address: without control characters, by its scheme. */
function isSafe(address: string): boolean {
  // oxlint-disable-next-line no-control-regex -- those are what browsers drop
  const scheme = /^([^/?#]*?):/.exec(address.replace(/[\u0000-\u0020]/g, ""))?.[1];
  return scheme === undefined || ["http", "https", "mailto"].includes(scheme.toLowerCase());
}

function decoded(value: string): string {
  return value
    .replaceAll("&quot;", '"')
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}

describe("whatever the text", () => {
  it("its HTML has harmless elements, attributes and addresses alone", () => {
    fc.assert(
      fc.property(text, (source) => {
        expect(wrongIn(renderMarkdown(source))).toEqual([]);
      }),
      { numRuns: MANY },
    );
  });

  it("a lesson of it can be read, and so can its prose and hints", () => {
    fc.assert(
      fc.property(text, (source) => {
        const { blocks, problems } = parseLesson(source);
        for (const block of blocks) {
          if (block.kind === "prose") expect(wrongIn(block.html)).toEqual([]);
          if (block.kind === "quiz") {
            const { question, answers } = block;
            for (const { html, reason } of answers) {
              expect([...wrongIn(html), ...wrongIn(reason.html)]).toEqual([]);
            }
            expect(wrongIn(question.html)).toEqual([]);
          }
          if (block.kind !== "exercise") continue;
          for (const { html } of block.hints) expect(wrongIn(html)).toEqual([]);
        }
        for (const { line } of problems) expect(line).toBeGreaterThan(0);
      }),
      { numRuns: MANY },
    );
  });
});

it.each([
  "<script>alert(1)</script>",
  '<a href="javascript:alert(1)">x</a>',
  '<a href="&quot;java\nscript:x">x</a>',
  '<p onclick="x">x</p>',
  '<td style="position:fixed">x</td>',
  '<img src="https://evil.org/x.png" alt="">',
  "<p>a < b</p>",
])("the look at HTML finds %j", (html) => {
  expect(wrongIn(html)).not.toEqual([]);
});
