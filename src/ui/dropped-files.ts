/** What was dropped: files by themselves, and folders with all that is in them. */
export interface Dropped {
  readonly files: readonly File[];
  readonly folders: readonly DroppedFolder[];
}

export interface DroppedFolder {
  readonly name: string;
  /** In no order; `path` is within the folder, with "/" between its parts. */
  readonly files: readonly { readonly path: string; readonly file: File }[];
}

/** True for a path within a folder that nobody wants to be read: a folder's ends with "/". */
export type IsLeftOut = (path: string) => boolean;

/** What an element needs to take dropped files, whole folders too; `onOver` tells when some hover. */
export function dropHandlers(
  onOver: (isOver: boolean) => void,
  onFiles: (files: readonly File[]) => void,
) {
  return {
    onDragOver(event: DragEvent) {
      if (event.dataTransfer?.types.includes("Files") !== true) return;
      event.preventDefault();
      event.stopPropagation();
      onOver(true);
    },
    onDragLeave(event: DragEvent) {
      const { currentTarget, relatedTarget } = event;
      const isInside =
        currentTarget instanceof Node &&
        relatedTarget instanceof Node &&
        currentTarget.contains(relatedTarget);
      if (!isInside) onOver(false);
    },
    onDrop(event: DragEvent) {
      if (event.dataTransfer === null) return;
      event.preventDefault();
      event.stopPropagation();
      onOver(false);
      void readDropped(dropOf(event.dataTransfer)).then(({ files, folders }) => {
        const inside = folders.flatMap((folder) => folder.files.map(({ file }) => file));
        onFiles([...files, ...inside]);
      });
    },
  };
}

/** What a drop holds; the browser empties it as soon as its event is over. */
export interface Drop {
  readonly files: readonly File[];
  readonly entries: readonly FileSystemEntry[];
}

/** To be called while the drop's event is handled. */
export function dropOf({ items, files }: DataTransfer): Drop {
  const entries = [...items].flatMap((item) => item.webkitGetAsEntry() ?? []);
  return { files: [...files], entries };
}

/** Reads a drop. What the browser may not read is not there. */
export async function readDropped(
  { files, entries }: Drop,
  isLeftOut: IsLeftOut = () => false,
): Promise<Dropped> {
  const folders = entries.filter(isFolder);
  if (folders.length === 0) return { files, folders: [] };
  const single = await Promise.all(entries.filter(isFile).map(fileOf));
  const read = folders.map(async (folder) => {
    const inside = await listed(folder);
    const found = inside.map((entry) => filesOf(entry, entry.name, isLeftOut));
    return { name: folder.name, files: (await Promise.all(found)).flat() };
  });
  return { files: single.flat(), folders: await Promise.all(read) };
}

async function filesOf(
  entry: FileSystemEntry,
  path: string,
  isLeftOut: IsLeftOut,
): Promise<DroppedFolder["files"]> {
  if (isFile(entry)) {
    if (isLeftOut(path)) return [];
    return (await fileOf(entry)).map((file) => ({ path, file }));
  }
  if (!isFolder(entry) || isLeftOut(`${path}/`)) return [];
  const inside = await listed(entry);
  const found = inside.map((inner) => filesOf(inner, `${path}/${inner.name}`, isLeftOut));
  return (await Promise.all(found)).flat();
}

async function fileOf(entry: FileSystemFileEntry): Promise<readonly File[]> {
  try {
    return [await new Promise<File>((done, fail) => entry.file(done, fail))];
  } catch {
    return [];
  }
}

/** A folder's entries; browsers give at most a hundred at a time. */
async function listed(folder: FileSystemDirectoryEntry): Promise<readonly FileSystemEntry[]> {
  const reader = folder.createReader();
  const all: FileSystemEntry[] = [];
  try {
    for (;;) {
      const more = await new Promise<FileSystemEntry[]>((done, fail) =>
        reader.readEntries(done, fail),
      );
      if (more.length === 0) return all;
      all.push(...more);
    }
  } catch {
    return all;
  }
}

function isFile(entry: FileSystemEntry): entry is FileSystemFileEntry {
  return entry.isFile;
}

function isFolder(entry: FileSystemEntry): entry is FileSystemDirectoryEntry {
  return entry.isDirectory;
}
