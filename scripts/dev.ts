import { createServer } from "vite";
import { parseArguments } from "./arguments.ts";
import { createReporter } from "./console.ts";
import { Failure, runScript } from "./failure.ts";
import { ensurePacks } from "./packs/ensure-packs.ts";
import { root } from "./paths.ts";

/** `npm run dev`: the packs, then Vite's server with hot reload. */
await runScript(async () => {
  const { pyodideDist, port, open } = parseArguments(process.argv.slice(2));
  await ensurePacks({ reporter: createReporter(), pyodideDist });
  const server = await createServer({
    root,
    server: { host: "127.0.0.1", port, strictPort: true, open },
  });
  try {
    await server.listen();
  } catch (error) {
    await server.close();
    if (error instanceof Error && /already in use/.test(error.message)) {
      throw new Failure(`Port ${port} is in use by another program: choose another with --port.`, {
        cause: error,
      });
    }
    throw error;
  }
  server.printUrls();
});
