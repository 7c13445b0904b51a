import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { StopMessage } from "../../src/shared/interrupt-flag.ts";
import { deferred } from "../../src/shared/deferred.ts";
import { signAddress } from "../../src/shared/interrupt-flag.ts";
import { ServiceFlag } from "../../src/runtime/service-flag.ts";
import { openClient } from "./support/client-bench.ts";

const BASE = "https://routebook.test/";

/** The page's `navigator.serviceWorker`, with what was posted to the service worker. */
class FakeContainer extends EventTarget {
  readonly posted: StopMessage[] = [];
  controller: ServiceWorker | null = null;

  takeOver(): void {
    const post = (message: StopMessage) => void this.posted.push(message);
    this.controller = { postMessage: post } as unknown as ServiceWorker;
    this.dispatchEvent(new Event("controllerchange"));
  }
}

function openFlag(container: FakeContainer) {
  return new ServiceFlag({
    container,
    base: BASE,
    setTimeout: (work, milliseconds) => Number(setTimeout(work, milliseconds)),
    clearTimeout: (timer) => clearTimeout(timer),
    createId: () => "k",
  });
}

const REQUEST = { run: 1, cell: "a", label: "cell 1", code: "", timeLimit: null, typed: [] };
const never = () => new Promise<never>(() => {});

describe("ServiceFlag", () => {
  beforeEach(() => void vi.useFakeTimers());
  afterEach(() => void vi.useRealTimers());

  test("posts the sign again until the run has ended, then takes it back", () => {
    const container = new FakeContainer();
    container.takeOver();
    const lower = openFlag(container).raise(7);
    vi.advanceTimersByTime(450);
    const sign = { type: "routebook:stop", kernel: "k", sign: { run: 7, press: 1 } };
    expect(container.posted).toEqual([sign, sign, sign]);
    lower();
    vi.advanceTimersByTime(1000);
    expect(container.posted.slice(3)).toEqual([{ ...sign, sign: null }]);
  });

  test("counts the presses", () => {
    const container = new FakeContainer();
    container.takeOver();
    const flag = openFlag(container);
    flag.raise(7)();
    flag.raise(7)();
    expect(container.posted.map(({ sign }) => sign?.press)).toEqual([1, undefined, 2, undefined]);
  });

  test("posts to the service worker that there is at that moment", () => {
    const container = new FakeContainer();
    const lower = openFlag(container).raise(7);
    expect(container.posted).toEqual([]);
    container.takeOver();
    vi.advanceTimersByTime(200);
    expect(container.posted).toHaveLength(1);
    lower();
  });
});

describe("KernelClient on a page that is not isolated", () => {
  function setUp(container: FakeContainer) {
    return openClient(never, {
      isolated: false,
      openServiceFlag: async () => openFlag(container),
    });
  }

  test("tells its worker where to look, where a service worker controls the page", async () => {
    const container = new FakeContainer();
    container.takeOver();
    const { client, newest } = setUp(container);
    await client.start([]);
    await vi.waitFor(() =>
      expect(newest().service.signAddresses).toEqual([signAddress(BASE, "k")]),
    );
    expect(newest().service.options?.interruptFlag).toBe(null);
  });

  /** A client whose flag comes when the test lets it, and whose timers are due when it says so. */
  function setUpLate() {
    const container = new FakeContainer();
    container.takeOver();
    const flag = deferred<ServiceFlag>();
    const timers: (() => void)[] = [];
    const known: number[] = [];
    const opened = openClient(
      async (_request, service) => {
        known.push(service.signAddresses.length);
        return {};
      },
      {
        isolated: false,
        openServiceFlag: () => flag.promise,
        setTimeout: (work) => timers.push(work),
        clearTimeout: () => {},
      },
    );
    const started = opened.client.start([]);
    const run = started.then(() => opened.client.run(REQUEST));
    return { ...opened, run, timers, known, flagComes: () => flag.resolve(openFlag(container)) };
  }

  test("tells it before its first run, though the flag's code is late", async () => {
    const { newest, run, known, flagComes } = setUpLate();
    await vi.waitFor(() => expect(newest().service.options).not.toBe(null));
    for (let turn = 0; turn < 5; turn++) await new Promise((resolve) => setImmediate(resolve));
    flagComes();
    await run;
    expect(known).toEqual([1]);
  });

  test("does not hold the first run back for long, and tells it later", async () => {
    const { newest, run, timers, known, flagComes } = setUpLate();
    await vi.waitFor(() => expect(timers).toHaveLength(1));
    // The second is the turn that what came in time gets.
    for (const index of [0, 1]) timers[index]?.();
    await run;
    expect(known).toEqual([0]);
    flagComes();
    await vi.waitFor(() => expect(newest().service.signAddresses).toHaveLength(1));
  });

  test("tells it as soon as a service worker takes the page over", async () => {
    const container = new FakeContainer();
    const { client, newest } = setUp(container);
    await client.start([]);
    await client.loadPackages([]);
    expect(newest().service.signAddresses).toEqual([]);
    container.takeOver();
    await vi.waitFor(() => expect(newest().service.signAddresses).toHaveLength(1));
  });

  test("tells nothing to a worker that was replaced before", async () => {
    const container = new FakeContainer();
    const { client, workers } = setUp(container);
    await client.start([]);
    await client.restart([]);
    await client.loadPackages([]);
    // What a listener throws fails the test as an error that nobody caught.
    container.takeOver();
    await vi.waitFor(() => expect(workers[1]?.service.signAddresses).toHaveLength(1));
    expect(workers[0]?.service.signAddresses).toEqual([]);
  });

  test("gives the sign when Stop is pressed, and takes it back with a worker that is replaced", async () => {
    const container = new FakeContainer();
    container.takeOver();
    const { client, newest, workers } = setUp(container);
    await client.start([]);
    await vi.waitFor(() => expect(newest().service.signAddresses).toHaveLength(1));
    client.run(REQUEST).catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(await client.interrupt()).toBe("replaced");
    expect(container.posted.map(({ sign }) => sign)).toEqual([{ run: 1, press: 1 }, null]);
    expect(workers).toHaveLength(2);
  });

  test("starts and stops as before where the flag cannot be had", async () => {
    const { client, workers } = openClient(never, {
      isolated: false,
      openServiceFlag: () => Promise.reject(new Error("The chunk is gone.")),
    });
    await client.start([]);
    client.run(REQUEST).catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(await client.interrupt()).toBe("replaced");
    expect(workers).toHaveLength(2);
  });
});
