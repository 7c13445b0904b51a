import { setTimeout as sleep } from "node:timers/promises";
import type { Page } from "playwright-core";
import { LINUX_ONLY } from "./process-memory.ts";
import type { Scenario } from "./scenario.ts";
import { percentileOf } from "./statistics.ts";
import { addressOf, markerOf, taskCalled } from "./tasks.ts";
import { withVisitor } from "./visitor.ts";

const RUNS = 500;

/** Runs before the first look at the memory: caches fill and code is compiled. */
const WARM_UP = 50;

/** Output of several kinds, and a frame that is garbage after the next run. */
const WORK = [
  'table = pd.DataFrame({"number": range(1000)})',
  'print("sum", table["number"].sum())',
  "table.describe()",
].join("\n");

/** Memory blocks that Python has given out and not got back. */
const BLOCKS = "import gc, sys\ngc.collect()\nprint(sys.getallocatedblocks())";

/** What a page with a pandas kernel takes, and whether that grows, in JavaScript or in Python. */
export const memory: Scenario = ({ routebook }) =>
  withVisitor(async (visitor) => {
    const empty = await visitor.memory();
    return visitor.visit(routebook.address + addressOf(taskCalled("pandas")), async (page) => {
      await runPandas(page, 42);
      const loaded = await visitor.memory();
      await repeat(page, WORK, WARM_UP);
      const before = await look(page);
      await repeat(page, WORK, RUNS);
      const after = await look(page);
      return {
        "memory, page and kernel with pandas":
          empty === null || loaded === null ? LINUX_ONLY : (loaded - empty) / 1e6,
        "memory, growth over 500 runs, scripts": (after.scripts - before.scripts) / 1e6,
        "memory, growth a run, Python's blocks": (after.blocks - before.blocks) / RUNS,
      };
    });
  });

async function look(page: Page): Promise<{ readonly scripts: number; readonly blocks: number }> {
  const blocks = Number(await repeat(page, BLOCKS, 1));
  return { scripts: await page.evaluate(() => window.bench.memory()), blocks };
}

function repeat(page: Page, source: string, count: number): Promise<string> {
  return page.evaluate(({ code, times }) => window.bench.repeat(code, times), {
    code: source,
    times: count,
  });
}

/** Milliseconds after the first output in which the page loads and keeps what comes later. */
const SETTLED = 5000;

/** From restart to an output of pandas, of somebody who has worked for a moment. */
export const restart: Scenario = ({ routebook }) =>
  withVisitor((visitor) =>
    visitor.visit(routebook.address + addressOf(taskCalled("pandas")), async (page) => {
      await runPandas(page, 42);
      await sleep(SETTLED);
      const again = { code: taskCalled("pandas").code(43), marker: markerOf(43) };
      return {
        "restart with pandas": await page.evaluate(
          ({ code, marker }) => window.bench.restart(code, marker),
          again,
        ),
      };
    }),
  );

async function runPandas(page: Page, answer: number): Promise<void> {
  const given = { code: taskCalled("pandas").code(answer), marker: markerOf(answer) };
  await page.evaluate(({ code, marker }) => window.bench.runFirst(code, marker), given);
}

/** Odd, so that one of them is the middle one. */
const TICKS = 21;

/** Milliseconds between two runs of somebody who is quick: the page has come to rest by then. */
const BREATH = 100;

/** From the key that runs a cell to its output painted. */
export const trivialCell: Scenario = ({ routebook }) =>
  withVisitor((visitor) =>
    visitor.visit(`${routebook.address}#/scratch`, async (page) => {
      const code = 'tick = globals().get("tick", 0) + 1\nprint(f"tick {tick}.")';
      await page.evaluate((text) => window.bench.runFirst(text, "tick 1."), code);
      const editor = page.getByRole("textbox", { name: "Code of cell 1", exact: true });
      const times: number[] = [];
      await sleep(SETTLED);
      for (let tick = 2; tick < 2 + TICKS; tick += 1) {
        await editor.focus();
        await sleep(BREATH);
        await page.evaluate((text) => window.bench.expectKey(text), `tick ${tick}.`);
        times.push(await pressed(page, () => page.evaluate(() => window.bench.keyLatency())));
      }
      return { "trivial cell, key to paint": percentileOf(times, 50) };
    }),
  );

/**
 * What is measured while the keys are down. A finger rests on a key for some 100 ms; released within
 * the same millisecond, the second event would make the browser hold back the answer for a frame.
 */
async function pressed(page: Page, measure: () => Promise<number>): Promise<number> {
  const { keyboard } = page;
  await keyboard.down("Control");
  await keyboard.down("Enter");
  const measured = await measure();
  await keyboard.up("Enter");
  await keyboard.up("Control");
  return measured;
}

/** Stop in `while True: pass`. */
export const stop: Scenario = ({ routebook }) =>
  withVisitor((visitor) =>
    visitor.visit(`${routebook.address}#/scratch`, async (page) => ({
      "Stop in an endless loop, variables kept": await page.evaluate(() => window.bench.stop()),
    })),
  );
