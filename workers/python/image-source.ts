import type { ImageStore } from "../../src/shared/image-store.ts";
import { imageSlices } from "../../src/shared/images.ts";
import type { ImageIndex, ImageSlice } from "../../src/shared/images.ts";
import type { ImageOrigin } from "../../src/shared/kernel.ts";
import type { Stored } from "./stored.ts";
import type { Inflate } from "./zstd.ts";

/** What fetching an image needs of the worker; taken before the lockdown. */
export interface ImageSourceEffects {
  readonly fetch: typeof globalThis.fetch;
  /** The list of images, where it is stored. */
  readonly stored: Stored;
  /** The slices of the images in that folder, as an earlier start stored them. */
  imageStore(folder: string): ImageStore;
  /** Hex sha256; null where the browser has no means. */
  readonly digest: ((bytes: ArrayBuffer) => Promise<string>) | null;
  /** Called once, when something has come from the network. */
  createInflate(): Promise<Inflate>;
}

/** A slice that is there, and how. */
interface Arrived {
  readonly bytes: ArrayBuffer;
  readonly origin: ImageOrigin;
}

/**
 * Slices of images: from the page's memory, from the device (where they lie inflated), else
 * from the network. Each is checked against its hash; a stored one that fails is thrown away,
 * fetched again and told of.
 */
export class ImageSource {
  readonly #indexUrl: string;
  readonly #effects: ImageSourceEffects;
  readonly #given = new Map<string, ArrayBuffer>();
  readonly #onDamage: (file: string) => void;
  readonly #onBytes: (slice: ImageSlice, loaded: number) => void;
  /** Slices that were asked for, there or on their way. */
  readonly #asked = new Map<string, Promise<ArrayBuffer>>();
  readonly #arrived = new Map<string, Arrived>();
  readonly #store: ImageStore;
  /** The files of all slices of this version. */
  readonly #listed = new Set<string>();
  #inflater: Promise<Inflate> | null = null;

  constructor(
    indexUrl: string,
    effects: ImageSourceEffects,
    onBytes: (slice: ImageSlice, loaded: number) => void,
    onDamage: (file: string) => void,
  ) {
    this.#indexUrl = indexUrl;
    this.#effects = effects;
    this.#onBytes = onBytes;
    this.#onDamage = onDamage;
    this.#store = effects.imageStore(this.#address("./"));
  }

  /** The list of images. Rejects with a sentence. */
  async index(): Promise<ImageIndex> {
    const { fetch, stored } = this.#effects;
    const response = (await stored(this.#indexUrl)) ?? (await fetch(this.#indexUrl));
    if (!response.ok) throw new Error(`The list of images is missing (HTTP ${response.status}).`);
    const index = (await response.json()) as ImageIndex;
    for (const image of index.images) {
      for (const { file } of imageSlices(image)) this.#listed.add(file);
    }
    return index;
  }

  /** Takes slices over that an earlier kernel left in memory. */
  give(slices: readonly { readonly file: string; readonly bytes: ArrayBuffer }[]): void {
    for (const { file, bytes } of slices) this.#given.set(file, bytes);
  }

  /**
   * The inflated bytes; a slice that is asked for again does not come again. They stay the source's
   * until {@link take}: nobody may change them.
   */
  bytes(slice: ImageSlice): Promise<ArrayBuffer> {
    const asked = this.#asked.get(slice.file) ?? this.#bring(slice);
    this.#asked.set(slice.file, asked);
    return asked;
  }

  async #bring(slice: ImageSlice): Promise<ArrayBuffer> {
    const arrived = this.#fromMemory(slice) ?? (await this.#fromStore(slice));
    const { bytes, origin } = arrived ?? (await this.#fromNetwork(slice));
    this.#arrived.set(slice.file, { bytes, origin });
    this.#onBytes(slice, slice.size);
    return bytes;
  }

  /** The slowest of the places that slices came from. */
  get origin(): ImageOrigin {
    const origins = new Set([...this.#arrived.values()].map(({ origin }) => origin));
    return origins.has("network") ? "network" : origins.has("cache") ? "cache" : "memory";
  }

  /**
   * Stores what came from the network, and removes slices of earlier versions then. Answers how
   * many slices could not be stored: the disk is full, or the browser keeps nothing.
   */
  async store(): Promise<number> {
    const { origin } = this;
    let failed = 0;
    for (const [file, { bytes, origin: from }] of this.#arrived) {
      if (from !== "network") continue;
      try {
        await this.#store.write(file, bytes);
        this.#arrived.set(file, { bytes, origin: "cache" });
      } catch {
        failed++;
      }
    }
    if (origin === "network" && this.#listed.size > 0) await this.#forgetOthers();
    return failed;
  }

  /** Removes what lies in this site's folder and is not of this version. */
  async #forgetOthers(): Promise<void> {
    for (const name of await this.#store.names().catch(() => [])) {
      if (!this.#listed.has(name)) await this.#store.remove(name).catch(() => undefined);
    }
  }

  /** Gives the slices of these files away: they are no longer the source's. */
  take(files: readonly string[]): { readonly file: string; readonly bytes: ArrayBuffer }[] {
    return files.flatMap((file) => {
      const arrived = this.#arrived.get(file);
      this.#arrived.delete(file);
      this.#asked.delete(file);
      return arrived === undefined ? [] : [{ file, bytes: arrived.bytes }];
    });
  }

  /** Copies of the slices of a file, which stay the source's. */
  copy(file: string): { readonly file: string; readonly bytes: ArrayBuffer }[] {
    const arrived = this.#arrived.get(file);
    return arrived === undefined ? [] : [{ file, bytes: arrived.bytes.slice(0) }];
  }

  #fromMemory(slice: ImageSlice): Arrived | null {
    const bytes = this.#given.get(slice.file);
    // A buffer that went elsewhere is empty.
    return bytes?.byteLength === slice.rawSize ? { bytes, origin: "memory" } : null;
  }

  async #fromStore(slice: ImageSlice): Promise<Arrived | null> {
    const bytes = await this.#store.read(slice.file).catch(() => null);
    if (bytes === null) return null;
    if (await this.#isWhole(slice, bytes)) return { bytes, origin: "cache" };
    await this.#store.remove(slice.file).catch(() => undefined);
    this.#onDamage(slice.file);
    return null;
  }

  async #fromNetwork(slice: ImageSlice): Promise<Arrived> {
    for (const cache of ["default", "reload"] as const) {
      const bytes = await this.#inflate(slice, cache);
      if (bytes !== null && (await this.#isWhole(slice, bytes))) {
        return { bytes, origin: "network" };
      }
      if (cache === "default") this.#onDamage(slice.file);
    }
    throw new Error(`${slice.file} arrived damaged.`);
  }

  /** Null where what came is not as long as it should be, or cannot be inflated. */
  async #inflate(slice: ImageSlice, cache: RequestCache): Promise<ArrayBuffer | null> {
    const response = await this.#effects.fetch(this.#address(slice.file), { cache });
    if (!response.ok || response.body === null) {
      throw new Error(`${slice.file} could not be loaded (HTTP ${response.status}).`);
    }
    const packed = new Uint8Array(slice.size);
    let loaded = 0;
    for await (const chunk of response.body) {
      if (loaded + chunk.length > slice.size) return null;
      packed.set(chunk, loaded);
      loaded += chunk.length;
      this.#onBytes(slice, loaded);
    }
    const inflate = await (this.#inflater ??= this.#effects.createInflate());
    try {
      return inflate(packed, slice.rawSize);
    } catch {
      return null;
    }
  }

  async #isWhole(slice: ImageSlice, bytes: ArrayBuffer): Promise<boolean> {
    if (bytes.byteLength !== slice.rawSize) return false;
    const { digest } = this.#effects;
    return digest === null || (await digest(bytes)) === slice.sha256;
  }

  #address(file: string): string {
    return new URL(file, this.#indexUrl).href;
  }
}
