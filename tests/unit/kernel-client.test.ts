import { describe, expect, test } from "vitest";
import type { KernelEvent, RunRequest } from "../../src/shared/kernel.ts";
import { deferred } from "../../src/shared/deferred.ts";
import { openClient } from "./support/client-bench.ts";

const request = (run: number, timeLimit: number | null = null): RunRequest => ({
  run,
  cell: "a",
  label: "cell 1",
  code: "",
  timeLimit,
  typed: [],
});

function setUp(work?: Parameters<typeof openClient>[0]) {
  const bench = openClient(work);
  const events: KernelEvent[] = [];
  bench.client.listen((event) => events.push(event));
  return { ...bench, events };
}

const never = () => new Promise<never>(() => {});

describe("KernelClient", () => {
  test("the worker begins to load before anybody starts the kernel", () => {
    const { workers } = setUp();
    expect(workers).toHaveLength(1);
  });

  test("run() resolves only when its events were delivered", async () => {
    const { client, events } = setUp(async ({ run }, service) => {
      service.emit({ type: "stream", run, name: "stdout", text: "hi" });
      return {};
    });
    await client.start([]);
    await client.run(request(1));
    expect(events).toMatchObject([{ type: "stream", text: "hi", seq: 1 }]);
  });

  test("apps() resolves only when the server calls before it were told", async () => {
    const { client, events, newest } = setUp();
    await client.start([]);
    const { service } = newest();
    service.late = 1;
    let answered = false;
    const apps = client.apps().then((found) => {
      answered = true;
      return found;
    });
    // A later answer of the worker has come by then.
    await client.packFiles();
    expect(answered).toBe(false);
    service.emit({ type: "served", app: { url: "http://localhost:5000/", name: "app" } });
    expect(await apps).toEqual([]);
    expect(events).toMatchObject([{ type: "served" }]);
  });

  test("runs wait for the run before them", async () => {
    const gate = deferred();
    const log: number[] = [];
    const { client } = setUp(async ({ run }) => {
      log.push(run);
      if (run === 1) await gate.promise;
      return {};
    });
    await client.start([]);
    const both = Promise.all([client.run(request(1)), client.run(request(2))]);
    gate.resolve();
    await both;
    expect(log).toEqual([1, 2]);
  });

  test("a run that ends after Stop kept its state", async () => {
    const gate = deferred();
    const { client, newest } = setUp(async () => {
      await gate.promise;
      return { status: "interrupted" };
    });
    await client.start([]);
    const run = client.run(request(1));
    await new Promise((resolve) => setImmediate(resolve));
    const outcome = client.interrupt();
    expect(newest().service.options?.interruptFlag?.[0]).toBe(1);
    gate.resolve();
    expect(await outcome).toBe("kept");
    expect(await run).toMatchObject({ status: "interrupted" });
  });

  test("a run that does not react to Stop costs its worker, and nothing stays pending", async () => {
    const { client, workers } = setUp(never);
    await client.start([]);
    const run = client.run(request(1));
    run.catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(await client.interrupt()).toBe("replaced");
    await expect(run).rejects.toMatchObject({ name: "KernelDied" });
    expect(workers.map((worker) => worker.terminated)).toEqual([true, false]);
  });

  test("a Stop that costs the worker does not wait for the next one to start", async () => {
    const { client, newest, workers } = setUp(never);
    await client.start([]);
    client.run(request(1)).catch(() => {});
    await new Promise((resolve) => setImmediate(resolve));
    expect(await client.interrupt()).toBe("replaced");
    expect(newest().service.options).toBe(null);
    expect(await client.start([])).toMatchObject({ python: "3.14.2" });
    expect(workers).toHaveLength(2);
  });

  test("interrupt() says when nothing ran", async () => {
    const { client } = setUp();
    await client.start([]);
    expect(await client.interrupt()).toBe("nothing-ran");
  });

  test("a new worker gets the learner's files and the lesson's", async () => {
    const { client, newest } = setUp(async (_request, service) => {
      service.emit({ type: "files", changed: [{ path: "a.db", bytes: new Uint8Array([1]) }] });
      return {};
    });
    await client.start([]);
    await client.writeFiles([{ path: "data/x.csv", bytes: new Uint8Array([2]), readOnly: true }]);
    await client.run(request(1));
    await client.restart(["flask"]);
    expect(newest().service.options).toMatchObject({
      packages: ["flask"],
      files: [{ path: "a.db", bytes: new Uint8Array([1]) }],
    });
    expect(newest().service.given).toMatchObject([{ path: "data/x.csv", readOnly: true }]);
  });

  test("restart() with keepFiles false starts from nothing", async () => {
    const { client, newest } = setUp(async (_request, service) => {
      service.emit({ type: "files", changed: [{ path: "a.db", bytes: new Uint8Array([1]) }] });
      return {};
    });
    await client.start([]);
    await client.run(request(1));
    await client.restart([], { keepFiles: false });
    expect(newest().service.options?.files).toEqual([]);
  });

  test("a dead runtime rejects the run and is replaced by itself", async () => {
    const { client, workers, newest } = setUp(never);
    await client.start([]);
    const run = client.run(request(1));
    run.catch(() => {});
    const death = new Promise((resolve) => client.onDeath(resolve));
    const told: string[] = [];
    client.onDeath(() => told.push("death"));
    run.catch(() => told.push("run"));
    await new Promise((resolve) => setImmediate(resolve));
    newest().crash("Maximum call stack size exceeded");
    await expect(run).rejects.toThrow("Maximum call stack size exceeded");
    expect(await death).toEqual({ message: "Maximum call stack size exceeded" });
    expect(told).toEqual(["death", "run"]);
    expect(workers).toHaveLength(2);
    // The next one has not heard of anything yet.
    expect(newest().service.options).toBe(null);
    expect(await client.start([])).toMatchObject({ python: "3.14.2" });
    expect(workers).toHaveLength(2);
  });

  test("a worker stuck past the time limit is replaced", async () => {
    const { client, newest, workers } = setUp(never);
    await client.start([]);
    newest().service.ping = never;
    await expect(client.run(request(1, 10))).rejects.toThrow(/passed its time limit/);
    expect(workers).toHaveLength(2);
  });

  test("a worker that waits past the time limit, but answers, is left alone", async () => {
    const gate = deferred();
    const { client, newest, workers } = setUp(async () => {
      await gate.promise;
      return {};
    });
    await client.start([]);
    const pinged = deferred();
    newest().service.ping = async () => {
      pinged.resolve();
      return 0;
    };
    const run = client.run(request(1, 10));
    await pinged.promise;
    gate.resolve();
    expect(await run).toMatchObject({ status: "done" });
    expect(workers).toHaveLength(1);
  });

  test("a start that fails says what to do next, and can be tried again", async () => {
    const { client, newest } = setUp();
    newest().service.start = () => Promise.reject(new Error("no wasm."));
    await expect(client.start([])).rejects.toThrow(/Python did not start: no wasm\. Check/);
    expect(await client.start([])).toMatchObject({ python: "3.14.2" });
  });

  test("calls before start() are refused", async () => {
    const { client } = setUp();
    await expect(client.run(request(1))).rejects.toMatchObject({ name: "KernelDied" });
  });
});
