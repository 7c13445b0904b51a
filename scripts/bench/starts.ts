import type { Page } from "playwright-core";
import { THROTTLED, VISITS, type Measured } from "./figures.ts";
import { SLOW_LINK } from "./link.ts";
import type { Scenario } from "./scenario.ts";
import type { Site } from "./sites.ts";
import { addressOf, firstWordsOf, markerOf, PLAIN_ANSWER, taskCalled, type Task } from "./tasks.ts";
import { withVisitor, type Visitor } from "./visitor.ts";
import { figuresOf, visitThrice, type Result } from "./visits.ts";

/** From navigation to a task's output, at each visit, and the same of plain Pyodide. */
export function firstOutput(task: Task): Scenario {
  return async ({ routebook, plain }) => {
    const results = await withVisitor((visitor) =>
      visitThrice(visitor, routebook, addressOf(task), (page, visit) =>
        run(page, task, 42 + VISITS.indexOf(visit)),
      ),
    );
    const { cold, warm } = results;
    const bytes = `bytes, ${task.name}`;
    return {
      ...figuresOf(`first output, ${task.name}`, results),
      [`${bytes}, cold`]: kilobytes(cold, "bytes"),
      [`${bytes}, cold, with all that is kept for offline`]: kilobytes(cold, "allBytes"),
      [`${bytes}, warm`]: kilobytes(warm, "allBytes"),
      ...(await withVisitor((visitor) => plainVisits(visitor, plain, task))),
    };
  };
}

/** The first visit over the slow line. */
export function throttledOutput(task: Task): Scenario {
  return (sites) =>
    sites.over(SLOW_LINK, async () => {
      const address = sites.routebook.address + addressOf(task);
      return {
        [`first output, ${task.name}, ${THROTTLED}`]: await withVisitor((visitor) =>
          visitor.visit(address, (page) => run(page, task, 42)),
        ),
        [`plain Pyodide, ${task.name}, ${THROTTLED}`]: await withVisitor((visitor) =>
          runPlain(visitor, sites.plain, task),
        ),
      };
    });
}

/** From navigation to the first words of a lesson. */
export const readable: Scenario = async ({ routebook }) => {
  const task = taskCalled("flask");
  let bytes: Measured = {};
  const results = await withVisitor((visitor) =>
    visitThrice(visitor, routebook, addressOf(task), async (page, visit) => {
      const at = await page.evaluate((words) => window.bench.shown(words), firstWordsOf(task));
      if (visit === "cold") bytes = await pageBytes(page, at);
      return at;
    }),
  );
  return { ...figuresOf("lesson text readable", results), ...bytes };
};

async function pageBytes(page: Page, readableAt: number): Promise<Measured> {
  const [atPaint, atText] = await page.evaluate(async (at) => {
    const { firstPaint, pageBytes: bytesUntil } = window.bench;
    return [bytesUntil(await firstPaint()), bytesUntil(at)] as const;
  }, readableAt);
  return {
    "bytes, shell before the first paint": atPaint / 1000,
    "bytes, page before the lesson's text": atText / 1000,
  };
}

async function plainVisits(visitor: Visitor, plain: Site, task: Task): Promise<Measured> {
  const measured: Record<string, number> = {};
  for (const visit of ["cold", "warm"]) {
    plain.takeBytes();
    measured[`plain Pyodide, ${task.name}, ${visit}`] = await runPlain(visitor, plain, task);
    measured[`bytes, plain Pyodide, ${task.name}, ${visit}`] = plain.takeBytes() / 1000;
  }
  return measured;
}

function run(page: Page, task: Task, answer: number): Promise<number> {
  return page.evaluate(({ code, marker }) => window.bench.runFirst(code, marker), {
    code: task.code(answer),
    marker: markerOf(answer),
  });
}

function runPlain(visitor: Visitor, plain: Site, task: Task): Promise<number> {
  return visitor.visit(`${plain.address}?task=${task.name}`, (page) =>
    page.evaluate((marker) => window.bench.shown(marker), markerOf(PLAIN_ANSWER)),
  );
}

function kilobytes(result: Result | string, of: "bytes" | "allBytes"): number | string {
  return typeof result === "string" ? result : result[of] / 1000;
}
