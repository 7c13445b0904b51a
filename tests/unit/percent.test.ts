import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fromIpynb, toIpynb } from "../../src/lesson/ipynb.ts";
import {
  notebookToPython,
  plainPythonToNotebook,
  pythonToNotebook,
} from "../../src/lesson/percent.ts";
import { type PercentCell, readPercent, writePercent } from "../../src/lesson/percent-cells.ts";
import { readNotebook } from "../../src/notebook/read-notebook.ts";
import { Random, randomLessonText } from "./support/random.ts";

const FILE = `# ---
# title: Counting birds
# packages: [pandas]
# ---

# %% [markdown]
# # Birds
#
# Counted *by hand*.

# %% Read them tags=["a b","c"] n=3
birds = 3
# %matplotlib inline
# !ls
# # %% no cell

# %%
# %%html
# <p>
#
# </p>

# %%
%TIME
print(1)

# %% [raw]
# for other tools
`.replace("%TIME", "# %%time");

describe("the percent format", () => {
  it("is read with titles, metadata, texts and IPython's lines", () => {
    const { header, cells } = readPercent(FILE.split("\n"));
    expect(header).toEqual(["title: Counting birds", "packages: [pandas]"]);
    expect(cells).toEqual([
      { kind: "markdown", title: null, metadata: [], source: "# Birds\n\nCounted *by hand*." },
      {
        kind: "code",
        title: "Read them",
        metadata: [
          ["tags", ["a b", "c"]],
          ["n", 3],
        ],
        source: "birds = 3\n%matplotlib inline\n!ls\n# %% no cell",
      },
      { kind: "code", title: null, metadata: [], source: "%%html\n<p>\n\n</p>" },
      { kind: "code", title: null, metadata: [], source: "%%time\nprint(1)" },
      { kind: "raw", title: null, metadata: [], source: "for other tools" },
    ]);
  });

  it("is written back byte by byte", () => {
    expect(writePercent(readPercent(FILE.split("\n")))).toBe(FILE);
    expect(notebookToPython(pythonToNotebook(FILE))).toBe(FILE);
  });

  it("is read as other tools write it", () => {
    const other = `#!/usr/bin/env python
# coding: utf-8

x = 1
#%%[markdown]
# Words.
# %% [md]
"""
Text in quotes.
"""
#%%
y = 2
# In[3]:


z = 3
`;
    expect(readPercent(other.split("\n")).cells.map(({ kind, source }) => [kind, source])).toEqual([
      ["code", "#!/usr/bin/env python\n# coding: utf-8\n\nx = 1"],
      ["markdown", "Words."],
      ["markdown", "Text in quotes."],
      ["code", "y = 2"],
      ["code", "z = 3"],
    ]);
  });

  it("keeps what stands before the first cell, if it is code", () => {
    const { cells } = readPercent(["import os", "", "# %%", "x"]);
    expect(cells.map(({ source }) => source)).toEqual(["import os", "x"]);
  });

  it("comes back from what was written, whatever the cells hold", () => {
    const line = fc.oneof(
      fc.string({ maxLength: 20, unit: "binary" }).map((text) => text.replace(/[\r\n]/g, " ")),
      fc.constantFrom(
        "# %%",
        "#%% x",
        "# # %%",
        "%%bash",
        "!ls",
        '"""',
        "# ---",
        "",
        "  ",
        "# In[1]:",
      ),
    );
    const cell: fc.Arbitrary<PercentCell> = fc.record({
      kind: fc.constantFrom("code", "markdown", "raw"),
      source: fc.array(line, { maxLength: 4 }).map((lines) => lines.join("\n")),
      title: fc.oneof(fc.constant(null), fc.string(), fc.constantFrom("[markdown]", "a=1", "A b")),
      metadata: fc.array(fc.tuple(fc.constantFrom("a", "b.c", "a b", "d"), fc.jsonValue()), {
        maxLength: 2,
      }) as fc.Arbitrary<PercentCell["metadata"]>,
    });
    const header = fc.option(fc.array(line, { maxLength: 2 }));
    fc.assert(
      fc.property(header, fc.array(cell, { maxLength: 4 }), (top, cells) => {
        const lines = top?.filter((text) => text.trimEnd() !== "---") ?? null;
        const text = writePercent({ header: lines, cells });
        const read = readPercent(text.split("\n"));
        expect(read.cells).toHaveLength(cells.length);
        expect(read.cells.map(({ kind }) => kind)).toEqual(cells.map(({ kind }) => kind));
        expect(writePercent(read)).toBe(text);
      }),
      { numRuns: 3000 },
    );
  }, 60_000);

  it("is read from any text, in bounded time", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", maxLength: 300 }), (text) => {
        expect(readPercent(`# %% ${text}`.split("\n")).cells.length).toBeGreaterThan(0);
      }),
      { numRuns: 2000 },
    );
    expect(readPercent([`# %% ${" a=1".repeat(2400)}`]).cells).toHaveLength(1);
    expect(readPercent([`# %% ${" a=".repeat(300_000)}`]).cells).toHaveLength(1);
  });
});

describe("a lesson as Python", () => {
  const folder = join(import.meta.dirname, "../../lessons");
  const files = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    /\/\d+-.*\.md$/.test(name),
  );

  function roundTrip(text: string): string {
    const back = fromIpynb(pythonToNotebook(notebookToPython(toIpynb(text))));
    return back.kind === "text" ? back.text : back.message;
  }

  it.each(files)("gives the text of %s back, byte by byte", (name) => {
    const text = readFileSync(join(folder, name), "utf8");
    expect(roundTrip(text)).toBe(text);
  });

  it("writes the same Python again, whatever the lesson", () => {
    for (let seed = 0; seed < 300; seed++) {
      const python = notebookToPython(toIpynb(randomLessonText(new Random(seed))));
      expect(notebookToPython(pythonToNotebook(python)), `seed ${seed}`).toBe(python);
    }
  });
});

describe("readNotebook(text, 'py')", () => {
  it("reads cells with their titles, which the export writes again", async () => {
    const { title, packages, cells } = await readNotebook(FILE, "py");
    expect([title, packages]).toEqual(["Counting birds", ["pandas"]]);
    expect(cells.map(({ kind }) => kind)).toEqual([
      "markdown",
      "python",
      "python",
      "python",
      "markdown",
    ]);
    expect(cells[1]?.foreign).toEqual({
      metadata: { title: "Read them", tags: ["a b", "c"], n: 3 },
    });
  });

  it("reads a plain file as one cell, and its docstring as a text", async () => {
    const text =
      '#!/usr/bin/env python3\n"""Count birds.\n\n    In *two* lines.\n    """\n\nimport os\n';
    const { cells } = await readNotebook(text, "py");
    expect(cells.map(({ kind, source }) => [kind, source])).toEqual([
      ["markdown", "Count birds.\n\nIn *two* lines."],
      ["python", "#!/usr/bin/env python3\nimport os"],
    ]);
    const whole = JSON.parse(plainPythonToNotebook(text, { docstring: false })) as {
      cells: { source: string }[];
    };
    expect(whole.cells.map(({ source }) => source)).toEqual([text.trimEnd()]);
  });

  it("leaves a docstring with escapes, and a string that is more than one, in the code", async () => {
    for (const text of ['"""a\\n"""\nx', '"""a""" + "b"', "'a'\nx"]) {
      expect((await readNotebook(text, "py")).cells.map(({ source }) => source)).toEqual([text]);
    }
  });
});
