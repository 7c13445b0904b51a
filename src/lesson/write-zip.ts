import { zipSync } from "fflate";
import type { ProjectFile } from "./project-files.ts";

/** A zip file of these files. The same files give the same bytes, whenever and wherever. */
export function writeZip(files: readonly ProjectFile[]): Uint8Array {
  const encoder = new TextEncoder();
  const entries = files
    .toSorted((one, other) => (one.path < other.path ? -1 : 1))
    .map(({ path, content }) => [
      path,
      typeof content === "string" ? encoder.encode(content) : content,
    ]);
  return zipSync(Object.fromEntries(entries) as Record<string, Uint8Array>, {
    level: 9,
    // A zip holds local time: this is the same one in every time zone.
    mtime: new Date(1980, 0, 1, 12),
  });
}
