import type { CDPSession } from "playwright-core";
import { describe, expect } from "vitest";
import { BUILD } from "./support/built-app.ts";
import { LESSON, openReady, reload, test, type OfflineScene } from "./support/offline-scene.ts";
import type { LessonView } from "./support/lesson-view.ts";
import { eventually } from "./support/served-app.ts";
import { storedFile } from "./support/stored-files.ts";
import { wholeImage } from "./support/stored-images.ts";

const MINE = 'print("mine")';
/** A package that no memory image has: it is loaded from its pack when it is imported. */
const PACKAGE = "marshmallow";
const IMPORT = `import ${PACKAGE}\nprint(${PACKAGE}.__name__)`;

async function devTools({ visitor }: OfflineScene): Promise<CDPSession> {
  return visitor.context.newCDPSession(visitor.page);
}

/** What the learner wrote is there, and runs. */
async function expectKept(view: LessonView): Promise<void> {
  expect((await view.api.codeCells())[0]?.source).toBe(MINE);
  await view.cell(1).run();
  expect(await view.cell(1).text()).toBe("mine");
}

describe("a first visit that the server leaves", () => {
  test("goes on where it was, when the server is back", async ({ arrive }) => {
    const { site, visitor, offline } = await arrive();
    visitor.expectProblem(/./);
    // The page's own files are there already: Python's are asked for before them, and the server
    // might be gone before there is anything to write in.
    const start = await visitor.open("");
    await start.page.evaluate(async () => void (await navigator.serviceWorker.ready));
    const heavy = /\/(?:images|packs)\/.*\.(?:image|pack)$/;
    visitor.page.once("request", function stopAtFirst(request) {
      if (heavy.test(request.url())) void site.stop();
      else visitor.page.once("request", stopAtFirst);
    });
    const view = await visitor.open(LESSON);
    await view.cell(1).type(MINE);
    await view.kernel.getByText("Python did not start").waitFor();
    await site.serve(BUILD);
    await reload(view);
    await offline.ready();
    await expectKept(view);
  });
});

describe("a stored pack that is damaged", () => {
  /** Uses the package in a scratch notebook, so that it is stored; then spoils what is. */
  async function spoil(scene: OfflineScene, how: "truncated" | "altered"): Promise<LessonView> {
    const view = await openReady(scene);
    await scene.visitor.open("#/scratch");
    await view.page.reload();
    await view.ready();
    await view.scratch(IMPORT);
    await view.cell(1).run();
    expect(await view.cell(1).text()).toContain(PACKAGE);
    // It is stored after it was given to Python.
    await eventually(() => storedFile(view, `/packs/${PACKAGE}-`)).toBe(true);
    const spoilt = await view.page.evaluate(
      async ([name, kind]) => {
        const caches = await window.caches.keys();
        const cache = await window.caches.open(caches.find((one) => one.includes("immutable"))!);
        const request = (await cache.keys()).find(({ url }) => url.includes(`/packs/${name}-`));
        if (request === undefined) return false;
        const bytes = new Uint8Array(await (await cache.match(request))!.arrayBuffer());
        bytes[bytes.length >> 1]! ^= 1;
        const half = kind === "truncated" ? bytes.slice(0, bytes.length >> 1) : bytes;
        await cache.put(request, new Response(half));
        return true;
      },
      [PACKAGE, how] as const,
    );
    expect(spoilt).toBe(true);
    await reload(view);
    return view;
  }

  test.for(["truncated", "altered"] as const)(
    "(%s) is fetched again, and told",
    async (how, { arrive }) => {
      const view = await spoil(await arrive(), how);
      await view.cell(1).run();
      expect(await view.cell(1).text()).toContain(PACKAGE);
      await view.page
        .getByText(`The stored copy of ${PACKAGE} was damaged; it was fetched again.`)
        .waitFor();
      await reload(view);
      await view.cell(1).run();
      await view.page.getByText("was damaged").waitFor({ state: "detached" });
    },
  );

  test("is told while offline, with the next step", async ({ arrive }) => {
    const scene = await arrive();
    const view = await spoil(scene, "altered");
    await scene.site.stop();
    await view.cell(1).run();
    expect(await view.cell(1).text()).toContain("Check the connection");
  });
});

describe("a cache that the browser dropped", () => {
  test.for(["shell", "immutable", "lessons", "images"] as const)(
    "(%s) is filled again while online",
    async (part, { arrive }) => {
      const scene = await arrive();
      const view = await openReady(scene);
      await view.cell(1).type(MINE);
      // Python stores its image inflated, a moment after it has started, and holds the files.
      await wholeImage(view);
      await scene.offline.dropCache(part);
      await reload(view);
      await scene.offline.ready();
      await scene.site.stop();
      await reload(view);
      await expectKept(view);
    },
  );

  test("(the shell's) is told of while offline, and nothing written is lost", async ({
    arrive,
  }) => {
    const scene = await arrive();
    const view = await openReady(scene);
    await view.cell(1).type(MINE);
    await view.cell(1).run();
    await scene.offline.dropCache("shell");
    await scene.site.stop();
    await view.page.reload();
    await view.page
      .getByRole("heading", { name: "Routebook is not on this device any more" })
      .waitFor();
    await scene.site.serve(BUILD);
    await reload(view);
    await expectKept(view);
  });
});

describe("storage that was cleared between two visits", () => {
  test("but for what the learner wrote: all comes again", async ({ arrive }) => {
    const scene = await arrive();
    const view = await openReady(scene);
    await view.cell(1).type(MINE);
    await view.cell(1).run();
    await view.page.goto("about:blank");
    await (
      await devTools(scene)
    ).send("Storage.clearDataForOrigin", {
      origin: new URL(scene.site.url).origin,
      storageTypes: "service_workers,cache_storage,file_systems",
    });
    await scene.visitor.open(LESSON);
    await view.kernelReady();
    await scene.offline.ready();
    await expectKept(view);
  });
});

describe("a device without room", () => {
  test("is told once; the app goes on, and keeps what is written", async ({ arrive }) => {
    const scene = await arrive();
    const { page } = scene.visitor;
    const origin = new URL(scene.site.url).origin;
    await (
      await devTools(scene)
    ).send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 3e6 });
    const view = await scene.visitor.open(LESSON);
    await view.kernelReady();
    await page.getByText("There is no room to keep lessons for use offline.").waitFor();
    await page.getByText("Not ready offline").waitFor();
    await view.cell(1).type(MINE);
    await view.cell(1).run();
    await page.getByText("Saved", { exact: true }).waitFor();
    await reload(view);
    await expectKept(view);
  });

  test("gets room for what the learner writes from what can be fetched again", async ({
    arrive,
  }) => {
    const scene = await arrive();
    const view = await openReady(scene);
    const origin = new URL(scene.site.url).origin;
    await (
      await devTools(scene)
    ).send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 2e6 });
    await view.cell(1).type(MINE);
    await view.cell(1).run();
    await view.page.getByText("Saved", { exact: true }).waitFor();
    await reload(view);
    await expectKept(view);
    await eventually(() => view.page.getByText("The browser's storage is full").count()).toBe(0);
  });
});

describe("a service worker that the browser ends", () => {
  test("while it answers: what was asked for comes all the same", async ({ arrive }) => {
    const scene = await arrive();
    const view = await openReady(scene);
    await reload(view);
    const tools = await devTools(scene);
    await tools.send("ServiceWorker.enable");
    scene.visitor.page.on("request", (request) => {
      if (request.url().endsWith(".pack")) void tools.send("ServiceWorker.stopAllWorkers");
    });
    await view.api.importNotebook(`\`\`\`python\n${IMPORT}\n\`\`\`\n`, "md");
    await view.kernelReady();
    await view.cell(1).run();
    expect(await view.cell(1).text()).toContain(PACKAGE);
    await scene.visitor.open(LESSON);
    await view.kernelReady();
  });
});
