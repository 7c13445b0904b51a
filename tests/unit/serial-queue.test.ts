import { describe, expect, test } from "vitest";
import { SerialQueue } from "../../src/runtime/serial-queue.ts";
import { deferred } from "../../src/shared/deferred.ts";

describe("SerialQueue", () => {
  test("runs work in the order asked, one at a time", async () => {
    const queue = new SerialQueue();
    const log: string[] = [];
    const slow = deferred();
    const first = queue.add(async () => {
      log.push("first begins");
      await slow.promise;
      log.push("first ends");
    });
    const second = queue.add(async () => void log.push("second"));
    slow.resolve();
    await Promise.all([first, second]);
    expect(log).toEqual(["first begins", "first ends", "second"]);
  });

  test("goes on after work that failed", async () => {
    const queue = new SerialQueue();
    const failing = queue.add(() => Promise.reject(new Error("no")));
    const next = queue.add(async () => "yes");
    await expect(failing).rejects.toThrow("no");
    expect(await next).toBe("yes");
  });

  test("skips work that was aborted before its turn", async () => {
    const queue = new SerialQueue();
    const slow = deferred();
    const first = queue.add(() => slow.promise);
    const controller = new AbortController();
    let ran = false;
    const second = queue.add(async () => void (ran = true), controller.signal);
    controller.abort();
    slow.resolve();
    await first;
    await expect(second).rejects.toMatchObject({ name: "AbortError" });
    expect(ran).toBe(false);
  });

  test("tells running work that it was aborted", async () => {
    const queue = new SerialQueue();
    const controller = new AbortController();
    let told = false;
    const work = queue.add(
      () => new Promise<void>(() => {}),
      controller.signal,
      () => (told = true),
    );
    await Promise.resolve();
    await Promise.resolve();
    controller.abort();
    await expect(work).rejects.toMatchObject({ name: "AbortError" });
    expect(told).toBe(true);
  });
});
