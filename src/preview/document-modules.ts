/** `import … from "x"`, `export … from "x"`, `import "x"` and `import("x")`. */
const SPECIFIER =
  /(\bfrom\s*|\bimport\s*\(\s*|\bimport\s*)(["'])([^"'\n]+)\2|\/\/[^\n]*|\/\*[\s\S]*?\*\//g;

/** Finds the address of a specifier; null where nothing is to be changed. */
export type ResolveSpecifier = (specifier: string) => string | null;

/** The specifiers of a module's imports, dynamic ones with a literal among them. */
export function importsOf(code: string): readonly string[] {
  const found: string[] = [];
  rewriteImports(code, (specifier) => {
    found.push(specifier);
    return null;
  });
  return found;
}

/** A module with other specifiers. It is read by pattern: only a parser would be surer. */
export function rewriteImports(code: string, resolve: ResolveSpecifier): string {
  return code.replace(
    SPECIFIER,
    (whole: string, before?: string, quote?: string, specifier?: string) => {
      const now = specifier === undefined ? null : resolve(specifier);
      return now === null ? whole : `${before ?? ""}${quote ?? ""}${now}${quote ?? ""}`;
    },
  );
}

/** An import map (https://html.spec.whatwg.org/#import-maps), its addresses absolute. */
export type ImportMap = ReadonlyMap<string, string>;

/** Reads the map of a page; what is none is empty. Scopes are not followed. */
export function readImportMap(text: string, base: URL): ImportMap {
  const map = new Map<string, string>();
  let read: unknown;
  try {
    read = JSON.parse(text);
  } catch {
    return map;
  }
  if (typeof read !== "object" || read === null || !("imports" in read)) return map;
  for (const [name, address] of Object.entries(read.imports as Readonly<Record<string, unknown>>)) {
    if (typeof address === "string" && URL.canParse(address, base.href)) {
      map.set(name, new URL(address, base).href);
    }
  }
  return map;
}

/** The address that a specifier means in a module at `base`; null for a bare name without entry. */
export function resolveSpecifier(specifier: string, base: URL, map: ImportMap): URL | null {
  const direct = map.get(specifier);
  if (direct !== undefined) return new URL(direct);
  const prefix = [...map.keys()]
    .filter((key) => key.endsWith("/") && specifier.startsWith(key))
    .toSorted((a, b) => b.length - a.length)[0];
  if (prefix !== undefined) {
    return new URL(specifier.slice(prefix.length), map.get(prefix) ?? base.href);
  }
  if (/^\.{0,2}\//.test(specifier)) return new URL(specifier, base);
  return /^[a-z][a-z\d+.-]*:/i.test(specifier) && URL.canParse(specifier)
    ? new URL(specifier)
    : null;
}
