import { readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { fileKind } from "../../src/lesson/file-kind.ts";

function kind(name: string, content: string | Uint8Array): string {
  const bytes = typeof content === "string" ? new TextEncoder().encode(content) : content;
  return fileKind(name, bytes).kind;
}

const NOTEBOOK = readFileSync(join(import.meta.dirname, "../fixtures/notebooks/classic-4.0.ipynb"));

describe("fileKind(name, bytes)", () => {
  it.each<[string, string | Uint8Array, string]>([
    ["lesson.md", "# Title\n", "md"],
    ["LESSON.MD", "text", "md"],
    ["a.ipynb", NOTEBOOK, "ipynb"],
    ["a (1).ipynb.json", NOTEBOOK, "ipynb"],
    ["a.ipynb.txt", NOTEBOOK, "ipynb"],
    ["broken.ipynb", "not JSON", "ipynb"],
    ["a.py", "x = 1\n", "py-plain"],
    ["a.py", "x = 1\n# %%\ny\n", "py-percent"],
    ["a.py", "\uFEFF#%% [markdown]\r\n# x\r\n", "py-percent"],
    ["a.zip", zipSync({ a: new Uint8Array(1) }), "zip"],
    ["project", zipSync({}), "zip"],
    ["p.json", '{"format": "routebook-progress", "version": 1}', "progress"],
    ["r.json", '{\n "format":"routebook-result"', "result"],
    ["notes", "---\ntitle: x\n---\n", "md"],
    ["notes.txt", "Some\n\n## Heading\n", "md"],
    ["code.txt", "import os\n", "py-plain"],
    ["data.json", "{}", "unknown"],
    ["a.zip", "PK?", "unknown"],
    ["a.md", "", "unknown"],
    ["a.md", Uint8Array.of(0xff, 0xfe, 0x41, 0), "unknown"],
    ["photo.png", Uint8Array.of(0x89, 0x50, 0x4e, 0x47, 0), "unknown"],
    ["style.css", "p {}", "unknown"],
    ["words.txt", "just words", "unknown"],
  ])("knows %s by its content", (name, content, wanted) => {
    expect(kind(name, content)).toBe(wanted);
  });

  it("says what can be opened", () => {
    expect(fileKind("photo.png", Uint8Array.of(0))).toEqual({
      kind: "unknown",
      message:
        'The file "photo.png" is no text. Choose a lesson or notebook (.md, .ipynb, .py), a project (.zip), or a progress or result file (.json).',
    });
  });

  it("says something of any bytes", () => {
    fc.assert(
      fc.property(fc.string(), fc.uint8Array({ maxLength: 200 }), (name, bytes) => {
        expect(fileKind(name, bytes).kind).not.toBe("");
      }),
      { numRuns: 2000 },
    );
  }, 60_000);
});
