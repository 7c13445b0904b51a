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

/** Names that `import` finds at the top of a tree, namespace packages among them; sorted. */
export function topLevelModules(paths: Iterable<string>): string[] {
  const modules = new Set<string>();
  for (const path of paths) {
    const [first = "", ...rest] = path.split("/");
    if (rest.length === 0) {
      const name = MODULE.exec(first)?.[1];
      if (name !== undefined) modules.add(name);
    } else if (/^[A-Za-z_]\w*$/.test(first) && MODULE.test(rest.at(-1) ?? "")) {
      modules.add(first);
    }
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
