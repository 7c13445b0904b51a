/** The words after a fence's backticks: "python" and `exercise="hello"`. */
export interface FenceInfo {
  /** First word; "" where the fence has none. */
  readonly language: string;
  /** `key="value"` pairs in their order; of two with one key the last wins. */
  readonly attributes: ReadonlyMap<string, string>;
  /** Words that are no pair: ".noeval", "setup". */
  readonly words: readonly string[];
}

const ATTRIBUTE =
  /\s*(?:([A-Za-z_][\w.@/-]*)\s*=\s*("(?:\\.|[^"\\])*"|'(?:\\.|[^'\\])*'|[^\s"']+)|(\S+))/gy;

/**
 * Reads a fence's info string as Jupytext's Markdown does: a language, then
 * `key="value"` pairs (https://jupytext.readthedocs.io/en/latest/formats-markdown.html).
 * Total: what is no pair comes back as a word.
 */
export function parseFenceInfo(info: string): FenceInfo {
  const text = info.trim();
  const language = /^\S*/.exec(text)?.[0] ?? "";
  const attributes = new Map<string, string>();
  const words: string[] = [];
  for (const [, key, value, word] of text.slice(language.length).matchAll(ATTRIBUTE)) {
    if (key !== undefined && value !== undefined) attributes.set(key, unquote(value));
    else if (word !== undefined) words.push(word);
  }
  return { language, attributes, words };
}

/** The info string of the given language and pairs: the inverse of {@link parseFenceInfo}. */
export function formatFenceInfo(
  language: string,
  attributes: Iterable<readonly [key: string, value: string]>,
): string {
  return [language, ...Array.from(attributes, ([key, value]) => `${key}=${quote(value)}`)].join(
    " ",
  );
}

/** Backticks would end the fence's info string (CommonMark 4.5), so they are escaped. */
function quote(value: string): string {
  return JSON.stringify(value).replaceAll("`", "\\u0060");
}

function unquote(value: string): string {
  if (value.startsWith("'")) return value.slice(1, -1).replace(/\\(.)/g, "$1");
  if (!value.startsWith('"')) return value;
  try {
    return String(JSON.parse(value));
  } catch {
    // An escape that JSON does not know: "\d". What was typed is what is meant.
    return value.slice(1, -1);
  }
}
