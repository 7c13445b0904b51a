import { availableParallelism, cpus } from "node:os";
import { join, relative, resolve } from "node:path";
import { documentOf } from "./bench/document.ts";
import { comparisonTable, figureTable, remarksOf } from "./bench/figure-tables.ts";
import { FIGURES, type Figure, type Measured } from "./bench/figures.ts";
import { helpText, parseOptions, type BenchOptions } from "./bench/options.ts";
import { figuresIn, gather, readReport, type BenchReport } from "./bench/report.ts";
import { REQUEST_FIGURES } from "./bench/request-figures.ts";
import { SCENARIOS, type NamedScenario } from "./bench/scenarios.ts";
import { openSites, type Sites } from "./bench/sites.ts";
import { plainTable } from "./bench/table.ts";
import { judge, verdictTable } from "./bench/verdicts.ts";
import { browserVersion } from "./bench/visitor.ts";
import { Failure, runScript } from "./failure.ts";
import { withStagingFolder, writeFileAtomically } from "./files.ts";
import { cacheDir, distDir, root } from "./paths.ts";
import { prepareApp } from "./testing/prepare.ts";
import { runTool } from "./testing/tools.ts";

const ALL_FIGURES: readonly Figure[] = [...FIGURES, ...REQUEST_FIGURES];

/** `npm run bench`: measures the built app in Chromium beside plain Pyodide. See `--help`. */
await runScript(async () => {
  const options = parseOptions(process.argv.slice(2));
  if (options.help) {
    console.log(helpText([...new Set(SCENARIOS.map(({ name }) => name))]));
    return;
  }
  const before = options.against === null ? null : await readReport(options.against);
  const report = options.from === null ? await measured(options) : await readReport(options.from);
  // Of a part, only that part's goals are of interest.
  const figures = options.only === null ? ALL_FIGURES : figuresIn(ALL_FIGURES, report);
  print(figures, report, before);
  if (options.writeDocs) await writeDocument(report);
});

async function measured(options: BenchOptions): Promise<BenchReport> {
  const chosen = chosenScenarios(options);
  if (options.dist === null) prepareApp();
  const { runs } = options;
  const circumstances = {
    format: 2,
    date: new Date().toISOString(),
    machine: `${cpus()[0]?.model ?? "unknown processor"}, ${availableParallelism()} cores`,
    browser: await browserVersion(),
    command: ["npm run bench", ...shownArguments(options)].join(" "),
    runs,
  } as const;
  const dir = options.dist === null ? distDir : resolve(options.dist);
  const results = await withSites(dir, (sites) => measureAll(chosen, sites, runs));
  const report: BenchReport = { ...circumstances, ...results };
  const file = join(cacheDir, "bench", `${report.date.replaceAll(/[:.]/g, "-")}.json`);
  await writeFileAtomically(file, `${JSON.stringify(report, null, 2)}\n`);
  console.log(`\nWritten to ${relative(root, file)}`);
  return report;
}

/** What changes the numbers; where a result is read from or written to does not. */
function shownArguments({ runs, only, profiles }: BenchOptions): string[] {
  const shown = [
    ...(runs === 5 ? [] : ["--runs", String(runs)]),
    ...(only === null ? [] : ["--only", only.join(",")]),
    ...(profiles.length > 1 ? [] : ["--profile", ...profiles]),
  ];
  return shown.length === 0 ? [] : ["--", ...shown];
}

function chosenScenarios({ only, profiles }: BenchOptions): readonly NamedScenario[] {
  const known = new Set(SCENARIOS.map(({ name }) => name));
  for (const name of only ?? []) {
    if (!known.has(name)) {
      throw new Failure(`There is no scenario called ${name}, only ${[...known].join(", ")}.`);
    }
  }
  return SCENARIOS.filter(
    ({ name, profile }) => profiles.includes(profile) && (only?.includes(name) ?? true),
  );
}

async function measureAll(
  chosen: readonly NamedScenario[],
  sites: Sites,
  runs: number,
): Promise<Pick<BenchReport, "values" | "absent" | "failures">> {
  const results: Measured[] = [];
  const failures: string[] = [];
  // Round by round and not scenario by scenario: what slows the machine down for a while then
  // touches all of them alike.
  for (let run = 1; run <= runs; run += 1) {
    for (const { name, profile, measure } of chosen) {
      console.log(`run ${run} of ${runs}: ${name}${profile === "local" ? "" : `, ${profile}`}`);
      try {
        results.push(await measure(sites));
      } catch (error) {
        // An hour's figures are not thrown away for one of them; the command fails all the same.
        const failure = `${name}, ${profile}, run ${run}: ${String(error)}`;
        failures.push(failure);
        console.error(failure);
        process.exitCode = 1;
      }
    }
  }
  return { ...gather(results), failures };
}

async function withSites<T>(dir: string, use: (sites: Sites) => Promise<T>): Promise<T> {
  return withStagingFolder(async (folder) => {
    const sites = await openSites(dir, folder);
    try {
      return await use(sites);
    } finally {
      await sites.close();
    }
  });
}

function print(figures: readonly Figure[], report: BenchReport, before: BenchReport | null): void {
  const { browser, machine, runs, date } = report;
  console.log(`\n${browser}; ${machine}; runs: ${runs}; ${date}\n`);
  console.log(plainTable(figureTable(figures, report)));
  for (const remark of remarksOf(figures, report)) console.log(remark);
  if (before !== null) {
    console.log(`\nAgainst ${before.browser}; ${before.machine}; ${before.date}\n`);
    if (before.machine !== machine || before.browser !== browser) {
      console.log("Machine or browser differ: compare the ratios, not the times.\n");
    }
    console.log(plainTable(comparisonTable(figures, before, report)));
  }
  console.log(`\n${plainTable(verdictTable(judge(figures, report)))}`);
}

async function writeDocument(report: BenchReport): Promise<void> {
  const file = join(root, "docs", "performance.md");
  await writeFileAtomically(file, documentOf(ALL_FIGURES, report));
  if (!runTool("oxfmt", [file])) throw new Failure(`${file} could not be formatted.`);
  console.log(`\nWritten to ${relative(root, file)}`);
}
