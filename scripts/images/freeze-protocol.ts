import type { Image } from "../../src/shared/images.ts";
import type { Family } from "./families.ts";

/** What the process that makes an image is told, as JSON in a file. */
export interface FreezeJob {
  readonly family: Family;
  /** Names of the packs in the image. */
  readonly packages: readonly string[];
  /** Packs to unpack, the kernel's own last, with their files on the disk. */
  readonly packs: readonly { readonly name: string; readonly file: string }[];
  /** Modules of packs that libraries must not have missed while they were imported. */
  readonly modules: readonly string[];
  /** Libraries that the imports load, in order, where that is known from an earlier time. */
  readonly libraries: readonly string[] | null;
  /** Where slices go. */
  readonly outDir: string;
  /** Where the answer goes. */
  readonly answer: string;
}

/** What it answers. */
export interface FreezeAnswer {
  readonly image: Image;
}
