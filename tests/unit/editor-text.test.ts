import { describe, expect, it } from "vitest";
import {
  eraseIndent,
  indent,
  newLine,
  outdent,
  toggleComment,
  type Edit,
  type Selected,
} from "../../src/editor/editing.ts";
import { highlightHtml } from "../../src/editor/highlight.ts";
import { selectionAt } from "../../src/editor/place.ts";
import { languages, tokenize, tokenizeLine } from "../../src/editor/tokens/tokenize.ts";

/** A text with its selection marked by bars: "a|b|c", or "a|b" for a caret. */
function marked(text: string): Selected {
  const [before = "", inside = "", after] = text.split("|");
  const start = before.length;
  if (after === undefined) return { text: before + inside, start, end: start };
  return { text: before + inside + after, start, end: start + inside.length };
}

function applied({ text }: Selected, edit: Edit | null): string | null {
  if (!edit) return null;
  const next = text.slice(0, edit.from) + edit.insert + text.slice(edit.to);
  const [start, end] = [edit.selectionStart, edit.selectionEnd];
  const caret = start === end ? "|" : `|${next.slice(start, end)}|`;
  return next.slice(0, start) + caret + next.slice(end);
}

describe("keys of the plain editor", () => {
  it.each([
    ["Tab goes to the next tab stop", indent, "ab|c", "ab  |c"],
    ["Tab indents selected lines", indent, "|a\nb|", "    |a\n    b|"],
    ["Tab leaves out a line of which nothing is selected", indent, "|a\n|b", "    |a\n|b"],
    ["Shift+Tab goes back one step", outdent, "      a|", "  a|"],
    ["Backspace in indentation goes back to the tab stop", eraseIndent, "      |a", "    |a"],
    ["Backspace elsewhere is the browser's", eraseIndent, "  a|", null],
    ["Ctrl+/ comments out", toggleComment, "a = 1|", "# a = 1|"],
    ["Ctrl+/ comments in", toggleComment, "# a = 1|", "a = 1|"],
  ])("%s", (_, change, before, after) => {
    expect(applied(marked(before), change(marked(before)))).toBe(after);
  });

  it("Enter keeps the indentation and goes deeper after a colon", () => {
    const python = (text: string) => applied(marked(text), newLine(marked(text), "python"));
    expect(python("    a = 1|")).toBe("    a = 1\n    |");
    expect(python("  if a:  # so|")).toBe("  if a:  # so\n      |");
    expect(applied(marked("a:|"), newLine(marked("a:|"), "css"))).toBe("a:\n|");
  });
});

describe("selectionAt(text, place, kept)", () => {
  const kept = { start: 1, end: 1 };
  const text = "one\n  two = three\nfour";

  it("finds a line's columns", () => {
    expect(selectionAt(text, { line: 2, columns: [2, 5] }, kept)).toEqual({ start: 6, end: 9 });
  });

  it("takes the whole line, without indentation, where columns are unknown", () => {
    expect(selectionAt(text, { line: 2, columns: null }, kept)).toEqual({ start: 6, end: 17 });
  });

  it("stays within a text that has become shorter", () => {
    expect(selectionAt("a", { line: 9, columns: [4, 8] }, kept)).toEqual({ start: 1, end: 1 });
  });
});

describe("tokenizeLine(language, line, state)", () => {
  const kinds = (language: string, line: string) => {
    const { tokens } = tokenizeLine(language, line, "root");
    return tokens.map(({ start, kind }, index) => [
      kind,
      line.slice(start, tokens[index + 1]?.start),
    ]);
  };

  it("tells Python's names, strings and comments apart", () => {
    expect(kinds("python", 'def f(x): return rf"{x}"  # why')).toEqual([
      ["keyword", "def"],
      ["", " "],
      ["function", "f"],
      ["", "(x): "],
      ["keyword", "return"],
      ["", " "],
      ["string", 'rf"{x}"'],
      ["", "  "],
      ["comment", "# why"],
    ]);
  });

  it("takes soft keywords for names where they are names", () => {
    expect(kinds("python", "match = 1")[0]).toEqual(["", "match = "]);
    expect(kinds("python", "match point:")[0]).toEqual(["keyword", "match"]);
    expect(kinds("python", "type Pair = tuple")[0]).toEqual(["keyword", "type"]);
  });

  it("carries a string in three quotes over lines", () => {
    const states = tokenize("python", 'a = """one\ntwo\n"""\nb').map(({ state }) => state);
    expect(states).toEqual(["double", "double", "root", "root"]);
  });

  it("sees templates in HTML", () => {
    expect(kinds("jinja", "<b>{{ x }}</b>").map(([kind]) => kind)).toEqual([
      "tag",
      "template",
      "tag",
    ]);
  });

  it("never loses a character, whatever the text", () => {
    let seed = 7;
    const random = () => (seed = (seed * 16_807) % 2_147_483_647);
    const pieces = ['"', "'", '"""', "#", "\\", "{", "<", "/*", "`", "é", "😀", " ", "a", "1"];
    for (let round = 0; round < 300; round++) {
      const text = Array.from({ length: 30 }, () => pieces[random() % pieces.length]).join("");
      for (const language of [...languages, "unheard-of"]) {
        expect(plain(highlightHtml(language, text))).toBe(`${text}\n`);
      }
    }
  });
});

function plain(html: string): string {
  return html
    .replaceAll(/<[^>]*>/g, "")
    .replaceAll("&lt;", "<")
    .replaceAll("&gt;", ">")
    .replaceAll("&amp;", "&");
}
