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

// The page sets its API once. Asking for it over and over would hold up what makes it.
const assigned = new Promise((resolve) => {
  Object.defineProperty(window, "routebook", {
    configurable: true,
    set(value) {
      Object.defineProperty(window, "routebook", { value, configurable: true, writable: true });
      resolve(value);
    },
  });
});

const api = async () => {
  const page = await assigned;
  await page.ready;
  return page;
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

/** Runs the cell and gives what it printed; throws where it did not end well. */
const printedBy = async (page, id) => {
  const { status, error, outputs } = await page.run(id);
  if (status !== "done") throw new Error(`${status}: ${error?.type}: ${error?.message}`);
  const printed = outputs.filter(({ mime }) => mime === "application/vnd.routebook.stdout");
  return printed.map(({ data }) => data).join("");
};

/** `promise`, or the value after that many milliseconds. */
const within = (ms, promise, late) =>
  Promise.race([promise, new Promise((resolve) => setTimeout(() => resolve(late), ms))]);

/** Null once a later visit finds the interpreter on the device; a scratch notebook says nothing of it. */
const pythonStored = async () => {
  for (;;) {
    for (const name of await caches.keys()) {
      const stored = await (await caches.open(name)).keys();
      if (stored.some(({ url }) => url.endsWith(".asm.wasm"))) return null;
    }
    await frame();
  }
};

// What Python is made of, and the script of its worker; the rest is the page.
const ofPython = /\/(pyodide|packs|images)\/|\/assets\/entry-[^/]*\.js$/;

/** Set by `expectKey`. */
let latency = null;
/** Filled after `watchKeys`. */
const keyTimes = [];

window.bench = {
  shown,
  async present(selector) {
    await when(() => document.querySelector(selector) !== null);
    return frame();
  },
  async focused(selector) {
    await when(() => document.querySelector(selector) !== null);
    document.querySelector(selector).focus();
    return frame();
  },
  async readyOffline({ ms, says }) {
    const container = navigator.serviceWorker;
    const active = container && (await within(10_000, container.ready, null));
    if (!active) return "no service worker keeps the page.";
    if (!says) return within(ms, pythonStored(), "Python was not stored.");
    const word = () => /\b(Ready|Not ready) offline\b/.exec(document.body.textContent)?.[1];
    const said = when(() => word() !== undefined).then(() => (word() === "Ready" ? null : word()));
    const late = `the page did not say within ${ms / 1000} s that it is ready offline.`;
    const answer = await within(ms, said, late);
    return answer === "Not ready" ? "the page says that it is not ready offline." : answer;
  },
  // The entry is written a moment after the paint, which the text may have been part of.
  firstPaint: () =>
    new Promise((resolve) => {
      new PerformanceObserver((list, observer) => {
        const [first] = list.getEntriesByName("first-contentful-paint");
        if (first === undefined) return;
        observer.disconnect();
        resolve(first.startTime);
      }).observe({ type: "paint", buffered: true });
    }),
  pageBytes(until) {
    const [navigation] = performance.getEntriesByType("navigation");
    const loaded = performance
      .getEntriesByType("resource")
      .filter(({ name, responseEnd }) => responseEnd <= until && !ofPython.test(name));
    return [navigation, ...loaded].reduce((sum, { transferSize }) => sum + transferSize, 0);
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
    let printed = "";
    for (const { id } of await page.cells()) printed = await printedBy(page, id);
    return printed;
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
    await page.setSource(id, 'kept = 6 * 7\nprint("going", kept)\nwhile True: pass');
    const run = page.run(id);
    await shown("going 42");
    const start = performance.now();
    await page.interrupt();
    const { status } = await run;
    const took = performance.now() - start;
    if (status !== "interrupted") throw new Error(`The loop ended as ${status}.`);
    await page.setSource(id, "print(kept)");
    if ((await printedBy(page, id)) !== "42\n") throw new Error("Stop lost the variables.");
    return took;
  },
  async repeat(code, times) {
    const page = await api();
    const id = await firstCell(page);
    await page.setSource(id, code);
    let printed = "";
    for (let index = 0; index < times; index += 1) printed = await printedBy(page, id);
    return printed;
  },
  memory: async () => (await performance.measureUserAgentSpecificMemory()).bytes,
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
  watchKeys() {
    const listen = async ({ timeStamp }) => keyTimes.push((await frame()) - timeStamp);
    addEventListener("keydown", listen, { capture: true });
  },
  async keyTimes(count) {
    while (keyTimes.length < count) await frame();
    return keyTimes.splice(0);
  },
};
