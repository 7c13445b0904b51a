import { zipFolder } from "../../lesson/folder-zip.ts";
import { isLeftOut } from "../../lesson/read-zip.ts";
import { type Drop, type DroppedFolder, readDropped } from "../dropped-files.ts";
import { type FileServices, openFiles } from "./open-files.ts";

/** Opens what was dropped, folders as projects. */
export async function openDropped(drop: Drop, services: FileServices): Promise<void> {
  const { files, folders } = await readDropped(drop, isLeftOut);
  const inside = await Promise.all(folders.map((folder) => openable(folder, services)));
  await openFiles([...files, ...inside.flat()], services);
}

/** A folder as the file that a zip of it would be; one of .json files alone is what these are. */
async function openable(
  { name, files }: DroppedFolder,
  { toasts }: FileServices,
): Promise<readonly File[]> {
  if (files.length > 0 && files.every(({ path }) => path.endsWith(".json"))) {
    return files.map(({ file }) => file);
  }
  const zipped = await zipFolder(
    name,
    files.map(({ path, file }) => ({
      path,
      size: file.size,
      bytes: async () => new Uint8Array(await file.arrayBuffer()),
    })),
  );
  if (zipped.kind === "zip") {
    return [new File([zipped.bytes as Uint8Array<ArrayBuffer>], `${name}.zip`)];
  }
  toasts.show("error", zipped.message);
  return [];
}
