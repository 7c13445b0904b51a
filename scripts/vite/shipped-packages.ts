/** npm's package-lock.json, as far as it is used here. */
export interface NpmLock {
  readonly packages: Readonly<
    Record<
      string,
      {
        readonly version?: string;
        readonly license?: string;
        readonly dependencies?: Readonly<Record<string, string>>;
      }
    >
  >;
}

/** An npm package whose code may be part of the built page. */
export interface ShippedPackage {
  readonly name: string;
  readonly version: string;
  readonly licence: string;
  /** Relative to the repository. */
  readonly folder: string;
}

/**
 * The imported packages and all that they depend on, by name. Those that hold only types are left
 * out; names that the lock does not know (the tool's own virtual modules) too. Pure.
 */
export function shippedPackages(
  lock: NpmLock,
  imported: Iterable<string>,
): readonly ShippedPackage[] {
  const found = new Map<string, ShippedPackage>();
  const queue = [...imported].map((name) => ({ name, from: "" }));
  for (let next = queue.shift(); next !== undefined; next = queue.shift()) {
    const folder = locate(lock, next.name, next.from);
    if (folder === null || found.has(folder) || next.name.startsWith("@types/")) continue;
    const { version = "", license = "", dependencies = {} } = lock.packages[folder] ?? {};
    found.set(folder, { name: next.name, version, licence: license, folder });
    queue.push(...Object.keys(dependencies).map((name) => ({ name, from: folder })));
  }
  return [...found.values()].toSorted((a, b) => (a.name < b.name ? -1 : 1));
}

/** Node's own search: in the importing package's folder, then in those around it. */
function locate(lock: NpmLock, name: string, from: string): string | null {
  const around = from === "" ? [] : from.split("/node_modules/");
  for (let depth = around.length; depth >= 0; depth--) {
    const folder = [...around.slice(0, depth), name].join("/node_modules/");
    const candidate = depth === 0 ? `node_modules/${name}` : folder;
    if (candidate in lock.packages) return candidate;
  }
  return null;
}
