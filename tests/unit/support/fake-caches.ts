/** Cache Storage in memory, as far as our code uses it. */
export class FakeCaches {
  readonly all = new Map<string, FakeCache>();
  /** What every write fails with, while it is set. */
  failure: Error | null = null;

  async open(name: string): Promise<FakeCache> {
    const cache = this.all.get(name) ?? new FakeCache(this);
    this.all.set(name, cache);
    return cache;
  }

  async keys(): Promise<string[]> {
    return [...this.all.keys()];
  }

  async has(name: string): Promise<boolean> {
    return this.all.has(name);
  }

  async delete(name: string): Promise<boolean> {
    return this.all.delete(name);
  }

  async match(): Promise<undefined> {
    return undefined;
  }

  /** The whole, for code that wants the browser's. */
  get storage(): CacheStorage {
    return this as unknown as CacheStorage;
  }

  /** Addresses in a cache, sorted. */
  urls(name: string): string[] {
    return [...(this.all.get(name)?.entries.keys() ?? [])].toSorted();
  }
}

class FakeCache {
  readonly entries = new Map<string, Response>();
  readonly #owner: FakeCaches;

  constructor(owner: FakeCaches) {
    this.#owner = owner;
  }

  async put(key: string | Request, response: Response): Promise<void> {
    if (this.#owner.failure !== null) throw this.#owner.failure;
    const bytes = await response.arrayBuffer();
    this.entries.set(urlOf(key), new Response(bytes, { headers: response.headers }));
  }

  async match(key: string | Request): Promise<Response | undefined> {
    return this.entries.get(urlOf(key))?.clone();
  }

  async delete(key: string | Request): Promise<boolean> {
    return this.entries.delete(urlOf(key));
  }

  async keys(): Promise<Request[]> {
    return [...this.entries.keys()].map((url) => new Request(url));
  }
}

function urlOf(key: string | Request): string {
  return typeof key === "string" ? key : key.url;
}
