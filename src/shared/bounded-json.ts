import type { JsonValue } from "./json.ts";

/** A JSON object of unknown content. */
export type JsonObject = Readonly<Record<string, JsonValue>>;

/** Levels of lists and objects in each other that are taken; deeper ones exhaust other readers. */
const DEPTH = 60;

/**
 * A copy of a value from outside as plain JSON of at most `limit` characters, about; undefined where
 * it is larger, deeper than 60 levels, or no JSON. Total. A key "__proto__" is left out: code that
 * assigns by key would change a prototype with it.
 */
export function boundedJson(value: unknown, limit: number): JsonValue | undefined {
  const room = { left: limit };
  return copy(value, room, 0);
}

/** As {@link boundedJson}, for a value that must be an object. */
export function boundedObject(value: unknown, limit: number): JsonObject | undefined {
  const copied = boundedJson(value, limit);
  return isJsonObject(copied) ? copied : undefined;
}

/** True for an object that is no list. */
export function isJsonObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function copy(value: unknown, room: { left: number }, depth: number): JsonValue | undefined {
  if (typeof value === "string") room.left -= value.length + 2;
  else room.left -= 4;
  if (room.left < 0 || depth > DEPTH) return undefined;
  if (value === null || typeof value === "string" || typeof value === "boolean") return value;
  if (typeof value === "number") return Number.isFinite(value) ? value : undefined;
  if (typeof value !== "object") return undefined;
  if (Array.isArray(value)) {
    const list: JsonValue[] = [];
    for (const item of value as readonly unknown[]) {
      const copied = copy(item, room, depth + 1);
      if (copied === undefined) return undefined;
      list.push(copied);
    }
    return list;
  }
  const entries: [string, JsonValue][] = [];
  for (const [key, item] of Object.entries(value)) {
    if (key === "__proto__") continue;
    room.left -= key.length + 3;
    const copied = copy(item, room, depth + 1);
    if (copied === undefined) return undefined;
    entries.push([key, copied]);
  }
  return Object.fromEntries(entries);
}
