/** Modules to compile, sent to a compiler process. */
export interface CompileRequest {
  readonly id: number;
  /** Path below site-packages, and source. */
  readonly sources: readonly (readonly [path: string, source: Uint8Array])[];
}

/** Its answer, in the same order; null where a file is no Python of this version. */
export interface CompileReply {
  readonly id: number;
  readonly compiled: readonly (Uint8Array | null)[];
}
