import type { FileSystem, FolderNode } from "./file-system.ts";

const REGULAR_FILE = 0o100644;

/**
 * Puts new files below a folder, many at once: each as a node of its folder, without the path
 * look-ups of Emscripten's `writeFile`, which take longer than all else (ten times so for the few
 * thousand files of a memory image). Their bytes become the files', so they must not change.
 * A path where a file is already is written in the ordinary way.
 */
export function putFiles(
  fs: FileSystem,
  base: string,
  files: Iterable<{ readonly path: string; readonly bytes: Uint8Array }>,
): void {
  const folders = new Map<string, FolderNode>();
  const folderOf = (folder: string) => {
    let node = folders.get(folder);
    if (node === undefined) {
      fs.mkdirTree(folder);
      node = fs.lookupPath(folder).node;
      folders.set(folder, node);
    }
    return node;
  };
  for (const { path, bytes } of files) {
    const target = `${base}/${path}`;
    const slash = target.lastIndexOf("/");
    const folder = folderOf(target.slice(0, slash));
    const name = target.slice(slash + 1);
    if (Object.hasOwn(folder.contents, name)) {
      fs.writeFile(target, bytes, { canOwn: true });
      continue;
    }
    const node = folder.node_ops.mknod(folder, name, REGULAR_FILE, 0);
    node.contents = bytes;
    node.usedBytes = bytes.length;
  }
}
