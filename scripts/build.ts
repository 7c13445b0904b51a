import { createReporter } from "./console.ts";
import { runScript } from "./failure.ts";
import { ensurePacks } from "./packs/ensure-packs.ts";
await runScript(async () => { await ensurePacks({ reporter: createReporter() }); });
