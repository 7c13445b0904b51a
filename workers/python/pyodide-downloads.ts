import type { DownloadProgress } from "./download-progress.ts";
import { persistently, Refused } from "./persistently.ts";
import type { Stored } from "./stored.ts";

/** The worker's own names that Pyodide downloads with. */
export interface DownloadScope {
  fetch: typeof fetch;
  readonly WebAssembly: Pick<
    typeof WebAssembly,
    "compile" | "compileStreaming" | "instantiate" | "instantiateStreaming"
  >;
}

/** What downloading needs of the worker. */
export interface DownloadEffects {
  readonly scope: DownloadScope;
  readonly stored: Stored;
  readonly wait: (milliseconds: number) => Promise<void>;
}

/** Pyodide's code and what it fetches beside it; its script is a module, which tells no progress. */
const CODE = "pyodide.asm.wasm";
const LIBRARY = "python_stdlib.zip";

/**
 * Pyodide's own downloads, begun at once: its code is compiled while it comes (or was compiled by
 * an earlier kernel), and may start several times; bytes are counted. One that breaks off is begun
 * again, a few times.
 */
export class PyodideDownloads {
  /** The compiled code. */
  readonly code: Promise<WebAssembly.Module>;
  readonly #library: Promise<ArrayBuffer>;
  readonly #scope: DownloadScope;
  /** The worker's own, which a boot replaces for its time. */
  readonly #fetch: typeof fetch;
  readonly #stored: Stored;
  readonly #wait: (milliseconds: number) => Promise<void>;
  readonly #progress: DownloadProgress;

  constructor(
    { scope, stored, wait }: DownloadEffects,
    url: string,
    sizes: Readonly<Record<string, number>>,
    main: WebAssembly.Module | null,
    progress: DownloadProgress,
  ) {
    this.#scope = scope;
    this.#fetch = scope.fetch.bind(scope);
    this.#stored = stored;
    this.#wait = wait;
    this.#progress = progress;
    for (const file of [CODE, LIBRARY]) progress.expect(file, sizes[file] ?? 0);
    const compile = () => this.#tried((cache) => this.#compile(url + CODE, cache));
    this.code = main === null ? compile() : Promise.resolve(main);
    this.code.then(
      () => progress.loaded(CODE, Infinity),
      () => {},
    );
    this.#library = this.#tried(async (cache) => {
      const response = await this.#ask(url + LIBRARY, LIBRARY, cache);
      return response.arrayBuffer();
    });
    this.#library.then(
      () => progress.loaded(LIBRARY, Infinity),
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
      // Pyodide's own downloads of these are needless.
      if (address.endsWith(`/${CODE}`)) return new Response();
      if (address.endsWith(`/${LIBRARY}`)) return new Response(await this.#library);
      return this.#fetch(input, init);
    };
    wasm.instantiateStreaming = async (_response, imports) => {
      const module = await this.code;
      return { module, instance: await wasm.instantiate(module, imports) };
    };
    try {
      return await Promise.race([boot(), this.#failed()]);
    } finally {
      this.#scope.fetch = fetch;
      wasm.instantiateStreaming = instantiateStreaming;
    }
  }

  /** Rejects where a download has failed for good: Pyodide itself would wait for ever. */
  async #failed(): Promise<never> {
    await Promise.all([this.code, this.#library]);
    return new Promise<never>(() => {});
  }

  /** What the browser has stored is asked for once; then the server itself. */
  #tried<Value>(work: (cache: RequestCache) => Promise<Value>): Promise<Value> {
    let cache: RequestCache = "default";
    return persistently(() => {
      const now = cache;
      cache = "reload";
      return work(now);
    }, this.#wait);
  }

  async #ask(address: string, file: string, cache: RequestCache): Promise<Response> {
    const stored = cache === "default" ? await this.#stored(address) : undefined;
    // It is there in a moment: counting its bytes would only keep it.
    if (stored !== undefined) return stored;
    const response = await this.#fetch(address, { cache });
    const sentence = `Python could not be loaded (HTTP ${response.status}).`;
    if (response.status >= 500) throw new Error(sentence);
    if (!response.ok) throw new Refused(sentence);
    this.#count(file, response.clone());
    return response;
  }

  async #compile(address: string, cache: RequestCache): Promise<WebAssembly.Module> {
    const { WebAssembly: wasm } = this.#scope;
    const response = await this.#ask(address, CODE, cache);
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
