import { describe, expect, it } from "vitest";
import {
  fromNotebookText,
  type NotebookTextCell,
  toNotebookText,
} from "../../src/lesson/notebook-text.ts";
import { Random } from "./support/random.ts";

const python = (source: string): NotebookTextCell => ({ kind: "python", source });
const markdown = (source: string): NotebookTextCell => ({ kind: "markdown", source });

describe("toNotebookText(cells)", () => {
  it("writes Python in fences and texts as they are", () => {
    const cells = [
      markdown("# T"),
      markdown("text"),
      python("x = 1"),
      python(""),
      markdown("\nend\n"),
    ];
    expect(toNotebookText(cells)).toBe(
      "# T\n\n\ntext\n\n```python\nx = 1\n```\n\n```python\n```\n\nend\n",
    );
  });

  it("is empty for an empty notebook", () => {
    expect(toNotebookText([])).toBe("");
    expect(toNotebookText([markdown(" ".repeat(0))])).toBe("");
  });
});

describe("fromNotebookText(text)", () => {
  it("reads a text without front matter", () => {
    expect(fromNotebookText("text\n\n```python\nx = 1\n```\n")).toEqual({
      title: null,
      packages: [],
      cells: [markdown("text"), python("x = 1")],
    });
  });

  it("reads a lesson as a notebook", () => {
    const text =
      '---\ntitle: T\npackages: [flask]\n---\n\n```python check="a"\nassert a\n```\n\n```html file="a.html"\n<p>\n```\n';
    expect(fromNotebookText(text)).toEqual({
      title: "T",
      packages: ["flask"],
      cells: [python("assert a"), markdown('```html file="a.html"\n<p>\n```')],
    });
  });

  it("is the inverse of toNotebookText(cells)", () => {
    const code = [
      "",
      "x = 1",
      "\n\nx",
      "x\n\n\n",
      "```",
      '"""\n````python\n"""',
      "~~~",
      "    x\n",
      "%%html",
      "🐍",
    ] as const;
    const texts = [
      "text",
      "# Heading",
      "- a\n\n  b",
      "> q",
      "a\n\n    code\n\n\n    code",
      "~~~\n\n\n\n~~~",
    ] as const;
    for (let seed = 0; seed < 1000; seed++) {
      const random = new Random(seed);
      const cells = random.list(8, () =>
        random.below(2) === 0 ? python(random.pick(code)) : markdown(random.pick(texts)),
      );
      expect(fromNotebookText(toNotebookText(cells)).cells, `seed ${seed}`).toEqual(cells);
    }
  });
});
