/** The headers of a METADATA file (core metadata; RFC 822 style), keyed in lower case. */
export type Metadata = ReadonlyMap<string, readonly string[]>;

/** Where the headers end: at the first empty line, or at the end. */
function headerText(text: string): string {
  return text.replaceAll("\r\n", "\n").split("\n\n", 1)[0] ?? "";
}

/** Parses the headers; continuation lines are joined with line feeds, the description is left. */
export function parseMetadata(text: string): Metadata {
  const headers = new Map<string, string[]>();
  for (const header of headerText(text).split(/\n(?![ \t|])/)) {
    const colon = header.indexOf(":");
    if (colon < 1) continue;
    const key = header.slice(0, colon).toLowerCase();
    const value = header
      .slice(colon + 1)
      .split("\n")
      .map((line) => line.trim())
      .join("\n")
      .trim();
    headers.set(key, [...(headers.get(key) ?? []), value]);
  }
  return headers;
}

/** The same file without its long description: what `importlib.metadata` needs, in a tenth. */
export function stripDescription(text: string): string {
  const kept = headerText(text)
    .split(/\n(?![ \t|])/)
    .filter((header) => !/^Description:/i.test(header));
  return `${kept.join("\n")}\n`;
}
