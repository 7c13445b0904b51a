import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import { hashSource } from "../../src/shared/hash.ts";
import { fromBase64url, toBase64url } from "../../src/lesson/link/base64url.ts";
import { inflate } from "../../src/lesson/link/inflate.ts";
import { MOST_INFLATED } from "../../src/lesson/link/link-limits.ts";
import { NO_OPTIONS } from "../../src/lesson/link/shared-lesson.ts";
import {
  contentOf,
  hashOf,
  linkAround,
  opened,
  reasonOf,
  sealedLink,
  siteWith,
} from "./support/link-bench.ts";

const TEXT = "---\ntitle: T\n---\n\nText.\n\n```python\nx = 1\n```\n".repeat(5);

async function messageOf(link: string, site = siteWith("")): Promise<string> {
  const result = await opened(link, site);
  return result.kind === "refused" ? result.message : "shared";
}

describe("decodeLink(text) refuses, and says what to do next,", { timeout: 60_000 }, () => {
  it.each(["", "#", "#/", "https://site.example/#/scratch", "hello", "l", "#x=1.abc", "#l=abc"])(
    "%j, which has no link",
    async (text) => {
      expect(await reasonOf(text)).toBe("no-link");
    },
  );

  it("a link of a later version", async () => {
    expect(await reasonOf("#l=2.abc")).toBe("newer");
    expect(await reasonOf("#l=17.")).toBe("newer");
    expect(await messageOf("#l=2.abc")).toContain("made by a newer Routebook");
  });

  it("a link whose end is missing, wherever it was cut", async () => {
    const hash = await hashOf(contentOf(TEXT));
    for (let length = "#l=".length; length < hash.length; length++) {
      const reason = await reasonOf(hash.slice(0, length));
      expect(reason, `the first ${length} of ${hash.length} characters`).toBe("truncated");
    }
    expect(await messageOf(hash.slice(0, 40))).toContain("Only part of the link arrived");
  });

  it("a link that a program shortened with an ellipsis", async () => {
    const hash = await hashOf(contentOf(TEXT));
    expect(await reasonOf(`${hash.slice(0, 50)}…`)).toBe("truncated");
    expect(await reasonOf(`${hash.slice(0, 50)}...${hash.slice(-20)}`)).toBe("truncated");
  });

  it("a link with another letter anywhere, unless the lesson is the same", async () => {
    const hash = await hashOf(contentOf(TEXT));
    for (let at = "#l=1.".length; at < hash.length; at++) {
      const other = hash[at] === "A" ? "B" : "A";
      const result = await opened(hash.slice(0, at) + other + hash.slice(at + 1));
      if (result.kind === "shared") expect(result.text).toBe(TEXT);
      else expect(["altered", "truncated", "too-large"]).toContain(result.reason);
    }
  });

  it("a link of more characters than one may have, before it unpacks anything", async () => {
    expect(await reasonOf(`#l=1.${"A".repeat(100_001)}`)).toBe("too-long");
    expect(await reasonOf(`#l=1.${"%2D".repeat(400_000)}`)).toBe("too-long");
    expect(await reasonOf("x".repeat(900_001))).toBe("too-long");
    expect(await messageOf(`#l=1.${"A".repeat(100_001)}`)).toContain("100,000 characters");
  });

  it("a link that inflates, without inflating it whole", async () => {
    const bomb = deflateRawSync(new Uint8Array(70_000_000));
    const link = `#l=1.${toBase64url(bomb)}`;
    expect(link.length).toBeLessThan(100_000);
    expect(await reasonOf(link)).toBe("too-large");
    expect(await messageOf(link)).toContain("grow to more than 2 MB");
    const inflated = inflate(bomb, MOST_INFLATED);
    expect(inflated.kind).toBe("too-large");
    expect("seen" in inflated && inflated.seen).toBeLessThan(MOST_INFLATED + 540_000);
  });

  it("bytes that are no text", async () => {
    const bytes = Uint8Array.from([0x7b, 0xff, 0xfe, 0x7d]);
    expect(await reasonOf(linkAround(bytes))).toBe("altered");
  });

  it.each(['{"text":"x"}', '{"sum":"abc"}', "[]{}", '{"sum":"ABC","text":"x"}'])(
    "JSON without a sum: %s",
    async (json) => {
      expect(await reasonOf(linkAround(new TextEncoder().encode(json)))).toBe("altered");
    },
  );

  it("JSON with another sum", async () => {
    const json = '{"sum":"abc","text":"x"}';
    expect(await reasonOf(linkAround(new TextEncoder().encode(json)))).toBe("altered");
  });

  it("JSON nested deeply, before it reads it", async () => {
    const deep = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    expect(await reasonOf(sealedLink(`{"text":"x","more":${deep}}`))).toBe("malformed");
    const allowed = `${"[".repeat(15)}${"]".repeat(15)}`;
    expect(await reasonOf(sealedLink(`{"text":"[[[{","more":${allowed}}`))).toBe("shared");
  });

  it.each([
    "{}",
    '{"x":',
    '{"text":1}',
    '{"text":null,"lesson":"course/01-lesson","base":"x","patch":[]}',
    '{"text":"x","form":"book"}',
    '{"text":"x","title":7}',
    '{"text":"x","title":""}',
    '{"text":"x","title":"a\\nb"}',
    '{"text":"x","exercise":"<b>"}',
    '{"text":"x","exercise":["a"]}',
    '{"text":"x","hide":"yes"}',
    '{"text":"x","limit":"45"}',
    '{"text":"x","limit":0}',
    '{"text":"x","limit":1e9}',
    '{"text":"x","files":{}}',
    '{"text":"x","files":[["a.py"]]}',
    '{"text":"x","files":["a.py"]}',
    '{"text":"x","files":[["../a.py",""]]}',
    '{"text":"x","files":[["/etc/passwd",""]]}',
    '{"text":"x","files":[["data/a.csv",""]]}',
    '{"text":"x","files":[["a",""],["a",""]]}',
    '{"lesson":"course/01-lesson","base":"x"}',
    '{"lesson":"course/01-lesson","patch":[]}',
    '{"lesson":"../x","base":"x","patch":[]}',
    '{"lesson":"a/b/c","base":"x","patch":[]}',
    '{"lesson":"course/01-lesson","base":"x","patch":{}}',
    '{"lesson":"course/01-lesson","base":"x","patch":[[0,1,".."]]}',
    '{"lesson":"course/01-lesson","base":"x","patch":[[-1,0,"..",""]]}',
    '{"lesson":"course/01-lesson","base":"x","patch":[[0.5,0,"..",""]]}',
    '{"lesson":"course/01-lesson","base":"x","patch":[[5,2,"..",""],[6,0,"..",""]]}',
    '{"lesson":"course/01-lesson","base":"x","patch":[[1e300,0,"..",""]]}',
    '{"__proto__":{"text":"x"}}',
    '{"constructor":{"text":"x"}}',
  ])("JSON that is no lesson: %s", async (json) => {
    expect(await reasonOf(sealedLink(json), siteWith("a\n"))).toBe("malformed");
  });

  it("a lesson that the site does not have, by its name", async () => {
    const hash = await hashOf(contentOf(TEXT), "course/01-lesson", siteWith(TEXT));
    const elsewhere = async () => null;
    expect(await reasonOf(hash, elsewhere)).toBe("no-lesson");
    expect(await messageOf(hash, elsewhere)).toContain('the lesson "course/01-lesson"');
  });

  it("a lesson that cannot be loaded, by its name", async () => {
    const hash = await hashOf(contentOf(TEXT), "course/01-lesson", siteWith(TEXT));
    const offline = async () => {
      throw new TypeError("Failed to fetch");
    };
    expect(await reasonOf(hash, offline)).toBe("unreachable");
    expect(await messageOf(hash, offline)).toContain('the lesson "course/01-lesson"');
  });

  it("a patch that leads out of the very text it was made for", async () => {
    const fields = {
      lesson: "course/01-lesson",
      base: hashSource("a\n"),
      patch: [[1, 1, "..", "x"]],
    };
    const hash = sealedLink(JSON.stringify(fields));
    expect(await reasonOf(hash, siteWith("a\n"))).toBe("malformed");
  });
});

describe("decodeLink(text) takes", () => {
  it("fields that it does not know, and names that every object has, for nothing", async () => {
    const json =
      '{"text":"x","later":{"a":[1]},"__proto__":{"title":"bad","polluted":true},"constructor":1,"toString":2}';
    const result = await opened(sealedLink(json));
    expect(result).toEqual({ ...contentOf("x"), kind: "shared", from: null });
    expect(({} as Record<string, unknown>)["polluted"]).toBeUndefined();
  });

  it("what a polluted prototype offers for nothing", async () => {
    const link = sealedLink('{"text":"x"}');
    Object.defineProperty(Object.prototype, "title", { value: "bad", configurable: true });
    try {
      expect((await opened(link)) as unknown).toMatchObject({ options: NO_OPTIONS });
    } finally {
      Reflect.deleteProperty(Object.prototype, "title");
    }
  });

  it('a file called "__proto__" for a file', async () => {
    const result = await opened(sealedLink('{"text":"","files":[["__proto__","x"]]}'));
    expect(result).toMatchObject({ files: [{ path: "__proto__", text: "x" }] });
  });
});

describe("fromBase64url(text)", () => {
  it("is the inverse of toBase64url(bytes), for every length", () => {
    for (let length = 0; length < 300; length++) {
      const bytes = Uint8Array.from({ length }, (_, index) => (index * 89 + length) & 255);
      const text = toBase64url(bytes);
      expect(text).toBe(Buffer.from(bytes).toString("base64url"));
      expect(fromBase64url(text)).toEqual(bytes);
    }
  });

  it("ends at the first other letter, and drops bits that make no byte", () => {
    expect(fromBase64url("TWE.TWE")).toEqual(Uint8Array.from([0x4d, 0x61]));
    expect(fromBase64url("T")).toEqual(new Uint8Array());
  });
});
