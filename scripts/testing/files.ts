import { readdirSync } from "node:fs";
import { join } from "node:path";

/** Paths of the files below the folders whose names end so, sorted; folders that are not there are empty. */
export function filesBelow(folders: readonly string[], suffix: string): string[] {
  return folders.flatMap((folder) => walk(folder, suffix)).sort();
}

function walk(folder: string, suffix: string): string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
      const path = join(folder, entry.name);
      if (entry.isDirectory()) return entry.name.startsWith(".") ? [] : walk(path, suffix);
      return entry.name.endsWith(suffix) ? [path] : [];
    });
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === "ENOENT") return [];
    throw error;
  }
}
