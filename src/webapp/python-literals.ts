/** A text as a Python string in double quotes; what cannot be seen is escaped. */
export function pythonString(text: string): string {
  const inside = text.replace(
    /["\\]|[^ -~\u00a1-\uffff]|[\u2028\u2029\ud800-\udfff\ufeff]/gu,
    (character) => {
      const known = KNOWN[character];
      if (known !== undefined) return known;
      const code = character.codePointAt(0) ?? 0;
      // Letters and signs beyond the basic plane can be seen.
      if (code > 0xffff) return character;
      return code < 0x100 ? `\\x${hex(code, 2)}` : `\\u${hex(code, 4)}`;
    },
  );
  return `"${inside}"`;
}

/** Bytes as a Python bytes literal. */
export function pythonBytes(bytes: Uint8Array): string {
  let inside = "";
  for (const byte of bytes) {
    const character = String.fromCharCode(byte);
    inside += KNOWN[character] ?? (byte >= 0x20 && byte < 0x7f ? character : `\\x${hex(byte, 2)}`);
  }
  return `b"${inside}"`;
}

/**
 * A JSON text as a Python expression: numbers stay as they are written, so that 1.0 does not become
 * 1. Null where the text is no JSON, or is nested so deeply that nobody would want to read it.
 */
export function pythonValue(json: string): string | null {
  try {
    JSON.parse(json);
  } catch {
    return null;
  }
  const tokens = json.match(/"(?:[^"\\]|\\.)*"|[{}[\],:]|[^\s{}[\],:"]+/g) ?? [];
  const reader = new Reader(tokens);
  const value = reader.value(0);
  return value === null ? null : value.text;
}

/** So deep nesting would run out of stack. */
const DEEPEST = 50;
/** Characters that fit on a line beside the call. */
const WIDTH = 72;
const CONSTANTS: Readonly<Record<string, string>> = { true: "True", false: "False", null: "None" };
const KNOWN: Readonly<Record<string, string>> = {
  '"': '\\"',
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** Reads valid JSON's tokens; values too wide for a line are spread over several. */
class Reader {
  #tokens: readonly string[];
  #at = 0;

  constructor(tokens: readonly string[]) {
    this.#tokens = tokens;
  }

  value(depth: number): { readonly text: string } | null {
    const token = this.#next();
    if (token === "{" || token === "[") return this.#container(token, depth);
    if (token.startsWith('"')) return { text: pythonString(JSON.parse(token) as string) };
    return { text: CONSTANTS[token] ?? token };
  }

  #container(open: "{" | "[", depth: number): { readonly text: string } | null {
    if (depth > DEEPEST) return null;
    const close = open === "{" ? "}" : "]";
    const items: string[] = [];
    while (this.#tokens[this.#at] !== close) {
      const key = open === "{" ? `${pythonString(JSON.parse(this.#next()) as string)}: ` : "";
      if (open === "{") this.#at++;
      const item = this.value(depth + 1);
      if (item === null) return null;
      items.push(key + item.text);
      if (this.#tokens[this.#at] === ",") this.#at++;
    }
    this.#at++;
    const line = `${open}${items.join(", ")}${close}`;
    if (line.length <= WIDTH && !line.includes("\n")) return { text: line };
    const inner = items.map((item) => `    ${item.replaceAll("\n", "\n    ")},\n`).join("");
    return { text: `${open}\n${inner}${close}` };
  }

  #next(): string {
    return this.#tokens[this.#at++] ?? "";
  }
}

function hex(code: number, digits: number): string {
  return code.toString(16).padStart(digits, "0");
}
