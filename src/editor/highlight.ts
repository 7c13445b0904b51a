import { tokenizeLine } from "./tokens/tokenize.ts";

const replacements: Readonly<Record<string, string>> = { "&": "&amp;", "<": "&lt;", ">": "&gt;" };

function escapeHtml(text: string): string {
  return text.replace(/[&<>]/g, (character) => replacements[character] ?? character);
}

/**
 * HTML of highlighted code: the text, escaped, in spans with the classes `tok-…`. Its text content
 * is exactly the code, with a line break at the end so that a last empty line has its height.
 */
export function highlightHtml(language: string, code: string): string {
  let state = "root";
  let html = "";
  for (const line of code.split("\n")) {
    const tokenized = tokenizeLine(language, line, state);
    state = tokenized.state;
    tokenized.tokens.forEach((token, index) => {
      const text = escapeHtml(line.slice(token.start, tokenized.tokens[index + 1]?.start));
      html += token.kind ? `<span class="tok-${token.kind}">${text}</span>` : text;
    });
    html += "\n";
  }
  return html;
}
