/** A piece of terminal text with the classes of its look. */
export interface StyledText {
  readonly text: string;
  /** "ansi-bold ansi-red", or "". */
  readonly className: string;
}

const names = ["black", "red", "green", "yellow", "blue", "magenta", "cyan", "white"];

interface Look {
  readonly color: string | null;
  readonly flags: ReadonlySet<string>;
}

const plain: Look = { color: null, flags: new Set() };

// eslint-disable-next-line no-control-regex -- escape sequences are made of control characters
const sequence = /\u001b(?:\[([0-9;:?]*)([@-~])|\][^\u0007\u001b]*(?:\u0007|\u001b\\)?|[@-Z\\-_])/g;

/**
 * Terminal text as pieces with class names. Of the escape sequences (ECMA-48) only SGR, the one
 * for colours and weight, has an effect; the others are taken out.
 */
export function parseAnsi(text: string): readonly StyledText[] {
  if (!text.includes("\u001b")) return [{ text, className: "" }];
  const pieces: StyledText[] = [];
  let look = plain;
  let position = 0;
  const push = (end: number) => {
    if (end > position) pieces.push({ text: text.slice(position, end), className: classOf(look) });
  };
  for (const match of text.matchAll(sequence)) {
    push(match.index);
    position = match.index + match[0].length;
    if (match[2] === "m") look = applyCodes(look, match[1] ?? "");
  }
  push(text.length);
  return pieces;
}

function applyCodes(look: Look, codes: string): Look {
  let { color } = look;
  const flags = new Set(look.flags);
  const numbers = codes.split(/[;:]/).map(Number);
  for (let index = 0; index < numbers.length; index++) {
    const code = numbers[index] ?? 0;
    if (code === 0) {
      color = null;
      flags.clear();
    } else if (code === 1) flags.add("bold");
    else if (code === 2) flags.add("dim");
    else if (code === 3) flags.add("italic");
    else if (code === 4) flags.add("underline");
    else if (code === 22) {
      flags.delete("bold");
      flags.delete("dim");
    } else if (code === 23) flags.delete("italic");
    else if (code === 24) flags.delete("underline");
    else if (code >= 30 && code <= 37) color = names[code - 30] ?? null;
    else if (code >= 90 && code <= 97) color = `bright-${names[code - 90]}`;
    else if (code === 39) color = null;
    // 256 and 24-bit colours are not ours to match with the theme: skip what they consist of.
    else if (code === 38 || code === 48) index += numbers[index + 1] === 5 ? 2 : 4;
  }
  return { color, flags };
}

function classOf({ color, flags }: Look): string {
  const all = color === null ? [...flags] : [...flags, color];
  return all.map((name) => `ansi-${name}`).join(" ");
}
