import type { CheckRequest, CheckResult, KernelEvent, KernelFile } from "../shared/kernel.ts";

/** What running checks again needs of Python. */
export interface RecheckKernel {
  /**
   * Makes Python as new: nothing of the code that ran before is left, these packages are loaded and
   * these files, no others, are in the working folder. Rejects with a sentence where it cannot.
   */
  prepare(packages: readonly string[], files: readonly KernelFile[]): Promise<void>;
  /** Runs one check. An abort ends it and rejects. Rejects too where Python died of it. */
  check(request: CheckRequest, signal: AbortSignal): Promise<CheckResult>;
  /** Lets go of the kernel's events. */
  close(): void;
}

/** The part of `KernelClient` (src/runtime) that it takes. */
export interface KernelHandle {
  restart(packages: readonly string[], options: { readonly keepFiles: boolean }): Promise<unknown>;
  writeFiles(files: readonly KernelFile[]): Promise<void>;
  check(request: CheckRequest, signal?: AbortSignal): Promise<CheckResult>;
  answer(line: string | null): Promise<void>;
  listen(listener: (event: KernelEvent) => void): () => void;
}

/**
 * Runs checks in a kernel of the page's, best in one that serves nothing else. Each submission gets
 * a new worker, so that no learner's code meets another's. Nobody sits there to answer an
 * `input()`: it gets the end of the file.
 */
export function recheckKernel(kernel: KernelHandle): RecheckKernel {
  const unlisten = kernel.listen(({ type }) => {
    // A kernel that died meanwhile says so by the check itself.
    if (type === "input") kernel.answer(null).catch(() => {});
  });
  return {
    async prepare(packages, files) {
      await kernel.restart(packages, { keepFiles: false });
      if (files.length > 0) await kernel.writeFiles(files);
    },
    check: (request, signal) => kernel.check(request, signal),
    close: unlisten,
  };
}
