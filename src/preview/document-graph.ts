import { deferred } from "../shared/deferred.ts";
import { decodeText } from "./document-content.ts";
import {
  importsOf,
  readImportMap,
  resolveSpecifier,
  rewriteImports,
  type ImportMap,
} from "./document-modules.ts";
import { textUrl, type Resources } from "./document-resources.ts";

/**
 * The modules of a document. Each is put into the import map under its own address, so that modules
 * may import each other in a circle and each exists once.
 */
export class ModuleGraph {
  readonly #map: ImportMap;
  readonly #resources: Resources;
  readonly #own: (code: string) => string;
  #modules = new Map<string, Promise<string | null>>();

  /** `map` is the text of the page's own import map, "" for none; `own` changes a module's text. */
  constructor(map: string, base: URL, resources: Resources, own: (code: string) => string) {
    this.#map = readImportMap(map, base);
    this.#resources = resources;
    this.#own = own;
  }

  /** A module's text with absolute specifiers; what it imports is added. */
  async complete(code: string, base: URL): Promise<string> {
    const absolute = new Map<string, string>();
    await Promise.all(
      importsOf(code).map(async (specifier) => {
        const url = resolveSpecifier(specifier, base, this.#map);
        if (url === null) return;
        absolute.set(specifier, url.href);
        if (this.#resources.covers(url)) await this.add(url);
      }),
    );
    const own = rewriteImports(code, (specifier) => absolute.get(specifier) ?? null);
    return this.#own(own).replaceAll(/\bimport\.meta\.url\b/g, JSON.stringify(base.href));
  }

  /** Adds a module of the app and what it imports. */
  async add(url: URL): Promise<void> {
    if (this.#modules.has(url.href)) return;
    const loaded = this.#resources.get(url, "script");
    // Known before it is read, or a circle would wait for itself.
    const text = deferred<string | null>();
    this.#modules.set(url.href, text.promise);
    const file = await loaded;
    if (file === null) {
      text.resolve(null);
      return;
    }
    const code = decodeText(file.body, file.contentType, false);
    text.resolve(textUrl(await this.complete(code, file.url), "text/javascript"));
  }

  /** The import map to put into the page; null where there is nothing in it. */
  async importMap(): Promise<string | null> {
    const imports: Record<string, string> = {};
    for (const [address, text] of this.#modules) {
      const url = await text;
      if (url !== null) imports[address] = url;
    }
    // A map is not read twice: names lead to where their addresses lead.
    for (const [name, address] of this.#map) imports[name] = imports[address] ?? address;
    return Object.keys(imports).length === 0 ? null : JSON.stringify({ imports });
  }
}
