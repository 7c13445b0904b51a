/** Inflates a Zstandard frame (RFC 8878) that holds so many bytes. Throws for a damaged one. */
export type Inflate = (packed: Uint8Array, size: number) => ArrayBuffer;

/** The part of Pyodide's exports that is used here. */
interface Decoder {
  readonly memory: WebAssembly.Memory;
  malloc(bytes: number): number;
  free(address: number): void;
  ZSTD_decompress(to: number, room: number, from: number, length: number): number;
}

/**
 * A Zstandard decoder out of Pyodide's own code, which has one inside and exports it: browsers
 * inflate only gzip, which needs a third more bytes for an image. It runs in an instance of its
 * own, which never starts Python and is dropped with the decoder.
 */
export async function zstdOf(code: WebAssembly.Module): Promise<Inflate> {
  const instance = await WebAssembly.instantiate(code, idleImports(code));
  const { memory, malloc, free, ZSTD_decompress } = instance.exports as unknown as Decoder;
  return (packed, size) => {
    const from = malloc(packed.length) >>> 0;
    const to = malloc(size) >>> 0;
    try {
      if (from === 0 || to === 0) throw new RangeError(`No ${size} bytes of memory are left.`);
      new Uint8Array(memory.buffer).set(packed, from);
      // An error is a number that no size is.
      if (ZSTD_decompress(to, size, from, packed.length) !== size) {
        throw new Error("The compressed data is damaged.");
      }
      return memory.buffer.slice(to, to + size);
    } finally {
      free(from);
      free(to);
    }
  };
}

/** Imports for code of which only what imports nothing is called. */
function idleImports(code: WebAssembly.Module): WebAssembly.Imports {
  const imports: Record<string, Record<string, WebAssembly.ImportValue>> = {};
  for (const { module, name, kind } of WebAssembly.Module.imports(code)) {
    const values = (imports[module] ??= {});
    if (kind === "global")
      values[name] = new WebAssembly.Global({ value: "i32", mutable: true }, 0);
    // Nobody calls it; memory that runs out makes malloc answer 0.
    else if (kind === "function") values[name] = () => 0;
    else throw new Error(`Pyodide imports the ${kind} ${name}, which is not known here.`);
  }
  return imports;
}
