import { formatPython } from "./testing/ruff.ts";
import { runTool } from "./testing/tools.ts";

/**
 * `format.ts --write` formats everything we keep formatted; `format.ts --check` only looks, names
 * the files that differ, and ends with code 1 if there are any.
 */
const write = process.argv.includes("--write");
if (!write && !process.argv.includes("--check")) {
  console.error("Say --write to format the files or --check to look only.");
  process.exit(2);
}

const rest = runTool("oxfmt", [write ? "--write" : "--check", "."]);
const python = formatPython(write);
for (const path of python) console.log(`${path} ${write ? "formatted" : "is not formatted"}`);
if (!rest || (!write && python.length > 0)) {
  console.error("Run `npm run format` and look at what it changed.");
  process.exitCode = 1;
}
