import type { NotebookItem } from "../../notebook/model.ts";

const codeLine = 23;
const proseLine = 26;
const gap = 24;

/**
 * About how high an item is, in CSS pixels, for the scroll bar of a long notebook: exact for a code
 * cell without output, a guess for prose.
 */
export function guessHeight(item: NotebookItem): number {
  switch (item.kind) {
    case "cell": {
      const text = item.cell.source.peek();
      if (item.cell.kind === "markdown") return proseHeight(text.length);
      return linesOf(text) * codeLine + 24 + 44 + 2 + gap;
    }
    case "fence":
      return linesOf(item.source) * codeLine + 24 + gap;
    case "quiz": {
      const { question, answers } = item.quiz;
      return 40 + proseHeight(question.html.length) + answers.length * 38 + 43 + gap;
    }
    case "prose":
      return proseHeight(item.html.length);
    case "problem":
      return 50 + gap;
  }
}

function linesOf(text: string): number {
  return text.split("\n").length;
}

function proseHeight(characters: number): number {
  return Math.ceil(characters / 85) * proseLine + gap;
}
