import { fork } from "node:child_process";
import type { ChildProcess } from "node:child_process";
import { createRequire } from "node:module";
import { fileURLToPath, pathToFileURL } from "node:url";
import { root } from "../paths.ts";
import type { CompileReply, CompileRequest } from "./compile-protocol.ts";

/** Compiles modules; `close` ends what it started. */
export interface Compiler {
  /** Compiled code by path, null where a file is no Python. Rejects where the process dies. */
  compile(
    sources: ReadonlyMap<string, Uint8Array>,
  ): Promise<ReadonlyMap<string, Uint8Array | null>>;
  close(): void;
}

interface Pending {
  readonly resolve: (compiled: CompileReply["compiled"]) => void;
  readonly reject: (error: Error) => void;
}

/**
 * Starts a process with Pyodide in it. A process rather than a thread: it inherits nothing from
 * the program around it (a test runner, a bundler), and its memory goes with it.
 */
export function startCompiler(): Compiler {
  const loader = pathToFileURL(createRequire(import.meta.url).resolve("tsx")).href;
  const child: ChildProcess = fork(fileURLToPath(new URL("compile-process.ts", import.meta.url)), {
    cwd: root,
    execArgv: ["--import", loader],
    serialization: "advanced",
    stdio: ["ignore", "ignore", "inherit", "ipc"],
  });
  const pending = new Map<number, Pending>();
  let nextId = 1;
  child.on("message", ({ id, compiled }: CompileReply) => {
    pending.get(id)?.resolve(compiled);
    pending.delete(id);
  });
  const fail = (error: Error): void => {
    for (const { reject } of pending.values()) reject(error);
    pending.clear();
  };
  child.on("error", fail);
  child.on("exit", (code) => fail(new Error(`The compiler process ended (code ${code}).`)));
  return {
    async compile(sources) {
      const id = nextId++;
      const compiled = await new Promise<CompileReply["compiled"]>((resolve, reject) => {
        pending.set(id, { resolve, reject });
        child.send({ id, sources: [...sources] } satisfies CompileRequest, (error) => {
          if (error === null) return;
          pending.delete(id);
          reject(error);
        });
      });
      return new Map([...sources.keys()].map((path, index) => [path, compiled[index] ?? null]));
    },
    close: () => void child.kill(),
  };
}
