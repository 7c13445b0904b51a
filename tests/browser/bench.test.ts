import { execFile } from "node:child_process";
import { readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { describe, expect, it } from "vitest";
import { distDir, root } from "../../scripts/paths.ts";

const run = promisify(execFile);

/** Runs the benchmark on the app that is built, once, and gives what it printed. */
async function bench(...args: string[]): Promise<string> {
  const tsx = join(root, "node_modules", "tsx", "dist", "cli.mjs");
  const script = join(root, "scripts", "bench.ts");
  const line = [tsx, script, "--dist", distDir, "--runs", "1", ...args];
  return (await run(process.execPath, line, { cwd: root })).stdout;
}

describe("npm run bench", () => {
  it("measures a scenario, keeps the result, and compares the next one with it", async () => {
    const NAME = "Stop in an endless loop, variables kept";
    const first = await bench("--only", "stop");
    const file = /^Written to (.+)$/m.exec(first)?.[1];
    expect(file).toMatch(/\.json$/);
    const path = join(root, file ?? "");
    const report = JSON.parse(await readFile(path, "utf8")) as unknown;
    const again = await bench("--from", path, "--against", path);
    await rm(path);

    expect(report).toMatchObject({
      runs: 1,
      command: "npm run bench -- --runs 1 --only stop",
      values: { [NAME]: [expect.any(Number)] },
      failures: [],
    });
    expect(first).toMatch(/^all goals that were measured +[01] of 1 met$/m);
    expect(again).toMatch(new RegExp(`^${NAME}.* ±0 %$`, "m"));
  });
});
