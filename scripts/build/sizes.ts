import { readdir, stat } from "node:fs/promises";
import { join, relative, sep } from "node:path";

/** Bytes of one part of the built app. */
export interface PartSize {
  readonly part: string;
  readonly files: number;
  readonly bytes: number;
  /** As sent with Brotli where a compressed file lies beside. */
  readonly sent: number;
}

function partOf(path: string): string {
  const [first = "", ...rest] = path.split(sep);
  return rest.length === 0 ? "page" : first;
}

/** Adds up the files of the built app by top folder. */
export async function measureParts(folder: string): Promise<readonly PartSize[]> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const sizes = new Map<string, number>();
  for (const entry of entries) {
    const file = join(entry.parentPath, entry.name);
    if (entry.isFile()) sizes.set(relative(folder, file), (await stat(file)).size);
  }
  const parts = new Map<string, { files: number; bytes: number; sent: number }>();
  for (const [path, bytes] of sizes) {
    if (/\.(br|gz)$/.test(path)) continue;
    const part = parts.get(partOf(path)) ?? { files: 0, bytes: 0, sent: 0 };
    part.files += 1;
    part.bytes += bytes;
    part.sent += sizes.get(`${path}.br`) ?? bytes;
    parts.set(partOf(path), part);
  }
  return [...parts]
    .map(([part, size]) => ({ part, ...size }))
    .toSorted((a, b) => b.bytes - a.bytes);
}

/** A line for each part: "packs: 118 files, 70.1 MB, 70.1 MB sent". */
export function formatSizes(parts: readonly PartSize[]): string {
  const megabytes = (bytes: number): string => `${(bytes / 1e6).toFixed(1)} MB`;
  return parts
    .map(
      ({ part, files, bytes, sent }) =>
        `  ${part}: ${files} files, ${megabytes(bytes)}, ${megabytes(sent)} compressed`,
    )
    .join("\n");
}
