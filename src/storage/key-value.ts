/** The few operations progress needs of a store. Values are structured-cloneable plain data. */
export interface KeyValue {
  get(key: string): Promise<unknown>;
  /** Atomic: no other write, of this tab or another, comes between reading and writing. */
  update(key: string, change: (stored: unknown) => unknown): Promise<void>;
  /** Writes all of them or none. */
  setMany(entries: readonly (readonly [string, unknown])[]): Promise<void>;
  delete(key: string): Promise<void>;
  entries(): Promise<readonly (readonly [string, unknown])[]>;
  clear(): Promise<void>;
}
