import { join } from "node:path";
import { build } from "vite";
import { root } from "../paths.ts";

/**
 * Bundles an entry, a path in the repository, into one classic script without imports. Throws where
 * that takes several files.
 */
export async function bundleScript(entry: string, minify: boolean): Promise<string> {
  const result = await build({
    root,
    configFile: false,
    logLevel: "warn",
    publicDir: false,
    build: {
      write: false,
      minify,
      target: "es2023",
      modulePreload: false,
      rolldownOptions: {
        input: join(root, entry),
        output: { format: "iife", entryFileNames: "script.js" },
      },
    },
  });
  const outputs = Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap((one) => ("output" in one ? one.output : []));
  const [chunk] = chunks;
  if (chunks.length !== 1 || chunk?.type !== "chunk") {
    throw new Error(`${entry} did not become one script: ${chunks.map((c) => c.fileName).join()}.`);
  }
  return chunk.code;
}
