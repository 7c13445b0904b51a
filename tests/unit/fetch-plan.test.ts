import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fetchPlan } from "../../src/lesson/fetch-plan.ts";

const SITE = "https://site.example/course/";

function urlOf(pasted: string): string {
  const plan = fetchPlan(pasted, SITE);
  return plan.kind === "refused" ? plan.message : plan.url;
}

describe("fetchPlan(pasted)", () => {
  it.each([
    ["https://example.org/a.md", "https://example.org/a.md"],
    [" example.org/a.md#x ", "https://example.org/a.md"],
    [
      "https://github.com/u/r/blob/main/lessons/a%20b.md",
      "https://raw.githubusercontent.com/u/r/main/lessons/a%20b.md",
    ],
    ["https://github.com/u/r/raw/main/a.md", "https://raw.githubusercontent.com/u/r/main/a.md"],
    ["https://gist.github.com/u/0a1b", "https://gist.githubusercontent.com/u/0a1b/raw"],
    ["https://gitlab.com/g/p/-/blob/main/a.py", "https://gitlab.com/g/p/-/raw/main/a.py"],
    [
      "https://codeberg.org/u/r/src/branch/main/a.md",
      "https://codeberg.org/u/r/raw/branch/main/a.md",
    ],
    [
      "https://nbviewer.org/github/u/r/blob/main/a.ipynb",
      "https://raw.githubusercontent.com/u/r/main/a.ipynb",
    ],
    [
      "https://colab.research.google.com/github/u/r/blob/main/a.ipynb",
      "https://raw.githubusercontent.com/u/r/main/a.ipynb",
    ],
    ["http://localhost:8080/a.md", "http://localhost:8080/a.md"],
  ])("%s", (pasted, url) => {
    expect(urlOf(pasted)).toBe(url);
  });

  it.each([
    ["", "no address"],
    ["not an address", "no address"],
    ["javascript:alert(1)", "begins with https://"],
    ["data:text/html,x", "begins with https://"],
    ["file:///etc/passwd", "begins with https://"],
    ["https://me:secret@example.org/a.md", "a name or a password"],
    ["http://example.org/a.md", "not encrypted"],
    ["http://localhost.example.org/a.md", "not encrypted"],
    ["https://github.com/u/r", "shows a folder"],
    ["https://github.com/u/r/tree/main/lessons", "shows a folder"],
    [`https://example.org/${"a".repeat(2000)}`, "2000 characters"],
  ])("refuses %s in a sentence", (pasted, part) => {
    expect(fetchPlan(pasted, SITE).kind).toBe("refused");
    expect(urlOf(pasted)).toContain(part);
  });

  it("names the file and the host that would be asked", () => {
    expect(fetchPlan("https://github.com/u/r/blob/main/a%20b.md", SITE)).toMatchObject({
      name: "a b.md",
      host: "raw.githubusercontent.com",
    });
  });

  it.each([
    [`${SITE}#/lesson/flask/01`, `${SITE}#/lesson/flask/01`],
    [`${SITE}?lesson=flask/01`, `${SITE}?lesson=flask/01`],
    [`${SITE}index.html#/scratch`, `${SITE}index.html#/scratch`],
    // A link holds all that it opens, whichever site made it, and however long it is.
    ["https://other.example/x/#l=1.AbC-_&theme=dark", `${SITE}#l=1.AbC-_&theme=dark`],
    [`see ${SITE}#l=1.${"A".repeat(5000)} there`, `${SITE}#l=1.${"A".repeat(5000)}`],
  ])("asks nobody for an address of Routebook: %s", (pasted, url) => {
    expect(fetchPlan(pasted, SITE)).toEqual({ kind: "own", url });
  });

  it("asks this site for its files as any other", () => {
    expect(fetchPlan(`${SITE}files/a.md`, SITE).kind).toBe("fetch");
  });

  it("is total", () => {
    const text = fc.oneof(
      fc.string(),
      fc.webUrl({ withFragments: true, withQueryParameters: true }),
    );
    fc.assert(
      fc.property(text, (pasted) => {
        expect(urlOf(pasted)).not.toBe("");
      }),
      { numRuns: 500 },
    );
  }, 60_000);
});
