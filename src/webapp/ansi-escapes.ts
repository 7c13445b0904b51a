const SINGLE: Readonly<Record<string, string>> = {
  a: "\x07",
  b: "\b",
  e: "\x1b",
  E: "\x1b",
  f: "\f",
  n: "\n",
  r: "\r",
  t: "\t",
  v: "\v",
};

const ESCAPE =
  /(?<bytes>(?:\\x[0-9a-fA-F]{1,2}|\\[0-7]{1,3})+)|\\u(?<short>[0-9a-fA-F]{1,4})|\\U(?<long>[0-9a-fA-F]{1,8})|\\c(?<control>[^])|\\(?<single>[^])/g;

/**
 * Reads the escapes within bash's `$'…'` (Bash manual, 3.1.2.4). Bytes in a row are read as UTF-8,
 * as programs in a terminal would. Total: an escape that is none stays as it is.
 */
export function ansiEscapes(text: string): string {
  return text.replace(ESCAPE, (match: string, ...rest: unknown[]) => {
    const { bytes, short, long, control, single } = rest.at(-1) as Record<
      string,
      string | undefined
    >;
    if (bytes !== undefined) return textOfBytes(bytes);
    const digits = short ?? long;
    if (digits !== undefined) return characterOf(Number.parseInt(digits, 16));
    if (control !== undefined) return String.fromCharCode(control.charCodeAt(0) & 31);
    if (single === undefined) return match;
    return SINGLE[single] ?? (/['"?\\]/.test(single) ? single : match);
  });
}

function textOfBytes(run: string): string {
  const bytes = run
    .split("\\")
    .slice(1)
    .map((escape) => (escape.startsWith("x") ? parseHex(escape.slice(1)) : parseOctal(escape)));
  try {
    return new TextDecoder("utf-8", { fatal: true }).decode(Uint8Array.from(bytes));
  } catch {
    // No UTF-8: each byte is a character, as headers have it.
    return String.fromCharCode(...bytes);
  }
}

function parseHex(digits: string): number {
  return Number.parseInt(digits, 16);
}

function parseOctal(digits: string): number {
  return Number.parseInt(digits, 8) & 255;
}

function characterOf(code: number): string {
  return code > 0x10ffff ? "\ufffd" : String.fromCodePoint(code);
}
