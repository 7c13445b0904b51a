/** A JSON object of unknown shape. */
export type Fields = Readonly<Record<string, unknown>>;

/** True for an object that is no list. */
export function isFields(value: unknown): value is Fields {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** The value as an object; an empty one for anything else. */
export function fieldsOf(value: unknown): Fields {
  return isFields(value) ? value : {};
}

/** The value as a list; an empty one for anything else. */
export function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? (value as readonly unknown[]) : [];
}

/** nbformat's "multiline string": a text, or a list of its lines, with their ends. */
export function textOf(value: unknown): string {
  if (typeof value === "string") return value;
  return listOf(value)
    .filter((line) => typeof line === "string")
    .join("");
}

/** As nbformat writes texts: a list of lines with their ends. */
export function linesOf(text: string): string[] {
  return text === "" ? [] : text.split(/(?<=\n)/);
}

/** The object without these keys, and without "__proto__". */
export function without(fields: Fields, keys: ReadonlySet<string>): Fields {
  return Object.fromEntries(
    Object.entries(fields).filter(([key]) => key !== "__proto__" && !keys.has(key)),
  );
}
