import { unzipSync } from "fflate";

/** The files that installing a wheel puts below site-packages, by path. */
export type SiteTree = ReadonlyMap<string, Uint8Array>;

/**
 * Opens a wheel (binary distribution format, "Installing a wheel"): what `.data/purelib` and
 * `.data/platlib` hold moves to the root; scripts, headers and data have no place in a tab.
 */
export function readWheel(wheel: Uint8Array): SiteTree {
  const tree = new Map<string, Uint8Array>();
  for (const [path, bytes] of Object.entries(unzipSync(wheel))) {
    if (path.endsWith("/")) continue;
    const data = /^[^/]+\.data\/([^/]+)\/(.+)$/.exec(path);
    if (data === null) tree.set(path, bytes);
    else if ((data[1] === "purelib" || data[1] === "platlib") && data[2] !== undefined) {
      tree.set(data[2], bytes);
    }
  }
  return tree;
}

const MODULE = /^([A-Za-z_]\w*)(?:\.py|\.pyc|(?:\.[\w-]+)*\.so)$/;

/** The module that a path's end names, in a folder with such a name; null where it is none. */
function moduleAt(parts: readonly string[], depth: number): string | null {
  const name = parts[depth] ?? "";
  if (depth === parts.length - 1) return MODULE.exec(name)?.[1] ?? null;
  return /^[A-Za-z_]\w*$/.test(name) && MODULE.test(parts.at(-1) ?? "") ? name : null;
}

/**
 * Names that `import` finds in a tree, sorted: the top-level ones and, below a namespace package,
 * which several packs may share, the next level too ("opentelemetry", "opentelemetry.sdk").
 */
export function providedModules(paths: Iterable<string>): string[] {
  const all = [...paths].map((path) => path.split("/"));
  const packages = new Set(
    all.filter(([, file = ""]) => /^__init__\.pyc?$/.test(file)).map(([folder]) => folder),
  );
  const modules = new Set<string>();
  for (const parts of all) {
    const top = moduleAt(parts, 0);
    if (top === null) continue;
    modules.add(top);
    if (parts.length === 1 || packages.has(top)) continue;
    const below = moduleAt(parts, 1);
    if (below !== null) modules.add(`${top}.${below}`);
  }
  return [...modules].toSorted();
}

/** A file of the tree's `.dist-info`, as text; null where there is none. */
export function readDistInfo(tree: SiteTree, file: string): string | null {
  for (const [path, bytes] of tree) {
    if (/^[^/]+\.dist-info\//.test(path) && path.endsWith(`.dist-info/${file}`)) {
      return new TextDecoder().decode(bytes);
    }
  }
  return null;
}

/** The texts of the package's licence files, one after another; null where it ships none. */
export function licenceText(tree: SiteTree): string | null {
  const texts: string[] = [];
  for (const [path, bytes] of [...tree].toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    if (/^[^/]+\.dist-info\/(licenses\/.+|(LICEN[CS]E|COPYING|NOTICE)[^/]*)$/i.test(path)) {
      texts.push(new TextDecoder().decode(bytes).trim());
    }
  }
  return texts.length === 0 ? null : [...new Set(texts)].join("\n\n----\n\n");
}
