import type { Figure } from "./figures.ts";
import { figureTable, remarksOf } from "./figure-tables.ts";
import type { BenchReport } from "./report.ts";
import { markdownTable } from "./table.ts";
import { judge, verdictTable } from "./verdicts.ts";

/** The page that shows a report: `docs/performance.md`, as Markdown. */
export function documentOf(figures: readonly Figure[], report: BenchReport): string {
  const { date, machine, browser, command, runs } = report;
  const remarks = remarksOf(figures, report).map((remark) => `- ${remark}\n`);
  return `# Performance

<!-- Written by \`npm run bench -- --write-docs\`: change scripts/bench/document.ts, not this file. -->

Every time begins with the navigation (or the key, or the call) and ends when the result is painted.
_Cold_ is a visitor who was never here, _warm_ the same visitor's second visit with the service worker
asleep, _offline_ a third visit with the server gone. Milliseconds depend on the machine, so each start
stands beside **plain Pyodide** (boot, unpack the same wheels, import, run) of the same run: the ratio
is the claim.

|          |                |
| -------- | -------------- |
| measured | ${date.slice(0, 10)} |
| machine  | ${machine} |
| browser  | ${browser}, headless |
| runs     | ${runs} of each scenario; goals are held against the median |
| command  | \`${command}\` |

## Goals

Offline is held to the goals of warm.

${markdownTable(verdictTable(judge(figures, report)))}

## All figures

Both sites come from a server on the same machine; _throttled_ is the first visit over a line of
10 Mbit/s with a round trip of 40 ms. Bytes are counted on the wire, compressed and with headers, of the
page and all its workers; those of the first visit end with the output, and what is kept for offline
comes after it. A restart is one of a kernel that has been there for five seconds: before, it is a warm
start. "Flask" is a response of a test client to a first route, "Django" likewise. Memory is
what all processes of the browser take more than with an empty tab (proportional set size); "scripts" is
what the page's own API reports, which leaves out WebAssembly's memory, and a block is a piece of memory
that Python has given out and not got back.

${markdownTable(figureTable(figures, report))}
${remarks.length > 0 ? `\n${remarks.join("")}` : ""}`;
}
