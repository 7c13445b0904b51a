import { hashSource } from "../shared/hash.ts";
import { asRecord } from "../shared/json-fields.ts";

/** A file of ours is five levels deep; what is deeper was not written by it. */
const DEPTH = 8;

/**
 * The checksum of a result file, over all fields but "checksum" itself, whatever their order and
 * the spaces between them. It tells a file that was changed by hand, or damaged on the way, from
 * one as it was written. It is no protection: who knows this function can compute it anew. Null for
 * what is no such file.
 */
export function checksumOf(file: unknown): string | null {
  const fields = asRecord(file);
  if (fields === null) return null;
  const { checksum: _own, ...rest } = fields;
  const text = canonical(rest, DEPTH);
  return text === null ? null : hashSource(text);
}

/** JSON with the keys of objects in order; null where it is nested too deeply. */
function canonical(value: unknown, depth: number): string | null {
  if (typeof value !== "object" || value === null) return JSON.stringify(value) ?? null;
  if (depth === 0) return null;
  const parts: string[] = [];
  if (Array.isArray(value)) {
    for (const item of value) {
      const text = canonical(item, depth - 1);
      if (text === null) return null;
      parts.push(text);
    }
    return `[${parts.join()}]`;
  }
  const entries = Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
  for (const [key, item] of entries) {
    const text = canonical(item, depth - 1);
    if (text === null) return null;
    parts.push(`${JSON.stringify(key)}:${text}`);
  }
  return `{${parts.join()}}`;
}
