import type { Frame, Page } from "playwright-core";
import { Failure } from "../failure.ts";
import type { Measured } from "./figures.ts";
import { WAYS, type Way } from "./request-figures.ts";
import type { Scenario } from "./scenario.ts";
import { percentileOf } from "./statistics.ts";
import { GREETING, WEB_APPS, webAppNotebook, type WebAppTask } from "./web-apps.ts";
import { withVisitor } from "./visitor.ts";

/** Requests before those that count: the first ones import modules. */
const WARM_UP = 20;
const REQUESTS = 200;

/** Requests one after the other to a hello-world app, through each of the three ways. */
export const requests: Scenario = ({ routebook }) =>
  withVisitor(async (visitor) => {
    const measured: Record<string, number> = {};
    for (const task of WEB_APPS) {
      const times = await visitor.visit(`${routebook.address}#/scratch`, (page) =>
        timesOf(task, page),
      );
      for (const way of WAYS) Object.assign(measured, figuresOf(task.name, way, times));
    }
    return measured;
  });

type Times = Readonly<Record<Way, readonly number[]>>;

async function timesOf(task: WebAppTask, page: Page): Promise<Times> {
  const preview = previewFrame(page);
  const notebook = webAppNotebook(task, WARM_UP, REQUESTS);
  const count = { warmUp: WARM_UP, requests: REQUESTS };
  const inKernel = await page.evaluate((text) => window.bench.runLast(text), notebook);
  const byApi = await page.evaluate((wanted) => window.bench.requests(wanted), count);
  const frame = await preview;
  return {
    "test client": JSON.parse(inKernel) as readonly number[],
    "routebook.request": byApi,
    "fetch in the preview": await frame.evaluate((wanted) => window.bench.fetches(wanted), count),
  };
}

/** The frame with the app's page, once it shows it. */
async function previewFrame(page: Page): Promise<Frame> {
  return new Promise((resolve, reject) => {
    page.on("framenavigated", (frame) => {
      if (frame.parentFrame()?.parentFrame() === page.mainFrame()) {
        frame
          .getByText(GREETING)
          .waitFor()
          .then(() => resolve(frame), reject);
      }
    });
    page.on("close", () => reject(new Failure("The page was closed before the preview showed.")));
  });
}

function figuresOf(name: string, way: Way, times: Times): Measured {
  const own = times[way];
  const p50 = percentileOf(own, 50);
  const total = own.reduce((sum, time) => sum + time, 0);
  const figures = {
    [`${name}, ${way}, p50`]: p50,
    [`${name}, ${way}, p99`]: percentileOf(own, 99),
    [`${name}, ${way}, rate`]: (own.length * 1000) / total,
  };
  if (way === "test client") return figures;
  const over = p50 - percentileOf(times["test client"], 50);
  return { ...figures, [`${name}, ${way}, over the test client at p50`]: over };
}
