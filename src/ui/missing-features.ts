/** Options of a module worker that also tell whether the browser asked for them. */
export interface ModuleWorkerOptions {
  readonly options: WorkerOptions;
  /** False in browsers that know only classic workers: they never look at the type. */
  readonly wasAsked: () => boolean;
}

/** Options for `new Worker`, with the given name. */
export function moduleWorkerOptions(name: string): ModuleWorkerOptions {
  let asked = false;
  return {
    options: {
      name,
      get type(): WorkerType {
        asked = true;
        return "module";
      },
    },
    wasAsked: () => asked,
  };
}

/** What the browser lacks, apart from module workers. */
export function missingFeatures(): readonly string[] {
  const missing: string[] = [];
  if (typeof WebAssembly !== "object") missing.push("WebAssembly, which runs Python");
  if (typeof Worker !== "function") missing.push(workersMissing);
  if (typeof DecompressionStream !== "function") {
    missing.push("decompression streams, which unpack Python's packages");
  }
  return missing;
}

/** What a browser without module workers is told. */
export const workersMissing = "module workers, which keep the page alive while Python computes";
