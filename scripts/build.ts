import { parseArguments } from "./arguments.ts";
import { buildApp } from "./build/build-app.ts";
import { createReporter } from "./console.ts";
import { runScript } from "./failure.ts";
import { ensurePacks } from "./packs/ensure-packs.ts";

/**
 * `npm run build`: fetches, compiles, builds into dist. `--packs-only` stops before the app,
 * `--preview-origin URL` names the origin that will serve `dist/preview`.
 */
await runScript(async () => {
  const { packsOnly, pyodideDist, previewOrigin } = parseArguments(process.argv.slice(2));
  const reporter = createReporter();
  if (packsOnly) await ensurePacks({ reporter, pyodideDist });
  else await buildApp({ reporter, pyodideDist, previewOrigin });
});
