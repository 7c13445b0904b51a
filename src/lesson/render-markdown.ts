import { readAlert, renderAlert } from "./alerts.ts";
import { type MarkdownBlock, readBlocks, renderBlocks } from "./markdown-blocks.ts";
import { type Env, markdown } from "./markdown.ts";
import { toLines } from "./text-lines.ts";
import { isTooLong } from "./text-size.ts";

/**
 * The HTML of a Markdown text. Total; raw HTML in the text is shown as text. A text that could keep
 * the page busy for long is shown as it is.
 */
export function renderMarkdown(text: string): string {
  if (isTooLong(text)) return `<pre><code>${markdown.utils.escapeHtml(text)}</code></pre>\n`;
  const lines = toLines(text);
  const env: Env = {};
  return renderProse(readBlocks(lines, 0, env), lines, env);
}

/** The HTML of blocks of a text, alerts among them. */
export function renderProse(
  blocks: readonly MarkdownBlock[],
  lines: readonly string[],
  env: Env,
): string {
  let html = "";
  for (const block of blocks) {
    const alert = readAlert(block, lines, env);
    html += alert === null ? renderBlocks([block], env) : renderAlert(alert);
  }
  return html;
}
