import { runTool } from "./tools.ts";

/** Makes the Python packs, or finds them made. Throws where that fails: its own words came before. */
export function preparePacks(): void {
  build(["--packs-only"]);
}

/** Builds the app that the browser tests run. */
export function prepareApp(): void {
  build([]);
}

function build(options: readonly string[]): void {
  if (!runTool("tsx", ["scripts/build.ts", ...options])) {
    throw new Error("The build failed, so there is nothing to test here: see above.");
  }
}
