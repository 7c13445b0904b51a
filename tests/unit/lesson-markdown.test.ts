import { describe, expect, it } from "vitest";
import { renderMarkdown } from "../../src/lesson/render-markdown.ts";

describe("renderMarkdown(text)", () => {
  it.each([
    ["*a*", "<p><em>a</em></p>\n"],
    ["<img src=x onerror=alert(1)>", "<p>&lt;img src=x onerror=alert(1)&gt;</p>\n"],
    ["[a](javascript:alert)", "<p>[a](javascript:alert)</p>\n"],
    ["[a](java\tscript:alert)", "<p>[a](java\tscript:alert)</p>\n"],
    ["[a](&#106;avascript:alert)", "<p>[a](javascript:alert)</p>\n"],
    ["[a](#part)", '<p><a href="#part">a</a></p>\n'],
    ["[a](02-next.md)", '<p><a href="02-next.md">a</a></p>\n'],
    ["[a](mailto:a@b.org)", '<p><a href="mailto:a@b.org">a</a></p>\n'],
    [
      "[a](https://b.org)",
      '<p><a href="https://b.org" target="_blank" rel="noreferrer noopener">a</a></p>\n',
    ],
    ["![a *b*](https://b.org/c.png)", '<p><em class="picture">a b</em></p>\n'],
    [
      '![a"b](data:image/png;base64,AAAA)',
      '<p><img src="data:image/png;base64,AAAA" alt="a&quot;b"></p>\n',
    ],
    ["![a](data:image/svg+xml;base64,AAAA)", "<p>![a](data:image/svg+xml;base64,AAAA)</p>\n"],
    ["[a](data:image/png;base64,AAAA)", '<p><a href="#">a</a></p>\n'],
    [
      "> [!NOTE]\n> *b*",
      '<div class="alert alert-note" role="note"><p class="alert-title">Note</p>\n<p><em>b</em></p>\n</div>\n',
    ],
    ["> [!OTHER]\n> b", "<blockquote>\n<p>[!OTHER]\nb</p>\n</blockquote>\n"],
  ])("renders %j", (text, html) => {
    expect(renderMarkdown(text)).toBe(html);
  });
});
