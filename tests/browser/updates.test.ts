import { describe, expect } from "vitest";
import { LessonView } from "./support/lesson-view.ts";
import { BUILD } from "./support/built-app.ts";
import { LESSON, openReady, reload, test } from "./support/offline-scene.ts";
import { OfflineView } from "./support/offline-view.ts";
import { eventually } from "./support/served-app.ts";

const MINE = 'print("mine")';

describe("a new version on the server", () => {
  test("is offered, and taken with what was typed a moment ago", async ({ arrive }) => {
    const scene = await arrive();
    const { site, offline } = scene;
    const view = await openReady(scene);
    await site.serve(await scene.version("B"));
    await offline.lookForUpdate();
    await offline.updateBar.waitFor();
    expect(await offline.version()).toBe("");

    await view.cell(1).type(MINE);
    await offline.update(view);
    expect(await offline.version()).toBe("B");
    expect((await view.api.codeCells())[0]?.source).toBe(MINE);
    await view.kernelReady();
    await view.cell(1).run();
    expect(await view.cell(1).text()).toBe("mine");
  });

  test("is not forced: the older one goes on, with parts that the server has no more", async ({
    arrive,
  }) => {
    const scene = await arrive();
    const { site, offline, visitor } = scene;
    const view = await openReady(scene);
    await site.serve(await scene.version("B"));
    await offline.lookForUpdate();
    await offline.updateBar.getByRole("button", { name: "Later" }).click();
    await reload(view);
    expect(await offline.version()).toBe("");
    await visitor.open("#/about");
    await view.page.getByRole("heading", { name: "About Routebook", level: 1 }).waitFor();
  });

  test("keeps lessons ready offline", async ({ arrive }) => {
    const scene = await arrive();
    const { site, offline } = scene;
    const view = await openReady(scene);
    await site.serve(await scene.version("B"));
    await offline.lookForUpdate();
    await offline.update(view);
    await site.stop();
    await reload(view);
    expect(await offline.version()).toBe("B");
    await offline.ready();
    await view.cell(1).run();
  });

  test("leaves a second tab its own version until that is loaded anew", async ({ arrive }) => {
    const scene = await arrive();
    const { site, offline, visitor } = scene;
    const view = await openReady(scene);
    const page = await visitor.newTab();
    const second = await visitor.open("#/scratch", page);
    await second.kernelReady();
    const secondOffline = new OfflineView(page);

    await site.serve(await scene.version("B"));
    await offline.lookForUpdate();
    await offline.update(view);
    await secondOffline.updateBar.waitFor();
    expect([await offline.version(), await secondOffline.version()]).toEqual(["B", ""]);
    await page.evaluate(() => {
      location.hash = "#/about";
    });
    await page.getByRole("heading", { name: "About Routebook", level: 1 }).waitFor();

    await secondOffline.update(new LessonView(page));
    expect(await secondOffline.version()).toBe("B");
    await reload(view);
    await offline.ready();
    const shells = async () => (await offline.caches()).filter((name) => name.includes("shell"));
    await eventually(shells).toHaveLength(1);
  });

  test("can be taken back: the former one works, and nothing is lost", async ({ arrive }) => {
    const scene = await arrive();
    const { site, offline, visitor } = scene;
    const view = await openReady(scene);
    await site.serve(await scene.version("B"));
    await offline.lookForUpdate();
    await offline.update(view);
    await view.cell(1).type(MINE);

    await site.serve(BUILD);
    await offline.lookForUpdate();
    await offline.update(view);
    expect(await offline.version()).toBe("");
    expect((await view.api.codeCells())[0]?.source).toBe(MINE);
    await visitor.open("#/about");
    await visitor.open(LESSON);
    await view.kernelReady();
    await view.cell(1).run();
    expect(await view.cell(1).text()).toBe("mine");
  });
});
