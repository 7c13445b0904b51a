import { describe, expect, it } from "vitest";
import { locksOf, withLocks } from "../../src/lesson/link/locks.ts";
import { withSources } from "../../src/lesson/link/with-sources.ts";
import { withoutSolutions } from "../../src/lesson/link/without-solutions.ts";
import { parseLesson } from "../../src/lesson/parse-lesson.ts";
import { CATALOGUE } from "./support/link-bench.ts";
import { Random, randomLessonText } from "./support/random.ts";

const SEEDS = Array.from({ length: 400 }, (_, seed) => seed);

function sourcesOf(text: string): [string, string][] {
  return parseLesson(text).blocks.flatMap((block): [string, string][] =>
    "id" in block ? [[block.id, block.source]] : [],
  );
}

describe("withoutSolutions(text)", { timeout: 60_000 }, () => {
  it("takes the fence out, and the empty lines after it", () => {
    const text = 'a\n\n```python solution="x"\nsecret\n```\n\nb\n';
    expect(withoutSolutions(text)).toBe("a\n\nb\n");
  });

  it("takes the empty lines before one at the end out", () => {
    expect(withoutSolutions('a\n\n```python solution="x"\nsecret\n```\n')).toBe("a\n");
  });

  it("keeps all other lines as they are", () => {
    const text = '\uFEFFa \r\n\r\n~~~python solution="x"\r\nsecret\r\n~~~\r\nb\rc';
    expect(withoutSolutions(text)).toBe("\uFEFFa \r\n\r\nb\rc");
  });

  it.each([
    ["of no exercise", '```python solution="nobody"\nsecret\n```\n'],
    ["whose id is none", '```python solution="not an id"\nsecret\n```\n'],
    ["in another language", '```py solution="x"\nsecret\n```\n'],
    ["to be read, not run", '```python .noeval solution="x"\nsecret\n```\n'],
    ["that nothing ends", 'a\n```python solution="x"\nsecret\n'],
    ["whose end was forgotten", '```python solution="x"\nsecret\n```python\nx\n```\n'],
    ["twice", '```python solution="x"\nsecret\n```\n```python solution="x"\nsecret\n```\n'],
    ["in longer marks", '`````python solution="x"\n```\nsecret\n```\n`````\n'],
  ])("takes a solution out %s", (_name, text) => {
    expect(withoutSolutions(text)).not.toContain("secret");
  });

  it("keeps what only looks like one", () => {
    const text = '````text\n```python solution="x"\nshown\n```\n````\n';
    expect(withoutSolutions(text)).toBe(text);
  });

  it("leaves no solution in any text, and takes nothing from one without", () => {
    for (const seed of SEEDS) {
      const text = randomLessonText(new Random(seed));
      const bare = withoutSolutions(text);
      const found = parseLesson(bare).blocks.filter(
        (block) => block.kind === "exercise" && block.solution !== null,
      );
      expect(found, `seed ${seed}`).toEqual([]);
      expect(withoutSolutions(bare), `seed ${seed}`).toBe(bare);
      if (!text.includes("solution=")) expect(bare).toBe(text);
    }
  });
});

describe("withLocks(text, ids)", { timeout: 60_000 }, () => {
  it("locks these cells by a key, and no others", () => {
    const text =
      '```python\n1\n```\n~~~html file="a" locked=true \n~~~\n```http locked="true"\nGET /\n```\n';
    expect(withLocks(text, new Set(["start-1", "start-request-1"]))).toBe(
      '```python locked="true"\n1\n```\n~~~html file="a"\n~~~\n```http locked="true"\nGET /\n```\n',
    );
  });

  it("keeps the ends of lines, and ignores exercises and ids of no cell", () => {
    const text = '```python\r\n1\r\n```\r\n```python exercise="one"\r\n```\r\n';
    expect(withLocks(text, new Set(["start-1", "one", "x"]))).toBe(
      '```python locked="true"\r\n1\r\n```\r\n```python exercise="one"\r\n```\r\n',
    );
  });

  it("locks and unlocks every cell of every lesson, and gives the text back", () => {
    for (const [path, text] of CATALOGUE) {
      const ids = new Set(locksOf(text).map(({ id }) => id));
      const locked = withLocks(text, ids);
      expect(
        locksOf(locked).every((lock) => lock.locked),
        path,
      ).toBe(true);
      expect(parseLesson(locked).problems, path).toEqual([]);
      expect(withLocks(locked, new Set()), path).toBe(text);
    }
  });

  it("locks what it is told to in any text, and changes nothing else", () => {
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const text = randomLessonText(random);
      const ids = locksOf(text)
        .map(({ id }) => id)
        .filter(() => random.below(2) === 0);
      const after = withLocks(text, new Set(ids));
      const locked = locksOf(after).filter((lock) => lock.locked);
      expect(
        locked.map(({ id }) => id),
        `seed ${seed}:\n${text}`,
      ).toEqual(ids);
      expect(sourcesOf(after), `seed ${seed}`).toEqual(sourcesOf(text));
    }
  });
});

describe("withSources(text, sources)", { timeout: 60_000 }, () => {
  it("puts other code into a cell, and keeps its keys", () => {
    const text = 'a\n\n```python exercise="one"\nx\n```\nb\n';
    expect(withSources(text, new Map([["one", "y = 1\nz"]]))).toBe(
      'a\n\n```python exercise="one"\ny = 1\nz\n```\nb\n',
    );
  });

  it("uses the text's ends of lines, and more marks where the code has some", () => {
    expect(withSources("```python\r\nx\r\n```\r\n", new Map([["start-1", "y\n```\n"]]))).toBe(
      "````python\r\ny\r\n```\r\n\r\n````\r\n",
    );
  });

  it("gives a fence that nothing ends an end", () => {
    expect(withSources("```python\nx", new Map([["start-1", "y"]]))).toBe("```python\ny\n```\n");
    expect(withSources("```python\nx\n\n```python\nz\n```\n", new Map([["start-1", "y"]]))).toBe(
      "```python\ny\n```\n```python\nz\n```\n",
    );
  });

  it("changes every cell of every lesson, and back again", () => {
    for (const [path, text] of CATALOGUE) {
      const before = sourcesOf(text);
      const others = new Map(before.map(([id, source]) => [id, `${source}\n# ${"`".repeat(4)}`]));
      const after = withSources(text, others);
      expect(new Map(sourcesOf(after)), path).toEqual(others);
      expect(withSources(after, new Map(before)), path).toBe(text);
    }
  });

  it("puts code into any text, and nothing else becomes other", () => {
    const codes = ["", "x = 1", "a\n\nb", "```", "````\n~~~~\n   ```", "~~~ \n"] as const;
    for (const seed of SEEDS) {
      const random = new Random(seed);
      const text = randomLessonText(random);
      const before = sourcesOf(text);
      const wanted = new Map(
        before.map(([id, source]) => [id, random.below(2) ? random.pick(codes) : source]),
      );
      expect(new Map(sourcesOf(withSources(text, wanted))), `seed ${seed}:\n${text}`).toEqual(
        wanted,
      );
    }
  });
});
