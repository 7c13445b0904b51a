import { notebookOf } from "./many-cells.ts";
import { requests } from "./requests.ts";
import type { Scenario } from "./scenario.ts";
import { addressOf, firstWordsOf, markerOf, PLAIN_ANSWER, TASKS, type Task } from "./tasks.ts";
import { withVisitor } from "./visitor.ts";

function firstOutput(task: Task): Scenario {
  return (sites) =>
    withVisitor(async (visitor) => {
      const { routebook, plain } = sites;
      const measured: Record<string, number> = {};
      for (const [visit, answer] of [
        ["cold", 42],
        ["warm", 43],
      ] as const) {
        const given = { code: task.code(answer), marker: markerOf(answer) };
        routebook.link.takeBytes();
        measured[`first output, ${task.name}, ${visit}`] = await visitor.visit(
          routebook.address + addressOf(task),
          (page) => page.evaluate(({ code, marker }) => window.bench.runFirst(code, marker), given),
        );
        measured[`bytes, ${task.name}, ${visit}`] = routebook.link.takeBytes() / 1000;

        plain.link.takeBytes();
        measured[`plain Pyodide, ${task.name}, ${visit}`] = await visitor.visit(
          `${plain.address}?task=${task.name}`,
          (page) => page.evaluate((marker) => window.bench.shown(marker), markerOf(PLAIN_ANSWER)),
        );
        measured[`bytes, plain Pyodide, ${task.name}, ${visit}`] = plain.link.takeBytes() / 1000;
      }
      return measured;
    });
}

const readable: Scenario = ({ routebook }) =>
  withVisitor(async (visitor) => {
    const task = taskCalled("flask");
    const measured: Record<string, number> = {};
    for (const visit of ["cold", "warm"]) {
      measured[`lesson text readable, ${visit}`] = await visitor.visit(
        routebook.address + addressOf(task),
        (page) => page.evaluate((words) => window.bench.shown(words), firstWordsOf(task)),
      );
    }
    return measured;
  });

/** Odd, so that one of them is the middle one. */
const TICKS = 21;

const CELLS = 200;

const trivialCell: Scenario = ({ routebook }) =>
  withVisitor((visitor) =>
    visitor.visit(`${routebook.address}#/scratch`, async (page) => {
      const code = 'tick = globals().get("tick", 0) + 1\nprint(f"tick {tick}.")';
      await page.evaluate((text) => window.bench.runFirst(text, "tick 1."), code);
      const editor = page.getByRole("textbox", { name: "Code of cell 1", exact: true });
      const times: number[] = [];
      for (let tick = 2; tick < 2 + TICKS; tick += 1) {
        await editor.focus();
        await page.evaluate((text) => window.bench.expectKey(text), `tick ${tick}.`);
        await page.keyboard.press("Control+Enter");
        times.push(await page.evaluate(() => window.bench.keyLatency()));
      }
      times.sort((a, b) => a - b);
      return { "trivial cell, key to paint": times[(TICKS - 1) / 2] ?? Number.NaN };
    }),
  );

const stop: Scenario = ({ routebook }) =>
  withVisitor((visitor) =>
    visitor.visit(`${routebook.address}#/scratch`, async (page) => ({
      "Stop in an endless loop": await page.evaluate(() => window.bench.stop()),
    })),
  );

const restart: Scenario = ({ routebook }) => {
  const task = taskCalled("pandas");
  return withVisitor((visitor) =>
    visitor.visit(routebook.address + addressOf(task), async (page) => {
      const first = { code: task.code(42), marker: markerOf(42) };
      const second = { code: task.code(43), marker: markerOf(43) };
      await page.evaluate(({ code, marker }) => window.bench.runFirst(code, marker), first);
      return {
        "restart with pandas": await page.evaluate(
          ({ code, marker }) => window.bench.restart(code, marker),
          second,
        ),
      };
    }),
  );
};

const largeNotebook: Scenario = ({ routebook }) =>
  withVisitor(async (visitor) => {
    const address = `${routebook.address}#/scratch`;
    const name = `Code of cell ${CELLS}`;
    await visitor.visit(address, (page) =>
      page.evaluate((text) => window.bench.importText(text), notebookOf(CELLS)),
    );
    return visitor.visit(address, async (page) => {
      const shown = await page.evaluate(
        (selector) => window.bench.present(selector),
        `[aria-label="${name}"]`,
      );
      const start = performance.now();
      await page.getByRole("textbox", { name, exact: true }).click();
      const typed = page.evaluate(() => window.bench.shown("typed_here"));
      await page.keyboard.insertText("typed_here");
      await typed;
      return {
        "200 cells shown": shown,
        "200 cells, typing in the last": performance.now() - start,
      };
    });
  });

function taskCalled(name: Task["name"]): Task {
  const task = TASKS.find((candidate) => candidate.name === name);
  if (task === undefined) throw new Error(`There is no task called ${name}.`);
  return task;
}

/** The scenarios by name, for `npm run bench -- --only NAME`. */
export const SCENARIOS: Readonly<Record<string, Scenario>> = {
  readable,
  base: firstOutput(taskCalled("base")),
  pandas: firstOutput(taskCalled("pandas")),
  flask: firstOutput(taskCalled("flask")),
  restart,
  cell: trivialCell,
  stop,
  cells: largeNotebook,
  requests,
};
