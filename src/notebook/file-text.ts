import { TEXT_LIMIT } from "./file-model.ts";

const known = new WeakMap<Uint8Array, { readonly text: string | null }>();

/** The bytes as text; null where they are more than can be edited, or no UTF-8, or hold a NUL. */
export function textOf(bytes: Uint8Array): string | null {
  if (bytes.length > TEXT_LIMIT) return null;
  let entry = known.get(bytes);
  if (entry === undefined) known.set(bytes, (entry = { text: decode(bytes) }));
  return entry.text;
}

function decode(bytes: Uint8Array): string | null {
  if (bytes.includes(0)) return null;
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return null;
  }
}

/** Folders that tools make for themselves; the learner need not see or keep them. */
const TOOL_FOLDERS = new Set([
  "__pycache__",
  ".pytest_cache",
  ".hypothesis",
  ".mypy_cache",
  ".ruff_cache",
]);

/** True for a file that is of no interest to a learner. */
export function isToolFile(path: string): boolean {
  return path.split("/").some((part) => TOOL_FOLDERS.has(part));
}
