import { type MarkdownBlock, readBlocks, renderBlocks } from "./markdown-blocks.ts";
import { type Env, markdown } from "./markdown.ts";

/** A quotation that begins with "[!TIP]" or another of GitHub's alert marks. */
export interface Alert {
  readonly type: "note" | "tip" | "important" | "warning" | "caution";
  /** What stands in it, without the mark and the ">" signs. */
  readonly markdown: string;
  readonly html: string;
}

const TITLES = {
  note: "Note",
  tip: "Tip",
  important: "Important",
  warning: "Warning",
  caution: "Caution",
} as const satisfies Record<Alert["type"], string>;

/** Reads a quotation as an alert; null where it is a plain quotation. */
export function readAlert(block: MarkdownBlock, lines: readonly string[], env: Env): Alert | null {
  if (block.kind !== "quote") return null;
  const [mark = "", ...rest] = lines
    .slice(block.start, block.end)
    .map((line) => line.replace(/^ {0,3}> ?/, ""));
  const name = /^\[!(\w+)\]\s*$/.exec(mark)?.[1]?.toLowerCase() ?? "";
  if (!isAlertType(name)) return null;
  const inner = readBlocks(rest, 0, env);
  return { type: name, markdown: rest.join("\n").trim(), html: renderBlocks(inner, env) };
}

/** The alert as it stands in prose. */
export function renderAlert(alert: Alert): string {
  const title = markdown.utils.escapeHtml(TITLES[alert.type]);
  return `<div class="alert alert-${alert.type}" role="note"><p class="alert-title">${title}</p>\n${alert.html}</div>\n`;
}

function isAlertType(name: string): name is Alert["type"] {
  return Object.hasOwn(TITLES, name);
}
