import { spawnSync } from "node:child_process";
import { join, resolve } from "node:path";

/** The repository's root. */
export const ROOT = resolve(import.meta.dirname, "../..");

/** Script of each tool's command in node_modules: run with this very Node, on every platform. */
const TOOLS = {
  oxfmt: "oxfmt/bin/oxfmt",
  oxlint: "oxlint/bin/oxlint",
  tsc: "typescript/bin/tsc",
  knip: "knip/bin/knip.js",
  vitest: "vitest/vitest.mjs",
  tsx: "tsx/dist/cli.mjs",
} as const;

export type Tool = keyof typeof TOOLS;

/** Runs a tool with its output streamed to ours. Resolves with whether it ended well. */
export function runTool(tool: Tool, args: readonly string[]): boolean {
  const script = join(ROOT, "node_modules", ...TOOLS[tool].split("/"));
  const { status, error } = spawnSync(process.execPath, [script, ...args], {
    cwd: ROOT,
    stdio: "inherit",
  });
  if (error !== undefined) throw error;
  return status === 0;
}
