/** Modules, by path below the folder that Python imports from: "routebook/checks.py". */
export type Sources = ReadonlyMap<string, string>;

/**
 * The modules that `roots` import, and those import, as far as they are among the sources; the
 * packages around them too. Finds every import statement, wherever it stands; those of packages in
 * `without` are not followed.
 */
export function importClosure(
  sources: Sources,
  roots: readonly string[],
  without: ReadonlySet<string>,
): string[] {
  const found = new Set<string>();
  const queue = [...roots];
  for (let module = queue.pop(); module !== undefined; module = queue.pop()) {
    const file = fileOf(sources, module);
    if (file === null || found.has(file)) continue;
    found.add(file);
    const parts = module.split(".");
    queue.push(...parts.slice(1).map((_part, index) => parts.slice(0, index + 1).join(".")));
    if (without.has(module)) continue;
    queue.push(...importsOf(sources.get(file) ?? "", packageOf(module, file)));
  }
  return [...found].toSorted();
}

const FROM = /^[ \t]*from (\.*)([\w.]*) import (?:\(([^)]*)\)|([^\n#]*))/gm;
/** What only a type checker reads. */
const TYPES_ONLY = /^if TYPE_CHECKING:\n(?:[ \t]+.*\n|\n)*/gm;

function importsOf(text: string, around: string): string[] {
  return [...text.replace(TYPES_ONLY, "").matchAll(FROM)].flatMap((found) => {
    const [, dots = "", module = "", listed, plain = ""] = found;
    const above =
      dots === ""
        ? ""
        : around
            .split(".")
            .slice(0, 1 - dots.length || undefined)
            .join(".");
    const base = [above, module].filter((part) => part !== "").join(".");
    const names = (listed ?? plain).split(",").map((name) => /\w+/.exec(name)?.[0] ?? "");
    return [base, ...names.map((name) => `${base}.${name}`)];
  });
}

function packageOf(module: string, file: string): string {
  return file.endsWith("/__init__.py") ? module : module.split(".").slice(0, -1).join(".");
}

function fileOf(sources: Sources, module: string): string | null {
  const path = module.replaceAll(".", "/");
  return [`${path}.py`, `${path}/__init__.py`].find((file) => sources.has(file)) ?? null;
}
