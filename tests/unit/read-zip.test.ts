import fc from "fast-check";
import { strToU8, zipSync } from "fflate";
import { describe, expect, it } from "vitest";
import { projectFiles } from "../../src/lesson/project-files.ts";
import { readZip, ZIP_LIMITS } from "../../src/lesson/read-zip.ts";
import { writeZip } from "../../src/lesson/write-zip.ts";
import { readProject, readProjectZip } from "../../src/notebook/read-project.ts";

function zip(files: Readonly<Record<string, string | Uint8Array>>): Uint8Array {
  return zipSync(
    Object.fromEntries(
      Object.entries(files).map(([path, content]) => [
        path,
        typeof content === "string" ? strToU8(content) : content,
      ]),
    ),
  );
}

function said(bytes: Uint8Array): string {
  const read = readZip(bytes);
  return read.kind === "refused" ? read.message : read.problems.join(" ");
}

function paths(bytes: Uint8Array): readonly string[] {
  const read = readZip(bytes);
  return read.kind === "files" ? read.files.map(({ path }) => path) : [];
}

function others(bytes: Uint8Array): readonly string[] {
  const read = readZip(bytes);
  return read.kind === "files" ? read.others.map(({ path }) => path) : [];
}

describe("readZip(bytes)", () => {
  it("gives the text files, without the folder that all are in", () => {
    const bytes = zip({
      "shop-main/app.py": "x = 1\n",
      "shop-main/a/b.html": "ä",
      "shop-main/": "",
    });
    expect(readZip(bytes)).toEqual({
      kind: "files",
      files: [
        { path: "a/b.html", text: "ä" },
        { path: "app.py", text: "x = 1\n" },
      ],
      others: [],
      problems: [],
    });
    expect(paths(zip({ "shop/__init__.py": "", "shop/a.py": "" }))).toEqual([
      "shop/__init__.py",
      "shop/a.py",
    ]);
  });

  it("leaves out what tools made, and says what it leaves out of the rest", () => {
    const bytes = zip({
      "a.py": "x",
      "__pycache__/a.pyc": "x",
      ".git/config": "x",
      "__MACOSX/._a.py": "x",
      "photo.png": Uint8Array.of(0x89, 0, 0xff),
      "latin.txt": Uint8Array.of(0xe4),
      "big.txt": new Uint8Array(ZIP_LIMITS.file + 1).fill(65),
    });
    expect(paths(bytes)).toEqual(["a.py"]);
    expect(said(bytes)).toBe("Left out: big.txt has more than 1 MB.");
    expect(others(bytes)).toEqual(["latin.txt", "photo.png"]);
  });

  it("gives a project's data as bytes, however large one file of it is", () => {
    const large = new Uint8Array(2 * ZIP_LIMITS.file).fill(65);
    for (const folder of ["", "shop-main/"]) {
      const bytes = zip({
        [`${folder}app.py`]: "x",
        [`${folder}data/orders.csv`]: "a,b\n",
        [`${folder}data/large.csv`]: large,
      });
      expect(paths(bytes)).toEqual(["app.py"]);
      expect(others(bytes)).toEqual(["data/large.csv", "data/orders.csv"]);
      expect(said(bytes)).toBe("");
    }
    const tooMuch = zip({ "data/all.csv": new Uint8Array(ZIP_LIMITS.all + 1).fill(65) });
    expect(said(tooMuch)).toContain("more than 20 MB");
  });

  it.each([
    "../evil.py",
    "a/../../evil.py",
    "/etc/evil.py",
    "C:/evil.py",
    "a\\..\\evil.py",
    "~/evil.py",
    "data/../../x",
  ])("refuses the path %s", (path) => {
    expect(paths(zip({ [path]: "x", "a.py": "" }))).toEqual(["a.py"]);
    expect(said(zip({ [path]: "x", "a.py": "" }))).toMatch(/leads out of|backslashes/);
  });

  it("stops at a file that inflates without end", () => {
    const bomb = zip({ "zeros.txt": new Uint8Array(40_000_000), "a.py": "x" });
    expect(bomb.length).toBeLessThan(60_000);
    expect(paths(bomb)).toEqual(["a.py"]);
  }, 60_000);

  it("stops at many files that are large together, and at very many files", () => {
    const many = Object.fromEntries(
      Array.from({ length: 30 }, (_, index) => [`${index}.txt`, new Uint8Array(900_000).fill(65)]),
    );
    expect(said(zip(many))).toContain("more than 20 MB or 500 files");
    const small = Object.fromEntries(
      Array.from({ length: 501 }, (_, index) => [`${index}.py`, "x"]),
    );
    expect(said(zip(small))).toContain("more than 20 MB or 500 files");
  }, 60_000);

  it("believes no header about sizes", () => {
    const bytes = zip({ "a.txt": new Uint8Array(2_000_000).fill(65), "b.py": "x" });
    // The local header's uncompressed size, at byte 22, says "1".
    new DataView(bytes.buffer).setUint32(22, 1, true);
    expect(paths(bytes)).toEqual(["b.py"]);
  });

  it("reads what is whole of a file that was cut short", () => {
    const whole = zip({ "a.py": "x = 1", "b.txt": "words ".repeat(3000) });
    expect(paths(whole.subarray(0, 90))).toEqual(["a.py"]);
    expect(said(whole.subarray(0, 90))).toBe("Left out: b.txt is cut short.");
    expect(said(Uint8Array.of(0x50, 0x4b))).toContain("it is empty, or cut short");
    expect(said(strToU8("no zip"))).toContain("This is no zip file");
  });

  it("is total: whatever the bytes, files or a sentence", () => {
    const whole = zip({ "a.py": "x = 1", "b/c.txt": "words ".repeat(50), __proto__: "x" });
    const damaged = fc
      .array(fc.tuple(fc.nat(whole.length - 1), fc.nat(255)), { minLength: 1, maxLength: 6 })
      .map((changes) => {
        const bytes = whole.slice();
        for (const [at, value] of changes) bytes[at] = value;
        return bytes;
      });
    fc.assert(
      fc.property(fc.oneof(damaged, fc.uint8Array({ maxLength: 200 })), (bytes) => {
        const read = readZip(bytes);
        const found = read.kind === "files" ? [...read.files, ...read.others] : read.message;
        expect(found.length).toBeGreaterThan(0);
      }),
      { numRuns: 4000 },
    );
  }, 120_000);
});

describe("readProject(files, name)", () => {
  it("makes a scratch notebook of a folder", async () => {
    const read = await readProject(
      [
        { path: "app.py", text: "x" },
        { path: "data/a.csv", text: "a" },
      ],
      "shop.zip",
    );
    expect(read.title).toBe("shop");
    expect(read.cells).toEqual([{ id: "cell-1", kind: "python", source: "" }]);
    expect(read.files).toEqual([{ path: "app.py", text: "x" }]);
    expect(read.problems).toEqual([expect.stringContaining('The path "data/a.csv"')]);
  });

  it("opens the one notebook of a folder", async () => {
    const text = JSON.stringify({ nbformat: 4, cells: [{ cell_type: "code", source: "1" }] });
    const read = await readProject(
      [
        { path: "n.ipynb", text },
        { path: "a.py", text: "x" },
      ],
      "z",
    );
    expect(read.cells.map(({ source }) => source)).toEqual(["1"]);
    expect(read.files?.map(({ path }) => path)).toEqual(["a.py"]);
  });

  it("brings an exported project back with the code that was written in it", async () => {
    const text = `---
title: Back
packages: [flask]
---

\`\`\`html file="templates/a.html"
<p>
\`\`\`

\`\`\`python
a = 1
\`\`\`

\`\`\`python exercise="one"
b = ...
\`\`\`

\`\`\`python check="one"
assert b
\`\`\`
`;
    const source = { title: "Back", packages: ["flask"], text, original: text, data: [] };
    const files = projectFiles(source, { helpers: [["run_check.py", "x"]], versions: {} });
    const edited = files.map(({ path, content }) => ({
      path: `back/${path}`,
      content: { "exercises/one.py": "b = 2\n", "templates/a.html": "<b>\n" }[path] ?? content,
    }));
    const read = await readProjectZip(
      writeZip([...edited, { path: "back/mine.py", content: "m" }]),
      "b.zip",
    );
    expect([read.title, read.packages, read.problems]).toEqual(["Back", ["flask"], []]);
    expect(read.cells.map(({ kind, source: code }) => [kind, code])).toEqual([
      ["file", "<b>"],
      ["python", "a = 1"],
      ["exercise", "b = 2"],
    ]);
    expect(read.files).toEqual([{ path: "mine.py", text: "m" }]);
  });

  it("does not take the export's own files for the learner's", async () => {
    const text =
      '---\ntitle: T\n---\n\n```markdown file="README.md"\nMine.\n```\n\n```python file="notebook.py"\nx\n```\n\n```python\n1\n```\n';
    const source = { title: "T", packages: [], text, original: null, data: [] };
    const files = projectFiles(source, { helpers: [], versions: {} });
    expect(files.find(({ path }) => path === "notebook.py")?.content).toBe("x\n");
    const read = await readProjectZip(writeZip(files), "t.zip");
    expect(read.cells.map(({ source: code }) => code)).toEqual(["Mine.", "x", "1"]);
  });

  it("brings back data and pictures as they are", async () => {
    const picture = Uint8Array.of(0x89, 0, 0xff);
    const { files = [], others: rest } = await readProjectZip(
      zip({ "app.py": "x", "data/a.csv": "a", "static/logo.png": picture }),
      "z.zip",
    );
    expect(files.map(({ path }) => path)).toEqual(["app.py"]);
    expect(rest).toEqual([
      { path: "data/a.csv", bytes: strToU8("a") },
      { path: "static/logo.png", bytes: picture },
    ]);
  });

  it("refuses what is no zip, in a sentence", async () => {
    await expect(readProjectZip(strToU8("x"), "a.zip")).rejects.toThrow("This is no zip file.");
  });
});
