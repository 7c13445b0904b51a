import type { FileSystem } from "./file-system.ts";

/** A dynamic library that Emscripten has loaded. */
export interface LoadedLibrary {
  readonly name: string;
  refcount: number;
  global: boolean;
  readonly exports: Readonly<Record<string, unknown>>;
}

/**
 * The part of Pyodide's Emscripten module that making and restoring a memory image needs
 * (https://emscripten.org/docs/api_reference/module.html; `LDSO`, `loadWebAssemblyModule` and
 * `growMemory` are internals of the pinned version).
 */
export interface EmscriptenModule {
  readonly FS: FileSystem;
  /** Replaced whenever the memory grows: never keep it. */
  readonly HEAPU8: Uint8Array;
  readonly HEAPU32: Uint32Array;
  readonly wasmTable: WebAssembly.Table;
  readonly ___heap_base: number;
  readonly LDSO: {
    readonly loadedLibsByName: Record<string, LoadedLibrary>;
    readonly loadedLibsByHandle: Record<number, LoadedLibrary>;
  };
  readonly __PyRuntime: number;
  readonly __PyEM_EMSCRIPTEN_TRAMPOLINE_OFFSET: number;
  getDylinkMetadata(library: WebAssembly.Module): {
    readonly memorySize: number;
    /** Power of two. */
    readonly memoryAlign: number;
    readonly neededDynlibs: readonly string[];
  };
  growMemory(bytes: number): 1 | undefined;
  loadWebAssemblyModule(
    module: WebAssembly.Module,
    flags: { readonly loadAsync: boolean; readonly allowUndefined: boolean },
    name: string,
    localScope: object,
  ): Promise<Record<string, unknown>>;
  _emscripten_get_sbrk_ptr(): number;
  addRunDependency(name: string): void;
  removeRunDependency(name: string): void;
}

/** What `createPyodideModule` is given. */
export interface EmscriptenSettings {
  readonly preRun: ((module: EmscriptenModule) => void)[];
  instantiateWasm?: InstantiateWasm;
}

/** Emscripten's hook for compiling the main module in another way. */
export type InstantiateWasm = (
  imports: WebAssembly.Imports,
  done: (instance: WebAssembly.Instance, module: WebAssembly.Module) => void,
) => object;

/** The default export of `pyodide.asm.mjs`. */
export type CreateModule = (settings: EmscriptenSettings) => Promise<EmscriptenModule>;
