// Runs in the page, before its own scripts. It watches what the reader can see and reads the page's
// clock, whose zero is the navigation. The calls are described in probe.ts.

const nextTask = () =>
  new Promise((resolve) => {
    const { port1, port2 } = new MessageChannel();
    port1.onmessage = () => resolve();
    port2.postMessage(null);
  });

// The task after an animation frame is the first moment at which its pixels are on their way.
const frame = async () => {
  await new Promise((resolve) => requestAnimationFrame(resolve));
  await nextTask();
  return performance.now();
};

const when = (holds) =>
  new Promise((resolve) => {
    if (holds()) {
      resolve();
      return;
    }
    const observer = new MutationObserver(() => {
      if (!holds()) return;
      observer.disconnect();
      resolve();
    });
    observer.observe(document, { subtree: true, childList: true, characterData: true });
  });

const shown = async (text) => {
  await when(() => document.body?.textContent.includes(text) ?? false);
  return frame();
};

const api = async () => {
  while (window.routebook === undefined) await nextTask();
  await window.routebook.ready;
  return window.routebook;
};

const firstCell = async (page) => {
  for (;;) {
    const cell = (await page.cells()).find(({ kind }) => kind === "python");
    if (cell !== undefined) return cell.id;
    await nextTask();
  }
};

/** The times of `ask`, called one after the other. */
const timesOf = async ({ warmUp, requests }, ask) => {
  const times = [];
  for (let index = -warmUp; index < requests; index += 1) {
    const start = performance.now();
    await ask();
    if (index >= 0) times.push(performance.now() - start);
  }
  return times;
};

/** Set by `expectKey`. */
let latency = null;

window.bench = {
  shown,
  async present(selector) {
    await when(() => document.querySelector(selector) !== null);
    return frame();
  },
  async importText(text) {
    await (await api()).importNotebook(text, "md");
  },
  async runFirst(code, marker) {
    const page = await api();
    const id = await firstCell(page);
    await page.setSource(id, code);
    void page.run(id);
    return shown(marker);
  },
  async runLast(text) {
    const page = await api();
    await page.importNotebook(text, "md");
    let run = null;
    for (const { id } of await page.cells()) {
      run = await page.run(id);
      if (run.status !== "done") throw new Error(`${run.error?.type}: ${run.error?.message}`);
    }
    const printed = run.outputs.filter(({ mime }) => mime === "application/vnd.routebook.stdout");
    return printed.map(({ data }) => data).join("");
  },
  async requests(count) {
    const page = await api();
    return timesOf(count, async () => {
      const { status } = await page.request({ method: "GET", url: "/" });
      if (status !== 200) throw new Error(`The app answered ${status}.`);
    });
  },
  fetches: (count) =>
    timesOf(count, async () => {
      await (await fetch("/")).text();
    }),
  async stop() {
    const page = await api();
    const id = await firstCell(page);
    await page.setSource(id, 'print("going", 6 * 7)\nwhile True: pass');
    const run = page.run(id);
    await shown("going 42");
    const start = performance.now();
    await page.interrupt();
    const { status } = await run;
    if (status !== "interrupted") throw new Error(`The loop ended as ${status}.`);
    return performance.now() - start;
  },
  async restart(code, marker) {
    const page = await api();
    const id = await firstCell(page);
    const start = performance.now();
    await page.restart();
    await page.setSource(id, code);
    void page.run(id);
    return (await shown(marker)) - start;
  },
  expectKey(text) {
    // From the key event's own time stamp, so that the wait before the handlers counts too.
    const pressed = new Promise((resolve) => {
      const listen = ({ key, timeStamp }) => {
        if (key !== "Enter") return;
        removeEventListener("keydown", listen, { capture: true });
        resolve(timeStamp);
      };
      addEventListener("keydown", listen, { capture: true });
    });
    latency = Promise.all([shown(text), pressed]).then(([painted, start]) => painted - start);
  },
  keyLatency: () => latency,
};
