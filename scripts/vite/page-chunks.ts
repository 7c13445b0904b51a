/** What the bundler tells of a module. */
interface ModuleFacts {
  readonly isEntry: boolean;
  /** Modules that import it statically. */
  readonly importers: readonly string[];
}

interface ChunkContext {
  getModuleInfo(id: string): ModuleFacts | null;
}

/**
 * Parts of the page that come in one file each, with the modules they begin at; a module that
 * several need is in the first. The entry's own part is the very first: it begins what takes
 * longest. "shell" is what the first paint needs, "notebook" what makes a lesson's cells alive.
 */
const PARTS: readonly (readonly [name: string, roots: readonly string[]])[] = [
  ["boot", []],
  ["shell", ["/src/main.tsx"]],
  ["notebook", ["/src/notebook/open-notebook.ts", "/src/ui/notebook/open-notebook.tsx"]],
];

/**
 * Names the chunk of a module, for the bundler's chunk groups. Left alone, the bundler makes a file
 * of each few modules that two parts share; one file is smaller, and takes one request.
 */
export function pageChunks(): (id: string, context: ChunkContext) => string | null {
  const known = new Map<string, number>();

  /** The first part that a module's importers, and theirs, lead up to. */
  function partOf(id: string, context: ChunkContext): number {
    const seen = new Set([id]);
    let first = PARTS.length;
    // A circle of imports ends by itself.
    for (const module of seen) {
      const info = context.getModuleInfo(module);
      first = Math.min(first, known.get(module) ?? rootOf(module, info));
      for (const importer of info?.importers ?? []) seen.add(importer);
    }
    known.set(id, first);
    return first;
  }

  return (id, context) => PARTS[partOf(id, context)]?.[0] ?? null;
}

function rootOf(id: string, info: ModuleFacts | null): number {
  if (info?.isEntry === true) return 0;
  const part = PARTS.findIndex(([, roots]) => roots.some((root) => id.endsWith(root)));
  return part < 0 ? PARTS.length : part;
}
