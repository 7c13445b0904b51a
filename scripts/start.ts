import { parseArguments } from "./arguments.ts";
import { buildApp } from "./build/build-app.ts";
import { createReporter } from "./console.ts";
import { runScript } from "./failure.ts";
import { openBrowser } from "./serve/open-browser.ts";
import { serveDist } from "./serve/serve-dist.ts";

/** `npm start`: everything, from a fresh clone to an open page. */
await runScript(async () => {
  const { pyodideDist, port, open, isolation, base, ownPreviewOrigin } = parseArguments(
    process.argv.slice(2),
  );
  const reporter = createReporter();
  await buildApp({ reporter, pyodideDist });
  const nextPort = port === 0 ? 0 : port + 1;
  const previewPort = ownPreviewOrigin ? nextPort : null;
  const { url, close } = await serveDist({ port, previewPort, isolation, base });
  reporter.note(`\nRoutebook is at ${url}\nPress Ctrl+C to stop.`);
  const stop = (): void => void close().then(() => process.exit(0));
  process.once("SIGINT", stop);
  process.once("SIGTERM", stop);
  if (open) openBrowser(url);
});
