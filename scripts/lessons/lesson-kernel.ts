import type { CheckRequest, CheckResult, KernelFile } from "../../src/shared/kernel.ts";
import { type NodeKernel, startNodeKernel } from "../node-kernel.ts";

/** What running a lesson needs of a Python kernel. */
export interface LessonKernel {
  /** Makes it as new: no file but these in the working folder, these packages loaded. */
  prepare(files: readonly KernelFile[], packages: readonly string[]): Promise<void>;
  /** Runs cells, code and a check in a fresh namespace. Rejects when the runtime died. */
  check(request: CheckRequest): Promise<CheckResult>;
  close(): void;
}

/** Where the packs are: what `ensurePacks()` answers. */
export interface PackFolder {
  readonly dir: string;
  readonly indexFile: string;
}

/**
 * The browser's kernel in this process. It boots once for many lessons, and again after it died:
 * every check has a namespace of its own, and the files of the lesson before are removed.
 */
export function createLessonKernel(packs: () => Promise<PackFolder>): LessonKernel {
  let started: Promise<NodeKernel> | null = null;
  const running = (): Promise<NodeKernel> => (started ??= packs().then(startNodeKernel));
  const forget = (): void => {
    void started?.then((node) => node.close()).catch(() => undefined);
    started = null;
  };
  const guarded = async <Value>(work: (node: NodeKernel) => Promise<Value>): Promise<Value> => {
    const node = await running();
    try {
      return await work(node);
    } catch (error) {
      forget();
      throw error;
    }
  };
  return {
    prepare: (files, packages) =>
      guarded(async ({ kernel }) => {
        await kernel.loadPackages(packages);
        await kernel.run({ ...REMOVE_FILES, run: 0, timeLimit: null, typed: [] });
        await kernel.writeFiles(files);
      }),
    check: (request) => guarded(({ kernel }) => kernel.check(request)),
    close: forget,
  };
}

const REMOVE_FILES = {
  cell: "remove-files",
  label: "the lesson check",
  code: `import os, shutil
for _entry in os.scandir("."):
    shutil.rmtree(_entry) if _entry.is_dir(follow_symlinks=False) else os.unlink(_entry)
`,
};
