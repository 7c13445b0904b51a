import { existsSync } from "node:fs";
import { join } from "node:path";
import { distDir } from "../paths.ts";
import { runTool } from "./tools.ts";

/** Makes the Python packs, or finds them made. Throws where that fails: its own words came before. */
export function preparePacks(): void {
  build(["--packs-only"]);
}

/**
 * Builds the app that the browser tests run. Throws where that fails, and where the app came
 * without memory images: what its visitors start from would go untested.
 */
export function prepareApp(): void {
  build([]);
  if (existsSync(join(distDir, "images"))) return;
  throw new Error("The app was built without memory images, which are to be tested: see above.");
}

function build(options: readonly string[]): void {
  if (!runTool("tsx", ["scripts/build.ts", ...options])) {
    throw new Error("The build failed, so there is nothing to test here: see above.");
  }
}
