/** Where the runtime's files are; made by the build (scripts/vite/runtime-assets.ts). */
declare module "virtual:runtime-assets" {
  /** Folder of the interpreter, relative to the site's base, with a slash at its end. */
  export const pyodideUrl: string;

  /** The pack index (shared/packs.ts), relative to the site's base. */
  export const packIndexUrl: string;

  /** Bytes of the interpreter's files, by name, uncompressed. */
  export const pyodideBytes: Readonly<Record<string, number>>;
}

/** Where the memory images are; made by the build (scripts/vite/image-assets.ts). */
declare module "virtual:memory-images" {
  /** Their list (shared/images.ts), relative to the site's base; null in development. */
  export const imageIndexUrl: string | null;
}

/** What others wrote and Routebook ships; made by the build (scripts/vite/licences.ts). */
declare module "virtual:licences" {
  export interface Licence {
    readonly name: string;
    readonly version: string;
    /** SPDX expression, or what the package says. */
    readonly licence: string;
    /** Part of the page, part of the packs, or the interpreter itself. */
    readonly kind: "npm" | "python" | "runtime";
    /** The licence's text, where its package ships one. */
    readonly text?: string;
  }

  /** Sorted by kind, then name. Import it lazily: the texts are long. */
  export const licences: readonly Licence[];
}

/** What reports from a learning-management system's page; made by the build (scripts/vite/scorm-script.ts). */
declare module "virtual:scorm-script" {
  /** The script of src/scorm in one piece, for SCORM packages. Import it lazily. */
  export const script: string;
}
