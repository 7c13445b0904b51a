import { deferred } from "../../src/shared/deferred.ts";
import type { CreateModule, EmscriptenModule, EmscriptenSettings } from "./image-module.ts";

/** A dynamic library, ready to be loaded under its path. */
export interface Library {
  readonly path: string;
  readonly module: WebAssembly.Module;
}

/** What must be the same when an image is made and when it is restored. */
export interface Layout {
  /** Where the allocator's part of the memory begins. */
  readonly heapStart: number;
  /** Length of the function table. */
  readonly table: number;
}

/**
 * A library's static constructors carry this name in an image (of the same length as Emscripten's
 * own, `__wasm_call_ctors`): they are run once, when the image is made and Python is there to be
 * called by them. A restored memory has what they made.
 */
export const CONSTRUCTORS = "__late_call_ctors";

/**
 * Creates Pyodide's module with libraries loaded before anything runs: Emscripten's start-up
 * allocator then places them one behind the other, at addresses that follow from their order
 * alone. Python's `dlopen` finds them by their paths.
 *
 * `begin` sees the module with its libraries, before its runtime starts. Rejects where a library
 * cannot be loaded (Emscripten alone would wait for ever).
 */
export async function createWithLibraries(
  create: CreateModule,
  settings: EmscriptenSettings,
  memory: (module: EmscriptenModule) => number,
  libraries: readonly Library[],
  begin: (module: EmscriptenModule, layout: Layout) => void,
): Promise<EmscriptenModule> {
  const trouble = deferred<never>();
  trouble.promise.catch(() => {});
  settings.preRun.push((module) => {
    module.addRunDependency("libraries");
    reserveTrampoline(module);
    grow(module, memory(module));
    loadAll(module, libraries)
      .then(() => begin(module, layoutOf(module)))
      .then(() => module.removeRunDependency("libraries"))
      .catch((error: unknown) => trouble.reject(error));
  });
  return Promise.race([create(settings), trouble.promise]);
}

/**
 * After each library Emscripten looks through every symbol for those that nobody has defined,
 * unless it is told that they may come later: with the last one is soon enough.
 */
async function loadAll(module: EmscriptenModule, libraries: readonly Library[]): Promise<void> {
  for (const [index, { path, module: library }] of libraries.entries()) {
    const allowUndefined = index < libraries.length - 1;
    const exports = await module.loadWebAssemblyModule(
      library,
      { loadAsync: true, allowUndefined },
      path,
      {},
    );
    module.LDSO.loadedLibsByName[path] = { name: path, refcount: Infinity, global: false, exports };
  }
}

function layoutOf(module: EmscriptenModule): Layout {
  return {
    heapStart: module.HEAPU32[module._emscripten_get_sbrk_ptr() >>> 2] ?? 0,
    table: module.wasmTable.length,
  };
}

/** Grows the memory to at least so many bytes. Throws `RangeError` where the browser refuses. */
function grow(module: EmscriptenModule, bytes: number): void {
  if (bytes <= module.HEAPU8.length) return;
  if (module.growMemory(bytes) !== 1) throw new RangeError(`No ${bytes} bytes of memory are left.`);
}

/**
 * CPython's call trampoline takes one slot of the function table, but only where the engine has
 * WebAssembly's garbage collection: elsewhere the slot stays empty, so that all later ones agree.
 */
function reserveTrampoline(module: EmscriptenModule): void {
  if (readTrampoline(module) === 0) module.wasmTable.grow(1);
}

/** The address of CPython's call trampoline; 0 where the engine has none. */
export function readTrampoline(module: EmscriptenModule): number {
  return module.HEAPU32[trampolineWord(module)] ?? 0;
}

/** Sets it again after the memory was replaced. */
export function writeTrampoline(module: EmscriptenModule, address: number): void {
  module.HEAPU32[trampolineWord(module)] = address;
}

function trampolineWord(module: EmscriptenModule): number {
  const offset = module.HEAPU32[module.__PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET >>> 2] ?? 0;
  return (module.__PyRuntime + offset) >>> 2;
}
