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
 * Names the chunk of a module that the page needs before its first paint, for the bundler's
 * `advancedChunks`. Left alone, the bundler makes a file of each few modules that a later part
 * shares with the shell; one file is smaller, and takes one request.
 */
export function shellChunk(): (id: string, context: ChunkContext) => string | null {
  const shell = new Set<string>();
  return (id, context) => {
    // Upwards over those that import it, until an entry; a circle of imports ends by itself.
    const seen = new Set([id]);
    for (const module of seen) {
      const info = context.getModuleInfo(module);
      if (shell.has(module) || info?.isEntry === true) {
        shell.add(id);
        return "shell";
      }
      for (const importer of info?.importers ?? []) seen.add(importer);
    }
    return null;
  };
}
