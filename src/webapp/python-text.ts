const ESCAPES: Readonly<Record<string, string>> = {
  "\\": "\\\\",
  "\n": "\\n",
  "\r": "\\r",
  "\t": "\\t",
};

/** A text as Python's `repr` shows it: in single quotes, unless only those are in it. */
export function pythonText(text: string): string {
  const quote = text.includes("'") && !text.includes('"') ? '"' : "'";
  // oxlint-disable-next-line no-control-regex -- the characters that repr() writes as escapes
  const escaped = text.replace(/[\\\n\r\t]|[\0-\x1f\x7f]/g, (character) => {
    return ESCAPES[character] ?? hex(character);
  });
  return quote + escaped.replaceAll(quote, `\\${quote}`) + quote;
}

/** Bytes, given as one byte a character, as Python's `repr` shows them. */
export function pythonBytes(bytes: string): string {
  const quote = bytes.includes("'") && !bytes.includes('"') ? '"' : "'";
  const escaped = bytes.replace(/[\\\n\r\t]|[^ -~]/g, (character) => {
    return ESCAPES[character] ?? hex(character);
  });
  return `b${quote}${escaped.replaceAll(quote, `\\${quote}`)}${quote}`;
}

function hex(character: string): string {
  return `\\x${character.charCodeAt(0).toString(16).padStart(2, "0")}`;
}
