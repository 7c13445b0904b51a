import { readFile } from "node:fs/promises";
import { availableParallelism, cpus } from "node:os";
import { join } from "node:path";
import { parseArgs } from "node:util";
import { FIGURES, type Measured } from "./bench/figures.ts";
import { SLOW_LINK } from "./bench/link.ts";
import { REQUEST_FIGURES } from "./bench/requests.ts";
import { gather, tableOf, type BenchReport } from "./bench/report.ts";
import { SCENARIOS } from "./bench/scenarios.ts";
import { openSites } from "./bench/sites.ts";
import { browserVersion } from "./bench/visitor.ts";
import { Failure, runScript } from "./failure.ts";
import { writeFileAtomically } from "./files.ts";
import { cacheDir } from "./paths.ts";
import { prepareApp } from "./testing/prepare.ts";

const HELP = `npm run bench -- [options]
  --runs N         how often each scenario is measured (5)
  --only A,B       only these: ${Object.keys(SCENARIOS).join(", ")}
  --slow           over a line of 10 Mbit/s with a round trip of 40 ms
  --against FILE   show an earlier result beside this one`;

await runScript(async () => {
  const { values: options } = parseArgs({
    options: {
      runs: { type: "string", default: "5" },
      only: { type: "string", default: Object.keys(SCENARIOS).join(",") },
      slow: { type: "boolean", default: false },
      against: { type: "string" },
      help: { type: "boolean", default: false },
    },
  });
  if (options.help) {
    console.log(HELP);
    return;
  }
  const runs = Number(options.runs);
  if (!Number.isInteger(runs) || runs < 1) throw new Failure(`--runs takes a number from 1 on.`);
  const before = options.against === undefined ? undefined : await readReport(options.against);

  prepareApp();
  const report: BenchReport = {
    format: 1,
    date: new Date().toISOString(),
    machine: `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores`,
    browser: await browserVersion(),
    profile: options.slow ? "10 Mbit/s, 40 ms" : "local",
    runs,
    values: gather(await measure(options.only.split(","), runs, options.slow)),
  };
  const file = join(cacheDir, "bench", `${report.date.replaceAll(/[:.]/g, "-")}.json`);
  await writeFileAtomically(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\n${report.browser}; ${report.machine}; ${report.profile}; ${runs} runs\n`);
  console.log(tableOf([...FIGURES, ...REQUEST_FIGURES], report.values, before?.values));
  console.log(`\nWritten to ${file}`);
});

async function measure(names: readonly string[], runs: number, slow: boolean): Promise<Measured[]> {
  const chosen = names.map((name) => {
    const scenario = SCENARIOS[name];
    if (scenario === undefined) {
      throw new Failure(`There is no scenario called ${name}. ${HELP}`);
    }
    return { name, scenario };
  });
  const sites = await openSites(slow ? SLOW_LINK : null);
  const results: Measured[] = [];
  try {
    // Round by round and not scenario by scenario: what slows the machine down for a while then
    // touches all of them alike.
    for (let run = 1; run <= runs; run += 1) {
      for (const { name, scenario } of chosen) {
        console.log(`run ${run} of ${runs}: ${name}`);
        results.push(await scenario(sites));
      }
    }
  } finally {
    await sites.close();
  }
  return results;
}

async function readReport(file: string): Promise<BenchReport> {
  try {
    return JSON.parse(await readFile(file, "utf8")) as BenchReport;
  } catch (error) {
    throw new Failure(`${file} is not a result of this benchmark: ${String(error)}`);
  }
}
