/** A pack: one package as one content-hashed file (a gzipped tar of its site-packages tree). */
export interface Pack {
  readonly name: string;
  readonly version: string;
  /** File name beside the index. */
  readonly file: string;
  /** Bytes of the file. */
  readonly size: number;
  /** Bytes once unpacked. */
  readonly unpackedSize: number;
  /** Hex sha256 of the file. */
  readonly sha256: string;
  /**
   * Top-level modules it provides; below a namespace package, which packs may share, those of the
   * next level too ("opentelemetry", "opentelemetry.sdk").
   */
  readonly modules: readonly string[];
  /** Names of the packs it needs, directly. */
  readonly depends: readonly string[];
  /** SPDX expression or what the package says. */
  readonly licence: string;
  /** One line of what it is, from its metadata. */
  readonly summary: string;
}

/** The list of all packs, keyed by normalized name (PEP 503). */
export interface PackIndex {
  readonly format: 1;
  /** Version of the Pyodide that compiled the packs and must load them. */
  readonly pyodide: string;
  readonly packs: Readonly<Record<string, Pack>>;
  /** The kernel's own Python, compiled; absent where the kernel gets its sources from the disk. */
  readonly own?: Pack;
}
