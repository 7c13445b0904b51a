import { ensureBrowser } from "./browser.ts";
import { prepareApp, preparePacks } from "./prepare.ts";
import { formatPython, lintPython } from "./ruff.ts";
import { scriptStage } from "./script-stage.ts";
import { oneCheck, type Tally } from "./tally.ts";
import { runTool } from "./tools.ts";
import { vitestStage } from "./vitest-stage.ts";

/** One step of `npm test`. `args` are what the command line gives to the stage's own tool. */
export interface Stage {
  readonly name: string;
  /** What it looks at, for the heading. */
  readonly about: string;
  readonly run: (args: readonly string[]) => Tally;
}

/** The stages in the order in which they run: the quick ones first. */
export const STAGES: readonly Stage[] = [
  { name: "format", about: "every file is formatted", run: format },
  { name: "lint", about: "lint rules and layers, TypeScript and Python", run: lint },
  {
    name: "types",
    about: "TypeScript, type tests among it",
    run: () => oneCheck(runTool("tsc", ["-b"])),
  },
  { name: "dead-code", about: "nothing unused is kept", run: () => oneCheck(runTool("knip", [])) },
  { name: "unit", about: "pure code", run: (args) => vitestStage("unit", args) },
  { name: "contract", about: "packs and adapters, with what they adapt", run: contract },
  { name: "python", about: "pytest in Pyodide", run: python },
  { name: "lessons", about: "every lesson in Pyodide", run: lessons },
  { name: "browser", about: "the built app in Chromium", run: browser },
];

function format(): Tally {
  const rest = runTool("oxfmt", ["--check", "."]);
  const python = formatPython(false);
  for (const path of python) console.log(`${path} is not formatted`);
  const passed = rest && python.length === 0;
  if (!passed) console.log("`npm run format` formats them.");
  return oneCheck(passed);
}

function lint(): Tally {
  const typescript = runTool("oxlint", []);
  const python = lintPython();
  for (const line of python) console.log(line);
  return oneCheck(typescript && python.length === 0);
}

function contract(args: readonly string[]): Tally {
  preparePacks();
  return vitestStage("contract", args);
}

function python(args: readonly string[]): Tally {
  preparePacks();
  return scriptStage("python", "scripts/testing/pytest.ts", args);
}

function lessons(args: readonly string[]): Tally {
  preparePacks();
  return scriptStage("lessons", "scripts/testing/lessons.ts", args);
}

function browser(args: readonly string[]): Tally {
  console.log(`Browser: ${ensureBrowser()}`);
  prepareApp();
  return vitestStage("browser", args);
}
