import type { Page } from "playwright-core";
import { describe, expect } from "vitest";
import { test } from "./support/fixtures.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { PaneView } from "./support/pane-view.ts";
import type { Visitor } from "./support/visitor.ts";

const LOOP = 'print("going on")\nwhile True: pass';
const NUMBERS = `print("going on")
total = 0.0
step = 0
while True:
    step += 1
    total += (step % 7) * 0.5 - total / step`;

/** A notebook on a page that shares no memory with its worker, but has a service worker. */
async function openScratch(
  visitor: Visitor,
  cells: readonly string[],
  page: Page = visitor.page,
): Promise<LessonView> {
  const view = await visitor.open("#/scratch", page);
  await view.kernelReady();
  await controlled(page);
  await view.scratch(...cells);
  await view.kernelReady();
  return view;
}

/** Waits until the service worker has taken the page over. */
async function controlled(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const { serviceWorker } = navigator;
    while (serviceWorker.controller === null) {
      await new Promise((resolve) =>
        serviceWorker.addEventListener("controllerchange", resolve, { once: true }),
      );
    }
  });
}

/** Starts a cell that prints "going on", presses Stop, and gives what the learner reads. */
async function stopped(view: LessonView, number: number): Promise<string> {
  const cell = view.cell(number);
  await cell.start();
  await cell.root.getByText("going on", { exact: true }).waitFor();
  await cell.button("Stop").click();
  await cell.button("Run").waitFor();
  return cell.text();
}

async function expectKept(view: LessonView, number: number): Promise<void> {
  await view.cell(number).run();
  expect(await view.cell(number).text()).toBe("42");
}

const BROWSERS = [
  ["", { suspending: true }],
  [" in a browser where Python cannot wait", { suspending: false }],
] as const;

describe.each(BROWSERS)("Stop without shared memory%s", (_name, options) => {
  test("keeps variables in loops that never pause", async ({ visit }) => {
    const cells = ["kept = 42", LOOP, NUMBERS, "print(kept)"];
    const view = await openScratch(await visit("plain", options), cells);
    expect(await view.page.evaluate(() => crossOriginIsolated)).toBe(false);
    await view.cell(1).run();
    for (const loop of [2, 3]) {
      expect(await stopped(view, loop)).toContain("Variables and files were kept.");
    }
    await expectKept(view, 4);
  });

  test("ends a program that sleeps", async ({ visit }) => {
    const sleeping = 'import time\nprint("going on", flush=True)\ntime.sleep(3600)';
    const view = await openScratch(await visit("plain", options), [
      "kept = 42",
      sleeping,
      "print(kept)",
    ]);
    await view.cell(1).run();
    expect(await stopped(view, 2)).toContain("Variables and files were kept.");
    await expectKept(view, 3);
  });
});

describe("Stop without shared memory", () => {
  test("works for a Python that was there before the service worker", async ({ visit }) => {
    const view = await (await visit("plain")).open("#/scratch");
    await view.kernelReady();
    await controlled(view.page);
    await view.cell(1).type(LOOP);
    expect(await stopped(view, 1)).toContain("Variables and files were kept.");
  });

  test("reaches a program that swallows an interrupt and then ends by itself", async ({
    visit,
  }) => {
    const swallows = `print("going on")
try:
    while True: pass
except:
    print("swallowed")`;
    const view = await openScratch(await visit("plain"), ["kept = 42", swallows, "print(kept)"]);
    await view.cell(1).run();
    expect(await stopped(view, 2)).toContain("swallowed");
    await expectKept(view, 3);
  });

  test("ends a program that swallows every interrupt, at the price of its variables", async ({
    visit,
  }) => {
    const swallows = `print("going on")
while True:
    try:
        while True: pass
    except:
        pass`;
    const view = await openScratch(await visit("plain"), [
      "kept = 42",
      swallows,
      'print("kept" in globals())',
    ]);
    await view.cell(1).run();
    expect(await stopped(view, 2)).toContain("files were kept, variables were lost");
    await view.cell(3).run();
    expect(await view.cell(3).text()).toBe("False");
  });

  test("does no harm to what runs after a program that ended just as it was stopped", async ({
    visit,
  }) => {
    const view = await openScratch(await visit("plain"), ["1", "1"]);
    // Each run computes about as long as a look takes to come, so that some end before it and
    // some by it; the run after each is long enough to see a sign that was left.
    const outcome = await view.page.evaluate(async () => {
      const [first, second] = await window.routebook.cells();
      if (first === undefined || second === undefined) throw new Error("There are no cells.");
      await window.routebook.setSource(second.id, SPIN("0.8"));
      const ends: string[] = [];
      for (let turn = 0; turn < 6; turn++) {
        await window.routebook.setSource(first.id, SPIN(`0.${30 + turn * 4}`));
        const run = window.routebook.run(first.id);
        await new Promise((resolve) => setTimeout(resolve, 290 + turn * 20));
        await window.routebook.interrupt();
        ends.push((await run).status, (await window.routebook.run(second.id)).status);
      }
      return ends;
      function SPIN(seconds: string): string {
        return `import time\nend = time.perf_counter() + ${seconds}\nwhile time.perf_counter() < end: pass`;
      }
    });
    expect(outcome.filter((_status, index) => index % 2 === 1)).toEqual(
      Array.from({ length: 6 }, () => "done"),
    );
    expect(outcome.every((status) => status === "done" || status === "interrupted")).toBe(true);
  });

  test("stops the tab that was meant, and not the other", async ({ visit }) => {
    const visitor = await visit("plain");
    const cells = ["kept = 42", LOOP, "print(kept)"];
    const one = await openScratch(visitor, cells);
    const other = await openScratch(visitor, cells, await visitor.newTab());
    for (const view of [one, other]) {
      await view.page.bringToFront();
      await view.cell(1).run();
      await view.cell(2).start();
      await view.cell(2).root.getByText("going on", { exact: true }).waitFor();
    }
    await one.page.bringToFront();
    await one.cell(2).button("Stop").click();
    await one.cell(2).button("Run").waitFor();
    expect(await one.cell(2).text()).toContain("Variables and files were kept.");
    await expectKept(one, 3);
    await other.page.bringToFront();
    expect(await other.cell(2).button("Stop").isVisible()).toBe(true);
    await other.cell(2).button("Stop").click();
    await other.cell(2).button("Run").waitFor();
    expect(await other.cell(2).text()).toContain("Variables and files were kept.");
    await expectKept(other, 3);
  });

  test("works when the browser has ended the service worker in between", async ({ visit }) => {
    const visitor = await visit("plain");
    const view = await openScratch(visitor, ["kept = 42", LOOP, "print(kept)"]);
    const browser = await visitor.context.newCDPSession(visitor.page);
    await browser.send("ServiceWorker.enable");
    await view.cell(1).run();
    await browser.send("ServiceWorker.stopAllWorkers");
    expect(await stopped(view, 2)).toContain("Variables and files were kept.");
    const cell = view.cell(2);
    await cell.start();
    await cell.root.getByText("going on", { exact: true }).waitFor();
    await browser.send("ServiceWorker.stopAllWorkers");
    await cell.button("Stop").click();
    await browser.send("ServiceWorker.stopAllWorkers");
    await cell.button("Run").waitFor();
    expect(await cell.text()).toContain("Variables and files were kept.");
    await expectKept(view, 3);
  });

  test("stops a request to the learner's app that does not end", async ({ visit }) => {
    const app = `from flask import Flask
kept = 42
app = Flask(__name__)
@app.get("/")
def index():
    return "here"
@app.get("/forever")
def forever():
    while True: pass`;
    const view = await openScratch(await visit("plain"), [app, "print(kept)"]);
    const pane = new PaneView(view.page);
    await view.cell(1).run();
    // The preview's own request is through: nothing but the one below is under way.
    await pane.row("GET / Alice 200").waitFor();
    const answer = view.page.evaluate(() =>
      window.routebook
        .request({ method: "GET", url: "/forever" })
        .then(({ status, body }) => [status, new TextDecoder().decode(body)]),
    );
    await pane.row("GET /forever page running").waitFor();
    await view.api.interrupt();
    expect(await answer).toEqual([503, "The app was stopped before it had answered."]);
    await expectKept(view, 2);
  });

  test("is not seen by the learner's code or in its log of requests", async ({ visit }) => {
    const look = `import js
found = [name for name in ("XMLHttpRequest", "fetch", "navigator") if hasattr(js, name)]
import time
end = time.perf_counter() + 1
while time.perf_counter() < end: pass
print(found)`;
    const view = await openScratch(await visit("plain"), [look]);
    await view.cell(1).run();
    expect(await view.cell(1).text()).toBe("[]");
    const pane = new PaneView(view.page);
    await pane.toggle();
    await pane.log.waitFor();
    expect(await pane.rows()).toEqual([]);
  });
});
