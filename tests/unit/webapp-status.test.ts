import { signal } from "@preact/signals-core";
import { describe, expect, it } from "vitest";
import type { AppCandidate } from "../../src/shared/http.ts";
import type { KernelEvent } from "../../src/shared/kernel.ts";
import { createAppStatus } from "../../src/webapp/app-status.ts";
import type { KernelPhase } from "../../src/webapp/request-log.ts";

function app(name: string, revision = 1): AppCandidate {
  return { name, revision, framework: "Flask", interface: "wsgi" };
}

/** A status over a kernel that holds `apps`; `settle` lets timers and answers come. */
function openStatus(phaseAtFirst: KernelPhase = "running") {
  const phase = signal<KernelPhase>(phaseAtFirst);
  const wanted = signal(true);
  const asked: string[] = [];
  const timers: (() => void)[] = [];
  let tell: (event: KernelEvent) => void = () => {};
  let seq = 0;
  const world = {
    apps: [] as readonly AppCandidate[],
    phase,
    wanted,
    asked,
    serve(url: string, name = "app") {
      tell({ seq: ++seq, type: "served", app: { url, name } });
    },
    async settle() {
      for (let turn = 0; turn < 10; turn++) {
        for (const work of timers.splice(0)) work();
        await Promise.resolve();
      }
    },
    /** A cell runs and ends. */
    async run(during: () => void = () => {}) {
      phase.value = "running";
      during();
      phase.value = "ready";
      await world.settle();
    },
  };
  const status = createAppStatus({
    kernel: {
      async apps() {
        asked.push("apps");
        return world.apps;
      },
      async chooseApp(name) {
        asked.push(`choose ${name}`);
      },
      listen(listener) {
        tell = listener;
        return () => {};
      },
    },
    phase,
    wanted,
    setTimeout: (work) => timers.push(work),
  });
  return { status, world };
}

describe("createAppStatus(…)", () => {
  it("asks for the apps when a run has ended, never while one computes", async () => {
    const { status, world } = openStatus();
    world.apps = [app("app")];
    await world.settle();
    expect(world.asked).toEqual([]);
    await world.run();
    expect(status.apps.value).toEqual([app("app")]);
    expect(status.revision.value).toBe(1);
  });

  it("asks once for runs that follow each other", async () => {
    const { world } = openStatus();
    world.phase.value = "ready";
    world.phase.value = "running";
    await world.settle();
    world.phase.value = "ready";
    await world.settle();
    expect(world.asked).toEqual(["apps"]);
  });

  it("asks nothing where nobody wants to know, and makes up for it later", async () => {
    const { status, world } = openStatus();
    world.wanted.value = false;
    world.apps = [app("app")];
    await world.run();
    expect(world.asked).toEqual([]);
    world.wanted.value = true;
    await world.settle();
    expect(status.apps.value).toHaveLength(1);
  });

  it("raises the revision when the app is made anew, served or exchanged, and only then", async () => {
    const { status, world } = openStatus();
    world.apps = [app("app", 1)];
    await world.run();
    await world.run();
    expect(status.revision.value).toBe(1);
    world.apps = [app("app", 2)];
    await world.run();
    expect(status.revision.value).toBe(2);
    await world.run(() => world.serve("http://localhost:8000/"));
    expect(status.revision.value).toBe(3);
    world.apps = [app("other"), app("app", 2)];
    await world.run();
    expect(status.revision.value).toBe(4);
    world.apps = [];
    await world.run();
    expect(status.revision.value).toBe(5);
  });

  it("knows from the server call where the app is", async () => {
    const { status, world } = openStatus();
    expect(status.origin.value).toBe("http://localhost:8000");
    world.apps = [app("app")];
    await world.run(() => world.serve("http://localhost:5000/"));
    expect(status.origin.value).toBe("http://localhost:5000");
    expect(status.revision.value).toBe(1);
  });

  it("puts the chosen app first and asks for it where no other one is", async () => {
    const { status, world } = openStatus();
    world.apps = [app("shop"), app("blog")];
    await world.run(() => world.serve("http://localhost:8000/", "shop"));
    await Promise.all([status.choose("blog"), world.settle()]);
    expect(status.apps.value.map(({ name }) => name)).toEqual(["blog", "shop"]);
    expect(status.origin.value).toBe("http://localhost:8001");
    await Promise.all([status.choose("shop"), world.settle()]);
    expect(status.origin.value).toBe("http://localhost:8000");
    expect(status.revision.value).toBe(3);
  });

  it("knows nothing of a kernel that starts anew, but tells it the choice", async () => {
    const { status, world } = openStatus();
    world.apps = [app("shop"), app("blog")];
    await world.run();
    await Promise.all([status.choose("blog"), world.settle()]);
    world.phase.value = "starting";
    expect(status.apps.value).toEqual([]);
    world.asked.length = 0;
    world.phase.value = "ready";
    await world.settle();
    expect(world.asked).toEqual(["choose blog", "apps"]);
  });

  it("drops an answer of the kernel before", async () => {
    const { status, world } = openStatus();
    world.apps = [app("app")];
    const asked = status.refresh();
    world.phase.value = "starting";
    await Promise.all([asked, world.settle()]);
    expect(status.apps.value).toEqual([]);
    expect(status.revision.value).toBe(0);
  });

  it("forget() begins anew for another notebook", async () => {
    const { status, world } = openStatus();
    world.apps = [app("app")];
    await world.run(() => world.serve("http://localhost:5000/"));
    await Promise.all([status.choose("app"), world.settle()]);
    status.forget();
    expect(status.apps.value).toEqual([]);
    expect(status.choice.value).toBeNull();
    expect(status.origin.value).toBe("http://localhost:8000");
    expect(world.asked.at(-1)).toBe("choose null");
  });
});
