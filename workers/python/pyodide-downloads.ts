import type { DownloadProgress } from "./download-progress.ts";

/** The worker's own names that Pyodide downloads with. */
export interface DownloadScope {
  fetch: typeof fetch;
  readonly WebAssembly: Pick<
    typeof WebAssembly,
    "compile" | "compileStreaming" | "instantiate" | "instantiateStreaming"
  >;
}

/** Pyodide's code and what it fetches beside it; its script is a module, which tells no progress. */
const CODE = "pyodide.asm.wasm";
const LIBRARY = "python_stdlib.zip";

/**
 * Pyodide's own downloads: its code is compiled while it comes (or was compiled by an earlier
 * kernel), and may start several times; bytes are counted.
 */
export class PyodideDownloads {
  /** The compiled code. */
  readonly code: Promise<WebAssembly.Module>;
  readonly #scope: DownloadScope;
  readonly #progress: DownloadProgress;

  constructor(
    scope: DownloadScope,
    url: string,
    sizes: Readonly<Record<string, number>>,
    compiled: WebAssembly.Module | null,
    progress: DownloadProgress,
  ) {
    this.#scope = scope;
    this.#progress = progress;
    for (const file of [CODE, LIBRARY]) progress.expect(file, sizes[file] ?? 0);
    this.code = compiled === null ? this.#compile(url + CODE) : Promise.resolve(compiled);
    this.code.then(
      () => progress.loaded(CODE, Infinity),
      () => {},
    );
  }

  /** Runs a boot of Pyodide on these downloads: for as long, they are what the worker's fetch gives. */
  async during<Result>(boot: () => Promise<Result>): Promise<Result> {
    const { WebAssembly: wasm } = this.#scope;
    const { fetch } = this.#scope;
    const { instantiateStreaming } = wasm;
    this.#scope.fetch = async (input, init) => {
      const address = input instanceof Request ? input.url : String(input);
      // Pyodide's own download of its code is needless.
      if (address.endsWith(`/${CODE}`)) return new Response();
      const response = await fetch.call(this.#scope, input, init);
      if (response.ok && address.endsWith(`/${LIBRARY}`)) this.#count(LIBRARY, response.clone());
      return response;
    };
    wasm.instantiateStreaming = async (_response, imports) => {
      const module = await this.code;
      return { module, instance: await wasm.instantiate(module, imports) };
    };
    try {
      return await boot();
    } finally {
      this.#scope.fetch = fetch;
      wasm.instantiateStreaming = instantiateStreaming;
    }
  }

  async #compile(address: string): Promise<WebAssembly.Module> {
    const { fetch, WebAssembly: wasm } = this.#scope;
    const response = await fetch.call(this.#scope, address);
    if (!response.ok) throw new Error(`Python could not be loaded (HTTP ${response.status}).`);
    this.#count(CODE, response.clone());
    // The browser keeps compiled code only of what it compiled while it came, with the right type.
    if (response.headers.get("Content-Type")?.startsWith("application/wasm") === true) {
      return await wasm.compileStreaming(response);
    }
    return await wasm.compile(await response.arrayBuffer());
  }

  #count(file: string, copy: Response): void {
    let loaded = 0;
    const work = async () => {
      for await (const chunk of copy.body ?? []) {
        loaded += chunk.length;
        this.#progress.loaded(file, loaded);
      }
    };
    // The original reports a failure; the count only stops.
    work().catch(() => {});
  }
}
