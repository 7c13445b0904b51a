/** Readers for values that came from outside: each takes anything and never throws. */

/** The value as a plain object, or null where it is none. */
export function asRecord(value: unknown): Readonly<Record<string, unknown>> | null {
  return typeof value === "object" && value !== null && !Array.isArray(value)
    ? (value as Readonly<Record<string, unknown>>)
    : null;
}

/** The value as a list; anything else is an empty one. */
export function asList(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

/** The value as text of at most `limit` characters, or undefined. */
export function asText(value: unknown, limit = 1_000_000): string | undefined {
  return typeof value === "string" && value.length <= limit ? value : undefined;
}

/** The value as a number in [0, limit], or undefined. */
export function asCount(value: unknown, limit = Number.MAX_SAFE_INTEGER): number | undefined {
  return typeof value === "number" && value >= 0 && value <= limit ? value : undefined;
}

/** The value as an ISO 8601 time, or undefined. */
export function asTime(value: unknown): string | undefined {
  return typeof value === "string" && value.length < 40 && !Number.isNaN(Date.parse(value))
    ? value
    : undefined;
}
