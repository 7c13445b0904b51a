import { zipSync } from "fflate";
import { ZIP_LIMITS } from "./read-zip.ts";

/** A folder that is to be read as a zip of it would be. */
export type FolderZip =
  | { readonly kind: "zip"; readonly bytes: Uint8Array }
  | { readonly kind: "refused"; readonly message: string };

/** A file of a folder, not read yet; its path is within it. */
export interface FolderFile {
  readonly path: string;
  readonly size: number;
  /** Rejects where it cannot be read. */
  readonly bytes: () => Promise<Uint8Array>;
}

/**
 * Packs a folder, so that it is opened by the rules of zips. Nothing of a folder is read that has
 * more in it than they allow.
 */
export async function zipFolder(name: string, files: readonly FolderFile[]): Promise<FolderZip> {
  const size = files.reduce((sum, file) => sum + file.size, 0);
  if (files.length === 0) {
    return refused(`There is no file in the folder ${name} that can be opened.`);
  }
  if (size > ZIP_LIMITS.all || files.length > ZIP_LIMITS.files) {
    return refused(
      `The folder ${name} holds more than 20 MB or 500 files; take out what the project does not need.`,
    );
  }
  try {
    const entries = await Promise.all(
      files.map(async ({ path, bytes }) => [`${name}/${path}`, await bytes()] as const),
    );
    return { kind: "zip", bytes: zipSync(Object.fromEntries(entries), { level: 0 }) };
  } catch {
    return refused(`The folder ${name} cannot be read. Drop it again, or a .zip file of it.`);
  }
}

function refused(message: string): FolderZip {
  return { kind: "refused", message };
}
