import { describe, expect, test } from "vitest";
import { createShellLink } from "../../src/offline/shell-link.ts";

/** A service worker of that build, which answers who it is. */
class FakeWorker extends EventTarget {
  state = "installed";
  whole = true;
  isBusy = false;
  readonly heard: unknown[] = [];
  readonly build: string;

  constructor(build: string) {
    super();
    this.build = build;
  }

  postMessage(message: { readonly type: string }, [port]: MessagePort[] = []): void {
    this.heard.push(message.type);
    if (!this.isBusy) port?.postMessage({ build: this.build, whole: this.whole });
  }
}

class FakeRegistration extends EventTarget {
  active: FakeWorker | null = null;
  waiting: FakeWorker | null = null;
  installing: FakeWorker | null = null;
  isThere = true;

  async unregister(): Promise<boolean> {
    this.isThere = false;
    return true;
  }

  async update(): Promise<void> {}
}

class FakeContainer extends EventTarget {
  readonly registration = new FakeRegistration();
  failure: Error | null = null;

  async register(): Promise<FakeRegistration> {
    if (this.failure !== null) throw this.failure;
    return this.registration;
  }

  async getRegistration(): Promise<undefined> {
    return undefined;
  }

  startMessages(): void {}

  says(data: unknown, ports: MessagePort[] = []): void {
    this.dispatchEvent(Object.assign(new Event("message"), { data, ports }));
  }
}

function linkTo(container: FakeContainer | undefined) {
  let reloads = 0;
  let timers: { readonly work: () => void; readonly milliseconds: number }[] = [];
  const link = createShellLink({
    container: container as unknown as ServiceWorkerContainer | undefined,
    build: "mine",
    createChannel: () => new MessageChannel(),
    setTimeout: (work, milliseconds) => timers.push({ work, milliseconds }),
    reload: () => void reloads++,
  });
  async function pass(milliseconds: number): Promise<void> {
    const due = timers.filter((timer) => timer.milliseconds <= milliseconds);
    timers = timers.filter((timer) => !due.includes(timer));
    for (const { work } of due) work();
    await settled();
  }
  return { link, pass, reloads: () => reloads };
}

const settled = () => new Promise((resolve) => setTimeout(resolve, 20));

describe("the page's link to its service workers", () => {
  test("knows its shell stored where the worker of its build answers", async () => {
    const container = new FakeContainer();
    container.registration.active = new FakeWorker("mine");
    const { link } = linkTo(container);
    await link.start();
    expect([link.state.value.kind, link.update.value]).toEqual(["stored", false]);
  });

  test.each(["active", "waiting"] as const)("offers the version that is %s", async (place) => {
    const container = new FakeContainer();
    container.registration.active = new FakeWorker("mine");
    container.registration[place] = new FakeWorker("newer");
    const { link } = linkTo(container);
    await link.start();
    expect(link.update.value).toBe(true);
  });

  test("tells how far a first visit's shell is stored", async () => {
    const container = new FakeContainer();
    container.registration.installing = new FakeWorker("mine");
    const { link } = linkTo(container);
    await link.start();
    expect(link.state.value).toEqual({ kind: "storing", fraction: 0 });
    container.says({ type: "routebook:storing", build: "mine", done: 3, total: 4 });
    expect(link.state.value).toEqual({ kind: "storing", fraction: 0.75 });
    container.says({ type: "routebook:storing", build: "newer", done: 1, total: 4 });
    expect(link.state.value).toEqual({ kind: "storing", fraction: 0.75 });
    const { registration } = container;
    registration.active = registration.installing;
    registration.installing = null;
    registration.active?.dispatchEvent(new Event("statechange"));
    await settled();
    expect(link.state.value.kind).toBe("stored");
  });

  test("waits for a shell that the browser dropped to be stored again", async () => {
    const container = new FakeContainer();
    const worker = new FakeWorker("mine");
    worker.whole = false;
    container.registration.active = worker;
    const { link } = linkTo(container);
    await link.start();
    expect(link.state.value).toEqual({ kind: "storing", fraction: 0 });
    worker.whole = true;
    container.says({ type: "routebook:storing", build: "mine", done: 4, total: 4 });
    await settled();
    expect(link.state.value.kind).toBe("stored");
  });

  test("tells why the shell is not stored", async () => {
    const container = new FakeContainer();
    const worker = new FakeWorker("mine");
    container.registration.installing = worker;
    const { link } = linkTo(container);
    await link.start();
    container.says({ type: "routebook:not-stored", build: "mine", trouble: "full" });
    worker.state = "redundant";
    worker.dispatchEvent(new Event("statechange"));
    expect(link.state.value).toEqual({ kind: "failed", trouble: "full" });
  });

  test.each([
    ["offers none", () => undefined],
    [
      "refuses ours",
      () =>
        Object.assign(new FakeContainer(), { failure: new DOMException("no", "SecurityError") }),
    ],
  ])("says so where the browser %s", async (_what, make) => {
    const { link } = linkTo(make());
    await link.start();
    expect(link.state.value).toEqual({ kind: "failed", trouble: "unavailable" });
  });

  test("tells a service worker which build this tab is", async () => {
    const container = new FakeContainer();
    await linkTo(container).link.start();
    const { port1, port2 } = new MessageChannel();
    const heard = new Promise((resolve) => {
      port1.onmessage = ({ data }) => resolve(data);
    });
    container.says({ type: "routebook:build?" }, [port2]);
    expect(await heard).toEqual({ build: "mine" });
    port1.close();
  });

  test("lets the waiting version take over before the page is loaded anew", async () => {
    const container = new FakeContainer();
    container.registration.active = new FakeWorker("mine");
    const newer = new FakeWorker("newer");
    container.registration.waiting = newer;
    const { link, reloads } = linkTo(container);
    await link.start();
    const taken = link.takeUpdate();
    expect([newer.heard.at(-1), reloads()]).toEqual(["routebook:take-over", 0]);
    container.dispatchEvent(new Event("controllerchange"));
    await taken;
    expect(reloads()).toBe(1);
  });

  test("asks a worker again that was too busy to answer", async () => {
    const container = new FakeContainer();
    const [mine, newer] = [new FakeWorker("mine"), new FakeWorker("newer")];
    Object.assign(container.registration, { active: mine, waiting: newer });
    mine.isBusy = newer.isBusy = true;
    const { link, pass } = linkTo(container);
    const started = link.start();
    await settled();
    mine.isBusy = newer.isBusy = false;
    await pass(5_000);
    await started;
    expect([link.state.value.kind, link.update.value]).toEqual(["stored", true]);
    newer.isBusy = true;
    newer.dispatchEvent(new Event("statechange"));
    container.dispatchEvent(new Event("controllerchange"));
    await pass(5_000);
    expect(link.update.value).toBe(true);
  });

  test("does not load the page anew while the former version still answers", async () => {
    const container = new FakeContainer();
    container.registration.active = new FakeWorker("mine");
    const newer = new FakeWorker("newer");
    container.registration.waiting = newer;
    const { link, pass, reloads } = linkTo(container);
    await link.start();
    const taken = link.takeUpdate();
    await pass(30_000);
    expect(reloads()).toBe(0);
    newer.state = "activated";
    newer.dispatchEvent(new Event("statechange"));
    await taken;
    expect(reloads()).toBe(1);
  });

  test("ends the service worker when it is to be forgotten", async () => {
    const container = new FakeContainer();
    container.registration.active = new FakeWorker("mine");
    const { link } = linkTo(container);
    await link.start();
    await link.forget();
    expect([container.registration.isThere, link.state.value.kind]).toEqual([false, "unknown"]);
  });
});
