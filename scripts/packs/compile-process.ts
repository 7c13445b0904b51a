import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { loadPyodide } from "pyodide";
import type { PyCallable } from "pyodide/ffi";
import type { CompileReply, CompileRequest } from "./compile-protocol.ts";

/** A process of its own: it compiles what its parent sends, with the pinned Pyodide. */
const pyodide = await loadPyodide();
pyodide.runPython(
  readFileSync(fileURLToPath(new URL("compile_source.py", import.meta.url)), "utf8"),
);
const compileSource = pyodide.globals.get("compile_source") as PyCallable;

function compile(source: Uint8Array, path: string): Uint8Array | null {
  const result: unknown = compileSource(source, path);
  if (!(result instanceof pyodide.ffi.PyBuffer)) return null;
  try {
    return result.toJs() as Uint8Array;
  } finally {
    result.destroy();
  }
}

process.on("message", ({ id, sources }: CompileRequest) => {
  const compiled = sources.map(([path, source]) => compile(source, path));
  process.send?.({ id, compiled } satisfies CompileReply);
});
