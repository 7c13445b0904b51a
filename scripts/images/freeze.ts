import { loadPyodide } from "pyodide";
import type { PyodideInterface } from "pyodide";
import { pyodideConfig } from "../../workers/python/boot.ts";
import type { FileSystem } from "../../workers/python/file-system.ts";
import type {
  CreateModule,
  EmscriptenModule,
  EmscriptenSettings,
} from "../../workers/python/image-module.ts";
import { CONSTRUCTORS, createWithLibraries } from "../../workers/python/image-preload.ts";
import type { Layout, Library } from "../../workers/python/image-preload.ts";
import { zeroFreeChunks } from "./heap-trim.ts";
import { changedPages } from "./heap-pages.ts";
import { withLateConstructors } from "./library-bytes.ts";

/** A Python that is to be frozen. */
export interface Recipe {
  /** Folder of Pyodide's files, with a separator at its end. */
  readonly indexURL: string;
  readonly createModule: CreateModule;
  /** Files to put in place, by path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  /** Modules to import. */
  readonly imports: readonly string[];
  /** Modules that no library may have looked for in vain. */
  readonly modules: readonly string[];
  /** Libraries that the imports load, in order; null where that is to be found out first. */
  readonly known: readonly string[] | null;
}

/** A frozen Python. */
export interface Frozen {
  readonly memory: Uint8Array;
  /** Numbers of the pages that a restore must write. */
  readonly pages: readonly number[];
  /** Libraries by path, in their order. */
  readonly libraries: ReadonlyMap<string, Uint8Array>;
  /** What Pyodide's snapshot has before the memory. */
  readonly header: Uint8Array;
  readonly layout: Layout;
  readonly table: number;
  readonly handles: readonly (readonly [number, string])[];
  /** Files that the modules which are in memory came from. */
  readonly imported: ReadonlySet<string>;
}

type Options = ReturnType<typeof pyodideConfig> & {
  readonly createPyodideModule: (settings: EmscriptenSettings) => Promise<EmscriptenModule>;
  readonly _makeSnapshot?: boolean;
  readonly _loadSnapshot?: Uint8Array;
};

const load = (options: Options): Promise<PyodideInterface> =>
  loadPyodide(options as unknown as Parameters<typeof loadPyodide>[0]);

/** Freezes it. Throws where the image could not be restored. */
export async function freeze(recipe: Recipe): Promise<Frozen> {
  const paths = recipe.known ?? (await learnLibraries(recipe));
  const libraries = new Map(
    paths.map((path) => [path, withLateConstructors(fileOf(recipe, path))] as const),
  );
  const modules = [...libraries].map(([path, bytes]) => ({
    path,
    module: new WebAssembly.Module(bytes as Uint8Array<ArrayBuffer>),
  }));
  const made = await make(recipe, modules);
  const { module, snapshot, before, layout, imported } = made;
  const late = lateLibraries(module, paths);
  if (late.length > 0) {
    if (recipe.known !== null) return await freeze({ ...recipe, known: null });
    throw new Error(`Libraries were not loaded in time: ${late.join(", ")}.`);
  }
  checkTable(module, layout.table);
  const offset = new Uint32Array(snapshot.buffer, 0, 2)[1] ?? 0;
  const end = breakOf(module);
  const memory = snapshot.subarray(offset, offset + end);
  zeroFreeChunks(memory, layout.heapStart, end);
  const header = snapshot.slice(0, offset);
  const begun = await beginRestore(recipe, modules, header, end);
  return {
    memory,
    pages: changedPages(memory, [before, begun]),
    libraries,
    header,
    layout,
    table: module.wasmTable.length,
    handles: Object.entries(module.LDSO.loadedLibsByHandle)
      .map(([handle, { name }]) => [Number(handle), name] as const)
      .filter(([handle]) => handle !== 0),
    imported,
  };
}

/** Paths of the libraries that the imports load, in order. */
async function learnLibraries(recipe: Recipe): Promise<string[]> {
  let module: EmscriptenModule | undefined;
  const pyodide = await load({
    ...pyodideConfig(recipe.indexURL, onStray),
    createPyodideModule: async (settings) => (module = await recipe.createModule(settings)),
  });
  prepare(recipe, pyodide);
  return Object.keys(module?.LDSO.loadedLibsByName ?? {}).filter((name) => name !== "__main__");
}

interface Made {
  readonly module: EmscriptenModule;
  readonly snapshot: Uint8Array<ArrayBuffer>;
  /** The memory before anything ran in it. */
  readonly before: Uint8Array;
  readonly layout: Layout;
  readonly imported: ReadonlySet<string>;
}

async function make(recipe: Recipe, libraries: readonly Library[]): Promise<Made> {
  let module: EmscriptenModule | undefined;
  let begun: { readonly before: Uint8Array; readonly layout: Layout } | undefined;
  const pyodide = await load({
    ...pyodideConfig(recipe.indexURL, onStray),
    _makeSnapshot: true,
    async createPyodideModule(settings) {
      module = await createWithLibraries(
        recipe.createModule,
        settings,
        (fresh) => roomFor(fresh, libraries),
        libraries,
        (fresh, layout) => (begun = { before: fresh.HEAPU8.slice(), layout }),
      );
      return module;
    },
  });
  if (module === undefined || begun === undefined) throw new Error("Pyodide made no module.");
  for (const { path } of libraries) runConstructors(module, path);
  const imported = prepare(recipe, pyodide);
  const snapshot = makeSnapshot(pyodide);
  return { module, snapshot, ...begun, imported };
}

/** The memory of a module as a restore finds it before it writes its pages. */
async function beginRestore(
  recipe: Recipe,
  libraries: readonly Library[],
  header: Uint8Array,
  memory: number,
): Promise<Uint8Array> {
  let begun: Uint8Array | undefined;
  const enough = new Error("This is as far as it should go.");
  const restore = load({
    ...pyodideConfig(recipe.indexURL, onStray),
    _loadSnapshot: header,
    async createPyodideModule(settings) {
      const create = recipe.createModule;
      const module = await createWithLibraries(
        create,
        settings,
        () => memory,
        libraries,
        () => {},
      );
      begun = module.HEAPU8.slice(0, memory);
      throw enough;
    },
  });
  await restore.catch((error: unknown) => {
    if (error !== enough) throw error;
  });
  if (begun === undefined) throw new Error("Pyodide made no module.");
  return begun;
}

/** Puts the files in place and imports (`routebook.image`). Answers the files of imported modules. */
function prepare({ files, imports, modules }: Recipe, pyodide: PyodideInterface): Set<string> {
  const fs = pyodide.FS as unknown as FileSystem;
  for (const [path, bytes] of files) {
    fs.mkdirTree(path.slice(0, path.lastIndexOf("/")));
    fs.writeFile(path, bytes);
  }
  const answer = pyodide.runPython(`${PREPARE}\n_prepare(${JSON.stringify(imports)})`) as string;
  const { imported, missed } = JSON.parse(answer) as Record<"imported" | "missed", string[]>;
  const absent = missed.filter((name) => modules.includes(name));
  if (absent.length > 0) {
    throw new Error(`Libraries looked in vain for ${absent.join(", ")}: add it to the family.`);
  }
  return new Set(imported);
}

const PREPARE = `
def _prepare(names):
    import importlib, json, sys
    importlib.invalidate_caches()
    from routebook import image, imports
    del globals()["_prepare"]
    image.prepare(names)
    files = [getattr(module, "__file__", None) for module in list(sys.modules.values())]
    missed = sorted(set(image.missed) - imports.PROBED)
    return json.dumps({"imported": [one for one in files if one], "missed": missed})
`;

function runConstructors(module: EmscriptenModule, path: string): void {
  const run = module.LDSO.loadedLibsByName[path]?.exports[CONSTRUCTORS];
  if (typeof run === "function") run();
}

function makeSnapshot(pyodide: PyodideInterface): Uint8Array<ArrayBuffer> {
  const { makeMemorySnapshot } = pyodide as unknown as {
    makeMemorySnapshot(): Uint8Array<ArrayBuffer>;
  };
  return makeMemorySnapshot();
}

/** Bytes that libraries need at most, behind what the module itself has. */
function roomFor(module: EmscriptenModule, libraries: readonly Library[]): number {
  const needs = libraries.map(({ path, module: library }) => {
    const { memorySize, memoryAlign, neededDynlibs } = module.getDylinkMetadata(library);
    if (neededDynlibs.length > 0) throw new Error(`${path} needs ${neededDynlibs.join(", ")}.`);
    return memorySize + 2 * 2 ** memoryAlign + ALLOCATOR_ALIGNMENT;
  });
  return needs.reduce((sum, bytes) => sum + bytes, module.___heap_base);
}

const ALLOCATOR_ALIGNMENT = 16;

/** Libraries that were loaded later than the others: they would be missing after a restore. */
function lateLibraries({ LDSO }: EmscriptenModule, paths: readonly string[]): string[] {
  return Object.keys(LDSO.loadedLibsByName).filter(
    (name) => name !== "__main__" && !paths.includes(name),
  );
}

/**
 * Entries of the function table that came after the libraries' would be missing, too. Empty ones
 * do no harm: ctypes tries out a callback when it is imported and gives it up again.
 */
function checkTable({ wasmTable }: EmscriptenModule, preloaded: number): void {
  for (let index = preloaded; index < wasmTable.length; index++) {
    if (wasmTable.get(index) !== null) {
      throw new Error(`Entry ${index} of the function table cannot be restored.`);
    }
  }
}

function breakOf(module: EmscriptenModule): number {
  return module.HEAPU32[module._emscripten_get_sbrk_ptr() >>> 2] ?? 0;
}

function fileOf({ files }: Recipe, path: string): Uint8Array {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`There is no file ${path}.`);
  return bytes;
}

function onStray(name: "stdout" | "stderr", text: string): void {
  process[name].write(text);
}
